//! What cannot be connected with one VPC or network.

use super::pair::{Overlap, cidrs};
use super::{Consequence, consequence};
use crate::address::Cidr;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::index::{Block, Index};
use crate::plan::{Connection, End, Id, Plan};

/// What cannot be connected with `end`, VPCs before networks and each by id, with the first overlap of each: a row of the matrix.
///
/// For a VPC O(CIDRs × scopes × (log n + found)), however many VPCs there are, and a look at each network.
pub fn unconnectable(plan: &Plan, index: &Index, end: End) -> OrderedMap<End, Overlap> {
    let mut found = OrderedMap::new();
    for one in cidrs(plan, index, end) {
        for (other, cidr) in meeting(plan, index, one) {
            if other != end {
                let overlap = Overlap { one, other: cidr };
                let first = found.or_insert(other, overlap);
                *first = (*first).min(overlap);
            }
        }
    }
    found
}

/// The CIDRs of VPCs of any scope and of networks on premises that have addresses of `cidr`, in no particular order. One may
/// stand there twice.
pub fn meeting(plan: &Plan, index: &Index, cidr: Cidr) -> Vec<(End, Cidr)> {
    let design = plan.design();
    let mut meeting = Vec::new();
    for scope in design.scopes.keys() {
        let Some(scope) = index.scope(*scope) else { continue };
        // An ignored CIDR, which is exempt from overlap, has its addresses all the same.
        let watched = scope.blocks().meeting(cidr);
        for placed in watched.chain(scope.outside_pools().meeting(cidr)) {
            if let Block::VpcCidr(id) = placed.block
                && let Some(row) = design.vpc_cidrs.get(&id)
            {
                meeting.push((End::Vpc(row.vpc), row.cidr));
            }
        }
    }
    for (id, row) in &plan.intent().networks {
        let own = row.cidrs.iter().filter(|own| own.overlaps(cidr));
        meeting.extend(own.map(|own| (End::Network(*id), *own)));
    }
    meeting
}

/// Two ends of a connection that hold the same addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// One end: the one that orders first.
    pub one: End,
    /// The other.
    pub other: End,
    /// Where they overlap first.
    pub overlap: Overlap,
    /// What that means for the connection.
    pub consequence: Consequence,
}

/// The pairs of a connection that cannot be connected, in order. O(ends of it) looks at [`unconnectable`].
pub fn judge_connection(plan: &Plan, index: &Index, connection: &Connection) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for one in connection.ends() {
        let row = unconnectable(plan, index, one);
        for (other, overlap) in row.range_from(&one) {
            if *other > one && connection.has(*other) {
                clashes.push(Clash {
                    one,
                    other: *other,
                    overlap: *overlap,
                    consequence: consequence(connection.kind, one, *other),
                });
            }
        }
    }
    clashes
}

/// The connections that state that `one` must reach `other`. O(connections of one).
pub fn stated(plan: &Plan, index: &Index, one: End, other: End) -> OrderedSet<Id<Connection>> {
    let connections = index.connections(one).into_iter();
    let rows = &plan.intent().connections;
    connections
        .filter(|id| rows.get(id).is_some_and(|row| row.has(other)))
        .collect()
}
