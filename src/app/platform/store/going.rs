//! What can be lost when the page goes: it is copied in time, and the browser asks before.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{EventTarget, VisibilityState};

use super::LARGE;
use super::saving::Session;
use crate::app::platform::later::spawn;
use crate::app::platform::listen::{Listener, Timer};
use crate::format::stored::{Happening, StorageProblem, StoredPlan};

/// How often at most the copy of a large plan is written, in milliseconds.
const COPY_PACE: u64 = 5_000;

impl Session {
    pub(super) fn listen(self: &Rc<Self>) {
        let Some(window) = web_sys::window() else { return };
        let Some(document) = window.document() else { return };
        let listen = |target: &EventTarget, event, act| {
            let act = self.weakly(act);
            Listener::new(target, event, move |_| act())
        };
        self.listeners.replace(vec![
            listen(&document, "visibilitychange", Self::turn),
            listen(&window, "pagehide", Self::hurry),
            listen(&document, "freeze", Self::hurry),
        ]);
    }

    /// The page has been hidden, or is seen again.
    fn turn(self: &Rc<Self>) {
        let document = web_sys::window().and_then(|window| window.document());
        if document.is_some_and(|document| document.visibility_state() == VisibilityState::Hidden) {
            return self.hurry();
        }
        // Timers may have slept, and messages may have been missed.
        self.step(Happening::Woke);
        self.refresh();
    }

    /// The page is going, or somebody waits: a copy now, and the save without waiting for more edits.
    pub(super) fn hurry(self: &Rc<Self>) {
        if !self.is_writer() {
            return;
        }
        let (behind, saving) = {
            let autosave = self.autosave.borrow();
            (autosave.has_edits_behind(), autosave.is_saving())
        };
        let last = match behind {
            true => self.next_save(),
            false => self.under_way.borrow().clone().or_else(|| self.uncopied.take()),
        };
        if let Some(last) = last.filter(|_| !self.tabs.copy_is_kept.get()) {
            // Where it does not fit, the database alone has to do.
            if let Err(StorageProblem::LostLease) = self.store.write_copy_now(&last) {
                return self.lose();
            }
            if behind && !saving {
                self.ready.replace(Some(last));
            }
        }
        self.step(Happening::Hurry);
    }

    /// Writes the copy: of a small plan at once, of a large one from time to time.
    pub(super) fn copy(self: &Rc<Self>, plan: Rc<StoredPlan>) {
        let large = plan.draft.text.len() > LARGE;
        self.uncopied.replace(Some(plan));
        if !large {
            self.copy_now();
        } else if self.copy_timer.borrow().is_none() {
            let due = self.weakly(|session| {
                session.copy_timer.take();
                session.copy_now();
            });
            self.copy_timer.replace(Timer::after(COPY_PACE, due));
        }
    }

    fn copy_now(self: &Rc<Self>) {
        let Some(plan) = self
            .uncopied
            .take()
            .filter(|plan| plan.at.epoch == self.stand.get().epoch)
        else {
            return;
        };
        if !self.is_writer() || self.tabs.copy_is_kept.get() {
            return;
        }
        let session = Rc::clone(self);
        spawn(async move {
            // A copy that does not fit is no reason to worry anybody: the plan is in the database.
            if let Err(StorageProblem::LostLease) = session.store.write_copy(&plan).await {
                session.lose();
            }
        });
    }

    /// While something is unsaved the browser asks before it closes the page. Not otherwise: the listener alone would
    /// cost the page its place in the back-forward cache.
    pub(super) fn warn_before_unload(&self) {
        let needed = self.has_unsaved();
        if needed == self.unload_warning.borrow().is_some() {
            return;
        }
        let listener = web_sys::window().filter(|_| needed).map(|window| {
            Listener::new(&window, "beforeunload", |event| {
                event.prevent_default();
                // What older browsers look at.
                let _ = Reflect::set(&event, &JsValue::from_str("returnValue"), &JsValue::TRUE);
            })
        });
        self.unload_warning.replace(listener);
    }
}
