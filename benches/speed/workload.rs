//! Reproducible plans to measure with.

use ipam_planner::address::{Cidr, NetmaskLength};
use ipam_planner::examples::generated_with;
use ipam_planner::format;
use ipam_planner::plan::{
    Edit, Id, IdSource, Instances, NodeGroup, PlainAddresses, Plan, RowChange, Workload, WorkloadKind,
};

/// What has a goal is measured at these sizes: the goals are for the larger two, and the smallest stands beside them.
pub(crate) const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// xorshift32: the same numbers everywhere.
pub(crate) struct Random(u32);

impl Random {
    pub(crate) fn new() -> Self {
        Self(0x9e37_79b9)
    }

    pub(crate) fn bits(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// A length from /28 to /16; each is half as frequent as the next longer one.
    pub(crate) fn length(&mut self) -> NetmaskLength {
        length(28 - self.bits().trailing_zeros().min(12) as u8)
    }

    /// A block of mixed length anywhere in `pool`.
    pub(crate) fn block(&mut self, pool: Cidr) -> Cidr {
        let length = self.length();
        let blocks = 1_u128 << (length.get() - pool.netmask_length().get());
        pool.nth(u128::from(self.bits()) % blocks, length).unwrap_or(pool)
    }
}

/// Ids in no order: those that the page mints are random.
struct ShuffledIds(u64);

impl IdSource for ShuffledIds {
    fn draw(&mut self) -> u64 {
        self.0 += 1;
        // Odd, so that no two of the first 2^60 meet.
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

/// A generated plan with a workload for each ten allocations, as it is opened: its ids are random, and its rows stand as they are
/// read.
pub(crate) fn opened(allocations: usize) -> Plan {
    let mut ids = ShuffledIds(0);
    let mut plan = generated_with(allocations, &mut ids);
    add_workloads(&mut plan, allocations / 10, &mut ids);
    match format::read(&format::write_compact(&plan)) {
        Ok(opened) => opened.plan,
        Err(_) => unreachable!("a plan that was written"),
    }
}

/// Adds workloads of each kind in turn to VPCs at even distances, as large as their VPC has room for.
pub(crate) fn add_workloads(plan: &mut Plan, count: usize, ids: &mut dyn IdSource) {
    let mut edit = Edit::new();
    let cidrs = &plan.design().vpc_cidrs;
    let Ok(instance_type) = "m5.large".parse() else {
        unreachable!("a constant")
    };
    for (number, row) in cidrs.values().step_by(cidrs.len() / count).take(count).enumerate() {
        let room = 1 << (32 - row.cidr.netmask_length().get());
        let kind = match number % 3 {
            0 => WorkloadKind::Addresses(PlainAddresses {
                ipv4: room / 3,
                ..PlainAddresses::default()
            }),
            1 => WorkloadKind::Instances(Instances::plain(room / 4)),
            _ => WorkloadKind::NodeGroup(NodeGroup::new(instance_type, room / 64, 20)),
        };
        edit.intent(RowChange {
            id: Id::mint(ids),
            before: None,
            after: Some(Box::new(Workload {
                name: format!("workload {number}"),
                vpc: row.vpc,
                subnets: [].into(),
                kind,
                note: String::new(),
            })),
        });
    }
    let refused = plan.apply(edit).is_err();
    assert!(!refused, "rows that refer to VPCs of the plan");
}

/// 10.0.0.0/8.
pub(crate) fn pool() -> Cidr {
    Cidr::canonicalize([10, 0, 0, 0].into(), length(8)).map_or(Cidr::ALL_IPV4, |block| block.cidr)
}

pub(crate) fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap_or(ipam_planner::address::Family::Ipv4.longest())
}
