//! Moving a node to another pool, or a pool to the top of a scope.

use super::shift::{Holder, Shift, write};
use super::{NamedBlock, Obstacle, Subtree, lock_above, lock_on_any};
use crate::address::{Cidr, Strategy};
use crate::ordered::{OrderedSet, sort_by_key};
use crate::plan::gesture::{Gesture, name_of};
use crate::plan::index::{Block, Index, Placed};
use crate::plan::{Edit, Id, Node, Outline, Plan, Pool, PoolParent, Scope, VpcCidr, tidy};

/// Where something is to go.
pub type Destination = PoolParent;

/// Which blocks something has when it has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// Those that it has: they must be free there.
    Keep,
    /// Others of the same size, which the destination gives by this strategy; what lies in them keeps its layout.
    Anew(Strategy),
    /// This one, of the same size, which must be free there: for what has one block. What lies in it keeps its layout.
    At(Cidr),
}

/// Moves a pool, a CIDR of a VPC, a reservation or a block of public addresses, with all that lies in it.
///
/// Only a pool goes to the top of a scope, and only with the blocks that it has: AWS gives a top-level pool none by size. A CIDR that
/// is from no pool becomes managed. A VPC goes to another scope only with its only CIDR.
///
/// # Errors
/// What is in the way.
pub fn move_to(plan: &Plan, index: &Index, node: Node, to: Destination, placing: Placing) -> Result<Gesture, Obstacle> {
    move_many(plan, index, &[node], to, placing)
}

/// Moves several nodes as one step, as [`move_to`] moves each; what lies in another of them goes along with that. Those that are there
/// already stay as they are.
///
/// # Errors
/// What is in the way of one of them; that all are there already.
pub fn move_many(
    plan: &Plan,
    index: &Index,
    nodes: &[Node],
    to: Destination,
    placing: Placing,
) -> Result<Gesture, Obstacle> {
    let target = match to {
        PoolParent::Pool(pool) => Node::Pool(pool),
        PoolParent::Scope(scope) => Node::Scope(scope),
    };
    let nodes = outermost(plan, index, nodes);
    let lock = lock_on_any(plan, index, &nodes).or_else(|| lock_above(plan, index, target));
    if let Some(locked) = lock {
        return Err(locked.into());
    }
    let (mut subtree, mut moving) = (Subtree::default(), Vec::new());
    for node in &nodes {
        let one = Subtree::of(plan, index, *node).ok_or(Obstacle::NotPossible)?;
        match check_direction(plan, *node, to, &one) {
            Ok(()) => {
                subtree.add(one);
                moving.push(*node);
            }
            Err(Obstacle::AlreadyThere) if nodes.len() > 1 => {}
            Err(obstacle) => return Err(obstacle),
        }
    }
    let Some(first) = moving.first().copied() else {
        return Err(Obstacle::AlreadyThere);
    };
    let shift = Shift(match (placing, to) {
        (Placing::Keep, _) => {
            for (block, _) in &subtree.own {
                Holder::from(to).check(plan, index, *block, &subtree)?;
            }
            check_each_other(plan, index, &subtree)?;
            Vec::new()
        }
        (Placing::Anew(strategy), PoolParent::Pool(pool)) => choose(index, pool, &subtree, strategy)?,
        (Placing::At(block), PoolParent::Pool(_)) => {
            let [(from, _)] = subtree.own[..] else {
                return Err(Obstacle::NotPossible);
            };
            if from.netmask_length() != block.netmask_length() {
                return Err(Obstacle::NotPossible);
            }
            Holder::from(to).check(plan, index, block, &subtree)?;
            vec![(from, block)]
        }
        (Placing::Anew(_) | Placing::At(_), PoolParent::Scope(_)) => return Err(Obstacle::NotPossible),
    });
    let mut edit = Edit::new();
    let scope = scope_of(index, to)?;
    let pool = match to {
        PoolParent::Pool(pool) => Some(pool),
        PoolParent::Scope(_) => None,
    };
    let own: OrderedSet<Block> = subtree.own.iter().map(|(_, own)| *own).collect();
    for (block, cidr) in shift.places(plan, index, &subtree)? {
        write(
            &mut edit,
            plan,
            block,
            cidr,
            pool.filter(|_| own.contains(&block)),
            Some(scope),
        );
    }
    follow(&mut edit, plan, index, &subtree, scope)?;
    for node in &moving {
        if let Node::Pool(id) = node {
            let row = plan.design().pools.get(id).ok_or(Obstacle::NotPossible)?;
            edit.update(*id, row, |row| row.parent = to);
        }
    }
    let name = |node| name_of(plan, node).and_then(tidy);
    let what = match moving.as_slice() {
        [only] => name(*only).unwrap_or_else(|| "block".to_owned()),
        several => format!("{} rows", several.len()),
    };
    Ok(Gesture {
        label: format!(
            "Move {what} to {}",
            name(target).unwrap_or_else(|| "another pool".to_owned())
        ),
        edit,
        focus: Some(first),
    })
}

/// The nodes without those that lie in another of them.
fn outermost(plan: &Plan, index: &Index, nodes: &[Node]) -> OrderedSet<Node> {
    let outline = Outline::new(plan, index);
    let all: OrderedSet<Node> = nodes.iter().copied().collect();
    let outer = all
        .iter()
        .filter(|node| !outline.ancestors(**node).any(|above| all.contains(&above)));
    outer.copied().collect()
}

/// That no two of the blocks that move overlap: from two scopes, they may.
fn check_each_other(plan: &Plan, index: &Index, subtree: &Subtree) -> Result<(), Obstacle> {
    let mut own = subtree.own.clone();
    sort_by_key(&mut own, |own| *own);
    for pair in own.windows(2) {
        if let [(before, block), (wanted, _)] = *pair
            && before.overlaps(wanted)
        {
            let by = NamedBlock::of(plan, index, Placed { cidr: before, block });
            return Err(Obstacle::Taken { wanted, by });
        }
    }
    Ok(())
}

/// Whether the node is one that can go there, and is not there yet.
fn check_direction(plan: &Plan, node: Node, to: Destination, subtree: &Subtree) -> Result<(), Obstacle> {
    let design = plan.design();
    let exists = match to {
        PoolParent::Pool(pool) => design.pools.contains_key(&pool),
        PoolParent::Scope(scope) => design.scopes.contains_key(&scope),
    };
    let now = match node {
        Node::Pool(id) => design.pools.get(&id).map(|row| row.parent),
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id).and_then(|row| row.pool).map(PoolParent::Pool),
        Node::Reservation(id) => design.reservations.get(&id).map(|row| PoolParent::Pool(row.pool)),
        Node::PublicBlock(id) => design
            .public_blocks
            .get(&id)
            .and_then(|row| row.pool)
            .map(PoolParent::Pool),
        _ => return Err(Obstacle::NotPossible),
    };
    match to {
        _ if now == Some(to) => Err(Obstacle::AlreadyThere),
        PoolParent::Pool(pool) if subtree.pools.contains(&pool) => Err(Obstacle::IntoItself),
        PoolParent::Scope(_) if !matches!(node, Node::Pool(_)) => Err(Obstacle::NotPossible),
        _ if !exists => Err(Obstacle::NotPossible),
        PoolParent::Pool(_) | PoolParent::Scope(_) => Ok(()),
    }
}

/// New blocks for those of the node, the largest first.
fn choose(index: &Index, pool: Id<Pool>, subtree: &Subtree, strategy: Strategy) -> Result<Vec<(Cidr, Cidr)>, Obstacle> {
    let space = index.pool(pool).ok_or(Obstacle::NotPossible)?.space();
    let mut own: Vec<Cidr> = subtree.own.iter().map(|(cidr, _)| *cidr).collect();
    sort_by_key(&mut own, |cidr| (cidr.netmask_length(), *cidr));
    if space.pool().is_empty() && !own.is_empty() {
        return Err(Obstacle::NoCidr);
    }
    let mut free = space.preview();
    let place = |from: Cidr| {
        if from.family() != space.family() {
            let family = space.family();
            return Err(Obstacle::Family { wanted: from, family });
        }
        let wanted = from.netmask_length();
        let to = free.take_next(wanted, strategy).ok_or(Obstacle::NoRoom {
            wanted,
            largest: space.largest_free_block(),
        })?;
        Ok((from, to))
    };
    own.into_iter().map(place).collect()
}

fn scope_of(index: &Index, to: Destination) -> Result<Id<Scope>, Obstacle> {
    match to {
        PoolParent::Scope(scope) => Ok(scope),
        PoolParent::Pool(pool) => Ok(index.pool(pool).ok_or(Obstacle::NotPossible)?.scope()),
    }
}

/// Takes the VPCs and public blocks of what moves to the scope that it goes to.
fn follow(edit: &mut Edit, plan: &Plan, index: &Index, subtree: &Subtree, scope: Id<Scope>) -> Result<(), Obstacle> {
    for vpc in &subtree.vpcs(plan) {
        let (Some(row), Some(entry)) = (plan.design().vpcs.get(vpc), index.vpc(*vpc)) else {
            continue;
        };
        if row.scope == scope {
            continue;
        }
        let moves = |id: &Id<VpcCidr>| subtree.blocks.contains_key(&Block::VpcCidr(*id));
        if !entry.cidrs().iter().all(|(_, id)| moves(id)) {
            return Err(Obstacle::OtherScope);
        }
        edit.update(*vpc, row, |row| row.scope = scope);
    }
    Ok(())
}
