//! One table of a plan: rows by id, in order of id.
//!
//! There are 16 kinds of rows. What orders them knows ids and slots alone and is compiled once; what is compiled for each kind
//! is how its rows are kept in slots.

use std::fmt;

use super::Id;
use super::id::RawId;
use crate::ordered::{self, OrderedMap};

/// One table: rows by id, in order of id.
///
/// Equal tables hold equal rows, however they came about.
#[derive(Clone)]
pub struct Table<T> {
    slots: OrderedMap<RawId, u32>,
    rows: Vec<Option<(Id<T>, T)>>,
    /// The slots without a row.
    vacant: Vec<u32>,
}

impl<T> Table<T> {
    /// A table without rows.
    pub const fn new() -> Self {
        Self {
            slots: OrderedMap::new(),
            rows: Vec::new(),
            vacant: Vec::new(),
        }
    }

    /// How many rows there are. O(1).
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The row of `id`. O(log n).
    pub fn get(&self, id: &Id<T>) -> Option<&T> {
        let slot = self.slots.get(&id.raw())?;
        let (_, row) = self.rows.get(*slot as usize)?.as_ref()?;
        Some(row)
    }

    /// The row of `id`, to change. O(log n).
    pub fn get_mut(&mut self, id: &Id<T>) -> Option<&mut T> {
        let slot = self.slots.get(&id.raw())?;
        let (_, row) = self.rows.get_mut(*slot as usize)?.as_mut()?;
        Some(row)
    }

    /// The row of a table that has one: the IPAM, the heading of a plan. Rules ask for these at every row.
    #[inline(always)]
    pub(super) fn only(&self) -> Option<&T> {
        match &self.rows[..] {
            [Some((_, row))] => Some(row),
            _ => self.values().next(),
        }
    }

    /// Whether there is a row of `id`. O(log n).
    pub fn contains_key(&self, id: &Id<T>) -> bool {
        self.slots.contains_key(&id.raw())
    }

    /// Sets the row of `id` and gives back the one before. O(log n).
    pub fn insert(&mut self, id: Id<T>, row: T) -> Option<T> {
        let slot = reserve(&mut self.slots, &mut self.vacant, id.raw());
        let row = Some((id, row));
        let before = match self.rows.get_mut(slot) {
            Some(place) => std::mem::replace(place, row),
            None => {
                self.rows.push(row);
                None
            }
        };
        before.map(|(_, row)| row)
    }

    /// Removes the row of `id` and gives it back. O(log n).
    pub fn remove(&mut self, id: &Id<T>) -> Option<T> {
        let slot = self.slots.remove(&id.raw())?;
        self.vacant.push(slot);
        self.rows.get_mut(slot as usize)?.take().map(|(_, row)| row)
    }

    /// The rows with their ids, in order of id.
    pub fn iter(&self) -> Rows<'_, T> {
        Rows {
            slots: self.slots.iter(),
            rows: &self.rows,
        }
    }

    /// The ids, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Id<T>> + ExactSizeIterator + Clone {
        self.iter().map(|(id, _)| id)
    }

    /// The rows, in order of id.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + Clone {
        self.iter().map(|(_, row)| row)
    }

    /// The rows, to change, in no particular order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.rows.iter_mut().flatten().map(|(_, row)| row)
    }
}

/// The slot of the row of `id`, which is to be written: the one it has, a vacant one, or the one behind all.
fn reserve(slots: &mut OrderedMap<RawId, u32>, vacant: &mut Vec<u32>, id: RawId) -> usize {
    // Every slot has a row or is vacant.
    let behind = slots.len() + vacant.len();
    let free = vacant.last().copied().unwrap_or(behind as u32);
    let slot = *slots.or_insert(id, free);
    vacant.pop_if(|vacant| *vacant == slot);
    slot as usize
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(one, other)| one == other)
    }
}
impl<T: Eq> Eq for Table<T> {}

impl<T: fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = (&'a Id<T>, &'a T);
    type IntoIter = Rows<'a, T>;

    fn into_iter(self) -> Rows<'a, T> {
        self.iter()
    }
}

/// The rows of a table with their ids, in order of id.
pub struct Rows<'a, T> {
    slots: ordered::Iter<'a, RawId, u32>,
    rows: &'a [Option<(Id<T>, T)>],
}

impl<'a, T> Rows<'a, T> {
    fn at(&self, slot: u32) -> Option<(&'a Id<T>, &'a T)> {
        let (id, row) = self.rows.get(slot as usize)?.as_ref()?;
        Some((id, row))
    }
}

impl<'a, T> Iterator for Rows<'a, T> {
    type Item = (&'a Id<T>, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        let (_, slot) = self.slots.next()?;
        self.at(*slot)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.slots.size_hint()
    }
}

impl<T> DoubleEndedIterator for Rows<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (_, slot) = self.slots.next_back()?;
        self.at(*slot)
    }
}

impl<T> ExactSizeIterator for Rows<'_, T> {}

impl<T> Clone for Rows<'_, T> {
    fn clone(&self) -> Self {
        Self {
            slots: self.slots.clone(),
            rows: self.rows,
        }
    }
}
