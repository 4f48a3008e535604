//! A box to tick.

use leptos::html;

use super::unique_id::unique_id;
use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal};

/// A native checkbox with its words beside it; the words can be pressed, too. A hint describes it.
///
/// What is shown is always `checked`: when `on_change` does not take the change over, the box goes back.
#[component]
pub fn Checkbox(
    /// What is so when the box is ticked.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked now.
    #[prop(into)]
    checked: Signal<bool>,
    /// What follows from it.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Whether it is only to be read.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Somebody has ticked or cleared the box.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    let hint_id = unique_id("checkbox-hint");
    let described_by = hint_id.clone();
    let node = NodeRef::<html::Input>::new();
    let on_input = move |_| {
        let Some(input) = node.get_untracked() else { return };
        on_change.run(input.checked());
        input.set_checked(checked.get_untracked());
    };
    view! {
        <label class="checkbox">
            <input
                aria-describedby=move || hint.with(Option::is_some).then(|| described_by.clone())
                type="checkbox"
                aria-readonly=move || read_only.get().then_some("true")
                prop:checked=move || checked.get()
                node_ref=node
                on:click=move |event| {
                    if read_only.get_untracked() {
                        event.prevent_default();
                    }
                }
                on:change=on_input
            />
            <span>
                {label}
                // Inside the label, so that it can be pressed; hidden from the name, because it is the description.
                <Show when=move || hint.with(Option::is_some)>
                    <span class="checkbox__hint" id=hint_id.clone() aria-hidden="true">
                        {move || hint.get()}
                    </span>
                </Show>
            </span>
        </label>
    }
    .into_any()
}
