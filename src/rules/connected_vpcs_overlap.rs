//! "The VPCs that are associated with the Direct Connect gateway must not have overlapping CIDR blocks", and over a VPC peering
//! connection "you can add CIDR blocks to a VPC provided they do not overlap with a CIDR block of the peer VPC":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.
//!
//! A transit gateway takes both VPCs: "If you attach a VPC with a CIDR range that overlaps the CIDR range of a VPC that is already
//! attached, the new VPC CIDR range is not propagated to the default propagation route table":
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html>. That leaves the second
//! VPC without a route to it, which is no better than a refusal to whoever states that it must be reached.

use super::naming::{self, Called};
use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::connections::{Among, Consequence, Overlaps, consequence, overlaps};
use crate::ordered::OrderedSet;
use crate::plan::{Connection, ConnectionKind, End, Id, Vpc};

pub(super) const RULE: Rule = Rule {
    code: "connected-vpcs-overlap",
    severity: Severity::Error,
    title: "Connected VPCs overlap",
    explanation: "VPCs that are to reach one another have addresses in common. AWS refuses that over a peering connection \
                  and a Direct Connect gateway. A transit gateway takes both, and has no route to the one that is attached \
                  second. It does not matter in which scopes they are, nor whether IPAM ignores them.",
    source: Source {
        statement: "The VPCs that are associated with the Direct Connect gateway must not have overlapping CIDR blocks. If \
                    the VPC peering connection is active, you can add CIDR blocks to a VPC provided they do not overlap \
                    with a CIDR block of the peer VPC.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    },
    checks: &[Check::Connection(judge)],
    fix: None,
};

/// The VPCs of a connection that have addresses in common with another of its VPCs or networks.
pub(super) fn vpcs(facts: Facts<'_>, id: Id<Connection>) -> OrderedSet<Id<Vpc>> {
    let mut vpcs = OrderedSet::new();
    let Some(row) = facts.plan.intent().connections.get(&id) else {
        return vpcs;
    };
    for among in [Among::Vpcs, Among::Networks] {
        let ends = overlaps(facts.plan, facts.index, row, among).map(|overlaps| overlaps.ends);
        for end in ends.iter().flatten() {
            if let End::Vpc(vpc) = end {
                vpcs.insert(*vpc);
            }
        }
    }
    vpcs
}

/// "the peering connection web-erp".
pub(super) fn called(row: &Connection) -> Called {
    let kind = match row.kind {
        ConnectionKind::Peering => "peering",
        ConnectionKind::TransitGateway => "transit gateway",
        ConnectionKind::DirectConnect => "Direct Connect",
        ConnectionKind::Vpn => "VPN",
    };
    Called::Ours(match naming::shortened(&row.name) {
        name if name.is_empty() => format!("a {kind} connection without a name"),
        name => format!("the {kind} connection {name}"),
    })
}

fn judge(facts: Facts<'_>, _: Id<Connection>, row: &Connection) -> Option<Verdict> {
    let Overlaps { first, ends } = overlaps(facts.plan, facts.index, row, Among::Vpcs)?;
    let ((outer, one), (inner, other)) = first;
    let more = match ends.len() {
        2 => String::new(),
        count => format!("; {count} of its {} VPCs overlap another", row.vpcs.len()),
    };
    let then = match consequence(row.kind, one, other) {
        Consequence::Refused => ", which AWS refuses",
        Consequence::NotPropagated => ", so that the one attached second gets no route",
        Consequence::Hidden | Consequence::Unroutable => "",
    };
    Some(Verdict {
        sentence: format!(
            "{} has {} ({outer}) and {} ({inner}), which overlap{then}{more}",
            called(row).first(),
            naming::end(facts, one),
            naming::end(facts, other)
        ),
        evidence: format!("{outer} {inner}, {} VPCs", ends.len()),
    })
}
