//! What the session does with plans: reads and writes them, begins new ones, keeps them saved.
//!
//! The session is there before any plan is; the format, the index, the rules and what saves come in the chunk of a plan's
//! screen ([`super::chunks`]). So it reaches them through a table, and waits for it.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::dialogs::sentence;
use super::ids::RandomIds;
use super::planner::Planner;
use super::platform::later::{Later, breathe};
use super::platform::store::{Heard, OpenPlan, Opened, PlanStore};
use super::start::Sketch;
use crate::examples::Example;
use crate::format;
use crate::format::stored::Draft;
use crate::plan::gesture::{NewPlan, StartProblem, start};
use crate::plan::index::Index;
use crate::plan::{Edit, Plan, RegionCode, RowChange};
use crate::workspace::Workspace;

/// A plan with everything that is derived from it, ready for its screen. What it holds is known in the screen's chunk alone.
#[derive(Clone)]
pub(super) struct Ready(Rc<dyn Any>);

impl Ready {
    /// Whether both are one.
    pub(super) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// The workspace. For code that is in a chunk after the screen's, or in that.
    pub(super) fn workspace(&self) -> Rc<RefCell<Workspace>> {
        let workspace = Rc::clone(&self.0).downcast();
        workspace.unwrap_or_else(|_| unreachable!("made of nothing else"))
    }
}

/// What a new plan begins with.
#[derive(Clone, Debug)]
pub(super) enum Beginning {
    /// The pools that a form asks for.
    Form(NewPlan),
    /// The IPAM and its default scopes alone.
    Empty {
        /// The plan's name.
        name: String,
        /// The home Region.
        home: RegionCode,
    },
    /// A worked example.
    Example(&'static Example),
}

/// What can be done with a plan and its text.
#[derive(Clone, Copy)]
pub(super) struct Documents {
    /// The plan that a text holds.
    ///
    /// # Errors
    /// Why it holds none, as a sentence.
    pub(super) read: fn(&str) -> Result<Plan, String>,
    /// The plan in the fragment of a link. It is here and not where links are made, so that who follows one waits for the screen
    /// of a plan alone.
    ///
    /// # Errors
    /// Why there is none, as a sentence.
    pub(super) open_link: fn(&str) -> Result<Plan, String>,
    /// Derives what is derived from a plan, in pieces between which the page stays alive.
    pub(super) prepare: fn(Plan) -> Later<'static, Ready>,
    /// The plan as it is now, to be saved.
    pub(super) draft: fn(&Ready) -> Draft,
    /// The plan as a file that people may read.
    pub(super) file: fn(&Plan) -> String,
    /// The text of a plan under another name, inside the text as well where that can be read.
    pub(super) renamed: fn(String, String) -> Draft,
    /// The pools that a form asks for, to look at.
    ///
    /// # Errors
    /// What cannot be had.
    pub(super) sketch: fn(&NewPlan) -> Result<Sketch, StartProblem>,
    /// A new plan.
    ///
    /// # Errors
    /// What the form asks for cannot be had.
    pub(super) begin: fn(&Beginning) -> Result<Plan, StartProblem>,
    /// Opens a saved plan: what is edited is saved from then on.
    pub(super) open: fn(PlanStore, String, Heard) -> Later<'static, (OpenPlan, Opened)>,
    /// Saves a new plan, and opens it.
    pub(super) open_new: fn(PlanStore, Draft, Heard) -> Later<'static, OpenPlan>,
    /// Shows another plan on the screen of an open one.
    pub(super) replace: fn(Planner, Plan),
}

/// The table. For the chunk alone.
pub(super) fn documents() -> Documents {
    Documents {
        read,
        open_link,
        prepare: |plan| Box::pin(prepare(plan)),
        draft: |ready| draft(ready.workspace().borrow().plan()),
        file: format::write,
        renamed,
        sketch: Sketch::of,
        begin,
        open: |store, id, heard| Box::pin(async move { store.open_plan(&id, heard).await }),
        open_new: |store, draft, heard| Box::pin(async move { store.open_new(draft, heard).await }),
        replace: Planner::replace,
    }
}

fn read(text: &str) -> Result<Plan, String> {
    match format::read(text) {
        Ok(opened) => Ok(opened.plan),
        Err(error) => Err(error.to_string()),
    }
}

fn open_link(fragment: &str) -> Result<Plan, String> {
    match format::link::open(fragment) {
        Ok(opened) => Ok(opened.plan),
        Err(error) => Err(sentence(error)),
    }
}

async fn prepare(plan: Plan) -> Ready {
    breathe().await;
    let index = Index::build(&plan);
    breathe().await;
    let workspace = Workspace::with_index(plan, index);
    breathe().await;
    Ready(Rc::new(RefCell::new(workspace)))
}

fn draft(plan: &Plan) -> Draft {
    Draft {
        name: plan.about().name.clone(),
        format_version: format::VERSION,
        text: format::write_compact(plan),
    }
}

fn renamed(name: String, text: String) -> Draft {
    if let Ok(mut plan) = read(&text) {
        let before = plan.about().clone();
        let mut after = before.clone();
        after.name.clone_from(&name);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id: Plan::about_id(),
            before: Some(Box::new(before)),
            after: Some(Box::new(after)),
        });
        if plan.apply(edit).is_ok() {
            return draft(&plan);
        }
    }
    Draft {
        name,
        format_version: format::VERSION,
        text,
    }
}

fn begin(beginning: &Beginning) -> Result<Plan, StartProblem> {
    match beginning {
        Beginning::Form(new) => start(new, &mut RandomIds),
        Beginning::Empty { name, home } => Ok(Plan::new(name, *home)),
        Beginning::Example(example) => Ok(example.plan()),
    }
}
