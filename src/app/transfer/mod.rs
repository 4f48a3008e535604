//! What leaves the planner and what comes: links, other languages, comparison with other plans, two copies put together.
//!
//! Each is a dialog. Nothing leaves the browser by itself: links and texts are made here, and go where a person puts them.

mod compare;
mod export;
mod merge;
mod share;
mod sources;

use super::ask::TransferAsk;
use super::markup::*;
use super::reactive::RwSignal;

/// The dialog that answers `ask`.
pub(super) fn dialog(ask: TransferAsk, open: RwSignal<bool>) -> AnyView {
    match ask {
        TransferAsk::Share => share::share(open),
        TransferAsk::Export => export::export(open),
        TransferAsk::Compare(step) => compare::compare(step, open),
        TransferAsk::Merge => merge::merge(open),
    }
}
