//! Several rows at once.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Planner;
use crate::plan::Node;

/// The rows that are selected together: two or more, in the order of the tree, or none while only one row is selected. Cheap to copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct Chosen {
    rows: Arc<Vec<Node>>,
    set: Arc<FxHashSet<Node>>,
}

impl Chosen {
    /// Whether only one row is selected.
    pub(in crate::app) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether the row is one of several.
    pub(in crate::app) fn has(&self, node: Node) -> bool {
        self.set.contains(&node)
    }

    /// The rows.
    pub(in crate::app) fn rows(&self) -> &[Node] {
        &self.rows
    }
}

/// Rows that were cut or copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Clipped {
    /// The rows.
    pub(in crate::app) nodes: Vec<Node>,
    /// What the clipboard was given for them: as long as it says so, pasting means these rows.
    pub(in crate::app) text: String,
    /// Whether they are to go where they are pasted, and not to be there twice.
    pub(in crate::app) is_cut: bool,
}

/// What a filter finds. Cheap to copy.
#[derive(Clone, Debug)]
pub(in crate::app) struct Found {
    /// The rows that are meant.
    pub(in crate::app) nodes: Arc<FxHashSet<Node>>,
    /// What they lie in.
    pub(in crate::app) above: Arc<FxHashSet<Node>>,
}

impl PartialEq for Found {
    /// Only when they are the same.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.nodes, &other.nodes)
    }
}

impl Planner {
    /// The rows that are selected together. Tracked.
    pub(in crate::app) fn chosen(self) -> Chosen {
        self.chosen.get()
    }

    /// The rows that are selected together, once.
    pub(in crate::app) fn chosen_untracked(self) -> Chosen {
        self.chosen.get_untracked()
    }

    /// Whether several rows are selected. Tracked.
    pub(in crate::app) fn has_several(self) -> bool {
        self.chosen.with(|chosen| !chosen.is_empty())
    }

    /// What is selected, one row or several, in the order of the tree; once.
    pub(in crate::app) fn selection(self) -> Vec<Node> {
        let chosen = self.chosen_untracked();
        match chosen.is_empty() {
            true => vec![self.selected_untracked()],
            false => chosen.rows.to_vec(),
        }
    }

    /// Selects `rows`, which are in the order of the tree, and of them most of all `lead`, or the first when it is not among them.
    /// Nothing when there are none.
    pub(in crate::app) fn choose(self, rows: Vec<Node>, lead: Node) {
        let set: FxHashSet<Node> = rows.iter().copied().collect();
        let Some(first) = rows.first() else { return };
        let lead = if set.contains(&lead) { lead } else { *first };
        if self.selected.get_untracked() != lead {
            self.selected.set(lead);
        }
        if rows.len() > 1 {
            self.chosen.set(Chosen {
                rows: Arc::new(rows),
                set: Arc::new(set),
            });
        } else {
            self.choose_one();
        }
    }

    /// Leaves of several selected rows only the one that the inspector would show.
    pub(in crate::app) fn choose_one(self) {
        if self.chosen.with_untracked(|chosen| !chosen.is_empty()) {
            self.chosen.set(Chosen::default());
        }
    }
}
