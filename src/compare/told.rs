//! Conflicts of a merge as people speak of them.

use super::Home;
use super::fields::Called;
use super::merge::Conflict;
use super::names::Names;
use crate::plan::{AnyId, Plan, Side};

/// A conflict in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldConflict {
    /// What the row is called, in the first copy that has it.
    pub name: String,
    /// What kind of row it is: "pool".
    pub kind: &'static str,
    /// What it is under there.
    pub path: Vec<String>,
    /// The field; none when it is about the whole row.
    pub field: Option<String>,
    /// What it says: in what both come from, in ours, in theirs. Nothing where it says nothing, or the row is not there.
    pub values: [Option<String>; 3],
}

/// What both copies come from, ours and theirs, made ready to be asked for names.
pub struct Copies<'a> {
    design: [Names<'a>; 3],
    actual: [Names<'a>; 3],
}

impl<'a> Copies<'a> {
    /// O(n log n) in the CIDRs.
    pub fn of(plans: [&'a Plan; 3]) -> Self {
        Self {
            design: plans.map(|plan| Names::of(plan, Side::Design)),
            actual: plans.map(|plan| Names::of(plan, Side::Actual)),
        }
    }

    /// What a row is called, in the first of ours, theirs and what both come from that has it.
    pub fn name(&self, side: Option<Side>, row: AnyId) -> String {
        self.telling(side, row).name(row)
    }

    /// A conflict in words.
    pub fn told(&self, conflict: &Conflict) -> ToldConflict {
        let Conflict { side, row, .. } = *conflict;
        let telling = self.telling(side, row);
        let mut values: [Option<String>; 3] = [None, None, None];
        for ((value, said), names) in values.iter_mut().zip(&conflict.values).zip(self.of_side(side)) {
            *value = match (&conflict.field, said) {
                (Some(_), Some(said)) => Some(Called::of(row, names).value(said)),
                (Some(_), None) => None,
                (None, _) => names.has(row).then(|| names.name(row)),
            };
        }
        ToldConflict {
            name: telling.name(row),
            kind: row.kind(),
            path: telling.path(row),
            field: conflict.field.as_ref().map(|path| path.join(" ").replace('_', " ")),
            values,
        }
    }

    fn of_side(&self, side: Home) -> &[Names<'a>; 3] {
        match side {
            Some(Side::Actual) => &self.actual,
            _ => &self.design,
        }
    }

    fn telling(&self, side: Home, row: AnyId) -> &Names<'a> {
        let [base, ours, theirs] = self.of_side(side);
        [ours, theirs].into_iter().find(|names| names.has(row)).unwrap_or(base)
    }
}
