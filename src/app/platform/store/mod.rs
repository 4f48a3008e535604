//! Where plans are kept: in IndexedDB, with copies in localStorage, edited in one tab at a time.
//!
//! The store knows plans as opaque text. What it decides is decided by [`crate::format::stored`]; here it is carried out.
//!
//! ```text
//! let store = PlanStore::open(FORMAT_VERSION).await;
//! for entry in store.plans().await? { … }
//! let (plan, opened) = store.open_plan(&id, move |event| match event { … }).await;
//! plan.edited(move || draft())?;          // after each edit; saved within half a second
//! ```

mod aside;
mod asides;
mod both;
mod channel;
mod copies;
mod database;
mod durable;
mod event;
mod going;
mod keys;
mod lock;
mod losing;
mod open_plan;
mod packing;
mod saving;
mod search;
mod tabs;
mod talking;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

pub use aside::{Aside, SetAside, Why};
pub use event::{Heard, Offer, Opened, PlanEvent};
pub use open_plan::OpenPlan;

use self::both::Role;
use self::channel::{Channel, Message};
use self::copies::{Copies, Known};
use self::database::Database;
use super::exception::named;
use super::later::{Later, spawn};
use super::{clock, random};
use crate::format::stored::{Draft, Entry, Position, StorageProblem, StoredPlan};

/// A text longer than this (in bytes) is compressed in its copy, and copied less often.
const LARGE: usize = 64 * 1024;

/// The plans of this browser. Cloning it gives another handle.
#[derive(Clone)]
pub struct PlanStore(Rc<Inner>);

type Callback = Rc<dyn Fn()>;

struct Inner {
    supported: u32,
    durable: Result<Database, StorageProblem>,
    copies: Result<Copies, StorageProblem>,
    known: RefCell<Known>,
    asked_to_persist: Cell<bool>,
    list: Option<Channel>,
    list_changed: Rc<RefCell<Option<Callback>>>,
}

impl PlanStore {
    /// Finds out what this browser offers. `supported` is the newest format version of a plan's text that the program
    /// can read.
    pub async fn open(supported: u32) -> Self {
        let list_changed = Rc::new(RefCell::new(None::<Callback>));
        let heard = Rc::clone(&list_changed);
        let heard = move |_, message| {
            let listener = heard.borrow().clone();
            if let (Message::ListChanged, Some(listener)) = (message, listener) {
                listener();
            }
        };
        let list = Channel::open("ipam-planner/plans", &random::mint(), Box::new(heard));
        Self(Rc::new(Inner {
            supported,
            durable: Database::open().await,
            copies: Copies::probe(),
            known: RefCell::default(),
            asked_to_persist: Cell::new(false),
            list,
            list_changed,
        }))
    }

    /// What this browser offers.
    pub fn offer(&self) -> Offer {
        match (&self.0.durable, &self.0.copies) {
            (Ok(_), _) => Offer::Durable,
            (Err(problem), Ok(_)) => Offer::CopyOnly(problem.clone()),
            (Err(_), Err(problem)) => Offer::Nothing(problem.clone()),
        }
    }

    /// The list of plans, last saved first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn plans(&self) -> Later<'_, Result<Vec<Entry>, StorageProblem>> {
        Box::pin(async {
            let mut list = match &self.0.durable {
                Ok(database) => durable::list(database).await?,
                Err(_) => Vec::new(),
            };
            for entry in &list {
                self.0.known.borrow_mut().note(&entry.plan, entry.at);
            }
            let copies = self.0.copies.as_ref().map(Copies::list).unwrap_or_default();
            for (id, copy) in copies {
                let durable = list.iter_mut().find(|entry| entry.plan == id);
                match (copy.filter(|copy| copy.plan == id), durable) {
                    (Some(copy), Some(durable)) if copy.at > durable.at => {
                        let exported_at = copy.exported_at.max(durable.exported_at);
                        *durable = Entry { exported_at, ..copy };
                    }
                    (_, Some(_)) => {}
                    (copy, None) => list.push(copy.unwrap_or_else(|| Entry::nameless(&id))),
                }
            }
            let mut sorted: Vec<Entry> = Vec::with_capacity(list.len());
            for entry in list {
                let place =
                    sorted.partition_point(|other| (other.saved_at, &entry.plan) > (entry.saved_at, &other.plan));
                sorted.insert(place, entry);
            }
            Ok(sorted)
        })
    }

    /// Calls `changed` when another tab adds or deletes a plan. Replaces an earlier one.
    pub fn watch_list(&self, changed: impl Fn() + 'static) {
        self.0.list_changed.replace(Some(Rc::new(changed)));
    }

    /// Opens a plan for editing, or for reading while another tab edits it ([`OpenPlan::is_writer`]). `heard` is told
    /// what happens to it, from before this returns on: ask [`OpenPlan::state`] for what there is to show at first.
    pub async fn open_plan(&self, id: &str, heard: impl Fn(PlanEvent) + 'static) -> (OpenPlan, Opened) {
        OpenPlan::open(self.clone(), id.to_owned(), Box::new(heard)).await
    }

    /// Reads a plan without opening it: nothing is changed, and nobody is kept from editing it. For a copy or a download.
    ///
    /// # Errors
    /// Nothing can be read.
    pub async fn read_plan(&self, id: &str) -> Result<Opened, StorageProblem> {
        self.locate(id, Role::Reader)
            .await
            .map(|located| tabs::read(id, located))
    }

    /// Opens a new plan under a new id and begins to save it. Works without any storage too: the state then says so.
    pub async fn open_new(&self, draft: Draft, heard: impl Fn(PlanEvent) + 'static) -> OpenPlan {
        OpenPlan::open_new(self.clone(), draft, Box::new(heard)).await
    }

    /// Stores a plan under a new id, which is returned, without opening it.
    ///
    /// # Errors
    /// It could not be stored.
    pub async fn add(&self, draft: Draft) -> Result<String, StorageProblem> {
        let id = random::mint();
        self.add_as(&id, draft).await?;
        Ok(id)
    }

    fn add_as<'a>(&'a self, id: &'a str, draft: Draft) -> Later<'a, Result<(), StorageProblem>> {
        Box::pin(async move {
            let located = self.locate(id, Role::Writer).await?;
            let at = Position {
                epoch: located.epoch,
                revision: located.recovery.next_revision,
            };
            let plan = StoredPlan {
                id: id.to_owned(),
                at,
                saved_at: clock::now(),
                exported_at: None,
                draft,
            };
            self.commit(&plan, located.seen).await?;
            let _ = self.write_copy(&plan).await;
            say_about(id, Message::Saved);
            self.say_list_changed();
            Ok(())
        })
    }

    /// Deletes a plan and sets it aside: [`PlanStore::restore`] brings it back. The last ten deleted plans are kept.
    ///
    /// # Errors
    /// Nothing was deleted.
    pub async fn delete(&self, id: &str) -> Result<Aside, StorageProblem> {
        let copy = self.copy_of(id).await.and_then(|candidate| candidate.found.ok());
        let aside = match (&self.0.durable, copy) {
            (Ok(database), copy) => durable::delete(database, id, clock::now(), copy, self.0.supported).await?,
            (Err(_), Some(copy)) => {
                let aside = Aside::of_plan(&copy, Why::Deleted, clock::now());
                self.copies()?.set_aside(&aside, &copy.draft.text)?;
                aside
            }
            (Err(_), None) => return Err(StorageProblem::NotFound),
        };
        if let Ok(copies) = &self.0.copies {
            copies.remove(id)?;
        }
        self.0.known.borrow_mut().forget(id);
        say_about(id, Message::Deleted);
        self.say_list_changed();
        Ok(aside)
    }

    /// Everything that is set aside: deleted plans, what cannot be read, and what another tab's version replaced.
    /// Latest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn asides(&self) -> Result<Vec<Aside>, StorageProblem> {
        let mut asides = match &self.0.durable {
            Ok(database) => asides::list(database).await?,
            Err(_) => Vec::new(),
        };
        for aside in self.0.copies.as_ref().map(Copies::asides).unwrap_or_default() {
            if !asides.iter().any(|known| known.key == aside.key) {
                asides.push(aside);
            }
        }
        Ok(Aside::latest_first(asides))
    }

    /// The text of something that is set aside.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    pub fn aside_text<'a>(&'a self, key: &'a str) -> Later<'a, Result<String, StorageProblem>> {
        Box::pin(async move {
            let copy = self.0.copies.as_ref().ok().and_then(|copies| copies.aside_text(key));
            match (&self.0.durable, copy) {
                (_, Some(text)) => Ok(text),
                (Ok(database), None) => asides::text(database, key).await,
                (Err(_), None) => Err(StorageProblem::NotFound),
            }
        })
    }

    /// Removes something that is set aside, for good.
    ///
    /// # Errors
    /// It could not be removed.
    pub async fn discard(&self, key: &str) -> Result<(), StorageProblem> {
        if let Ok(copies) = &self.0.copies {
            copies.discard(key)?;
        }
        match &self.0.durable {
            Ok(database) => asides::discard(database, key).await,
            Err(_) => Ok(()),
        }
    }

    /// Makes a plan of something that is set aside: a deleted plan comes back under its id, a rival becomes a plan of
    /// its own. The plan's id.
    ///
    /// # Errors
    /// `Damaged`, with the text, for what this program could not read: the app may try to import it.
    pub async fn restore(&self, aside: &Aside) -> Result<String, StorageProblem> {
        let text = self.aside_text(&aside.key).await?;
        let Some(format_version) = aside.format.filter(|_| !matches!(aside.why, Why::Damaged(_))) else {
            return Err(StorageProblem::Damaged { kept: text });
        };
        let taken = self.plans().await?.iter().any(|entry| entry.plan == aside.plan);
        let id = if aside.why == Why::Deleted && !taken {
            aside.plan.clone()
        } else {
            random::mint()
        };
        let draft = Draft {
            name: aside.name.clone(),
            format_version,
            text,
        };
        self.add_as(&id, draft).await?;
        self.discard(&aside.key).await?;
        Ok(id)
    }

    fn copies(&self) -> Result<&Copies, StorageProblem> {
        self.0.copies.as_ref().map_err(Clone::clone)
    }

    fn say_list_changed(&self) {
        if let Some(list) = &self.0.list {
            list.say(Message::ListChanged);
        }
    }

    /// Asks the browser, once per page, not to clear this site's data when the disk gets full.
    fn ask_to_persist(&self) {
        if self.0.asked_to_persist.replace(true) {
            return;
        }
        let Some(window) = web_sys::window() else { return };
        // Not there outside https and localhost: the call then throws, which is an answer too.
        if let Ok(answer) = window.navigator().storage().persist() {
            spawn(async move { drop(answer.await) });
        }
    }
}

/// Tells every tab that has the plan open.
fn say_about(id: &str, message: Message) {
    if let Some(channel) = Channel::open(&tabs::channel_name(id), &random::mint(), Box::new(|_, _| {})) {
        channel.say(message);
    }
}

/// How long a save may take before it is said that it is not saved, in milliseconds.
const COMMIT_PATIENCE: u64 = 15_000;

/// A save that took too long. It may still end well; the next one then follows it.
fn too_slow() -> StorageProblem {
    named("TimeoutError", "the browser did not finish the save in time")
}
