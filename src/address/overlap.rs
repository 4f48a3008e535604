//! Which of many blocks overlap: in pairs, and in clusters.

use std::iter::FusedIterator;

use super::{Cidr, in_order};

/// The overlaps among many blocks, found by one sort: O(n log n).
///
/// Blocks nest or are disjoint, so in sorted order each block is preceded by exactly those that contain it, and a stack
/// of them is all a pass needs. Blocks are known by their index in what [`Overlaps::among`] was given. Blocks of
/// different families never overlap; equal blocks do.
#[derive(Clone, Debug)]
pub struct Overlaps {
    sorted: Vec<Member>,
}

/// A block and its index.
type Member = (Cidr, usize);

/// Two blocks that overlap, by their indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OverlappingPair {
    /// The block that contains the other. Of two equal blocks the one with the lower index.
    pub outer: usize,
    /// The block inside.
    pub inner: usize,
}

impl Overlaps {
    /// Sorts the blocks. O(n) for IPv4, O(n log n) for IPv6.
    pub fn among(blocks: impl IntoIterator<Item = Cidr>) -> Self {
        let blocks: Vec<Cidr> = blocks.into_iter().collect();
        let order = in_order(&blocks);
        let sorted = order.into_iter().map(|index| (blocks[index], index)).collect();
        Self { sorted }
    }

    /// Every pair of blocks that overlap, one at a time: O(n + pairs), and memory only for how deep the blocks nest.
    /// Pairs come by the order of the inner block, then of the outer.
    pub fn pairs(&self) -> Pairs<'_> {
        Pairs::of(&self.sorted)
    }

    /// How many pairs overlap. O(n), however many they are.
    pub fn pair_count(&self) -> u64 {
        count_pairs(&self.sorted)
    }

    /// The groups of blocks that hang together by overlaps, sorted; blocks that overlap none are in no cluster. O(n).
    ///
    /// A hundred VPCs of one CIDR are one cluster, and 4,950 pairs.
    pub fn clusters(&self) -> impl Iterator<Item = Cluster<'_>> {
        // The first block of a cluster contains all the others: were one not in it, it would be disjoint from all.
        let mut outermost: Option<Cidr> = None;
        let clusters = self.sorted.chunk_by(move |(before, _), (block, _)| {
            let current = *outermost.get_or_insert(*before);
            let together = current.contains(*block);
            if !together {
                outermost = Some(*block);
            }
            together
        });
        clusters.filter_map(|members| match members {
            [(outermost, _), _, ..] => Some(Cluster {
                outermost: *outermost,
                members,
            }),
            _ => None,
        })
    }
}

/// Two or more blocks that hang together by overlaps.
#[derive(Clone, Copy, Debug)]
pub struct Cluster<'a> {
    outermost: Cidr,
    members: &'a [Member],
}

impl<'a> Cluster<'a> {
    /// The block that contains all the others.
    pub fn outermost(self) -> Cidr {
        self.outermost
    }

    /// The indexes of the blocks, in the order of the blocks: each behind those that contain it.
    pub fn members(self) -> impl ExactSizeIterator<Item = usize> + 'a {
        self.members.iter().map(|(_, index)| *index)
    }

    /// The pairs in this cluster, as in [`Overlaps::pairs`].
    pub fn pairs(self) -> Pairs<'a> {
        Pairs::of(self.members)
    }

    /// How many pairs are in this cluster. O(members).
    pub fn pair_count(self) -> u64 {
        count_pairs(self.members)
    }
}

/// Overlapping pairs, one at a time. Made by [`Overlaps::pairs`] and [`Cluster::pairs`].
#[derive(Clone, Debug)]
pub struct Pairs<'a> {
    rest: &'a [Member],
    enclosing: Enclosing,
    /// The block whose pairs are being listed, and how many of those that enclose it have been.
    inner: Option<Member>,
    listed: usize,
}

impl<'a> Pairs<'a> {
    fn of(sorted: &'a [Member]) -> Self {
        Self {
            rest: sorted,
            enclosing: Enclosing::default(),
            inner: None,
            listed: 0,
        }
    }
}

impl Iterator for Pairs<'_> {
    type Item = OverlappingPair;

    fn next(&mut self) -> Option<OverlappingPair> {
        loop {
            if let (Some((_, inner)), Some((_, outer))) = (self.inner, self.enclosing.0.get(self.listed)) {
                self.listed += 1;
                return Some(OverlappingPair { outer: *outer, inner });
            }
            if let Some(done) = self.inner.take() {
                self.enclosing.0.push(done);
            }
            let (next, rest) = self.rest.split_first()?;
            self.enclosing.leave_for(next.0);
            (self.inner, self.listed, self.rest) = (Some(*next), 0, rest);
        }
    }
}

impl FusedIterator for Pairs<'_> {}

fn count_pairs(sorted: &[Member]) -> u64 {
    let mut enclosing = Enclosing::default();
    let depths = sorted.iter().map(|member| {
        enclosing.leave_for(member.0);
        enclosing.0.push(*member);
        enclosing.0.len() as u64 - 1
    });
    depths.sum()
}

/// The blocks that contain the place where a pass over sorted blocks has arrived, the outermost first.
#[derive(Clone, Debug, Default)]
struct Enclosing(Vec<Member>);

impl Enclosing {
    /// Drops what does not contain `block`.
    fn leave_for(&mut self, block: Cidr) {
        while self.0.pop_if(|(outer, _)| !outer.contains(block)).is_some() {}
    }
}
