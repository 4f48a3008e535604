//! The saved plans, and what was set aside.

use super::Session;
use crate::app::documents::Ready;
use crate::app::parts::Notice;
use crate::app::platform::later::{Later, spawn};
use crate::app::platform::store::Aside;
use crate::app::words;
use crate::format::stored::StorageProblem;
use crate::plan::Plan;

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
            let (Some(documents), Some(store)) = (self.documents().await, self.store()) else {
                return;
            };
            let copied = match self.text_of(&id).await {
                Ok((name, text)) => store
                    .add((documents.renamed)(format!("{name} (copy)"), text))
                    .await
                    .map(drop),
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

    /// A saved plan and its name, to look at beside the open one; nothing when it cannot be read.
    pub(in crate::app) fn saved_plan(self, id: String) -> Later<'static, Option<(String, Plan)>> {
        Box::pin(async move {
            let documents = self.documents().await?;
            let (name, text) = self.text_of(&id).await.ok()?;
            Some((name, (documents.read)(&text).ok()?))
        })
    }

    /// A plan that is looked at beside the open one, with what is derived from it.
    pub(in crate::app) fn prepared(self, plan: Plan) -> Later<'static, Option<Ready>> {
        Box::pin(async move {
            let documents = self.documents().await?;
            Some((documents.prepare)(plan).await)
        })
    }

    /// The id under which the open plan is saved.
    pub(in crate::app) fn open_id(self) -> Option<String> {
        Some(self.current()?.id().to_owned())
    }
}
