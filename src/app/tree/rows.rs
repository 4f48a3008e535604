//! The rows that are seen when everything open is shown.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::plan::{Node, OutlineRow};
use crate::workspace::Workspace;

/// The rows of the tree in their order, as they were after a step of the workspace. Shared, not copied; two are equal only
/// when they are the same ones.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    rows: Arc<Vec<OutlineRow>>,
    step: u64,
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
        let known = before.and_then(|before| Some((before, workspace.reshaped_since(before.step)?)));
        let rows = match known {
            Some((before, reshaped)) => match outline.rows_after(&before.rows, &reshaped, expanded) {
                Some(rows) => Arc::new(rows),
                None => Arc::clone(&before.rows),
            },
            None => Arc::new(outline.rows(expanded)),
        };
        Self { rows, step }
    }

    /// These rows, for tests.
    #[cfg(test)]
    pub(super) fn new(rows: Vec<OutlineRow>) -> Self {
        Self {
            rows: Arc::new(rows),
            step: 0,
        }
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
