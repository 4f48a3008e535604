//! The saved plans, and what was set aside.

use super::Session;
use super::save::draft_of;
use crate::app::parts::Notice;
use crate::app::platform::later::{Later, spawn};
use crate::app::platform::store::Aside;
use crate::app::words;
use crate::format;
use crate::format::stored::{Draft, StorageProblem};
use crate::plan::{Edit, Plan, RowChange};

impl Session {
    /// Deletes a saved plan, with a notice that brings it back.
    pub fn delete_saved(self, id: String) {
        spawn(async move {
            let Some(store) = self.store() else { return };
            let is_current = self.current().is_some_and(|open| open.id() == id);
            if is_current && !self.leave().await {
                return;
            }
            match store.delete(&id).await {
                Ok(aside) => {
                    let notice = Notice::done(format!("Deleted {}", words::plan_name(&aside.name)));
                    self.announcer
                        .show(notice.with_action("Undo", move || self.restore(aside.clone())));
                }
                Err(problem) => self.complain("Not deleted", &problem),
            }
            self.refresh_saved();
        });
    }

    /// Makes a copy of a saved plan under a new id.
    pub fn duplicate_saved(self, id: String) {
        spawn(async move {
            let Some(store) = self.store() else { return };
            let copied = match self.text_of(&id).await {
                Ok((name, text)) => store.add(renamed(format!("{name} (copy)"), text)).await.map(drop),
                Err(problem) => Err(problem),
            };
            if let Err(problem) = copied {
                self.complain("Not copied", &problem);
            }
            self.refresh_saved();
        });
    }

    /// Brings back something that was set aside, as a plan.
    pub fn restore(self, aside: Aside) {
        spawn(async move {
            let Some(store) = self.store() else { return };
            if let Err(problem) = store.restore(&aside).await {
                self.complain("Not restored", &problem);
            }
            self.refresh_saved();
        });
    }

    /// Lists the saved plans afresh.
    pub(in crate::app) fn refresh_saved(self) {
        spawn(self.list_saved());
    }

    pub(super) fn list_saved(self) -> Later<'static> {
        Box::pin(async move {
            let Some(store) = self.store() else { return };
            match store.plans().await {
                Ok(plans) => self.saved.set(Some(plans)),
                Err(problem) => {
                    self.saved.set(Some(Vec::new()));
                    self.complain("The saved plans cannot be listed", &problem);
                }
            }
            // When they cannot be read, the list of plans has said so.
            self.asides.set(store.asides().await.unwrap_or_default());
        })
    }

    /// Whether a plan is in the list.
    pub(super) fn is_saved(self, id: &str) -> bool {
        self.saved
            .with_untracked(|saved| saved.iter().flatten().any(|entry| entry.plan == *id))
    }

    /// Name and text of a saved plan.
    pub(super) fn text_of(self, id: &str) -> Later<'_, Result<(String, String), StorageProblem>> {
        Box::pin(async move {
            let store = self.store().ok_or(StorageProblem::Blocked)?;
            let found = store.read_plan(id).await?;
            let draft = found.plan.map(|stored| stored.draft).ok_or(StorageProblem::NotFound)?;
            Ok((draft.name, draft.text))
        })
    }
}

/// The plan under another name, inside the text as well where that can be read.
fn renamed(name: String, text: String) -> Draft {
    if let Ok(opened) = format::read(&text) {
        let mut plan = opened.plan;
        let before = plan.about().clone();
        let mut after = before.clone();
        after.name.clone_from(&name);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id: Plan::about_id(),
            before: Some(Box::new(before)),
            after: Some(Box::new(after)),
        });
        if plan.apply(edit).is_ok() {
            return draft_of(&plan);
        }
    }
    Draft {
        name,
        format_version: format::VERSION,
        text,
    }
}
