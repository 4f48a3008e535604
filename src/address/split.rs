//! The blocks of one length inside a block, one after the other.

use std::iter::FusedIterator;

use super::cidr::host_mask;
use super::{AddressCount, Cidr, Family, NetmaskLength};

/// All blocks of one length in a block, by address. Made by [`Cidr::split`].
///
/// It holds two addresses whatever the number of blocks (up to 2^128), runs from either end, and skips in constant time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    family: Family,
    length: NetmaskLength,
    /// The starts of the first and the last block that are still to come; `None` after the last.
    rest: Option<(u128, u128)>,
}

impl Split {
    pub(super) fn new(block: Cidr, length: NetmaskLength) -> Option<Self> {
        let family = block.family();
        if length < block.netmask_length() || !length.fits(family) {
            return None;
        }
        let last = block.last_bits() & !host_mask(family, length);
        Some(Self {
            family,
            length,
            rest: Some((block.first_bits(), last)),
        })
    }

    /// How many blocks are still to come.
    pub fn remaining(&self) -> AddressCount {
        match self.rest {
            Some(_) => AddressCount::new(self.count_less_one()) + AddressCount::ONE,
            None => AddressCount::ZERO,
        }
    }

    /// How many blocks are still to come, less one (2^128 blocks would not fit the integer); 0 after the last.
    pub(super) fn count_less_one(&self) -> u128 {
        let Some((first, last)) = self.rest else { return 0 };
        (last - first) >> host_mask(self.family, self.length).count_ones().min(u128::BITS - 1)
    }

    /// From one start to the next. Only asked for when at least two blocks are left, so that it fits.
    fn step(&self) -> u128 {
        host_mask(self.family, self.length).wrapping_add(1)
    }

    fn block(&self, first: u128) -> Cidr {
        Cidr::truncated(self.family, first, self.length)
    }
}

impl Iterator for Split {
    type Item = Cidr;

    fn next(&mut self) -> Option<Cidr> {
        let (first, last) = self.rest?;
        self.rest = (first < last).then(|| (first.wrapping_add(self.step()), last));
        Some(self.block(first))
    }

    fn nth(&mut self, skipped: usize) -> Option<Cidr> {
        let (first, last) = self.rest?;
        if skipped as u128 > self.count_less_one() {
            self.rest = None;
            return None;
        }
        self.rest = Some((first.wrapping_add(self.step().wrapping_mul(skipped as u128)), last));
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.remaining().to_u128().and_then(|count| usize::try_from(count).ok()) {
            Some(count) => (count, Some(count)),
            None => (usize::MAX, None),
        }
    }
}

impl DoubleEndedIterator for Split {
    fn next_back(&mut self) -> Option<Cidr> {
        let (first, last) = self.rest?;
        self.rest = (first < last).then(|| (first, last.wrapping_sub(self.step())));
        Some(self.block(last))
    }
}

impl FusedIterator for Split {}
