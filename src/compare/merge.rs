//! Two copies of a plan that went their own ways, put together by what they both come from.
//!
//! What only one copy changed is as that copy says, field by field. Where both changed the same field to something else, it
//! stays as in the first copy, and is a conflict to be decided. Nothing is lost that either copy worked on: what one removed and
//! the other changed stays, and so does what one removed and the other still needs.

use rustc_hash::FxHashSet;

use super::Home;
use crate::format::{FieldPath, RowFields};
use crate::ordered::{OrderedSet, sort};
use crate::plan::{AnyId, AwsTables, Edit, IntentTables, Plan, Refusal, Side, diff};

/// Which of the two copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// The first: the one that the edit is for.
    Ours,
    /// The second.
    Theirs,
}

/// Something that both copies changed, each in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which of the two sets of AWS tables the row stands in; none for what the planners state.
    pub side: Option<Side>,
    /// The row.
    pub row: AnyId,
    /// The field; none when it is about the whole row: one removed it, or the two together say nothing that makes sense.
    pub field: Option<FieldPath>,
    /// What the field says in each, as JSON: in what both come from, in ours, in theirs.
    pub values: [Option<String>; 3],
    /// Which of the two it is now.
    pub taken: Take,
}

/// Two copies put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// What makes the merged plan out of ours.
    pub edit: Edit,
    /// What is to be decided, in order of rows.
    pub conflicts: Vec<Conflict>,
    /// Rows that one copy removed and the other still needs: they stay.
    pub kept: Vec<(Option<Side>, AnyId)>,
}

/// Puts two copies of `base` together. `decide` is asked about each conflict; where it has no answer, ours is taken, but of a row that
/// only one of them still has, that one. O(n log n) in the rows.
///
/// # Errors
/// Why the two together are no plan. None is known to be, but files can say anything.
pub fn merge(
    base: &Plan,
    ours: &Plan,
    theirs: &Plan,
    decide: &dyn Fn(&Conflict) -> Option<Take>,
) -> Result<Merged, Vec<Refusal>> {
    let mut tables = Tables::of(ours);
    let mut merged = Merged::default();
    let mut touched: OrderedSet<(Home, AnyId)> = OrderedSet::new();
    for other in [ours, theirs] {
        for change in diff(base, other).changes {
            touched.insert((change.side(), change.id()));
        }
    }
    for (side, row) in &touched {
        merge_row([base, ours, theirs], (*side, *row), decide, &mut tables, &mut merged);
    }
    keep_what_is_needed([base, ours, theirs], &touched, &mut tables, &mut merged);
    let plan = without_cycles(ours, tables, &mut merged)?;
    merged.edit = diff(ours, &plan);
    Ok(merged)
}

/// The tables of a plan in the making.
#[derive(Clone)]
struct Tables {
    design: AwsTables,
    actual: AwsTables,
    intent: IntentTables,
}

impl Tables {
    fn of(plan: &Plan) -> Self {
        Self {
            design: plan.design().clone(),
            actual: plan.actual().clone(),
            intent: plan.intent().clone(),
        }
    }

    fn has(&self, (side, row): (Home, AnyId)) -> bool {
        match side {
            None => self.intent.has(row),
            Some(side) => self.aws(side).has(row),
        }
    }

    fn aws(&self, side: Side) -> &AwsTables {
        match side {
            Side::Design => &self.design,
            Side::Actual => &self.actual,
        }
    }

    /// Makes the row what it is in `plan`.
    fn take(&mut self, (side, row): (Home, AnyId), plan: &Plan) {
        let aws = match side {
            Some(Side::Actual) => plan.actual(),
            _ => plan.design(),
        };
        self.take_from((side, row), aws, plan.intent());
    }

    fn take_from(&mut self, (side, row): (Home, AnyId), aws: &AwsTables, intent: &IntentTables) {
        match side {
            None => self.intent.take(intent, row),
            Some(Side::Design) => self.design.take(aws, row),
            Some(Side::Actual) => self.actual.take(aws, row),
        }
    }

    /// Makes the row what `fields` say, if they say a row.
    fn set(&mut self, (side, row): (Home, AnyId), fields: &RowFields) -> bool {
        let (mut aws, mut intent) = (AwsTables::default(), IntentTables::default());
        let is_row = fields.write_to(row, &mut aws, &mut intent);
        if is_row {
            self.take_from((side, row), &aws, &intent);
        }
        is_row
    }

    fn plan(self) -> Result<Plan, Vec<(Side, Refusal)>> {
        Plan::from_tables(self.design, self.actual, self.intent)
    }
}

fn fields_of(plan: &Plan, (side, row): (Home, AnyId)) -> Option<RowFields> {
    let aws = match side {
        Some(Side::Actual) => plan.actual(),
        _ => plan.design(),
    };
    RowFields::of(aws, plan.intent(), row)
}

/// Merges one row, which at least one of the copies changed, into `tables`, where it is as in ours.
fn merge_row(
    plans: [&Plan; 3],
    at: (Home, AnyId),
    decide: &dyn Fn(&Conflict) -> Option<Take>,
    tables: &mut Tables,
    merged: &mut Merged,
) {
    let theirs_plan = plans[2];
    let [base, ours, theirs] = plans.map(|plan| fields_of(plan, at));
    if ours == theirs || theirs == base {
        return;
    }
    if ours == base {
        tables.take(at, theirs_plan);
        return;
    }
    let mut settle = |field: Option<FieldPath>, values, otherwise| {
        let mut conflict = Conflict {
            side: at.0,
            row: at.1,
            field,
            values,
            taken: otherwise,
        };
        conflict.taken = decide(&conflict).unwrap_or(otherwise);
        let taken = conflict.taken;
        merged.conflicts.push(conflict);
        taken
    };
    let (Some(ours), Some(theirs)) = (&ours, &theirs) else {
        // Nobody's work is lost.
        let otherwise = if ours.is_some() { Take::Ours } else { Take::Theirs };
        if settle(None, [None, None, None], otherwise) == Take::Theirs {
            tables.take(at, theirs_plan);
        }
        return;
    };
    let base = base.unwrap_or_default();
    let mut both = ours.clone();
    let mut paths: Vec<&FieldPath> = theirs.iter().chain(base.iter()).map(|(path, _)| path).collect();
    sort(&mut paths);
    paths.dedup();
    let mut undecided = Vec::new();
    for path in paths {
        let values = [base.get(path), ours.get(path), theirs.get(path)];
        let [from, here, there] = values;
        if here == there || there == from {
            continue;
        }
        if here == from {
            both.set(path, there);
        } else {
            undecided.push((path.clone(), values.map(|value| value.map(str::to_owned))));
        }
    }
    for (path, values) in undecided {
        let there = values[2].clone();
        if settle(Some(path.clone()), values, Take::Ours) == Take::Theirs {
            both.set(&path, there.as_deref());
        }
    }
    // Alternatives (what runs in a workload) can only be taken as a whole.
    if !tables.set(at, &both) && settle(None, [None, None, None], Take::Ours) == Take::Theirs {
        tables.take(at, theirs_plan);
    }
}

/// Puts back what is referred to and was removed by one of the copies.
fn keep_what_is_needed(
    [base, ours, theirs]: [&Plan; 3],
    touched: &OrderedSet<(Home, AnyId)>,
    tables: &mut Tables,
    merged: &mut Merged,
) {
    let mut next: Vec<(Home, AnyId)> = touched.iter().copied().collect();
    let mut seen: FxHashSet<(Home, AnyId)> = FxHashSet::default();
    while let Some(at) = next.pop() {
        let mut needed = Vec::new();
        let mut visit = |to: AnyId| needed.push((super::take::home(at.0, to), to));
        match at.0 {
            None => tables.intent.visit_references_of(at.1, &mut visit),
            Some(side) => tables.aws(side).visit_references_of(at.1, &mut visit),
        }
        for row in needed {
            if tables.has(row) || !seen.insert(row) {
                continue;
            }
            for plan in [theirs, ours, base] {
                tables.take(row, plan);
                if tables.has(row) {
                    merged.kept.push(row);
                    next.push(row);
                    break;
                }
            }
        }
    }
    sort(&mut merged.kept);
}

/// The plan of the tables. Two pools that each copy put under the other stay where they are in ours.
fn without_cycles(ours: &Plan, mut tables: Tables, merged: &mut Merged) -> Result<Plan, Vec<Refusal>> {
    let mut put_back: FxHashSet<(Home, AnyId)> = FxHashSet::default();
    loop {
        let refusals = match tables.clone().plan() {
            Ok(plan) => return Ok(plan),
            Err(refusals) => refusals,
        };
        let mut any = false;
        for (side, refusal) in &refusals {
            let at = (Some(*side), refusal.row());
            if matches!(refusal, Refusal::Cycle(_)) && put_back.insert(at) {
                any = true;
                tables.take(at, ours);
                merged.conflicts.push(Conflict {
                    side: at.0,
                    row: at.1,
                    field: Some(vec!["source".to_owned()]),
                    values: [None, None, None],
                    taken: Take::Ours,
                });
            }
        }
        if !any {
            return Err(refusals.into_iter().map(|(_, refusal)| refusal).collect());
        }
    }
}
