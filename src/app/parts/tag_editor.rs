//! Tags: keys with values, as chips.

use leptos::ev::KeyboardEvent;
use leptos::html;

use super::chips::Chips;
use super::field::{FieldIds, LabelPlace, field_frame};
use crate::app::markup::*;
use crate::app::reactive::{Callback, RwSignal, Signal};

/// A key and its value.
pub type Tag = (String, String);

/// Tags as chips and a field for the next one, written `key=value`.
///
/// Enter, or leaving the field, adds what is typed; a press on a chip takes it into the field to be changed. By keyboard as
/// in the list of chips: the left arrow or Backspace at the beginning of the field reaches them. A key that is there already is
/// refused with a sentence, and so is what `check` refuses; what was typed stays.
#[component]
pub fn TagEditor(
    /// What the tags belong to, or just "Tags".
    #[prop(into)]
    label: Signal<String>,
    /// The tags now, in the order they are shown in.
    #[prop(into)]
    tags: Signal<Vec<Tag>>,
    /// What else a tag must be: a sentence for one that is refused.
    #[prop(optional, into)]
    check: Option<Callback<Tag, Result<(), String>>>,
    /// What would help.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Where the label stands.
    #[prop(optional)]
    label_place: LabelPlace,
    /// Whether they are only to be read.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Somebody has added, changed or removed a tag: all of them.
    #[prop(into)]
    on_change: Callback<Vec<Tag>>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let editing = RwSignal::new(None::<usize>);
    let input = NodeRef::<html::Input>::new();
    let described_by = Signal::derive(ids.described_by(hint, error.into()));

    let restart = move || {
        text.set(String::new());
        error.set(None);
        editing.set(None);
    };
    let take = move || {
        // The browser tells a field that it was left while it is being taken out of the page, and all of this is gone.
        if text.is_disposed() {
            return;
        }
        if text.with_untracked(|text| text.trim().is_empty()) {
            return restart();
        }
        let mut all = tags.get_untracked();
        let place = editing.get_untracked().filter(|&place| place < all.len());
        let tag = text.with_untracked(|text| parse(text, &all, place));
        match tag.and_then(|tag| check.map_or(Ok(()), |check| check.run(tag.clone())).map(|()| tag)) {
            Ok(tag) => {
                match place.and_then(|place| all.get_mut(place)) {
                    Some(changed) => *changed = tag,
                    None => all.push(tag),
                }
                restart();
                on_change.run(all);
            }
            Err(sentence) => error.set(Some(sentence)),
        }
    };
    let chips = Chips {
        label,
        words: Signal::derive(move || tags.with(|tags| tags.iter().map(written).collect())),
        editing: editing.into(),
        read_only,
        on_remove: Callback::new(move |place: usize| {
            restart();
            let mut all = tags.get_untracked();
            if place < all.len() {
                all.remove(place);
                on_change.run(all);
            }
        }),
        on_edit: Some(Callback::new(move |place: usize| {
            if let Some(tag) = tags.with_untracked(|tags| tags.get(place).map(written)) {
                text.set(tag);
                error.set(None);
                editing.set(Some(place));
                if let Some(input) = input.get_untracked() {
                    // An element that cannot take the focus leaves it where it is.
                    let _ = input.focus();
                }
            }
        })),
        list: NodeRef::new(),
        input,
    };
    let on_keydown = move |event: KeyboardEvent| {
        if event.is_composing() || chips.take_key(&event) {
            return;
        }
        let is_empty = text.with_untracked(String::is_empty);
        match event.key().as_str() {
            // An empty field leaves Enter to the form around it.
            "Enter" if !is_empty => take(),
            "Escape" if !is_empty => restart(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let id = ids.input.clone();
    let field = following(move || {
        let field = view! {
            <input
                id=id.clone()
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder="key=value"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by.get()
                prop:value=move || text.get()
                node_ref=input
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    error.set(None);
                }
                on:keydown=on_keydown
                on:blur=move |_| take()
            />
        };
        (!read_only.get()).then_some(field)
    });
    let frame = view! {
        <div class="input chips" data-read-only=move || read_only.get().then_some("")>
            {chips.view()}
            {field}
        </div>
    };
    field_frame(ids, label, label_place, hint, error.into(), frame.into_any())
}

fn written((key, value): &Tag) -> String {
    format!("{key}={value}")
}

/// What is typed, as a tag: the key up to the first `=`. The tag at `changing` may keep its key.
fn parse(text: &str, all: &[Tag], changing: Option<usize>) -> Result<Tag, String> {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    let (key, value) = (key.trim(), value.trim());
    if key.is_empty() {
        return Err("A tag begins with its key, as in env=prod".to_owned());
    }
    let same = |(place, tag): &(usize, &Tag)| tag.0 == key && changing != Some(*place);
    match all.iter().enumerate().find(same) {
        Some((_, (_, value))) if value.is_empty() => {
            Err(format!("There is a tag {key} already; change or remove it first"))
        }
        Some((_, (_, value))) => Err(format!(
            "There is a tag {key} already, with the value {value}; change or remove it first"
        )),
        None => Ok((key.to_owned(), value.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_tag_is_a_key_and_a_value_and_no_key_comes_twice() {
        let all = [
            ("env".to_owned(), "prod".to_owned()),
            ("bare".to_owned(), String::new()),
        ];
        let tag = |key: &str, value: &str| Ok((key.to_owned(), value.to_owned()));
        for (text, changing, expected) in [
            ("team=net", None, tag("team", "net")),
            (" team = net ", None, tag("team", "net")),
            ("team", None, tag("team", "")),
            ("sum=a=b", None, tag("sum", "a=b")),
            ("env=dev", Some(0), tag("env", "dev")),
            ("ENV=dev", None, tag("ENV", "dev")),
            ("=x", None, Err("begins with its key")),
            ("env=dev", None, Err("with the value prod")),
            ("env=dev", Some(1), Err("with the value prod")),
            ("bare=1", None, Err("There is a tag bare already;")),
        ] {
            let found = parse(text, &all, changing);
            match expected {
                Ok(tag) => assert_eq!(found, Ok(tag), "{text}"),
                Err(part) => assert!(
                    found.as_ref().is_err_and(|sentence| sentence.contains(part)),
                    "{text}: {found:?}"
                ),
            }
        }
    }
}
