//! Which VPCs can be connected and which cannot, since they hold the same addresses.
//!
//! Scopes say what may overlap, connections say where it hurts: two VPCs of different scopes may hold the same addresses and
//! can then not be connected. Nothing is stored: a pair costs a look at the CIDRs of both, a VPC a look into the index of each
//! scope. It must not know how the matrix is shown.

use crate::address::Cidr;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::index::{Block, Index};
use crate::plan::{Connection, ConnectionKind, Id, Plan, Vpc};

/// CIDRs of two VPCs that share addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overlap {
    /// The CIDR of the first VPC.
    pub one: Cidr,
    /// The CIDR of the second.
    pub other: Cidr,
}

/// What stands against connecting two VPCs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// Nothing.
    Free,
    /// They are the same.
    Same,
    /// They share addresses: the first two CIDRs that do, in order.
    Overlapping(Overlap),
    /// One of them has no CIDR yet, or does not exist.
    Undecided,
}

/// What an overlap means for a kind of connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// AWS refuses it: <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.
    Refused,
    /// No page that the planner rests on says that AWS refuses it; but what has the same address twice cannot be told apart by
    /// a route.
    Unroutable,
}

/// What an overlap means for connections of `kind`.
pub fn consequence(kind: ConnectionKind) -> Consequence {
    match kind {
        ConnectionKind::Peering | ConnectionKind::DirectConnect => Consequence::Refused,
        ConnectionKind::TransitGateway | ConnectionKind::Vpn => Consequence::Unroutable,
    }
}

/// Whether two VPCs can be connected. O(CIDRs of one + of the other).
pub fn judge_pair(index: &Index, one: Id<Vpc>, other: Id<Vpc>) -> Pair {
    if one == other {
        return Pair::Same;
    }
    let [Some(one), Some(other)] = [one, other].map(|vpc| index.vpc(vpc)) else {
        return Pair::Undecided;
    };
    let (mut ones, mut others) = (one.cidrs().iter(), other.cidrs().iter());
    let (Some(mut first), Some(mut second)) = (ones.next(), others.next()) else {
        return Pair::Undecided;
    };
    // Both are in order, and the CIDRs of a VPC that AWS accepts do not overlap: the one that ends first meets nothing further.
    loop {
        let (one, other) = (first.0, second.0);
        if one.overlaps(other) {
            return Pair::Overlapping(Overlap { one, other });
        }
        let next = match one < other {
            true => ones.next().map(|next| first = next),
            false => others.next().map(|next| second = next),
        };
        if next.is_none() {
            return Pair::Free;
        }
    }
}

/// The VPCs that cannot be connected with `vpc`, by id, with the first overlap of each: a row of the matrix.
///
/// O(CIDRs × scopes × (log n + found)), however many VPCs there are.
pub fn unconnectable(plan: &Plan, index: &Index, vpc: Id<Vpc>) -> OrderedMap<Id<Vpc>, Overlap> {
    let mut found = OrderedMap::new();
    let Some(entry) = index.vpc(vpc) else { return found };
    let design = plan.design();
    for (one, _) in entry.cidrs() {
        for scope in design.scopes.keys() {
            let Some(scope) = index.scope(*scope) else { continue };
            // An ignored CIDR, which is exempt from overlap, has its addresses all the same.
            let watched = scope.blocks().meeting(*one);
            for placed in watched.chain(scope.outside_pools().meeting(*one)) {
                if let Block::VpcCidr(id) = placed.block
                    && let Some(row) = design.vpc_cidrs.get(&id)
                    && row.vpc != vpc
                {
                    let overlap = Overlap {
                        one: *one,
                        other: row.cidr,
                    };
                    let first = found.or_insert(row.vpc, overlap);
                    *first = (*first).min(overlap);
                }
            }
        }
    }
    found
}

/// Two VPCs of a connection that hold the same addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// One VPC: the one whose id comes first.
    pub one: Id<Vpc>,
    /// The other.
    pub other: Id<Vpc>,
    /// Where they overlap first.
    pub overlap: Overlap,
    /// What that means for the connection.
    pub consequence: Consequence,
}

/// The pairs of a connection that cannot be connected, in order of id. O(VPCs of it) looks at [`unconnectable`].
pub fn judge_connection(plan: &Plan, index: &Index, connection: &Connection) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for one in &connection.vpcs {
        let row = unconnectable(plan, index, *one);
        for (other, overlap) in row.range_from(one) {
            if other > one && connection.vpcs.contains(other) {
                clashes.push(Clash {
                    one: *one,
                    other: *other,
                    overlap: *overlap,
                    consequence: consequence(connection.kind),
                });
            }
        }
    }
    clashes
}

/// The connections that state that `one` must reach `other`. O(connections × log).
pub fn stated(plan: &Plan, one: Id<Vpc>, other: Id<Vpc>) -> OrderedSet<Id<Connection>> {
    let connections = plan.intent().connections.iter();
    let both = connections.filter(|(_, row)| row.vpcs.contains(&one) && row.vpcs.contains(&other));
    both.map(|(id, _)| *id).collect()
}
