//! Moving blocks onto others, keeping where they lie in them.

use super::obstacle::named;
use super::{Obstacle, Subtree};
use crate::address::Cidr;
use crate::ordered::OrderedSet;
use crate::plan::index::{Block, Index, Placed};
use crate::plan::{Edit, Id, Plan, Pool, PoolParent, Scope, Vpc};

/// Blocks that move, each from where it is to where it will be.
#[derive(Clone, Debug, Default)]
pub(in crate::plan::gesture) struct Shift(pub(in crate::plan::gesture) Vec<(Cidr, Cidr)>);

impl Shift {
    /// Where `block` will be: at the same distance from the start. As it is when it does not move; none when it would reach
    /// past the end.
    pub(in crate::plan::gesture) fn of(&self, block: Cidr) -> Option<Cidr> {
        let Some((from, to)) = self.0.iter().find(|(from, _)| from.contains(block)) else {
            return Some(block);
        };
        let first = to.first_bits().checked_add(block.first_bits() - from.first_bits())?;
        Cidr::from_bits(to.family(), first, block.netmask_length()).filter(|block| to.contains(*block))
    }

    /// Where a block of the node itself will be: exactly where it is told to, if it is told to move.
    fn of_own(&self, block: Cidr) -> Option<Cidr> {
        let found = self.0.iter().find(|(from, _)| *from == block);
        found.map_or_else(|| self.of(block), |(_, to)| Some(*to))
    }

    /// Where every block of a subtree will be, with what is not its place now.
    ///
    /// # Errors
    /// What the new blocks do not hold.
    pub(super) fn places(&self, plan: &Plan, index: &Index, subtree: &Subtree) -> Result<Vec<(Block, Cidr)>, Obstacle> {
        let own: OrderedSet<Block> = subtree.own.iter().map(|(_, own)| *own).collect();
        let (mut places, mut left_out, mut too_small) = (Vec::with_capacity(subtree.blocks.len()), Vec::new(), None);
        for (block, cidr) in &subtree.blocks {
            let place = if own.contains(block) {
                self.of_own(*cidr)
            } else {
                self.of(*cidr)
            };
            match place {
                Some(place) => places.push((*block, place)),
                None => {
                    let holder = self.0.iter().find(|(from, _)| from.contains(*cidr));
                    too_small = too_small.or(holder.map(|(_, to)| *to));
                    left_out.push((*cidr, *block));
                }
            }
        }
        match too_small {
            None => Ok(places),
            Some(block) => Err(Obstacle::DoesNotHold {
                block,
                left_out: named(plan, index, left_out),
            }),
        }
    }
}

/// What must hold a block, and may hold nothing else there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// A pool: the block must lie in one of its CIDRs, where nothing else is allocated.
    Pool(Id<Pool>),
    /// A scope, for its top-level pools: only those count.
    Top(Id<Scope>),
    /// A scope, for a CIDR that is from no pool.
    Outside(Id<Scope>),
    /// A VPC, for its subnets.
    Vpc(Id<Vpc>),
}

impl From<PoolParent> for Holder {
    fn from(parent: PoolParent) -> Self {
        match parent {
            PoolParent::Scope(scope) => Holder::Top(scope),
            PoolParent::Pool(pool) => Holder::Pool(pool),
        }
    }
}

impl Holder {
    /// Whether `block` may be there, when nothing of `moving` counts.
    ///
    /// # Errors
    /// What is in the way.
    pub(super) fn check(self, plan: &Plan, index: &Index, block: Cidr, moving: &Subtree) -> Result<(), Obstacle> {
        let other = |placed: &Placed| !moving.blocks.contains_key(&placed.block);
        let found = match self {
            Holder::Pool(pool) => {
                let entry = index.pool(pool).ok_or(Obstacle::NotPossible)?;
                let family = entry.space().family();
                if family != block.family() {
                    return Err(Obstacle::Family { wanted: block, family });
                }
                if !entry.cidrs().any(|(cidr, _)| cidr.contains(block)) {
                    let holder = entry.cidrs().map(|(cidr, _)| cidr).collect();
                    return Err(Obstacle::Outside { wanted: block, holder });
                }
                entry.allocations().meeting(block).find(other)
            }
            Holder::Top(scope) => {
                let entry = index.scope(scope).ok_or(Obstacle::NotPossible)?;
                let top = entry.top_pools().filter_map(|pool| index.pool(pool));
                let mut placed = top.flat_map(|entry| entry.cidrs()).map(|(cidr, id)| Placed {
                    cidr,
                    block: Block::PoolCidr(id),
                });
                placed.find(|placed| placed.cidr.overlaps(block) && other(placed))
            }
            Holder::Outside(scope) => {
                let entry = index.scope(scope).ok_or(Obstacle::NotPossible)?;
                entry.blocks().meeting(block).find(other)
            }
            Holder::Vpc(vpc) => {
                let entry = index.vpc(vpc).ok_or(Obstacle::NotPossible)?;
                if !entry.cidrs().iter().any(|(cidr, _)| cidr.contains(block)) {
                    let holder = entry.cidrs().iter().map(|(cidr, _)| *cidr).collect();
                    return Err(Obstacle::Outside { wanted: block, holder });
                }
                let meeting = entry.subnets().iter().filter(|(cidr, _)| cidr.overlaps(block));
                let mut placed = meeting.map(|(cidr, id)| Placed {
                    cidr: *cidr,
                    block: Block::Subnet(*id),
                });
                placed.find(other)
            }
        };
        match found {
            None => Ok(()),
            Some(placed) => Err(Obstacle::Taken {
                wanted: block,
                by: super::NamedBlock::of(plan, index, placed),
            }),
        }
    }
}

/// Whether `block` lies in a CIDR of `pool` where nothing is allocated.
///
/// # Errors
/// What is in the way.
pub(in crate::plan::gesture) fn is_free_in(
    plan: &Plan,
    index: &Index,
    pool: Id<Pool>,
    block: Cidr,
) -> Result<(), Obstacle> {
    Holder::Pool(pool).check(plan, index, block, &Subtree::default())
}

/// Changes the CIDR of `block`, and where they are given also the pool that it is allocated from, and its scope when it has one of its
/// own.
pub(super) fn write(
    edit: &mut Edit,
    plan: &Plan,
    block: Block,
    cidr: Cidr,
    pool: Option<Id<Pool>>,
    scope: Option<Id<Scope>>,
) {
    let design = plan.design();
    match block {
        Block::PoolCidr(id) => {
            if let Some(row) = design.pool_cidrs.get(&id) {
                edit.update(id, row, |row| row.cidr = cidr);
            }
        }
        Block::Reservation(id) => {
            if let Some(row) = design.reservations.get(&id) {
                edit.update(id, row, |row| {
                    row.cidr = cidr;
                    row.pool = pool.unwrap_or(row.pool);
                });
            }
        }
        Block::VpcCidr(id) => {
            if let Some(row) = design.vpc_cidrs.get(&id) {
                edit.update(id, row, |row| {
                    row.cidr = cidr;
                    row.pool = pool.or(row.pool);
                });
            }
        }
        Block::PublicBlock(id) => {
            if let Some(row) = design.public_blocks.get(&id) {
                edit.update(id, row, |row| {
                    row.cidr = cidr;
                    row.scope = scope.unwrap_or(row.scope);
                    row.pool = pool.or(row.pool);
                });
            }
        }
        Block::Subnet(id) => {
            if let Some(row) = design.subnets.get(&id) {
                edit.update(id, row, |row| {
                    row.cidr = cidr;
                    row.pool = pool.or(row.pool);
                });
            }
        }
    }
}
