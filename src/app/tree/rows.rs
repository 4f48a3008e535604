//! The rows that are seen when everything open is shown.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::app::planner::Found;
use crate::plan::{Node, OutlineRow};
use crate::workspace::Workspace;

/// The rows of the tree in their order, as they were after a step of the workspace. Shared, not copied; two are equal only
/// when they are the same ones.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    rows: Arc<Vec<OutlineRow>>,
    step: u64,
    /// What a filter finds; the other rows are there because something is found below them.
    found: Option<Found>,
    /// Whether all rows are here, in order of address.
    is_whole: bool,
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rows, &other.rows)
    }
}

impl Rows {
    /// The rows of the workspace as it is. Out of those `before`, where it can be told what has changed: that copies
    /// the rows, and looks only at what has; without them every row is worked out.
    pub(super) fn of(workspace: &Workspace, expanded: &FxHashSet<Node>, before: Option<&Self>) -> Self {
        let (outline, step) = (workspace.outline(), workspace.step());
        let known = before
            .filter(|before| before.is_whole)
            .and_then(|before| Some((before, workspace.reshaped_since(before.step)?)));
        let rows = match known {
            Some((before, reshaped)) => match outline.rows_after(&before.rows, &reshaped, expanded) {
                Some(rows) => Arc::new(rows),
                None => Arc::clone(&before.rows),
            },
            None => Arc::new(outline.rows(expanded)),
        };
        Self {
            rows,
            step,
            found: None,
            is_whole: true,
        }
    }

    /// Rows that were filtered or sorted after a step of the workspace.
    pub(super) fn arranged(rows: Vec<OutlineRow>, found: Option<Found>, step: u64) -> Self {
        Self {
            rows: Arc::new(rows),
            step,
            found,
            is_whole: false,
        }
    }

    /// Whether a row is there only because something is found below it.
    pub(super) fn is_aside(&self, node: Node) -> bool {
        self.found
            .as_ref()
            .is_some_and(|found| found.above.contains(&node) && !found.nodes.contains(&node))
    }

    /// These rows, for tests.
    #[cfg(test)]
    pub(super) fn new(rows: Vec<OutlineRow>) -> Self {
        Self::arranged(rows, None, 0)
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<OutlineRow> {
        self.rows.get(index).copied()
    }

    /// Where `node` is. It looks first at `guess`, where it was before, and then at every row.
    pub(super) fn position(&self, node: Node, guess: usize) -> Option<usize> {
        if self.get(guess).is_some_and(|row| row.node == node) {
            return Some(guess);
        }
        self.rows.iter().position(|row| row.node == node)
    }
}
