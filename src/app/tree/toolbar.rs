//! What stands over the tree: where the selected row lies, and what concerns the tree as a whole.

use super::menu::{ADDITIONS, entries};
use super::model::Heading;
use super::state::TreeState;
use crate::app::action::Action;
use crate::app::markup::*;
use crate::app::parts::{Align, ButtonSize, IconButton, MenuButton};
use crate::app::reactive::{Callback, Memo};
use crate::app::tree_action::TreeAction;
use crate::plan::Node;

/// The path to the selected row, each step of which leads there; the buttons to open and close all rows; what can be added.
#[component]
pub(super) fn Toolbar(
    /// The tree.
    tree: TreeState,
) -> impl IntoView {
    let fold = |action: Action| {
        following(move || {
            let run = move || action.run(tree.planner, tree.session);
            view! {
                <IconButton
                    label=action.label()
                    icon=action.glyph()
                    size=ButtonSize::Small
                    nostrip:shortcut=tree.session.shortcut(action)
                    on_press=run
                />
            }
        })
    };
    view! {
        <div class="tree__toolbar">
            <Path tree />
            {fold(Action::Tree(TreeAction::Filter))}
            {fold(Action::Tree(TreeAction::Columns))}
            {fold(Action::ExpandAll)}
            {fold(Action::CollapseAll)}
            <MenuButton
                label="Add"
                size=ButtonSize::Small
                align=Align::End
                entries=Callback::new(move |()| entries(tree, ADDITIONS))
            />
        </div>
    }
}

/// The selected row and the rows that it lies in, from the scope on.
#[component]
fn Path(
    /// The tree.
    tree: TreeState,
) -> impl IntoView {
    let planner = tree.planner;
    let path = Memo::new(move |_| {
        let selected = planner.selected();
        planner.read(|workspace| {
            let above = workspace.outline().ancestors(selected);
            let mut nodes: Vec<Node> = std::iter::once(selected).chain(above).collect();
            // The root is above everything, which says nothing; when it is selected, it is all there is to say.
            if nodes.len() > 1 {
                nodes.pop();
            }
            let name = |node| Heading::of(workspace.plan(), node).map(|heading| (node, heading.name));
            nodes.into_iter().rev().filter_map(name).collect::<Vec<_>>()
        })
    });
    let steps = following(move || {
        let path = path.get();
        let last = path.len().saturating_sub(1);
        let step = move |(index, (node, name)): (usize, (Node, String))| {
            let current = (index == last).then_some("true");
            let press = move |_| {
                planner.reveal(node);
                tree.take_focus();
            };
            view! {
                <li class="tree__step">
                    <button type="button" class="tree__crumb clip" aria-current=current on:click=press>{name}</button>
                </li>
            }
        };
        path.into_iter().enumerate().map(step).collect_view()
    });
    view! {
        <nav class="tree__path" aria-label="Selected row">
            <ol>{steps}</ol>
        </nav>
    }
}
