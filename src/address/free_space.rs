//! The free blocks of a pool, and placing new ones.

use std::fmt;

use super::free_lists::FreeLists;
use super::placement::{FreeBlocks, give_back};
use super::ranges::Ranges;
use super::{AddressCount, Blocks, Cidr, Family, NetmaskLength, Preview, Strategy};
use crate::ordered::{sort, sort_numbers};

/// The free blocks of a pool that has one or several CIDRs.
///
/// Held as one ordered list of free blocks per netmask length: finding the block that a [`Strategy`] chooses takes time
/// for the lengths (at most 33 or 129), not for the allocations; taking and giving back are O(log n) besides, n being the
/// number of free blocks. What is left of a large block of which somebody takes the start stays together until it is asked for, so that
/// spreading costs no more than the other strategies. Free siblings are always one block, but never beyond a CIDR of the pool: two adjacent CIDRs that
/// were provisioned separately are not one block to AWS, and nothing is placed across their border.
///
/// The same pool and the same requests give the same blocks everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeSpace {
    pool: Vec<Cidr>,
    free: FreeLists,
}

impl FreeSpace {
    /// The free space of a pool of `family` with these CIDRs and allocations. O(n log n).
    ///
    /// Allocations may overlap and nest, and may lie outside the pool in part or altogether: what counts is which
    /// addresses they cover. A CIDR of the pool inside another one adds nothing, nor does anything of the other family.
    pub fn new(
        family: Family,
        pool: impl IntoIterator<Item = Cidr>,
        allocations: impl IntoIterator<Item = Cidr>,
    ) -> Self {
        Self::measure(family, &mut pool.into_iter(), &mut allocations.into_iter())
    }

    /// The free space of a pool of IPv4, of which `ranges` are allocated: the first and the last address of each in one number, in order.
    /// O(n).
    pub(crate) fn beside_ranges(pool: &mut dyn Iterator<Item = Cidr>, ranges: &[u64]) -> Self {
        let (pool, mut free) = Self::of_pool(Family::Ipv4, pool);
        for_each_ipv4_gap(&pool, ranges, &mut |gap| {
            for block in Blocks::of_range(Family::Ipv4, gap) {
                free.append(block.netmask_length(), block.first_bits());
            }
        });
        Self { pool, free }
    }

    /// The CIDRs of a pool, each once and in order, and no free block.
    fn of_pool(family: Family, pool: &mut dyn Iterator<Item = Cidr>) -> (Vec<Cidr>, FreeLists) {
        let mut pool: Vec<Cidr> = pool.filter(|cidr| cidr.family() == family).collect();
        sort(&mut pool);
        pool.dedup_by(|cidr, before| before.contains(*cidr));
        let shortest = pool.iter().map(|cidr| cidr.netmask_length()).min();
        (pool, FreeLists::new(family, shortest.unwrap_or(family.longest())))
    }

    fn measure(
        family: Family,
        pool: &mut dyn Iterator<Item = Cidr>,
        allocations: &mut dyn Iterator<Item = Cidr>,
    ) -> Self {
        if family == Family::Ipv4 {
            return Self::beside_ranges(pool, &sorted_ipv4_ranges(allocations));
        }
        let (pool, mut free) = Self::of_pool(family, pool);
        for_each_gap(&pool, &sorted_ranges(family, allocations), &mut |gap| {
            for block in Blocks::of_range(family, gap) {
                free.append(block.netmask_length(), block.first_bits());
            }
        });
        Self { pool, free }
    }

    /// The family of the pool.
    pub fn family(&self) -> Family {
        self.free.family()
    }

    /// The CIDRs of the pool, sorted, without those inside another one.
    pub fn pool(&self) -> &[Cidr] {
        &self.pool
    }

    /// How many addresses the pool has. O(CIDRs).
    pub fn size(&self) -> AddressCount {
        self.pool.iter().map(|cidr| cidr.size()).sum()
    }

    /// How many addresses are free. O(lengths).
    pub fn free_size(&self) -> AddressCount {
        self.capacity(self.family().longest())
    }

    /// The largest free block, the lowest among equals. O(1).
    pub fn largest_free_block(&self) -> Option<Cidr> {
        self.free
            .lengths()
            .shortest()
            .and_then(|length| self.find(length, Strategy::LowestAddress))
    }

    /// How many free blocks of each length there are, as they are now: the largest first, lengths without any left out.
    pub fn free_block_counts(&self) -> impl Iterator<Item = (NetmaskLength, usize)> {
        self.free.lengths().map(|length| (length, self.free.count(length)))
    }

    /// The free blocks, sorted. O(n log n).
    pub fn free_blocks(&self) -> Vec<Cidr> {
        let of_length = |length| {
            let starts = self.free.starts(length).into_iter();
            starts.map(move |start| self.free.block(length, start))
        };
        let mut blocks: Vec<Cidr> = self.free.lengths().flat_map(of_length).collect();
        sort(&mut blocks);
        blocks
    }

    /// What of the `wanted` blocks does not fit, however they are placed: lengths with numbers, each length once, in order, which
    /// is the largest first.
    ///
    /// Blocks nest or are disjoint, so placing the largest first fits as many of each length as can be, and what a larger one
    /// takes is a whole number of smaller ones: nothing has to be placed to count it.
    pub fn left_over(&self, wanted: &[(NetmaskLength, u64)]) -> Vec<(NetmaskLength, u64)> {
        let mut left_over = Vec::new();
        let mut placed: Vec<(NetmaskLength, u64)> = Vec::new();
        for (length, count) in wanted {
            let taken: AddressCount = placed
                .iter()
                .filter_map(|(larger, count)| {
                    let bits = length.get().checked_sub(larger.get())?;
                    AddressCount::power_of_two(bits)?.checked_mul(*count)
                })
                .sum();
            let room = self.capacity(*length).checked_sub(taken).unwrap_or_default();
            let fitting = room
                .to_u128()
                .map_or(*count, |room| u64::try_from(room).unwrap_or(u64::MAX).min(*count));
            placed.push((*length, fitting));
            if fitting < *count {
                left_over.push((*length, count - fitting));
            }
        }
        left_over
    }

    /// How many blocks of `length` still fit side by side. O(lengths).
    ///
    /// It does not depend on the strategy: whatever free block one is taken from, one less fits. 0 when the length does not
    /// fit the family.
    pub fn capacity(&self, length: NetmaskLength) -> AddressCount {
        if !length.fits(self.family()) {
            return AddressCount::ZERO;
        }
        let of_free_block = |free: NetmaskLength| {
            let each = AddressCount::power_of_two(length.get().checked_sub(free.get())?)?;
            each.checked_mul(self.free.count(free) as u64)
        };
        self.free.lengths().filter_map(of_free_block).sum()
    }

    /// Whether all of `block` is free. O(lengths × log n).
    pub fn is_free(&self, block: Cidr) -> bool {
        self.free_block_around(block).is_some()
    }

    /// The free block that holds all of `block`. O(lengths × log n).
    pub fn free_block_around(&self, block: Cidr) -> Option<Cidr> {
        if block.family() == self.family() {
            self.free.free_block_around(block)
        } else {
            None
        }
    }

    /// Where a block of `length` would go, without taking it. O(lengths).
    pub fn find(&self, length: NetmaskLength, strategy: Strategy) -> Option<Cidr> {
        let whole = self
            .free
            .choose(length, strategy)
            .filter(|_| length.fits(self.family()))?;
        Some(self.free.block(length, whole.first_bits()))
    }

    /// Where a block of `length` would go if it may touch none of the blocks `disallowed`: AWS's `DisallowedCidrs`.
    /// O(lengths × log n) for each of them.
    pub fn find_allowed(&self, length: NetmaskLength, strategy: Strategy, disallowed: &[Cidr]) -> Option<Cidr> {
        let mut preview = self.preview();
        disallowed.iter().for_each(|block| preview.occupy(*block));
        preview.take_next(length, strategy)
    }

    /// A view on which blocks can be taken without changing anything here: for the next N, or for a bulk request.
    pub fn preview(&self) -> Preview<'_> {
        Preview::new(&self.free)
    }

    /// The CIDR of the pool that holds all of `block`. O(log CIDRs).
    pub fn pool_cidr_around(&self, block: Cidr) -> Option<Cidr> {
        let index = self.pool.partition_point(|cidr| *cidr <= block);
        self.pool
            .get(index.checked_sub(1)?)
            .copied()
            .filter(|cidr| cidr.contains(block))
    }

    /// Takes the block that [`FreeSpace::find`] finds. O(lengths + log n).
    pub fn take_next(&mut self, length: NetmaskLength, strategy: Strategy) -> Option<Cidr> {
        if length.fits(self.family()) {
            self.free.take_next(length, strategy)
        } else {
            None
        }
    }

    /// Takes a block that is free. Refuses, and changes nothing, when part of it is not. O(lengths × log n).
    pub fn take(&mut self, block: Cidr) -> Result<(), FreeSpaceError> {
        let Some(whole) = self.free_block_around(block) else {
            return Err(match self.pool_cidr_around(block) {
                Some(_) => FreeSpaceError::NotFree { block },
                None => FreeSpaceError::OutsidePool { block },
            });
        };
        self.free.carve(whole, block);
        Ok(())
    }

    /// Gives back a block of which nothing is free. Refuses, and changes nothing, when part of it is already.
    /// O(lengths × log n).
    pub fn give_back(&mut self, block: Cidr) -> Result<(), FreeSpaceError> {
        let Some(limit) = self.pool_cidr_around(block) else {
            return Err(FreeSpaceError::OutsidePool { block });
        };
        match self
            .free
            .free_block_around(block)
            .or_else(|| self.free.free_block_inside(block))
        {
            Some(free) => Err(FreeSpaceError::AlreadyFree { block, free }),
            None => {
                give_back(&mut self.free, block, limit);
                Ok(())
            }
        }
    }

    /// Takes whatever part of `block` is free: for allocations that overlap others or reach outside the pool.
    /// O((lengths + free blocks inside) × log n).
    pub fn occupy(&mut self, block: Cidr) {
        if block.family() == self.family() {
            self.free.occupy(block);
        }
    }

    /// Undoes [`FreeSpace::occupy`]: gives back whatever part of `block` lies in the pool and in none of the blocks
    /// `still_occupied`, which must be all the allocations that overlap it.
    /// O((lengths + free blocks inside, before and after + still occupied) × log n).
    pub fn vacate(&mut self, block: Cidr, still_occupied: impl IntoIterator<Item = Cidr>) {
        self.vacate_all_but(block, &mut still_occupied.into_iter());
    }

    fn vacate_all_but(&mut self, block: Cidr, still_occupied: &mut dyn Iterator<Item = Cidr>) {
        if block.family() != self.family() {
            return;
        }
        self.free.occupy(block);
        let mut occupied = Ranges::default();
        let same_family = still_occupied.filter(|other| other.family() == block.family());
        same_family.for_each(|other| occupied.insert((other.first_bits(), other.last_bits())));
        // Either one CIDR of the pool holds the block, or the block holds several: blocks nest or are disjoint.
        let inside = match self.pool_cidr_around(block) {
            Some(limit) => vec![(block, limit)],
            None => self
                .pool
                .iter()
                .filter(|cidr| block.contains(**cidr))
                .map(|cidr| (*cidr, *cidr))
                .collect(),
        };
        for (part, limit) in inside {
            for gap in occupied.gaps_within((part.first_bits(), part.last_bits())) {
                Blocks::of_range(block.family(), gap).for_each(|free| give_back(&mut self.free, free, limit));
            }
        }
    }
}

/// Why a block can be neither taken nor given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreeSpaceError {
    /// The block is in no CIDR of the pool, or not in one alone.
    OutsidePool {
        /// The block that was asked for.
        block: Cidr,
    },
    /// Part of the block is taken.
    NotFree {
        /// The block that was asked for.
        block: Cidr,
    },
    /// Part of the block is free already.
    AlreadyFree {
        /// The block that was to be given back.
        block: Cidr,
        /// A free block that overlaps it.
        free: Cidr,
    },
}

impl fmt::Display for FreeSpaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutsidePool { block } => write!(f, "{block} is not inside a CIDR of the pool"),
            Self::NotFree { block } => write!(f, "{block} is not free, or not all of it"),
            Self::AlreadyFree { block, free } => write!(f, "{block} cannot be given back; {free} is free already"),
        }
    }
}

impl std::error::Error for FreeSpaceError {}

/// The first and the last address of a range, as bits.
type Range = (u128, u128);

/// The ranges of the blocks of IPv4, each in one number, sorted by their first address.
fn sorted_ipv4_ranges(blocks: &mut dyn Iterator<Item = Cidr>) -> Vec<u64> {
    let mut ranges: Vec<u64> = Vec::with_capacity(blocks.size_hint().0);
    for block in blocks {
        ranges.extend(block.ipv4_range());
    }
    sort_numbers(&mut ranges, u32::BITS);
    ranges
}

/// The ranges of the blocks of a family, sorted by their first address.
fn sorted_ranges(family: Family, blocks: &mut dyn Iterator<Item = Cidr>) -> Vec<Range> {
    let blocks = blocks.filter(|block| block.family() == family);
    let mut ranges: Vec<_> = blocks.map(|block| (block.first_bits(), block.last_bits())).collect();
    sort(&mut ranges);
    ranges
}

/// As [`for_each_gap`], of IPv4: in numbers that fit its addresses, which is several times faster in WebAssembly.
fn for_each_ipv4_gap(pool: &[Cidr], ranges: &[u64], found: &mut dyn FnMut(Range)) {
    let mut next = 0;
    // The first address behind all ranges so far.
    let mut uncovered = 0_u64;
    for cidr in pool {
        let Some((start, end)) = cidr.ipv4_bounds() else {
            continue;
        };
        let (start, end) = (u64::from(start), u64::from(end));
        while let Some(range) = ranges.get(next)
            && range >> u32::BITS <= end
        {
            next += 1;
            let (first, last) = (range >> u32::BITS, range & u64::from(u32::MAX));
            let free = uncovered.max(start);
            if free < first {
                found((free.into(), (first - 1).into()));
            }
            uncovered = uncovered.max(last + 1);
        }
        let free = uncovered.max(start);
        if free <= end {
            found((free.into(), end.into()));
        }
    }
}

/// Finds what the ranges, which are sorted by their first address and may overlap, leave of each CIDR of a pool, in order.
fn for_each_gap(pool: &[Cidr], ranges: &[Range], found: &mut dyn FnMut(Range)) {
    // Written out: every allocation of a plan passes here when it is opened.
    let mut next = 0;
    // The first address behind all ranges so far; `None` when they reach the end of the family.
    let mut uncovered = Some(0_u128);
    for cidr in pool {
        let (start, end) = (cidr.first_bits(), cidr.last_bits());
        while let Some((first, last)) = ranges.get(next).copied()
            && first <= end
        {
            next += 1;
            let Some(free) = uncovered else { return };
            let free = if free < start { start } else { free };
            if free < first {
                found((free, first - 1));
            }
            if free <= last {
                uncovered = last.checked_add(1);
            }
        }
        let Some(free) = uncovered else { return };
        let free = if free < start { start } else { free };
        if free <= end {
            found((free, end));
        }
    }
}
