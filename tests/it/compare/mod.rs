//! What differs between two plans, and putting two copies together.

mod differences;
mod merge;
mod places;

use ipam_planner::compare::Comparison;
use ipam_planner::plan::Plan;
use ipam_planner::workspace::Workspace;

fn compared(before: &Plan, after: &Plan) -> Comparison {
    let [before, after] = [before, after].map(|plan| Workspace::open(plan.clone()));
    Comparison::of(before.source(), after.source())
}

/// The plan after an edit, which it must not refuse.
fn after(plan: &Plan, edit: ipam_planner::plan::Edit) -> Plan {
    let mut plan = plan.clone();
    plan.apply(edit).unwrap();
    plan
}
