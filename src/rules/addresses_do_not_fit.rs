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
                  prefix takes a whole /28 block. Make the subnet larger, spread the workload over more subnets, or let pods have \
                  subnets of their own.",
    source: Source {
        statement: "The first four IP addresses and the last IP address in each subnet CIDR block are not available for your use.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    },
    checks: &[Check::Vpc(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, VpcSite { id, entry, .. }: VpcSite<'_>) -> Option<Verdict> {
    if entry.workloads().is_empty() || all_fit(facts, entry) {
        return None;
    }
    let mut too_small = filled(facts.plan, facts.index, id, &|_, row| Usage::of(&row.kind));
    too_small.retain(|block| !block.fits());
    let first = too_small.first()?;
    let wants = |block: &Filled| {
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
    cidr.family() == Family::Ipv4 && Room::of_subnet(*cidr).holds(&all)
}
