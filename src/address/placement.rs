//! Which of the free blocks a new block is taken from.

use super::cidr::host_mask;
use super::free_lists::FreeLists;
use super::length_set::LengthSet;
use super::{Cidr, Family, NetmaskLength};

/// Where a new block goes when several free blocks could hold it.
///
/// All are deterministic, and with each the new block is at the start of the free block that is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// The lowest address at which it fits.
    ///
    /// The pool fills from its start, so people can guess where things are and the end stays whole. It is what AWS was seen
    /// to do when it chooses a CIDR; AWS does not document it.
    #[default]
    LowestAddress,
    /// The smallest free block that holds it, the lowest among equals.
    ///
    /// Holes are filled before a large block is broken, so that large blocks can still be given later. As long as nothing is
    /// given back, no strategy leaves room for more blocks, of whatever length. (When all requests are known in advance,
    /// their order matters instead: see [`BulkOrder::LargestFirst`](super::BulkOrder).)
    BestFit,
    /// The largest free block, the lowest among equals.
    ///
    /// Every block gets room behind it into which it can grow (or be joined with its sibling) until the pool is nearly
    /// full. The price is that large free blocks are gone first.
    Spread,
}

/// Free blocks by length, as a structure of its own or as a view on another one.
///
/// No two of them overlap, and siblings within the pool are always joined, so whatever is free within one CIDR of the
/// pool is inside one free block. Where nothing else is said, operations are O(log n), n being the number of free blocks.
pub(super) trait FreeBlocks {
    /// The family of all the blocks.
    fn family(&self) -> Family;

    /// The lengths of which there are free blocks. O(1).
    fn lengths(&self) -> LengthSet;

    /// The start of the lowest free block of a length. O(1).
    fn lowest(&self, length: NetmaskLength) -> Option<u128>;

    /// The start of the lowest free block of a length that starts within a range, both ends included.
    fn lowest_within(&self, length: NetmaskLength, range: (u128, u128)) -> Option<u128>;

    /// Whether this very block is one of the free ones.
    fn has(&self, length: NetmaskLength, start: u128) -> bool;

    /// Makes a block, which overlaps no free one, one of the free ones.
    fn insert(&mut self, length: NetmaskLength, start: u128);

    /// Makes a block, which is one of the free ones, no longer one of them.
    fn remove(&mut self, length: NetmaskLength, start: u128);

    /// Takes a block of `length` from the start of the largest free block, the lowest among equals.
    fn take_from_largest(&mut self, length: NetmaskLength) -> Option<Cidr>;

    /// The free block at whose start a block of `length` goes. O(lengths).
    fn choose(&self, length: NetmaskLength, strategy: Strategy) -> Option<Cidr> {
        let fitting = self.lengths().intersection(LengthSet::up_to(length));
        let block = |length| Some(self.block(length, self.lowest(length)?));
        match strategy {
            Strategy::LowestAddress => self.lowest_up_to(length),
            Strategy::BestFit => fitting.longest().and_then(block),
            Strategy::Spread => fitting.shortest().and_then(block),
        }
    }

    /// The free block with the lowest start among those of `length` and larger. O(lengths).
    fn lowest_up_to(&self, length: NetmaskLength) -> Option<Cidr> {
        let lengths = self.lengths().intersection(LengthSet::up_to(length));
        let starts = lengths.filter_map(|length| Some((self.lowest(length)?, length)));
        starts
            .min_by_key(|(start, _)| *start)
            .map(|(start, length)| self.block(length, start))
    }

    /// The free block that holds all of `block`. O(lengths × log n).
    fn free_block_around(&self, block: Cidr) -> Option<Cidr> {
        let lengths = self.lengths().intersection(LengthSet::up_to(block.netmask_length()));
        let around = lengths.filter_map(|length| block.supernet(length));
        around
            .into_iter()
            .find(|around| self.has(around.netmask_length(), around.first_bits()))
    }

    /// A free block inside `block`, which is not free as a whole. O(lengths × log n).
    fn free_block_inside(&self, block: Cidr) -> Option<Cidr> {
        let mut lengths = self.lengths().difference(LengthSet::up_to(block.netmask_length()));
        let range = (block.first_bits(), block.last_bits());
        lengths.find_map(|length| Some(self.block(length, self.lowest_within(length, range)?)))
    }

    /// Takes `part` out of the free block `whole` that holds it; the rest stays free. O((1 + difference of the lengths) ×
    /// log n).
    fn carve(&mut self, whole: Cidr, part: Cidr) {
        self.remove(whole.netmask_length(), whole.first_bits());
        // What stays free is the other half at each step from the whole down to the part.
        let mut length = part.netmask_length();
        while length > whole.netmask_length() {
            let Some(parent) = NetmaskLength::new(length.get() - 1) else {
                break;
            };
            let half = host_mask(self.family(), parent) & !host_mask(self.family(), length);
            let start = part.first_bits() & !host_mask(self.family(), length);
            self.insert(length, start ^ half);
            length = parent;
        }
    }

    /// Takes whatever part of `block` is free. O((lengths + free blocks inside) × log n).
    fn occupy(&mut self, block: Cidr) {
        if let Some(whole) = self.free_block_around(block) {
            return self.carve(whole, block);
        }
        for length in self.lengths().difference(LengthSet::up_to(block.netmask_length())) {
            // From where the last one was found, not from the start: a view would pass what it hides again and again.
            let mut from = Some(block.first_bits());
            while let Some(first) = from
                && let Some(start) = self.lowest_within(length, (first, block.last_bits()))
            {
                self.remove(length, start);
                from = start.checked_add(1).filter(|next| *next <= block.last_bits());
            }
        }
    }

    /// Takes a block of `length` from where the strategy says.
    fn take_next(&mut self, length: NetmaskLength, strategy: Strategy) -> Option<Cidr> {
        // Of all strategies it breaks the largest blocks, into the most parts, at every turn.
        if strategy == Strategy::Spread {
            return self.take_from_largest(length);
        }
        let whole = self.choose(length, strategy)?;
        let block = self.block(length, whole.first_bits());
        self.carve(whole, block);
        Some(block)
    }

    /// The block of the family with this length and start.
    fn block(&self, length: NetmaskLength, start: u128) -> Cidr {
        Cidr::truncated(self.family(), start, length)
    }
}

/// Frees a block and joins it with its sibling, the result with its own, and so on, but never beyond `limit`.
pub(super) fn give_back(free: &mut FreeLists, mut block: Cidr, limit: Cidr) {
    while block != limit
        && let (Some(sibling), Some(parent)) = (block.sibling(), block.parent())
        && free.withdraw(sibling.netmask_length(), sibling.first_bits())
    {
        block = parent;
    }
    free.insert(block.netmask_length(), block.first_bits());
}
