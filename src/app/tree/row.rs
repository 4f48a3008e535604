//! One row.

use super::cells::{cells, name_words, standing};
use super::model::{CostCells, RowView};
use super::name_editor::NameEditor;
use super::row_actions::row_actions;
use super::state::TreeState;
use crate::app::look::{Column, Look};
use crate::app::markup::*;
use crate::app::reactive::{Memo, RwSignal};
use crate::plan::Node;

/// What stands in the columns that are not always there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MoreCells {
    /// Active IPs and cost.
    pub(super) cost: Option<CostCells>,
    /// Columns of words.
    pub(super) words: Vec<(Column, String)>,
}

impl MoreCells {
    fn of(tree: TreeState, node: Node, look: &Look) -> Self {
        let has_cost = look.shows(Column::Cost) || look.shows(Column::Active);
        let shown = [Column::Account, Column::Tags]
            .into_iter()
            .filter(|column| look.shows(*column));
        let words = shown.filter_map(|column| Some((column, tree.views.table()?.rows.words)));
        let words: Vec<_> = words.collect();
        if !has_cost && words.is_empty() {
            return Self::default();
        }
        tree.planner.read(|workspace| Self {
            cost: has_cost.then(|| CostCells::of(workspace, node)),
            words: words
                .into_iter()
                .map(|(column, words)| (column, words(workspace, node, column)))
                .collect(),
        })
    }
}

/// The row of `node`, whichever that is by now. It hears of no event by itself, the grid around it does; and where it stands among the
/// others, `drawn.rs` writes.
pub(super) fn row(tree: TreeState, node: RwSignal<Node>) -> AnyView {
    let planner = tree.planner;
    let view = Memo::new(move |_| {
        let node = node.get();
        planner.read(|workspace| RowView::of(workspace, node))
    });
    let more = Memo::new(move |_| {
        let node = node.get();
        planner.look.with(|look| MoreCells::of(tree, node, look))
    });
    let sentence = move || {
        let cost = more.with(|more| more.cost.as_ref().and_then(CostCells::sentence));
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
            {move || view.with(|view| more.with(|more| view.as_ref().map(|view| cells(view, more))))}
            <div role="gridcell" aria-colindex="11" class="tree__cell tree__cell--actions">
                {row_actions(tree, node, view)}
            </div>
        </div>
    }
    .into_any()
}
