//! Tips: a word about what is under the pointer, or has the focus.

use std::time::Duration;

use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, PointerEvent};

use super::anchor::Align;
use super::floating::{area_of, place};
use super::listener::listen;
use super::unique_id::unique_id;
use crate::app::markup::*;
use crate::app::reactive::{RwSignal, Signal, StoredValue, effect};

/// How long the pointer rests before a tip comes, and how long it may take from the element to its tip.
const WAIT: Duration = Duration::from_millis(450);
const GRACE: Duration = Duration::from_millis(120);

/// What a tip says: its text, and the keys that do the same.
type Words = (String, Option<String>);

/// Shows the tip of whatever has the attribute `data-tip` (and `data-tip-keys`), and of words and fields that are cut off all
/// that they say. One stands at the root.
///
/// A tip comes under a resting pointer, at once with keyboard focus, and when a button is pressed that refuses. Escape takes it away; the
/// pointer may move onto it; it goes when the pointer leaves, the page scrolls or something is pressed. It is for the eye
/// only: the same words are the name or the description of the element that has it.
#[component]
pub fn TooltipLayer() -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let words = RwSignal::new(None::<Words>);
    let owner = StoredValue::new(None::<Element>);
    let timer = StoredValue::new(None::<TimeoutHandle>);

    let stop = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let hide = move || {
        stop();
        owner.set_value(None);
        if let Some(node) = node.get_untracked().filter(|_| words.with_untracked(Option::is_some)) {
            // It fails only for an element that is not in the page any more.
            let _ = node.hide_popover();
            words.set(None);
        }
    };
    let show = move |element: Element| {
        stop();
        let text = element.get_attribute("data-tip").or_else(|| cut_off(&element));
        let Some(text) = text.filter(|_| element.is_connected()) else {
            return;
        };
        words.set(Some((text, element.get_attribute("data-tip-keys"))));
        owner.set_value(Some(element));
    };
    // The words are in the page one step later; only then can the box be measured.
    effect(move |_| {
        if words.with(Option::is_some)
            && let (Some(node), Some(element)) = (node.get(), owner.get_value())
        {
            let _ = node.show_popover();
            place(&node, area_of(&element), Align::Center);
        }
    });
    let after = move |wait: Duration, act: Box<dyn Fn()>| {
        stop();
        timer.set_value(set_timeout_with_handle(act, wait).ok());
    };

    let page = document();
    listen(&page, "pointerover", move |event| {
        if event
            .dyn_ref::<PointerEvent>()
            .is_some_and(|event| event.pointer_type() == "touch")
        {
            return;
        }
        let is_tip = || {
            node.get_untracked()
                .zip(target_of(&event))
                .is_some_and(|(node, on)| node.contains(Some(&on)))
        };
        match tipped(&event) {
            Some(element) if owner.get_value().as_ref() == Some(&element) => stop(),
            // One tip is open: the next comes without waiting.
            Some(element) if words.with_untracked(Option::is_some) => show(element),
            Some(element) => after(WAIT, Box::new(move || show(element.clone()))),
            None if is_tip() => stop(),
            None if words.with_untracked(Option::is_some) => after(GRACE, Box::new(hide)),
            None => stop(),
        }
    });
    listen(&page, "focusin", move |event| match tipped(&event) {
        Some(element) if element.matches(":focus-visible").unwrap_or(false) => show(element),
        _ => hide(),
    });
    listen(&page, "focusout", move |_| hide());
    listen(&page, "pointerdown", move |_| hide());
    listen(&page, "click", move |event| {
        if let Some(element) = tipped(&event).filter(|element| element.get_attribute("aria-disabled").is_some()) {
            show(element);
        }
    });
    listen(&page, "scroll", move |_| hide());
    listen(&page, "keydown", move |event| {
        if event
            .dyn_ref::<web_sys::KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape")
        {
            hide();
        }
    });
    on_cleanup(stop);

    view! {
        <div class="floating tip" popover="manual" aria-hidden="true" node_ref=node>
            {move || words.get().map(|(text, keys)| (text, keys.map(|keys| view! { <kbd class="keys">{keys}</kbd> })))}
        </div>
    }
    .into_any()
}

fn target_of(event: &Event) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// The element with a tip that an event is about.
fn tipped(event: &Event) -> Option<Element> {
    let target = target_of(event)?;
    let around = |selector: &str| target.closest(selector).ok().flatten();
    around("[data-tip]").or_else(|| around(".clip, input").filter(|element| cut_off(element).is_some()))
}

/// The whole of what is seen only in part; nothing of a field in which somebody types.
fn cut_off(element: &Element) -> Option<String> {
    if element.scroll_width() <= element.client_width() {
        return None;
    }
    let text = match element.dyn_ref::<HtmlInputElement>() {
        Some(_) if document().active_element().as_ref() == Some(element) => String::new(),
        Some(input) => input.value(),
        None => element.text_content().unwrap_or_default(),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Words that have something to explain: underlined with dots, focusable, with a tip that is also their description.
#[component]
pub fn Explained(
    /// What there is to know.
    #[prop(into)]
    tip: Signal<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let id = unique_id("tip");
    view! {
        <span class="tip-anchor" tabindex="0" data-tip=tip aria-describedby=id.clone()>
            {children()}
            <span id=id.clone() hidden>
                {tip}
            </span>
        </span>
    }
    .into_any()
}
