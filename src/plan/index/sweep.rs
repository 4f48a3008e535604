//! Finding what overlaps without belonging inside one another, in one pass over blocks in order.

use super::block::Placed;
use crate::address::Cidr;
use crate::ordered::sort_by_key;
use crate::plan::{Id, Pool};

/// What a block is to the pools, as far as overlap asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A CIDR of this pool.
    CidrOf(Id<Pool>),
    /// A custom allocation of this pool.
    Reserved(Id<Pool>),
    /// An allocation of this pool for a resource.
    From(Id<Pool>),
    /// From no pool.
    Outside,
}

/// Knows the source pool of each pool.
pub(super) trait Lineage {
    fn source(&self, pool: Id<Pool>) -> Option<Id<Pool>>;

    /// How deep it is nested.
    fn depth(&self, pool: Id<Pool>) -> u32;

    /// Whether `pool` has `above` among its source pools. O(depth).
    fn is_below(&self, pool: Id<Pool>, above: Id<Pool>) -> bool {
        std::iter::successors(self.source(pool), |pool| self.source(*pool)).any(|source| source == above)
    }

    /// Whether two blocks that share addresses conflict.
    ///
    /// They do not when one belongs to a pool and the other to that pool or one below it, and a block from no pool does
    /// not conflict with the CIDR of a pool: that the pool could hand it out is another finding. What keeps it from
    /// doing so is a reservation around the block, so these two do not conflict either.
    fn conflict(&self, one: (Placed, Standing), other: (Placed, Standing)) -> bool {
        use Standing::{CidrOf, From, Outside, Reserved};
        match (one.1, other.1) {
            (CidrOf(one), CidrOf(other)) => one == other || !(self.is_below(one, other) || self.is_below(other, one)),
            (CidrOf(pool), Reserved(from) | From(from)) | (Reserved(from) | From(from), CidrOf(pool)) => {
                pool != from && !self.is_below(from, pool)
            }
            (CidrOf(_), Outside) | (Outside, CidrOf(_)) => false,
            (Reserved(_), Outside) => !one.0.cidr.contains(other.0.cidr),
            (Outside, Reserved(_)) => !other.0.cidr.contains(one.0.cidr),
            (Reserved(_) | From(_) | Outside, Reserved(_) | From(_) | Outside) => true,
        }
    }
}

/// Calls `join` with pairs that connect every cluster among `blocks`, which come in order; not with every pair.
pub(super) fn sweep(blocks: &[(Placed, Standing)], lineage: &impl Lineage, mut join: impl FnMut(Placed, Placed)) {
    let mut open = OpenBlocks::default();
    let mut rest = blocks;
    while let Some((first, _)) = rest.first() {
        // Of pools that have one CIDR the source comes before its sub-pool, whatever the ids say: otherwise all that is inside
        // would not be seen to be where it belongs.
        let mut together = 1;
        while let Some((placed, Standing::CidrOf(_))) = rest.get(together)
            && placed.cidr == first.cidr
        {
            together += 1;
        }
        let (now, later) = rest.split_at(together);
        rest = later;
        if let [one] = now {
            open.step(one, lineage, &mut join);
            continue;
        }
        let mut now: Vec<&(Placed, Standing)> = now.iter().collect();
        sort_by_key(&mut now, |(_, standing)| match standing {
            Standing::CidrOf(pool) => lineage.depth(*pool),
            Standing::Reserved(_) | Standing::From(_) | Standing::Outside => u32::MAX,
        });
        for block in now {
            open.step(block, lineage, &mut join);
        }
    }
}

/// The blocks that contain what comes next, by what they are. Where they stand and no copies: a block of a hundred thousand is
/// opened and closed.
#[derive(Default)]
struct OpenBlocks<'a> {
    pool_cidrs: Vec<OpenPoolCidr<'a>>,
    /// Custom allocations. They all conflict with one another, so that one stands for all.
    reserved: Vec<&'a Placed>,
    /// Allocations for resources, and blocks from no pool: likewise.
    resources: Vec<&'a Placed>,
    /// The allocations of both kinds, with what they are: those that a pool's CIDR can conflict with.
    allocations: Vec<&'a (Placed, Standing)>,
}

struct OpenPoolCidr<'a> {
    placed: &'a Placed,
    pool: Id<Pool>,
    /// Whether everything up to here leads down to the pool, source pool by source pool: what stands in it next is
    /// where it belongs, without a look at each.
    chain: bool,
    /// Whether this and all that contain it are in one cluster, so that one stands for all. Without it, pools that all
    /// have one CIDR would cost the square of their number.
    one_cluster: bool,
}

impl<'a> OpenBlocks<'a> {
    /// The next block: joins it with what it conflicts with.
    fn step(&mut self, block: &'a (Placed, Standing), lineage: &impl Lineage, join: &mut impl FnMut(Placed, Placed)) {
        let (placed, standing) = block;
        if self.follows(placed.cidr, *standing) {
            self.resources[0] = placed;
            self.allocations[0] = block;
            return;
        }
        self.close_before(placed.cidr);
        let chain = self.chain(*standing, lineage);
        let mut joined_pool_cidr = false;
        if !self.belongs(*standing, chain) {
            joined_pool_cidr = self.join(*placed, *standing, lineage, join);
        }
        self.push(block, chain, joined_pool_cidr);
    }

    /// Whether the next block stands behind an allocation of the same pool for a resource, and like that one where it belongs: as nearly
    /// all of very many do.
    #[inline(always)]
    fn follows(&self, next: Cidr, standing: Standing) -> bool {
        let (Standing::From(pool), Some(below)) = (standing, self.pool_cidrs.last()) else {
            return false;
        };
        let ([resource], [allocation]) = (&self.resources[..], &self.allocations[..]) else {
            return false;
        };
        // In order, so that what ends before the next one begins does not contain it, and what ends later does.
        let (Some((first, _)), Some((_, last_below)), Some((_, last)), Some((_, last_allocated))) = (
            next.ipv4_bounds(),
            below.placed.cidr.ipv4_bounds(),
            resource.cidr.ipv4_bounds(),
            allocation.0.cidr.ipv4_bounds(),
        ) else {
            return false;
        };
        below.chain
            && below.pool == pool
            && first <= last_below
            && last < first
            && last_allocated < first
            && self.reserved.is_empty()
    }

    /// Forgets what does not contain `next`.
    fn close_before(&mut self, next: Cidr) {
        while self
            .pool_cidrs
            .pop_if(|open| !open.placed.cidr.contains(next))
            .is_some()
        {}
        while self.reserved.pop_if(|open| !open.cidr.contains(next)).is_some() {}
        while self.resources.pop_if(|open| !open.cidr.contains(next)).is_some() {}
        while self.allocations.pop_if(|open| !open.0.cidr.contains(next)).is_some() {}
    }

    /// Whether the pool whose CIDR comes next continues the line of pools that holds it.
    fn chain(&self, standing: Standing, lineage: &impl Lineage) -> bool {
        let Standing::CidrOf(pool) = standing else { return false };
        self.allocations.is_empty()
            && self.resources.is_empty()
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
            Standing::Reserved(pool) | Standing::From(pool) => {
                self.reserved.is_empty()
                    && self.resources.is_empty()
                    && below.is_none_or(|below| below.chain && below.pool == pool)
            }
            Standing::Outside => self.resources.is_empty(),
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
        let (reserved, resource) = (self.reserved.last().copied(), self.resources.last().copied());
        let others = match standing {
            Standing::CidrOf(_) => {
                let mut allocations = self.allocations.iter().rev();
                let conflicts = |other: &&&(Placed, Standing)| lineage.conflict((placed, standing), ***other);
                [allocations.find(conflicts).map(|(other, _)| other), None]
            }
            Standing::Reserved(_) | Standing::From(_) => [reserved, resource],
            Standing::Outside => [None, resource],
        };
        for other in others.into_iter().flatten() {
            join(*other, placed);
        }
        let mut joined = false;
        for open in self.pool_cidrs.iter().rev() {
            if lineage.conflict((placed, standing), (*open.placed, Standing::CidrOf(open.pool))) {
                join(*open.placed, placed);
                joined = true;
                if open.one_cluster {
                    break;
                }
            }
        }
        joined
    }

    fn push(&mut self, block: &'a (Placed, Standing), chain: bool, joined_pool_cidr: bool) {
        let (placed, standing) = block;
        match standing {
            Standing::CidrOf(pool) => {
                let below = self.pool_cidrs.last();
                let one_cluster = below.is_none_or(|below| below.one_cluster && joined_pool_cidr);
                self.pool_cidrs.push(OpenPoolCidr {
                    placed,
                    pool: *pool,
                    chain,
                    one_cluster,
                });
            }
            Standing::Reserved(_) => {
                self.reserved.push(placed);
                self.allocations.push(block);
            }
            Standing::From(_) => {
                self.resources.push(placed);
                self.allocations.push(block);
            }
            Standing::Outside => self.resources.push(placed),
        }
    }
}
