//! What differs between two plans: two files, a link and a plan, a step of the history and now, the design and what exists.
//!
//! Rows are the same when their ids are: two copies of one plan never mint the same id for two things. Plans that do not
//! come from one another are brought to common ids by importing one into the other first.
//!
//! - [`Comparison`]: the differences as people speak of them, with what becomes of findings, addresses and money
//! - [`Details`]: what differs in one thing, field by field
//! - [`tree`](tree()) and [`strips`](strips()): the differences where they stand, and to scale
//! - [`Comparison::taking`]: single differences as an edit
//! - [`merge`](merge()): three plans, two of which come from the third; [`Copies`] tells what is in conflict
//!
//! It knows the plan, its findings, its cost and how the file spells fields; not where the plans come from.

mod difference;
mod fields;
mod merge;
mod names;
mod report;
mod strips;
mod take;
mod told;
mod total;
mod tree;

pub use difference::{Difference, What};
pub use fields::{Details, FieldDifference};
pub use merge::{Conflict, Merged, Take, merge};
pub use report::markdown;
pub use strips::{Bar, LENGTH, Strip, strips};
pub use told::{Copies, ToldConflict};
pub use total::Total;
pub use tree::{Mark, TreeLine, tree};

use crate::export::Source;
use crate::foresight::{self, Foresight};
use crate::plan::{AwsTables, Edit, IntentTables, Plan, Side, diff};
use crate::rules::Facts;

fn facts(source: Source<'_>) -> Facts<'_> {
    Facts {
        plan: source.plan,
        index: source.index,
    }
}

/// What differs between two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The edit that makes the second plan of the first.
    pub edit: Edit,
    /// The differences: settings of the plan first, then what has addresses in their order, then the rest. Every change of
    /// [`Comparison::edit`] belongs to exactly one.
    pub differences: Vec<Difference>,
    /// What becomes of the findings.
    pub findings: Foresight,
    /// What there is in the first plan.
    pub before: Total,
    /// What there is in the second plan.
    pub after: Total,
}

impl Comparison {
    /// Compares two plans. O(rows + findings), and O(n log n) in what differs.
    pub fn of(before: Source<'_>, after: Source<'_>) -> Self {
        let edit = diff(before.plan, after.plan);
        let findings = {
            let (mut foresight, gone) = foresight::Before::of(before.findings).compared(after.findings, facts(after));
            foresight.gone = gone
                .into_iter()
                .map(|finding| foresight::told(finding, facts(before)))
                .collect();
            foresight
        };
        Self {
            differences: difference::differences(&edit, &Details::of(before.plan, after.plan)),
            edit,
            findings,
            before: Total::of(before),
            after: Total::of(after),
        }
    }

    /// Whether the plans are equal.
    pub fn is_empty(&self) -> bool {
        self.edit.is_empty()
    }

    /// How many differences there are of a kind.
    pub fn count(&self, what: What) -> usize {
        self.differences
            .iter()
            .filter(|difference| difference.what == what)
            .count()
    }

    /// The edit that takes over `chosen`, places in [`Comparison::differences`], into the first plan; with whatever they cannot
    /// be without: the account of a VPC that comes, the subnets of one that goes.
    pub fn taking(&self, chosen: &[usize]) -> Edit {
        let changes = chosen.iter().filter_map(|place| self.differences.get(*place));
        take::with_needs(
            &self.edit,
            changes.flat_map(|difference| difference.changes.iter().copied()),
        )
    }

    /// The edit that takes `chosen` back in the second plan, so that they are there as in the first: [`Comparison::taking`] from the
    /// other side.
    pub fn taking_back(&self, chosen: &[usize]) -> Edit {
        let back = self.edit.clone().inverted();
        let last = back.changes.len().saturating_sub(1);
        let changes = chosen.iter().filter_map(|place| self.differences.get(*place));
        let places = changes.flat_map(|difference| difference.changes.iter());
        // What is taken back is taken back from the end.
        take::with_needs(&back, places.filter_map(|place| last.checked_sub(*place)))
    }
}

/// The plan of what exists in AWS, to compare with what is [`designed`]; nothing when nothing is marked as existing.
///
/// What every plan has and AWS has not yet (the IPAM, the default scopes) is taken from the design.
pub fn existing(plan: &Plan) -> Option<Plan> {
    if plan.actual().row_count() == 0 {
        return None;
    }
    let mut tables = plan.actual().clone();
    let design = plan.design();
    if tables.ipams.is_empty() {
        tables.ipams = design.ipams.clone();
    }
    for id in [Plan::default_private_scope(), Plan::default_public_scope()] {
        if let Some(scope) = design.scopes.get(&id).filter(|_| !tables.scopes.contains_key(&id)) {
            tables.scopes.insert(id, scope.clone());
        }
    }
    bare(tables, plan)
}

/// The plan of what is designed, without what exists and what is stated about it: the other side of [`existing`].
pub fn designed(plan: &Plan) -> Option<Plan> {
    bare(plan.design().clone(), plan)
}

fn bare(design: AwsTables, plan: &Plan) -> Option<Plan> {
    let intent = IntentTables {
        abouts: plan.intent().abouts.clone(),
        accounts: plan.intent().accounts.clone(),
        ..IntentTables::default()
    };
    Plan::from_tables(design, AwsTables::default(), intent).ok()
}

/// Where a change belongs: to one of the two sets of AWS tables, or to what the planners state.
type Home = Option<Side>;
