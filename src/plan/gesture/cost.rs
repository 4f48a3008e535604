//! Stating what runs in VPCs, what if it were otherwise, and how it is reckoned.

use super::Gesture;
use super::connect::{called, gesture, put, removal};
use crate::plan::{CostSettings, Edit, Id, Plan, RowChange, Scenario, Workload};

/// Writes a workload: a new one under an id that no workload has, or another in its place. The plan refuses one that names
/// what does not exist.
pub fn put_workload(plan: &Plan, id: Id<Workload>, row: Workload) -> Gesture {
    let called = called("workload", &row.name);
    put(&plan.intent().workloads, id, row, &called)
}

/// Removes a workload, and what scenarios say about it alone. None when there is no such workload.
pub fn remove_workload(plan: &Plan, id: Id<Workload>) -> Option<Gesture> {
    let intent = plan.intent();
    let row = intent.workloads.get(&id)?;
    let mut edit = Edit::new();
    for (scenario, row) in &intent.scenarios {
        let mut after = row.clone();
        after.adjustments.retain(|adjustment| adjustment.workload() != Some(id));
        if after != *row {
            edit.intent(RowChange {
                id: *scenario,
                before: Some(Box::new(row.clone())),
                after: Some(Box::new(after)),
            });
        }
    }
    edit.intent(removal(id, row));
    Some(gesture(format!("Remove {}", called("workload", &row.name)), edit))
}

/// Writes a scenario: a new one under an id that no scenario has, or another in its place.
pub fn put_scenario(plan: &Plan, id: Id<Scenario>, row: Scenario) -> Gesture {
    let called = called("scenario", &row.name);
    put(&plan.intent().scenarios, id, row, &called)
}

/// Removes a scenario. None when there is no such scenario.
pub fn remove_scenario(plan: &Plan, id: Id<Scenario>) -> Option<Gesture> {
    let row = plan.intent().scenarios.get(&id)?;
    let mut edit = Edit::new();
    edit.intent(removal(id, row));
    Some(gesture(format!("Remove {}", called("scenario", &row.name)), edit))
}

/// Writes how the bill is reckoned. An empty edit when it is so already.
pub fn put_cost_settings(plan: &Plan, settings: CostSettings) -> Gesture {
    let mut after = plan.about().clone();
    after.cost = settings;
    let mut edit = Edit::new();
    if after != *plan.about() {
        edit.intent(RowChange {
            id: Plan::about_id(),
            before: Some(Box::new(plan.about().clone())),
            after: Some(Box::new(after)),
        });
    }
    gesture("Change how the cost is reckoned".to_owned(), edit)
}
