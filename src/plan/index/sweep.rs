//! Finding what overlaps without belonging inside one another, in one pass over blocks in order.

use super::block::Placed;
use crate::plan::{Id, Pool};

/// What a block is to the pools, as far as overlap asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A CIDR of this pool.
    CidrOf(Id<Pool>),
    /// An allocation of this pool.
    From(Id<Pool>),
    /// From no pool.
    Outside,
}

/// Knows the source pool of each pool.
pub(super) trait Lineage {
    fn source(&self, pool: Id<Pool>) -> Option<Id<Pool>>;

    /// Whether `pool` has `above` among its source pools. O(depth).
    fn is_below(&self, pool: Id<Pool>, above: Id<Pool>) -> bool {
        std::iter::successors(self.source(pool), |pool| self.source(*pool)).any(|source| source == above)
    }

    /// Whether two blocks that share addresses conflict.
    ///
    /// They do not when one belongs to a pool and the other to that pool or one below it, and a block from no pool does
    /// not conflict with the CIDR of a pool: that the pool could hand it out is another finding.
    fn conflict(&self, one: Standing, other: Standing) -> bool {
        match (one, other) {
            (Standing::CidrOf(one), Standing::CidrOf(other)) => {
                one == other || !(self.is_below(one, other) || self.is_below(other, one))
            }
            (Standing::CidrOf(pool), Standing::From(from)) | (Standing::From(from), Standing::CidrOf(pool)) => {
                pool != from && !self.is_below(from, pool)
            }
            (Standing::CidrOf(_), Standing::Outside) | (Standing::Outside, Standing::CidrOf(_)) => false,
            (Standing::From(_) | Standing::Outside, Standing::From(_) | Standing::Outside) => true,
        }
    }
}

/// Calls `join` with pairs that connect every cluster among `blocks`, which come in order; not with every pair.
pub(super) fn sweep(
    blocks: impl Iterator<Item = (Placed, Standing)>,
    lineage: &impl Lineage,
    mut join: impl FnMut(Placed, Placed),
) {
    let mut open = OpenBlocks::default();
    for (placed, standing) in blocks {
        open.close_before(placed);
        let chain = open.chain(standing, lineage);
        let mut joined_pool_cidr = false;
        if !open.belongs(standing, chain) {
            joined_pool_cidr = open.join(placed, standing, lineage, &mut join);
        }
        open.push(placed, standing, chain, joined_pool_cidr);
    }
}

/// The blocks that contain what comes next, by what they are.
#[derive(Default)]
struct OpenBlocks {
    pool_cidrs: Vec<OpenPoolCidr>,
    /// Allocations and blocks from no pool. They all conflict with one another, so that one stands for all.
    others: Vec<Placed>,
    /// The allocations among them, with their pools: those that a pool's CIDR can conflict with.
    allocations: Vec<(Placed, Id<Pool>)>,
}

struct OpenPoolCidr {
    placed: Placed,
    pool: Id<Pool>,
    /// Whether everything up to here leads down to the pool, source pool by source pool: what stands in it next is
    /// where it belongs, without a look at each.
    chain: bool,
    /// Whether this and all that contain it are in one cluster, so that one stands for all. Without it, pools that all
    /// have one CIDR would cost the square of their number.
    one_cluster: bool,
}

impl OpenBlocks {
    /// Forgets what does not contain `next`.
    fn close_before(&mut self, next: Placed) {
        let closed = |placed: &Placed| !placed.cidr.contains(next.cidr);
        while self.pool_cidrs.pop_if(|open| closed(&open.placed)).is_some() {}
        while self.others.pop_if(|open| closed(open)).is_some() {}
        while self.allocations.pop_if(|(open, _)| closed(open)).is_some() {}
    }

    /// Whether the pool whose CIDR comes next continues the line of pools that holds it.
    fn chain(&self, standing: Standing, lineage: &impl Lineage) -> bool {
        let Standing::CidrOf(pool) = standing else { return false };
        self.others.is_empty()
            && self
                .pool_cidrs
                .last()
                .is_none_or(|below| below.chain && lineage.source(pool) == Some(below.pool))
    }

    /// Whether it is clear without a look at each that nothing open conflicts.
    fn belongs(&self, standing: Standing, chain: bool) -> bool {
        let below = self.pool_cidrs.last();
        match standing {
            Standing::CidrOf(_) => chain,
            Standing::From(pool) => {
                self.others.is_empty() && below.is_none_or(|below| below.chain && below.pool == pool)
            }
            Standing::Outside => self.others.is_empty(),
        }
    }

    /// Joins the next block with what it conflicts with, or with what stands for that. Whether a pool's CIDR is among it.
    fn join(
        &self,
        placed: Placed,
        standing: Standing,
        lineage: &impl Lineage,
        join: &mut impl FnMut(Placed, Placed),
    ) -> bool {
        let other = match standing {
            Standing::CidrOf(_) => {
                let mut allocations = self.allocations.iter().rev();
                allocations
                    .find(|(_, pool)| lineage.conflict(standing, Standing::From(*pool)))
                    .map(|(other, _)| *other)
            }
            Standing::From(_) | Standing::Outside => self.others.last().copied(),
        };
        if let Some(other) = other {
            join(other, placed);
        }
        let mut joined = false;
        for open in self.pool_cidrs.iter().rev() {
            if lineage.conflict(standing, Standing::CidrOf(open.pool)) {
                join(open.placed, placed);
                joined = true;
                if open.one_cluster {
                    break;
                }
            }
        }
        joined
    }

    fn push(&mut self, placed: Placed, standing: Standing, chain: bool, joined_pool_cidr: bool) {
        match standing {
            Standing::CidrOf(pool) => {
                let below = self.pool_cidrs.last();
                let one_cluster = below.is_none_or(|below| below.one_cluster && joined_pool_cidr);
                self.pool_cidrs.push(OpenPoolCidr {
                    placed,
                    pool,
                    chain,
                    one_cluster,
                });
            }
            Standing::From(pool) => {
                self.others.push(placed);
                self.allocations.push((placed, pool));
            }
            Standing::Outside => self.others.push(placed),
        }
    }
}
