//! A workspace keeps the plan and what is derived from it together, however an edit came about.

use ipam_planner::examples::EXAMPLES;
use ipam_planner::format;
use ipam_planner::plan::{Plan, diff};
use ipam_planner::workspace::Workspace;

/// What is seen of a workspace.
fn seen(workspace: &Workspace) -> (String, Vec<String>, usize) {
    let findings = workspace.findings().iter();
    let mut findings: Vec<String> = findings
        .filter_map(|finding| finding.sentence(workspace.facts()))
        .collect();
    findings.sort();
    (format::write(workspace.plan()), findings, workspace.history().depth())
}

#[test]
fn an_edit_that_was_derived_elsewhere_is_a_step_like_any_other() {
    for example in EXAMPLES {
        let before = Plan::new("Empty", "us-east-1".parse().unwrap());
        let edit = diff(&before, &example.plan());
        let mut followed = Workspace::open(before.clone());
        followed.apply("Import", edit.clone()).unwrap();

        let mut taken = Workspace::open(before.clone());
        let step = taken.step();
        let mut after = before;
        let way_back = after.apply(edit).unwrap();
        assert!(taken.take_derived(step, "Import", Workspace::open(after.clone()), way_back.clone()));
        assert_eq!(seen(&taken), seen(&followed), "{}", example.title);
        assert_eq!(taken.reshaped_since(step), None, "all of it may be another");
        // Of another plan than this one it would be wrong.
        assert!(!taken.take_derived(step, "Import", Workspace::open(after), way_back));
        assert_eq!(seen(&taken), seen(&followed));

        taken.undo().unwrap();
        followed.undo().unwrap();
        assert_eq!(seen(&taken), seen(&followed), "{}", example.title);
        taken.redo().unwrap();
        followed.redo().unwrap();
        assert_eq!(seen(&taken), seen(&followed), "{}", example.title);
    }
}
