//! The blocks around a block and inside it: its parent, its halves, its neighbours.

use super::cidr::host_mask;
use super::{Cidr, NetmaskLength, Split};

impl Cidr {
    /// The block twice as large that contains this one, or `None` for a whole family.
    pub fn parent(self) -> Option<Self> {
        NetmaskLength::new(self.netmask_length().get().checked_sub(1)?).and_then(|length| self.supernet(length))
    }

    /// The block of `length` that contains this one, or is it; `None` when `length` is longer than this one's.
    pub fn supernet(self, length: NetmaskLength) -> Option<Self> {
        (length <= self.netmask_length()).then(|| Self::truncated(self.family(), self.first_bits(), length))
    }

    /// The two blocks half as large, the lower first, or `None` for a single address.
    pub fn halves(self) -> Option<[Self; 2]> {
        let length = NetmaskLength::new(self.netmask_length().get() + 1).filter(|length| length.fits(self.family()))?;
        Some([self.first_bits(), self.last_bits()].map(|bits| Self::truncated(self.family(), bits, length)))
    }

    /// The other half of the parent, or `None` for a whole family.
    pub fn sibling(self) -> Option<Self> {
        let distance = host_mask(self.family(), self.netmask_length()).checked_add(1)?;
        self.parent()?;
        Some(Self::truncated(
            self.family(),
            self.first_bits() ^ distance,
            self.netmask_length(),
        ))
    }

    /// The block that two siblings make up together, or `None` when they are not siblings.
    pub fn join(self, other: Self) -> Option<Self> {
        if self.sibling()? == other { self.parent() } else { None }
    }

    /// All blocks of `length` in this one, by address: 2^(length - own length) of them, made one at a time.
    /// `None` when `length` is shorter than this one's or does not fit the family.
    pub fn split(self, length: NetmaskLength) -> Option<Split> {
        Split::new(self, length)
    }

    /// The block of `length` number `index` (from 0) in this one, as in [`Cidr::split`]. `None` past the last one.
    pub fn nth(self, index: u128, length: NetmaskLength) -> Option<Self> {
        let last = self.split(length)?.count_less_one();
        if index > last {
            return None;
        }
        // With an index of at least 1 there are at least 2 blocks, so a step is shorter than the address.
        let step = host_mask(self.family(), length).wrapping_add(1);
        Some(Self::truncated(
            self.family(),
            self.first_bits() | index.wrapping_mul(step),
            length,
        ))
    }

    /// The block of the same length that starts right behind this one, or `None` at the end of the family.
    pub fn next(self) -> Option<Self> {
        let first = self.last_bits().checked_add(1)?;
        Self::from_bits(self.family(), first, self.netmask_length())
    }

    /// The block of the same length that ends right before this one, or `None` at the start of the family.
    pub fn previous(self) -> Option<Self> {
        let last = self.first_bits().checked_sub(1)?;
        Some(Self::truncated(self.family(), last, self.netmask_length()))
    }
}
