//! Which copies to give up so that another fits.

use crate::ordered::sort_by;

/// A copy that takes room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCopy {
    /// Its key.
    pub key: String,
    /// What it takes, key included, in characters.
    pub length: u64,
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    /// Whether the database is known to hold the same revision or a newer one.
    pub spare: bool,
}

/// The keys to remove, oldest first, so that a copy of `length` characters fits `budget` beside the rest; `None` when it
/// cannot fit. `kept` is every other copy. Only spare copies are given up.
pub fn make_room(kept: &[KeptCopy], length: u64, budget: u64) -> Option<Vec<String>> {
    let mut total = kept.iter().fold(length, |sum, copy| sum.saturating_add(copy.length));
    let mut spare: Vec<&KeptCopy> = kept.iter().filter(|copy| copy.spare).collect();
    sort_by(&mut spare, |a, b| (a.saved_at, &a.key).cmp(&(b.saved_at, &b.key)));
    let mut given_up = Vec::new();
    for copy in spare {
        if total <= budget {
            break;
        }
        total = total.saturating_sub(copy.length);
        given_up.push(copy.key.clone());
    }
    (total <= budget).then_some(given_up)
}
