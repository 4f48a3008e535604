//! The changes of an edit, put together as people speak of them: a pool with its CIDRs is one thing.

use rustc_hash::FxHashMap;

use super::names::Names;
use super::{Details, Home};
use crate::address::Cidr;
use crate::ordered::sort_by_key;
use crate::plan::{AnyId, AwsChange, Change, Edit, Plan, RowChange, Side};

/// What happened to a thing, seen from the first plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// It is only in the second plan.
    Added,
    /// It is only in the first plan.
    Removed,
    /// It hangs somewhere else, or has other addresses in the place of some that it had.
    Moved,
    /// Something else about it differs.
    Changed,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 4] = [What::Added, What::Removed, What::Moved, What::Changed];

    /// The word for it: "Added".
    pub fn word(self) -> &'static str {
        match self {
            What::Added => "Added",
            What::Removed => "Removed",
            What::Moved => "Moved",
            What::Changed => "Changed",
        }
    }
}

/// A thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The row, with which what belongs to it is counted: a pool's CIDRs, a VPC's.
    pub row: AnyId,
    /// Which of the two sets of AWS tables it stands in; none for what the planners state.
    pub side: Option<Side>,
    /// What happened.
    pub what: What,
    /// What it is called in the second plan, or in the first when it is gone.
    pub name: String,
    /// What it is under there, the scope first. Empty where it stands in no tree.
    pub path: Vec<String>,
    /// Its addresses there, in order.
    pub cidrs: Vec<Cidr>,
    /// The changes that make it up, as places in the edit, in order.
    pub changes: Vec<usize>,
}

/// One set of tables in both plans.
pub(super) struct Both<'a> {
    pub(super) before: Names<'a>,
    pub(super) after: Names<'a>,
}

impl<'a> Both<'a> {
    pub(super) fn of(before: &'a Plan, after: &'a Plan, side: Side) -> Self {
        Self {
            before: Names::of(before, side),
            after: Names::of(after, side),
        }
    }
}

/// The differences that `edit` consists of, in the order of [`Comparison::differences`](super::Comparison::differences).
pub(super) fn differences(edit: &Edit, details: &Details<'_>) -> Vec<Difference> {
    let mut groups: FxHashMap<(Home, AnyId), Vec<usize>> = FxHashMap::default();
    for (place, change) in edit.changes.iter().enumerate() {
        groups.entry((change.side(), owner(change))).or_default().push(place);
    }
    let mut list: Vec<Difference> = groups
        .into_iter()
        .map(|((side, row), changes)| difference(details.of_side(side), side, row, changes))
        .collect();
    sort_by_key(&mut list, |difference| {
        let first = difference.cidrs.first().copied();
        let part = match (difference.row, first) {
            (AnyId::About(_) | AnyId::Ipam(_) | AnyId::Scope(_), _) => 0,
            (_, Some(_)) => 1,
            (_, None) => 2,
        };
        (part, first, difference.row, difference.side)
    });
    list
}

/// The thing that a change is counted with. A CIDR that another one has now is counted with that one.
fn owner(change: &Change) -> AnyId {
    match change {
        Change::Aws(_, AwsChange::PoolCidr(row)) => last(row).map_or(change.id(), |row| row.pool.into()),
        Change::Aws(_, AwsChange::VpcCidr(row)) => last(row).map_or(change.id(), |row| row.vpc.into()),
        other => other.id(),
    }
}

fn last<T>(change: &RowChange<T>) -> Option<&T> {
    change.after.as_deref().or(change.before.as_deref())
}

fn difference(both: &Both<'_>, side: Option<Side>, row: AnyId, changes: Vec<usize>) -> Difference {
    let what = match (both.before.has(row), both.after.has(row)) {
        (false, _) => What::Added,
        (true, false) => What::Removed,
        (true, true) if is_moved(both, row) => What::Moved,
        (true, true) => What::Changed,
    };
    let told = if what == What::Removed {
        &both.before
    } else {
        &both.after
    };
    Difference {
        row,
        side,
        what,
        name: told.name(row),
        path: told.path(row),
        cidrs: told.cidrs(row),
        changes,
    }
}

/// Whether a thing that is in both plans hangs somewhere else, or lost addresses and got others.
fn is_moved(both: &Both<'_>, row: AnyId) -> bool {
    let [cidrs, new_cidrs] = [&both.before, &both.after].map(|names| names.cidrs(row));
    let lost = cidrs.iter().any(|cidr| !new_cidrs.contains(cidr));
    let got = new_cidrs.iter().any(|cidr| !cidrs.contains(cidr));
    (lost && got) || hangs_in(&both.before, row) != hangs_in(&both.after, row)
}

/// What a thing hangs in, as far as it says so itself.
fn hangs_in(names: &Names<'_>, row: AnyId) -> Vec<AnyId> {
    let mut above = Vec::new();
    names.tables().visit_references_of(row, &mut |to| {
        let is_above = match row {
            // A planning pool names its VPC, too.
            AnyId::Pool(_) | AnyId::Reservation(_) | AnyId::PublicBlock(_) => {
                matches!(to, AnyId::Scope(_) | AnyId::Pool(_))
            }
            AnyId::Vpc(_) => matches!(to, AnyId::Scope(_)),
            AnyId::Subnet(_) => matches!(to, AnyId::Vpc(_)),
            _ => false,
        };
        if is_above {
            above.push(to);
        }
    });
    above
}
