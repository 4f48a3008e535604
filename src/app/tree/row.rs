//! One row.

use super::cells::{cells, name_words, standing};
use super::model::{CostCells, RowView};
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
    let cost = Memo::new(move |_| {
        let node = node.get();
        let is_shown = planner.cost_columns.get();
        is_shown.then(|| planner.read(|workspace| CostCells::of(workspace, node)))
    });
    let sentence = move || {
        let cost = cost.with(|cost| cost.as_ref().and_then(CostCells::sentence));
        let row = view.with(|view| view.as_ref().map(RowView::sentence));
        row.map(|row| match cost {
            Some(cost) => format!("{row}, {cost}"),
            None => row,
        })
    };
    let renamed = Memo::new(move |_| planner.renaming.get().filter(|renamed| *renamed == node.get()));
    let name = following(move || match renamed.get() {
        Some(node) => view! { <NameEditor tree node /> }.into_any(),
        None => view
            .with(|view| view.as_ref().map(|view| name_words(&view.heading)))
            .into_any(),
    });
    view! {
        <div role="row" class="tree__row" aria-label=sentence>
            <div role="gridcell" aria-colindex="1" class="tree__cell tree__cell--name">
                <span class="tree__twisty" aria-hidden="true"></span>
                {name}
                {move || view.with(|view| view.as_ref().map(standing))}
            </div>
            {move || view.with(|view| cost.with(|cost| view.as_ref().map(|view| cells(view, cost.as_ref()))))}
            <div role="gridcell" aria-colindex=move || if cost.with(Option::is_some) { "9" } else { "7" } class="tree__cell tree__cell--actions">
                {row_actions(tree, node, view)}
            </div>
        </div>
    }
    .into_any()
}
