//! A field with a list below it that what is typed narrows: the ARIA pattern of a combobox with a list.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::parts::unique_id;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Suggestion {
    /// What is chosen.
    pub(in crate::app) label: String,
    /// A word more, set back: a code, a number.
    pub(in crate::app) detail: String,
}

/// Which line Enter takes while none has been moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Begin {
    /// The first one: what is typed must be on the list.
    First,
    /// None: what is typed counts as it is.
    Nowhere,
}

/// The input with its list. The frame around it (label, hint, error) is the caller's.
///
/// Arrows move through the list, Enter takes the line, Escape closes the list and only then what is around it. The list
/// closes when the focus leaves.
#[component]
pub(in crate::app) fn Suggest(
    /// The id of the input, which the label refers to.
    id: String,
    /// What is typed.
    #[prop(into)]
    text: Signal<String>,
    /// Somebody typed.
    #[prop(into)]
    on_type: Callback<String>,
    /// What the list shows for it: few.
    #[prop(into)]
    suggestions: Signal<Vec<Suggestion>>,
    /// A line was taken, by its number.
    #[prop(into)]
    on_pick: Callback<usize>,
    /// Where Enter begins.
    begin: Begin,
    /// A key that the list has no use for.
    #[prop(optional, into)]
    on_key: Option<Callback<KeyboardEvent>>,
    /// The focus leaves.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// An example.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// The ids of what describes the input.
    #[prop(optional, into)]
    described_by: Signal<Option<String>>,
    /// Whether what is typed is wrong.
    #[prop(optional, into)]
    invalid: Signal<bool>,
) -> impl IntoView {
    let list_id = unique_id("list");
    let asked = RwSignal::new(false);
    let moved_to = RwSignal::new(None::<usize>);
    let is_open = Memo::new(move |_| asked.get() && suggestions.with(|all| !all.is_empty()));
    let active = Memo::new(move |_| {
        let count = suggestions.with(Vec::len);
        let begin = match begin {
            Begin::First => Some(0),
            Begin::Nowhere => None,
        };
        moved_to.get().or(begin).filter(|place| is_open.get() && *place < count)
    });
    let close = move || {
        asked.set(false);
        moved_to.set(None);
    };
    let pick = move |place: usize| {
        close();
        on_pick.run(place);
    };
    let option_id = {
        let list_id = list_id.clone();
        move |place: usize| format!("{list_id}-{place}")
    };
    let on_keydown = {
        let option_id = option_id.clone();
        move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            let key = event.key();
            let count = suggestions.with_untracked(Vec::len);
            match (key.as_str(), active.get_untracked()) {
                ("ArrowDown" | "ArrowUp", _) if !is_open.get_untracked() => {
                    event.prevent_default();
                    asked.set(true);
                }
                ("ArrowDown" | "ArrowUp", active) => {
                    event.prevent_default();
                    let next = next_line(&key, active, count);
                    moved_to.set(next);
                    let line = next.and_then(|place| document().get_element_by_id(&option_id(place)));
                    if let Some(line) = line {
                        scroll_into_list(&line);
                    }
                }
                ("Enter", Some(place)) => {
                    event.prevent_default();
                    pick(place);
                }
                ("Escape", _) if is_open.get_untracked() => {
                    event.prevent_default();
                    event.stop_propagation();
                    close();
                }
                _ => {
                    if let Some(on_key) = on_key {
                        on_key.run(event);
                    }
                }
            }
        }
    };
    let lines = {
        let option_id = option_id.clone();
        move || {
            let line = |(place, suggestion): (usize, Suggestion)| {
                view! {
                    <li
                        class="combobox__option"
                        role="option"
                        id=option_id(place)
                        aria-selected=move || if active.get() == Some(place) { "true" } else { "false" }
                        data-active=move || if active.get() == Some(place) { "true" } else { "false" }
                        // Before the focus leaves the field.
                        on:pointerdown=move |event| event.prevent_default()
                        on:click=move |_| pick(place)
                    >
                        <span>{suggestion.label}</span>
                        <span class="combobox__detail">{suggestion.detail}</span>
                    </li>
                }
            };
            suggestions.get().into_iter().enumerate().map(line).collect_view()
        }
    };
    let controls = list_id.clone();
    view! {
        <input
            type="text"
            id=id
            role="combobox"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-autocomplete="list"
            aria-expanded=move || if is_open.get() { "true" } else { "false" }
            aria-controls=move || is_open.get().then(|| controls.clone())
            aria-activedescendant=move || active.get().map(&option_id)
            aria-describedby=move || described_by.get()
            aria-invalid=move || invalid.get().then_some("true")
            placeholder=move || placeholder.get()
            prop:value=move || text.get()
            on:input=move |event| {
                asked.set(true);
                moved_to.set(None);
                on_type.run(event_target_value(&event));
            }
            on:keydown=on_keydown
            on:click=move |_| asked.set(true)
            on:blur=move |_| {
                close();
                if let Some(on_leave) = on_leave {
                    on_leave.run(());
                }
            }
        />
        <Show when=move || is_open.get()>
            <ul class="suggest__list" role="listbox" aria-label="Suggestions" id=list_id.clone()>
                {lines.clone()}
            </ul>
        </Show>
    }
    .into_any()
}

/// Where an arrow leads in a list of `count` lines: round, and from the last line to the first.
pub(in crate::app) fn next_line(key: &str, active: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, active) {
        ("ArrowDown", None) => Some(0),
        ("ArrowDown", Some(place)) => (place < last).then(|| place + 1).or(Some(0)),
        ("ArrowUp", None) => Some(last),
        ("ArrowUp", Some(place)) => place.checked_sub(1).or(Some(last)),
        ("Home", _) => Some(0),
        ("End", _) => Some(last),
        (_, active) => active,
    }
}

/// Scrolls the list, never the page, so far that the line is seen.
pub(in crate::app) fn scroll_into_list(line: &web_sys::Element) {
    let (Some(line), Some(list)) = (line.dyn_ref::<web_sys::HtmlElement>(), line.parent_element()) else {
        return;
    };
    let (top, bottom) = (line.offset_top(), line.offset_top() + line.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

#[cfg(test)]
mod tests {
    use super::next_line;

    #[test]
    fn arrows_go_round() {
        for (key, active, count, expected) in [
            ("ArrowDown", None, 3, Some(0)),
            ("ArrowDown", Some(0), 3, Some(1)),
            ("ArrowDown", Some(2), 3, Some(0)),
            ("ArrowUp", None, 3, Some(2)),
            ("ArrowUp", Some(0), 3, Some(2)),
            ("ArrowUp", Some(2), 3, Some(1)),
            ("Home", Some(2), 3, Some(0)),
            ("End", None, 3, Some(2)),
            ("ArrowDown", None, 0, None),
            ("ArrowUp", Some(4), 0, None),
        ] {
            assert_eq!(
                next_line(key, active, count),
                expected,
                "{key} from {active:?} of {count}"
            );
        }
    }
}
