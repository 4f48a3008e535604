//! Locks: what a person wants to be sure of not changing by accident.
//!
//! A lock is set on a pool, a VPC or a reservation, and holds for it and for all that lies in it, at any depth.

use std::fmt;

use crate::ordered::OrderedSet;
use crate::plan::gesture::Gesture;
use crate::plan::index::Index;
use crate::plan::{Edit, Lock, Node, Outline, Plan, tidy};

/// A lock that is in the way of a gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// What is locked: a pool, a VPC or a reservation.
    pub node: Node,
    /// What it is called, in a sentence.
    pub name: String,
}

impl fmt::Display for Locked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is locked: unlock it first", self.name)
    }
}

impl std::error::Error for Locked {}

/// Whether a row has a lock of its own, and is locked by it; none for what has none. A CIDR of a VPC has the lock of its VPC.
pub fn lock_of(plan: &Plan, node: Node) -> Option<Lock> {
    let design = plan.design();
    match node {
        Node::Pool(id) => design.pools.get(&id).map(|row| row.lock),
        Node::Vpc(id) => design.vpcs.get(&id).map(|row| row.lock),
        Node::VpcCidr(id) => {
            let vpc = design.vpc_cidrs.get(&id)?.vpc;
            design.vpcs.get(&vpc).map(|row| row.lock)
        }
        Node::Reservation(id) => design.reservations.get(&id).map(|row| row.lock),
        _ => None,
    }
}

fn locked(plan: &Plan, node: Node) -> Option<Locked> {
    if lock_of(plan, node)? != Lock::Locked {
        return None;
    }
    let design = plan.design();
    let (node, name, unnamed) = match node {
        Node::Pool(id) => (node, &design.pools.get(&id)?.name, "A pool without a name"),
        Node::Reservation(id) => {
            let name = &design.reservations.get(&id)?.name;
            (node, name, "A reservation without a name")
        }
        Node::Vpc(id) => (node, &design.vpcs.get(&id)?.name, "A VPC without a name"),
        Node::VpcCidr(id) => {
            let vpc = design.vpc_cidrs.get(&id)?.vpc;
            (Node::Vpc(vpc), &design.vpcs.get(&vpc)?.name, "A VPC without a name")
        }
        _ => return None,
    };
    Some(Locked {
        node,
        name: tidy(name).unwrap_or_else(|| unnamed.to_owned()),
    })
}

/// The lock on `node` or on what it lies in, the nearest. O(depth × log n).
pub fn lock_above(plan: &Plan, index: &Index, node: Node) -> Option<Locked> {
    let outline = Outline::new(plan, index);
    std::iter::once(node)
        .chain(outline.ancestors(node))
        .find_map(|node| locked(plan, node))
}

/// The first lock on `node` or on what lies in it. O(locks × depth).
pub fn lock_at_or_below(plan: &Plan, index: &Index, node: Node) -> Option<Locked> {
    lock_below_any(plan, index, &|above| above == node)
}

/// The lock that keeps one of `nodes`, with all that lies in it, as it is. O((nodes + locks) × depth).
pub fn lock_on_any(plan: &Plan, index: &Index, nodes: &OrderedSet<Node>) -> Option<Locked> {
    let above = nodes.iter().find_map(|node| lock_above(plan, index, *node));
    above.or_else(|| lock_below_any(plan, index, &|node| nodes.contains(&node)))
}

/// The first lock on one of the nodes that are meant, or on what lies in one.
fn lock_below_any(plan: &Plan, index: &Index, is_meant: &dyn Fn(Node) -> bool) -> Option<Locked> {
    let outline = Outline::new(plan, index);
    let is_in = |row: Node| is_meant(row) || outline.ancestors(row).any(is_meant);
    let found = index.locked().iter().find(|row| match row {
        Node::Vpc(id) => {
            let cidrs = index.vpc(*id).map(|entry| entry.cidrs()).unwrap_or_default();
            is_in(**row) || cidrs.iter().any(|(_, cidr)| is_in(Node::VpcCidr(*cidr)))
        }
        _ => is_in(**row),
    });
    found.and_then(|row| locked(plan, *row))
}

/// The lock that keeps `node`, with all that lies in it, as it is: one on it, above it or below it.
pub fn lock_on(plan: &Plan, index: &Index, node: Node) -> Option<Locked> {
    lock_above(plan, index, node).or_else(|| lock_at_or_below(plan, index, node))
}

/// Locks or unlocks a pool, a VPC or a reservation. `None` when it is so already, or has no lock.
pub fn set_lock(plan: &Plan, node: Node, lock: Lock) -> Option<Gesture> {
    let design = plan.design();
    let mut edit = Edit::new();
    let (name, unnamed) = match node {
        Node::Pool(id) => {
            let row = design.pools.get(&id)?;
            edit.update(id, row, |row| row.lock = lock);
            (&row.name, "pool")
        }
        Node::Reservation(id) => {
            let row = design.reservations.get(&id)?;
            edit.update(id, row, |row| row.lock = lock);
            (&row.name, "reservation")
        }
        Node::Vpc(id) => {
            let row = design.vpcs.get(&id)?;
            edit.update(id, row, |row| row.lock = lock);
            (&row.name, "VPC")
        }
        Node::VpcCidr(id) => {
            return set_lock(plan, Node::Vpc(design.vpc_cidrs.get(&id)?.vpc), lock).map(|gesture| Gesture {
                focus: Some(node),
                ..gesture
            });
        }
        _ => return None,
    };
    let verb = match lock {
        Lock::Locked => "Lock",
        Lock::Open => "Unlock",
    };
    (!edit.is_empty()).then(|| Gesture {
        label: format!("{verb} {}", tidy(name).unwrap_or_else(|| unnamed.to_owned())),
        edit,
        focus: Some(node),
    })
}
