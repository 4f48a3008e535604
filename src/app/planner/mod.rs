//! The open plan as the page sees it: the workspace, and what belongs to the view alone.
//!
//! Changing the plan stands in `changing`, what is selected and open in `looking`.

mod changing;
mod choosing;
mod looking;

pub(in crate::app) use choosing::{Chosen, Clipped, Found};

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::ask::Ask;
use super::chunks::{Chunk, ToolsTable, ViewsTable, use_chunks};
use super::look::Look;
use super::markup::*;
use super::parts::{Announcer, Notice, use_announcer};
use super::platform::settings::{Settings, Tour};
use super::reactive::{RwSignal, StoredValue};
use super::read_only::{EDITED_ELSEWHERE, FROM_A_LINK};
use crate::address::Cidr;
use crate::generate::Blueprint;
use crate::plan::{Id, Node, Pool};
use crate::workspace::Workspace;
pub(in crate::app) use changing::AS_OPENED;
use looking::{first_expansion, first_selection};

/// Whether the plan may be changed in this tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Edit,
    /// Another tab edits it: this one follows.
    ReadOnly,
    /// It came in a link, and is nobody's here until a copy is kept.
    Visit,
}

impl Access {
    /// Why the plan cannot be changed; none when it can.
    pub fn refusal(self) -> Option<&'static str> {
        match self {
            Access::Edit => None,
            Access::ReadOnly => Some(EDITED_ELSEWHERE),
            Access::Visit => Some(FROM_A_LINK),
        }
    }
}

/// What lies under the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The address map of the selected row.
    Map,
    /// The findings of the plan.
    Findings,
    /// What is left of each size, and where.
    FreeSpace,
    /// What must route to what, and what can.
    Connections,
    /// What the plan costs.
    Cost,
    /// The steps from what exists in AWS to the plan.
    Steps,
    /// How what runs stands to the pools, and how both come together.
    Adoption,
    /// What was done since the page was opened.
    History,
    /// Nothing: the tree has the height.
    Hidden,
}

/// What of the cost is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostPage {
    /// What the plan costs as it stands.
    Estimate,
    /// What it would cost otherwise.
    Scenarios,
    /// What it will cost.
    Growth,
}

/// Whether something is marked as existing in AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// It and all below it is there.
    Exists,
    /// Neither it nor what depends on it is there.
    Missing,
}

/// The open plan. One is provided to everything on the plan's screen; free to copy.
///
/// The workspace is the document with what is derived from it, and changes only through [`Planner::edit`],
/// [`Planner::take`], [`Planner::undo`] and [`Planner::redo`]. Selection, expansion and dialogs are the view's: they are
/// in no file and no history.
#[derive(Clone, Copy)]
pub struct Planner {
    workspace: StoredValue<Workspace>,
    revision: RwSignal<u64>,
    edits: RwSignal<u64>,
    selected: RwSignal<Node>,
    expanded: RwSignal<FxHashSet<Node>>,
    chosen: RwSignal<Chosen>,
    announcer: Announcer,
    tools: Chunk<ToolsTable>,
    /// What comes once rows are selected together, filtered, sorted or dragged.
    pub(in crate::app) views: Chunk<ViewsTable>,
    /// Whether the plan may be changed here.
    pub access: RwSignal<Access>,
    /// The dialog that is open.
    pub asking: RwSignal<Option<Ask>>,
    /// What lies under the tree.
    pub panel: RwSignal<Panel>,
    /// The rule whose findings alone are listed: its code.
    pub rule_shown: RwSignal<Option<&'static str>>,
    /// What of the cost is shown.
    pub cost_page: RwSignal<CostPage>,
    /// The row whose tearing down the steps show; none while they lead to the plan.
    pub torn: RwSignal<Option<Node>>,
    /// Whether the inspector is open: beside the tree, or over it on a small screen.
    pub inspecting: RwSignal<bool>,
    /// The row whose name is being typed in the tree.
    pub renaming: RwSignal<Option<Node>>,
    /// The free block that was pointed at: the dialog that is open begins with it.
    pub proposed: RwSignal<Option<Cidr>>,
    /// The list that was pasted: the dialog that is open begins with it.
    pub pasted: RwSignal<Option<String>>,
    /// The rows that were cut or copied last.
    pub(in crate::app) clipped: RwSignal<Option<Clipped>>,
    /// What the tree is filtered by; none while no filter is open.
    pub(in crate::app) filter: RwSignal<Option<String>>,
    /// What the filter finds; none while it finds everything.
    pub(in crate::app) found: RwSignal<Option<Found>>,
    /// How the tree looks.
    pub(in crate::app) look: RwSignal<Look>,
    /// Whether a press on a row of the tree selects it besides the others.
    pub(in crate::app) gathering: RwSignal<bool>,
    /// Counts the requests that all rows of the tree be selected.
    pub(in crate::app) all_wanted: RwSignal<u32>,
    /// What was generated here, and from which answers: so it can be generated again.
    pub generated: StoredValue<Vec<(Id<Pool>, Blueprint)>>,
    /// The step of the tour that is shown.
    pub tour: RwSignal<Option<usize>>,
    /// Counts the requests that the tree take the focus, with its selected row in sight.
    pub tree_focus: RwSignal<u32>,
}

impl Planner {
    /// Opens a workspace for the component that calls.
    pub fn open(workspace: Rc<RefCell<Workspace>>, access: Access) -> Self {
        let expanded = first_expansion(&workspace.borrow());
        let selected = first_selection(&workspace.borrow());
        Self {
            workspace: StoredValue::of_shared(workspace),
            revision: RwSignal::new(0),
            edits: RwSignal::new(0),
            selected: RwSignal::new(selected),
            expanded: RwSignal::new(expanded),
            chosen: RwSignal::new(Chosen::default()),
            announcer: use_announcer(),
            tools: use_chunks().tools,
            views: use_chunks().views,
            access: RwSignal::new(access),
            asking: RwSignal::new(None),
            panel: RwSignal::new(if fits(PHONE) { Panel::Hidden } else { Panel::Map }),
            cost_page: RwSignal::new(CostPage::Estimate),
            torn: RwSignal::new(None),
            rule_shown: RwSignal::new(None),
            inspecting: RwSignal::new(!fits(NARROW)),
            renaming: RwSignal::new(None),
            proposed: RwSignal::new(None),
            pasted: RwSignal::new(None),
            clipped: RwSignal::new(None),
            filter: RwSignal::new(None),
            found: RwSignal::new(None),
            look: RwSignal::new(Look::load()),
            gathering: RwSignal::new(false),
            all_wanted: RwSignal::new(0),
            generated: StoredValue::new(Vec::new()),
            tour: RwSignal::new((Settings::load().tour == Tour::New).then_some(0)),
            tree_focus: RwSignal::new(0),
        }
    }

    /// Reads the workspace, and again whenever the plan changes. Cheap: it borrows.
    pub fn read<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.revision.track();
        self.workspace.with_value(read)
    }

    /// Reads the workspace once.
    pub fn peek<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.workspace.with_value(read)
    }

    /// Counts the edits that were made here, and not those that another tab made. Tracked.
    pub fn edits(self) -> u64 {
        self.edits.get()
    }

    /// Counts the edits that were made here, once.
    pub fn edits_untracked(self) -> u64 {
        self.edits.get_untracked()
    }

    /// Shows a notice, wherever it is called from.
    pub(in crate::app) fn show(self, notice: Notice) {
        self.announcer.show(notice);
    }

    /// Says something that is neither done nor wrong.
    pub(in crate::app) fn note(self, sentence: impl Into<String>) {
        self.announcer.show(Notice::note(sentence));
    }

    /// Shows the steps to the plan, or those that tear a row down.
    pub(in crate::app) fn show_steps(self, torn: Option<Node>) {
        self.torn.set(torn);
        self.panel.set(Panel::Steps);
        if fits(NARROW) {
            // It would lie over them.
            self.inspecting.set(false);
        }
    }

    /// Shows what the plan costs, or would.
    pub(in crate::app) fn show_cost(self, page: CostPage) {
        self.cost_page.set(page);
        self.panel.set(Panel::Cost);
        if fits(NARROW) {
            // It would lie over it.
            self.inspecting.set(false);
        }
    }

    /// Asks something in a dialog.
    pub fn ask(self, ask: Ask) {
        self.proposed.set(None);
        self.pasted.set(None);
        self.asking.set(Some(ask));
    }

    /// Asks something in a dialog that begins with a block that was pointed at.
    pub fn ask_about(self, ask: Ask, block: Cidr) {
        self.pasted.set(None);
        self.proposed.set(Some(block));
        self.asking.set(Some(ask));
    }

    /// Gives the focus to the tree, with the selected row in sight.
    pub fn focus_tree(self) {
        self.tree_focus.update(|count| *count += 1);
    }
}

/// Up to this width the map is shown on demand; the same as in layout.css.
const PHONE: &str = "(width <= 37.5rem)";

/// Up to this width the inspector lies over the tree; the same as in layout.css.
const NARROW: &str = "(width <= 56.25rem)";

/// Whether the window is as a media query says.
fn fits(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// The plan that is open, for everything on its screen.
///
/// # Panics
/// Outside of the plan's screen, as every missing context does.
pub fn use_planner() -> Planner {
    expect_context()
}
