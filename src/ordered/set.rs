//! An ordered set: a map to nothing.

use std::borrow::Borrow;
use std::fmt;

use super::OrderedMap;
use super::map::{Entries, Iter};

/// A set in order. What costs what, [`OrderedMap`] says.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderedSet<T>(OrderedMap<T, ()>);

impl<T> OrderedSet<T> {
    /// A set of nothing.
    pub const fn new() -> Self {
        Self(OrderedMap::new())
    }

    /// How many there are. O(1).
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All in order.
    pub fn iter(&self) -> Members<Iter<'_, T, ()>> {
        Members(self.0.iter())
    }

    /// All in order, as the stretches that they stand in: for loops over very many.
    pub fn chunks(&self) -> impl Iterator<Item = &[(T, ())]> {
        self.0.chunks()
    }

    /// Whether `item` is in the set, by going through it: of a few whose order is slow to tell, faster than a search.
    #[inline(always)]
    pub fn has(&self, item: &T) -> bool
    where
        T: PartialEq,
    {
        for chunk in self.0.chunks() {
            for (other, ()) in chunk {
                if other == item {
                    return true;
                }
            }
        }
        false
    }

    /// The least.
    pub fn first(&self) -> Option<&T> {
        self.0.first().map(|(item, ())| item)
    }

    /// The greatest.
    pub fn last(&self) -> Option<&T> {
        self.0.last().map(|(item, ())| item)
    }
}

impl<T: Ord> OrderedSet<T> {
    /// Whether `item` is in the set.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.contains_key(item)
    }

    /// Adds `item` and says whether it is new.
    pub fn insert(&mut self, item: T) -> bool {
        self.0.insert(item, ()).is_none()
    }

    /// Adds an item that is greater than all others. O(1).
    pub fn append(&mut self, item: T) {
        self.0.append(item, ());
    }

    /// Adds what each of `items` stands for: they come in order and are all greater than those that are there. O(1) each.
    pub fn append_all<I>(&mut self, items: &[I], member: impl Fn(&I) -> T) {
        self.0.append_all(items.len(), &mut |chunk, from, to| {
            if let Some(items) = items.get(from..to) {
                chunk.extend(items.iter().map(|item| (member(item), ())));
            }
        });
    }

    /// Removes `item` and says whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.remove(item).is_some()
    }

    /// Removes the least. It costs no look.
    pub fn pop_first(&mut self) -> Option<T> {
        self.0.pop_first().map(|(item, ())| item)
    }

    /// Keeps what `keep` says so of. O(n).
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.0.retain(|item, ()| keep(item));
    }

    /// What is not before `item`, in order. O(log n) to the first.
    pub fn range_from<Q: Ord + ?Sized>(&self, item: &Q) -> Members<Entries<'_, T, ()>>
    where
        T: Borrow<Q>,
    {
        Members(self.0.range_from(item))
    }
}

impl<T> Default for OrderedSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OrderedSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

/// O(n) when they come in order.
impl<T: Ord> FromIterator<T> for OrderedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self::new();
        set.extend(items);
        set
    }
}

impl<T: Ord> Extend<T> for OrderedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.insert(item);
        }
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for OrderedSet<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T> IntoIterator for OrderedSet<T> {
    type Item = T;
    type IntoIter = Members<<OrderedMap<T, ()> as IntoIterator>::IntoIter>;

    fn into_iter(self) -> Self::IntoIter {
        Members(self.0.into_iter())
    }
}

impl<'a, T> IntoIterator for &'a OrderedSet<T> {
    type Item = &'a T;
    type IntoIter = Members<Iter<'a, T, ()>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The members of a set, out of the entries of its map.
#[derive(Clone)]
pub struct Members<I>(I);

impl<T, N, I: Iterator<Item = (T, N)>> Iterator for Members<I> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.next().map(|(item, _)| item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T, N, I: DoubleEndedIterator<Item = (T, N)>> DoubleEndedIterator for Members<I> {
    fn next_back(&mut self) -> Option<T> {
        self.0.next_back().map(|(item, _)| item)
    }
}

impl<T, N, I: ExactSizeIterator<Item = (T, N)>> ExactSizeIterator for Members<I> {}
