//! Edits as data: what undo, redo, import preview, plan comparison and quick fixes have in common.

use std::fmt;

use rustc_hash::FxHashMap;

use super::tables::{AwsChange, IntentChange};
use super::{AnyId, Id, Plan, Row, RowChange};

/// Which of the two sets of AWS tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// What is wanted: the design.
    Design,
    /// What exists in AWS.
    Actual,
}

/// A change of one row of any table of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A row of one of the two sets of AWS tables.
    Aws(Side, AwsChange),
    /// A row of what the planners state.
    Intent(IntentChange),
}

impl Change {
    /// The id of the changed row.
    pub fn id(&self) -> AnyId {
        match self {
            Change::Aws(_, change) => change.id(),
            Change::Intent(change) => change.id(),
        }
    }

    /// Whether the row exists before and whether it does after.
    pub fn existence(&self) -> (bool, bool) {
        match self {
            Change::Aws(_, change) => change.existence(),
            Change::Intent(change) => change.existence(),
        }
    }

    /// Calls `visit` with every id that the row holds before the change.
    pub fn visit_references_before(&self, visit: &mut dyn FnMut(AnyId)) {
        match self {
            Change::Aws(_, change) => change.visit_references_before(visit),
            Change::Intent(change) => change.visit_references_before(visit),
        }
    }

    /// Calls `visit` with every id that the row holds after the change.
    pub fn visit_references_after(&self, visit: &mut dyn FnMut(AnyId)) {
        match self {
            Change::Aws(_, change) => change.visit_references_after(visit),
            Change::Intent(change) => change.visit_references_after(visit),
        }
    }

    /// Which of the two sets of AWS tables it is about; none when about what the planners state.
    pub fn side(&self) -> Option<Side> {
        match self {
            Change::Aws(side, _) => Some(*side),
            Change::Intent(_) => None,
        }
    }

    /// The row, and the set of tables that it stands in.
    fn row(&self) -> (Side, AnyId) {
        match self {
            Change::Aws(side, change) => (*side, change.id()),
            Change::Intent(change) => (Side::Design, change.id()),
        }
    }

    fn go_on(&mut self, later: Self) {
        match (self, later) {
            (Change::Aws(_, change), Change::Aws(_, later)) => change.go_on(later),
            (Change::Intent(change), Change::Intent(later)) => change.go_on(later),
            _ => {}
        }
    }

    fn is_nothing(&self) -> bool {
        match self {
            Change::Aws(_, change) => change.is_nothing(),
            Change::Intent(change) => change.is_nothing(),
        }
    }

    fn inverted(self) -> Self {
        match self {
            Change::Aws(side, change) => Change::Aws(side, change.inverted()),
            Change::Intent(change) => Change::Intent(change.inverted()),
        }
    }
}

/// A list of changed rows, applied all or not at all. At most one change per row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The changes.
    pub changes: Vec<Change>,
}

impl Edit {
    /// An edit that changes nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The edit that takes this one back.
    pub fn inverted(self) -> Self {
        Self {
            changes: self.changes.into_iter().rev().map(Change::inverted).collect(),
        }
    }

    /// The one edit that does what these do one after the other. O(changes).
    pub fn net(edits: impl IntoIterator<Item = Self>) -> Self {
        let mut changes: Vec<Change> = Vec::new();
        let mut places: FxHashMap<(Side, AnyId), usize> = FxHashMap::default();
        for change in edits.into_iter().flat_map(|edit| edit.changes) {
            let place = *places.entry(change.row()).or_insert(changes.len());
            match changes.get_mut(place) {
                Some(earlier) => earlier.go_on(change),
                None => changes.push(change),
            }
        }
        changes.retain(|change| !change.is_nothing());
        Self { changes }
    }

    /// Adds a row of the design.
    pub fn add<T>(&mut self, id: Id<T>, row: T)
    where
        T: Row,
        AwsChange: From<RowChange<T>>,
    {
        self.design(RowChange {
            id,
            before: None,
            after: Some(Box::new(row)),
        });
    }

    /// Removes a row of the design that now reads `row`.
    pub fn remove<T>(&mut self, id: Id<T>, row: &T)
    where
        T: Row,
        AwsChange: From<RowChange<T>>,
    {
        self.design(RowChange {
            id,
            before: Some(Box::new(row.clone())),
            after: None,
        });
    }

    /// Changes a row of the design that now reads `row`; nothing when `change` leaves it as it is.
    pub fn update<T>(&mut self, id: Id<T>, row: &T, change: impl FnOnce(&mut T))
    where
        T: Row,
        AwsChange: From<RowChange<T>>,
    {
        let mut after = Box::new(row.clone());
        change(&mut after);
        self.replace(id, row, after);
    }

    /// Changes a row of the design that now reads `row` to `after`, unless that is the same.
    fn replace<T>(&mut self, id: Id<T>, row: &T, after: Box<T>)
    where
        T: Row,
        AwsChange: From<RowChange<T>>,
    {
        if *after != *row {
            self.design(RowChange {
                id,
                before: Some(Box::new(row.clone())),
                after: Some(after),
            });
        }
    }

    /// Appends a changed row of the design.
    pub fn design<T>(&mut self, change: RowChange<T>)
    where
        AwsChange: From<RowChange<T>>,
    {
        self.changes.push(Change::Aws(Side::Design, change.into()));
    }

    /// Appends a changed row of what the planners state.
    pub fn intent<T>(&mut self, change: RowChange<T>)
    where
        IntentChange: From<RowChange<T>>,
    {
        self.changes.push(Change::Intent(change.into()));
    }
}

/// Why an edit is refused. The plan is then as it was.
///
/// Refused is only what would leave no meaningful document; what AWS would refuse is a finding instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The row is not what the edit expects: it was made for another state of the plan.
    Outdated(AnyId),
    /// The edit changes the same row twice.
    Twice(AnyId),
    /// The row refers to one that does not exist.
    Missing {
        /// The row that refers.
        from: AnyId,
        /// The row that is not there.
        to: AnyId,
    },
    /// The row is removed while others refer to it.
    StillUsed(AnyId),
    /// The pool would be under itself.
    Cycle(AnyId),
    /// The plan must have exactly one IPAM, one heading and the two default scopes, and this one would break that.
    Singleton(AnyId),
}

impl Refusal {
    /// The row that is refused.
    pub fn row(&self) -> AnyId {
        match self {
            Refusal::Outdated(id)
            | Refusal::Twice(id)
            | Refusal::Missing { from: id, .. }
            | Refusal::StillUsed(id)
            | Refusal::Cycle(id)
            | Refusal::Singleton(id) => *id,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Outdated(id) => {
                write!(
                    f,
                    "the {} {} has changed since this edit was prepared",
                    id.kind(),
                    id.as_str()
                )
            }
            Refusal::Twice(id) => write!(f, "the edit changes the {} {} twice", id.kind(), id.as_str()),
            Refusal::Missing { from, to } => {
                let (from_kind, to_kind) = (from.kind(), to.kind());
                write!(
                    f,
                    "the {from_kind} {} refers to the {to_kind} {}, which does not exist",
                    from.as_str(),
                    to.as_str()
                )
            }
            Refusal::StillUsed(id) => {
                write!(
                    f,
                    "the {} {} cannot be removed: others still refer to it",
                    id.kind(),
                    id.as_str()
                )
            }
            Refusal::Cycle(id) => write!(f, "the {} {} would be its own source pool", id.kind(), id.as_str()),
            Refusal::Singleton(id) => {
                write!(
                    f,
                    "the {} {} is one that every plan has, exactly once",
                    id.kind(),
                    id.as_str()
                )
            }
        }
    }
}

impl std::error::Error for Refusal {}

/// The edit that makes `to` out of `from`.
pub fn diff(from: &Plan, to: &Plan) -> Edit {
    let mut changes: Vec<Change> = Vec::new();
    changes.extend(
        from.design
            .diff(&to.design)
            .into_iter()
            .map(|change| Change::Aws(Side::Design, change)),
    );
    changes.extend(
        from.actual
            .diff(&to.actual)
            .into_iter()
            .map(|change| Change::Aws(Side::Actual, change)),
    );
    changes.extend(from.intent.diff(&to.intent).into_iter().map(Change::Intent));
    Edit { changes }
}
