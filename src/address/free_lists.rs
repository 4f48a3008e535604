//! Free blocks in one ordered list per netmask length.

use crate::ordered::OrderedSet;

use super::length_set::LengthSet;
use super::placement::FreeBlocks;
use super::{Cidr, Family, NetmaskLength};

/// Free blocks in one ordered list per netmask length.
#[derive(Clone, Debug)]
pub(super) struct FreeLists {
    family: Family,
    /// The length of the first list. The lists reach to the longest length that was ever used.
    shortest: NetmaskLength,
    /// The starts of the free blocks of each length.
    starts: Vec<OrderedSet<u128>>,
    /// The first start of each list, or all ones when it is empty. Kept beside the lists and close together: looking them up
    /// in the trees would take most of the time of a placement.
    lowest: Vec<u128>,
    /// The lengths whose list is not empty.
    lengths: LengthSet,
}

impl FreeLists {
    /// No free block; the lists begin with the length `shortest`.
    pub(super) fn new(family: Family, shortest: NetmaskLength) -> Self {
        Self {
            family,
            shortest,
            starts: Vec::new(),
            lowest: Vec::new(),
            lengths: LengthSet::default(),
        }
    }

    /// Adds a block that lies behind all others of its length, which is not shorter than the first one. O(1).
    pub(super) fn append(&mut self, length: NetmaskLength, start: u128) {
        let index = self.index(length);
        self.reach(index);
        if let (Some(list), Some(lowest)) = (self.starts.get_mut(index), self.lowest.get_mut(index)) {
            if list.is_empty() {
                *lowest = start;
                self.lengths.insert(length);
            }
            list.append(start);
        }
    }

    /// Makes lists up to `index`.
    fn reach(&mut self, index: usize) {
        if index >= self.starts.len() {
            self.starts.resize_with(index + 1, OrderedSet::new);
            self.lowest.resize(index + 1, u128::MAX);
        }
    }

    /// How many free blocks of a length there are. O(1).
    pub(super) fn count(&self, length: NetmaskLength) -> usize {
        self.list(length).map_or(0, OrderedSet::len)
    }

    /// The starts of the free blocks of a length, sorted.
    pub(super) fn starts(&self, length: NetmaskLength) -> impl Iterator<Item = u128> {
        self.list(length).into_iter().flatten().copied()
    }

    /// The start of the lowest free block of a length above `start`.
    pub(super) fn next_above(&self, length: NetmaskLength, start: u128) -> Option<u128> {
        self.lowest_within(length, (start.checked_add(1)?, u128::MAX))
    }

    /// Removes a block, if it is one of the free ones, and says whether it was. O(log n).
    pub(super) fn withdraw(&mut self, length: NetmaskLength, start: u128) -> bool {
        let index = self.index(length);
        let (Some(list), Some(lowest)) = (self.starts.get_mut(index), self.lowest.get_mut(index)) else {
            return false;
        };
        let was_free = length >= self.shortest && list.remove(&start);
        if was_free && *lowest == start {
            *lowest = list.first().copied().unwrap_or(u128::MAX);
            if list.is_empty() {
                self.lengths.remove(length);
            }
        }
        was_free
    }

    fn index(&self, length: NetmaskLength) -> usize {
        usize::from(length.get().saturating_sub(self.shortest.get()))
    }

    fn list(&self, length: NetmaskLength) -> Option<&OrderedSet<u128>> {
        self.starts.get(self.index(length)).filter(|_| length >= self.shortest)
    }
}

/// The same free blocks, whatever lists were used before.
impl PartialEq for FreeLists {
    fn eq(&self, other: &Self) -> bool {
        let same_starts = |length| self.starts(length).eq(other.starts(length));
        self.family == other.family && self.lengths == other.lengths && self.lengths.into_iter().all(same_starts)
    }
}

impl Eq for FreeLists {}

impl FreeBlocks for FreeLists {
    fn family(&self) -> Family {
        self.family
    }

    fn lengths(&self) -> LengthSet {
        self.lengths
    }

    fn lowest(&self, length: NetmaskLength) -> Option<u128> {
        let lowest = *self
            .lowest
            .get(self.index(length))
            .filter(|_| length >= self.shortest)?;
        // All ones is also where the last address of IPv6 starts.
        (lowest != u128::MAX || self.count(length) > 0).then_some(lowest)
    }

    fn lowest_up_to(&self, length: NetmaskLength) -> Option<Cidr> {
        // Without looking which lists are empty: all ones are never the lowest, but for the very last address of IPv6.
        let lists = self.lowest.iter().zip(self.shortest.get()..=length.get());
        let (_, found) = lists.fold((u128::MAX, length.get()), |lowest, (start, length)| {
            if *start < lowest.0 { (*start, length) } else { lowest }
        });
        let length = NetmaskLength::clamped(found);
        self.lowest(length).map(|start| self.block(length, start))
    }

    fn lowest_within(&self, length: NetmaskLength, (first, last): (u128, u128)) -> Option<u128> {
        self.list(length)?
            .range_from(&first)
            .next()
            .copied()
            .filter(|start| *start <= last)
    }

    fn has(&self, length: NetmaskLength, start: u128) -> bool {
        self.list(length).is_some_and(|list| list.contains(&start))
    }

    fn insert(&mut self, length: NetmaskLength, start: u128) {
        let index = self.index(length);
        self.reach(index);
        if let (Some(list), Some(lowest)) = (self.starts.get_mut(index), self.lowest.get_mut(index)) {
            list.insert(start);
            *lowest = start.min(*lowest);
            self.lengths.insert(length);
        }
    }

    fn remove(&mut self, length: NetmaskLength, start: u128) {
        self.withdraw(length, start);
    }
}
