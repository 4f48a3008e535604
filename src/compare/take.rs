//! Single differences as an edit of their own, with whatever they cannot be without.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Home;
use crate::plan::{AnyId, Change, Edit, Side};

/// The changes of `edit` at the places `chosen`, and those without which the plan would refuse them: a row that comes needs the
/// rows it refers to, a row that goes needs that nobody refers to it. O(changes).
pub(super) fn with_needs(edit: &Edit, chosen: impl Iterator<Item = usize>) -> Edit {
    let mut place_of: FxHashMap<(Home, AnyId), usize> = FxHashMap::default();
    // For each row that goes: the changes of rows that refer to it until then.
    let mut users: FxHashMap<(Home, AnyId), Vec<usize>> = FxHashMap::default();
    for (place, change) in edit.changes.iter().enumerate() {
        place_of.insert((change.side(), change.id()), place);
        change.visit_references_before(&mut |to| users.entry((home(change.side(), to), to)).or_default().push(place));
    }
    let mut taken: FxHashSet<usize> = FxHashSet::default();
    let mut next: Vec<usize> = chosen.collect();
    while let Some(place) = next.pop() {
        let Some(change) = edit.changes.get(place).filter(|_| taken.insert(place)) else {
            continue;
        };
        change.visit_references_after(&mut |to| {
            let row = place_of.get(&(home(change.side(), to), to));
            next.extend(row.filter(|row| comes(&edit.changes, **row)));
        });
        if let (_, false) = change.existence() {
            next.extend(users.get(&(change.side(), change.id())).into_iter().flatten());
        }
    }
    // In the order of the whole: equal choices give equal edits.
    let changes = edit.changes.iter().enumerate();
    Edit {
        changes: changes
            .filter(|(place, _)| taken.contains(place))
            .map(|(_, change)| change.clone())
            .collect(),
    }
}

fn comes(changes: &[Change], place: usize) -> bool {
    changes.get(place).is_some_and(|change| !change.existence().0)
}

/// Where the row stands that one at `from` refers to as `to`. Accounts are stated, on whatever side one refers to them.
pub(super) fn home(from: Home, to: AnyId) -> Home {
    match to {
        AnyId::About(_)
        | AnyId::Account(_)
        | AnyId::Workload(_)
        | AnyId::Network(_)
        | AnyId::Connection(_)
        | AnyId::Demand(_)
        | AnyId::Acceptance(_)
        | AnyId::Scenario(_) => None,
        _ => Some(from.unwrap_or(Side::Design)),
    }
}
