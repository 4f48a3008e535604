//! Sorted disjoint ranges of bits: what a block set holds for each family.

use crate::ordered::OrderedMap;

use super::AddressCount;

/// Ranges of bits by their first, each with its last. They are disjoint and never adjacent, so equal sets are equal maps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ranges {
    lasts: OrderedMap<u128, u128>,
    size: AddressCount,
}

impl Ranges {
    /// The ranges by address.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u128, u128)> {
        self.lasts.iter().map(|(first, last)| (*first, *last))
    }

    /// How many ranges there are.
    pub(super) fn len(&self) -> usize {
        self.lasts.len()
    }

    /// How many addresses the ranges hold: kept, so O(1).
    pub(super) fn size(&self) -> AddressCount {
        self.size
    }

    /// The range that holds `bits`, or the last one before. O(log n).
    fn at_or_before(&self, bits: u128) -> Option<(u128, u128)> {
        self.lasts.at_or_before(&bits).map(|(first, last)| (*first, *last))
    }

    /// Adds a range and merges what then overlaps or touches. O((1 + merged) log n).
    pub(super) fn insert(&mut self, (mut first, mut last): (u128, u128)) {
        if let Some((before, end)) = self.at_or_before(first) {
            if end >= last {
                return;
            }
            if end.checked_add(1).is_none_or(|next| next >= first) {
                first = before;
            }
        }
        // Ranges do not touch one another, so only those that start in the new one, or right behind it, are merged.
        for range in self.take((first, last.saturating_add(1))) {
            last = last.max(range.1);
        }
        self.add((first, last));
    }

    /// Takes a range out and cuts what overlaps it. O((1 + removed) log n).
    pub(super) fn remove(&mut self, (first, last): (u128, u128)) {
        let start = match self.at_or_before(first) {
            Some((before, end)) if end >= first => before,
            _ => first,
        };
        for range in self.take((start, last)) {
            if range.0 < first {
                self.add((range.0, first - 1));
            }
            if range.1 > last {
                self.add((last + 1, range.1));
            }
        }
    }

    /// Whether every address of the range is held. O(log n).
    pub(super) fn contains(&self, (first, last): (u128, u128)) -> bool {
        self.at_or_before(first).is_some_and(|(_, end)| end >= last)
    }

    /// Whether some address of the range is held. O(log n).
    pub(super) fn intersects(&self, (first, last): (u128, u128)) -> bool {
        self.at_or_before(last).is_some_and(|(_, end)| end >= first)
    }

    /// What is held of a range, by address. O(log n) to the first, then O(1) each.
    pub(super) fn within(&self, (first, last): (u128, u128)) -> impl Iterator<Item = (u128, u128)> {
        let start = self.at_or_before(first).map_or(first, |(before, _)| before);
        self.lasts
            .range_from(&start)
            .take_while(move |(start, _)| **start <= last)
            .map(move |(start, end)| (*start.max(&first), *end.min(&last)))
            .filter(|(start, end)| start <= end)
    }

    /// What is not held of a range, by address. O(log n) to the first, then O(1) each.
    pub(super) fn gaps_within(&self, (first, last): (u128, u128)) -> impl Iterator<Item = (u128, u128)> {
        // After the last held range comes one gap more, unless that range ends with the last address there is.
        let mut next = Some(first);
        self.within((first, last))
            .map(Some)
            .chain([None])
            .filter_map(move |held| {
                let start = next?;
                let end = match held {
                    Some((first_held, last_held)) => {
                        next = last_held.checked_add(1);
                        first_held.checked_sub(1)?
                    }
                    None => last,
                };
                (start <= end).then_some((start, end))
            })
    }

    /// Takes out the ranges that start within a range.
    fn take(&mut self, (first, last): (u128, u128)) -> Vec<(u128, u128)> {
        let starting = self.lasts.range_from(&first).map(|(start, end)| (*start, *end));
        let taken: Vec<_> = starting.take_while(|(start, _)| *start <= last).collect();
        for range in &taken {
            self.lasts.remove(&range.0);
            self.size = self.size.checked_sub(count(*range)).unwrap_or_default();
        }
        taken
    }

    fn add(&mut self, range: (u128, u128)) {
        self.lasts.insert(range.0, range.1);
        self.size += count(range);
    }
}

/// The addresses of a range.
pub(super) fn count((first, last): (u128, u128)) -> AddressCount {
    AddressCount::new(last - first) + AddressCount::ONE
}
