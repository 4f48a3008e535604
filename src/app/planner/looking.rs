//! What is looked at: the selected row, and the open ones.

use rustc_hash::FxHashSet;

use super::Planner;
use crate::app::reactive::RwSignal;
use crate::plan::{Node, Plan};
use crate::workspace::Workspace;

impl Planner {
    /// The selected row. Tracked.
    pub fn selected(self) -> Node {
        self.selected.get()
    }

    /// The selected row, once.
    pub fn selected_untracked(self) -> Node {
        self.selected.get_untracked()
    }

    /// Selects a row that is in sight.
    pub fn select(self, node: Node) {
        self.choose_one();
        if self.selected.get_untracked() != node {
            self.selected.set(node);
        }
    }

    /// Selects a row, opens what it lies in, and brings it into sight.
    pub fn reveal(self, node: Node) {
        let above: Vec<Node> = self.peek(|workspace| workspace.outline().ancestors(node).collect());
        if above.iter().any(|node| !self.is_expanded_untracked(*node)) {
            self.expanded.update(|expanded| expanded.extend(above));
        }
        self.choose_one();
        self.selected.set(node);
    }

    /// The open rows. Tracked.
    pub fn expanded(self) -> RwSignal<FxHashSet<Node>> {
        self.expanded
    }

    fn is_expanded_untracked(self, node: Node) -> bool {
        self.expanded.with_untracked(|expanded| expanded.contains(&node))
    }

    /// Opens a row, or closes it. The selection goes up with what it was in.
    pub fn set_expanded(self, node: Node, open: bool) {
        self.expanded.update(|expanded| {
            if open {
                expanded.insert(node);
            } else {
                expanded.remove(&node);
            }
        });
        let selected = self.selected.get_untracked();
        let hidden = !open && self.peek(|workspace| workspace.outline().ancestors(selected).any(|above| above == node));
        if hidden {
            self.selected.set(node);
        }
    }

    /// Opens these rows.
    pub fn expand(self, nodes: Vec<Node>) {
        if nodes.iter().any(|node| !self.is_expanded_untracked(*node)) {
            self.expanded.update(|expanded| expanded.extend(nodes));
        }
    }

    /// Opens every row that can be opened.
    pub fn expand_all(self) {
        let all = self.peek(|workspace| workspace.outline().openable());
        self.expanded.set(all);
    }

    /// Closes every row but the IPAM and its scopes.
    pub fn collapse_all(self) {
        let open = self.peek(|workspace| {
            let scopes = workspace.outline().children(Node::Ipam);
            std::iter::once(Node::Ipam).chain(scopes).collect()
        });
        self.expanded.set(open);
        self.keep_selection();
    }

    /// Moves the selection up to a row that is there and in sight.
    pub(super) fn keep_selection(self) {
        let selected = self.selected.get_untracked();
        let kept = self.peek(|workspace| {
            let outline = workspace.outline();
            if !outline.has(selected) {
                return Node::Ipam;
            }
            let path: Vec<Node> = outline.ancestors(selected).collect();
            let hidden = path.iter().rev().find(|above| !self.is_expanded_untracked(**above));
            hidden.copied().unwrap_or(selected)
        });
        if kept != selected {
            self.selected.set(kept);
        }
    }
}

/// What is open at first: as much as fits a screen.
pub(super) fn first_expansion(workspace: &Workspace) -> FxHashSet<Node> {
    const ROWS: usize = 40;
    let outline = workspace.outline();
    let mut open = FxHashSet::default();
    let mut rows = 1;
    let mut next = std::collections::VecDeque::from([Node::Ipam]);
    while let Some(node) = next.pop_front() {
        let children = outline.children(node);
        let always = matches!(node, Node::Ipam | Node::Scope(_));
        if children.is_empty() || (!always && rows + children.len() > ROWS) {
            continue;
        }
        rows += children.len();
        open.insert(node);
        next.extend(children);
    }
    open
}

/// What is selected at first: the first pool, else the default private scope.
pub(super) fn first_selection(workspace: &Workspace) -> Node {
    let scope = Plan::default_private_scope();
    let first = workspace.outline().children(Node::Scope(scope)).into_iter().next();
    first.unwrap_or(Node::Scope(scope))
}
