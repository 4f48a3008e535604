//! Selecting several rows, by keyboard and by pointer; also of rows that are not drawn.

use rustc_hash::FxHashSet;

use super::keys::{Selection, Step};
use super::rows::Rows;
use super::state::TreeState;
use crate::plan::Node;

/// What becomes of the rows that are selected already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Others {
    /// They are selected no more.
    Go,
    /// They stay selected.
    Stay,
}

impl TreeState {
    /// Moves the focus by a step, and selects all from where the selection began to there. O(rows selected).
    pub(super) fn extend(self, step: Step) {
        self.step(step, Selection::Stays);
        self.extend_to(self.focused.get_untracked(), Others::Go);
    }

    /// Selects all from where the selection began to `node`.
    pub(super) fn extend_to(self, node: Node, others: Others) {
        let anchor = self.anchor.get_value();
        let chosen = self.rows.with_untracked(|rows| {
            let to = rows.position(node, self.focused_position().unwrap_or_default())?;
            let from = rows.position(anchor, to).unwrap_or(to);
            let range = from.min(to)..=from.max(to);
            let before = self.planner.chosen_untracked();
            Some(match others {
                Others::Go => range.filter_map(|at| chosen_at(rows, at)).collect::<Vec<_>>(),
                Others::Stay => (0..rows.len())
                    .filter_map(|at| chosen_at(rows, at).filter(|node| range.contains(&at) || before.has(*node)))
                    .collect(),
            })
        });
        if let Some(chosen) = chosen {
            self.planner.choose(chosen, node);
            self.focused.set(node);
        }
    }

    /// Selects a row besides the others, or no more. One always stays selected.
    pub(super) fn toggle_chosen(self, node: Node) {
        let planner = self.planner;
        let mut chosen: FxHashSet<Node> = planner.selection().into_iter().collect();
        if !chosen.remove(&node) {
            chosen.insert(node);
        }
        let rows = self.rows.with_untracked(|rows| {
            let all = (0..rows.len()).filter_map(|at| chosen_at(rows, at));
            all.filter(|node| chosen.contains(node)).collect::<Vec<_>>()
        });
        planner.choose(rows, node);
        self.focused.set(node);
        self.anchor.set_value(node);
    }

    /// Selects every row that is seen, scrolled to or not; while the tree is filtered those that were found.
    pub(super) fn choose_all(self) {
        let rows = self.rows.with_untracked(|rows| {
            let all = (0..rows.len()).filter_map(|at| chosen_at(rows, at));
            all.filter(|node| !rows.is_aside(*node)).collect::<Vec<_>>()
        });
        self.planner.choose(rows, self.focused.get_untracked());
    }

    /// What is no longer seen is selected no more: nobody changes what he has lost sight of.
    pub(super) fn keep_chosen(self, rows: &Rows) {
        let chosen = self.planner.chosen_untracked();
        if chosen.is_empty() {
            return;
        }
        let all = (0..rows.len()).filter_map(|at| chosen_at(rows, at));
        let kept: Vec<Node> = all.filter(|node| chosen.has(*node)).collect();
        if kept.is_empty() {
            self.planner.choose_one();
        } else if kept != chosen.rows() {
            self.planner.choose(kept, self.planner.selected_untracked());
        }
    }
}

/// The row there, unless it cannot be one of several: free space is nothing that could be changed.
fn chosen_at(rows: &Rows, at: usize) -> Option<Node> {
    let node = rows.get(at)?.node;
    (!matches!(node, Node::Free(_))).then_some(node)
}
