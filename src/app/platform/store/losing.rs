//! How a tab loses a plan without losing what was typed in it, and how it follows the winner.

use std::rc::Rc;

use super::aside::{Aside, SetAside, Why};
use super::both::Role;
use super::channel::Message;
use super::event::PlanEvent;
use super::saving::{Session, Stand};
use crate::app::platform::clock::now;
use crate::app::platform::later::{Later, spawn};
use crate::format::stored::{Draft, Happening, Position, StoredPlan};

/// Who has the plan that this tab has lost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Winner {
    AnotherTab,
    /// It was deleted.
    Nobody,
}

impl Session {
    /// Another tab has taken over.
    pub(super) fn lose(self: &Rc<Self>) {
        self.lose_to(Winner::AnotherTab);
    }

    /// What is not saved is set aside, and from now on the winner is followed.
    pub(super) fn lose_to(self: &Rc<Self>, winner: Winner) {
        if !self.is_writer() {
            return;
        }
        let unsaved = self.unsaved_draft();
        self.tabs.lock.take();
        self.step(Happening::Lost);
        let session = Rc::clone(self);
        spawn(async move {
            let set_aside = match unsaved {
                Some(draft) => session.keep(draft).await,
                None => None,
            };
            if winner == Winner::AnotherTab || set_aside.is_some() {
                session.tell(PlanEvent::LostLease(set_aside));
            }
            session.queue();
            session.refresh();
        });
    }

    /// An edit came after the plan was lost, and before the page knew: it is set aside.
    pub(super) fn keep_late_edit(self: &Rc<Self>, draft: Draft) {
        // A tab that never was the writer has nothing to be late with.
        if self.stand.get().epoch == 0 {
            return;
        }
        let session = Rc::clone(self);
        spawn(async move {
            if let set_aside @ Some(_) = session.keep(draft).await {
                session.tell(PlanEvent::LostLease(set_aside));
            }
        });
    }

    /// Somebody else says that it saved. If that is a later writer, this tab no longer is one.
    pub(super) fn doubt(self: &Rc<Self>) {
        let session = Rc::clone(self);
        spawn(async move {
            let found = session.store.locate(&session.id, Role::Reader).await;
            if found.is_ok_and(|found| found.epoch > session.stand.get().epoch) {
                session.lose();
            }
        });
    }

    /// Sets a draft aside unless the store has it.
    pub(super) fn keep(&self, draft: Draft) -> Later<'_, Option<SetAside>> {
        Box::pin(async move {
            if self.store.holds(&self.id, &draft).await {
                return None;
            }
            let Stand {
                epoch, next_revision, ..
            } = self.stand.get();
            let at = Position {
                epoch,
                revision: next_revision,
            };
            let plan = StoredPlan {
                id: self.id.clone(),
                at,
                saved_at: now(),
                exported_at: None,
                draft,
            };
            let aside = Aside::of_plan(&plan, Why::Rival, plan.saved_at);
            let stored = self.store.set_aside(&aside, &plan.draft.text, None).await;
            if stored.is_ok() {
                self.say(Message::SetAside { aside: aside.clone() });
            }
            Some(SetAside {
                aside,
                text: plan.draft.text,
                stored,
            })
        })
    }

    /// Shows what the writer has saved.
    pub(super) fn refresh(self: &Rc<Self>) {
        if self.is_writer() || self.tabs.ended.get() {
            return;
        }
        if self.tabs.refreshing.replace(true) {
            self.tabs.refresh_again.set(true);
            return;
        }
        let session = Rc::clone(self);
        spawn(async move {
            loop {
                session.tabs.refresh_again.set(false);
                // What cannot be read now is read after the next save.
                let plan = session
                    .store
                    .locate(&session.id, Role::Reader)
                    .await
                    .ok()
                    .and_then(|found| found.recovery.plan);
                if let Some((_, plan)) = plan
                    && plan.at > session.tabs.shown.get()
                    && !session.is_writer()
                    && !session.tabs.ended.get()
                {
                    session.tabs.shown.set(plan.at);
                    session.tell(PlanEvent::Followed(plan));
                }
                if !session.tabs.refresh_again.get() {
                    break;
                }
            }
            session.tabs.refreshing.set(false);
        });
    }
}
