//! Where ids stand in a list, found by a hash of each.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use super::id::RawId;

/// Where an id stands that is not there: behind every list. A number is handed back faster than an option of one.
pub(crate) const NOWHERE: usize = usize::MAX;

/// Where each id stands: a list of ids, and a hash table of places in it.
///
/// The table holds nothing but places. A look goes somewhere in half a megabyte for a hundred thousand ids, and once in the list;
/// with the ids or even the entries in the table, it would go somewhere in many megabytes. And it is compiled once.
#[derive(Debug)]
pub(super) struct Places {
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
    /// No ids.
    pub(super) const fn new() -> Self {
        Self {
            ids: Vec::new(),
            last: AtomicUsize::new(0),
            slots: Vec::new(),
        }
    }

    /// Room for so many.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self {
            ids: Vec::with_capacity(count),
            last: AtomicUsize::new(0),
            slots: vec![0; (2 * count).next_power_of_two().max(4)],
        }
    }

    /// The place of `id`, or [`NOWHERE`], for loops that look very many up: `last` is where the look before ended, and it is neither
    /// written down for all nor called.
    #[inline(always)]
    pub(super) fn place_near(&self, id: RawId, last: usize) -> usize {
        if let Some(other) = self.ids.get(last)
            && *other == id
        {
            return last;
        }
        let next = last.wrapping_add(1);
        if let Some(other) = self.ids.get(next)
            && *other == id
        {
            return next;
        }
        self.place_of_any(id)
    }

    #[inline(always)]
    fn place_of_any(&self, id: RawId) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = id.mixed() as usize & mask;
        while let Some(taken) = self.slots.get(slot) {
            let place = (*taken as usize).wrapping_sub(1);
            match self.ids.get(place) {
                Some(other) if *other == id => return place,
                Some(_) => slot = (slot + 1) & mask,
                None => break,
            }
        }
        NOWHERE
    }

    /// The place of `id`, or [`NOWHERE`].
    #[inline(never)]
    pub(super) fn place(&self, id: RawId) -> usize {
        let last = self.last.load(Relaxed);
        match self.ids.get(last) {
            Some(other) if *other == id => return last,
            _ => {}
        }
        let place = match self.ids.get(last + 1) {
            Some(other) if *other == id => last + 1,
            _ => self.place_of_any(id),
        };
        if place == NOWHERE {
            return NOWHERE;
        }
        self.last.store(place, Relaxed);
        place
    }

    /// The ids by place.
    pub(super) fn ids(&self) -> &[RawId] {
        &self.ids
    }

    /// The slot and the place of `id`.
    fn find(&self, id: RawId) -> Option<(usize, usize)> {
        let mask = self.slots.len().checked_sub(1)?;
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
    pub(super) fn add(&mut self, id: RawId) -> usize {
        let place = self.ids.len();
        self.ids.push(id);
        if 2 * self.ids.len() > self.slots.len() {
            self.slots = vec![0; (2 * self.slots.len()).max(4)];
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
    pub(super) fn remove(&mut self, id: RawId) -> Option<usize> {
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
