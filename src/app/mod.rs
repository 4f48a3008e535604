//! The browser: the only code that knows Leptos, web-sys and the page.

pub mod platform;

use leptos::prelude::*;

/// Mounts the planner into the page.
pub fn mount() {
    mount_to_body(|| view! { <h1>"IPAM Planner"</h1> });
}
