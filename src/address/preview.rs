//! Taking blocks without changing the free space: the next N, or a bulk request, to be looked at first.

use super::free_lists::FreeLists;
use super::length_set::LengthSet;
use super::placement::FreeBlocks;
use super::{Cidr, Family, NetmaskLength, Strategy};

/// A view on a free space from which blocks can be taken while the free space stays as it is.
///
/// It holds only what differs, so making one costs O(lengths), and taking a block what it costs on the free space itself.
#[derive(Clone, Debug)]
pub struct Preview<'a> {
    blocks: Overlay<'a>,
}

impl<'a> Preview<'a> {
    pub(super) fn new(base: &'a FreeLists) -> Self {
        Self {
            blocks: Overlay::new(base),
        }
    }

    /// Takes a block of `length` from where the strategy says. O(lengths + log n).
    pub fn take_next(&mut self, length: NetmaskLength, strategy: Strategy) -> Option<Cidr> {
        if length.fits(self.blocks.family()) {
            self.blocks.take_next(length, strategy)
        } else {
            None
        }
    }

    /// The blocks of `length` that would be taken one after the other, until none fits any more: what the next N
    /// requests would get.
    pub fn blocks(mut self, length: NetmaskLength, strategy: Strategy) -> impl Iterator<Item = Cidr> + 'a {
        std::iter::from_fn(move || self.take_next(length, strategy)).fuse()
    }

    /// Takes whatever part of `block` is free. O((lengths + free blocks inside) × log n).
    pub fn occupy(&mut self, block: Cidr) {
        if block.family() == self.blocks.family() {
            self.blocks.occupy(block);
        }
    }

    /// Whether all of `block` is free. O(lengths × log n).
    pub fn is_free(&self, block: Cidr) -> bool {
        block.family() == self.blocks.family() && self.blocks.free_block_around(block).is_some()
    }

    /// The free block at whose start a block of `length` would be taken.
    pub(super) fn choose(&self, length: NetmaskLength, strategy: Strategy) -> Option<Cidr> {
        self.blocks
            .choose(length, strategy)
            .filter(|_| length.fits(self.blocks.family()))
    }
}

/// Free blocks of which some were taken and some came about by that.
#[derive(Clone, Debug)]
struct Overlay<'a> {
    base: &'a FreeLists,
    /// The lengths of which the base still has visible blocks.
    base_lengths: LengthSet,
    /// The lowest visible block of the base by length. Strategies take the lowest of a length, so that what is below it
    /// has been taken, and needs no other mark.
    lowest: Vec<Option<u128>>,
    /// Blocks of the base above the lowest visible one that have been taken.
    hidden: FreeLists,
    /// What is left of blocks that were broken up.
    added: FreeLists,
}

impl<'a> Overlay<'a> {
    fn new(base: &'a FreeLists) -> Self {
        let lengths = base.lengths();
        let shortest = lengths.shortest().unwrap_or(base.family().longest());
        let all = (0..=lengths.longest().map_or(0, NetmaskLength::get)).filter_map(NetmaskLength::new);
        Self {
            base,
            base_lengths: lengths,
            lowest: all.map(|length| base.lowest(length)).collect(),
            hidden: FreeLists::new(base.family(), shortest),
            added: FreeLists::new(base.family(), shortest),
        }
    }

    fn base_lowest(&self, length: NetmaskLength) -> Option<u128> {
        self.lowest.get(usize::from(length.get())).copied().flatten()
    }

    /// The first block of the base that is not hidden, from `start` on.
    fn visible(&self, length: NetmaskLength, start: Option<u128>) -> Option<u128> {
        let mut start = start?;
        while self.hidden.has(length, start) {
            start = self.base.next_above(length, start)?;
        }
        Some(start)
    }
}

impl FreeBlocks for Overlay<'_> {
    fn family(&self) -> Family {
        self.base.family()
    }

    fn lengths(&self) -> LengthSet {
        self.base_lengths.union(self.added.lengths())
    }

    fn lowest(&self, length: NetmaskLength) -> Option<u128> {
        match (self.base_lowest(length), self.added.lowest(length)) {
            (Some(base), Some(added)) => Some(base.min(added)),
            (base, added) => base.or(added),
        }
    }

    fn lowest_within(&self, length: NetmaskLength, (first, last): (u128, u128)) -> Option<u128> {
        let from = self
            .base_lowest(length)
            .map(|lowest| lowest.max(first))
            .filter(|from| *from <= last);
        let base = from.and_then(|from| self.base.lowest_within(length, (from, last)));
        let base = self.visible(length, base).filter(|start| *start <= last);
        let added = self.added.lowest_within(length, (first, last));
        base.into_iter().chain(added).min()
    }

    fn has(&self, length: NetmaskLength, start: u128) -> bool {
        let in_base = self.base_lowest(length).is_some_and(|lowest| lowest <= start)
            && self.base.has(length, start)
            && !self.hidden.has(length, start);
        in_base || self.added.has(length, start)
    }

    fn insert(&mut self, length: NetmaskLength, start: u128) {
        self.added.insert(length, start);
    }

    fn take_from_largest(&mut self, length: NetmaskLength) -> Option<Cidr> {
        let largest = self.lengths().shortest().filter(|largest| *largest <= length)?;
        match (self.base_lowest(largest), self.added.lowest(largest)) {
            (Some(start), added) if added.is_none_or(|added| start < added) => {
                self.remove(largest, start);
                if largest < length {
                    self.added.leave(largest, start, length);
                }
                Some(self.block(length, start))
            }
            _ => self.added.take_from_largest(length),
        }
    }

    fn remove(&mut self, length: NetmaskLength, start: u128) {
        if self.added.has(length, start) {
            return self.added.remove(length, start);
        }
        if self.base_lowest(length) != Some(start) {
            self.hidden.insert(length, start);
            return;
        }
        let next = self.visible(length, self.base.next_above(length, start));
        if let Some(lowest) = self.lowest.get_mut(usize::from(length.get())) {
            *lowest = next;
        }
        if next.is_none() {
            self.base_lengths.remove(length);
        }
    }
}
