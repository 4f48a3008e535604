//! What differs in one thing, field by field.

use super::Difference;
use super::difference::Both;
use super::names::{Names, plain};
use crate::format::FieldPath;
use crate::ordered::{OrderedMap, sort};
use crate::plan::{AnyId, Change, Edit, Plan, Side};

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDifference {
    /// What is called so in the file, in words: "allocation min netmask length", "tags Owner", "CIDR 10.0.0.0/16 pool".
    pub field: String,
    /// What it says in the first plan; nothing where it says nothing.
    pub before: Option<String>,
    /// What it says in the second plan.
    pub after: Option<String>,
}

/// Both plans, made ready to be asked for fields.
pub struct Details<'a> {
    design: Both<'a>,
    actual: Both<'a>,
}

impl<'a> Details<'a> {
    /// O(n log n) in the CIDRs of both plans.
    pub fn of(before: &'a Plan, after: &'a Plan) -> Self {
        let both = |side| Both::of(before, after, side);
        Self {
            design: both(Side::Design),
            actual: both(Side::Actual),
        }
    }

    /// The fields in which a difference consists, those of the thing itself first. What refers to another row says what that is
    /// called. O(1) in the size of the plans.
    pub fn fields(&self, edit: &Edit, difference: &Difference) -> Vec<FieldDifference> {
        let both = self.of_side(difference.side);
        let mut list = Vec::new();
        let changes = || difference.changes.iter().filter_map(|place| edit.changes.get(*place));
        for change in changes().filter(|change| change.id() == difference.row) {
            of_row(change, both, "", &mut list);
        }
        for change in changes().filter(|change| change.id() != difference.row) {
            of_part(change, both, &mut list);
        }
        list
    }

    pub(super) fn of_side(&self, side: Option<Side>) -> &Both<'a> {
        match side {
            Some(Side::Actual) => &self.actual,
            _ => &self.design,
        }
    }
}

/// A CIDR of a pool or VPC: whole where it comes or goes.
fn of_part(change: &Change, both: &Both<'_>, list: &mut Vec<FieldDifference>) {
    let cidr = |names: &Names<'_>| names.cidrs(change.id()).first().map(ToString::to_string);
    match (cidr(&both.before), cidr(&both.after)) {
        (Some(before), Some(_)) => of_row(change, both, &format!("CIDR {before} "), list),
        (before, after) => list.push(FieldDifference {
            field: "CIDR".to_owned(),
            before,
            after,
        }),
    }
}

fn of_row(change: &Change, both: &Both<'_>, prefix: &str, list: &mut Vec<FieldDifference>) {
    let fields = |names: &Names<'_>| names.fields(change.id()).unwrap_or_default();
    let [before, after] = [fields(&both.before), fields(&both.after)];
    let (mut called_before, mut called_after) = (Called::default(), Called::default());
    change.visit_references_before(&mut |to| called_before.learn(to, &both.before));
    change.visit_references_after(&mut |to| called_after.learn(to, &both.after));
    let mut paths: Vec<&FieldPath> = before.iter().chain(after.iter()).map(|(path, _)| path).collect();
    sort(&mut paths);
    paths.dedup();
    for path in paths {
        if before.get(path) != after.get(path) {
            list.push(FieldDifference {
                field: format!("{prefix}{}", path.join(" ").replace('_', " ")),
                before: before.get(path).map(|value| called_before.value(value)),
                after: after.get(path).map(|value| called_after.value(value)),
            });
        }
    }
}

/// What the rows that a row refers to are called, by their ids.
#[derive(Default)]
pub(super) struct Called(OrderedMap<String, String>);

impl Called {
    /// What a row of one plan refers to.
    pub(super) fn of(row: AnyId, names: &Names<'_>) -> Self {
        let mut called = Self::default();
        names.visit_references_of(row, &mut |to| called.learn(to, names));
        called
    }

    fn learn(&mut self, row: AnyId, names: &Names<'_>) {
        self.0.insert(row.as_str().to_owned(), names.name(row));
    }

    /// A JSON value as people read it.
    pub(super) fn value(&self, json: &str) -> String {
        let name = |text: String| self.0.get(&text).cloned().unwrap_or(text);
        match serde_json::from_str::<Vec<String>>(json) {
            Ok(list) => list.into_iter().map(name).collect::<Vec<_>>().join(", "),
            Err(_) => match json {
                "true" => "yes".to_owned(),
                "false" => "no".to_owned(),
                json => name(plain(json)),
            },
        }
    }
}
