//! The browser: the only code that knows Leptos, web-sys and the page.

mod action;
mod ask;
mod ids;
pub mod parts;
mod planner;
pub mod platform;
mod screen;
mod session;
mod tree;

use leptos::prelude::*;

use parts::{LiveRegion, provide_announcer};
use screen::PlanScreen;
use session::Session;

/// Mounts the planner into the page.
pub fn mount() {
    mount_to_body(App);
    if let Some(root) = document().document_element() {
        // What waits for the page from outside (tests) waits for this. boot.js writes `failed` in the same place.
        let _ = root.set_attribute("data-app", "ready");
    }
}

#[component]
fn App() -> impl IntoView {
    provide_announcer();
    let session = Session::begin();
    provide_context(session);
    view! {
        {move || session.opened.get().map(|opened| view! { <PlanScreen opened /> })}
        <LiveRegion />
    }
}
