//! A set of addresses, held as sorted disjoint ranges.

use std::net::IpAddr;

use super::cidr::family_and_bits;
use super::ranges::{Ranges, count};
use super::{AddressCount, Blocks, Cidr, Family};

/// A set of addresses of either family, with the blocks that it consists of and the free blocks between them.
///
/// What counts is the set, not how it was put together: two siblings are the same set as their parent. In the complexities n
/// is the number of ranges, that is, of stretches without a gap, in the family concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockSet {
    ipv4: Ranges,
    ipv6: Ranges,
}

impl BlockSet {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds every address of `block`. O((1 + k) log n), k being the ranges that become one with it.
    pub fn insert(&mut self, block: Cidr) {
        self.ranges_mut(block.family()).insert(ends(block));
    }

    /// Takes every address of `block` out. O((1 + k) log n), k being the ranges that lie in it.
    pub fn remove(&mut self, block: Cidr) {
        self.ranges_mut(block.family()).remove(ends(block));
    }

    /// Whether every address of `block` is in the set. O(log n).
    pub fn contains(&self, block: Cidr) -> bool {
        self.ranges(block.family()).contains(ends(block))
    }

    /// Whether `address` is in the set. O(log n).
    pub fn contains_address(&self, address: IpAddr) -> bool {
        let (family, bits) = family_and_bits(address);
        self.ranges(family).contains((bits, bits))
    }

    /// Whether some address of `block` is in the set. O(log n).
    pub fn intersects(&self, block: Cidr) -> bool {
        self.ranges(block.family()).intersects(ends(block))
    }

    /// Whether no address is in the set. O(1).
    pub fn is_empty(&self) -> bool {
        self.size().is_zero()
    }

    /// How many addresses are in the set. O(1).
    pub fn size(&self) -> AddressCount {
        self.ipv4.size() + self.ipv6.size()
    }

    /// How many addresses of `block` are in the set. O(log n + ranges in the block).
    pub fn size_within(&self, block: Cidr) -> AddressCount {
        self.ranges(block.family()).within(ends(block)).map(count).sum()
    }

    /// The fewest blocks that make up the set, sorted. O(1) each.
    pub fn blocks(&self) -> impl Iterator<Item = Cidr> {
        FAMILIES.into_iter().flat_map(|family| {
            self.ranges(family)
                .iter()
                .flat_map(move |range| Blocks::of_range(family, range))
        })
    }

    /// The stretches without a gap, sorted, each as its first and its last address. O(1) each.
    pub fn ranges_of(&self, family: Family) -> impl Iterator<Item = (IpAddr, IpAddr)> {
        let address = move |bits| Cidr::truncated(family, bits, family.longest()).first();
        self.ranges(family)
            .iter()
            .map(move |(first, last)| (address(first), address(last)))
    }

    /// The fewest blocks that make up what `block` holds and the set does not, sorted. O(log n) to the first, then O(1)
    /// each.
    pub fn free_blocks_within(&self, block: Cidr) -> impl Iterator<Item = Cidr> {
        let family = block.family();
        self.ranges(family)
            .gaps_within(ends(block))
            .flat_map(move |range| Blocks::of_range(family, range))
    }

    /// The largest block inside `block` of which the set holds no address, the lowest among equals. `None` when the set
    /// holds all of `block`. O(log n + free blocks).
    pub fn largest_free_block_within(&self, block: Cidr) -> Option<Cidr> {
        // Of blocks of one length the first is kept.
        self.free_blocks_within(block).min_by_key(|free| free.netmask_length())
    }

    /// What `block` holds and this set does not, as a set. O(log n + ranges in the block).
    pub fn complement_within(&self, block: Cidr) -> Self {
        let mut complement = Self::new();
        for gap in self.ranges(block.family()).gaps_within(ends(block)) {
            complement.ranges_mut(block.family()).insert(gap);
        }
        complement
    }

    /// What is in this set or in the other. O(m log n), m being the ranges of the smaller one.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let union = |a: &Ranges, b: &Ranges| {
            let (small, mut union) = if a.len() < b.len() {
                (a, b.clone())
            } else {
                (b, a.clone())
            };
            small.iter().for_each(|range| union.insert(range));
            union
        };
        Self {
            ipv4: union(&self.ipv4, &other.ipv4),
            ipv6: union(&self.ipv6, &other.ipv6),
        }
    }

    /// What is in both sets. O(m log n + ranges of the result), m being the ranges of the other set.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let intersection = |a: &Ranges, b: &Ranges| {
            let mut intersection = Ranges::default();
            b.iter()
                .flat_map(|range| a.within(range))
                .for_each(|range| intersection.insert(range));
            intersection
        };
        Self {
            ipv4: intersection(&self.ipv4, &other.ipv4),
            ipv6: intersection(&self.ipv6, &other.ipv6),
        }
    }

    fn ranges(&self, family: Family) -> &Ranges {
        match family {
            Family::Ipv4 => &self.ipv4,
            Family::Ipv6 => &self.ipv6,
        }
    }

    fn ranges_mut(&mut self, family: Family) -> &mut Ranges {
        match family {
            Family::Ipv4 => &mut self.ipv4,
            Family::Ipv6 => &mut self.ipv6,
        }
    }
}

const FAMILIES: [Family; 2] = [Family::Ipv4, Family::Ipv6];

fn ends(block: Cidr) -> (u128, u128) {
    (block.first_bits(), block.last_bits())
}

impl Extend<Cidr> for BlockSet {
    fn extend<I: IntoIterator<Item = Cidr>>(&mut self, blocks: I) {
        blocks.into_iter().for_each(|block| self.insert(block));
    }
}

/// O(n log n), whatever the order and however the blocks overlap.
impl FromIterator<Cidr> for BlockSet {
    fn from_iter<I: IntoIterator<Item = Cidr>>(blocks: I) -> Self {
        let mut set = Self::new();
        set.extend(blocks);
        set
    }
}
