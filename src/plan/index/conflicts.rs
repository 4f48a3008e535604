//! Which blocks of a scope overlap although neither belongs inside the other.
//!
//! Conflicts are kept as clusters: blocks that are connected by conflicts. A hundred accounts with the default VPC
//! 172.31.0.0/16 are one cluster and not 4,950 pairs, and the pairs are never stored.

use rustc_hash::FxHashMap;

use super::block::{Block, Placed};
use super::sweep::{Lineage, Standing, sweep};
use crate::ordered::{OrderedMap, sort};

/// The least block of a cluster, which names it: the same however the plan came about.
pub type ClusterKey = Placed;

/// The clusters of one scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// The members of each are in order.
    clusters: OrderedMap<ClusterKey, Vec<Placed>>,
    cluster_of: FxHashMap<Block, ClusterKey>,
}

impl Conflicts {
    /// The clusters, in order of their least block.
    pub fn clusters(&self) -> impl Iterator<Item = (ClusterKey, &[Placed])> {
        self.clusters.iter().map(|(key, members)| (*key, &members[..]))
    }

    /// The blocks of a cluster, in order.
    pub fn cluster(&self, key: ClusterKey) -> Option<&[Placed]> {
        self.clusters.get(&key).map(Vec::as_slice)
    }

    /// The cluster that a block is in.
    pub fn cluster_of(&self, block: Block) -> Option<ClusterKey> {
        self.cluster_of.get(&block).copied()
    }

    /// Takes a cluster apart and gives back its blocks.
    pub(super) fn dissolve(&mut self, key: ClusterKey) -> Vec<Placed> {
        let members = self.clusters.remove(&key).unwrap_or_default();
        for placed in &members {
            self.cluster_of.remove(&placed.block);
        }
        members
    }

    /// Finds the clusters among `blocks`, which must come in order and be in none. Gives back the keys of what it
    /// found. O(n log n) while blocks stand where they belong or simply overlap; what stands in pools of another line
    /// costs the number of CIDRs that contain it.
    pub(super) fn gather(&mut self, blocks: &[(Placed, Standing)], lineage: &impl Lineage) -> Vec<ClusterKey> {
        let mut groups = Groups::default();
        sweep(blocks, lineage, |one, other| groups.join(one, other));
        let mut keys = Vec::new();
        for members in groups.into_clusters() {
            let Some(key) = members.first().copied() else { continue };
            for placed in &members {
                self.cluster_of.insert(placed.block, key);
            }
            self.clusters.insert(key, members);
            keys.push(key);
        }
        keys
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

    /// The clusters, each in order. That of a block which is not its own root is empty.
    fn into_clusters(mut self) -> Vec<Vec<Placed>> {
        let mut by_root = vec![Vec::new(); self.members.len()];
        for number in 0..self.members.len() {
            let root = self.root(number);
            by_root[root].push(self.members[number]);
        }
        for members in &mut by_root {
            sort(members);
        }
        by_root
    }
}
