//! Changing the plan: the only way in for edits, and back.

use super::{Existence, Planner};
use crate::app::findings::model::FindingKey;
use crate::app::parts::Notice;
use crate::app::platform::clock;
use crate::app::platform::later::spawn;
use crate::app::words;
use crate::foresight::Foresight;
use crate::plan::gesture::Gesture;
use crate::plan::{AnyId, Change, Edit, Node, Plan, Refusal};
use crate::rules::{Fix, Subject};
use crate::workspace::Workspace;

/// Which way a step of the history goes.
#[derive(Clone, Copy)]
enum Direction {
    Back,
    Forth,
}

impl Planner {
    /// Applies an edit as one step of the history, and says so when it is refused. Whether it was applied.
    pub fn edit(self, label: &str, edit: Edit) -> bool {
        if edit.is_empty() {
            return true;
        }
        if let Some(refusal) = self.access.get_untracked().refusal() {
            self.announcer.show(Notice::error(refusal));
            return false;
        }
        match self.workspace.try_update_value(|workspace| {
            let touched = workspace.apply(label, edit)?;
            workspace.date(clock::now());
            Ok::<_, Refusal>(touched)
        }) {
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

    /// Takes a large edit that was derived elsewhere as one step of the history ([`Workspace::take_derived`]). Whether it was taken.
    pub(in crate::app) fn take_derived(self, step: u64, label: &str, after: Workspace, way_back: Edit) -> bool {
        if let Some(refusal) = self.access.get_untracked().refusal() {
            self.announcer.show(Notice::error(refusal));
            return false;
        }
        let taken = self.workspace.try_update_value(|workspace| {
            let taken = workspace.take_derived(step, label, after, way_back);
            if taken {
                workspace.date(clock::now());
            }
            taken
        });
        if taken == Some(true) {
            self.edited();
        }
        taken == Some(true)
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
    pub(in crate::app) fn foresee(self, edit: Edit) -> Result<Foresight, String> {
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
    pub(in crate::app) fn reopen(self, finding: FindingKey) {
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
        if self.access.get_untracked().refusal().is_some() {
            return;
        }
        let step = self.peek(|workspace| {
            let history = workspace.history();
            let (label, edit) = match direction {
                Direction::Back => (history.undo_label()?, history.undo_edit()?),
                Direction::Forth => (history.redo_label()?, history.redo_edit()?),
            };
            Some((label.to_owned(), Place::of(workspace, edit)))
        });
        let Some((label, place)) = step else { return };
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
        self.look_at(place);
        let word = match direction {
            Direction::Back => "Undone",
            Direction::Forth => "Done again",
        };
        self.announcer.polite(format!("{word}: {label}"));
    }

    /// Goes to the plan as it was, or will be, after so many steps of the history, and looks at what differs there.
    pub(in crate::app) fn go_to(self, depth: usize) {
        if self.access.get_untracked().refusal().is_some() {
            return;
        }
        let there = self.peek(|workspace| {
            let history = workspace.history();
            let edit = history.edit_to(depth).filter(|_| depth != history.depth())?;
            let last = depth.checked_sub(1).and_then(|last| history.step(last));
            let label = last.map_or_else(|| AS_OPENED.to_owned(), |(label, _)| label.to_owned());
            Some((label, Place::of(workspace, &edit)))
        });
        let Some((label, place)) = there else { return };
        let gone = self
            .workspace
            .try_update_value(|workspace| workspace.go_to(depth))
            .flatten();
        if gone.is_some() {
            self.edited();
            self.look_at(place);
            self.announcer.polite(format!("The plan is as after: {label}"));
        }
    }

    /// Looks at what was changed; where that is gone, at what it was in.
    fn look_at(self, place: Place) {
        let node = self.peek(|workspace| {
            let left = || place.before.into_iter().find(|node| workspace.outline().has(*node));
            top_of(workspace, &place.rows).or_else(left)
        });
        if let Some(node) = node {
            self.reveal(node);
        }
    }

    /// Selects the topmost of these rows that the tree shows, and brings it into sight.
    pub(in crate::app) fn reveal_rows(self, rows: &[AnyId]) {
        if let Some(node) = self.peek(|workspace| top_of(workspace, rows)) {
            self.reveal(node);
        }
    }

    /// Puts another plan in the place of this one without a step of the history: what a tab that follows shows.
    pub fn replace(self, plan: Plan) {
        self.workspace.update_value(|workspace| workspace.replace(plan));
        self.changed();
    }

    fn edited(self) {
        self.changed();
        self.edits.update(|edits| *edits += 1);
    }

    fn changed(self) {
        self.keep_selection();
        self.revision.update(|revision| *revision += 1);
    }
}

/// What the beginning of the history is called.
pub(in crate::app) const AS_OPENED: &str = "As it was opened";

/// What an edit is about, as it is before.
struct Place {
    rows: Vec<AnyId>,
    /// The topmost row that it changes, and what that lies in.
    before: Vec<Node>,
}

impl Place {
    fn of(workspace: &Workspace, edit: &Edit) -> Self {
        let rows: Vec<AnyId> = edit.changes.iter().map(Change::id).collect();
        let mut before = Vec::new();
        if let Some(node) = top_of(workspace, &rows) {
            before.push(node);
            before.extend(workspace.outline().ancestors(node));
        }
        Self { rows, before }
    }
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
