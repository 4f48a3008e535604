//! Saving an open plan: carries out what [`Autosave`] decides.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{EventTarget, VisibilityState};

use super::channel::Message;
use super::event::PlanEvent;
use super::tabs::Tabs;
use super::{COMMIT_PATIENCE, LARGE, PlanStore, too_slow};
use crate::app::platform::clock::now;
use crate::app::platform::later::{Later, promise, spawn, within};
use crate::app::platform::listen::{Listener, Timer};
use crate::app::platform::random;
use crate::format::stored::{Autosave, Draft, Happening, Next, Position, SaveState, StorageProblem, StoredPlan};

/// How often at most the copy of a large plan is written, in milliseconds.
const COPY_PACE: u64 = 5_000;

/// An open plan.
pub(super) struct Session {
    pub(super) store: PlanStore,
    pub(super) id: String,
    /// This opening of the plan, among all tabs.
    pub(super) tab: String,
    heard: Box<dyn Fn(PlanEvent)>,
    pub(super) autosave: RefCell<Autosave>,
    told: RefCell<SaveState>,
    make: RefCell<Option<Rc<dyn Fn() -> Draft>>>,
    pub(super) stand: Cell<Stand>,
    pub(super) exported_at: Cell<Option<u64>>,
    /// What the next save will store, when it was made already.
    ready: RefCell<Option<Rc<StoredPlan>>>,
    /// What the save under way stores.
    pub(super) under_way: RefCell<Option<Rc<StoredPlan>>>,
    wake: RefCell<Option<(u64, Option<Timer>)>>,
    /// The save whose copy waits for its turn.
    uncopied: RefCell<Option<Rc<StoredPlan>>>,
    copy_timer: RefCell<Option<Timer>>,
    waiting: RefCell<Vec<Function>>,
    pub(super) tabs: Tabs,
    listeners: RefCell<Vec<Listener>>,
    unload_warning: RefCell<Option<Listener>>,
}

/// Where the writer stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Stand {
    /// Its epoch.
    pub(super) epoch: u64,
    /// The next revision number to give out.
    pub(super) next_revision: u64,
    /// The revision that it last saw in the database.
    pub(super) seen: u64,
}

impl Session {
    pub(super) fn new(store: PlanStore, id: String, heard: Box<dyn Fn(PlanEvent)>) -> Rc<Self> {
        let session = Rc::new(Self {
            store,
            id,
            tab: random::mint(),
            heard,
            autosave: RefCell::default(),
            told: RefCell::new(SaveState::ReadOnly),
            make: RefCell::default(),
            stand: Cell::default(),
            exported_at: Cell::default(),
            ready: RefCell::default(),
            under_way: RefCell::default(),
            wake: RefCell::default(),
            uncopied: RefCell::default(),
            copy_timer: RefCell::default(),
            waiting: RefCell::default(),
            tabs: Tabs::default(),
            listeners: RefCell::default(),
            unload_warning: RefCell::default(),
        });
        session.listen();
        session
    }

    fn listen(self: &Rc<Self>) {
        let Some(window) = web_sys::window() else { return };
        let Some(document) = window.document() else { return };
        let hurry = self.weakly(Self::hurry);
        let shown = self.weakly(|session| {
            // Timers may have slept, and messages may have been missed.
            session.step(Happening::Woke);
            session.refresh();
        });
        let page = document.clone();
        let heard: Rc<dyn Fn()> = Rc::new(move || match page.visibility_state() {
            VisibilityState::Hidden => hurry(),
            _ => shown(),
        });
        let hurry: Rc<dyn Fn()> = self.weakly(Self::hurry).into();
        let listen = |target: &EventTarget, event, heard: &Rc<dyn Fn()>| {
            let heard = Rc::clone(heard);
            Listener::new(target, event, move |_| heard())
        };
        self.listeners.replace(vec![
            listen(&document, "visibilitychange", &heard),
            listen(&window, "pagehide", &hurry),
            listen(&document, "freeze", &hurry),
        ]);
    }

    /// Does it to this opening of the plan, if it is still there then.
    pub(super) fn weakly(self: &Rc<Self>, act: fn(&Rc<Self>)) -> Box<dyn Fn()> {
        let session = Rc::downgrade(self);
        Box::new(move || {
            if let Some(session) = session.upgrade() {
                act(&session);
            }
        })
    }

    pub(super) fn tell(&self, event: PlanEvent) {
        (self.heard)(event);
    }

    pub(super) fn state(&self) -> SaveState {
        self.autosave.borrow().state()
    }

    pub(super) fn is_writer(&self) -> bool {
        self.autosave.borrow().is_writer()
    }

    pub(super) fn has_unsaved(&self) -> bool {
        self.autosave.borrow().has_unsaved()
    }

    pub(super) fn edited(self: &Rc<Self>, make: Rc<dyn Fn() -> Draft>) -> Result<(), StorageProblem> {
        if !self.is_writer() {
            self.keep_late_edit(make());
            return Err(StorageProblem::LostLease);
        }
        self.make.replace(Some(make));
        self.ready.take();
        self.step(Happening::Edited);
        self.store.ask_to_persist();
        Ok(())
    }

    /// The text as it is now, when it has edits that no save holds, also none under way.
    pub(super) fn unsaved_draft(&self) -> Option<Draft> {
        let behind = self.autosave.borrow().has_edits_behind();
        let make = self.make.borrow().clone().filter(|_| behind);
        make.map(|make| make())
            .or_else(|| Some(self.under_way.borrow().as_ref()?.draft.clone()))
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

    pub(super) fn flush(self: &Rc<Self>) -> Later<'static, Result<(), StorageProblem>> {
        let session = Rc::clone(self);
        Box::pin(async move {
            session.step(Happening::Hurry);
            loop {
                if let Some(flushed) = session.flushed() {
                    return flushed;
                }
                let (stepped, resolve, _) = promise();
                session.waiting.borrow_mut().push(resolve);
                let _ = stepped.await;
                if session.state() == SaveState::Dirty {
                    // Edits made meanwhile are in a hurry too.
                    session.step(Happening::Hurry);
                }
            }
        })
    }

    /// How the attempt to save everything has ended, if it has.
    fn flushed(&self) -> Option<Result<(), StorageProblem>> {
        let autosave = self.autosave.borrow();
        match autosave.state() {
            SaveState::ReadOnly => Some(Err(StorageProblem::LostLease)),
            _ if !autosave.has_unsaved() => Some(Ok(())),
            SaveState::NotSaved { problem, .. } if !autosave.is_saving() => Some(Err(problem)),
            _ => None,
        }
    }

    /// Takes in what happened, does what follows, and tells what has changed.
    pub(super) fn step(self: &Rc<Self>, happening: Happening) {
        let next = self.autosave.borrow_mut().handle(happening, now());
        match next {
            Next::Rest => drop(self.wake.take()),
            Next::WakeAt(at) => self.wake_at(at),
            Next::Commit => {
                self.wake.take();
                self.commit();
            }
        }
        self.warn_before_unload();
        let state = self.state();
        if self.told.replace(state.clone()) != state {
            self.tell(PlanEvent::State(state));
        }
        for resolve in self.waiting.take() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    }

    fn wake_at(self: &Rc<Self>, at: u64) {
        if self.wake.borrow().as_ref().is_some_and(|(armed, _)| *armed == at) {
            return;
        }
        let woke = self.weakly(|session| {
            session.wake.take();
            session.step(Happening::Woke);
        });
        let timer = Timer::after(at.saturating_sub(now()), woke);
        self.wake.replace(Some((at, timer)));
    }

    /// Makes the next save, under a number that is not given out again.
    fn next_save(&self) -> Option<Rc<StoredPlan>> {
        if let Some(ready) = self.ready.take() {
            return Some(ready);
        }
        let make = self.make.borrow().clone()?;
        let stand = self.stand.get();
        self.stand.set(Stand {
            next_revision: stand.next_revision.saturating_add(1),
            ..stand
        });
        Some(Rc::new(StoredPlan {
            id: self.id.clone(),
            at: Position {
                epoch: stand.epoch,
                revision: stand.next_revision,
            },
            saved_at: now(),
            exported_at: self.exported_at.get(),
            draft: make(),
        }))
    }

    fn commit(self: &Rc<Self>) {
        let Some(plan) = self.next_save() else { return };
        self.under_way.replace(Some(Rc::clone(&plan)));
        let session = Rc::clone(self);
        spawn(async move {
            let seen = session.stand.get().seen;
            let result = session.commit_in_time(Rc::clone(&plan), seen).await;
            session.under_way.take();
            session.committed(plan, result);
        });
    }

    /// Commits, or says that it takes too long.
    async fn commit_in_time(&self, plan: Rc<StoredPlan>, seen: u64) -> Result<(), StorageProblem> {
        let outcome = Rc::new(RefCell::new(None));
        let (done, resolve, _) = promise();
        let (store, heard) = (self.store.clone(), Rc::clone(&outcome));
        spawn(async move {
            let result = store.commit(&plan, seen).await;
            heard.replace(Some(result));
            let _ = resolve.call0(&JsValue::NULL);
        });
        let _ = within(COMMIT_PATIENCE, done).await;
        outcome.take().unwrap_or_else(|| Err(too_slow()))
    }

    fn committed(self: &Rc<Self>, plan: Rc<StoredPlan>, result: Result<(), StorageProblem>) {
        let stand = self.stand.get();
        if !self.is_writer() || stand.epoch != plan.at.epoch {
            // Lost meanwhile: what this save held was set aside then, unless the store has it.
            return;
        }
        match result {
            Ok(()) => {
                self.stand.set(Stand {
                    seen: plan.at.revision,
                    ..stand
                });
                self.tabs.shown.set(plan.at);
                self.step(Happening::Committed {
                    revision: plan.at.revision,
                });
                self.say(Message::Saved);
                if stand.seen == 0 {
                    self.store.say_list_changed();
                }
                self.copy(plan);
            }
            Err(StorageProblem::LostLease) => {
                self.under_way.replace(Some(plan));
                self.lose();
                self.under_way.take();
            }
            Err(problem) => {
                self.step(Happening::Failed(problem));
                // The copy may yet fit. It is not enough to call the plan saved.
                self.copy(plan);
            }
        }
    }

    /// Writes the copy: of a small plan at once, of a large one from time to time.
    fn copy(self: &Rc<Self>, plan: Rc<StoredPlan>) {
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
    fn warn_before_unload(&self) {
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

    /// Nothing more is saved, followed or told.
    pub(super) fn end(self: &Rc<Self>) {
        if self.is_writer() {
            self.say(Message::Closed);
        }
        self.autosave.replace(Autosave::new());
        self.listeners.take();
        self.unload_warning.take();
        self.wake.take();
        self.copy_timer.take();
        self.tabs.end();
    }
}
