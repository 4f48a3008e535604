//! Who is referred to, and how often: so that a row can only go when nobody needs it.

use rustc_hash::FxHashMap;

use super::{AnyId, Side};

/// Counts the references to each row. Adding and dropping one costs O(1).
#[derive(Clone, Debug, Default)]
pub(super) struct References(FxHashMap<(Side, AnyId), u32>);

impl References {
    pub(super) fn with_capacity(rows: usize) -> Self {
        Self(FxHashMap::with_capacity_and_hasher(rows, Default::default()))
    }

    pub(super) fn add(&mut self, side: Side, to: AnyId) {
        *self.0.entry((side, to)).or_insert(0) += 1;
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
