//! One writer at a time: how a tab becomes the writer of a plan, follows another, and hands over.
//!
//! The Web Lock says who may write, the epoch in the database makes sure of it: a tab that was asleep when it lost the
//! plan finds out in its next save at the latest, and what it had not saved is then set aside.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;

use super::aside::{Aside, SetAside, Why};
use super::both::{Located, Role};
use super::channel::{Channel, Message};
use super::event::{Opened, PlanEvent};
use super::lock::{self, Attempt, Lock, Place};
use super::saving::{Session, Stand};
use crate::app::platform::clock::now;
use crate::app::platform::later::{Later, pause, spawn};
use crate::app::platform::listen::Timer;
use crate::format::stored::{Damage, Happening, Position, Slot, StorageProblem};

/// How long a tab may take to answer, in milliseconds. One that sleeps does not.
const ANSWER_PATIENCE: u64 = 1_500;

/// How long a tab that has answered may take to save, in milliseconds.
const FLUSH_PATIENCE: u64 = 20_000;

/// How long to listen for a writer where there are no locks, in milliseconds.
const PRESENCE_PATIENCE: u64 = 250;

/// How long the lock is kept for the tab that asked for it, in milliseconds.
pub(super) const PARTING_PATIENCE: u64 = 3_000;

/// How often a tab asks, should others be faster.
const ASKS: u32 = 3;

/// The name of a plan's channel.
pub(super) fn channel_name(id: &str) -> String {
    format!("ipam-planner/plan/{id}")
}

/// What a session knows of the other tabs.
#[derive(Default)]
pub(super) struct Tabs {
    pub(super) channel: RefCell<Option<Channel>>,
    /// Whether there are locks; if not, the tabs find each other by asking.
    pub(super) locks: Cell<bool>,
    pub(super) lock: RefCell<Option<Lock>>,
    /// The lock while it waits for the tab that asked for it.
    pub(super) parting: RefCell<Option<(Lock, Option<Timer>)>>,
    pub(super) place: RefCell<Option<Place>>,
    pub(super) stolen_early: Cell<bool>,
    pub(super) answer: Cell<Option<Answer>>,
    pub(super) answered: RefCell<Option<Function>>,
    pub(super) refreshing: Cell<bool>,
    pub(super) refresh_again: Cell<bool>,
    /// The newest revision that was shown.
    pub(super) shown: Cell<Position>,
    /// The version of the newer program that wrote the plan.
    newer: Cell<Option<u32>>,
    /// Whether the copy holds something that could not be set aside, and so must not be overwritten.
    pub(super) copy_is_kept: Cell<bool>,
    pub(super) ended: Cell<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Present,
    Flushing,
    HandedOver,
    HandedToAnother,
    CannotSave,
}

impl Tabs {
    pub(super) fn end(&self) {
        self.ended.set(true);
        self.place.take();
        self.lock.take();
        self.parting.take();
        self.channel.take();
    }
}

impl Session {
    /// Becomes the writer of a plan that nobody else knows yet: there is nothing to find, and nothing to wait for.
    pub(super) async fn begin_new(self: &Rc<Self>) {
        self.join();
        if let Attempt::Held(lock) = lock::attempt(&channel_name(&self.id), self.on_stolen()).await {
            self.tabs.locks.set(true);
            self.tabs.lock.replace(Some(lock));
        }
        self.stand.set(Stand {
            epoch: 1,
            next_revision: 1,
            seen: 0,
        });
        self.step(Happening::Granted(None));
    }

    fn join(self: &Rc<Self>) {
        let session = Rc::downgrade(self);
        let heard = move |from, message| {
            if let Some(session) = session.upgrade() {
                session.hear(from, message);
            }
        };
        let channel = Channel::open(&channel_name(&self.id), &self.tab, Box::new(heard));
        self.tabs.channel.replace(channel);
    }

    /// Becomes the writer if nobody is, else a reader; and finds the plan.
    pub(super) async fn begin(self: &Rc<Self>) -> Opened {
        self.join();
        let attempt = lock::attempt(&channel_name(&self.id), self.on_stolen()).await;
        self.tabs.locks.set(!matches!(attempt, Attempt::Unsupported));
        let (is_free, lock) = match attempt {
            Attempt::Held(lock) => (true, Some(lock)),
            Attempt::Busy => (false, None),
            Attempt::Unsupported => (self.ask(Message::WhoWrites, PRESENCE_PATIENCE).await.is_none(), None),
        };
        match is_free {
            true => self.become_writer(lock).await,
            false => self.become_reader().await,
        }
    }

    async fn become_reader(self: &Rc<Self>) -> Opened {
        let opened = match self.store.locate(&self.id, Role::Reader).await {
            Ok(located) => read(&self.id, located),
            Err(problem) => Opened {
                problem: Some(problem),
                ..Opened::default()
            },
        };
        self.tabs.newer.set(opened.newer);
        self.tabs
            .shown
            .set(opened.plan.as_ref().map_or_else(Position::default, |plan| plan.at));
        self.queue();
        opened
    }

    fn become_writer(self: &Rc<Self>, lock: Option<Lock>) -> Later<'_, Opened> {
        Box::pin(async move {
            let located = match self.store.locate(&self.id, Role::Writer).await {
                Ok(located) => located,
                // Nothing can be read, so nothing must be written.
                Err(problem) => {
                    return Opened {
                        problem: Some(problem),
                        ..Opened::default()
                    };
                }
            };
            if let Some(newer) = located.recovery.newer_format() {
                self.tabs.newer.set(Some(newer));
                return read(&self.id, located);
            }
            let stand = Stand {
                epoch: located.epoch,
                next_revision: located.recovery.next_revision,
                seen: located.seen,
            };
            let exported_at = located.exported_at;
            let (opened, slot) = self.settle(located).await;
            if self.tabs.ended.get() {
                return opened;
            }
            self.tabs.lock.replace(lock);
            self.stand.set(stand);
            self.exported_at.set(exported_at);
            self.tabs
                .shown
                .set(opened.plan.as_ref().map_or_else(Position::default, |plan| plan.at));
            self.step(Happening::Granted(
                opened.plan.as_ref().map(|plan| (plan.at.revision, plan.saved_at)),
            ));
            if let (Some(Slot::Copy), Some(plan), true) = (slot, &opened.plan, self.store.is_durable()) {
                // The copy was newer than the database: it was written by a page that was closed in a hurry.
                let draft = plan.draft.clone();
                let _ = self.edited(Rc::new(move || draft.clone()));
                self.step(Happening::Hurry);
            }
            if self.tabs.stolen_early.replace(false) {
                self.lose();
            }
            opened
        })
    }

    /// Sets aside what cannot be used and what rivals the plan.
    async fn settle(&self, located: Located) -> (Opened, Option<Slot>) {
        let fell_back = located.recovery.fell_back();
        let lost = located.recovery.lost;
        let mut found = Vec::new();
        for (slot, plan) in located.recovery.rivals {
            found.push((slot, Aside::of_plan(&plan, Why::Rival, now()), plan.draft.text));
        }
        for (slot, damaged) in located.recovery.damaged {
            found.push((slot, Aside::of_damaged(&self.id, &damaged, now()), damaged.text));
        }
        let mut set_aside = Vec::new();
        for (slot, aside, text) in found {
            let stored = match aside.why {
                // Older than the plan, and a newer program can read it where it is.
                Why::Damaged(Damage::NewerFormat(_)) => Ok(()),
                _ => self.store.set_aside(&aside, &text, Some(slot)).await,
            };
            if slot == Slot::Copy && stored.is_err() {
                self.tabs.copy_is_kept.set(true);
            }
            set_aside.push(SetAside { aside, text, stored });
        }
        let (slot, plan) = located.recovery.plan.unzip();
        (
            Opened {
                plan,
                set_aside,
                fell_back,
                lost,
                newer: None,
                problem: located.problem,
            },
            slot,
        )
    }

    /// Waits in the queue for the writer to go.
    pub(super) fn queue(self: &Rc<Self>) {
        if self.tabs.newer.get().is_some() || self.tabs.ended.get() {
            return;
        }
        let session = Rc::downgrade(self);
        let granted = move |lock| {
            if let Some(session) = session.upgrade() {
                session.succeed(Some(lock));
            }
        };
        let place = lock::queue(&channel_name(&self.id), Box::new(granted), self.on_stolen());
        self.tabs.place.replace(place);
    }

    /// Becomes the writer because the last one has gone.
    pub(super) fn succeed(self: &Rc<Self>, lock: Option<Lock>) {
        let session = Rc::clone(self);
        spawn(async move {
            session.tabs.place.take();
            if session.tabs.ended.get() || session.is_writer() {
                return;
            }
            let opened = session.become_writer(lock).await;
            if session.is_writer() {
                session.tell(PlanEvent::Writable(opened));
            }
        });
    }

    pub(super) async fn take_over(self: &Rc<Self>) -> Result<(), StorageProblem> {
        if let Some(newer) = self.tabs.newer.get() {
            return Err(StorageProblem::NewerFormat(newer));
        }
        if self.is_writer() {
            return Ok(());
        }
        self.tabs.place.take();
        for _ in 0..ASKS {
            let mut answer = self.ask(Message::PleaseHandOver, ANSWER_PATIENCE).await;
            while answer == Some(Answer::Flushing) {
                answer = self.wait(FLUSH_PATIENCE).await;
            }
            match answer {
                Some(Answer::CannotSave) => {
                    self.queue();
                    return Err(StorageProblem::HoldsUnsaved);
                }
                // Another tab was faster: let it settle, and ask it.
                Some(Answer::HandedToAnother) => pause(ANSWER_PATIENCE / 3).await,
                _ => break,
            }
        }
        if self.is_writer() {
            // It closed while it was asked.
            return Ok(());
        }
        let lock = match lock::steal(&channel_name(&self.id), self.on_stolen()).await {
            Attempt::Held(lock) => Some(lock),
            Attempt::Busy | Attempt::Unsupported => None,
        };
        let opened = self.become_writer(lock).await;
        if let Some(newer) = opened.newer {
            return Err(StorageProblem::NewerFormat(newer));
        }
        match opened.problem {
            Some(problem) if !self.is_writer() => {
                self.queue();
                Err(problem)
            }
            _ => {
                self.tell(PlanEvent::Writable(opened));
                Ok(())
            }
        }
    }
}

/// The plan for reading only: nothing is moved.
pub(super) fn read(id: &str, located: Located) -> Opened {
    let newer = located.recovery.newer_format();
    let fell_back = located.recovery.fell_back();
    let damaged = located.recovery.damaged.into_iter().map(|(_, damaged)| SetAside {
        aside: Aside::of_damaged(id, &damaged, now()),
        text: damaged.text,
        stored: Ok(()),
    });
    Opened {
        plan: located.recovery.plan.map(|(_, plan)| plan),
        set_aside: damaged.collect(),
        fell_back,
        lost: located.recovery.lost,
        newer,
        problem: located.problem,
    }
}
