//! The address of the page: what stands behind `#`, which the browser sends to nobody.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

use super::listen::Listener;

/// What stands behind `#`, without it; nothing where there is none.
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok());
    hash.map(|hash| hash.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}

/// The address without what stands behind `#`.
pub fn page() -> String {
    let href = window().and_then(|window| window.location().href().ok());
    href.and_then(|href| href.split('#').next().map(str::to_owned))
        .unwrap_or_default()
}

/// Takes away what stands behind `#`. Nothing is loaded, and going back does not bring it back.
pub fn drop_fragment() {
    let Some(history) = window().and_then(|window| window.history().ok()) else {
        return;
    };
    // Where the browser refuses, the address says what it said.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&page()));
}

/// Calls `changed` when something else stands behind `#`: a link was followed or typed.
pub fn on_fragment(mut changed: impl FnMut() + 'static) -> Option<Listener> {
    Some(Listener::new(&window()?.into(), "hashchange", move |_| changed()))
}

/// Whether the system has a way to send addresses to people.
pub fn can_share() -> bool {
    share_function().is_some()
}

/// Hands an address to the system's way to send it. False when that was closed, or there is none.
pub async fn share(title: &str, address: &str) -> bool {
    match asked_to_share(title, address) {
        Some(shared) => JsFuture::from(shared).await.is_ok(),
        None => false,
    }
}

fn share_function() -> Option<Function> {
    Reflect::get(&window()?.navigator(), &JsValue::from_str("share"))
        .ok()?
        .dyn_into()
        .ok()
}

fn asked_to_share(title: &str, address: &str) -> Option<Promise> {
    let what = Object::new();
    for (key, value) in [("title", title), ("url", address)] {
        Reflect::set(&what, &JsValue::from_str(key), &JsValue::from_str(value)).ok()?;
    }
    let navigator = window()?.navigator();
    share_function()?.call1(&navigator, &what).ok()?.dyn_into().ok()
}
