//! Locks: what a person wants to be sure of not changing by accident.
//!
//! A lock is set on a pool, and holds for the pool and for all that lies in it, at any depth.

use std::fmt;

use crate::plan::gesture::Gesture;
use crate::plan::index::Index;
use crate::plan::{Edit, Id, Lock, Node, Outline, Plan, Pool, tidy};

/// A lock that is in the way of a gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The locked pool.
    pub pool: Id<Pool>,
    /// What it is called, in a sentence.
    pub name: String,
}

impl fmt::Display for Locked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is locked: unlock it first", self.name)
    }
}

impl std::error::Error for Locked {}

fn locked(plan: &Plan, pool: Id<Pool>) -> Option<Locked> {
    let row = plan.design().pools.get(&pool)?;
    (row.lock == Lock::Locked).then(|| Locked {
        pool,
        name: tidy(&row.name).unwrap_or_else(|| "A pool without a name".to_owned()),
    })
}

/// The locked pool that `node` is or lies in, the nearest. O(depth × log n).
pub fn lock_above(plan: &Plan, index: &Index, node: Node) -> Option<Locked> {
    let outline = Outline::new(plan, index);
    let own = std::iter::once(node).chain(outline.ancestors(node));
    own.filter_map(|node| match node {
        Node::Pool(pool) => locked(plan, pool),
        _ => None,
    })
    .next()
}

/// The first locked pool among `node` and what lies in it. O(pools below).
pub fn lock_at_or_below(plan: &Plan, index: &Index, node: Node) -> Option<Locked> {
    let pools = match node {
        Node::Pool(pool) => index.with_pools_below(pool),
        Node::Scope(scope) => {
            let tops = index.scope(scope).into_iter().flat_map(|entry| entry.top_pools());
            tops.flat_map(|pool| index.with_pools_below(pool)).collect()
        }
        _ => Vec::new(),
    };
    pools.into_iter().find_map(|pool| locked(plan, pool))
}

/// The lock that keeps `node`, with all that lies in it, as it is: one on it, above it or below it.
pub fn lock_on(plan: &Plan, index: &Index, node: Node) -> Option<Locked> {
    lock_above(plan, index, node).or_else(|| lock_at_or_below(plan, index, node))
}

/// Locks or unlocks a pool. `None` when it is so already, or is not there.
pub fn set_lock(plan: &Plan, pool: Id<Pool>, lock: Lock) -> Option<Gesture> {
    let row = plan.design().pools.get(&pool)?;
    let mut edit = Edit::new();
    edit.update(pool, row, |row| row.lock = lock);
    let verb = match lock {
        Lock::Locked => "Lock",
        Lock::Open => "Unlock",
    };
    (!edit.is_empty()).then(|| Gesture {
        label: format!("{verb} {}", tidy(&row.name).unwrap_or_else(|| "pool".to_owned())),
        edit,
        focus: Some(Node::Pool(pool)),
    })
}
