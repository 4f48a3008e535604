//! The browser: the only code that knows Leptos, web-sys and the page.
//!
//! `session` is the page whichever plan is open, `planner` the open plan as the page sees it. Each part of the screen
//! has a folder with a pure model and the components that render it; `parts` is what they are made of, `platform`
//! what the browser offers. What can be done is in one table, `action`.
//!
//! `markup` and `reactive` are what is taken of Leptos: its views and its signals, in a form that is compiled once. No
//! other file names Leptos' elements or handles.

#![allow(
    unreachable_pub,
    reason = "#[component] keeps the written function under a name of its own, with the same visibility"
)]

mod action;
mod ask;
mod dialogs;
mod findings;
mod header;
mod ids;
mod inspector;
mod keymap;
mod map;
mod markup;
mod panel;
pub mod parts;
mod planner;
pub mod platform;
mod reactive;
mod screen;
mod session;
mod start;
mod status;
mod tree;
mod words;

use dialogs::{FileDrop, SessionDialogs};
use markup::*;
use parts::{LiveRegion, Toast, TooltipLayer, provide_announcer};
use platform::panic::{self, LastWords};
use screen::PlanScreen;
use session::Session;
use start::Start;

/// Mounts the planner into the page.
pub fn mount() {
    panic::install(LastWords {
        heading: "IPAM Planner has stopped",
        explanation: "Something went wrong inside the page. Nothing that was saved is lost; the plan as it was last can \
                      be downloaded here.",
        download: "Download the plan",
        reload: "Reload the page",
        file_name: "plan.ipam.json",
    });
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let session = Session::begin(provide_announcer());
    provide_context(session);
    let file_chosen = move |event: leptos::ev::Event| {
        for file in platform::files::chosen(&event) {
            session.receive(file);
        }
    };
    view! {
        {move || match session.opened.get() {
            Some(opened) => view! { <PlanScreen opened /> }.into_any(),
            None if session.begun.get() => view! { <Start /> }.into_any(),
            // The static page of index.html stands.
            None => ().into_any(),
        }}
        <input
            aria-label="Plan file"
            type="file"
            hidden
            accept=".json,application/json"
            node_ref=session.file_input
            on:change=file_chosen
        />
        <SessionDialogs />
        <FileDrop />
        <TooltipLayer />
        <Toast />
        <LiveRegion />
    }
}
