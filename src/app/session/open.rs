//! Opening a plan, and leaving it.

use std::rc::Rc;

use super::{Opened, Session};
use crate::app::documents::{Beginning, Ready};
use crate::app::parts::Notice;
use crate::app::planner::Access;
use crate::app::platform::address;
use crate::app::platform::later::{Later, breathe, spawn};
use crate::app::platform::store::OpenPlan;
use crate::app::words;
use crate::format::stored::StorageProblem;
use crate::plan::Plan;

impl Session {
    /// Opens a new plan that begins so, as soon as there is what makes one. Nothing happens when it cannot be made: then
    /// the form says why.
    pub(in crate::app) fn begin_with(self, beginning: Beginning) {
        spawn(async move {
            let Some(documents) = self.documents().await else {
                return;
            };
            if let Ok(plan) = (documents.begin)(&beginning) {
                self.open_new(plan);
            }
        });
    }

    /// Opens a new plan that begins so, and asks what its pools are generated from.
    pub(in crate::app) fn begin_generating(self, beginning: Beginning) {
        self.held().generates.set(true);
        self.begin_with(beginning);
    }

    /// Opens a plan as a new one: it gets an id of its own and is saved from now on.
    pub fn open_new(self, plan: Plan) {
        let turn = self.next_turn();
        spawn(async move {
            let Some(documents) = self.documents().await else {
                return;
            };
            let ready = (documents.prepare)(plan).await;
            if self.is_turn_of(turn) && self.leave().await && self.is_turn_of(turn) {
                self.show(ready, Access::Edit);
                self.held().is_new.set(true);
                breathe().await;
                self.keep_new().await;
            }
        });
    }

    /// Saves what is open under an id of its own, if it has none yet and there is a store.
    pub(super) fn keep_new(self) -> Later<'static> {
        Box::pin(async move {
            let (Some(store), Some(ready)) = (self.store(), self.ready()) else {
                return;
            };
            // It is there: the plan was made by it.
            let Some(documents) = self.documents().await else {
                return;
            };
            if !self.held().is_new.take() {
                return;
            }
            (documents.write_on)(ready.clone(), 0).await;
            let draft = (documents.draft)(&ready);
            self.held().last_text.replace(Some(draft.text.clone()));
            let open = (documents.open_new)(store, draft, Box::new(move |event| self.hear(event))).await;
            if self.ready().is_some_and(|open| open.is(&ready)) {
                self.hold(open);
            }
            self.refresh_saved();
        })
    }

    /// Opens a saved plan.
    pub fn open_saved(self, id: String) {
        let turn = self.next_turn();
        spawn(async move {
            if self.leave().await && self.is_turn_of(turn) {
                self.load(id).await;
            }
        });
    }

    /// Saves, closes the open plan and goes back to the start screen.
    pub fn close(self) {
        spawn(async move {
            if self.leave().await {
                self.remember(None);
                self.refresh_saved();
            }
        });
    }

    pub(super) fn load(self, id: String) -> Later<'static> {
        Box::pin(async move {
            let turn = self.next_turn();
            let (Some(documents), Some(store)) = (self.documents().await, self.store()) else {
                return;
            };
            let (open, found) = (documents.open)(store, id, Box::new(move |event| self.hear(event))).await;
            let access = if open.is_writer() && found.newer.is_none() {
                Access::Edit
            } else {
                Access::ReadOnly
            };
            let text = found.plan.as_ref().map(|stored| &stored.draft.text);
            let plan = match text {
                Some(text) => Some((documents.read_on)(text).await),
                None => None,
            };
            match plan {
                Some(Ok(plan)) => {
                    let ready = (documents.prepare)(plan).await;
                    if !self.is_turn_of(turn) {
                        return;
                    }
                    self.held().last_text.replace(text.cloned());
                    self.show(ready, access);
                    self.hold(open);
                }
                Some(Err(error)) => {
                    let sentence = format!("The saved plan cannot be read, and was kept as it is: {error}");
                    self.announcer.show(Notice::error(sentence));
                }
                None => self
                    .announcer
                    .show(Notice::error("The saved plan is not there any more")),
            }
            for sentence in words::found(&found) {
                self.announcer.show(Notice::error(sentence));
            }
            self.refresh_saved();
        })
    }

    /// Begins to open a plan. Whatever began before and is not shown yet will not be: people who ask for two plans want the
    /// second.
    pub(super) fn next_turn(self) -> u32 {
        let turns = &self.held().turns;
        turns.set(turns.get().wrapping_add(1));
        turns.get()
    }

    pub(super) fn is_turn_of(self, turn: u32) -> bool {
        self.held().turns.get() == turn
    }

    pub(super) fn show(self, ready: Ready, access: Access) {
        self.asking.set(None);
        self.held().ready.replace(Some(ready));
        self.opened.set(Some(Opened { access }));
    }

    fn hold(self, open: OpenPlan) {
        self.tell(open.state());
        self.remember(Some(open.id().to_owned()));
        self.held().current.replace(Some(Rc::new(open)));
        // What was edited before there was somebody to save it.
        if let Some(planner) = self
            .planner
            .get_untracked()
            .filter(|planner| planner.edits_untracked() > 0)
        {
            self.save(planner);
        }
    }

    fn remember(self, id: Option<String>) {
        self.set_settings(&|settings| settings.last_plan.clone_from(&id));
    }

    /// Saves and closes the open plan. False when it holds edits that cannot be saved: it then stays open.
    pub(super) fn leave(self) -> Later<'static, bool> {
        Box::pin(async move {
            let flushed = match self.current() {
                Some(open) => open.flush().await,
                None => Ok(()),
            };
            match flushed {
                // What another tab edits is that tab's to save.
                Ok(()) | Err(StorageProblem::LostLease) => {
                    self.put_away();
                    true
                }
                Err(problem) => {
                    let sentence = format!("This plan is not saved: {}. Export it first.", words::storage(&problem));
                    let notice = Notice::error(sentence).with_action("Close without saving", move || self.put_away());
                    self.announcer.show(notice);
                    false
                }
            }
        })
    }

    fn put_away(self) {
        if self
            .planner
            .get_untracked()
            .is_some_and(|planner| planner.access.get_untracked() == Access::Visit)
        {
            address::drop_fragment();
        }
        self.held().current.take();
        self.opened.set(None);
        self.held().ready.take();
        self.held().is_new.set(false);
        self.save_state.set(None);
    }
}
