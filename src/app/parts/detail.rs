//! Facts as pairs of a label and a value.

use super::button::{ButtonKind, ButtonSize, button_class};
use crate::app::markup::*;
use crate::app::reactive::Callback;

/// A list of facts: a `<dl>` of [`Detail`]s.
#[component]
pub fn DetailList(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="details">{children()}</dl> }.into_any()
}

/// A fact: its label, its value, and perhaps a button to change it, whose name says what it changes.
#[component]
pub fn Detail(
    /// What the fact is: it names the change as well.
    #[prop(into)]
    label: String,
    /// Changes it.
    #[prop(optional, into)]
    on_change: Option<Callback<()>>,
    /// What the button says; "…" when it will ask for more.
    #[prop(default = "Change…")]
    change: &'static str,
    /// The value.
    children: Children,
) -> impl IntoView {
    let button = on_change.map(|on_change| {
        let said = format!(" {label}");
        view! {
            <button
                type="button"
                class=button_class(ButtonKind::Link, ButtonSize::Usual)
                on:click=move |_| on_change.run(())
            >
                {change}
                <span class="visually-hidden">{said}</span>
            </button>
        }
    });
    view! {
        <div class="detail">
            <dt class="detail__label">{label}</dt>
            <dd class="detail__value">{children()} " " {button}</dd>
        </div>
    }
    .into_any()
}
