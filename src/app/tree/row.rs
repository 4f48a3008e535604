//! One row.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

use super::cells::{cells, name_words};
use super::drawn::RowAt;
use super::model::RowView;
use super::name_editor::NameEditor;
use super::row_actions::RowActions;
use super::state::TreeState;
use crate::plan::{Node, Twist};

/// The row of `node`, drawn where `at` says. It hears of nothing by itself: the grid around it does.
pub(super) fn row(tree: TreeState, node: Node, at: RwSignal<RowAt>) -> AnyView {
    let planner = tree.planner;
    let view = Memo::new(move |_| planner.read(|workspace| RowView::of(workspace, node)));
    let is_renamed = Memo::new(move |_| planner.renaming.get() == Some(node));
    let place = move || at.get().row.place;
    // The one attribute of a treegrid that Leptos has no name for.
    let level = custom_attribute("aria-level", move || place().level);
    let expanded = move || match at.get().row.twist {
        Twist::Leaf => None,
        Twist::Closed => Some("false"),
        Twist::Open => Some("true"),
    };
    let name = move || match is_renamed.get() {
        true => view! { <NameEditor tree node /> }.into_any(),
        false => view
            .with(|view| view.as_ref().map(|view| name_words(&view.heading)))
            .into_any(),
    };
    view! {
        <div
            role="row"
            class="tree__row"
            data-kind=matches!(node, Node::Free(_)).then_some("free")
            tabindex=move || if tree.focused.get() == node { "0" } else { "-1" }
            {..level}
            aria-posinset=move || place().position
            aria-setsize=move || place().siblings
            aria-rowindex=move || at.get().index + 2
            aria-expanded=expanded
            aria-selected=move || if planner.selected() == node { "true" } else { "false" }
            aria-label=move || view.with(|view| view.as_ref().map(RowView::sentence))
            data-away=move || at.get().away.map(|_| "")
            style:top=move || at.get().away.map(|away| format!("{away}px"))
            style=("--level", move || (place().level - 1).to_string())
        >
            <div role="gridcell" aria-colindex="1" class="tree__cell tree__cell--name">
                <span class="tree__twisty" aria-hidden="true"></span>
                {name}
            </div>
            {move || view.with(|view| view.as_ref().map(cells))}
            <div role="gridcell" aria-colindex="7" class="tree__cell tree__cell--actions">
                <RowActions tree node view />
            </div>
        </div>
    }
    .into_any()
}
