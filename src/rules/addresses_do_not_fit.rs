//! "The first four IP addresses and the last IP address in each subnet CIDR block are not available for your use":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, VpcSite, naming};
use crate::address::{AddressCount, Family};
use crate::cost::{Addresses, Filled, Room, Usage, filled};
use crate::plan::index::VpcEntry;

pub(super) const RULE: Rule = Rule {
    code: "addresses-do-not-fit",
    severity: Severity::Warning,
    title: "Addresses that do not fit",
    explanation: "The workloads of a VPC take more addresses of a subnet, or of the CIDR that they draw on, than it has. Workloads \
                  are taken to be spread evenly over the subnets that they name, as AWS balances Availability Zones. A delegated \
                  prefix takes a whole /28 block, of IPv6 a whole /80, of which a /64 has 65,534. Make the subnet larger, spread \
                  the workload over more subnets, or let pods have subnets of their own; addresses of IPv6 need an IPv6 CIDR of \
                  the VPC.",
    source: Source {
        statement: "The first four IP addresses and the last IP address in each subnet CIDR block are not available for your use.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    },
    checks: &[Check::Vpc(judge)],
    fix: None,
};

/// How much of what is wanted of a block that is too small, and what it has room for.
fn short(block: &Filled) -> (AddressCount, AddressCount, &'static str) {
    let (drawn, room) = (&block.drawn, &block.room);
    let prefixes = room.prefixes(drawn);
    let (prefix, address) = match room.family() {
        Family::Ipv4 => (" /28 prefixes", " addresses"),
        Family::Ipv6 => (" /80 prefixes", " IPv6 addresses"),
    };
    if u128::from(prefixes) > room.whole_prefixes {
        return (prefixes.into(), room.whole_prefixes.into(), prefix);
    }
    (room.taken(drawn).into(), room.usable.into(), address)
}

fn judge(facts: Facts<'_>, VpcSite { id, entry, .. }: VpcSite<'_>) -> Option<Verdict> {
    if entry.workloads().is_empty() || all_fit(facts, entry) {
        return None;
    }
    let mut blocks = filled(facts.plan, facts.index, id, &|_, row| Usage::of(&row.kind));
    let is_homeless = blocks.iter().any(|block| block.homeless_ipv6() > 0);
    blocks.retain(|block| !block.fits());
    let mut evidence: Vec<String> = Vec::new();
    for block in &blocks {
        let (wanted, room, what) = short(block);
        evidence.push(format!("{wanted} of {room}{what} in {}", block.placed.cidr));
    }
    let mut sentence = format!("In {}, the workloads ", naming::vpc(facts, id));
    if let Some(first) = blocks.first() {
        let (wanted, room, what) = short(first);
        let block = naming::placed(facts, first.placed);
        sentence += &format!("take {wanted}{what} of {block}, which has room for {room}");
    }
    if blocks.len() > 1 {
        sentence += &format!(", and {} more of its blocks are too small", blocks.len() - 1);
    }
    if is_homeless {
        let then = if blocks.is_empty() { "" } else { "; they " };
        sentence += &format!("{then}have addresses of IPv6, and the VPC has no IPv6 CIDR");
        evidence.push("IPv6 without a CIDR".to_owned());
    }
    (!evidence.is_empty()).then(|| Verdict {
        sentence,
        evidence: evidence.join(", "),
    })
}

/// Whether it is clear without a look at who draws from where that everything fits: in a VPC of one block, where all that there is fits
/// together.
fn all_fit(facts: Facts<'_>, entry: &VpcEntry) -> bool {
    let ([(cidr, _)], []) = (entry.cidrs(), entry.subnets()) else {
        return false;
    };
    let mut all = Addresses::default();
    for id in entry.workloads() {
        if let Some(row) = facts.plan.intent().workloads.get(id) {
            all = all.plus(&Usage::of(&row.kind).total());
        }
    }
    cidr.family() == Family::Ipv4 && all.active_ipv6() == 0 && Room::of_subnet(*cidr).holds(&all)
}
