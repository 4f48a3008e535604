//! Free blocks in one ordered list per netmask length.

use crate::ordered::{OrderedSet, sort};

use super::cidr::host_mask;
use super::length_set::LengthSet;
use super::placement::FreeBlocks;
use super::remainders::Remainders;
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
    /// The lengths of which there is a free block.
    lengths: LengthSet,
    /// What was left of large blocks by taking from their start, as long as nobody asked for it.
    remainders: Remainders,
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
            remainders: Remainders::new(family, shortest),
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
        self.list(length).map_or(0, OrderedSet::len) + self.remainders.count(length)
    }

    /// The starts of the free blocks of a length, sorted. O(n).
    pub(super) fn starts(&self, length: NetmaskLength) -> Vec<u128> {
        let mut starts: Vec<u128> = self.list(length).into_iter().flatten().copied().collect();
        if self.remainders.count(length) > 0 {
            self.remainders.each(&mut |of, start| {
                if of == length {
                    starts.push(start);
                }
            });
            sort(&mut starts);
        }
        starts
    }

    /// The start of the lowest free block of a length above `start`.
    pub(super) fn next_above(&self, length: NetmaskLength, start: u128) -> Option<u128> {
        self.lowest_within(length, (start.checked_add(1)?, u128::MAX))
    }

    /// Removes a block, if it is one of the free ones, and says whether it was. O(log n).
    pub(super) fn withdraw(&mut self, length: NetmaskLength, start: u128) -> bool {
        self.list_remainders();
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

    /// Takes the lowest of the largest free blocks, which must not be smaller than `length`.
    fn pop_largest(&mut self, length: NetmaskLength) -> Option<(NetmaskLength, u128)> {
        let largest = self.lengths.shortest().filter(|largest| *largest <= length)?;
        let index = self.index(largest);
        let list = self.starts.get_mut(index)?;
        let start = *self.lowest.get(index)?;
        // There is nothing larger: of a remainder that has a block of this length it is the largest.
        if list.first() == Some(&start) {
            list.pop_first();
        } else {
            let rest = self.remainders.pop_first(largest)?;
            self.remainders.add_rest(rest);
        }
        let next = match (list.first().copied(), self.remainders.first(largest)) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        if next.is_none() {
            self.lengths.remove(largest);
        }
        if let Some(lowest) = self.lowest.get_mut(index) {
            *lowest = next.unwrap_or(u128::MAX);
        }
        Some((largest, start))
    }

    /// Makes free what taking a block of `length` from the start of a block leaves of that, which is larger.
    pub(super) fn leave(&mut self, whole: NetmaskLength, start: u128, length: NetmaskLength) {
        self.reach(self.index(length));
        self.remainders.add(whole, start, length);
        // The smallest lies first, right behind what was taken; each that follows is twice as large. Written out, as this and
        // two entries are all that a take from the largest block costs.
        let (mut left, mut behind) = (length, host_mask(self.family, length));
        while left > whole {
            let index = self.index(left);
            if let Some(lowest) = self.lowest.get_mut(index) {
                // All ones: there was none, or one more at the very last address of IPv6.
                if *lowest == u128::MAX {
                    self.lengths.insert(left);
                }
                let next = start + behind + 1;
                if next < *lowest {
                    *lowest = next;
                }
            }
            behind = behind << 1 | 1;
            left = NetmaskLength::clamped(left.get() - 1);
        }
    }

    /// Lists every block of every remainder by itself. O(1) for each block that was left since the last time, and log n.
    #[inline(always)]
    fn list_remainders(&mut self) {
        if !self.remainders.is_empty() {
            self.list_all_remainders();
        }
    }

    #[inline(never)]
    fn list_all_remainders(&mut self) {
        let remainders = std::mem::replace(&mut self.remainders, Remainders::new(self.family, self.shortest));
        remainders.each(&mut |length, start| {
            let index = self.index(length);
            if let Some(list) = self.starts.get_mut(index) {
                list.insert(start);
            }
        });
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
        let same_starts = |length| self.starts(length) == other.starts(length);
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
        // Written out: it is what a placement spends most of its time with.
        let lists = usize::from((length.get() + 1).saturating_sub(self.shortest.get()));
        let lists = self.lowest.get(..lists).unwrap_or(&self.lowest);
        let (mut lowest, mut of_list) = (u128::MAX, lists.len());
        for (index, start) in lists.iter().enumerate() {
            if *start < lowest {
                (lowest, of_list) = (*start, index);
            }
        }
        let found = match of_list < lists.len() {
            true => NetmaskLength::clamped(self.shortest.get() + of_list as u8),
            false => length,
        };
        self.lowest(found).map(|start| self.block(found, start))
    }

    fn lowest_within(&self, length: NetmaskLength, (first, last): (u128, u128)) -> Option<u128> {
        let listed = self
            .list(length)
            .and_then(|list| list.range_from(&first).next().copied());
        let listed = listed.filter(|start| *start <= last);
        match (listed, self.remainders.lowest_within(length, (first, last))) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    fn has(&self, length: NetmaskLength, start: u128) -> bool {
        self.list(length).is_some_and(|list| list.contains(&start)) || self.remainders.has(length, start)
    }

    fn insert(&mut self, length: NetmaskLength, start: u128) {
        self.list_remainders();
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

    fn take_from_largest(&mut self, length: NetmaskLength) -> Option<Cidr> {
        let (whole, start) = self.pop_largest(length)?;
        if whole < length {
            self.leave(whole, start, length);
        }
        Some(self.block(length, start))
    }
}
