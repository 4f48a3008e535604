//! A range of addresses as blocks.

use std::iter::FusedIterator;
use std::net::IpAddr;

use super::cidr::family_and_bits;
use super::{Cidr, Family, NetmaskLength};

/// The fewest blocks that hold exactly the addresses from one to another, by address: at most two of each length.
///
/// Each is the largest block that starts where the one before ended and does not reach past the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    family: Family,
    /// The first and the last address that are still to come.
    rest: Option<(u128, u128)>,
}

impl Blocks {
    /// The blocks of the addresses `first` to `last`, both included. `None` when they are of different families, or
    /// `last` is before `first`.
    pub fn between(first: IpAddr, last: IpAddr) -> Option<Self> {
        let ((family, first), (last_family, last)) = (family_and_bits(first), family_and_bits(last));
        (family == last_family && first <= last).then(|| Self::of_range(family, (first, last)))
    }

    /// The blocks of a range of bits which is not empty and lies within the family.
    pub(super) fn of_range(family: Family, range: (u128, u128)) -> Self {
        Self {
            family,
            rest: Some(range),
        }
    }
}

impl Iterator for Blocks {
    type Item = Cidr;

    fn next(&mut self) -> Option<Cidr> {
        let (first, last) = self.rest?;
        // The start allows as many host bits as it has trailing zeros, the distance as many as its logarithm says.
        let room = match (last - first).checked_add(1) {
            Some(count) => count.ilog2(),
            None => u128::BITS,
        };
        let host_bits = first.trailing_zeros().min(room).min(u32::from(self.family.bits()));
        let block = Cidr::truncated(
            self.family,
            first,
            NetmaskLength::clamped(self.family.bits() - host_bits as u8),
        );
        let end = block.last_bits();
        self.rest = (end < last).then(|| (end + 1, last));
        Some(block)
    }
}

impl FusedIterator for Blocks {}
