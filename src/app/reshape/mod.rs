//! The dialogs that change the shape of the tree, and what is left of each size.
//!
//! Each keeps what is typed in drafts, makes a gesture of it, and shows what the gesture would do to the blocks and to the
//! findings before it is taken. Which gestures there are is known to the domain alone.

mod add_many;
mod form;
mod free_space;
mod join;
mod move_to;
mod onto;
mod preview;
mod resize;
mod split;
mod subject;
mod wanted;

use super::markup::*;
use super::reactive::RwSignal;
use super::shaping::Shaping;
use crate::plan::Node;
pub(super) use free_space::free_space;
use onto::Again;
pub(super) use preview::foreseen;

/// The dialog that asks how the shape changes at a row.
pub(super) fn shape_dialog(shaping: Shaping, node: Node, open: RwSignal<bool>) -> AnyView {
    let dialog = match shaping {
        Shaping::Split => split::dialog(node, open),
        Shaping::Join => join::dialog(node, open),
        Shaping::Resize => resize::dialog(node, open),
        Shaping::MoveTo => move_to::dialog(node, open),
        Shaping::Duplicate => onto::dialog(Again::Duplicate, node, open),
        Shaping::Rebase => onto::dialog(Again::Rebase, node, open),
        Shaping::AddMany => add_many::dialog(node, open),
        Shaping::PlaceWanted => wanted::dialog(open),
        // These ask nothing.
        Shaping::Lock | Shaping::Unlock | Shaping::FreeSpace => None,
    };
    dialog.unwrap_or_else(|| {
        open.set(false);
        ().into_any()
    })
}
