//! The rows of the tree after a change are those that are made from scratch.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ipam_planner::plan::gesture::rename;
use ipam_planner::plan::{Node, OutlineRow};
use ipam_planner::workspace::Workspace;
use rustc_hash::FxHashSet;

use crate::index::random_plan::RandomEdits;

/// Somebody who follows a plan: the rows as they were last looked at.
struct Follower {
    rows: Vec<OutlineRow>,
    expanded: FxHashSet<Node>,
    step: u64,
}

impl Follower {
    fn new(workspace: &Workspace) -> Self {
        let expanded = FxHashSet::default();
        Self {
            rows: workspace.outline().rows(&expanded),
            expanded,
            step: workspace.step(),
        }
    }

    /// Looks again; whether it could be told what had changed.
    fn look(&mut self, workspace: &Workspace) -> bool {
        let outline = workspace.outline();
        let from_scratch = outline.rows(&self.expanded);
        let reshaped = workspace.reshaped_since(self.step);
        if let Some(reshaped) = &reshaped {
            let after = outline.rows_after(&self.rows, reshaped, &self.expanded);
            assert_ne!(after.as_deref(), Some(self.rows.as_slice()), "the same rows are none");
            assert_eq!(after.as_ref().unwrap_or(&self.rows), &from_scratch);
        }
        self.rows = from_scratch;
        self.step = workspace.step();
        reshaped.is_some()
    }
}

#[test]
fn rows_follow_random_edits_and_turns() {
    for seed in 1..=30 {
        let mut edits = RandomEdits::new(seed, 60);
        let mut workspace = Workspace::open(RandomEdits::plan());
        let mut each = Follower::new(&workspace);
        let mut now_and_then = Follower::new(&workspace);
        for _ in 0..120 {
            match edits.random.below(8) {
                0 => drop(workspace.undo()),
                1 => drop(workspace.redo()),
                _ => {
                    let edit = edits.edit(workspace.plan());
                    workspace.apply("random", edit).unwrap();
                }
            }
            for follower in [&mut each, &mut now_and_then] {
                // Mostly open, so that there is something to see.
                for row in &follower.rows {
                    if edits.random.once_in(12) {
                        follower.expanded.remove(&row.node);
                    } else if edits.random.once_in(2) {
                        follower.expanded.insert(row.node);
                    }
                }
            }
            assert!(each.look(&workspace));
            if edits.random.once_in(5) {
                now_and_then.look(&workspace);
            }
        }
    }
}

#[test]
fn a_name_changes_no_shape() {
    let mut edits = RandomEdits::new(7, 60);
    let mut workspace = Workspace::open(RandomEdits::plan());
    for _ in 0..60 {
        let edit = edits.edit(workspace.plan());
        workspace.apply("random", edit).unwrap();
    }
    let nodes: Vec<Node> = workspace
        .plan()
        .design()
        .pools
        .keys()
        .map(|id| Node::Pool(*id))
        .collect();
    assert!(!nodes.is_empty());
    for node in nodes {
        let step = workspace.step();
        let gesture = rename(workspace.plan(), node, "another").unwrap();
        workspace.apply(&gesture.label, gesture.edit).unwrap();
        assert_eq!(workspace.reshaped_since(step), Some(FxHashSet::default()));
    }
}

#[test]
fn what_is_too_long_ago_or_of_another_plan_is_not_told() {
    let mut edits = RandomEdits::new(3, 60);
    let mut workspace = Workspace::open(RandomEdits::plan());
    for _ in 0..20 {
        let edit = edits.edit(workspace.plan());
        workspace.apply("random", edit).unwrap();
    }
    let now = workspace.step();
    assert_eq!(now, 20);
    assert!(workspace.reshaped_since(now - 16).is_some());
    assert_eq!(workspace.reshaped_since(now - 17), None);
    assert_eq!(workspace.reshaped_since(now + 1), None);
    workspace.replace(RandomEdits::plan());
    assert_eq!(workspace.reshaped_since(now), None);
    assert_eq!(workspace.reshaped_since(workspace.step()), Some(FxHashSet::default()));
}
