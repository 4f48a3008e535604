//! Entries by id, where there are many.

use std::marker::PhantomData;

use super::places::{NOWHERE, Places};
use super::{Id, Table};

/// An entry for each of many rows of table `T`.
///
/// Rows that were made one after the other stand side by side, and who asks for one mostly asks for the same or the next one
/// after it: that is looked at first, and found without being looked for.
#[derive(Clone, Debug)]
pub(crate) struct ById<T, Entry> {
    places: Places,
    entries: Vec<Entry>,
    row: PhantomData<fn() -> T>,
}

impl<T, Entry> ById<T, Entry> {
    /// Room for so many.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self {
            places: Places::with_capacity(count),
            entries: Vec::with_capacity(count),
            row: PhantomData,
        }
    }

    pub(crate) fn get(&self, id: &Id<T>) -> Option<&Entry> {
        self.entries.get(self.places.place(id.raw()))
    }

    pub(crate) fn get_mut(&mut self, id: &Id<T>) -> Option<&mut Entry> {
        let place = self.places.place(id.raw());
        self.entries.get_mut(place)
    }

    /// An entry for each row of a table, in the order in which the rows are stored. Where each stands is known there: the ids need
    /// not be looked at.
    pub(super) fn beside(table: &Table<T>, entries: Vec<Entry>) -> Self {
        debug_assert_eq!(table.len(), entries.len(), "an entry for each row");
        Self {
            places: table.places().clone(),
            entries,
            row: PhantomData,
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Where the entry of `id` stands, until one is removed; [`NOWHERE`] when there is none.
    pub(crate) fn place(&self, id: &Id<T>) -> usize {
        self.places.place(id.raw())
    }

    /// As [`Self::place`], where very many are looked up: `last` is where the look before ended.
    #[inline(always)]
    pub(super) fn place_near(&self, id: &Id<T>, last: usize) -> usize {
        self.places.place_near(id.raw(), last)
    }

    /// The id whose entry stands at a place.
    pub(crate) fn id_at(&self, place: usize) -> Option<Id<T>> {
        self.places.ids().get(place).map(|id| Id::from_raw(*id))
    }

    /// The entry at a place.
    pub(crate) fn at_mut(&mut self, place: usize) -> Option<&mut Entry> {
        self.entries.get_mut(place)
    }

    /// Adds the entry of `id`, which has none.
    pub(crate) fn add(&mut self, id: Id<T>, entry: Entry) {
        self.places.add(id.raw());
        self.entries.push(entry);
    }

    /// The entry of `id`, which `make` makes when there is none.
    pub(crate) fn or_insert_with(&mut self, id: Id<T>, make: impl FnOnce() -> Entry) -> &mut Entry {
        let place = match self.places.place(id.raw()) {
            NOWHERE => self.places.add(id.raw()),
            place => place,
        };
        if place == self.entries.len() {
            self.entries.push(make());
        }
        &mut self.entries[place]
    }

    /// Removes the entry of `id`. The last one takes its place.
    pub(crate) fn remove(&mut self, id: &Id<T>) {
        self.take(id);
    }

    /// Removes the entry of `id` and gives it back.
    pub(crate) fn take(&mut self, id: &Id<T>) -> Option<Entry> {
        let place = self.places.remove(id.raw())?;
        Some(self.entries.swap_remove(place))
    }

    /// All ids, in the order of the list, which is no particular one.
    pub(crate) fn ids(&self) -> impl Iterator<Item = Id<T>> + '_ {
        self.places.ids().iter().map(|id| Id::from_raw(*id))
    }

    /// All entries, in the same order.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// All entries, to change.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashMap;

    use super::*;
    use crate::plan::{CountedIds, Vpc};

    /// A few thousand random steps among few ids, so that they come and go in one another's way.
    #[test]
    fn it_is_a_map() {
        let mut random = 0x9e37_79b9_u32;
        let mut draw = || {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            random
        };
        let mut counted = CountedIds::default();
        let ids: Vec<Id<Vpc>> = (0..200).map(|_| Id::mint(&mut counted)).collect();
        let mut by_id: ById<Vpc, u32> = ById::with_capacity(0);
        let mut naive: FxHashMap<Id<Vpc>, u32> = FxHashMap::default();
        for step in 0..20_000 {
            let id = ids[draw() as usize % ids.len()];
            // It grows in the first half and shrinks in the second.
            if draw() % 5 < if step < 10_000 { 3 } else { 2 } {
                by_id.or_insert_with(id, || step);
                naive.entry(id).or_insert(step);
            } else {
                by_id.remove(&id);
                naive.remove(&id);
            }
            let sought = ids[draw() as usize % ids.len()];
            assert_eq!(by_id.get(&sought), naive.get(&sought));
            assert_eq!(by_id.get(&id), naive.get(&id));
            assert_eq!(by_id.ids().count(), naive.len());
        }
        assert!(
            by_id
                .ids()
                .zip(by_id.values())
                .all(|(id, entry)| naive.get(&id) == Some(entry))
        );
    }
}
