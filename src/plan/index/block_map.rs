//! Blocks in order of address, and which of them meet a CIDR.

use super::block::{Block, Placed};
use crate::address::{Cidr, Family, NetmaskLength};
use crate::ordered::OrderedSet;

/// How many netmask lengths there are: 33 of IPv4 and 129 of IPv6.
const LENGTHS: usize = 33 + 129;

/// Blocks that may overlap one another, by CIDR.
///
/// CIDRs nest or are disjoint. So what meets a CIDR is what it contains, a stretch of the order, and what contains
/// it: at most one CIDR per shorter netmask length, of which only the lengths that occur are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockMap {
    blocks: OrderedSet<Placed>,
    /// How many blocks there are of each length, IPv4 first.
    lengths: Box<[u32; LENGTHS]>,
}

impl Default for BlockMap {
    fn default() -> Self {
        Self {
            blocks: OrderedSet::new(),
            lengths: Box::new([0; LENGTHS]),
        }
    }
}

impl FromIterator<Placed> for BlockMap {
    /// O(n log n); O(n) when they come in order.
    fn from_iter<I: IntoIterator<Item = Placed>>(placed: I) -> Self {
        let mut map = Self {
            blocks: placed.into_iter().collect(),
            ..Self::default()
        };
        for placed in &map.blocks {
            if let Some(count) = map
                .lengths
                .get_mut(slot(placed.cidr.family(), placed.cidr.netmask_length().get()))
            {
                *count += 1;
            }
        }
        map
    }
}

impl BlockMap {
    /// Adds a block. O(log n).
    pub(super) fn insert(&mut self, placed: Placed) {
        if self.blocks.insert(placed)
            && let Some(count) = self
                .lengths
                .get_mut(slot(placed.cidr.family(), placed.cidr.netmask_length().get()))
        {
            *count += 1;
        }
    }

    /// Removes a block. O(log n).
    pub(super) fn remove(&mut self, placed: Placed) {
        if self.blocks.remove(&placed)
            && let Some(count) = self
                .lengths
                .get_mut(slot(placed.cidr.family(), placed.cidr.netmask_length().get()))
        {
            *count -= 1;
        }
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// All blocks in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Placed> + '_ {
        self.blocks.iter().copied()
    }

    /// The blocks that `cidr` contains, those equal to it among them, in order. O(log n + found).
    pub fn inside(&self, cidr: Cidr) -> impl Iterator<Item = Placed> + '_ {
        self.blocks.range_from(&least(cidr)).copied().take_while(move |placed| {
            placed.cidr.family() == cidr.family() && placed.cidr.first_bits() <= cidr.last_bits()
        })
    }

    /// The blocks of `family` that begin at `address` or after it, in order. O(log n + taken).
    pub fn starting_from(&self, family: Family, address: u128) -> impl Iterator<Item = Placed> + '_ {
        // The largest block that can begin there orders before all others that do.
        let free_bits = address.trailing_zeros().min(u32::from(family.bits()));
        let length = u32::from(family.bits()) - free_bits;
        let largest = u8::try_from(length).ok().and_then(NetmaskLength::new);
        let start = largest.and_then(|length| Cidr::from_bits(family, address, length));
        let range = start.map(|cidr| self.blocks.range_from(&least(cidr)));
        range
            .into_iter()
            .flatten()
            .copied()
            .take_while(move |placed| placed.cidr.family() == family)
    }

    /// The blocks that contain `cidr` and are larger, largest first. O(lengths that occur × log n + found).
    pub fn around(&self, cidr: Cidr) -> impl Iterator<Item = Placed> + '_ {
        let family = cidr.family();
        (0..cidr.netmask_length().get())
            .filter(move |length| self.lengths.get(slot(family, *length)).is_some_and(|count| *count > 0))
            .filter_map(move |length| ancestor(cidr, length))
            .flat_map(move |around| {
                self.blocks
                    .range_from(&least(around))
                    .copied()
                    .take_while(move |placed| placed.cidr == around)
            })
    }

    /// Every block that shares an address with `cidr`: first those around it, then those inside.
    pub fn meeting(&self, cidr: Cidr) -> impl Iterator<Item = Placed> + '_ {
        self.around(cidr).chain(self.inside(cidr))
    }
}

fn slot(family: Family, length: u8) -> usize {
    match family {
        Family::Ipv4 => usize::from(length),
        Family::Ipv6 => 33 + usize::from(length),
    }
}

/// The least that a block at `cidr` can be in the order.
fn least(cidr: Cidr) -> Placed {
    Placed {
        cidr,
        block: Block::LEAST,
    }
}

/// The block of `length` that contains `cidr`.
fn ancestor(cidr: Cidr, length: u8) -> Option<Cidr> {
    let host_bits = u32::from(cidr.family().bits() - length);
    let first = cidr
        .first_bits()
        .checked_shr(host_bits)
        .and_then(|network| network.checked_shl(host_bits))
        .unwrap_or(0);
    Cidr::from_bits(cidr.family(), first, NetmaskLength::new(length)?)
}
