//! A space small enough to be checked address by address: 256 of them, at each end of each family.

use ipam_planner::address::{Cidr, NetmaskLength};

use super::random::Random;
use super::{cidr, length};

/// How many addresses a small space has.
pub(super) const SIZE: usize = 256;

/// A block of [`SIZE`] addresses that stands for the whole world.
#[derive(Clone, Copy, Debug)]
pub(super) struct SmallSpace(pub(super) Cidr);

impl SmallSpace {
    /// The first and the last of IPv4 and IPv6, and two in the middle.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        [
            "0.0.0.0/24",
            "10.1.2.0/24",
            "255.255.255.0/24",
            "::/120",
            "2001:db8::ff00/120",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff00/120",
        ]
        .into_iter()
        .map(|text| Self(cidr(text)))
    }

    /// The block of 2^`bits` addresses at `offset`, which is cut down to a multiple of that size.
    pub(super) fn block(self, offset: usize, bits: u8) -> Cidr {
        let first = self.0.first_bits() + (offset >> bits << bits) as u128;
        Cidr::from_bits(self.0.family(), first, self.length(bits)).unwrap()
    }

    /// The netmask length of a block of 2^`bits` addresses.
    pub(super) fn length(self, bits: u8) -> NetmaskLength {
        length(self.0.family().bits() - bits)
    }

    /// A block anywhere in the space, small ones more often than large ones.
    pub(super) fn random_block(self, random: &mut Random) -> Cidr {
        self.block(random.below(SIZE), (random.bits().trailing_zeros() as u8).min(8))
    }

    /// Every block of the space, larger before smaller, then by address.
    pub(super) fn every_block(self) -> impl Iterator<Item = Cidr> {
        (0..=8)
            .rev()
            .flat_map(move |bits| (0..SIZE).step_by(1 << bits).map(move |offset| self.block(offset, bits)))
    }

    /// The offsets of the addresses of `block`.
    pub(super) fn offsets(self, block: Cidr) -> std::ops::Range<usize> {
        let offset = |bits: u128| usize::try_from(bits - self.0.first_bits()).unwrap();
        offset(block.first_bits())..offset(block.last_bits()) + 1
    }
}
