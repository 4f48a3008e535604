//! Several things in one field, each a chip: what the tag editor and the combobox of several have in common.

use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::icon::{Glyph, Icon};
use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal};

/// The chips of a field. Left of the field's text begins the last one; among them arrows, Home and End move, Delete and
/// Backspace remove, and the right arrow leads back into the field. They are out of the order of Tab, which goes on to the
/// next field. Where they are only to be read, they are words, and there is no field.
#[derive(Clone, Copy)]
pub(super) struct Chips {
    /// What the list is called.
    pub(super) label: Signal<String>,
    /// What each chip says.
    pub(super) words: Signal<Vec<String>>,
    /// Which one is in the field to be changed.
    pub(super) editing: Signal<Option<usize>>,
    pub(super) on_remove: Callback<usize>,
    /// Whether they are only to be read.
    pub(super) read_only: Signal<bool>,
    /// What a press on a chip does, if anything.
    pub(super) on_edit: Option<Callback<usize>>,
    pub(super) list: NodeRef<html::Ul>,
    pub(super) input: NodeRef<html::Input>,
}

impl Chips {
    /// The keys of the field that lead to the chips. Whether one was meant for them.
    pub(super) fn take_key(&self, event: &KeyboardEvent) -> bool {
        let count = self.words.with_untracked(Vec::len);
        let at_start = self
            .input
            .get_untracked()
            .is_some_and(|input| caret(&input) == Some((0, 0)));
        let is_for_chips = matches!(event.key().as_str(), "ArrowLeft" | "Backspace") && at_start && count > 0;
        if is_for_chips {
            event.prevent_default();
            self.focus(count - 1);
        }
        is_for_chips
    }

    fn focus(&self, position: usize) {
        let found = || {
            let list = self.list.try_get_untracked()?;
            let chip = list.children().item(u32::try_from(position).ok()?)?;
            chip.query_selector("[data-chip]").ok()?
        };
        let chip = found().and_then(|chip| chip.dyn_into::<HtmlElement>().ok());
        let field = || self.input.try_get_untracked().map(HtmlElement::from);
        if let Some(element) = chip.or_else(field) {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    }

    fn remove(self, position: usize) {
        self.on_remove.run(position);
        // After the list has been drawn again: what took the place of the chip, else the field.
        request_animation_frame(move || self.focus(position));
    }

    pub(super) fn view(self) -> AnyView {
        let words = following(move || {
            let read_only = self.read_only.get();
            let chip = |(position, words): (usize, String)| {
                if read_only {
                    view! { <li class="chip"><span class="chip__text clip">{words}</span></li> }.into_any()
                } else {
                    self.chip(position, words)
                }
            };
            self.words.get().into_iter().enumerate().map(chip).collect_view()
        });
        let nothing = move || self.read_only.get() && self.words.with(Vec::is_empty);
        view! {
            <ul class="chips__list" aria-label=self.label node_ref=self.list>
                {words}
            </ul>
            <Show when=nothing>
                <span class="dim">"none"</span>
            </Show>
        }
        .into_any()
    }

    fn chip(self, position: usize, words: String) -> AnyView {
        let on_keydown = move |event: KeyboardEvent| {
            let last = self.words.with_untracked(Vec::len).saturating_sub(1);
            match event.key().as_str() {
                "ArrowLeft" => self.focus(position.saturating_sub(1)),
                // Past the last chip the field follows.
                "ArrowRight" => self.focus(position + 1),
                "Home" => self.focus(0),
                "End" => self.focus(last),
                "Delete" | "Backspace" => self.remove(position),
                _ => return,
            }
            event.prevent_default();
        };
        let said = format!("Remove {words}");
        let text = match self.on_edit {
            Some(on_edit) => view! {
                <button
                    type="button"
                    class="chip__text clip"
                    tabindex="-1"
                    data-chip
                    aria-description="Enter changes it, Delete removes it"
                    on:click=move |_| on_edit.run(position)
                >
                    {words}
                </button>
            }
            .into_any(),
            None => view! { <span class="chip__text clip">{words}</span> }.into_any(),
        };
        view! {
            <li
                class="chip"
                data-editing=move || (self.editing.get() == Some(position)).then_some("true")
                on:keydown=on_keydown
            >
                {text}
                <button
                    type="button"
                    class="chip__remove"
                    tabindex="-1"
                    data-chip=self.on_edit.is_none()
                    aria-label=said
                    on:click=move |_| self.remove(position)
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </li>
        }
        .into_any()
    }
}

fn caret(input: &HtmlInputElement) -> Option<(u32, u32)> {
    Some((input.selection_start().ok()??, input.selection_end().ok()??))
}
