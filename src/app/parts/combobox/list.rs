//! The list of a combobox: what is typed, what it finds, which line is marked, and the keys.

use leptos::ev::KeyboardEvent;
use leptos::html;

use super::option::{ComboboxOption, Found, filter};
use crate::app::markup::*;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};

/// How many can be chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Arity {
    /// One of all.
    One,
    /// As many as there are.
    Several,
}

/// The field, its list, and what is marked in it.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub(super) chosen: Signal<Vec<String>>,
    pub(super) arity: Arity,
    pub(super) on_toggle: Callback<String>,
    /// What is typed; none while nothing is, and the field shows what is chosen.
    pub(super) typed: RwSignal<Option<String>>,
    pub(super) shown: Signal<String>,
    pub(super) found: Memo<Found>,
    pub(super) open: RwSignal<bool>,
    pub(super) active: RwSignal<Option<usize>>,
    pub(super) input: NodeRef<html::Input>,
    pub(super) panel: NodeRef<html::Div>,
}

impl List {
    pub(super) fn new(
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

    pub(super) fn show(&self) {
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

    pub(super) fn hide(&self) {
        self.open.set(false);
        self.active.set(None);
    }

    pub(super) fn take(&self, place: usize) {
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

    pub(super) fn type_in(&self, text: String) {
        let is_empty = text.trim().is_empty();
        self.typed.set(Some(text));
        self.open.set(true);
        self.active
            .set((!is_empty && self.found.with_untracked(|found| !found.options.is_empty())).then_some(0));
    }

    /// The field is left, perhaps because it is being taken out of the page: then all of this is gone.
    pub(super) fn leave(&self) {
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

    pub(super) fn on_key(&self, event: &KeyboardEvent) {
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
