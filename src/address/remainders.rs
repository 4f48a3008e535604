//! What is left of blocks from whose start something was taken.

use super::cidr::host_mask;
use super::length_set::LengthSet;
use super::{Family, NetmaskLength};
use crate::ordered::OrderedSet;

/// What taking from the start of large free blocks leaves of them, each as one entry.
///
/// A small block from the start of a large one leaves the other half at each step down: up to a hundred blocks. Who always takes
/// from the largest next breaks the first of these, the largest, and never looks at the others before it is their turn. So they
/// are one entry, listed at the largest of them, and a take costs two entries whatever the lengths.
#[derive(Clone, Debug)]
pub(super) struct Remainders {
    family: Family,
    /// The length of the first list.
    shortest: NetmaskLength,
    /// By the length of their largest block. An entry is its start, and behind the netmask one bit at the netmask of the
    /// smallest block, or none when it is the only one: what orders the starts also orders the entries.
    lists: Vec<OrderedSet<u128>>,
    /// The lengths whose list is not empty.
    lengths: LengthSet,
    /// How many blocks of each length there are in all entries.
    counts: Vec<usize>,
    entries: usize,
}

/// The blocks of one entry: they lie side by side from the end of what was taken to the end of what it was taken from, the
/// smallest first, one of each length.
#[derive(Clone, Copy)]
pub(super) struct Remainder {
    /// Where the block was taken.
    taken: u128,
    largest: NetmaskLength,
    smallest: NetmaskLength,
}

impl Remainders {
    /// None; no block is larger than one of the length `shortest`.
    pub(super) fn new(family: Family, shortest: NetmaskLength) -> Self {
        Self {
            family,
            shortest,
            lists: Vec::new(),
            lengths: LengthSet::default(),
            counts: Vec::new(),
            entries: 0,
        }
    }

    /// Whether there are none. O(1).
    #[inline(always)]
    pub(super) fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// How many blocks of a length there are. O(1).
    pub(super) fn count(&self, length: NetmaskLength) -> usize {
        let count = self.counts.get(self.index(length)).filter(|_| length >= self.shortest);
        count.copied().unwrap_or(0)
    }

    /// Adds what taking a block of the length `taken` at `start` leaves of the block of the length `whole` that starts there
    /// and is larger. O(difference of the lengths), and O(log n) unless it lies behind all others.
    pub(super) fn add(&mut self, whole: NetmaskLength, start: u128, taken: NetmaskLength) {
        let last = self.index(taken);
        if last >= self.counts.len() {
            self.lists.resize_with(last + 1, OrderedSet::new);
            self.counts.resize(last + 1, 0);
        }
        let mut index = self.index(whole) + 1;
        while index <= last {
            if let Some(count) = self.counts.get_mut(index) {
                *count += 1;
            }
            index += 1;
        }
        self.list(Remainder {
            taken: start,
            largest: NetmaskLength::clamped(whole.get() + 1),
            smallest: taken,
        });
    }

    /// The start of the lowest entry whose largest block is of a length.
    pub(super) fn first(&self, largest: NetmaskLength) -> Option<u128> {
        let entry = self.lists.get(self.index(largest))?.first()?;
        Some(entry & !host_mask(self.family, largest))
    }

    /// Takes the largest block out of the entry that [`Remainders::first`] finds, and the entry with it.
    pub(super) fn pop_first(&mut self, largest: NetmaskLength) -> Option<Remainder> {
        let index = self.index(largest);
        let list = self.lists.get_mut(index)?;
        let entry = list.pop_first()?;
        self.entries -= 1;
        if list.is_empty() {
            self.lengths.remove(largest);
        }
        if let Some(count) = self.counts.get_mut(index) {
            *count -= 1;
        }
        Some(self.read(largest, entry))
    }

    /// Adds an entry without its largest block, which [`Remainders::pop_first`] took out.
    pub(super) fn add_rest(&mut self, remainder: Remainder) {
        if remainder.largest < remainder.smallest {
            self.list(Remainder {
                largest: NetmaskLength::clamped(remainder.largest.get() + 1),
                ..remainder
            });
        }
    }

    /// Whether this very block is one of them. O(lengths × log n).
    pub(super) fn has(&self, length: NetmaskLength, start: u128) -> bool {
        self.count(length) > 0 && self.lowest_within(length, (start, start)).is_some()
    }

    /// The start of the lowest block of a length that starts within a range, both ends included. O(lengths × log n), and what
    /// has no block of the length.
    pub(super) fn lowest_within(&self, length: NetmaskLength, (first, last): (u128, u128)) -> Option<u128> {
        if self.count(length) == 0 {
            return None;
        }
        let mut lowest = None;
        for largest in self.lengths.intersection(LengthSet::up_to(length)) {
            // An entry is listed at the start of its largest block; its block of the length lies before that.
            let ahead = self.size(largest) - self.size(length);
            let from = first.checked_add(ahead);
            let list = from.and_then(|from| Some((from, self.lists.get(self.index(largest))?)));
            let Some((from, list)) = list else { continue };
            for entry in list.range_from(&(from & !host_mask(self.family, largest))) {
                let remainder = self.read(largest, *entry);
                let start = remainder.taken + self.size(length);
                if start > last || lowest.is_some_and(|lowest| lowest < start) {
                    break;
                }
                if remainder.smallest >= length && start >= first {
                    lowest = Some(start);
                    break;
                }
            }
        }
        lowest
    }

    /// Shows every block with its length and its start, those of one length in order unless lists of several lengths have some.
    pub(super) fn each(&self, show: &mut dyn FnMut(NetmaskLength, u128)) {
        for largest in self.lengths {
            for entry in self.lists.get(self.index(largest)).into_iter().flatten() {
                let remainder = self.read(largest, *entry);
                for length in largest.get()..=remainder.smallest.get() {
                    let length = NetmaskLength::clamped(length);
                    show(length, remainder.taken + self.size(length));
                }
            }
        }
    }

    fn list(&mut self, remainder: Remainder) {
        let Remainder {
            taken,
            largest,
            smallest,
        } = remainder;
        let mut entry = taken + self.size(largest);
        if largest < smallest {
            entry += self.size(smallest);
        }
        let index = self.index(largest);
        if let Some(list) = self.lists.get_mut(index) {
            list.insert(entry);
            self.entries += 1;
            self.lengths.insert(largest);
        }
    }

    fn read(&self, largest: NetmaskLength, entry: u128) -> Remainder {
        let behind = entry & host_mask(self.family, largest);
        let smallest = match behind {
            0 => largest,
            bit => NetmaskLength::clamped(self.family.bits() - bit.trailing_zeros() as u8),
        };
        Remainder {
            taken: entry - behind - self.size(largest),
            largest,
            smallest,
        }
    }

    /// The size of a block of a length: only a half of something is ever left.
    #[inline(always)]
    fn size(&self, length: NetmaskLength) -> u128 {
        host_mask(self.family, length) + 1
    }

    fn index(&self, length: NetmaskLength) -> usize {
        usize::from(length.get().saturating_sub(self.shortest.get()))
    }
}
