//! A list that opens: the browser's own.

use leptos::html;

use super::choice::{Choice, Positions, by_position};
use super::field::{FieldIds, LabelPlace, field_frame};
use super::icon::{Glyph, Icon};
use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal};

/// One of a few, in the browser's own list, with the keys, the letters and the sheet of the system that come with it.
///
/// What is shown is always `value`: when `on_change` does not take a choice over, the list goes back. A value that is not
/// among the options shows as "Choose…".
#[component]
pub fn Select<T>(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<Choice<T>>>,
    /// What is chosen now.
    #[prop(into)]
    value: Signal<T>,
    /// What would help to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
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
    select_by_position(label, by_position(options, value, on_change), hint, error, label_place)
}

fn select_by_position(
    label: Signal<String>,
    Positions {
        labels,
        chosen,
        on_choose,
    }: Positions,
    hint: Signal<Option<String>>,
    error: Signal<Option<String>>,
    label_place: LabelPlace,
) -> AnyView {
    let ids = FieldIds::new();
    let described_by = ids.described_by(hint, error);
    let node = NodeRef::<html::Select>::new();
    // The property, not the attribute: the attribute has no say any more once somebody has chosen.
    let choices = move || {
        let option = |(position, (label, detail)): (usize, (String, String))| {
            let words = if detail.is_empty() {
                label
            } else {
                format!("{label} ({detail})")
            };
            view! { <option value=position.to_string() prop:selected=move || chosen.get() == Some(position)>{words}</option> }
        };
        labels.get().into_iter().enumerate().map(option).collect_view()
    };
    let on_change = move |_| {
        let Some(select) = node.get_untracked() else { return };
        if let Ok(position) = select.value().parse() {
            on_choose.run(position);
        }
        select.set_value(
            &chosen
                .get_untracked()
                .map(|position| position.to_string())
                .unwrap_or_default(),
        );
    };
    let input = view! {
        <div class="input select">
            <select
                id=ids.input.clone()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described_by
                node_ref=node
                on:change=on_change
            >
                <Show when=move || chosen.get().is_none()>
                    <option value="" disabled prop:selected=true>
                        "Choose…"
                    </option>
                </Show>
                {choices}
            </select>
            <Icon glyph=Glyph::ChevronDown />
        </div>
    };
    field_frame(ids, label, label_place, hint, error, input.into_any())
}
