//! Placing many blocks as one step, which fits whole or says what does not.

use std::fmt;

use super::cidr::host_mask;
use super::{AddressCount, Blocks, Cidr, FreeSpace, NetmaskLength, Preview, Strategy};
use crate::ordered::sort_by_key;

/// In which order the blocks of a bulk request are placed. Results always come in the order of the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BulkOrder {
    /// The largest first, equal ones as listed. Without padding and alignment nothing packs better: if there is any way to
    /// fit the blocks in, this finds one, with every strategy. (A block of some length takes the room of exactly one of its
    /// length, wherever it goes; only a smaller block placed before can take the room of a larger one.)
    #[default]
    LargestFirst,
    /// As listed, so that addresses follow the list where they can.
    AsListed,
}

/// How many blocks are placed as one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkPlacement {
    /// Where each block goes.
    pub strategy: Strategy,
    /// Which block goes first.
    pub order: BulkOrder,
    /// As many addresses as a block of this length holds stay free behind each block, as far as the CIDR of the pool
    /// reaches: room to grow. Nothing in the free space marks them afterwards. A length that the family has not is none.
    pub padding: Option<NetmaskLength>,
    /// Each block starts where a block of this length starts. It changes nothing for blocks of this size or larger.
    pub alignment: Option<NetmaskLength>,
    /// Blocks that are not touched: AWS's `DisallowedCidrs`.
    pub disallowed: Vec<Cidr>,
}

impl FreeSpace {
    /// Where blocks of these lengths would go, in the order of `requests`, or which of them do not fit. Changes nothing.
    ///
    /// O(m × (lengths + log n)) for m requests; with padding or alignment O((n + m) × log n) for each length among them,
    /// because no free block is tried twice for one length.
    pub fn place_all(&self, requests: &[NetmaskLength], how: &BulkPlacement) -> Result<Vec<Cidr>, BulkError> {
        let placed = attempt(self, requests, how);
        if placed.iter().all(Option::is_some) {
            return Ok(placed.into_iter().flatten().collect());
        }
        let unplaced = requests
            .iter()
            .zip(&placed)
            .enumerate()
            .filter(|(_, (_, placed))| placed.is_none());
        let unplaced: Vec<Unplaced> = unplaced
            .map(|(request, (length, _))| Unplaced {
                request,
                length: *length,
                why: self.why(*length),
            })
            .collect();
        Err(BulkError {
            remedy: remedy(self, requests, how, &unplaced),
            requests: requests.len(),
            unplaced,
            largest_free_block: self.largest_free_block(),
            free: self.free_size(),
        })
    }

    fn why(&self, length: NetmaskLength) -> WhyUnplaced {
        if !length.fits(self.family()) {
            WhyUnplaced::NotInFamily
        } else if self.pool().iter().all(|cidr| length < cidr.netmask_length()) {
            WhyUnplaced::LargerThanPool
        } else {
            WhyUnplaced::NoRoom
        }
    }
}

/// Where each request goes, if anywhere.
fn attempt(space: &FreeSpace, requests: &[NetmaskLength], how: &BulkPlacement) -> Vec<Option<Cidr>> {
    let mut order: Vec<(usize, NetmaskLength)> = requests.iter().copied().enumerate().collect();
    if how.order == BulkOrder::LargestFirst {
        sort_by_key(&mut order, |(_, length)| *length);
    }
    let mut free = space.preview();
    how.disallowed.iter().for_each(|block| free.occupy(*block));
    let mut spaced = Spaced {
        space,
        how,
        candidates: Vec::new(),
        free,
    };
    let mut placed = vec![None; requests.len()];
    for (request, length) in order {
        if let Some(place) = placed.get_mut(request) {
            *place = spaced.place(length);
        }
    }
    placed
}

/// Placing with padding and alignment.
struct Spaced<'a> {
    space: &'a FreeSpace,
    how: &'a BulkPlacement,
    /// What is free.
    free: Preview<'a>,
    /// What is free without the free blocks that were found unfit for a length. Space only gets less, so they stay unfit.
    candidates: Vec<(NetmaskLength, Preview<'a>)>,
}

impl Spaced<'_> {
    fn place(&mut self, length: NetmaskLength) -> Option<Cidr> {
        if self.how.padding.is_none() && self.how.alignment.is_none() {
            return self.free.take_next(length, self.how.strategy);
        }
        // A free block is fit or unfit as a whole: when the block at its start is not aligned, none in it is, and when the
        // padding behind that meets something that is not free, so does the padding behind every other.
        loop {
            let known = self.candidates.iter().position(|(of, _)| *of == length);
            if known.is_none() {
                self.candidates.push((length, self.free.clone()));
            }
            let at = known.unwrap_or(self.candidates.len() - 1);
            let (_, candidates) = self.candidates.get_mut(at)?;
            let whole = candidates.choose(length, self.how.strategy)?;
            let block = Cidr::truncated(whole.family(), whole.first_bits(), length);
            let padding = padding(self.space, block, self.how.padding);
            if is_aligned(block, self.how.alignment) && padding.iter().all(|part| self.free.is_free(*part)) {
                for taken in padding.into_iter().chain([block]) {
                    self.free.occupy(taken);
                    for (_, candidates) in &mut self.candidates {
                        candidates.occupy(taken);
                    }
                }
                return Some(block);
            }
            candidates.occupy(whole);
        }
    }
}

fn is_aligned(block: Cidr, alignment: Option<NetmaskLength>) -> bool {
    alignment
        .and_then(|length| block.supernet(length))
        .is_none_or(|aligned| aligned.first_bits() == block.first_bits())
}

/// What stays free behind a block: the padding, as far as the CIDR of the pool reaches.
fn padding(space: &FreeSpace, block: Cidr, length: Option<NetmaskLength>) -> Vec<Cidr> {
    let Some(length) = length.filter(|length| length.fits(block.family())) else {
        return Vec::new();
    };
    let end = space.pool_cidr_around(block).unwrap_or(block).last_bits();
    let first = block.last_bits().saturating_add(1);
    let last = first.saturating_add(host_mask(block.family(), length)).min(end);
    // At the end of the CIDR, which may be that of the family, nothing is left.
    if block.last_bits() < last {
        Blocks::of_range(block.family(), (first, last)).collect()
    } else {
        Vec::new()
    }
}

/// What would make room for what did not fit.
fn remedy(space: &FreeSpace, requests: &[NetmaskLength], how: &BulkPlacement, unplaced: &[Unplaced]) -> Option<Remedy> {
    if unplaced.iter().any(|unplaced| unplaced.why == WhyUnplaced::NotInFamily) {
        return None;
    }
    let largest_first = BulkPlacement {
        order: BulkOrder::LargestFirst,
        ..how.clone()
    };
    if how.order == BulkOrder::AsListed && attempt(space, requests, &largest_first).iter().all(Option::is_some) {
        return Some(Remedy::LargestFirst);
    }
    // One more CIDR of the pool in which each gets a slot of its own: slots are powers of two, so they pack without loss.
    let size = |length| AddressCount::of_block(space.family(), length);
    let [padding, alignment] = [how.padding, how.alignment].map(|length| length.and_then(size).unwrap_or_default());
    let slot = |unplaced: &Unplaced| Some(round_up((size(unplaced.length)? + padding).max(alignment)));
    let slots: Option<Vec<AddressCount>> = unplaced.iter().map(slot).collect();
    let total = round_up(slots?.into_iter().sum());
    let length = space.family().bits().checked_sub(total.exponent()?)?;
    NetmaskLength::new(length).map(Remedy::Provision)
}

/// The next power of two.
fn round_up(count: AddressCount) -> AddressCount {
    (0..=191)
        .filter_map(AddressCount::power_of_two)
        .find(|power| *power >= count)
        .unwrap_or(AddressCount::MAX)
}

/// Why a bulk request does not fit as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkError {
    /// How many blocks were asked for.
    pub requests: usize,
    /// The blocks that found no place after those before them in the [`BulkOrder`], in the order of the request.
    pub unplaced: Vec<Unplaced>,
    /// The largest free block before anything was placed.
    pub largest_free_block: Option<Cidr>,
    /// The free addresses before anything was placed.
    pub free: AddressCount,
    /// What would make room, if anything can.
    pub remedy: Option<Remedy>,
}

/// A block of a bulk request that did not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Its index in the request.
    pub request: usize,
    /// Its length.
    pub length: NetmaskLength,
    /// Why it did not fit.
    pub why: WhyUnplaced,
}

/// Why a block did not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyUnplaced {
    /// No block of the family has this length.
    NotInFamily,
    /// It is larger than every CIDR of the pool.
    LargerThanPool,
    /// No free block was large enough when its turn came.
    NoRoom,
}

/// What would make room for a bulk request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Placing the largest blocks first.
    LargestFirst,
    /// One more CIDR of this length in the pool takes all that did not fit, the largest placed first.
    Provision(NetmaskLength),
}

impl fmt::Display for BulkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.unplaced[..] {
            [one] => write!(f, "a {} does not fit", one.length)?,
            several => write!(f, "{} of {} blocks do not fit", several.len(), self.requests)?,
        }
        match self.largest_free_block {
            Some(largest) => write!(
                f,
                "; the largest free block is {largest}, and {} addresses are free",
                self.free
            )?,
            None => f.write_str("; nothing is free")?,
        }
        match self.remedy {
            Some(Remedy::LargestFirst) => f.write_str("; they fit when the largest are placed first"),
            Some(Remedy::Provision(length)) => write!(f, "; another {length} would make room"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for BulkError {}
