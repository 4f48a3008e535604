//! A plan that is open in this tab.

use std::rc::Rc;

use super::event::{Heard, Opened};
use super::saving::Session;
use super::{PlanStore, clock, random};
use crate::app::platform::later::{Later, spawn};
use crate::format::stored::{Draft, Happening, SaveState, StorageProblem};

/// A plan that is open in this tab: what is edited is saved, and what another tab saves is followed. Dropping it saves
/// what is unsaved and closes it.
///
/// What does so stands behind a pointer, so that it need not be in the same chunk of the page as whoever holds the plan.
pub struct OpenPlan(Box<dyn Saving>);

/// What an open plan is asked for.
trait Saving {
    fn id(&self) -> &str;
    fn state(&self) -> SaveState;
    fn edited(&self, make: Rc<dyn Fn() -> Draft>) -> Result<(), StorageProblem>;
    fn flush(&self) -> Later<'static, Result<(), StorageProblem>>;
    fn take_over(&self) -> Later<'_, Result<(), StorageProblem>>;
    fn mark_exported(&self) -> Later<'_, Result<(), StorageProblem>>;
}

impl OpenPlan {
    pub(super) async fn open(store: PlanStore, id: String, heard: Heard) -> (Self, Opened) {
        let session = Session::new(store, id, heard);
        let opened = session.begin().await;
        (Self(Box::new(Saver(session))), opened)
    }

    pub(super) async fn open_new(store: PlanStore, draft: Draft, heard: Heard) -> Self {
        let session = Session::new(store, random::mint(), heard);
        session.begin_new().await;
        // Nobody else knows the id, so this tab is the writer.
        let _ = session.edited(Rc::new(move || draft.clone()));
        session.step(Happening::Hurry);
        Self(Box::new(Saver(session)))
    }

    /// The plan's id.
    pub fn id(&self) -> &str {
        self.0.id()
    }

    /// What the user is told about saving.
    pub fn state(&self) -> SaveState {
        self.0.state()
    }

    /// Whether this tab may edit the plan.
    pub fn is_writer(&self) -> bool {
        self.0.state() != SaveState::ReadOnly
    }

    /// The plan was edited; `make` gives what is to be saved, and is called when it is: at the latest 400 ms from now, at
    /// once when the page is hidden, and perhaps before this returns. So edit first, then call this.
    ///
    /// # Errors
    /// `LostLease` when this tab may not edit the plan: take the edit back. If it was the writer until just now, the edit
    /// is set aside, which [`PlanEvent::LostLease`](super::PlanEvent::LostLease) tells.
    pub fn edited(&self, make: impl Fn() -> Draft + 'static) -> Result<(), StorageProblem> {
        self.0.edited(Rc::new(make))
    }

    /// Saves now what is unsaved, and returns when it is in the store.
    ///
    /// # Errors
    /// Why it is not. Attempts go on.
    pub fn flush(&self) -> Later<'static, Result<(), StorageProblem>> {
        self.0.flush()
    }

    /// Makes this tab the writer. The other one is asked to save and hand over; when it does not answer, it loses the
    /// plan, and what it had not saved is set aside as soon as it wakes up. What was found is told
    /// ([`PlanEvent::Writable`](super::PlanEvent::Writable)).
    ///
    /// # Errors
    /// `HoldsUnsaved` when the other tab answers that it cannot save; `NewerFormat` when a newer program wrote the plan.
    pub fn take_over(&self) -> Later<'_, Result<(), StorageProblem>> {
        self.0.take_over()
    }

    /// Notes that the plan was exported just now.
    ///
    /// # Errors
    /// It could not be stored; a later save stores it.
    pub fn mark_exported(&self) -> Later<'_, Result<(), StorageProblem>> {
        self.0.mark_exported()
    }
}

struct Saver(Rc<Session>);

impl Saving for Saver {
    fn id(&self) -> &str {
        &self.0.id
    }

    fn state(&self) -> SaveState {
        self.0.state()
    }

    fn edited(&self, make: Rc<dyn Fn() -> Draft>) -> Result<(), StorageProblem> {
        self.0.edited(make)
    }

    fn flush(&self) -> Later<'static, Result<(), StorageProblem>> {
        self.0.flush()
    }

    fn take_over(&self) -> Later<'_, Result<(), StorageProblem>> {
        Box::pin(self.0.take_over())
    }

    fn mark_exported(&self) -> Later<'_, Result<(), StorageProblem>> {
        let at = clock::now();
        self.0.exported_at.set(Some(at));
        Box::pin(self.0.store.mark_exported(&self.0.id, at))
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        let session = Rc::clone(&self.0);
        if session.has_unsaved() {
            spawn(async move {
                // Why it failed was told while the plan was open.
                let _ = session.flush().await;
                session.end();
            });
        } else {
            session.end();
        }
    }
}
