//! One of two to five, all in sight.

use super::choice::{Choice, Positions, by_position};
use super::field::LabelPlace;
use super::unique_id::unique_id;
use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal};

/// One of a few, side by side: a labelled group of native radio buttons, so Tab reaches the chosen one and the arrow keys
/// choose.
#[component]
pub fn Segmented<T>(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<Choice<T>>>,
    /// What is chosen now.
    #[prop(into)]
    value: Signal<T>,
    /// Where the label stands.
    #[prop(optional)]
    label_place: LabelPlace,
    /// Somebody has chosen.
    #[prop(into)]
    on_change: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    segmented_by_position(label, by_position(options, value, on_change), label_place)
}

fn segmented_by_position(label: Signal<String>, positions: Positions, label_place: LabelPlace) -> AnyView {
    let Positions {
        labels,
        chosen,
        on_choose,
    } = positions;
    let group = unique_id("segmented");
    let name = group.clone();
    let choices = move || {
        let choice = |(position, (label, detail)): (usize, (String, String))| {
            let detail = (!detail.is_empty()).then(|| view! { <span class="dim">{detail}</span> });
            view! {
                <label class="segmented__choice">
                    <input
                        on:change=move |_| on_choose.run(position)
                        type="radio"
                        name=name.clone()
                        prop:checked=move || chosen.get() == Some(position)
                    />
                    {label}
                    {detail}
                </label>
            }
        };
        labels.get().into_iter().enumerate().map(choice).collect_view()
    };
    let (frame, label_class) = label_place.classes();
    view! {
        <div class=frame role="radiogroup" aria-labelledby=group.clone()>
            <span class=label_class id=group.clone()>
                {label}
            </span>
            <div class="segmented">{choices}</div>
        </div>
    }
    .into_any()
}
