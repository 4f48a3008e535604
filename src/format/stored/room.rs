//! Which copies to give up so that another fits.

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
    let mut given_up = Vec::new();
    while total > budget {
        let ages = spare.iter().enumerate();
        let (oldest, _) = ages.min_by_key(|(_, copy)| (copy.saved_at, &copy.key))?;
        let copy = spare.swap_remove(oldest);
        total = total.saturating_sub(copy.length);
        given_up.push(copy.key.clone());
    }
    Some(given_up)
}
