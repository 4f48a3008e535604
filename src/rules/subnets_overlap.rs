//! "If you create more than one subnet in a VPC, the CIDR blocks of the subnets cannot overlap":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, VpcSite, naming};
use crate::address::Cidr;
use crate::plan::index::{Block, Placed};
use crate::plan::{Id, Subnet};

pub(super) const RULE: Rule = Rule {
    code: "subnets-overlap",
    severity: Severity::Error,
    title: "Overlapping subnets",
    explanation: "Two subnets of one VPC hold the same addresses. AWS refuses the second one.",
    source: Source {
        statement: "If you create more than one subnet in a VPC, the CIDR blocks of the subnets cannot overlap.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    },
    checks: &[Check::VpcSubnets(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, VpcSite { id, entry, .. }: VpcSite<'_>) -> Option<Verdict> {
    let subnets = entry.subnets();
    let mut clashes = clashes(subnets);
    let (outer, inner) = clashes.next()?;
    let more = clashes.count();
    let called = |(cidr, id): (Cidr, Id<Subnet>)| {
        let block = Block::Subnet(id);
        naming::placed(facts, Placed { cidr, block })
    };
    let others = match more {
        0 => String::new(),
        _ => format!(", and {more} more of its subnets overlap"),
    };
    Some(Verdict {
        sentence: format!(
            "In {}, the subnet {} overlaps {}{others}",
            naming::vpc(facts, id),
            called(inner),
            called(outer)
        ),
        evidence: self::clashes(subnets)
            .map(|((outer, _), (inner, _))| format!("{inner} in {outer}"))
            .collect::<Vec<_>>()
            .join(", "),
    })
}

/// Each subnet that lies in another one, with the nearest before it that holds it. Subnets come in order.
fn clashes(subnets: &[(Cidr, Id<Subnet>)]) -> impl Iterator<Item = ((Cidr, Id<Subnet>), (Cidr, Id<Subnet>))> + '_ {
    let mut open: Vec<(Cidr, Id<Subnet>)> = Vec::new();
    subnets.iter().filter_map(move |subnet| {
        while open.pop_if(|(outer, _)| !outer.contains(subnet.0)).is_some() {}
        let outer = open.last().copied();
        open.push(*subnet);
        outer.map(|outer| (outer, *subnet))
    })
}
