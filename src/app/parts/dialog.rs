//! Dialogs: a question that must be answered before anything else.

use leptos::ev::{Event, MouseEvent, PointerEvent, SubmitEvent};
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::announcer::LiveRegion;
use super::button::IconButton;
use super::icon::Glyph;
use super::listener::is_on_itself;
use super::unique_id::unique_id;
use crate::app::markup::*;
use crate::app::reactive::{Callback, RwSignal, Signal, StoredValue, effect};

/// How wide a dialog is where there is room. On a phone each is a sheet over the lower part of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DialogSize {
    /// A question.
    Small,
    /// A form.
    #[default]
    Usual,
    /// A preview, a table.
    Wide,
}

/// How a dialog may be left without an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Dismissal {
    /// By Escape, by its close button, and by a press beside it.
    #[default]
    Anyhow,
    /// By Escape and by its close button: a press beside it would lose what was typed.
    Deliberate,
}

/// A modal dialog: the browser's own `<dialog>`.
///
/// Whatever is behind it is inert; Tab stays inside; the focus begins at the field marked with
/// [`InitialFocus::Here`](super::InitialFocus), else at the first thing that takes it, and returns to where it was. Title and description
/// are tied to it. The content is built when it opens and taken down when it closes, so each opening begins afresh.
#[component]
pub fn Dialog(
    /// Whether it is open. Set it to open the dialog; it is reset when the dialog closes.
    open: RwSignal<bool>,
    /// What it asks.
    #[prop(into)]
    title: Signal<String>,
    /// What there is to know first.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// How wide it is.
    #[prop(optional)]
    size: DialogSize,
    /// How it may be left without an answer.
    #[prop(optional)]
    dismissal: Dismissal,
    /// The buttons, the primary one last. One with [`ButtonPurpose::Submit`](super::ButtonPurpose) answers to Enter, too.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// Enter in a field, or the submitting button. It does not close the dialog.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// The body.
    children: ChildrenFn,
) -> impl IntoView {
    let title_id = unique_id("dialog");
    let description_id = format!("{title_id}-description");
    let class = match size {
        DialogSize::Small => "dialog dialog--small",
        DialogSize::Usual => "dialog",
        DialogSize::Wide => "dialog dialog--wide",
    };
    let content = move || {
        let node = NodeRef::<html::Dialog>::new();
        effect(move |_| {
            if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
                // It fails only for an element that is not in the page any more.
                let _ = dialog.show_modal();
                leave_body(&dialog);
            }
        });
        // Closing before the element goes is what gives the focus back.
        on_cleanup(move || {
            if let Some(dialog) = node.try_get_untracked() {
                dialog.close();
            }
        });
        // Not a callback: the browser reports the end of a dialog when its owner, and what that owned, may be gone.
        let close = move || {
            open.set(false);
        };
        // A press that began inside (somebody selects text) and ends outside is none beside the dialog.
        let press_began_outside = StoredValue::new(false);
        let on_pointerdown = move |event: PointerEvent| press_began_outside.set_value(is_on_itself(&event));
        let on_click = move |event: MouseEvent| {
            if dismissal == Dismissal::Anyhow && press_began_outside.get_value() && is_on_itself(&event) {
                close();
            }
        };
        let on_close = move |event: Event| {
            if is_on_itself(&event) {
                close();
            }
        };
        let on_submit = move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(on_submit) = on_submit {
                on_submit.run(());
            }
        };
        let described = description_id.clone();
        view! {
            <dialog
                class=class
                aria-labelledby=title_id.clone()
                aria-describedby=move || description.with(Option::is_some).then(|| described.clone())
                node_ref=node
                on:close=on_close
                on:pointerdown=on_pointerdown
                on:click=on_click
            >
                <form class="dialog__form" novalidate on:submit=on_submit>
                    <header class="dialog__head">
                        <h2 class="dialog__title" id=title_id.clone()>
                            {title}
                        </h2>
                        <p class="dialog__description" id=description_id.clone() hidden=move || description.with(Option::is_none)>
                            {move || description.get()}
                        </p>
                    </header>
                    <div class="dialog__body">{children()}</div>
                    {footer.as_ref().map(|footer| view! { <footer class="dialog__foot">{footer.run()}</footer> })}
                    <div class="dialog__close">
                        <IconButton label="Close" icon=Glyph::Close on_press=close />
                    </div>
                </form>
                <LiveRegion />
            </dialog>
        }
        .into_any()
    };
    following(move || open.get().then(&content))
}

/// Where no field asks for the focus, a browser gives it to a body that scrolls: the first control of it is of more use.
fn leave_body(dialog: &Element) {
    let control = dialog
        .query_selector(".dialog__body:focus :is(input, select, textarea, button)")
        .ok()
        .flatten();
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        // What cannot take it leaves it where it is.
        let _ = control.focus();
    }
}
