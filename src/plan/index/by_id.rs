//! Entries by id, where there are many.

use rustc_hash::FxHashMap;

use crate::plan::Id;

/// An entry for each of many rows of table `T`.
///
/// A hash map of ids to places, and the entries in a list. With the entries in the map itself, a look into a hundred thousand
/// of them goes somewhere in ten megabytes; this way it goes somewhere in two, and the entries are met in order by whoever
/// goes through the table in order.
#[derive(Clone, Debug)]
pub(super) struct ById<T, Entry> {
    places: FxHashMap<Id<T>, u32>,
    entries: Vec<(Id<T>, Entry)>,
}

impl<T, Entry> ById<T, Entry> {
    pub(super) fn get(&self, id: &Id<T>) -> Option<&Entry> {
        let (_, entry) = self.entries.get(*self.places.get(id)? as usize)?;
        Some(entry)
    }

    /// The entry of `id`, which is sought at `place` and behind it first; `place` becomes where it is.
    pub(super) fn get_near(&self, id: &Id<T>, place: &mut usize) -> Option<&Entry> {
        for near in [*place, *place + 1] {
            if let Some((other, entry)) = self.entries.get(near)
                && other == id
            {
                *place = near;
                return Some(entry);
            }
        }
        *place = *self.places.get(id)? as usize;
        let (_, entry) = self.entries.get(*place)?;
        Some(entry)
    }

    pub(super) fn get_mut(&mut self, id: &Id<T>) -> Option<&mut Entry> {
        let (_, entry) = self.entries.get_mut(*self.places.get(id)? as usize)?;
        Some(entry)
    }

    /// The entry of `id`, which `make` makes when there is none.
    pub(super) fn or_insert_with(&mut self, id: Id<T>, make: impl FnOnce() -> Entry) -> &mut Entry {
        let behind = self.entries.len();
        let place = *self.places.entry(id).or_insert(behind as u32) as usize;
        if place == behind {
            self.entries.push((id, make()));
        }
        let (_, entry) = &mut self.entries[place];
        entry
    }

    /// Removes the entry of `id`. The last one takes its place.
    pub(super) fn remove(&mut self, id: &Id<T>) {
        let Some(place) = self.places.remove(id) else { return };
        self.entries.swap_remove(place as usize);
        if let Some((moved, _)) = self.entries.get(place as usize) {
            self.places.insert(*moved, place);
        }
    }

    /// All of them, in no particular order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(Id<T>, Entry)> {
        self.entries.iter()
    }
}

impl<T, Entry> FromIterator<(Id<T>, Entry)> for ById<T, Entry> {
    /// Of distinct ids.
    fn from_iter<I: IntoIterator<Item = (Id<T>, Entry)>>(entries: I) -> Self {
        let entries: Vec<(Id<T>, Entry)> = entries.into_iter().collect();
        let places = (0..).zip(&entries).map(|(place, (id, _))| (*id, place));
        let mut by_id = FxHashMap::with_capacity_and_hasher(entries.len(), Default::default());
        by_id.extend(places);
        Self { places: by_id, entries }
    }
}
