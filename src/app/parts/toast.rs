//! The notice at the foot of the screen.

use std::time::Duration;

use leptos::ev::FocusEvent;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::announcer::{Notice, NoticeTone, use_announcer};
use super::button::{Button, ButtonKind, ButtonSize, IconButton};
use super::floating::focused;
use super::icon::{Glyph, Icon};
use crate::app::markup::*;
use crate::app::reactive::{StoredValue, effect};

/// How long a notice of success stays: long enough to read, and to reach its button.
const STAYS: Duration = Duration::from_secs(6);
const STAYS_WITH_ACTION: Duration = Duration::from_secs(12);

/// Shows what [`Announcer::show`](super::Announcer::show) was given, one notice at a time. One stands at the root.
///
/// The notice is spoken by a [`LiveRegion`](super::LiveRegion) and is no live region itself, so it is heard once. Success goes away by
/// itself, but not while the pointer or the focus is on it; an error stays.
#[component]
pub fn Toast() -> impl IntoView {
    let announcer = use_announcer();
    move || {
        announcer
            .shown()
            .get()
            .map(|notice| toast(notice, move || announcer.dismiss()))
    }
}

fn toast(notice: Notice, dismiss: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let Notice { tone, sentence, action } = notice;
    let node = NodeRef::<html::Section>::new();
    let timer = StoredValue::<Option<TimeoutHandle>>::new(None);
    let stop = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let stays = if action.is_some() { STAYS_WITH_ACTION } else { STAYS };
    let start = move || {
        stop();
        // The focus leaves, too, when the notice has just gone.
        if tone != NoticeTone::Error && !timer.is_disposed() {
            timer.set_value(set_timeout_with_handle(dismiss, stays).ok());
        }
    };
    effect(move |_| {
        if let Some(node) = node.get() {
            // It fails only for an element that is not in the page any more.
            let _ = node.show_popover();
            start();
        }
    });
    // Where the focus was before it came here, so that it can go back.
    let before = StoredValue::new(None::<HtmlElement>);
    let on_focusin = move |event: FocusEvent| {
        stop();
        let left = event
            .related_target()
            .and_then(|left| left.dyn_into::<HtmlElement>().ok());
        let is_inside = |left: &HtmlElement| node.get_untracked().is_some_and(|node| node.contains(Some(left)));
        if let Some(left) = left.filter(|left| !is_inside(left)) {
            before.set_value(Some(left));
        }
    };
    on_cleanup(move || {
        stop();
        let is_inside = |focus: &HtmlElement| {
            node.try_get_untracked()
                .flatten()
                .is_some_and(|node| node.contains(Some(focus)))
        };
        if focused().is_some_and(|focus| is_inside(&focus))
            && let Some(before) = before.try_get_value().flatten()
        {
            // An element that cannot take the focus any more leaves it to the page.
            let _ = before.focus();
        }
    });
    let (class, glyph) = match tone {
        NoticeTone::Done => ("floating toast", Glyph::Check),
        NoticeTone::Note => ("floating toast", Glyph::Note),
        NoticeTone::Error => ("floating toast toast--error", Glyph::Error),
    };
    let action = action.map(|action| {
        let run = action.run;
        let on_press = move || {
            dismiss();
            run();
        };
        view! { <Button label=action.label kind=ButtonKind::Link size=ButtonSize::Small on_press=on_press /> }
    });
    view! {
        <section
            class=class
            popover="manual"
            aria-label="Notice"
            node_ref=node
            on:pointerenter=move |_| stop()
            on:pointerleave=move |_| start()
            on:focusin=on_focusin
            on:focusout=move |_| start()
        >
            <div class="toast__row">
                <Icon glyph />
                <p class="grow">{sentence}</p>
                {action}
                <IconButton label="Dismiss" icon=Glyph::Close size=ButtonSize::Small on_press=dismiss />
            </div>
        </section>
    }
    .into_any()
}
