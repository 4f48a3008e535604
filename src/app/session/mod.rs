//! What outlives the open plan: which plan is open, the saved ones, files, the theme.
//!
//! One value, [`Session`], with a file for each thing it is asked for: `open` a plan and leave it, `save` what is edited
//! and hear what happens to it, `list` what is saved, read and write `files`, `visit` a plan that
//! came in a link.

mod files;
mod list;
mod open;
mod save;
mod visit;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::html;

use super::action::Action;
use super::ask::AskSession;
use super::chunks::{Chunks, NotLoaded};
use super::documents::{Documents, Ready};
use super::markup::*;
use super::parts::{Announcer, Notice, Shortcut};
use super::planner::{Access, Planner};
use super::platform::later::{Later, spawn};
use super::platform::panic;
use super::platform::settings::{Settings, SingleKeys};
use super::platform::store::{Aside, Offer, OpenPlan, PlanStore};
use super::platform::theme::{self, Theme};
use super::reactive::{RwSignal, StoredValue};
use super::words;
use crate::format;
use crate::format::stored::{Entry, SaveState, StorageProblem};

/// That a plan is open. Another opening is another value, even of the same plan.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    /// Whether this tab may edit it.
    pub access: Access,
}

/// The page, whichever plan is open. One is provided at the root; free to copy.
#[derive(Clone, Copy)]
pub struct Session {
    /// The open plan; `None` shows the start screen.
    pub opened: RwSignal<Option<Opened>>,
    /// Whether it is known what to show first: not while the plan that was open last is being read.
    pub begun: RwSignal<bool>,
    /// The dialog about plans and files that is open.
    pub asking: RwSignal<Option<AskSession>>,
    /// Counts the times that files came while there was somebody to take them.
    arrived: RwSignal<u32>,
    /// The hidden field that opens the browser's file dialog.
    pub file_input: NodeRef<html::Input>,
    /// The saved plans, last saved first; `None` until they are known.
    pub saved: RwSignal<Option<Vec<Entry>>>,
    /// What was set aside beside them, the latest first.
    pub asides: RwSignal<Vec<Aside>>,
    /// What this browser offers for saving; `None` until it is known.
    pub offer: RwSignal<Option<Offer>>,
    /// What is known about saving the open plan.
    pub save_state: RwSignal<Option<SaveState>>,
    /// Light, dark, or as the system has it.
    pub theme: RwSignal<Theme>,
    /// Whether keys that write a character do something by themselves.
    pub single_keys: RwSignal<SingleKeys>,
    announcer: Announcer,
    chunks: Chunks,
    /// The open plan's handle on the page's view, while its screen stands.
    planner: RwSignal<Option<Planner>>,
    held: StoredValue<Rc<Held>>,
}

/// What the page holds and shows nowhere.
#[derive(Default)]
struct Held {
    store: RefCell<Option<PlanStore>>,
    current: RefCell<Option<Rc<OpenPlan>>>,
    /// The open plan.
    ready: RefCell<Option<Ready>>,
    /// Whether the open plan is new and has yet to be saved under an id of its own.
    is_new: Cell<bool>,
    /// Whether the plan that is opened next is to be generated.
    generates: Cell<bool>,
    /// The files that were chosen or dropped, until they are taken.
    given: RefCell<Vec<web_sys::File>>,
    /// Counts the plans that were asked for.
    turns: Cell<u32>,
    /// The text of the plan as it was saved or opened last: what the crash screen offers.
    last_text: RefCell<Option<String>>,
}

impl Session {
    /// Begins: finds out what the browser offers, and opens the plan that was open last.
    pub(super) fn begin(announcer: Announcer, chunks: Chunks) -> Self {
        let settings = Settings::load();
        theme::apply(settings.theme);
        let held = Rc::<Held>::default();
        let session = Self {
            opened: RwSignal::new(None),
            begun: RwSignal::new(settings.last_plan.is_none()),
            asking: RwSignal::new(None),
            arrived: RwSignal::new(0),
            file_input: NodeRef::new(),
            saved: RwSignal::new(None),
            asides: RwSignal::new(Vec::new()),
            offer: RwSignal::new(None),
            save_state: RwSignal::new(None),
            theme: RwSignal::new(settings.theme),
            single_keys: RwSignal::new(settings.single_keys),
            announcer,
            chunks,
            planner: RwSignal::new(None),
            held: StoredValue::new(Rc::clone(&held)),
        };
        panic::keep_plan(move || held.last_text.try_borrow().ok()?.clone());
        let visits = session.visit_the_address();
        session.follow_the_address();
        spawn(async move {
            let store = PlanStore::open(format::VERSION).await;
            session.offer.set(Some(store.offer()));
            store.watch_list(move || session.refresh_saved());
            session.held().store.replace(Some(store));
            session.list_saved().await;
            // Where somebody was faster than the store, what is open is saved from now on.
            session.keep_new().await;
            let is_open = session.opened.with_untracked(Option::is_some);
            if !is_open
                && !visits
                && let Some(id) = settings.last_plan.filter(|id| session.is_saved(id))
            {
                session.load(id).await;
            }
            // Setting what is set would draw the start screen anew, without what was typed into it meanwhile.
            if !session.begun.get_untracked() {
                session.begun.set(true);
            }
        });
        session
    }

    /// The open plan, while its screen stands. Tracked.
    pub(super) fn planner(self) -> Option<Planner> {
        self.planner.get()
    }

    /// Asks something in a dialog.
    pub fn ask(self, ask: AskSession) {
        self.asking.set(Some(ask));
    }

    /// Goes on to the next theme: light, dark, as the system has it.
    pub fn next_theme(self) {
        let (next, sentence) = match self.theme.get_untracked() {
            Theme::System => (Theme::Light, "Light theme"),
            Theme::Light => (Theme::Dark, "Dark theme"),
            Theme::Dark => (Theme::System, "Theme as the system has it"),
        };
        self.theme.set(next);
        theme::apply(next);
        self.announcer.polite(sentence);
        self.set_settings(&|settings| settings.theme = next);
    }

    /// The keys of an action as the user has set them. Tracked.
    pub fn shortcut(self, action: Action) -> Option<Shortcut> {
        let rests = self.single_keys.get() == SingleKeys::Rest;
        action.shortcut().filter(|keys| !(rests && keys.writes_a_character()))
    }

    /// Lets keys that write a character do something by themselves, or not.
    pub fn set_single_keys(self, single_keys: SingleKeys) {
        self.single_keys.set(single_keys);
        self.set_settings(&|settings| settings.single_keys = single_keys);
    }

    /// Changes the settings of this browser.
    pub fn set_settings(self, change: &dyn Fn(&mut Settings)) {
        let mut settings = Settings::load();
        change(&mut settings);
        // Settings are a convenience: where they cannot be kept, they last as long as the page.
        let _ = settings.save();
    }

    fn held(self) -> Rc<Held> {
        self.held.get_value()
    }

    /// The open plan, for its screen.
    pub(super) fn ready(self) -> Option<Ready> {
        self.held().ready.borrow().clone()
    }

    fn store(self) -> Option<PlanStore> {
        self.held().store.borrow().clone()
    }

    fn current(self) -> Option<Rc<OpenPlan>> {
        self.held().current.borrow().clone()
    }

    /// What reads and writes plans, once it is there. That it cannot be had has then been said.
    fn documents(self) -> Later<'static, Option<Documents>> {
        Box::pin(async move {
            match self.chunks.screen.wait().await {
                Ok(table) => Some(table.documents),
                Err(NotLoaded) => {
                    self.announcer.show(Notice::error(words::NOT_LOADED));
                    None
                }
            }
        })
    }

    /// Says that something failed and why: `failed` is what did, up to the colon.
    fn complain(self, failed: &str, problem: &StorageProblem) {
        let sentence = format!("{failed}: {}", words::storage(problem));
        self.announcer.show(Notice::error(sentence));
    }
}

/// The session of the page.
///
/// # Panics
/// Outside of the app, as every missing context does.
pub fn use_session() -> Session {
    expect_context()
}
