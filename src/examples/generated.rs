//! Large plans to measure with: realistic in shape, the same every time.

use crate::address::{Cidr, Family, NetmaskLength};
use crate::ordered::sort;
use crate::plan::{
    About, Account, AwsTables, CidrRole, CountedIds, Id, IdSource, IntentTables, Monitoring, Plan, Pool, PoolCidr,
    PoolParent, RegionCode, Tags, Vpc, VpcCidr,
};

use super::sketch::literal;

/// The most allocations that [`generated`] makes.
pub const MAX_GENERATED: usize = 1_000_000;

const REGIONS: [&str; 6] = [
    "ap-southeast-1",
    "eu-central-1",
    "eu-west-1",
    "us-east-1",
    "us-east-2",
    "us-west-2",
];
const ENVIRONMENTS: [&str; 3] = ["prod", "preprod", "dev"];
const TEAMS: [&str; 8] = [
    "payments", "orders", "web", "data", "search", "ledger", "media", "shared",
];

/// So many allocations stand in the pool of one business unit.
const PER_BUSINESS_UNIT: usize = 100;
/// So many VPCs belong to one account.
const PER_ACCOUNT: usize = 8;
/// One VPC of so many has a secondary CIDR.
const SECONDARY_EVERY: u32 = 16;
/// One block of so many was given back and leaves a hole.
const HOLE_EVERY: u32 = 12;
/// One allocation of so many takes the block of the one before it.
const OVERLAP_EVERY: u32 = 1_000;

/// A plan with exactly `allocations` VPC CIDRs (at most [`MAX_GENERATED`]), each allocated from a pool.
///
/// One top-level pool from 10.0.0.0 on, a pool per Region, environment and business unit under it, VPCs of mixed
/// lengths from /16 to /28, mostly small; accounts, tags, holes, secondary CIDRs, and one overlap in a thousand. The
/// same number gives the same plan everywhere. O(allocations).
pub fn generated(allocations: usize) -> Plan {
    generated_with(allocations, &mut CountedIds::default())
}

/// The same plan with ids from elsewhere: neighbours in it then need not be neighbours by id.
pub fn generated_with(allocations: usize, ids: &mut dyn IdSource) -> Plan {
    let allocations = allocations.min(MAX_GENERATED);
    let mut growth = Growth::new(allocations, ids);
    let top = growth.pool(Plan::default_private_scope().into(), "Global", None);
    let leaves = REGIONS.len() * ENVIRONMENTS.len() * growth.business_units;
    let mut left = allocations;
    let mut leaf = 0;
    for region in REGIONS {
        let locale: RegionCode = literal(region);
        let start = growth.next;
        let regional = growth.pool(top.into(), region, Some(locale));
        for environment in ENVIRONMENTS {
            let start = growth.next;
            let name = format!("{environment} {region}");
            let pool = growth.pool(regional.into(), &name, Some(locale));
            for unit in 0..growth.business_units {
                let share = left / (leaves - leaf);
                left -= share;
                leaf += 1;
                let team = TEAMS.get(unit % TEAMS.len()).copied().unwrap_or_default();
                let name = format!("{team}-{unit:02} {environment} {region}");
                let start = growth.next;
                let unit = growth.pool(pool.into(), &name, Some(locale));
                growth.fill(unit, share, locale, environment, team);
                growth.provision(unit, start, 22);
            }
            growth.provision(pool, start, 20);
        }
        growth.provision(regional, start, 16);
    }
    growth.provision(top, FIRST, 8);
    growth.finish(allocations)
}

/// 10.0.0.0.
const FIRST: u64 = 10 << 24;

struct Growth<'a> {
    random: u32,
    ids: &'a mut dyn IdSource,
    business_units: usize,
    /// The first address that is not taken. Every pool takes its range from here on, so that ranges nest.
    next: u64,
    vpcs: usize,
    /// The account that was opened last.
    account: Option<Id<Account>>,
    design: AwsTables,
    intent: IntentTables,
}

impl<'a> Growth<'a> {
    fn new(allocations: usize, ids: &'a mut dyn IdSource) -> Self {
        let leaves_above = REGIONS.len() * ENVIRONMENTS.len();
        Self {
            random: 0x9E37_79B9,
            ids,
            business_units: allocations.div_ceil(leaves_above * PER_BUSINESS_UNIT).max(1),
            next: FIRST,
            vpcs: 0,
            account: None,
            design: AwsTables::default(),
            intent: IntentTables::default(),
        }
    }

    /// The next number of xorshift32.
    fn draw(&mut self) -> u32 {
        let mut number = self.random;
        number ^= number << 13;
        number ^= number >> 17;
        number ^= number << 5;
        self.random = number;
        number
    }

    fn pool(&mut self, parent: PoolParent, name: &str, locale: Option<RegionCode>) -> Id<Pool> {
        let id = Id::mint(self.ids);
        let mut pool = Pool::new(parent, Family::Ipv4);
        pool.name = name.to_owned();
        pool.locale = locale;
        self.design.pools.insert(id, pool);
        id
    }

    /// Provisions to `pool` the range from `start` to the next free address, rounded up to blocks of `/length`. Any
    /// block inside the range is inside one of the largest blocks that make it up, so that what nests stays nested.
    fn provision(&mut self, pool: Id<Pool>, start: u64, length: u8) {
        let grain = 1_u64 << (32 - length);
        self.next = self.next.max(start + 1).next_multiple_of(grain);
        let mut at = start;
        while at < self.next {
            let aligned = if at == 0 { 32 } else { at.trailing_zeros() };
            let fitting = (self.next - at).ilog2();
            let bits = aligned.min(fitting).min(24);
            if let Some(cidr) = block(at, 32 - bits as u8) {
                let id = Id::mint(self.ids);
                self.design.pool_cidrs.insert(id, PoolCidr { pool, cidr });
            }
            at += 1 << bits;
        }
    }

    /// Allocates `count` CIDRs from `pool`, the largest first, as one who plans would.
    fn fill(&mut self, pool: Id<Pool>, count: usize, region: RegionCode, environment: &str, team: &str) {
        // Half of the VPCs are /28, a quarter /27, and so on up to /16.
        let mut lengths: Vec<u8> = (0..count)
            .map(|_| 28 - self.draw().trailing_zeros().min(12) as u8)
            .collect();
        sort(&mut lengths);
        let mut before: Option<Cidr> = None;
        let mut vpc: Option<Id<Vpc>> = None;
        for length in lengths {
            let size = 1_u64 << (32 - length);
            if self.draw().is_multiple_of(HOLE_EVERY) {
                self.next = self.next.next_multiple_of(size) + size;
            }
            let cidr = match before {
                Some(before) if self.draw().is_multiple_of(OVERLAP_EVERY) => before,
                _ => {
                    let at = self.next.next_multiple_of(size);
                    self.next = at + size;
                    block(at, length).unwrap_or_else(|| unreachable!("a million small blocks fit in IPv4"))
                }
            };
            before = Some(cidr);
            let (vpc_id, role) = match vpc {
                Some(earlier) if self.draw().is_multiple_of(SECONDARY_EVERY) => (earlier, CidrRole::Secondary),
                _ => (self.vpc(region, environment, team), CidrRole::Primary),
            };
            vpc = Some(vpc_id);
            let id = Id::mint(self.ids);
            let row = VpcCidr {
                vpc: vpc_id,
                cidr,
                role,
                pool: Some(pool),
                monitoring: Monitoring::Monitored,
            };
            self.design.vpc_cidrs.insert(id, row);
        }
    }

    fn vpc(&mut self, region: RegionCode, environment: &str, team: &str) -> Id<Vpc> {
        let account = self.account();
        let id = Id::mint(self.ids);
        let mut vpc = Vpc::new(Plan::default_private_scope(), region);
        vpc.name = format!("{team}-{environment}-{:05}", self.vpcs);
        vpc.account = Some(account);
        vpc.tags = Tags::from([("Environment".to_owned(), environment.to_owned())]);
        self.vpcs += 1;
        self.design.vpcs.insert(id, vpc);
        id
    }

    /// The account of the next VPC: a new one when the last has its share.
    fn account(&mut self) -> Id<Account> {
        match self.account {
            Some(last) if !self.vpcs.is_multiple_of(PER_ACCOUNT) => last,
            _ => {
                let number = self.intent.accounts.len() + 1;
                let mut account = Account::named(&format!("account-{number:05}"));
                account.number = Some(literal(&format!("{number:012}")));
                let id = Id::mint(self.ids);
                self.intent.accounts.insert(id, account);
                self.account = Some(id);
                id
            }
        }
    }

    fn finish(mut self, allocations: usize) -> Plan {
        let empty = Plan::new("", literal("us-east-1"));
        let mut ipam = empty.ipam().clone();
        let others = REGIONS.into_iter().filter(|region| *region != "us-east-1");
        ipam.operating_regions = others.map(literal).collect();
        self.design.ipams.insert(Plan::ipam_id(), ipam);
        self.design.scopes = empty.design().scopes.clone();
        let about = About {
            name: format!("Generated: {allocations} allocations"),
            ..About::default()
        };
        self.intent.abouts.insert(Plan::about_id(), about);
        match Plan::from_tables(self.design, AwsTables::default(), self.intent) {
            Ok(plan) => plan,
            // Every row refers to one that was inserted before it, and pools to those above them.
            Err(refusals) => unreachable!("a generated plan is a plan: {refusals:?}"),
        }
    }
}

/// The IPv4 block of `/length` at `first`.
fn block(first: u64, length: u8) -> Option<Cidr> {
    Cidr::from_bits(Family::Ipv4, u128::from(first), NetmaskLength::new(length)?)
}
