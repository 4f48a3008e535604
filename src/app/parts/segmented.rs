//! One of two to five, all in sight.

use leptos::prelude::*;

use super::choice::{Choice, Positions, by_position};
use super::unique_id::unique_id;

/// One of a few, side by side: a group of native radio buttons, so Tab reaches the chosen one and the arrow keys choose.
#[component]
pub fn Segmented<T>(
    /// What is chosen; it is said, not seen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<Choice<T>>>,
    /// What is chosen now.
    #[prop(into)]
    value: Signal<T>,
    /// Somebody has chosen.
    #[prop(into)]
    on_change: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    segmented_by_position(label, by_position(options, value, on_change))
}

fn segmented_by_position(label: Signal<String>, positions: Positions) -> AnyView {
    let Positions {
        labels,
        chosen,
        on_choose,
    } = positions;
    let group = unique_id("segmented");
    let choices = move || {
        let choice = |(position, (label, detail)): (usize, (String, String))| {
            let detail = (!detail.is_empty()).then(|| view! { <span class="dim">{detail}</span> });
            view! {
                <label class="segmented__choice">
                    <input
                        type="radio"
                        name=group.clone()
                        prop:checked=move || chosen.get() == Some(position)
                        on:change=move |_| on_choose.run(position)
                    />
                    {label}
                    {detail}
                </label>
            }
        };
        labels.get().into_iter().enumerate().map(choice).collect_view()
    };
    view! {
        <div class="segmented" role="radiogroup" aria-label=label>
            {choices}
        </div>
    }
    .into_any()
}
