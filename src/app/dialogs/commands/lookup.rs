//! The rows of the plan as the search knows them: built when nobody waits, and kept current edit by edit.

use std::time::Duration;

use crate::app::letters::lower;
use crate::app::markup::*;
use crate::app::planner::Planner;
use crate::app::reactive::{StoredValue, effect};
use crate::search::SearchRows;
use crate::workspace::Workspace;

/// So long after the plan is there its rows are built, unless somebody searches before.
const SOON: Duration = Duration::from_secs(2);

/// The rows, and the step of the plan that they are of.
#[derive(Default)]
pub(in crate::app) struct Lookup(Option<(SearchRows, u64)>);

impl Lookup {
    /// The rows of the plan as it is now. O(changed rows), but O(rows × log rows) the first time.
    pub(in crate::app) fn rows(&mut self, workspace: &Workspace) -> &SearchRows {
        self.follow(workspace);
        let build = || {
            let rows = SearchRows::build(workspace.plan(), workspace.index(), lower);
            (rows, workspace.step())
        };
        &self.0.get_or_insert_with(build).0
    }

    /// Brings the rows over the last step; whoever comes after several finds none, and builds them again.
    fn follow(&mut self, workspace: &Workspace) {
        let Some((rows, step)) = &mut self.0 else { return };
        let now = workspace.step();
        if now == *step {
            return;
        }
        // Another plan in the place of this one leaves no trace of what it changed.
        if now != *step + 1 || workspace.reshaped_since(*step).is_none() {
            self.0 = None;
            return;
        }
        // The last step was done, or taken back: it is one of the two, and the other does no harm.
        let history = workspace.history();
        for edit in history.undo_edit().into_iter().chain(history.redo_edit()) {
            rows.update(workspace.plan(), workspace.index(), edit);
        }
        *step = now;
    }
}

/// Keeps the rows for as long as the component that calls stands.
pub(in crate::app::dialogs) fn provide_lookup(planner: Planner) {
    let lookup = StoredValue::new(Lookup::default());
    provide_context(lookup);
    effect(move |_| planner.read(|workspace| lookup.update_value(|lookup| lookup.follow(workspace))));
    set_timeout(
        move || {
            if !lookup.is_disposed() {
                planner.peek(|workspace| lookup.update_value(|lookup| _ = lookup.rows(workspace)));
            }
        },
        SOON,
    );
}

/// The rows.
pub(super) fn use_lookup() -> StoredValue<Lookup> {
    expect_context()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::plan::gesture;
    use crate::plan::{Node, Plan};
    use crate::search::Query;

    fn finds(lookup: &mut Lookup, workspace: &Workspace, text: &str) -> usize {
        let query = Query::parse(text, lower).unwrap();
        let rows = lookup.rows(workspace);
        rows.find(&query, workspace.facts(), workspace.findings(), 10).total
    }

    #[test]
    fn the_rows_follow_edits_undo_redo_and_another_plan() {
        let mut workspace = Workspace::open(crate::examples::EXAMPLES[0].plan());
        let mut lookup = Lookup::default();
        let pool = *workspace.plan().design().pools.keys().next().unwrap();
        assert_eq!(finds(&mut lookup, &workspace, "zanzibar"), 0);
        let rename = gesture::rename(workspace.plan(), Node::Pool(pool), "Zanzibar").unwrap();
        workspace.apply(&rename.label, rename.edit).unwrap();
        lookup.follow(&workspace);
        assert!(lookup.0.is_some(), "one step is followed");
        assert_eq!(finds(&mut lookup, &workspace, "zanzibar"), 1);
        workspace.undo();
        assert_eq!(finds(&mut lookup, &workspace, "zanzibar"), 0);
        workspace.redo();
        assert_eq!(finds(&mut lookup, &workspace, "zanzibar"), 1);
        workspace.undo();
        workspace.redo();
        assert_eq!(finds(&mut lookup, &workspace, "zanzibar"), 1, "two steps at once");
        workspace.replace(Plan::clone(Workspace::open(crate::examples::EXAMPLES[0].plan()).plan()));
        assert_eq!(finds(&mut lookup, &workspace, "zanzibar"), 0);
    }
}
