//! Files that are dropped anywhere on the page.

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event};

use crate::app::markup::*;
use crate::app::parts::{Glyph, Icon, listen};
use crate::app::platform::files;
use crate::app::reactive::{RwSignal, effect};
use crate::app::session::use_session;

/// Takes files that are dropped on the page, and shows that it will while they are over it. What becomes of them is for
/// the import to ask. One stands at the root; whoever cannot drag chooses a file instead.
#[component]
pub(in crate::app) fn FileDrop() -> impl IntoView {
    let session = use_session();
    let over = RwSignal::new(false);
    let node = NodeRef::<html::Div>::new();
    let drag = |event: &Event| {
        event
            .dyn_ref::<DragEvent>()
            .filter(|event| files::drags_files(event))
            .cloned()
    };
    // Without this the browser would leave the page and open the file itself.
    listen(&window(), "dragover", move |event| {
        if let Some(event) = drag(&event) {
            event.prevent_default();
            if let Some(transfer) = event.data_transfer() {
                transfer.set_drop_effect("copy");
            }
            if !over.get_untracked() {
                over.set(true);
            }
        }
    });
    listen(&window(), "dragleave", move |event| {
        // Only what leaves the window goes to nothing.
        if drag(&event).is_some_and(|event| event.related_target().is_none()) {
            over.set(false);
        }
    });
    listen(&window(), "drop", move |event| {
        let Some(event) = drag(&event) else { return };
        event.prevent_default();
        over.set(false);
        session.receive(files::dropped(&event));
    });
    effect(move |_| {
        if let Some(node) = node.get() {
            // Over everything, dialogs as well. It fails only for an element that is not in the page any more.
            let _ = node.show_popover();
        }
    });
    following(move || {
        over.get().then(|| {
            view! {
                <div class="drop" popover="manual" node_ref=node aria-hidden="true">
                    <Icon glyph=Glyph::Upload />
                    <p>"Drop files to see what they hold"</p>
                </div>
            }
        })
    })
}
