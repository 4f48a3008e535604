//! The open plan as the page sees it: the workspace, and what belongs to the view alone.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::ask::Ask;
use super::chunks::{Chunk, ToolsTable, use_chunks};
use super::findings::model::FindingKey;
use super::markup::*;
use super::parts::{Announcer, Notice, use_announcer};
use super::platform::later::spawn;
use super::reactive::{RwSignal, StoredValue};
use super::read_only::EDITED_ELSEWHERE;
use super::words;
use crate::address::Cidr;
use crate::foresight::Foresight;
use crate::plan::gesture::Gesture;
use crate::plan::{AnyId, Change, Edit, Node, Plan};
use crate::rules::{Fix, Subject};
use crate::workspace::Workspace;

/// Whether the plan may be changed in this tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Edit,
    /// Another tab edits it: this one follows.
    ReadOnly,
}

/// What lies under the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The address map of the selected row.
    Map,
    /// The findings of the plan.
    Findings,
    /// What is left of each size, and where.
    FreeSpace,
    /// What must route to what, and what can.
    Connections,
    /// What the plan costs.
    Cost,
    /// The steps from what exists in AWS to the plan.
    Steps,
    /// Nothing: the tree has the height.
    Hidden,
}

/// What of the cost is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostPage {
    /// What the plan costs as it stands.
    Estimate,
    /// What it would cost otherwise.
    Scenarios,
    /// What it will cost.
    Growth,
}

/// Whether something is marked as existing in AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// It and all below it is there.
    Exists,
    /// Neither it nor what depends on it is there.
    Missing,
}

/// Which way a step of the history goes.
#[derive(Clone, Copy)]
enum Direction {
    Back,
    Forth,
}

/// The open plan. One is provided to everything on the plan's screen; free to copy.
///
/// The workspace is the document with what is derived from it, and changes only through [`Planner::edit`],
/// [`Planner::take`], [`Planner::undo`] and [`Planner::redo`]. Selection, expansion and dialogs are the view's: they are
/// in no file and no history.
#[derive(Clone, Copy)]
pub struct Planner {
    workspace: StoredValue<Workspace>,
    revision: RwSignal<u64>,
    edits: RwSignal<u64>,
    selected: RwSignal<Node>,
    expanded: RwSignal<FxHashSet<Node>>,
    announcer: Announcer,
    tools: Chunk<ToolsTable>,
    /// Whether the plan may be changed here.
    pub access: RwSignal<Access>,
    /// The dialog that is open.
    pub asking: RwSignal<Option<Ask>>,
    /// What lies under the tree.
    pub panel: RwSignal<Panel>,
    /// The rule whose findings alone are listed: its code.
    pub rule_shown: RwSignal<Option<&'static str>>,
    /// What of the cost is shown.
    pub cost_page: RwSignal<CostPage>,
    /// Whether the tree shows active IPs and cost.
    pub cost_columns: RwSignal<bool>,
    /// The row whose tearing down the steps show; none while they lead to the plan.
    pub torn: RwSignal<Option<Node>>,
    /// Whether the inspector is open: beside the tree, or over it on a small screen.
    pub inspecting: RwSignal<bool>,
    /// The row whose name is being typed in the tree.
    pub renaming: RwSignal<Option<Node>>,
    /// The free block that was pointed at: the dialog that is open begins with it.
    pub proposed: RwSignal<Option<Cidr>>,
    /// Counts the requests that the tree take the focus, with its selected row in sight.
    pub tree_focus: RwSignal<u32>,
}

impl Planner {
    /// Opens a workspace for the component that calls.
    pub fn open(workspace: Rc<RefCell<Workspace>>, access: Access) -> Self {
        let expanded = first_expansion(&workspace.borrow());
        let selected = first_selection(&workspace.borrow());
        Self {
            workspace: StoredValue::of_shared(workspace),
            revision: RwSignal::new(0),
            edits: RwSignal::new(0),
            selected: RwSignal::new(selected),
            expanded: RwSignal::new(expanded),
            announcer: use_announcer(),
            tools: use_chunks().tools,
            access: RwSignal::new(access),
            asking: RwSignal::new(None),
            panel: RwSignal::new(if fits(PHONE) { Panel::Hidden } else { Panel::Map }),
            cost_page: RwSignal::new(CostPage::Estimate),
            cost_columns: RwSignal::new(false),
            torn: RwSignal::new(None),
            rule_shown: RwSignal::new(None),
            inspecting: RwSignal::new(!fits(NARROW)),
            renaming: RwSignal::new(None),
            proposed: RwSignal::new(None),
            tree_focus: RwSignal::new(0),
        }
    }

    /// Reads the workspace, and again whenever the plan changes. Cheap: it borrows.
    pub fn read<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.revision.track();
        self.workspace.with_value(read)
    }

    /// Reads the workspace once.
    pub fn peek<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.workspace.with_value(read)
    }

    /// Counts the edits that were made here, and not those that another tab made. Tracked.
    pub fn edits(self) -> u64 {
        self.edits.get()
    }

    /// Counts the edits that were made here, once.
    pub fn edits_untracked(self) -> u64 {
        self.edits.get_untracked()
    }

    /// Applies an edit as one step of the history, and says so when it is refused. Whether it was applied.
    pub fn edit(self, label: &str, edit: Edit) -> bool {
        if edit.is_empty() {
            return true;
        }
        if self.access.get_untracked() == Access::ReadOnly {
            let sentence = format!("{EDITED_ELSEWHERE}: take over to change it here");
            self.announcer.show(Notice::error(sentence));
            return false;
        }
        match self
            .workspace
            .try_update_value(|workspace| workspace.apply(label, edit))
        {
            Some(Ok(_)) => {
                self.edited();
                true
            }
            Some(Err(refusal)) => {
                self.announcer.show(Notice::error(format!("Not changed: {refusal}")));
                false
            }
            None => false,
        }
    }

    /// Takes a gesture, and looks at what it made.
    pub fn take(self, gesture: Gesture) -> bool {
        let done = self.edit(&gesture.label, gesture.edit);
        if let (true, Some(focus)) = (done, gesture.focus) {
            self.reveal(focus);
        }
        done
    }

    /// What an edit would do to the findings; why the plan refuses it. Nothing changes, and nobody is told.
    pub(super) fn foresee(self, edit: Edit) -> Result<Foresight, String> {
        let foreseen = self.workspace.try_update_value(|workspace| workspace.foresee(edit));
        foreseen
            .unwrap_or_else(|| Ok(Foresight::default()))
            .map_err(|refusal| refusal.to_string())
    }

    /// Applies the fix of a finding, and says what it did.
    pub fn mend(self, fix: Fix) -> bool {
        let done = self.edit(&fix.label, fix.edit);
        if done {
            let undo = Notice::done(fix.label).with_action("Undo", move || self.undo());
            self.announcer.show(undo);
        }
        done
    }

    /// Opens a finding again that was accepted.
    pub(super) fn reopen(self, finding: FindingKey) {
        if let Some(edit) = self.peek(|workspace| finding.reopen(workspace)) {
            self.edit("Open a finding again", edit);
        }
    }

    /// Marks a row and all below it as existing in AWS, or takes the mark from it. One step of the history.
    pub fn mark(self, node: Node, existence: Existence) {
        let tools = self.tools;
        spawn(async move {
            match tools.wait().await {
                Ok(table) => (table.mark)(self, node, existence),
                Err(_) => self.announcer.show(Notice::error(words::NOT_LOADED)),
            }
        });
    }

    /// Says something that is neither done nor wrong.
    pub(super) fn note(self, sentence: impl Into<String>) {
        self.announcer.show(Notice::note(sentence));
    }

    /// Shows the steps to the plan, or those that tear a row down.
    pub(super) fn show_steps(self, torn: Option<Node>) {
        self.torn.set(torn);
        self.panel.set(Panel::Steps);
        if fits(NARROW) {
            // It would lie over them.
            self.inspecting.set(false);
        }
    }

    /// Shows what the plan costs, or would.
    pub(super) fn show_cost(self, page: CostPage) {
        self.cost_page.set(page);
        self.panel.set(Panel::Cost);
        if fits(NARROW) {
            // It would lie over it.
            self.inspecting.set(false);
        }
    }

    /// Undoes the last step.
    pub fn undo(self) {
        self.step(Direction::Back);
    }

    /// Redoes the step that was undone last.
    pub fn redo(self) {
        self.step(Direction::Forth);
    }

    /// Takes a step of the history, and looks at the row that it is about; where that is gone, at what it was in.
    fn step(self, direction: Direction) {
        if self.access.get_untracked() == Access::ReadOnly {
            return;
        }
        let step = self.peek(|workspace| {
            let history = workspace.history();
            let (label, edit) = match direction {
                Direction::Back => (history.undo_label()?, history.undo_edit()?),
                Direction::Forth => (history.redo_label()?, history.redo_edit()?),
            };
            let rows: Vec<AnyId> = edit.changes.iter().map(Change::id).collect();
            let mut path = Vec::new();
            if let Some(node) = top_of(workspace, &rows) {
                path.push(node);
                path.extend(workspace.outline().ancestors(node));
            }
            Some((label.to_owned(), rows, path))
        });
        let Some((label, rows, before)) = step else { return };
        let taken = self
            .workspace
            .try_update_value(|workspace| match direction {
                Direction::Back => workspace.undo(),
                Direction::Forth => workspace.redo(),
            })
            .flatten();
        if taken.is_none() {
            return;
        }
        self.edited();
        let node = self.peek(|workspace| {
            let left = || before.into_iter().find(|node| workspace.outline().has(*node));
            top_of(workspace, &rows).or_else(left)
        });
        if let Some(node) = node {
            self.reveal(node);
        }
        let word = match direction {
            Direction::Back => "Undone",
            Direction::Forth => "Done again",
        };
        self.announcer.polite(format!("{word}: {label}"));
    }

    /// Puts another plan in the place of this one without a step of the history: what a tab that follows shows.
    pub fn replace(self, plan: Plan) {
        self.workspace.update_value(|workspace| workspace.replace(plan));
        self.changed();
    }

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
        let all = self.peek(|workspace| {
            let outline = workspace.outline();
            let mut open = FxHashSet::default();
            let mut next = vec![Node::Ipam];
            while let Some(node) = next.pop() {
                if outline.has_children(node) {
                    open.insert(node);
                    next.extend(outline.children(node));
                }
            }
            open
        });
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

    /// Asks something in a dialog.
    pub fn ask(self, ask: Ask) {
        self.proposed.set(None);
        self.asking.set(Some(ask));
    }

    /// Asks something in a dialog that begins with a block that was pointed at.
    pub fn ask_about(self, ask: Ask, block: Cidr) {
        self.proposed.set(Some(block));
        self.asking.set(Some(ask));
    }

    /// Gives the focus to the tree, with the selected row in sight.
    pub fn focus_tree(self) {
        self.tree_focus.update(|count| *count += 1);
    }

    fn edited(self) {
        self.changed();
        self.edits.update(|edits| *edits += 1);
    }

    fn changed(self) {
        self.keep_selection();
        self.revision.update(|revision| *revision += 1);
    }

    /// Moves the selection up to a row that is there and in sight.
    fn keep_selection(self) {
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

/// Up to this width the map is shown on demand; the same as in layout.css.
const PHONE: &str = "(width <= 37.5rem)";

/// Up to this width the inspector lies over the tree; the same as in layout.css.
const NARROW: &str = "(width <= 56.25rem)";

/// Whether the window is as a media query says.
fn fits(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// The plan that is open, for everything on its screen.
///
/// # Panics
/// Outside of the plan's screen, as every missing context does.
pub fn use_planner() -> Planner {
    expect_context()
}

/// What is open at first: as much as fits a screen.
fn first_expansion(workspace: &Workspace) -> FxHashSet<Node> {
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
fn first_selection(workspace: &Workspace) -> Node {
    let scope = Plan::default_private_scope();
    let first = workspace.outline().children(Node::Scope(scope)).into_iter().next();
    first.unwrap_or(Node::Scope(scope))
}

/// The node that shows the changed `rows`, the topmost one of several, as far as they are there.
fn top_of(workspace: &Workspace, rows: &[AnyId]) -> Option<Node> {
    let outline = workspace.outline();
    let mut top: Option<(usize, Node)> = None;
    // A connection has no row: it is shown where its ends overlap, which says nothing of what was changed beside it.
    for row in rows.iter().filter(|row| !matches!(row, AnyId::Connection(_))) {
        for node in Subject::Row(*row).nodes(workspace.facts()) {
            let depth = outline.ancestors(node).count();
            if outline.has(node) && top.is_none_or(|(highest, _)| depth < highest) {
                top = Some((depth, node));
            }
        }
    }
    top.map(|(_, node)| node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::gesture;

    /// The row that undoing `gesture` shows.
    fn shown_by_undo(workspace: &mut Workspace, gesture: gesture::Gesture) -> Option<Node> {
        assert!(workspace.apply(&gesture.label, gesture.edit).is_ok());
        let edit = workspace.history().undo_edit();
        let rows: Vec<AnyId> = edit
            .into_iter()
            .flat_map(|edit| &edit.changes)
            .map(Change::id)
            .collect();
        assert!(workspace.undo().is_some());
        top_of(workspace, &rows)
    }

    #[test]
    fn a_step_is_about_the_topmost_row_that_it_changes() {
        let mut workspace = Workspace::open(crate::examples::EXAMPLES[0].plan());
        let pools: Vec<Node> = workspace
            .plan()
            .design()
            .pools
            .keys()
            .map(|id| Node::Pool(*id))
            .collect();
        assert!(pools.iter().any(|pool| workspace.outline().has_children(*pool)));
        for pool in pools {
            if let Some(rename) = gesture::rename(workspace.plan(), pool, "Renamed") {
                assert_eq!(shown_by_undo(&mut workspace, rename), Some(pool));
            }
            if let Some(removed) = gesture::remove(workspace.plan(), workspace.index(), pool) {
                assert_eq!(
                    shown_by_undo(&mut workspace, removed.gesture),
                    Some(pool),
                    "the root of what comes back"
                );
            }
        }
    }
}
