//! "The CIDR you want to provision must be available in the scope": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.
//! Overlap is judged against every CIDR of the same scope, and never across scopes.

use std::collections::BTreeSet;

use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::plan::index::{ClusterKey, Placed};
use crate::plan::{Id, Scope};

pub(super) const RULE: Rule = Rule {
    code: "overlap",
    severity: Severity::Error,
    title: "Overlapping addresses",
    explanation: "Two blocks of one scope hold the same addresses although neither belongs inside the other. AWS does \
                  not hand out an address twice from its pools, and VPCs that overlap cannot be peered: the cure is to \
                  destroy one and build it again.",
    source: Source {
        statement: "The CIDR you want to provision must be available in the scope.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    check: Check::Cluster(judge),
    fix: None,
};

fn judge(_facts: Facts<'_>, _scope: Id<Scope>, _key: ClusterKey, members: &BTreeSet<Placed>) -> Option<Verdict> {
    let evidence = members
        .iter()
        .map(|placed| placed.cidr.to_string())
        .collect::<Vec<_>>()
        .join(" ");
    Some(Verdict {
        sentence: format!("{} blocks overlap", members.len()),
        evidence,
    })
}
