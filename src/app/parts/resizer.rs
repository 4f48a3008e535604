//! The handle between two panes.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;

use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal, StoredValue};

/// On which side of the handle the pane stands whose width is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaneSide {
    /// Before it: to the left.
    Before,
    /// After it: to the right.
    After,
}

/// From what to what a pane may be resized, and how wide it is unless somebody says otherwise, in CSS pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PaneLimits {
    /// The narrowest.
    pub min: f64,
    /// The widest.
    pub max: f64,
    /// What a double press returns to.
    pub usual: f64,
}

/// How far an arrow key moves the handle, and with Shift.
const STEP: f64 = 16.0;
const LEAP: f64 = 64.0;

/// A handle that changes the width of a pane: by dragging, or with the arrow keys (more with Shift), Home and End; Enter and a
/// double press give the usual width back.
///
/// It is a focusable separator that tells its value. The pane's owner keeps the width and sets it.
#[component]
pub fn Resizer(
    /// What is resized: "Width of the inspector".
    #[prop(into)]
    label: Signal<String>,
    /// The pane's id.
    #[prop(into)]
    pane: String,
    /// On which side of the handle the pane stands.
    side: PaneSide,
    /// How far it may be resized.
    limits: PaneLimits,
    /// The width now.
    #[prop(into)]
    width: Signal<f64>,
    /// The width somebody wants, within the limits.
    #[prop(into)]
    on_resize: Callback<f64>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    // Where the drag began: the pointer, and the width there.
    let drag = StoredValue::new(None::<(f64, f64)>);
    let outward = match side {
        PaneSide::Before => 1.0,
        PaneSide::After => -1.0,
    };
    let resize = move |wanted: f64| {
        let wanted = wanted.round().min(limits.max).max(limits.min);
        if wanted != width.get_untracked() {
            on_resize.run(wanted);
        }
    };
    let on_pointerdown = move |event: PointerEvent| {
        if event.button() == 0
            && let Some(node) = node.get_untracked()
        {
            // Without the capture the drag ends at the edge of the handle, which is a nuisance and no harm.
            let _ = node.set_pointer_capture(event.pointer_id());
            drag.set_value(Some((f64::from(event.client_x()), width.get_untracked())));
        }
    };
    let on_pointermove = move |event: PointerEvent| {
        if let Some((from, width)) = drag.get_value() {
            resize(width + outward * (f64::from(event.client_x()) - from));
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        let step = if event.shift_key() { LEAP } else { STEP };
        let now = width.get_untracked();
        let wanted = match event.key().as_str() {
            "ArrowRight" => now + outward * step,
            "ArrowLeft" => now - outward * step,
            "Home" => limits.min,
            "End" => limits.max,
            "Enter" => limits.usual,
            _ => return,
        };
        event.prevent_default();
        resize(wanted);
    };
    view! {
        <div
            class="resizer"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=label
            aria-controls=pane
            aria-valuemin=limits.min.to_string()
            aria-valuemax=limits.max.to_string()
            aria-valuenow=move || width.get().to_string()
            node_ref=node
            on:pointerdown=on_pointerdown
            on:pointermove=on_pointermove
            on:pointerup=move |_| drag.set_value(None)
            on:pointercancel=move |_| drag.set_value(None)
            on:dblclick=move |_| resize(limits.usual)
            on:keydown=on_keydown
        ></div>
    }
    .into_any()
}
