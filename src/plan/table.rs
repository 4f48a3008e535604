//! One table of a plan: rows by id, in order of id.
//!
//! There are 16 kinds of rows. What finds and orders them knows ids and places alone and is compiled once; what is compiled for
//! each kind is how its rows are kept in a list.

use std::fmt;

use super::Id;
use super::id::RawId;
use super::places::{NOWHERE, Places};
use crate::ordered::{self, OrderedMap};

/// One table: rows by id, in order of id.
///
/// Equal tables hold equal rows, however they came about.
#[derive(Clone)]
pub struct Table<T> {
    rows: Vec<(Id<T>, T)>,
    /// Where each row stands among them.
    places: Places,
    /// Likewise, in order.
    order: OrderedMap<RawId, u32>,
}

impl<T> Table<T> {
    /// A table without rows.
    pub const fn new() -> Self {
        Self {
            rows: Vec::new(),
            places: Places::new(),
            order: OrderedMap::new(),
        }
    }

    /// How many rows there are. O(1).
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row of `id`. O(1).
    pub fn get(&self, id: &Id<T>) -> Option<&T> {
        let (_, row) = self.rows.get(self.places.place(id.raw()))?;
        Some(row)
    }

    /// The row of `id`, to change. O(1).
    pub fn get_mut(&mut self, id: &Id<T>) -> Option<&mut T> {
        let (_, row) = self.rows.get_mut(self.places.place(id.raw()))?;
        Some(row)
    }

    /// The row of a table that has one: the IPAM, the heading of a plan. Rules ask for these at every row.
    #[inline(always)]
    pub(super) fn only(&self) -> Option<&T> {
        match &self.rows[..] {
            [(_, row)] => Some(row),
            _ => self.values().next(),
        }
    }

    /// Whether there is a row of `id`. O(1).
    pub fn contains_key(&self, id: &Id<T>) -> bool {
        self.places.place(id.raw()) != NOWHERE
    }

    /// Sets the row of `id` and gives back the one before. O(log n), and O(1) behind all others.
    pub fn insert(&mut self, id: Id<T>, row: T) -> Option<T> {
        let place = reserve(&mut self.places, &mut self.order, id.raw());
        match self.rows.get_mut(place) {
            Some((_, before)) => Some(std::mem::replace(before, row)),
            None => {
                self.rows.push((id, row));
                None
            }
        }
    }

    /// Removes the row of `id` and gives it back. O(log n).
    pub fn remove(&mut self, id: &Id<T>) -> Option<T> {
        let place = release(&mut self.places, &mut self.order, id.raw())?;
        let (_, row) = self.rows.swap_remove(place);
        Some(row)
    }

    /// The rows with their ids, in order of id.
    pub fn iter(&self) -> Rows<'_, T> {
        Rows {
            order: self.order.iter(),
            rows: &self.rows,
        }
    }

    /// Calls `visit` with each row and its id, in order of id: for what goes through a hundred thousand, which [`Table::iter`] takes
    /// longer for, compiled for size.
    #[inline(always)]
    pub(crate) fn each<'a>(&'a self, mut visit: impl FnMut(&'a Id<T>, &'a T)) {
        for chunk in self.order.chunks() {
            for (_, place) in chunk {
                if let Some((id, row)) = self.rows.get(*place as usize) {
                    visit(id, row);
                }
            }
        }
    }

    /// As [`Table::each`], with the place at which each row is stored.
    #[inline(always)]
    pub(super) fn each_place<'a>(&'a self, mut visit: impl FnMut(u32, &'a T)) {
        for chunk in self.order.chunks() {
            for (_, place) in chunk {
                if let Some((_, row)) = self.rows.get(*place as usize) {
                    visit(*place, row);
                }
            }
        }
    }

    /// The rows with their ids as they are stored, which is in no particular order.
    pub(super) fn stored(&self) -> &[(Id<T>, T)] {
        &self.rows
    }

    /// The id of the row that is stored at a place. Ids stand close together: in no order they are looked at faster than rows.
    #[inline(always)]
    pub(super) fn id_at(&self, place: usize) -> Option<Id<T>> {
        self.places.ids().get(place).map(|id| Id::from_raw(*id))
    }

    /// Where the row of each id is stored.
    pub(super) fn places(&self) -> &Places {
        &self.places
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
        self.rows.iter_mut().map(|(_, row)| row)
    }
}

/// The place of the row of `id`, which is to be written: the one it has, or the one behind all.
fn reserve(places: &mut Places, order: &mut OrderedMap<RawId, u32>, id: RawId) -> usize {
    match places.place(id) {
        NOWHERE => {
            let place = places.add(id);
            order.insert(id, place as u32);
            place
        }
        place => place,
    }
}

/// Gives up the place of the row of `id`, which the last row takes.
fn release(places: &mut Places, order: &mut OrderedMap<RawId, u32>, id: RawId) -> Option<usize> {
    let place = places.remove(id)?;
    order.remove(&id);
    if let Some(moved) = places.ids().get(place)
        && let Some(its) = order.get_mut(moved)
    {
        *its = place as u32;
    }
    Some(place)
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
    order: ordered::Iter<'a, RawId, u32>,
    rows: &'a [(Id<T>, T)],
}

impl<'a, T> Rows<'a, T> {
    fn at(&self, place: u32) -> Option<(&'a Id<T>, &'a T)> {
        let (id, row) = self.rows.get(place as usize)?;
        Some((id, row))
    }
}

impl<'a, T> Iterator for Rows<'a, T> {
    type Item = (&'a Id<T>, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        let (_, place) = self.order.next()?;
        self.at(*place)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.order.size_hint()
    }
}

impl<T> DoubleEndedIterator for Rows<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (_, place) = self.order.next_back()?;
        self.at(*place)
    }
}

impl<T> ExactSizeIterator for Rows<'_, T> {}

impl<T> Clone for Rows<'_, T> {
    fn clone(&self) -> Self {
        Self {
            order: self.order.clone(),
            rows: self.rows,
        }
    }
}
