//! Blocks in order of address, and which of them meet a CIDR.

use std::iter::Chain;

use super::block::{Block, Placed};
use super::sweep::Standing;
use crate::address::{Cidr, Family, NetmaskLength};
use crate::ordered::{Entries, Members, OrderedSet};

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
        let mut map = Self::default();
        for placed in placed {
            map.insert(placed);
        }
        map
    }
}

impl BlockMap {
    /// Adds a block that orders behind all others. O(1).
    pub(super) fn append(&mut self, placed: Placed) {
        let slot = slot(placed.cidr.family(), placed.cidr.netmask_length().get());
        self.blocks.append(placed);
        if let Some(count) = self.lengths.get_mut(slot) {
            *count += 1;
        }
    }

    /// Adds blocks that come in order behind all others. O(1) each.
    pub(super) fn append_all(&mut self, blocks: &[(Placed, Standing)]) {
        for (placed, _) in blocks {
            let slot = slot(placed.cidr.family(), placed.cidr.netmask_length().get());
            if let Some(count) = self.lengths.get_mut(slot) {
                *count += 1;
            }
        }
        self.blocks.append_all(blocks, |(placed, _)| *placed);
    }

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

    /// The first and the last address of each block of IPv4, in one number, in order of the first.
    pub(super) fn ipv4_ranges(&self) -> Vec<u64> {
        let mut ranges = vec![0; self.len()];
        let mut next = ranges.iter_mut();
        for chunk in self.blocks.chunks() {
            for (placed, ()) in chunk {
                if let Some(range) = placed.cidr.ipv4_range()
                    && let Some(next) = next.next()
                {
                    *next = range;
                }
            }
        }
        let left = next.len();
        ranges.truncate(ranges.len() - left);
        ranges
    }

    /// The blocks that `cidr` contains, those equal to it among them, in order. O(log n + found).
    pub fn inside(&self, cidr: Cidr) -> Stretch<'_> {
        self.stretch(cidr, cidr.last_bits())
    }

    /// The blocks of `family` that begin at `address` or after it, in order. O(log n + taken).
    pub fn starting_from(&self, family: Family, address: u128) -> impl Iterator<Item = Placed> + '_ {
        // The largest block that can begin there orders before all others that do.
        let free_bits = address.trailing_zeros().min(u32::from(family.bits()));
        let length = u32::from(family.bits()) - free_bits;
        let largest = u8::try_from(length).ok().and_then(NetmaskLength::new);
        let start = largest.and_then(|length| Cidr::from_bits(family, address, length));
        let stretch = start.map(|cidr| self.stretch(cidr, Cidr::all(family).last_bits()));
        stretch.into_iter().flatten()
    }

    /// The blocks that contain `cidr` and are larger, largest first. O(lengths that occur × log n + found).
    pub fn around(&self, cidr: Cidr) -> Around<'_> {
        Around {
            map: self,
            cidr,
            next_length: 0,
            passed: None,
            found: None,
        }
    }

    /// Every block that shares an address with `cidr`: first those around it, then those inside.
    pub fn meeting(&self, cidr: Cidr) -> Chain<Around<'_>, Stretch<'_>> {
        self.around(cidr).chain(self.inside(cidr))
    }

    /// The blocks from `cidr` on that begin at or before the address `last`.
    fn stretch(&self, cidr: Cidr, last: u128) -> Stretch<'_> {
        Stretch {
            blocks: self.blocks.range_from(&least(cidr)),
            family: cidr.family(),
            last,
        }
    }
}

/// A stretch of the blocks in order. Made by [`BlockMap::inside`].
#[derive(Clone)]
pub struct Stretch<'a> {
    blocks: Members<Entries<'a, Placed, ()>>,
    family: Family,
    /// Where a block of the stretch begins at the latest.
    last: u128,
}

impl Iterator for Stretch<'_> {
    type Item = Placed;

    fn next(&mut self) -> Option<Placed> {
        let placed = self.blocks.next()?;
        (placed.cidr.family() == self.family && placed.cidr.first_bits() <= self.last).then_some(*placed)
    }
}

/// The blocks that contain another and are larger. Made by [`BlockMap::around`].
#[derive(Clone)]
pub struct Around<'a> {
    map: &'a BlockMap,
    cidr: Cidr,
    /// The next length to look up.
    next_length: u8,
    /// Where the last look ended: no block stands between what was looked up and this.
    passed: Option<Cidr>,
    /// The CIDR that was looked up last, and what may still be at it.
    found: Option<(Cidr, Members<Entries<'a, Placed, ()>>)>,
}

impl Iterator for Around<'_> {
    type Item = Placed;

    fn next(&mut self) -> Option<Placed> {
        loop {
            if let Some((around, blocks)) = &mut self.found
                && let Some(placed) = blocks.next().filter(|placed| placed.cidr == *around)
            {
                return Some(*placed);
            }
            let around = self.next_around()?;
            let blocks = self.map.blocks.range_from(&least(around));
            self.passed = blocks.clone().next().map(|placed| placed.cidr);
            self.passed?;
            self.found = Some((around, blocks));
        }
    }
}

impl Around<'_> {
    /// The next CIDR around this one that is worth a look.
    fn next_around(&mut self) -> Option<Cidr> {
        let family = self.cidr.family();
        while self.next_length < self.cidr.netmask_length().get() {
            let length = self.next_length;
            self.next_length += 1;
            if self
                .map
                .lengths
                .get(slot(family, length))
                .is_none_or(|count| *count == 0)
            {
                continue;
            }
            let around = NetmaskLength::new(length).and_then(|length| self.cidr.supernet(length))?;
            if self.passed.is_none_or(|passed| around >= passed) {
                return Some(around);
            }
        }
        None
    }
}

#[inline(always)]
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
