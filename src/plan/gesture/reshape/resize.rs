//! Growing and shrinking a block where it is.

use super::obstacle::named;
use super::rebase::holder_of;
use super::shift::write;
use super::{Obstacle, Subtree, lock_on};
use crate::address::{Cidr, NetmaskLength};
use crate::plan::gesture::{Gesture, name_of};
use crate::plan::index::{Block, Index};
use crate::plan::{Edit, Node, Plan, tidy};

/// The block that `from`, a block of `node`, becomes with another length: the one around it, or the first one inside that holds
/// what is in use.
///
/// # Errors
/// What is in the way: a lock, a neighbour, the end of what must hold it, or what is in use.
pub fn resized(plan: &Plan, index: &Index, node: Node, from: Cidr, length: NetmaskLength) -> Result<Cidr, Obstacle> {
    if let Some(locked) = super::lock_above(plan, index, node) {
        return Err(locked.into());
    }
    let subtree = Subtree::of(plan, index, node).ok_or(Obstacle::NotPossible)?;
    let own = subtree.own.iter().find(|(cidr, _)| *cidr == from);
    let (_, own) = own.ok_or(Obstacle::NotPossible)?;
    if !length.fits(from.family()) {
        return Err(Obstacle::NoSuchSize { block: from, length });
    }
    if length == from.netmask_length() {
        return Err(Obstacle::AlreadyThere);
    }
    if let Some(around) = from.supernet(length) {
        let mut moving = Subtree::default();
        moving.blocks.insert(*own, from);
        // Another block of the same node is a neighbour like all others.
        holder_of(plan, index, node)?.check(plan, index, around, &moving)?;
        return Ok(around);
    }
    let is_content = |block: &Block| subtree.own.iter().all(|(_, own)| own != block);
    let content = subtree
        .blocks
        .iter()
        .filter(|(block, cidr)| is_content(block) && from.overlaps(**cidr));
    let content: Vec<(Cidr, Block)> = content.map(|(block, cidr)| (*cidr, *block)).collect();
    let lowest = content.iter().map(|(cidr, _)| *cidr).min();
    // A block in use that is larger than all parts lies in none.
    let part = match lowest {
        None => from.nth(0, length).unwrap_or(from),
        Some(lowest) => lowest.supernet(length).unwrap_or(from),
    };
    if part.netmask_length() == length && content.iter().all(|(cidr, _)| part.contains(*cidr)) {
        return Ok(part);
    }
    let first = from.nth(0, length).unwrap_or(from);
    let left_out = content.into_iter().filter(|(cidr, _)| !first.contains(*cidr)).collect();
    Err(Obstacle::DoesNotHold {
        block: first,
        left_out: named(plan, index, left_out),
    })
}

/// Grows or shrinks a block where it is; what lies in it stays.
///
/// # Errors
/// As [`resized`].
pub fn resize(plan: &Plan, index: &Index, node: Node, from: Cidr, length: NetmaskLength) -> Result<Gesture, Obstacle> {
    if let Some(locked) = lock_on(plan, index, node) {
        return Err(locked.into());
    }
    let to = resized(plan, index, node, from, length)?;
    let subtree = Subtree::of(plan, index, node).ok_or(Obstacle::NotPossible)?;
    let mut edit = Edit::new();
    if let Some((_, own)) = subtree.own.iter().find(|(cidr, _)| *cidr == from) {
        write(&mut edit, plan, *own, to, None, None);
    }
    let verb = if to.contains(from) { "Grow" } else { "Shrink" };
    let name = name_of(plan, node).and_then(tidy).unwrap_or_else(|| from.to_string());
    Ok(Gesture {
        label: format!("{verb} {name} to {to}"),
        edit,
        focus: Some(node),
    })
}

/// How far a block can grow where it is, and what stops it there: nothing when it could have the whole family.
pub fn largest_growth(plan: &Plan, index: &Index, node: Node, from: Cidr) -> (Cidr, Option<Obstacle>) {
    let mut grown = from;
    for length in (0..from.netmask_length().get()).rev().filter_map(NetmaskLength::new) {
        match resized(plan, index, node, from, length) {
            Ok(around) => grown = around,
            Err(obstacle) => return (grown, Some(obstacle)),
        }
    }
    (grown, None)
}
