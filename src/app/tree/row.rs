//! One row.

use super::cells::{cells, name_words, standing};
use super::model::RowView;
use super::name_editor::NameEditor;
use super::row_actions::row_actions;
use super::state::TreeState;
use crate::app::markup::*;
use crate::app::reactive::{Memo, RwSignal};
use crate::plan::Node;

/// The row of `node`, whichever that is by now. It hears of no event by itself, the grid around it does; and where it stands among the
/// others, `drawn.rs` writes.
pub(super) fn row(tree: TreeState, node: RwSignal<Node>) -> AnyView {
    let planner = tree.planner;
    let view = Memo::new(move |_| {
        let node = node.get();
        planner.read(|workspace| RowView::of(workspace, node))
    });
    let renamed = Memo::new(move |_| planner.renaming.get().filter(|renamed| *renamed == node.get()));
    let name = following(move || match renamed.get() {
        Some(node) => view! { <NameEditor tree node /> }.into_any(),
        None => view
            .with(|view| view.as_ref().map(|view| name_words(&view.heading)))
            .into_any(),
    });
    view! {
        <div role="row" class="tree__row" aria-label=move || view.with(|view| view.as_ref().map(RowView::sentence))>
            <div role="gridcell" aria-colindex="1" class="tree__cell tree__cell--name">
                <span class="tree__twisty" aria-hidden="true"></span>
                {name}
                {move || view.with(|view| view.as_ref().map(standing))}
            </div>
            {move || view.with(|view| view.as_ref().map(cells))}
            <div role="gridcell" aria-colindex="7" class="tree__cell tree__cell--actions">
                {row_actions(tree, node, view)}
            </div>
        </div>
    }
    .into_any()
}
