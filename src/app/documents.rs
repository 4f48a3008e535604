//! What the session does with plans: reads and writes them, begins new ones, keeps them saved.
//!
//! The session is there before any plan is; the format, the index, the rules and what saves come in the chunk of a plan's
//! screen ([`super::chunks`]). So it reaches them through a table, and waits for it.

use super::ids::RandomIds;
use super::planner::Planner;
use super::platform::later::Later;
use super::platform::store::{Heard, OpenPlan, Opened, PlanStore};
use super::start::Sketch;
use crate::examples::Example;
use crate::format;
use crate::format::stored::Draft;
use crate::plan::gesture::{NewPlan, StartProblem, start};
use crate::plan::{Edit, Plan, RegionCode, RowChange};

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
    /// The plan as it is saved.
    pub(super) draft: fn(&Plan) -> Draft,
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
        draft,
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
