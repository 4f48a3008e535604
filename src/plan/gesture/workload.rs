//! Adding, changing and removing what runs in a VPC.

use super::Gesture;
use crate::plan::{Adjustment, Edit, Id, IdSource, Plan, RowChange, Workload, tidy};

/// Adds a workload.
pub fn add_workload(ids: &mut dyn IdSource, row: Workload) -> (Id<Workload>, Gesture) {
    let id = Id::mint(ids);
    let label = label("Add", &row);
    let mut edit = Edit::new();
    edit.intent(RowChange {
        id,
        before: None,
        after: Some(Box::new(row)),
    });
    (id, gesture(label, edit))
}

/// Makes a workload another. Nothing when there is none, or it is so already.
pub fn change_workload(plan: &Plan, id: Id<Workload>, row: Workload) -> Option<Gesture> {
    let before = plan.intent().workloads.get(&id)?;
    if *before == row {
        return None;
    }
    let label = label("Change", &row);
    let mut edit = Edit::new();
    edit.intent(RowChange {
        id,
        before: Some(Box::new(before.clone())),
        after: Some(Box::new(row)),
    });
    Some(gesture(label, edit))
}

/// Removes a workload, and what scenarios say about it alone. Nothing when there is none.
pub fn remove_workload(plan: &Plan, id: Id<Workload>) -> Option<Gesture> {
    let row = plan.intent().workloads.get(&id)?;
    let mut edit = Edit::new();
    edit.intent(RowChange {
        id,
        before: Some(Box::new(row.clone())),
        after: None,
    });
    let is_about = |adjustment: &Adjustment| adjustment.workload() == Some(id);
    for (scenario, before) in &plan.intent().scenarios {
        if before.adjustments.iter().any(is_about) {
            let mut after = before.clone();
            after.adjustments.retain(|adjustment| !is_about(adjustment));
            edit.intent(RowChange {
                id: *scenario,
                before: Some(Box::new(before.clone())),
                after: Some(Box::new(after)),
            });
        }
    }
    Some(gesture(label("Remove", row), edit))
}

fn label(verb: &str, row: &Workload) -> String {
    match tidy(&row.name) {
        Some(name) => format!("{verb} workload {name}"),
        None => format!("{verb} workload"),
    }
}

fn gesture(label: String, edit: Edit) -> Gesture {
    Gesture {
        label,
        edit,
        focus: None,
    }
}
