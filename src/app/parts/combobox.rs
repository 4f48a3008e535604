//! A field that filters what there is to choose from: for the many Regions, accounts and pools.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::anchor::Align;
use super::chips::Chips;
use super::field::{FieldIds, LabelPlace, field_frame};
use super::floating::{area_of, place};
use super::icon::{Glyph, Icon};
use super::listener::{is_on_itself, listen};
use crate::app::letters::lower;
use crate::app::markup::*;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal, effect};

/// Something a combobox offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComboboxOption {
    value: String,
    label: String,
    detail: String,
}

impl ComboboxOption {
    /// A value and what it is called.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            detail: String::new(),
        }
    }

    /// Whether `text` is the whole value, label or detail, in whatever case.
    fn is_written(&self, text: &str) -> bool {
        let text = lower(text);
        !text.is_empty()
            && [&self.value, &self.label, &self.detail]
                .iter()
                .any(|own| lower(own) == text)
    }

    /// With a code or number that is shown beside the label and can be typed as well.
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: detail.into(),
            ..self
        }
    }
}

/// How many options are drawn; the rest is found by typing.
const DRAWN: usize = 100;

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
        words: values,
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Arity {
    One,
    Several,
}

/// What the text in the field leads to.
#[derive(Clone, PartialEq, Default)]
struct Found {
    options: Vec<ComboboxOption>,
    /// How many more there are than are drawn.
    more: usize,
    /// What to say when there is nothing.
    nothing: String,
}

/// The field, its list, and what is marked in it.
#[derive(Clone, Copy)]
struct List {
    chosen: Signal<Vec<String>>,
    arity: Arity,
    on_toggle: Callback<String>,
    /// What is typed; none while nothing is, and the field shows what is chosen.
    typed: RwSignal<Option<String>>,
    shown: Signal<String>,
    found: Memo<Found>,
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    input: NodeRef<html::Input>,
    panel: NodeRef<html::Div>,
}

impl List {
    fn new(
        options: Signal<Vec<ComboboxOption>>,
        chosen: Signal<Vec<String>>,
        unlisted: Option<Callback<String, Result<String, String>>>,
        on_toggle: Callback<String>,
        arity: Arity,
    ) -> Self {
        let typed = RwSignal::new(None::<String>);
        let shown = Signal::derive(move || match (typed.get(), arity) {
            (Some(typed), _) => typed,
            (None, Arity::Several) => String::new(),
            (None, Arity::One) => chosen.with(|chosen| {
                let Some(value) = chosen.first() else {
                    return String::new();
                };
                let option = options.with(|all| all.iter().find(|option| option.value == *value).cloned());
                option.map_or_else(|| value.clone(), |option| option.label)
            }),
        });
        let found = Memo::new(move |_| {
            let query = typed.get().unwrap_or_default();
            let mut found = options.with(|all| filter(all, &query));
            let query = query.trim();
            // What is written out in full is that option; anything else can also be meant as it is.
            if !found.options.iter().any(|option| option.is_written(query)) {
                match unlisted.map(|unlisted| unlisted.run(query.to_owned())) {
                    Some(Ok(value)) if !query.is_empty() => found
                        .options
                        .push(ComboboxOption::new(value.clone(), format!("Use {value}")).detail("not listed")),
                    Some(Err(sentence)) => found.nothing = sentence,
                    _ => found.nothing = "Nothing with this name".to_owned(),
                }
            }
            found
        });
        Self {
            chosen,
            arity,
            on_toggle,
            typed,
            shown,
            found,
            open: RwSignal::new(false),
            active: RwSignal::new(None),
            input: NodeRef::new(),
            panel: NodeRef::new(),
        }
    }

    fn show(&self) {
        if !self.open.get_untracked() {
            // What is chosen is where one begins to look.
            let chosen = self.chosen.get_untracked();
            let place = self.found.with_untracked(|found| {
                found
                    .options
                    .iter()
                    .position(|option| self.arity == Arity::One && chosen.contains(&option.value))
            });
            self.active.set(place);
            self.open.set(true);
        }
    }

    fn hide(&self) {
        self.open.set(false);
        self.active.set(None);
    }

    fn take(&self, place: usize) {
        if let Some(option) = self.found.with_untracked(|found| found.options.get(place).cloned()) {
            self.typed.set(None);
            self.on_toggle.run(option.value);
            if self.arity == Arity::One {
                self.hide();
                // Once the field shows the choice: what is typed next takes its place.
                let input = self.input;
                request_animation_frame(move || {
                    if let Some(input) = input.try_get_untracked() {
                        input.select();
                    }
                });
            }
        }
    }

    fn type_in(&self, text: String) {
        let is_empty = text.trim().is_empty();
        self.typed.set(Some(text));
        self.open.set(true);
        self.active
            .set((!is_empty && self.found.with_untracked(|found| !found.options.is_empty())).then_some(0));
    }

    /// The field is left, perhaps because it is being taken out of the page: then all of this is gone.
    fn leave(&self) {
        if self.open.is_disposed() {
            return;
        }
        let text = self.typed.get_untracked().unwrap_or_default().trim().to_owned();
        let written = self
            .found
            .with_untracked(|found| found.options.iter().position(|option| option.is_written(&text)));
        let is_new = |place: &usize| {
            let value = self
                .found
                .with_untracked(|found| found.options.get(*place).map(|option| option.value.clone()));
            value.is_some_and(|value| self.chosen.with_untracked(|chosen| !chosen.contains(&value)))
        };
        if let Some(place) = written.filter(|place| !text.is_empty() && is_new(place)) {
            self.take(place);
        }
        self.typed.set(None);
        self.hide();
    }

    fn on_key(&self, event: &KeyboardEvent) {
        let last = self.found.with_untracked(|found| found.options.len()).checked_sub(1);
        let is_open = self.open.get_untracked();
        let active = self.active.get_untracked();
        match (event.key().as_str(), last) {
            ("ArrowDown" | "ArrowUp", _) if !is_open => self.show(),
            ("ArrowDown", Some(last)) => self
                .active
                .set(Some(active.map_or(0, |at| if at >= last { 0 } else { at + 1 }))),
            ("ArrowUp", Some(last)) => self
                .active
                .set(Some(active.map_or(last, |at| at.checked_sub(1).unwrap_or(last)))),
            ("Enter", _) if is_open => match active {
                Some(place) => self.take(place),
                None => self.hide(),
            },
            ("Escape", _) if is_open => self.hide(),
            ("Escape", _) if self.typed.with_untracked(Option::is_some) => self.typed.set(None),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Those that have every word of the query in them, in their order.
fn filter(all: &[ComboboxOption], query: &str) -> Found {
    let query = lower(query);
    let has_all_words = |option: &&ComboboxOption| {
        let text = lower(&format!("{} {} {}", option.label, option.detail, option.value));
        query.split_whitespace().all(|word| text.contains(word))
    };
    let mut matching = all.iter().filter(has_all_words);
    let options: Vec<_> = matching.by_ref().take(DRAWN).cloned().collect();
    Found {
        options,
        more: matching.count(),
        nothing: String::new(),
    }
}

fn combobox(
    label: Signal<String>,
    list: List,
    chips: Option<Chips>,
    hint: Signal<Option<String>>,
    error: Signal<Option<String>>,
    label_place: LabelPlace,
    read_only: Signal<bool>,
) -> AnyView {
    let ids = FieldIds::new();
    let described_by = Signal::derive(ids.described_by(hint, error));
    let list_id = format!("{}-list", ids.input);
    let active_id = list_id.clone();
    let frame = NodeRef::<html::Div>::new();
    let List {
        open, active, input, ..
    } = list;

    let on_keydown = move |event: KeyboardEvent| {
        if !event.is_composing() && !chips.is_some_and(|chips| chips.take_key(&event)) {
            list.on_key(&event);
        }
    };
    // The room around the field belongs to it.
    let on_frame = move |event: MouseEvent| {
        if let Some(input) = input
            .get_untracked()
            .filter(|_| is_on_itself(&event) && !read_only.get_untracked())
        {
            // An element that cannot take the focus leaves it where it is.
            let _ = input.focus();
            list.show();
        }
    };
    let panel_id = list_id.clone();
    let panel = following(move || open.get().then(|| open_list(list, panel_id.clone(), label, frame)));
    let id = ids.input.clone();
    let field = following(move || {
        if read_only.get() {
            // Chips say it all.
            return chips.is_none().then(|| {
                view! {
                    <input
                        id=id.clone()
                        type="text"
                        readonly
                        aria-describedby=move || described_by.get()
                        prop:value=move || list.shown.get()
                    />
                }
                .into_any()
            });
        }
        let (list_id, active_id) = (list_id.clone(), active_id.clone());
        let field = view! {
            <input
                id=id.clone()
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=move || open.get().then(|| list_id.clone())
                aria-activedescendant=move || active.get().map(|place| format!("{active_id}-{place}"))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by.get()
                prop:value=move || list.shown.get()
                node_ref=input
                on:input=move |event| list.type_in(event_target_value(&event))
                on:keydown=on_keydown
                on:click=move |_| list.show()
                on:focus=move |_| {
                    if let Some(input) = input.get_untracked() {
                        input.select();
                    }
                }
                on:blur=move |_| list.leave()
            />
            <Icon glyph=Glyph::ChevronDown />
        };
        Some(field.into_any())
    });
    let box_ = view! {
        <div
            class=if chips.is_some() { "input chips" } else { "input" }
            data-read-only=move || read_only.get().then_some("")
            node_ref=frame
            on:click=on_frame
        >
            {chips.map(Chips::view)}
            {field}
            {panel}
        </div>
    };
    field_frame(ids, label, label_place, hint, error, box_.into_any())
}

fn open_list(list: List, id: String, label: Signal<String>, frame: NodeRef<html::Div>) -> AnyView {
    let List {
        chosen,
        found,
        active,
        panel,
        arity,
        ..
    } = list;
    let put = move || {
        if let (Some(panel), Some(frame)) = (panel.try_get_untracked(), frame.try_get_untracked()) {
            place(&panel, area_of(&frame), Align::Start);
        }
    };
    effect(move |_| {
        if let Some(panel) = panel.get() {
            // It fails only for an element that is not in the page any more.
            let _ = panel.show_popover();
            put();
        }
    });
    listen(&document(), "scroll", move |_| put());
    listen(&window(), "resize", move |_| put());
    effect(move |_| {
        found.track();
        if let (Some(place), Some(panel)) = (active.get(), panel.get()) {
            let option = u32::try_from(place).ok().and_then(|place| panel.children().item(place));
            if let Some(option) = option.and_then(|option| option.dyn_into::<HtmlElement>().ok()) {
                reveal(&option, &panel);
            }
        }
    });
    let options_id = id.clone();
    let options = following(move || {
        let found = found.get();
        let more = found.more;
        let option = |(place, option): (usize, ComboboxOption)| {
            let value = option.value;
            let is_chosen = move || chosen.with(|chosen| chosen.contains(&value));
            view! {
                <div
                    class="combobox__option"
                    role="option"
                    id=format!("{options_id}-{place}")
                    aria-selected=move || if is_chosen() { "true" } else { "false" }
                    data-active=move || (active.get() == Some(place)).then_some("true")
                    on:pointermove=move |_| {
                        if active.get_untracked() != Some(place) {
                            active.set(Some(place));
                        }
                    }
                    on:click=move |_| list.take(place)
                >
                    <Icon glyph=Glyph::Check />
                    <span>{option.label}</span>
                    <span class="combobox__detail">{option.detail}</span>
                </div>
            }
        };
        let nothing = found.options.is_empty().then_some(found.nothing);
        let note = nothing.or_else(|| (more > 0).then(|| format!("{more} more: type to find them")));
        let options = found.options.into_iter().enumerate().map(option).collect_view();
        let note = note.map(|note| view! { <div class="combobox__none" role="option" aria-disabled="true" aria-selected="false">{note}</div> });
        (options, note)
    });
    view! {
        // Pressed without taking the focus from the field.
        <div
            class="floating combobox__list"
            role="listbox"
            id=id
            aria-label=label
            aria-multiselectable=(arity == Arity::Several).then_some("true")
            popover="manual"
            node_ref=panel
            on:mousedown=|event| event.prevent_default()
        >
            {options}
        </div>
    }
    .into_any()
}

/// Scrolls the list as little as is needed to see the option.
fn reveal(option: &HtmlElement, list: &HtmlElement) {
    let (top, height) = (option.offset_top(), option.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if top + height > list.scroll_top() + list.client_height() {
        list.set_scroll_top(top + height - list.client_height());
    }
}

#[cfg(test)]
mod tests {
    use super::{ComboboxOption, DRAWN, filter};

    #[test]
    fn options_are_found_by_every_word_of_what_is_typed() {
        let all = [
            ComboboxOption::new("eu-central-1", "Europe (Frankfurt)").detail("eu-central-1"),
            ComboboxOption::new("eu-west-1", "Europe (Ireland)").detail("eu-west-1"),
            ComboboxOption::new("us-east-1", "US East (N. Virginia)").detail("us-east-1"),
        ];
        for (query, expected) in [
            ("", vec!["eu-central-1", "eu-west-1", "us-east-1"]),
            ("  ", vec!["eu-central-1", "eu-west-1", "us-east-1"]),
            ("FRANK", vec!["eu-central-1"]),
            ("europe west", vec!["eu-west-1"]),
            ("east us", vec!["us-east-1"]),
            ("mars", vec![]),
        ] {
            let found: Vec<_> = filter(&all, query)
                .options
                .into_iter()
                .map(|option| option.value)
                .collect();
            assert_eq!(found, expected, "{query:?}");
        }
    }

    #[test]
    fn of_very_many_options_the_first_are_drawn_and_the_rest_is_counted() {
        let all: Vec<_> = (0..DRAWN + 7)
            .map(|number| ComboboxOption::new(number.to_string(), "account"))
            .collect();
        let found = filter(&all, "account");
        assert_eq!((found.options.len(), found.more), (DRAWN, 7));
    }
}
