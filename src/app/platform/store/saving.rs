//! Saving an open plan: carries out what [`Autosave`] decides.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::channel::Message;
use super::event::{Heard, PlanEvent};
use super::tabs::Tabs;
use super::{COMMIT_PATIENCE, PlanStore, too_slow};
use crate::app::platform::clock::now;
use crate::app::platform::later::{Later, promise, spawn, within};
use crate::app::platform::listen::{Listener, Timer};
use crate::app::platform::random;
use crate::format::stored::{Autosave, Draft, Happening, Next, Position, SaveState, StorageProblem, StoredPlan};

/// An open plan.
pub(super) struct Session {
    pub(super) store: PlanStore,
    pub(super) id: String,
    /// This opening of the plan, among all tabs.
    pub(super) tab: String,
    heard: Heard,
    pub(super) autosave: RefCell<Autosave>,
    told: RefCell<SaveState>,
    make: RefCell<Option<Rc<dyn Fn() -> Draft>>>,
    pub(super) stand: Cell<Stand>,
    pub(super) exported_at: Cell<Option<u64>>,
    /// What the next save will store, when it was made already.
    pub(super) ready: RefCell<Option<Rc<StoredPlan>>>,
    /// What the save under way stores.
    pub(super) under_way: RefCell<Option<Rc<StoredPlan>>>,
    wake: RefCell<Option<(u64, Option<Timer>)>>,
    /// The save whose copy waits for its turn.
    pub(super) uncopied: RefCell<Option<Rc<StoredPlan>>>,
    pub(super) copy_timer: RefCell<Option<Timer>>,
    waiting: RefCell<Vec<Function>>,
    pub(super) tabs: Tabs,
    pub(super) listeners: RefCell<Vec<Listener>>,
    pub(super) unload_warning: RefCell<Option<Listener>>,
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
    pub(super) fn new(store: PlanStore, id: String, heard: Heard) -> Rc<Self> {
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
    pub(super) fn next_save(&self) -> Option<Rc<StoredPlan>> {
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
