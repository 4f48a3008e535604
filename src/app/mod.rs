//! The browser: the only code that knows Leptos, web-sys and the page.
//!
//! `session` is the page whichever plan is open, `planner` the open plan as the page sees it. Each part of the screen
//! has a folder with a pure model and the components that render it; `parts` is what they are made of, `markup` and
//! `reactive` what is taken of Leptos, `platform` what the browser offers. What can be done is in one table, `action`. Which
//! code comes when is in `chunks`.
//!
//! `markup` and `reactive` are what is taken of Leptos: its views and its signals, in a form that is compiled once. No
//! other file names Leptos' elements or handles.

#![allow(
    unreachable_pub,
    reason = "#[component] keeps the written function under a name of its own, with the same visibility"
)]

mod action;
mod adoption;
mod ask;
mod chunks;
mod connections;
mod copying;
mod cost;
mod dialogs;
mod documents;
mod findings;
mod generator;
mod header;
mod help;
mod history;
mod ids;
mod import;
mod inspector;
mod keymap;
mod late;
mod legend;
mod letters;
mod lines;
mod look;
mod map;
mod markup;
mod money;
mod notes;
mod panel;
mod paper;
pub mod parts;
mod planner;
pub mod platform;
mod reactive;
mod read_only;
mod reshape;
mod rows;
mod screen;
mod session;
mod shaping;
mod standing;
mod start;
mod status;
mod steps;
mod transfer;
mod tree;
mod tree_action;
mod view_ask;
mod words;

use chunks::{Chunks, later};
use dialogs::FileDrop;
use markup::*;
use parts::{LiveRegion, Toast, TooltipLayer, provide_announcer};
use platform::later::spawn;
use platform::panic::{self, LastWords};
use reactive::{Memo, effect};
use session::Session;

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

/// Fetches the rest of the page. Then the document says so, for what waits for it from outside (tests).
fn fetch_rest(chunks: Chunks) {
    spawn(async move {
        if chunks.fetch_all().await
            && let Some(root) = document().document_element()
        {
            let _ = root.set_attribute("data-chunks", "all");
        }
    });
}

#[component]
fn App() -> impl IntoView {
    let chunks = Chunks::new();
    provide_context(chunks);
    let session = Session::begin(provide_announcer(), chunks);
    provide_context(session);
    effect(move |done: Option<bool>| {
        let is_drawn = done == Some(true) || chunks.start.is_here() || chunks.screen.is_here();
        if is_drawn && done != Some(true) {
            request_animation_frame(move || fetch_rest(chunks));
        }
        is_drawn
    });
    let file_chosen = move |event: leptos::ev::Event| {
        session.receive(platform::files::chosen(&event));
    };
    let asked = Memo::new(move |_| session.asking.with(Option::is_some));
    view! {
        {move || match session.opened.get() {
            Some(opened) => later(chunks.screen, move |table| (table.screen)(opened.access)),
            None if session.begun.get() => later(chunks.start, |table| (table.screen)()),
            // The static page of index.html stands.
            None => ().into_any(),
        }}
        <input
            aria-label="Plan file"
            type="file"
            multiple="multiple"
            hidden
            node_ref=session.file_input
            on:change=file_chosen
        />
        {move || asked.get().then(|| later(chunks.tools, |table| (table.session_dialogs)()))}
        <FileDrop />
        <TooltipLayer />
        <Toast />
        <LiveRegion />
    }
}
