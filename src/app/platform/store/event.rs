//! What opening a plan gives, and what happens to it afterwards.

use super::aside::{Aside, SetAside};
use crate::format::stored::{SaveState, StorageProblem, StoredPlan};

/// What the browser offers, found when the store was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A database, and a copy in localStorage where that works.
    Durable,
    /// Only localStorage: what is saved may be lost in a crash of the browser. The database's problem.
    CopyOnly(StorageProblem),
    /// Nothing: plans live as long as the page. The problem of localStorage.
    Nothing(StorageProblem),
}

/// A plan as it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The newest revision that can be read; `None` when there is none.
    pub plan: Option<StoredPlan>,
    /// What was found and could not be used, or rivals the plan: set aside, with its text.
    pub set_aside: Vec<SetAside>,
    /// Whether `plan` is older than something that was found or that was shown as saved.
    pub fell_back: bool,
    /// The revision that was shown as saved, when it is newer than what could be read.
    pub lost: Option<u64>,
    /// The version of a newer program, when it wrote the newest revision: the plan can then only be read here.
    pub newer: Option<u32>,
    /// Why the database could not be read, when the copy had to do.
    pub problem: Option<StorageProblem>,
}

/// Whoever is told what happens to an open plan.
pub type Heard = Box<dyn Fn(PlanEvent)>;

/// Something that happened to an open plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanEvent {
    /// What the user is told about saving has changed. `ReadOnly` takes effect at once: a plan that was handed over gets
    /// no other event.
    State(SaveState),
    /// Another tab saved this revision: show it.
    Followed(StoredPlan),
    /// This tab has become the writer: show this and let it be edited.
    Writable(Opened),
    /// Another tab has taken over without asking (this one did not answer). What was not saved yet was set aside.
    LostLease(Option<SetAside>),
    /// What another tab had not saved was set aside.
    SetAside(Aside),
    /// The plan was deleted in another tab. It becomes writable again here, empty in the store: an edit brings it back.
    Deleted,
}
