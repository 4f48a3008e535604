//! Rebasing: the same layout on another network.

use super::shift::{Holder, Shift, write};
use super::{Obstacle, Subtree, lock_on};
use crate::address::Cidr;
use crate::plan::gesture::{Gesture, name_of};
use crate::plan::index::{Block, Index, Placed};
use crate::plan::{Edit, ManagementState, Node, Plan, tidy};

/// Puts `node` from its block `from` onto `to`, with all that lies in it at the same distance from the start.
///
/// `to` may be of any size that holds what is in use: the node then has all of `to`, and what lies in it keeps its size. What lies
/// in other blocks of the node stays where it is.
///
/// # Errors
/// What is in the way: a lock, the family, something else at `to`, the end of what must hold it, or what `to` does not hold.
pub fn rebase(plan: &Plan, index: &Index, node: Node, from: Cidr, to: Cidr) -> Result<Gesture, Obstacle> {
    if let Some(locked) = lock_on(plan, index, node) {
        return Err(locked.into());
    }
    let subtree = Subtree::of(plan, index, node).ok_or(Obstacle::NotPossible)?;
    if !subtree.own.iter().any(|(cidr, _)| *cidr == from) {
        return Err(Obstacle::NotPossible);
    }
    if from == to {
        return Err(Obstacle::AlreadyThere);
    }
    if from.family() != to.family() {
        let family = from.family();
        return Err(Obstacle::Family { wanted: to, family });
    }
    holder_of(plan, index, node)?.check(plan, index, to, &subtree)?;
    // What lies outside the block stays, and counts.
    let staying = |(_, cidr): &(&Block, &Cidr)| !from.contains(**cidr) && cidr.overlaps(to);
    if let Some((block, cidr)) = subtree.blocks.iter().find(staying) {
        let placed = Placed {
            cidr: *cidr,
            block: *block,
        };
        return Err(Obstacle::Taken {
            wanted: to,
            by: super::NamedBlock::of(plan, index, placed),
        });
    }
    let mut edit = Edit::new();
    for (block, cidr) in Shift(vec![(from, to)]).places(plan, index, &subtree)? {
        write(&mut edit, plan, block, cidr, None, None);
    }
    let name = name_of(plan, node).and_then(tidy).unwrap_or_else(|| from.to_string());
    Ok(Gesture {
        label: format!("Rebase {name} onto {to}"),
        edit,
        focus: Some(node),
    })
}

/// What holds the blocks of a node.
pub(super) fn holder_of(plan: &Plan, index: &Index, node: Node) -> Result<Holder, Obstacle> {
    let design = plan.design();
    let holder = match node {
        Node::Pool(id) => design.pools.get(&id).map(|row| row.parent.into()),
        Node::Reservation(id) => design.reservations.get(&id).map(|row| Holder::Pool(row.pool)),
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id).and_then(|row| {
            let is_managed = row.management_state() == ManagementState::Managed;
            match row.pool.filter(|_| is_managed) {
                Some(pool) => Some(Holder::Pool(pool)),
                None => index.vpc(row.vpc).map(|entry| Holder::Outside(entry.scope())),
            }
        }),
        Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| match row.pool {
            Some(pool) => Holder::Pool(pool),
            None => Holder::Outside(row.scope),
        }),
        Node::Subnet(id) => {
            let row = design.subnets.get(&id).ok_or(Obstacle::NotPossible)?;
            Some(Holder::Vpc(row.vpc))
        }
        Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_) => None,
    };
    holder.ok_or(Obstacle::NotPossible)
}
