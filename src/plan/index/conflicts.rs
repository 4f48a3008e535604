//! Which blocks of a scope overlap although neither belongs inside the other.
//!
//! Conflicts are kept as clusters: blocks that are connected by conflicts. A hundred accounts with the default VPC
//! 172.31.0.0/16 are one cluster and not 4,950 pairs, and the pairs are never stored.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::block::{Block, Placed};
use crate::plan::{Id, Pool};

/// The least block of a cluster, which names it: the same however the plan came about.
pub type ClusterKey = Placed;

/// The clusters of one scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    clusters: BTreeMap<ClusterKey, BTreeSet<Placed>>,
    cluster_of: FxHashMap<Block, ClusterKey>,
}

impl Conflicts {
    /// The clusters, in order of their least block.
    pub fn clusters(&self) -> impl Iterator<Item = (ClusterKey, &BTreeSet<Placed>)> {
        self.clusters.iter().map(|(key, members)| (*key, members))
    }

    /// The blocks of a cluster, in order.
    pub fn cluster(&self, key: ClusterKey) -> Option<&BTreeSet<Placed>> {
        self.clusters.get(&key)
    }

    /// The cluster that a block is in.
    pub fn cluster_of(&self, block: Block) -> Option<ClusterKey> {
        self.cluster_of.get(&block).copied()
    }

    /// Takes a cluster apart and gives back its blocks.
    pub(super) fn dissolve(&mut self, key: ClusterKey) -> BTreeSet<Placed> {
        let members = self.clusters.remove(&key).unwrap_or_default();
        for placed in &members {
            self.cluster_of.remove(&placed.block);
        }
        members
    }

    /// Finds the clusters among `blocks`, which must come in order and be in none. Gives back the keys of what it
    /// found. O(n log n) while blocks stand where they belong; what conflicts costs its depth of nesting more.
    pub(super) fn gather(
        &mut self,
        blocks: impl Iterator<Item = (Placed, Standing)>,
        lineage: &impl Lineage,
    ) -> Vec<ClusterKey> {
        let mut groups = Groups::default();
        sweep(blocks, lineage, |one, other| groups.join(one, other));
        let clusters = groups.into_clusters();
        let keys = clusters.keys().copied().collect();
        for (key, members) in &clusters {
            self.cluster_of
                .extend(members.iter().map(|placed| (placed.block, *key)));
        }
        self.clusters.extend(clusters);
        keys
    }
}

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

/// A block that contains those that come next.
struct Open {
    placed: Placed,
    standing: Standing,
    /// The pool that everything up to here leads down to, source pool by source pool: what stands in it next is where
    /// it belongs, without a look at each.
    chain: Option<Id<Pool>>,
}

/// Calls `join` with pairs that connect every cluster among `blocks`, which come in order; not with every pair.
fn sweep(
    blocks: impl Iterator<Item = (Placed, Standing)>,
    lineage: &impl Lineage,
    mut join: impl FnMut(Placed, Placed),
) {
    let mut open: Vec<Open> = Vec::new();
    for (placed, standing) in blocks {
        while open.last().is_some_and(|last| !last.placed.cidr.contains(placed.cidr)) {
            open.pop();
        }
        let below = open.last();
        let chain = match standing {
            Standing::CidrOf(pool) => {
                let follows = |below: &Open| below.chain.is_some() && lineage.source(pool) == below.chain;
                below.is_none_or(follows).then_some(pool)
            }
            Standing::From(_) | Standing::Outside => None,
        };
        let belongs = match standing {
            Standing::CidrOf(_) => chain.is_some(),
            Standing::From(pool) => below.is_none_or(|below| below.chain == Some(pool)),
            Standing::Outside => below.is_none_or(|below| below.chain.is_some()),
        };
        if !belongs {
            // All that are no pool's CIDR and contain this block conflict with one another: the nearest stands for them.
            let mut joined = false;
            for other in open.iter().rev() {
                let stands_for_others = !matches!(other.standing, Standing::CidrOf(_));
                if !(joined && stands_for_others) && lineage.conflict(other.standing, standing) {
                    join(other.placed, placed);
                    joined |= stands_for_others;
                }
            }
        }
        open.push(Open {
            placed,
            standing,
            chain,
        });
    }
}

/// Union-find over blocks.
#[derive(Default)]
struct Groups {
    number_of: FxHashMap<Placed, usize>,
    members: Vec<Placed>,
    parents: Vec<usize>,
}

impl Groups {
    fn join(&mut self, one: Placed, other: Placed) {
        let (one, other) = (self.number(one), self.number(other));
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
    }

    fn number(&mut self, placed: Placed) -> usize {
        *self.number_of.entry(placed).or_insert_with(|| {
            self.members.push(placed);
            self.parents.push(self.parents.len());
            self.parents.len() - 1
        })
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            // Halving the path keeps it short.
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    fn into_clusters(mut self) -> BTreeMap<ClusterKey, BTreeSet<Placed>> {
        let mut by_root: BTreeMap<usize, BTreeSet<Placed>> = BTreeMap::new();
        for number in 0..self.members.len() {
            let root = self.root(number);
            by_root.entry(root).or_default().insert(self.members[number]);
        }
        by_root
            .into_values()
            .filter_map(|members| members.first().copied().map(|key| (key, members)))
            .collect()
    }
}
