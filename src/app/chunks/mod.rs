//! The page comes in chunks, so that a first visit waits for little: what every visit needs, and the start screen.
//!
//! | chunk | holds | loaded |
//! |---|---|---|
//! | main | the session, saving, what every screen is made of | first |
//! | start | the start screen | when no plan is open |
//! | screen | a plan: its index, its rules, its file format, header and tree, with their style sheets | when a plan is opened |
//! | tools | inspector, findings, dialogs; with them all other style sheets | after the first screen |
//! | views | what else there is to look at: the map, the steps in AWS, the adoption of what runs, the connections, the cost, free space, the plan on paper, the history, notes, legends, help, the generator, and dialogs about the tree's shape | after the tools |
//! | transfer | what leaves the planner and what comes: links, other languages, comparison, import with the parsers of all its shapes | last |
//!
//! Whatever is not there yet is fetched once the first screen stands; from then on the page asks nothing of anybody. The
//! only way into a chunk is its table: code that names a chunk's functions elsewhere pulls them into another chunk. How
//! large each may be is held by `scripts/size.mjs`.
//!
//! The build cuts the module (feature `split`). Without the feature everything is in the main chunk and a table is there
//! as soon as it is asked for.

mod chunk;
mod later;

use std::rc::Rc;

use leptos::ev::PointerEvent;
use rustc_hash::FxHashSet;
use web_sys::Element;

use crate::app::markup::*;

use super::ask::{CostAsk, SeveralAsk, TransferAsk};
use super::documents::{self, Documents};
use super::look::{Column, Sort};
use super::map::MapState;
use super::planner::{Access, Existence, Found, Planner};
use super::platform::sheets;
use super::reactive::RwSignal;
use super::shaping::Shaping;
use super::tree_action::TreeAction;
use super::view_ask::{Note, ViewAsk};
use crate::plan::{Lock, Node, OutlineRow};
use crate::workspace::Workspace;
use chunk::Loading;
pub(super) use chunk::{Chunk, NotLoaded};
pub(super) use later::later;

/// What the start chunk holds.
#[derive(Clone, Copy)]
pub(super) struct StartTable {
    /// The start screen.
    pub(super) screen: fn() -> AnyView,
}

/// What the screen chunk holds.
#[derive(Clone, Copy)]
pub(super) struct ScreenTable {
    /// The screen of an open plan.
    pub(super) screen: fn(Access) -> AnyView,
    /// Reading and writing plans.
    pub(super) documents: Documents,
}

/// What the tools chunk holds.
#[derive(Clone, Copy)]
pub(super) struct ToolsTable {
    /// The inspector.
    pub(super) inspector: fn() -> AnyView,
    /// What lies under the tree.
    pub(super) panel: fn() -> AnyView,
    /// Marks a row as existing in AWS, or as missing there.
    pub(super) mark: fn(Planner, Node, Existence),
    /// The dialogs about the open plan.
    pub(super) plan_dialogs: fn() -> AnyView,
    /// The dialogs about plans and files.
    pub(super) session_dialogs: fn() -> AnyView,
}

/// What the views chunk holds.
#[derive(Clone, Copy)]
pub(super) struct ViewsTable {
    /// The steps from what exists in AWS to the plan.
    pub(super) steps: fn() -> AnyView,
    /// How what runs stands to the pools, and how both come together.
    pub(super) adoption: fn() -> AnyView,
    /// What can be connected.
    pub(super) connections: fn() -> AnyView,
    /// What the plan costs.
    pub(super) cost: fn() -> AnyView,
    /// The dialogs about workloads, rates and scenarios.
    pub(super) cost_dialog: fn(CostAsk, RwSignal<bool>) -> AnyView,
    /// The address map.
    pub(super) map: fn(MapState) -> AnyView,
    /// What is left of each size.
    pub(super) free_space: fn() -> AnyView,
    /// The plan on paper.
    pub(super) paper: fn(Planner) -> AnyView,
    /// The dialogs that change the shape of the tree.
    pub(super) shape_dialog: fn(Shaping, Node, RwSignal<bool>) -> AnyView,
    /// The generator, the editor of a legend, help.
    pub(super) dialog: fn(ViewAsk, RwSignal<bool>) -> AnyView,
    /// What was done since the page was opened.
    pub(super) history: fn() -> AnyView,
    /// What people want to remember of a row.
    pub(super) note: fn(Note) -> AnyView,
    /// What the bits of the selected CIDR mean.
    pub(super) legend: fn() -> AnyView,
    /// The tour of the screen.
    pub(super) tour: fn() -> AnyView,
    /// What the tree needs once somebody selects several rows, copies them, filters or sorts them.
    pub(super) rows: RowsTable,
}

/// Which rows of the tree are seen, and in what order.
#[derive(Clone, Copy)]
pub(super) struct Arrangement<'a> {
    /// The open ones.
    pub(super) expanded: &'a FxHashSet<Node>,
    /// What a filter finds; all when there is none.
    pub(super) found: Option<&'a Found>,
    /// The order of siblings; that of their addresses when there is none.
    pub(super) sort: Option<Sort>,
}

/// Tells which row an element of the tree is in.
pub(super) type RowAt = Rc<dyn Fn(&Element) -> Option<Node>>;

/// What is done to the rows of the tree as rows: a part of the views chunk.
#[derive(Clone, Copy)]
pub(super) struct RowsTable {
    /// Does what takes more than the tree itself.
    pub(super) act: fn(Planner, TreeAction),
    /// Locks or unlocks all selected rows.
    pub(super) lock: fn(Planner, Lock),
    /// The dialogs about several rows.
    pub(super) dialog: fn(SeveralAsk, RwSignal<bool>) -> AnyView,
    /// The line over the tree that says how many rows are selected.
    pub(super) bar: fn() -> AnyView,
    /// The line over the tree that filters it.
    pub(super) filter: fn() -> AnyView,
    /// The inspector of several rows.
    pub(super) inspector: fn() -> AnyView,
    /// The titles of the columns, to sort by and to resize.
    pub(super) header: fn() -> AnyView,
    /// The rows of the tree when they are filtered or sorted.
    pub(super) arrange: fn(&Workspace, Arrangement<'_>) -> Vec<OutlineRow>,
    /// What stands in a column of words.
    pub(super) words: fn(&Workspace, Node, Column) -> String,
    /// Listens to the clipboard of the browser, for as long as the component that calls stands.
    pub(super) listen: fn(Planner),
    /// Somebody presses the pointer on a row: it may be dragged.
    pub(super) drag: fn(Planner, &PointerEvent, Node, RowAt),
}

/// What the transfer chunk holds.
#[derive(Clone, Copy)]
pub(super) struct TransferTable {
    /// What would become of what comes.
    pub(super) import: fn() -> AnyView,
    /// The dialogs about links, other languages and other plans.
    pub(super) dialog: fn(TransferAsk, RwSignal<bool>) -> AnyView,
}

/// Makes a function the way into a chunk: an asynchronous one, which answers once the chunk is there.
macro_rules! table {
    ($chunk:ident, $function:ident, $table:ty, $value:expr) => {
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $function() -> Result<$table, NotLoaded> {
            Ok($value)
        }

        #[cfg(not(feature = "split"))]
        #[allow(clippy::unused_async, reason = "it is one with the feature")]
        async fn $function() -> Result<$table, NotLoaded> {
            Ok($value)
        }
    };
}

table!(
    start,
    start_table,
    StartTable,
    StartTable {
        screen: super::start::screen
    }
);
table!(
    screen,
    screen_table,
    ScreenTable,
    ScreenTable {
        screen: super::screen::screen,
        documents: documents::documents(),
    }
);
table!(
    tools,
    tools_table,
    ToolsTable,
    ToolsTable {
        inspector: super::inspector::inspector,
        panel: super::panel::bottom_panel,
        mark: super::steps::mark,
        plan_dialogs: super::dialogs::plan_dialogs,
        session_dialogs: super::dialogs::session_dialogs,
    }
);

table!(
    views,
    views_table,
    ViewsTable,
    ViewsTable {
        steps: super::steps::steps,
        adoption: super::adoption::adoption,
        connections: super::connections::connections_panel,
        cost: super::cost::cost_panel,
        cost_dialog: super::cost::cost_dialog,
        map: super::map::address_map,
        free_space: super::reshape::free_space,
        paper: super::paper::sheet,
        shape_dialog: super::reshape::shape_dialog,
        dialog: super::late::dialog,
        history: super::history::history,
        note: super::notes::note,
        legend: super::legend::strip,
        tour: super::help::tour,
        rows: super::rows::TABLE,
    }
);

table!(
    transfer,
    transfer_table,
    TransferTable,
    TransferTable {
        import: super::import::import,
        dialog: super::transfer::dialog,
    }
);

/// The screen of a plan, and the style sheets that nothing needs before it.
async fn screen_with_its_sheets() -> Result<ScreenTable, NotLoaded> {
    let sheets = sheets::switch_on("screen");
    let table = screen_table().await?;
    sheets.await.then_some(table).ok_or(NotLoaded)
}

/// The tools, and theirs.
async fn tools_with_their_sheets() -> Result<ToolsTable, NotLoaded> {
    let sheets = sheets::switch_on("tools");
    let table = tools_table().await?;
    sheets.await.then_some(table).ok_or(NotLoaded)
}

/// The chunks of the page. One is provided at the root; free to copy.
#[derive(Clone, Copy)]
pub(super) struct Chunks {
    /// The start screen.
    pub(super) start: Chunk<StartTable>,
    /// An open plan.
    pub(super) screen: Chunk<ScreenTable>,
    /// What the screen of a plan is asked for later.
    pub(super) tools: Chunk<ToolsTable>,
    /// What else there is to look at.
    pub(super) views: Chunk<ViewsTable>,
    /// What leaves the planner, and what comes.
    pub(super) transfer: Chunk<TransferTable>,
}

impl Chunks {
    /// None of them asked for.
    pub(super) fn new() -> Self {
        Self {
            start: Chunk::new(|| -> Loading<StartTable> { Box::pin(start_table()) }),
            screen: Chunk::new(|| -> Loading<ScreenTable> { Box::pin(screen_with_its_sheets()) }),
            tools: Chunk::new(|| -> Loading<ToolsTable> { Box::pin(tools_with_their_sheets()) }),
            views: Chunk::new(|| -> Loading<ViewsTable> { Box::pin(views_table()) }),
            transfer: Chunk::new(|| -> Loading<TransferTable> { Box::pin(transfer_table()) }),
        }
    }

    /// Fetches what is not there yet; what is most likely to be wanted comes first. Waits for all of it, tells whether all
    /// came.
    pub(super) async fn fetch_all(self) -> bool {
        let screen = self.screen.wait().await.is_ok();
        let tools = self.tools.wait().await.is_ok();
        let views = self.views.wait().await.is_ok();
        let start = self.start.wait().await.is_ok();
        let transfer = self.transfer.wait().await.is_ok();
        tools && screen && views && start && transfer
    }
}

/// The chunks of the page.
///
/// # Panics
/// Outside of the app, as every missing context does.
pub(super) fn use_chunks() -> Chunks {
    expect_context()
}
