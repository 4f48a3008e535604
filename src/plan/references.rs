//! Who is referred to, and how often: so that a row can only go when nobody needs it.

use std::mem::discriminant;

use rustc_hash::FxHashMap;

use super::{AnyId, Side};

/// Counts the references to each row. Adding and dropping one costs O(1).
#[derive(Clone, Debug, Default)]
pub(super) struct References(FxHashMap<(Side, AnyId), u32>);

impl References {
    pub(super) fn add(&mut self, side: Side, to: AnyId) {
        self.add_count(side, to, 1);
    }

    fn add_count(&mut self, side: Side, to: AnyId, count: u32) {
        *self.0.entry((side, to)).or_insert(0) += count;
    }

    pub(super) fn drop(&mut self, side: Side, to: AnyId) {
        if let Some(count) = self.0.get_mut(&(side, to)) {
            *count -= 1;
            if *count == 0 {
                self.0.remove(&(side, to));
            }
        }
    }

    pub(super) fn any(&self, side: Side, to: AnyId) -> bool {
        self.0.contains_key(&(side, to))
    }
}

/// Counts the references of a whole plan. Rows that stand together mostly refer to the same scope, pool or account, so
/// the last one of each kind is kept at hand, known to exist and with its count.
#[derive(Default)]
pub(super) struct Tally {
    counted: References,
    recent: Vec<(Side, AnyId, u32)>,
}

impl Tally {
    pub(super) fn of_rows(rows: usize) -> Self {
        Self {
            counted: References(FxHashMap::with_capacity_and_hasher(rows, Default::default())),
            recent: Vec::new(),
        }
    }

    /// Counts a reference to a row, if it `exists`, and says so.
    pub(super) fn add(&mut self, side: Side, to: AnyId, exists: impl FnOnce() -> bool) -> bool {
        let of_kind = self
            .recent
            .iter_mut()
            .find(|(_, last, _)| discriminant(last) == discriminant(&to));
        match of_kind {
            Some((last_side, last, count)) if (*last_side, *last) == (side, to) => *count += 1,
            _ if !exists() => return false,
            Some(last) => {
                let (side, to, count) = std::mem::replace(last, (side, to, 1));
                self.counted.add_count(side, to, count);
            }
            None => self.recent.push((side, to, 1)),
        }
        true
    }

    pub(super) fn finish(self) -> References {
        let mut counted = self.counted;
        for (side, to, count) in self.recent {
            counted.add_count(side, to, count);
        }
        counted
    }
}
