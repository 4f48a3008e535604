//! How full the blocks of a VPC are with the addresses of its workloads.

use super::addresses::Addresses;
use super::draw::{Draw, Home, draws};
use super::room::Room;
use super::usage::Usage;
use crate::address::Family;
use crate::ordered::OrderedMap;
use crate::plan::index::{Block, Index, Placed};
use crate::plan::{Id, Plan, Vpc, Workload};

/// A subnet, or a CIDR that workloads draw on without naming a subnet, with what is drawn from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The block.
    pub placed: Placed,
    /// What is drawn from it. Of a CIDR, what its subnets give out is among it.
    pub drawn: Addresses,
    /// What it has room for.
    pub room: Room,
}

impl Filled {
    /// Whether the block has room for what is drawn from it.
    pub fn fits(&self) -> bool {
        self.room.holds(&self.drawn)
    }

    /// How many addresses and prefixes of IPv6 have no block: drawn from one of IPv4, where the VPC has none of IPv6.
    pub fn homeless_ipv6(&self) -> u64 {
        match self.room.family() {
            Family::Ipv4 => self.drawn.active_ipv6(),
            Family::Ipv6 => 0,
        }
    }
}

/// The blocks of a VPC that workloads draw on, by block, when each workload is as `usage` says.
pub fn filled(
    plan: &Plan,
    index: &Index,
    vpc: Id<Vpc>,
    usage: &dyn Fn(Id<Workload>, &Workload) -> Usage,
) -> Vec<Filled> {
    let Some(entry) = index.vpc(vpc) else {
        return Vec::new();
    };
    let mut drawn: OrderedMap<Home, Addresses> = OrderedMap::new();
    for id in entry.workloads() {
        let Some(row) = plan.intent().workloads.get(id) else {
            continue;
        };
        for Draw { home, addresses } in draws(plan, index, row, &usage(*id, row)) {
            let sum = drawn.or_insert(home, Addresses::default());
            *sum = sum.plus(&addresses);
        }
    }
    let design = plan.design();
    let mut found = Vec::new();
    for (home, addresses) in &drawn {
        let (cidr, block, drawn, subnets) = match *home {
            Home { subnet: Some(id), .. } => match design.subnets.get(&id) {
                Some(row) => (row.cidr, Block::Subnet(id), *addresses, 1),
                None => continue,
            },
            // Beside what draws on the CIDR itself, it has to hold what its subnets give out.
            Home { cidr: Some(id), .. } => match design.vpc_cidrs.get(&id) {
                Some(row) => {
                    let of_cidr = drawn.iter().filter(|(home, _)| home.cidr == Some(id));
                    let all = of_cidr.fold(Addresses::default(), |sum, (_, addresses)| sum.plus(addresses));
                    (row.cidr, Block::VpcCidr(id), all, entry.subnets_in(row.cidr).count())
                }
                None => continue,
            },
            Home { .. } => continue,
        };
        found.push(Filled {
            placed: Placed { cidr, block },
            drawn,
            room: Room::of_subnets(cidr, subnets),
        });
    }
    found
}
