//! What the session does with plans: reads and writes them, begins new ones, keeps them saved.
//!
//! The session is there before any plan is; the format, the index, the rules and what saves come in the chunk of a plan's
//! screen ([`super::chunks`]). So it reaches them through a table, and waits for it.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::dialogs::sentence;
use super::ids::RandomIds;
use super::planner::Planner;
use super::platform::clock;
use super::platform::later::{self, Later, breathe};
use super::platform::store::{Heard, OpenPlan, Opened as Found, PlanStore};
use super::start::Sketch;
use crate::examples::Example;
use crate::format::stored::Draft;
use crate::format::{self, OpenError, Opened, Reading, Writing};
use crate::plan::gesture::{NewPlan, StartProblem, start};
use crate::plan::index::Index;
use crate::plan::{Edit, Plan, RegionCode, RowChange};
use crate::rules::{Facts, Findings};
use crate::workspace::Workspace;

/// A plan with everything that is derived from it, ready for its screen. What it holds is known in the screen's chunk alone.
#[derive(Clone)]
pub(super) struct Ready(Rc<dyn Any>);

/// What a [`Ready`] holds.
struct Held {
    workspace: Rc<RefCell<Workspace>>,
    /// The text of the plan in the making, with the step of the workspace that it is of.
    writing: RefCell<Option<(u64, Writing)>>,
    /// Counts the times that it was begun to be written.
    turns: Cell<u32>,
}

impl Ready {
    /// Whether both are one.
    pub(super) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// The workspace. For code that is in a chunk after the screen's, or in that.
    pub(super) fn workspace(&self) -> Rc<RefCell<Workspace>> {
        Rc::clone(&self.held().workspace)
    }

    fn held(&self) -> &Held {
        let held = self.0.downcast_ref();
        held.unwrap_or_else(|| unreachable!("made of nothing else"))
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
    /// Likewise, in pieces between which the page stays alive.
    pub(super) read_on: fn(&str) -> Later<'_, Result<Plan, String>>,
    /// Derives what is derived from a plan, in pieces between which the page stays alive.
    pub(super) prepare: fn(Plan) -> Later<'static, Ready>,
    /// Writes the plan as it is after a while, in pieces between which the page stays alive, for whoever asks for its draft next.
    pub(super) write_on: fn(Ready, u64) -> Later<'static>,
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
    pub(super) open: fn(PlanStore, String, Heard) -> Later<'static, (OpenPlan, Found)>,
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
        read_on: |text| {
            Box::pin(async move {
                let opened = read_in_pieces(text).await;
                opened.map(|opened| opened.plan).map_err(|error| error.to_string())
            })
        },
        prepare: |plan| Box::pin(prepare(plan)),
        write_on: |ready, pause| Box::pin(write_on(ready, pause)),
        draft: draft_of,
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

/// So many milliseconds a piece of work takes: then whoever looks at the page or types is heard.
const PIECE: u64 = 20;

/// So many rows are read or written before the clock is looked at.
const ROWS: usize = 256;

/// Does pieces of work until there are no more, or for as long as the page can wait. Whether there are more.
fn go_on(piece: &mut dyn FnMut() -> bool) -> bool {
    let begun = clock::now();
    while piece() {
        // A clock that is set back ends the piece, too.
        if clock::now().wrapping_sub(begun) >= PIECE {
            return true;
        }
    }
    false
}

/// Reads a text in pieces between which the page stays alive.
pub(super) fn read_in_pieces(text: &str) -> Later<'_, Result<Opened, OpenError>> {
    Box::pin(async move {
        let mut reading = Reading::of(text)?;
        while go_on(&mut || reading.go_on(ROWS)) {
            breathe().await;
        }
        reading.end()
    })
}

/// The plan with everything that is derived from it, in pieces between which the page stays alive.
pub(super) async fn derived(plan: Plan) -> Workspace {
    breathe().await;
    let index = Index::build(&plan);
    breathe().await;
    let findings = Findings::build(Facts {
        plan: &plan,
        index: &index,
    });
    breathe().await;
    let workspace = Workspace::with_findings(plan, index, findings);
    breathe().await;
    workspace
}

async fn prepare(plan: Plan) -> Ready {
    let workspace = derived(plan).await;
    Ready(Rc::new(Held {
        workspace: Rc::new(RefCell::new(workspace)),
        writing: RefCell::default(),
        turns: Cell::default(),
    }))
}

/// Writes the plan after a pause of so many milliseconds, unless it is begun anew meanwhile. Where the plan is edited meanwhile, what
/// was written is for nothing.
async fn write_on(ready: Ready, pause: u64) {
    let held = ready.held();
    let turn = held.turns.get().wrapping_add(1);
    held.turns.set(turn);
    held.writing.take();
    later::pause(pause).await;
    loop {
        if held.turns.get() != turn {
            return;
        }
        let goes_on = {
            let workspace = held.workspace.borrow();
            let mut writing = held.writing.borrow_mut();
            let (step, writing) = writing.get_or_insert_with(|| (workspace.step(), Writing::of(workspace.plan())));
            *step == workspace.step() && go_on(&mut || writing.go_on(workspace.plan(), ROWS))
        };
        if !goes_on {
            return;
        }
        breathe().await;
    }
}

/// The plan as it is now: what of it was written already need not be written again.
fn draft_of(ready: &Ready) -> Draft {
    let held = ready.held();
    let workspace = held.workspace.borrow();
    let plan = workspace.plan();
    held.turns.set(held.turns.get().wrapping_add(1));
    match held.writing.take() {
        Some((step, writing)) if step == workspace.step() => draft_with(plan, writing.end(plan)),
        _ => draft(plan),
    }
}

fn draft(plan: &Plan) -> Draft {
    draft_with(plan, format::write_compact(plan))
}

fn draft_with(plan: &Plan, text: String) -> Draft {
    Draft {
        name: plan.about().name.clone(),
        format_version: format::VERSION,
        text,
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
