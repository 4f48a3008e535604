//! A box over the page beside what opened it: what menus and popovers have in common.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Node};

use super::anchor::{Align, Area, beside};
use super::listener::listen;
use crate::app::markup::*;
use crate::app::reactive::{RwSignal, Signal, StoredValue, effect};

/// What a floating box stands beside.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    /// A button; the box follows it when the page scrolls.
    Button(NodeRef<html::Button>),
    /// A place of the window; the box closes when the page scrolls.
    Place(Area),
}

impl Anchor {
    fn area(self) -> Option<Area> {
        match self {
            Self::Button(node) => node.try_get_untracked().flatten().map(|button| area_of(&button)),
            Self::Place(area) => Some(area),
        }
    }

    fn contains(self, node: &Node) -> bool {
        match self {
            Self::Button(button) => button
                .try_get_untracked()
                .flatten()
                .is_some_and(|button| button.contains(Some(node))),
            Self::Place(_) => false,
        }
    }
}

/// Where an element is in the window.
pub(super) fn area_of(element: &Element) -> Area {
    element.get_bounding_client_rect().into()
}

/// Puts a box that is already shown beside `anchor`. It knows the anchor's width as `--anchor-width`.
pub(super) fn place(panel: &HtmlElement, anchor: Area, align: Align) {
    let root = document().document_element();
    let (width, height) = root
        .map(|root| (f64::from(root.client_width()), f64::from(root.client_height())))
        .unwrap_or_default();
    let style = panel.style();
    // A property that cannot be set leaves the box where the sheet puts it.
    let _ = style.set_property("--anchor-width", &format!("{}px", anchor.width));
    // Measured without the entrance, which scales nothing but moves.
    let size = (f64::from(panel.offset_width()), f64::from(panel.offset_height()));
    let (left, top) = beside(anchor, size, (width, height), align);
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

/// The element that has the focus.
pub(super) fn focused() -> Option<HtmlElement> {
    document().active_element().and_then(|element| element.dyn_into().ok())
}

/// Sees to a key pressed inside of a box.
type OnKey = dyn Fn(&KeyboardEvent, &HtmlElement) + Send + Sync;

/// What a floating box is, and what is in it.
#[derive(Clone)]
pub(super) struct Floating {
    pub(super) id: String,
    pub(super) class: &'static str,
    pub(super) role: &'static str,
    pub(super) label: Signal<String>,
    pub(super) align: Align,
    /// Where it is; none while it is closed.
    pub(super) at: RwSignal<Option<Anchor>>,
    /// Gives the focus to something inside, once the box is shown.
    pub(super) focus_first: Arc<dyn Fn(&HtmlElement) + Send + Sync>,
    /// Keys pressed inside, before Escape is seen to.
    pub(super) on_key: Arc<OnKey>,
    pub(super) content: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

/// The box, while it is open. It closes with Escape, with a press elsewhere, and when the focus goes elsewhere; the focus
/// returns to where it was unless it has gone on.
pub(super) fn floating(box_: Floating) -> impl Fn() -> Option<AnyView> + Send + 'static {
    move || box_.at.get().map(|anchor| open_box(&box_, anchor))
}

fn open_box(box_: &Floating, anchor: Anchor) -> AnyView {
    let Floating { at, align, .. } = *box_;
    let node = NodeRef::<html::Div>::new();
    let panel = move || node.try_get_untracked().flatten();
    let close = move || {
        at.set(None);
    };
    let before = StoredValue::new(None::<HtmlElement>);
    let focus_first = Arc::clone(&box_.focus_first);
    effect(move |_| {
        let (Some(panel), Some(area)) = (node.get(), anchor.area()) else {
            return;
        };
        before.set_value(focused());
        // It fails only for an element that is not in the page any more.
        let _ = panel.show_popover();
        place(&panel, area, align);
        focus_first(&panel);
    });
    on_cleanup(move || {
        let inside = |focus: &HtmlElement| panel().is_some_and(|panel| panel.contains(Some(focus)));
        if focused().is_some_and(|focus| inside(&focus))
            && let Some(before) = before.try_get_value().flatten()
        {
            // An element that cannot take the focus any more leaves it to the page.
            let _ = before.focus();
        }
    });
    let is_outside = move |event: &Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        target.is_some_and(|target| {
            !anchor.contains(&target) && panel().is_some_and(|panel| !panel.contains(Some(&target)))
        })
    };
    listen(&document(), "pointerdown", move |event| {
        if is_outside(&event) {
            close();
        }
    });
    let follow = move || match (anchor, anchor.area(), panel()) {
        (Anchor::Button(_), Some(area), Some(panel)) => place(&panel, area, align),
        _ => close(),
    };
    listen(&document(), "scroll", move |event| {
        if is_outside(&event) {
            follow();
        }
    });
    listen(&window(), "resize", move |_| follow());
    let on_key = Arc::clone(&box_.on_key);
    let on_keydown = move |event: KeyboardEvent| {
        if let Some(panel) = panel() {
            on_key(&event, &panel);
        }
        if event.key() == "Escape" && !event.default_prevented() {
            // For this box alone, not for the dialog it may stand in.
            event.prevent_default();
            event.stop_propagation();
            close();
        }
    };
    let on_focusout = move |event: web_sys::FocusEvent| {
        let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
        let stays = |next: &Node| anchor.contains(next) || panel().is_some_and(|panel| panel.contains(Some(next)));
        if next.is_some_and(|next| !stays(&next)) {
            close();
        }
    };
    view! {
        <div
            class=box_.class
            id=box_.id.clone()
            role=box_.role
            aria-label=box_.label
            tabindex="-1"
            popover="manual"
            node_ref=node
            on:keydown=on_keydown
            on:focusout=on_focusout
        >
            {(box_.content)()}
        </div>
    }
    .into_any()
}
