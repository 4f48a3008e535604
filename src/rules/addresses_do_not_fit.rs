//! "The first four IP addresses and the last IP address in each subnet CIDR block are not available for your use":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, VpcSite, naming};
use crate::address::{AddressCount, Cidr, Family};
use crate::cost::{Addresses, Draw, Home, Room, Usage, draws};
use crate::ordered::OrderedMap;
use crate::plan::index::{Block, Placed};
use crate::plan::{Id, Vpc};

pub(super) const RULE: Rule = Rule {
    code: "addresses-do-not-fit",
    severity: Severity::Warning,
    title: "Addresses that do not fit",
    explanation: "The workloads of a VPC take more addresses of a subnet, or of the CIDR that they draw on, than it has. Workloads \
                  are taken to be spread evenly over the subnets that they name, as AWS balances Availability Zones. A delegated \
                  prefix takes a whole /28 block. Make the subnet larger, spread the workload over more subnets, or let pods have \
                  subnets of their own.",
    source: Source {
        statement: "The first four IP addresses and the last IP address in each subnet CIDR block are not available for your use.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    },
    checks: &[Check::Vpc(judge)],
    fix: None,
};

/// A block that is too small for what is drawn from it.
struct TooSmall {
    placed: Placed,
    drawn: Addresses,
    room: Room,
}

fn judge(facts: Facts<'_>, VpcSite { id, entry, .. }: VpcSite<'_>) -> Option<Verdict> {
    if entry.workloads().is_empty() {
        return None;
    }
    let too_small = too_small(facts, id);
    let first = too_small.first()?;
    let wants = |block: &TooSmall| {
        let (prefixes, whole) = (block.drawn.ipv4_prefixes, block.room.whole_prefixes);
        if u128::from(prefixes) > whole {
            (AddressCount::from(prefixes), AddressCount::from(whole), " /28 prefixes")
        } else {
            let consumed = block.drawn.consumed_ipv4();
            (
                AddressCount::from(consumed),
                AddressCount::from(block.room.usable),
                " addresses",
            )
        }
    };
    let (wanted, room, what) = wants(first);
    let others = match too_small.len() {
        1 => String::new(),
        blocks => format!(", and {} more of its blocks are too small", blocks - 1),
    };
    Some(Verdict {
        sentence: format!(
            "In {}, the workloads take {wanted}{what} of {}, which has room for {room}{others}",
            naming::vpc(facts, id),
            naming::placed(facts, first.placed),
        ),
        evidence: too_small
            .iter()
            .map(|block| {
                let (wanted, room, what) = wants(block);
                format!("{wanted} of {room}{what} in {}", block.placed.cidr)
            })
            .collect::<Vec<_>>()
            .join(", "),
    })
}

/// The subnets of a VPC, and the CIDRs that workloads draw on without naming one, that are too small.
fn too_small(facts: Facts<'_>, id: Id<Vpc>) -> Vec<TooSmall> {
    let Some(entry) = facts.index.vpc(id) else {
        return Vec::new();
    };
    let mut drawn: OrderedMap<Home, Addresses> = OrderedMap::new();
    for workload in entry.workloads() {
        let Some(row) = facts.plan.intent().workloads.get(workload) else {
            continue;
        };
        for Draw { home, addresses } in draws(facts.plan, facts.index, row, &Usage::of(&row.kind)) {
            let sum = drawn.or_insert(home, Addresses::default());
            *sum = sum.plus(&addresses);
        }
    }
    let mut found = Vec::new();
    let mut judge = |cidr: Cidr, block: Block, drawn: Addresses, room: Room| {
        if cidr.family() == Family::Ipv4 && !room.holds(&drawn) {
            let placed = Placed { cidr, block };
            found.push(TooSmall { placed, drawn, room });
        }
    };
    for (home, addresses) in &drawn {
        match *home {
            Home { subnet: Some(id), .. } => {
                if let Some(row) = facts.design().subnets.get(&id) {
                    judge(row.cidr, Block::Subnet(id), *addresses, Room::of_subnet(row.cidr));
                }
            }
            // Beside what draws on the CIDR itself, it has to hold what its subnets give out.
            Home { cidr: Some(id), .. } => {
                if let Some(row) = facts.design().vpc_cidrs.get(&id) {
                    let of_cidr = drawn.iter().filter(|(home, _)| home.cidr == Some(id));
                    let all = of_cidr.fold(Addresses::default(), |sum, (_, addresses)| sum.plus(addresses));
                    let subnets = entry.subnets_in(row.cidr).count();
                    judge(row.cidr, Block::VpcCidr(id), all, Room::of_subnets(row.cidr, subnets));
                }
            }
            Home { .. } => {}
        }
    }
    found
}
