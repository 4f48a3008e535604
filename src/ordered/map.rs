//! An ordered map as sorted chunks.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::slice;

/// The most entries of a chunk: what an insertion moves at most, besides the list of chunks at every hundredth or so.
const CHUNK: usize = 128;

/// A map in order of its keys.
///
/// Equal maps hold equal entries, however they came about. A look costs O(log n). An insertion and a removal cost moving
/// half a chunk besides, and adding keys in order costs O(1) each. Nothing is allocated while the map is empty.
#[derive(Clone)]
pub struct OrderedMap<K, V> {
    /// In order, none of them empty but an only one, which keeps its memory.
    chunks: Vec<Vec<(K, V)>>,
    len: usize,
}

/// Adds entries from one position to another to the end of a chunk.
type Write<'a, K, V> = &'a mut dyn FnMut(&mut Vec<(K, V)>, usize, usize);

/// Where an entry stands, or would stand: the chunk, and the place in it.
type Place = (usize, usize);

impl<K, V> OrderedMap<K, V> {
    /// A map of nothing.
    pub const fn new() -> Self {
        Self {
            chunks: Vec::new(),
            len: 0,
        }
    }

    /// How many entries there are. O(1).
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter {
            entries: Entries {
                front: [].iter(),
                chunks: self.chunks.iter(),
                back: [].iter(),
            },
            left: self.len,
        }
    }

    /// The entries in order from the one at `place` on, if there are so many. O(place / 128).
    pub fn iter_from(&self, place: usize) -> Iter<'_, K, V> {
        let mut skipped = 0;
        let mut chunks = self.chunks.iter();
        let mut front: &[(K, V)] = &[];
        for chunk in chunks.by_ref() {
            if let Some(rest) = chunk.get(place - skipped..) {
                front = rest;
                break;
            }
            skipped += chunk.len();
        }
        Iter {
            entries: Entries {
                front: front.iter(),
                chunks,
                back: [].iter(),
            },
            left: self.len.saturating_sub(place),
        }
    }

    /// The entries in order, as the stretches that they stand in: for loops over very many.
    pub fn chunks(&self) -> impl Iterator<Item = &[(K, V)]> {
        self.chunks.iter().map(Vec::as_slice)
    }

    /// The keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// The values in order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// The values in order of their keys, to change.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.chunks.iter_mut().flatten().map(|(_, value)| value)
    }

    /// The entry with the least key.
    pub fn first(&self) -> Option<(&K, &V)> {
        let (key, value) = self.chunks.first()?.first()?;
        Some((key, value))
    }

    /// The entry with the greatest key.
    pub fn last(&self) -> Option<(&K, &V)> {
        let (key, value) = self.chunks.last()?.last()?;
        Some((key, value))
    }
}

impl<K: Ord, V> OrderedMap<K, V> {
    /// Where `key` stands; otherwise where it belongs, which may be behind the last entry of a chunk.
    #[inline(never)]
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<Place, Place>
    where
        K: Borrow<Q>,
    {
        // Written out: compiled for size, a search that is handed what compares calls it for each look.
        let (mut chunk, mut end) = (0, self.chunks.len());
        while end - chunk > 1 {
            let middle = chunk.midpoint(end);
            let first = self.chunks.get(middle).and_then(|chunk| chunk.first());
            match first.map(|(first, _)| first.borrow().cmp(key)) {
                Some(Ordering::Greater) => end = middle,
                _ => chunk = middle,
            }
        }
        let entries = self.chunks.get(chunk).map(Vec::as_slice).unwrap_or_default();
        let (mut at, mut end) = (0, entries.len());
        while at < end {
            let middle = at.midpoint(end);
            match entries.get(middle).map(|(other, _)| other.borrow().cmp(key)) {
                Some(Ordering::Less) => at = middle + 1,
                Some(Ordering::Equal) => return Ok((chunk, middle)),
                _ => end = middle,
            }
        }
        Err((chunk, at))
    }

    fn at(&self, (chunk, at): Place) -> Option<&(K, V)> {
        self.chunks.get(chunk)?.get(at)
    }

    fn at_mut(&mut self, (chunk, at): Place) -> Option<&mut (K, V)> {
        self.chunks.get_mut(chunk)?.get_mut(at)
    }

    /// The value of `key`.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.at(place).map(|(_, value)| value)
    }

    /// The value of `key`, to change.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.at_mut(place).map(|(_, value)| value)
    }

    /// Whether there is an entry of `key`.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Sets the value of `key` and gives back the one before.
    #[inline(never)]
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find_to_insert(&key) {
            Ok(place) => {
                let (_, before) = self.at_mut(place)?;
                Some(std::mem::replace(before, value))
            }
            Err(place) => {
                self.insert_at(place, (key, value));
                None
            }
        }
    }

    /// Adds an entry whose key is greater than all others. O(1).
    pub fn append(&mut self, key: K, value: V) {
        debug_assert!(self.last().is_none_or(|(last, _)| *last < key), "keys in order");
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK => {
                chunk.push((key, value));
                self.len += 1;
            }
            _ => {
                let at = self.chunks.last().map_or(0, Vec::len);
                self.insert_at((self.chunks.len().saturating_sub(1), at), (key, value));
            }
        }
    }

    /// Adds so many entries that come in order, with keys greater than all others. `write` is asked to add those from one position
    /// to another to the end of a chunk.
    pub(super) fn append_all(&mut self, count: usize, write: Write<'_, K, V>) {
        let mut at = 0;
        while at < count {
            if self.chunks.last().is_none_or(|chunk| chunk.len() >= CHUNK) {
                self.chunks.push(Vec::new());
            }
            let Some(chunk) = self.chunks.last_mut() else { return };
            let end = count.min(at + CHUNK - chunk.len());
            chunk.reserve_exact(end - at);
            write(chunk, at, end);
            at = end;
        }
        self.len += count;
    }

    /// The value of `key`, which is `value` when there was none.
    pub fn or_insert(&mut self, key: K, value: V) -> &mut V {
        let place = match self.find_to_insert(&key) {
            Ok(place) => place,
            Err(place) => self.insert_at(place, (key, value)),
        };
        match self.at_mut(place) {
            Some((_, value)) => value,
            None => unreachable!("it was found or inserted there"),
        }
    }

    /// As [`Self::find`]; keys that come in order are not looked for.
    fn find_to_insert(&self, key: &K) -> Result<Place, Place> {
        match self.chunks.last() {
            Some(chunk) if chunk.last().is_some_and(|(last, _)| last.cmp(key) == Ordering::Less) => {
                Err((self.chunks.len() - 1, chunk.len()))
            }
            _ => self.find(key),
        }
    }

    /// Inserts an entry where it belongs, and gives back where it stands then.
    #[inline(never)]
    fn insert_at(&mut self, (at_chunk, at): Place, entry: (K, V)) -> Place {
        self.len += 1;
        let last = at_chunk + 1 == self.chunks.len();
        let Some(chunk) = self.chunks.get_mut(at_chunk) else {
            self.chunks.push(vec![entry]);
            return (self.chunks.len() - 1, 0);
        };
        if chunk.len() < CHUNK {
            chunk.insert(at, entry);
            return (at_chunk, at);
        }
        // Behind the end, which is where keys in order go, the chunk before stays full, and the new one will be.
        if last && at == CHUNK {
            let mut tail = Vec::with_capacity(CHUNK);
            tail.push(entry);
            self.chunks.push(tail);
            return (at_chunk + 1, 0);
        }
        let mut tail = chunk.split_off(at.max(CHUNK / 2));
        let place = if at > CHUNK / 2 {
            tail.insert(0, entry);
            (at_chunk + 1, 0)
        } else {
            chunk.insert(at, entry);
            (at_chunk, at)
        };
        self.chunks.insert(at_chunk + 1, tail);
        place
    }

    /// Removes the entry of `key` and gives back its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.remove_at(place).map(|(_, value)| value)
    }

    #[inline(never)]
    fn remove_at(&mut self, (at_chunk, at): Place) -> Option<(K, V)> {
        let chunk = self.chunks.get_mut(at_chunk).filter(|chunk| at < chunk.len())?;
        let entry = chunk.remove(at);
        self.len -= 1;
        let left = chunk.len();
        let next = self.chunks.get(at_chunk + 1).map_or(CHUNK, Vec::len);
        // An empty chunk goes, and small ones become one, so that there are never many.
        if left == 0 && self.chunks.len() > 1 {
            self.chunks.remove(at_chunk);
        } else if left + next <= CHUNK / 2 {
            let mut next = self.chunks.remove(at_chunk + 1);
            if let Some(chunk) = self.chunks.get_mut(at_chunk) {
                chunk.append(&mut next);
            }
        }
        Some(entry)
    }

    /// Removes the entry with the least key. It costs no look.
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        self.remove_at((0, 0))
    }

    /// Keeps the entries that `keep` says so of. O(n).
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        for chunk in &mut self.chunks {
            chunk.retain_mut(|(key, value)| keep(key, value));
        }
        self.chunks.retain(|chunk| !chunk.is_empty());
        self.len = self.chunks.iter().map(Vec::len).sum();
    }

    /// The entries from `key` on, in order. O(log n) to the first.
    pub fn range_from<Q: Ord + ?Sized>(&self, key: &Q) -> Entries<'_, K, V>
    where
        K: Borrow<Q>,
    {
        let (Ok((chunk, at)) | Err((chunk, at))) = self.find(key);
        let here = self.chunks.get(chunk).and_then(|chunk| chunk.get(at..));
        Entries {
            front: here.unwrap_or_default().iter(),
            chunks: self.chunks.get(chunk + 1..).unwrap_or_default().iter(),
            back: [].iter(),
        }
    }

    /// The entry of `key`, or the last one before. O(log n).
    pub fn at_or_before<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        // A key that is not there belongs in the first chunk or behind an entry of the chunk it belongs in.
        let (chunk, at) = match self.find(key) {
            Ok(place) => place,
            Err((chunk, at)) => (chunk, at.checked_sub(1)?),
        };
        self.at((chunk, at)).map(|(key, value)| (key, value))
    }
}

impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for OrderedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().zip(other).all(|(one, other)| one == other)
    }
}
impl<K: Eq, V: Eq> Eq for OrderedMap<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for OrderedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

/// The last of several values of one key stays. O(n) when the keys come in order.
impl<K: Ord, V> FromIterator<(K, V)> for OrderedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Ord, V> Extend<(K, V)> for OrderedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for OrderedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> IntoIterator for OrderedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<(K, V)>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.chunks.into_iter().flatten()
    }
}

impl<'a, K, V> IntoIterator for &'a OrderedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

/// The entries of a map from some key on.
pub struct Entries<'a, K, V> {
    front: slice::Iter<'a, (K, V)>,
    chunks: slice::Iter<'a, Vec<(K, V)>>,
    back: slice::Iter<'a, (K, V)>,
}

impl<'a, K, V> Iterator for Entries<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.front.next() {
                return Some((key, value));
            }
            self.front = match self.chunks.next() {
                Some(chunk) => chunk.iter(),
                None => return self.back.next().map(|(key, value)| (key, value)),
            };
        }
    }
}

impl<K, V> DoubleEndedIterator for Entries<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.back.next_back() {
                return Some((key, value));
            }
            self.back = match self.chunks.next_back() {
                Some(chunk) => chunk.iter(),
                None => return self.front.next_back().map(|(key, value)| (key, value)),
            };
        }
    }
}

impl<K, V> Clone for Entries<'_, K, V> {
    fn clone(&self) -> Self {
        Self {
            front: self.front.clone(),
            chunks: self.chunks.clone(),
            back: self.back.clone(),
        }
    }
}

/// All entries of a map.
pub struct Iter<'a, K, V> {
    entries: Entries<'a, K, V>,
    left: usize,
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        self.left -= 1;
        Some(entry)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next_back()?;
        self.left -= 1;
        Some(entry)
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            left: self.left,
        }
    }
}
