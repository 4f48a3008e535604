//! A button that opens a small box beside it, for things that need no dialog.

use std::sync::Arc;

use leptos::html;
use web_sys::HtmlElement;

use super::anchor::Align;
use super::button::{ButtonKind, ButtonSize, button_class};
use super::floating::{Anchor, Floating, floating};
use super::icon::{Glyph, Icon};
use super::unique_id::unique_id;
use crate::app::markup::*;
use crate::app::reactive::{RwSignal, Signal};

/// What a button that opens something looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum OpenerFace {
    /// Its label, with a sign that something opens.
    #[default]
    Word,
    /// An icon; the label is said, and seen in the tip.
    Icon(Glyph),
}

/// What an opener needs to be drawn.
pub(super) struct Opener {
    pub(super) face: OpenerFace,
    pub(super) label: Signal<String>,
    pub(super) kind: ButtonKind,
    pub(super) size: ButtonSize,
    pub(super) haspopup: &'static str,
    pub(super) panel_id: String,
    pub(super) node: NodeRef<html::Button>,
    pub(super) at: RwSignal<Option<Anchor>>,
}

/// The button of a popover or menu: it opens what is closed and closes what is open.
pub(super) fn opener(opener: Opener, on_key: impl Fn(leptos::ev::KeyboardEvent) + 'static) -> AnyView {
    let Opener {
        face,
        label,
        kind,
        size,
        at,
        node,
        ..
    } = opener;
    let mut class = button_class(kind, size);
    let (content, aria_label) = match face {
        OpenerFace::Word => {
            let content = view! { <span class="button__label clip">{label}</span><Icon glyph=Glyph::ChevronDown /> };
            (content.into_any(), None)
        }
        OpenerFace::Icon(glyph) => {
            class.push_str(" button--icon");
            (view! { <Icon glyph /> }.into_any(), Some(label))
        }
    };
    let panel_id = opener.panel_id;
    view! {
        <button
            type="button"
            class=class
            aria-label=aria_label.map(|label| move || label.get())
            aria-haspopup=opener.haspopup
            aria-expanded=move || if at.with(Option::is_some) { "true" } else { "false" }
            aria-controls=move || at.with(Option::is_some).then(|| panel_id.clone())
            data-tip=aria_label.map(|label| move || label.get())
            node_ref=node
            on:click=move |_| at.update(|at| *at = if at.is_some() { None } else { Some(Anchor::Button(node)) })
            on:keydown=on_key
        >
            {content}
        </button>
    }
    .into_any()
}

/// A button and a small box that it opens, with anything inside.
///
/// The box is labelled like the button, takes the focus, and closes with Escape, with a press elsewhere and when the
/// focus leaves; the focus returns to the button. Its content is built when it opens.
#[component]
pub fn Popover(
    /// What is in the box.
    #[prop(into)]
    label: Signal<String>,
    /// What the button looks like.
    #[prop(optional)]
    face: OpenerFace,
    /// How much the button asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// How tall the button is.
    #[prop(optional)]
    size: ButtonSize,
    /// Which sides of button and box are in line.
    #[prop(optional)]
    align: Align,
    /// What is in the box.
    children: ChildrenFn,
) -> impl IntoView {
    let panel_id = unique_id("popover");
    let node = NodeRef::new();
    let at = RwSignal::new(None);
    let button = Opener {
        face,
        label,
        kind,
        size,
        haspopup: "dialog",
        panel_id: panel_id.clone(),
        node,
        at,
    };
    let panel = floating(Floating {
        id: panel_id,
        class: "floating popover",
        role: "dialog",
        label,
        align,
        at,
        focus_first: Arc::new(focus_content),
        on_key: Arc::new(|_, _| {}),
        content: Arc::new(move || children()),
    });
    view! { {opener(button, |_| {})} {panel} }.into_any()
}

/// Gives the focus to the element that asks for it, else to the first field, else to the box itself.
fn focus_content(panel: &HtmlElement) {
    use wasm_bindgen::JsCast;
    let inside = |selector: &str| {
        panel
            .query_selector(selector)
            .ok()
            .flatten()
            .and_then(|found| found.dyn_into().ok())
    };
    let first: Option<HtmlElement> = inside("[autofocus]").or_else(|| inside("input, select, textarea"));
    // An element that cannot take the focus leaves it where it is.
    let _ = first.as_ref().unwrap_or(panel).focus();
}
