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
    /// Whether it is only to be read: then it is a text that cannot be typed into.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Somebody has chosen.
    #[prop(into)]
    on_change: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let positions = by_position(options, value, on_change);
    select_by_position(label, positions, hint, error, label_place, read_only)
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
    read_only: Signal<bool>,
) -> AnyView {
    let ids = FieldIds::new();
    let described_by = Signal::derive(ids.described_by(hint, error));
    let node = NodeRef::<html::Select>::new();
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
    let id = ids.input.clone();
    let input = following(move || {
        if read_only.get() {
            let shown = move || {
                let words = |position| labels.with(|labels| labels.get(position).map(written));
                chosen.get().and_then(words).unwrap_or_default()
            };
            return view! {
                <div class="input" data-read-only="">
                    <input
                        id=id.clone()
                        type="text"
                        readonly
                        aria-describedby=move || described_by.get()
                        prop:value=shown
                    />
                </div>
            }
            .into_any();
        }
        // The property, not the attribute: the attribute has no say any more once somebody has chosen.
        let choices = following(move || {
            let option = |(position, choice): (usize, (String, String))| {
                let words = written(&choice);
                view! { <option value=position.to_string() prop:selected=move || chosen.get() == Some(position)>{words}</option> }
            };
            labels.get().into_iter().enumerate().map(option).collect_view()
        });
        view! {
            <div class="input select">
                <select
                    id=id.clone()
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described_by.get()
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
        }
        .into_any()
    });
    field_frame(ids, label, label_place, hint, error, input)
}

/// A choice with its detail, on one line.
fn written((label, detail): &(String, String)) -> String {
    if detail.is_empty() {
        label.clone()
    } else {
        format!("{label} ({detail})")
    }
}
