//! The handle between the tree and the inspector.

use super::PANEL;
use crate::app::markup::*;
use crate::app::parts::{PaneLimits, PaneSide, Resizer};
use crate::app::platform::settings::Settings;
use crate::app::reactive::{Callback, RwSignal, effect};
use crate::app::session::use_session;

/// What the settings know the width by.
const NAME: &str = "inspector";

/// As wide as --inspector in the sheet of tokens, unless the browser's font is another size.
const LIMITS: PaneLimits = PaneLimits {
    min: 260.0,
    max: 640.0,
    usual: 340.0,
};

/// Changes the width of the inspector, which this browser remembers.
#[component]
pub(in crate::app) fn InspectorResizer() -> impl IntoView {
    let session = use_session();
    let kept = Settings::load().panel(NAME);
    let width = RwSignal::new(kept.map_or(LIMITS.usual, f64::from).clamp(LIMITS.min, LIMITS.max));
    let chosen = RwSignal::new(kept.is_some());
    effect(move |_| {
        let root = document().document_element();
        if let Some(root) = root.and_then(|root| {
            use wasm_bindgen::JsCast;
            root.dyn_into::<web_sys::HtmlElement>().ok()
        }) && chosen.get()
        {
            // A width that the browser does not take leaves the usual one.
            let _ = root.style().set_property("--inspector", &format!("{}px", width.get()));
        }
    });
    let resize = Callback::new(move |wanted: f64| {
        width.set(wanted);
        chosen.set(true);
        session.set_settings(&|settings| settings.set_panel(NAME, wanted as u32));
    });
    view! {
        <Resizer
            label="Width of the inspector"
            pane=PANEL
            side=PaneSide::After
            limits=LIMITS
            width=width
            on_resize=resize
        />
    }
}
