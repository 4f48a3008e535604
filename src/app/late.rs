//! The dialogs that come with the views: which view each question is.

use super::markup::*;
use super::reactive::RwSignal;
use super::view_ask::ViewAsk;
use super::{generator, help, legend};

/// The dialog that asks so.
pub(super) fn dialog(ask: ViewAsk, open: RwSignal<bool>) -> AnyView {
    match ask {
        ViewAsk::Generate(node) => generator::dialog(node, open),
        ViewAsk::Legend(pool) => legend::dialog(pool, open),
        ViewAsk::Help(topic) => help::dialog(topic, open),
    }
}
