//! Stating what if it were otherwise, and how the cost is reckoned.

use super::Gesture;
use super::connect::{called, gesture, put, removal};
use crate::plan::{CostSettings, Edit, Id, Plan, RowChange, Scenario};

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
