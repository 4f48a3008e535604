//! The buttons at the end of a row.

use leptos::html;

use super::menu::first_steps;
use super::model::{RowView, ShareCell};
use super::state::{RowMenu, TreeState};
use crate::app::action::Action;
use crate::app::markup::*;
use crate::app::parts::{ButtonKind, ButtonSize, Glyph, IconButton, button_class};
use crate::app::planner::Access;
use crate::app::reactive::{Memo, RwSignal};
use crate::plan::Node;

/// What most often follows on a row, and the menu of everything else.
///
/// They are there for the row that has the focus, where Tab reaches them, and for the one under the pointer. Only the button of
/// what waits to be filled (free space, a scope without a pool) is always seen. Where the plan can only be looked at, there is
/// none that adds.
pub(super) fn row_actions(tree: TreeState, node: RwSignal<Node>, view: Memo<Option<RowView>>) -> impl IntoView {
    let armed = Memo::new(move |_| {
        let node = node.get();
        (tree.focused.get() == node || tree.hovered.get() == Some(node)).then_some(node)
    });
    let may_edit = Memo::new(move |_| tree.planner.access.get() == Access::Edit);
    let awaiting = Memo::new(move |_| {
        let node = node.get();
        (may_edit.get() && view.with(|view| view.as_ref().is_some_and(|view| awaits_filling(node, view))))
            .then_some(node)
    });
    let invitation = following(move || awaiting.get().map(|node| view! { <Invitation tree node /> }));
    let tools = following(move || {
        armed.get().map(|node| {
            let steps = if awaiting.get().is_some() || !may_edit.get() {
                &[]
            } else {
                first_steps(node)
            };
            view! { <Tools tree node steps /> }
        })
    });
    (invitation, tools)
}

/// Whether the row stands for room that something is to be put in.
fn awaits_filling(node: Node, view: &RowView) -> bool {
    match node {
        Node::Free(_) => matches!(view.share, ShareCell::Largest(_)),
        Node::Scope(_) => matches!(view.share, ShareCell::Word(_)),
        _ => false,
    }
}

/// The button that puts something there.
#[component]
fn Invitation(
    /// The tree.
    tree: TreeState,
    /// The row.
    node: Node,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let opens_menu = matches!(node, Node::Free(_));
    let press = move |_| {
        tree.planner.select(node);
        if opens_menu {
            open_menu(tree, button, RowMenu::Add);
        } else {
            Action::AddPool.run(tree.planner, tree.session);
        }
    };
    view! {
        <button
            type="button"
            class=button_class(ButtonKind::Link, ButtonSize::Small)
            tabindex=move || if tree.focused.get() == node { "0" } else { "-1" }
            aria-haspopup=opens_menu.then_some("menu")
            node_ref=button
            on:click=press
        >
            {if opens_menu { "Add…" } else { Action::AddPool.label() }}
        </button>
    }
}

/// The buttons of a row that somebody is at.
#[component]
fn Tools(
    /// The tree.
    tree: TreeState,
    /// The row.
    node: Node,
    /// The actions that have a button of their own.
    steps: &'static [Action],
) -> impl IntoView {
    let more = NodeRef::<html::Button>::new();
    let step = |action: Action| {
        let press = move || {
            tree.planner.select(node);
            action.run(tree.planner, tree.session);
        };
        view! { <IconButton label=action.label() icon=action.glyph() size=ButtonSize::Small on_press=press /> }
    };
    view! {
        <span class="tree__tools">
            {steps.iter().map(|action| step(*action)).collect_view()}
            <IconButton
                label="More actions"
                icon=Glyph::More
                size=ButtonSize::Small
                node_ref=more
                on_press=move || {
                    tree.select_unless_chosen(node);
                    open_menu(tree, more, RowMenu::All);
                }
            />
        </span>
    }
}

fn open_menu(tree: TreeState, button: NodeRef<html::Button>, menu: RowMenu) {
    if let Some(button) = button.get_untracked() {
        tree.open_menu(menu, button.get_bounding_client_rect().into());
    }
}
