//! A field that filters what there is to choose from: for the many Regions, accounts and pools.

mod field;
mod list;
mod option;
mod panel;

use super::chips::Chips;
use super::field::LabelPlace;
use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal};
use field::combobox;
use list::{Arity, List};
pub use option::ComboboxOption;

/// One of many, found by typing a part of its name, detail or value.
///
/// The ARIA pattern of an editable combobox with a list: arrows move through the list, Enter takes the marked option, Escape
/// closes the list, then takes back what was typed; the focus never leaves the field. Leaving it with an option written out in full takes
/// that option; anything else goes back to what was chosen.
#[component]
pub fn Combobox(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<ComboboxOption>>,
    /// The chosen value; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is not among the options: the value a text means, or a sentence that says why it means none.
    #[prop(optional, into)]
    unlisted: Option<Callback<String, Result<String, String>>>,
    /// What would help to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Where the label stands.
    #[prop(optional)]
    label_place: LabelPlace,
    /// Whether it is only to be read.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Somebody has chosen.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let chosen =
        Signal::derive(move || value.with(|value| (!value.is_empty()).then(|| value.clone()).into_iter().collect()));
    let on_toggle = Callback::new(move |value: String| on_change.run(value));
    let list = List::new(options, chosen, unlisted, on_toggle, Arity::One);
    combobox(label, list, None, hint, error, label_place, read_only)
}

/// Several of many: a combobox whose list stays open, with the chosen ones as chips before the field.
///
/// As [`Combobox`]; Enter takes an option or gives it back. The left arrow and Backspace at the beginning of the field reach the chips, where
/// Delete removes.
#[component]
pub fn ComboboxOfSeveral(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<ComboboxOption>>,
    /// The chosen values, in the order they are shown in.
    #[prop(into)]
    values: Signal<Vec<String>>,
    /// Takes what is not among the options: the value a text means, or a sentence that says why it means none.
    #[prop(optional, into)]
    unlisted: Option<Callback<String, Result<String, String>>>,
    /// What a chip says for a value; the value itself where there is nothing better.
    #[prop(optional, into)]
    shown: Option<Callback<String, String>>,
    /// What would help to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Where the label stands.
    #[prop(optional)]
    label_place: LabelPlace,
    /// Whether they are only to be read.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Somebody has chosen or removed one: all of them. A new one is the last.
    #[prop(into)]
    on_change: Callback<Vec<String>>,
) -> impl IntoView {
    let on_toggle = Callback::new(move |value: String| {
        let mut all = values.get_untracked();
        match all.iter().position(|chosen| *chosen == value) {
            Some(place) => drop(all.remove(place)),
            None => all.push(value),
        }
        on_change.run(all);
    });
    let list = List::new(options, values, unlisted, on_toggle, Arity::Several);
    let chips = Chips {
        label,
        words: match shown {
            Some(shown) => Signal::derive(move || values.get().into_iter().map(|value| shown.run(value)).collect()),
            None => values,
        },
        editing: Signal::stored(None),
        read_only,
        on_remove: Callback::new(move |place: usize| {
            if let Some(value) = values.with_untracked(|values| values.get(place).cloned()) {
                on_toggle.run(value);
            }
        }),
        on_edit: None,
        list: NodeRef::new(),
        input: list.input,
    };
    combobox(label, list, Some(chips), hint, error, label_place, read_only)
}
