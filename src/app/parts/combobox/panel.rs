//! The open list, under the field or over it.

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::list::{Arity, List};
use super::option::ComboboxOption;
use crate::app::markup::*;
use crate::app::parts::anchor::Align;
use crate::app::parts::floating::{area_of, place};
use crate::app::parts::icon::{Glyph, Icon};
use crate::app::parts::listener::listen;
use crate::app::reactive::{Signal, effect};

/// Shows it as long as the field says so, and follows the field when the page is scrolled.
pub(super) fn open_list(list: List, id: String, label: Signal<String>, frame: NodeRef<html::Div>) -> AnyView {
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
