//! The browser: the only code that knows Leptos, web-sys and the page.

pub mod platform;

use leptos::prelude::*;

/// Mounts the planner into the page.
pub fn mount() {
    mount_to_body(|| view! { <h1>"IPAM Planner"</h1> });
    if let Some(root) = document().document_element() {
        // What waits for the page from outside (tests) waits for this. boot.js writes `failed` in the same place.
        let _ = root.set_attribute("data-app", "ready");
    }
}
