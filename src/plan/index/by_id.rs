//! Entries by id, where there are many.

use std::marker::PhantomData;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use crate::plan::Id;
use crate::plan::id::RawId;

/// An entry for each of many rows of table `T`.
///
/// Rows that were made one after the other stand side by side, and who asks for one mostly asks for the same or the next one
/// after it: that is looked at first, and found without being looked for.
#[derive(Clone, Debug)]
pub(super) struct ById<T, Entry> {
    places: Places,
    entries: Vec<Entry>,
    row: PhantomData<fn() -> T>,
}

impl<T, Entry> ById<T, Entry> {
    /// Room for so many.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self {
            places: Places::with_capacity(count),
            entries: Vec::with_capacity(count),
            row: PhantomData,
        }
    }

    pub(super) fn get(&self, id: &Id<T>) -> Option<&Entry> {
        self.entries.get(self.places.place(id.raw()))
    }

    pub(super) fn get_mut(&mut self, id: &Id<T>) -> Option<&mut Entry> {
        let place = self.places.place(id.raw());
        self.entries.get_mut(place)
    }

    /// Adds the entry of `id`, which has none.
    pub(super) fn add(&mut self, id: Id<T>, entry: Entry) {
        self.places.add(id.raw());
        self.entries.push(entry);
    }

    /// The entry of `id`, which `make` makes when there is none.
    pub(super) fn or_insert_with(&mut self, id: Id<T>, make: impl FnOnce() -> Entry) -> &mut Entry {
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
    pub(super) fn remove(&mut self, id: &Id<T>) {
        if let Some(place) = self.places.remove(id.raw()) {
            self.entries.swap_remove(place);
        }
    }

    /// All ids, in the order of the list, which is no particular one.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id<T>> + '_ {
        self.places.ids.iter().map(|id| Id::from_raw(*id))
    }

    /// All entries, in the same order.
    pub(super) fn values(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// All entries, to change.
    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut()
    }
}

/// Where an id stands that is not there: behind every list. A number is handed back faster than an option of one.
const NOWHERE: usize = usize::MAX;

/// Where each id stands: a list of ids, and a hash table of places in it.
///
/// The table holds nothing but places. A look goes somewhere in half a megabyte for a hundred thousand ids, and once in the list;
/// with the ids or even the entries in the table, it would go somewhere in many megabytes. And it is compiled once.
#[derive(Debug)]
struct Places {
    ids: Vec<RawId>,
    /// Where the last look ended. A hint and nothing else, so that it does not matter who writes it when.
    last: AtomicUsize,
    /// A power of two of slots, of which at most half are taken: the place and one, or 0. An id is in the slot that its hash
    /// says, or in the first free one behind that.
    slots: Vec<u32>,
}

impl Clone for Places {
    fn clone(&self) -> Self {
        Self {
            ids: self.ids.clone(),
            last: AtomicUsize::new(0),
            slots: self.slots.clone(),
        }
    }
}

impl Places {
    fn with_capacity(count: usize) -> Self {
        Self {
            ids: Vec::with_capacity(count),
            last: AtomicUsize::new(0),
            slots: vec![0; (2 * count).next_power_of_two().max(4)],
        }
    }

    /// The place of `id`, or [`NOWHERE`].
    #[inline(never)]
    fn place(&self, id: RawId) -> usize {
        let last = self.last.load(Relaxed);
        match self.ids.get(last) {
            Some(other) if *other == id => return last,
            _ => {}
        }
        let place = match self.ids.get(last + 1) {
            Some(other) if *other == id => last + 1,
            _ => match self.find(id) {
                Some((_, place)) => place,
                None => return NOWHERE,
            },
        };
        self.last.store(place, Relaxed);
        place
    }

    /// The slot and the place of `id`.
    fn find(&self, id: RawId) -> Option<(usize, usize)> {
        let mask = self.slots.len() - 1;
        let mut slot = id.mixed() as usize & mask;
        loop {
            let place = (self.slots[slot] as usize).checked_sub(1)?;
            if self.ids[place] == id {
                return Some((slot, place));
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Adds `id`, which is new, behind all others and gives back its place.
    fn add(&mut self, id: RawId) -> usize {
        let place = self.ids.len();
        self.ids.push(id);
        if 2 * self.ids.len() > self.slots.len() {
            self.slots = vec![0; 2 * self.slots.len()];
            for place in 0..self.ids.len() {
                self.enter(place);
            }
        } else {
            self.enter(place);
        }
        place
    }

    /// Enters the id at `place`, which has no slot yet.
    fn enter(&mut self, place: usize) {
        let mask = self.slots.len() - 1;
        let mut slot = self.ids[place].mixed() as usize & mask;
        while self.slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = place as u32 + 1;
    }

    /// Removes `id` and gives back its place, which the last one takes.
    fn remove(&mut self, id: RawId) -> Option<usize> {
        let (mut free, place) = self.find(id)?;
        let mask = self.slots.len() - 1;
        // What stands behind, up to the next free slot, moves up unless it would stand before the slot of its hash.
        let mut slot = free;
        loop {
            slot = (slot + 1) & mask;
            let Some(other) = (self.slots[slot] as usize).checked_sub(1) else {
                break;
            };
            let home = self.ids[other].mixed() as usize & mask;
            if slot.wrapping_sub(home) & mask >= slot.wrapping_sub(free) & mask {
                self.slots[free] = self.slots[slot];
                free = slot;
            }
        }
        self.slots[free] = 0;
        if let Some((slot, _)) = self.ids.last().and_then(|last| self.find(*last)) {
            self.slots[slot] = place as u32 + 1;
        }
        self.ids.swap_remove(place);
        Some(place)
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
