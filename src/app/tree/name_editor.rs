//! Typing a name in its row.

use leptos::ev::KeyboardEvent;
use leptos::html;

use super::state::TreeState;
use crate::app::markup::*;
use crate::app::reactive::{StoredValue, effect};
use crate::plan::Node;
use crate::plan::gesture::{name_of, rename};

/// How the typing ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The name is taken, as one step of the history. An empty one takes the name away: AWS asks for none.
    Commit,
    /// The name stays as it was.
    Abandon,
}

/// The name of a row in a field, with the focus in it and all of it selected.
///
/// Enter takes it and Escape leaves it, both with the focus back on the row; when the focus goes elsewhere it is taken.
#[component]
pub(super) fn NameEditor(
    /// The tree.
    tree: TreeState,
    /// What is named.
    node: Node,
) -> impl IntoView {
    let planner = tree.planner;
    let name = planner.peek(|workspace| name_of(workspace.plan(), node).unwrap_or_default().to_owned());
    let before = StoredValue::new(name.clone());
    let input = NodeRef::<html::Input>::new();
    let has_ended = StoredValue::new(false);
    let end = move |end: End| {
        // The field loses the focus as it goes, which must not end it twice.
        if has_ended.try_update_value(|ended| std::mem::replace(ended, true)) != Some(false) {
            return;
        }
        let typed = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        planner.renaming.set(None);
        if end == End::Commit && before.with_value(|before| typed.trim() != before) {
            let gesture = planner.peek(|workspace| rename(workspace.plan(), node, &typed));
            if let Some(gesture) = gesture {
                planner.edit(&gesture.label, gesture.edit);
            }
        }
    };
    effect(move |_| {
        if let Some(input) = input.get() {
            // It fails only when the field is gone again.
            let _ = input.focus();
            input.select();
        }
    });
    let on_key = move |event: KeyboardEvent| {
        // What is typed is neither a command of the tree nor of the page.
        event.stop_propagation();
        if event.is_composing() {
            return;
        }
        let ending = match event.key().as_str() {
            "Enter" => End::Commit,
            "Escape" => End::Abandon,
            _ => return,
        };
        event.prevent_default();
        end(ending);
        tree.take_focus();
    };
    view! {
        <input
            class="field__input tree__editor"
            type="text"
            aria-label="Name"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            value=name
            node_ref=input
            on:keydown=on_key
            on:blur=move |_| end(End::Commit)
        />
    }
}
