//! What is done to the rows of the tree as rows: several at once, copied, filtered, sorted, dragged.
//!
//! All of it comes after the first screen, and nothing else names it: its table is the way in. What it shows is worked out in
//! `model`, which knows nothing of the browser; what it does are gestures.

mod arrange;
mod bar;
mod change;
mod clipboard;
mod columns;
mod delete;
mod drag;
mod filter;
mod header;
mod inspector;
mod model;

use super::ask::{Ask, SeveralAsk};
use super::chunks::RowsTable;
use super::ids::RandomIds;
use super::markup::*;
use super::parts::{Notice, use_announcer};
use super::planner::Planner;
use super::reactive::RwSignal;
use super::tree_action::TreeAction;
use crate::plan::Lock;
use crate::plan::gesture::{ManyChange, change_many};

/// The way in.
pub(super) const TABLE: RowsTable = RowsTable {
    act,
    lock,
    dialog,
    bar: bar::bar,
    filter: filter::filter,
    inspector: inspector::inspector,
    header: header::header,
    arrange: arrange::arrange,
    words: model::column_words,
    listen: clipboard::listen,
    drag: drag::drag,
};

fn act(planner: Planner, action: TreeAction) {
    match action {
        TreeAction::Change => planner.ask(Ask::Several(SeveralAsk::Change)),
        TreeAction::Columns => planner.ask(Ask::Several(SeveralAsk::Columns)),
        TreeAction::Cut => clipboard::write(planner, clipboard::Manner::Cut),
        TreeAction::Copy => clipboard::write(planner, clipboard::Manner::Copy),
        TreeAction::Paste => clipboard::read(planner),
        _ => {}
    }
}

/// Locks or unlocks what is selected, as one step.
fn lock(planner: Planner, lock: Lock) {
    let change = ManyChange {
        lock: Some(lock),
        ..ManyChange::default()
    };
    let nodes = planner.selection();
    let changed = planner.peek(|w| change_many(w.plan(), w.index(), &nodes, &change, &mut RandomIds));
    let (done, so_already) = match lock {
        Lock::Locked => ("Locked", "All of them are locked already, or have no lock"),
        Lock::Open => ("Unlocked", "None of them is locked"),
    };
    if changed.changed == 0 {
        return planner.note(so_already);
    }
    if planner.edit(&changed.gesture.label, changed.gesture.edit) {
        let rows = super::parts::figures::counted(changed.changed as u64, "row", "rows");
        use_announcer().show(Notice::done(format!("{done} {rows}")).with_action("Undo", move || planner.undo()));
    }
}

fn dialog(ask: SeveralAsk, open: RwSignal<bool>) -> AnyView {
    match ask {
        SeveralAsk::Change => change::dialog(open),
        SeveralAsk::Delete => delete::dialog(open),
        SeveralAsk::Columns => columns::dialog(open),
    }
}
