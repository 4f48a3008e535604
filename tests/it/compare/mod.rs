//! What differs between two plans, and putting two copies together.

mod differences;
mod merge;

use ipam_planner::compare::{Comparison, Evaluated};
use ipam_planner::plan::Plan;
use ipam_planner::workspace::Workspace;

fn evaluated(workspace: &Workspace) -> Evaluated<'_> {
    Evaluated {
        plan: workspace.plan(),
        index: workspace.index(),
        findings: workspace.findings(),
        estimate: workspace.estimate(),
    }
}

fn compared(before: &Plan, after: &Plan) -> Comparison {
    let [before, after] = [before, after].map(|plan| Workspace::open(plan.clone()));
    Comparison::of(evaluated(&before), evaluated(&after))
}

/// The plan after an edit, which it must not refuse.
fn after(plan: &Plan, edit: ipam_planner::plan::Edit) -> Plan {
    let mut plan = plan.clone();
    plan.apply(edit).unwrap();
    plan
}
