//! How a row of the plan stands to what exists in AWS.

use super::fixed::{differing, same_to_aws};
use crate::plan::index::Index;
use crate::plan::{AnyId, Id, Node, Plan, Pool, PoolParent};

/// How a row stands to what exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is only planned.
    Planned,
    /// It exists as it is planned.
    Exists,
    /// It exists, and differs from what is planned in what AWS changes in place.
    Differs,
    /// It exists, and it or a pool above it differs in what AWS does not change: it is destroyed and created again.
    Replaced,
}

/// How the row of a node stands, with the CIDRs of a pool and of a VPC. Nothing for what is nothing in AWS, and while nothing at
/// all of the plan exists: then there is nothing to tell apart. O(CIDRs of the pool + depth).
///
/// A pool and a reservation go with the pools above them. What else something takes along is in the
/// [`Lifecycle`](super::Lifecycle).
pub fn standing(plan: &Plan, index: &Index, node: Node) -> Option<Standing> {
    if plan.actual().ipams.is_empty() && plan.actual().vpcs.is_empty() {
        return None;
    }
    let own = of_row(plan, node.row()?)?;
    if own != Standing::Planned && source_of(plan, node).is_some_and(|source| is_replaced(plan, source)) {
        return Some(Standing::Replaced);
    }
    let parts: Vec<AnyId> = match node {
        Node::Pool(id) => index.pool(id)?.cidrs().map(|(_, cidr)| cidr.into()).collect(),
        Node::VpcCidr(id) => vec![plan.design().vpc_cidrs.get(&id)?.vpc.into()],
        _ => Vec::new(),
    };
    if own == Standing::Planned {
        return Some(own);
    }
    let worst = parts
        .into_iter()
        .filter_map(|part| of_row(plan, part))
        .fold(own, |worst, part| {
            match (worst, part) {
                (Standing::Replaced, _) | (_, Standing::Replaced) => Standing::Replaced,
                // A part that is still to come is a difference of the whole.
                (Standing::Exists, Standing::Exists) => Standing::Exists,
                _ => Standing::Differs,
            }
        });
    Some(worst)
}

/// Which fields of a row differ from what exists although AWS does not change them: "locale". Nothing when it does not exist.
pub fn unchangeable(plan: &Plan, id: impl Into<AnyId>) -> Vec<&'static str> {
    differing(plan.actual(), plan.design(), id.into())
}

/// The pool that a pool or a reservation cannot exist without.
fn source_of(plan: &Plan, node: Node) -> Option<Id<Pool>> {
    match node {
        Node::Pool(id) => match plan.actual().pools.get(&id)?.parent {
            PoolParent::Pool(source) => Some(source),
            PoolParent::Scope(_) => None,
        },
        Node::Reservation(id) => Some(plan.actual().reservations.get(&id)?.pool),
        _ => None,
    }
}

/// Whether a pool or one above it is destroyed and created again. O(depth).
fn is_replaced(plan: &Plan, pool: Id<Pool>) -> bool {
    let mut next = Some(pool);
    // No plan has a cycle.
    while let Some(pool) = next {
        if !unchangeable(plan, pool).is_empty() {
            return true;
        }
        next = source_of(plan, Node::Pool(pool));
    }
    false
}

fn of_row(plan: &Plan, id: AnyId) -> Option<Standing> {
    let (actual, design) = (plan.actual(), plan.design());
    if !design.has(id) {
        return None;
    }
    Some(if !actual.has(id) {
        Standing::Planned
    } else if same_to_aws(actual, design, id) {
        Standing::Exists
    } else if differing(actual, design, id).is_empty() {
        Standing::Differs
    } else {
        Standing::Replaced
    })
}
