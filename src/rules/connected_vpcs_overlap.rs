//! "The VPCs that are associated with the Direct Connect gateway must not have overlapping CIDR blocks", and over a VPC peering
//! connection "you can add CIDR blocks to a VPC provided they do not overlap with a CIDR block of the peer VPC":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.

use super::naming::{self, Called};
use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::address::Cidr;
use crate::ordered::{OrderedSet, sort};
use crate::plan::{Connection, ConnectionKind, Id, Vpc};

pub(super) const RULE: Rule = Rule {
    code: "connected-vpcs-overlap",
    severity: Severity::Error,
    title: "Connected VPCs overlap",
    explanation: "VPCs that are to reach one another have addresses in common. AWS refuses that over a peering connection \
                  and a Direct Connect gateway; elsewhere a route leads to one of them and never to the other. It does not \
                  matter in which scopes they are, nor whether IPAM ignores them.",
    source: Source {
        statement: "The VPCs that are associated with the Direct Connect gateway must not have overlapping CIDR blocks. If \
                    the VPC peering connection is active, you can add CIDR blocks to a VPC provided they do not overlap \
                    with a CIDR block of the peer VPC.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    },
    checks: &[Check::Connection(judge)],
    fix: None,
};

/// A CIDR and the VPC that has it.
type Held = (Cidr, Id<Vpc>);

/// What overlaps among the CIDRs of several VPCs.
struct Overlaps {
    /// The first two, in order of address: the larger, and what it contains.
    first: (Held, Held),
    /// The VPCs that overlap another.
    vpcs: OrderedSet<Id<Vpc>>,
}

/// The overlaps among the VPCs of a connection. O(n log n) in their CIDRs, however many overlap.
fn overlaps(facts: Facts<'_>, connection: &Connection) -> Option<Overlaps> {
    let mut held: Vec<Held> = Vec::new();
    for vpc in &connection.vpcs {
        let cidrs = facts.index.vpc(*vpc).map(|entry| entry.cidrs()).unwrap_or_default();
        held.extend(cidrs.iter().map(|(cidr, _)| (*cidr, *vpc)));
    }
    sort(&mut held);
    // What contains the block that is looked at, the largest first, each with whether its VPC is known to overlap.
    let mut open: Vec<(Held, bool)> = Vec::new();
    let mut first = None;
    let mut vpcs = OrderedSet::new();
    for (cidr, vpc) in held {
        while open.pop_if(|((around, _), _)| !around.contains(cidr)).is_some() {}
        let mut overlaps = false;
        for ((around, other), known) in open.iter_mut().rev() {
            if *other == vpc {
                continue;
            }
            overlaps = true;
            first = first.or(Some(((*around, *other), (cidr, vpc))));
            // All around one that is known are known too, or of its own VPC.
            if std::mem::replace(known, true) {
                break;
            }
            vpcs.insert(*other);
        }
        if overlaps {
            vpcs.insert(vpc);
        }
        open.push(((cidr, vpc), overlaps));
    }
    first.map(|first| Overlaps { first, vpcs })
}

/// The VPCs of a connection that overlap another of it.
pub(super) fn vpcs(facts: Facts<'_>, id: Id<Connection>) -> OrderedSet<Id<Vpc>> {
    let connection = facts.plan.intent().connections.get(&id);
    let overlaps = connection.and_then(|connection| overlaps(facts, connection));
    overlaps.map(|overlaps| overlaps.vpcs).unwrap_or_default()
}

fn called(row: &Connection) -> Called {
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
    let Overlaps { first, vpcs } = overlaps(facts, row)?;
    let ((outer, one), (inner, other)) = first;
    let more = match vpcs.len() {
        2 => String::new(),
        count => format!("; {count} of its {} VPCs overlap another", row.vpcs.len()),
    };
    Some(Verdict {
        sentence: format!(
            "{} has {} ({outer}) and {} ({inner}), which overlap{more}",
            called(row).first(),
            naming::vpc(facts, one),
            naming::vpc(facts, other)
        ),
        evidence: format!("{outer} {inner}, {} VPCs", vpcs.len()),
    })
}
