//! What comes from elsewhere: the dialog that takes files, texts and links of any shape that is known, shows what would become
//! of them, and puts them into the plan as one step. A plan of this planner among them is opened instead.
//!
//! What the shapes are and how rows are matched is the domain's ([`crate::import`]). This shows it, and lets the work go on in
//! slices. Nothing is sent anywhere: also a link of another planner is only read.

mod changes;
mod choices;
mod columns;
mod commands;
mod conflicts;
mod files;
mod given;
mod importing;
mod model;
mod notes;
mod plan_file;
mod preview;
mod progress;
mod questions;
mod rows;
mod sources;
mod work;

use super::dialogs::{focus_on, open_for_session};
use super::markup::*;
use super::parts::{Button, ButtonKind, Dialog, DialogSize, Dismissal, Glyph, listen};
use super::platform::clipboard;
use super::reactive::{Callback, Memo, Signal, effect};
use super::session::use_session;
use given::Given;
use importing::{Importing, Into, Stage};
use plan_file::PlanFile;
use wasm_bindgen::JsCast;

/// The dialog. It takes what the session was given, and what comes while it is open.
pub(super) fn import() -> AnyView {
    let session = use_session();
    let importing = Importing::new(session, open_for_session(session));
    let first = untrack(|| session.take_given());
    if !first.is_empty() {
        importing.stage.set(Stage::Looking);
        importing.add(first.into_iter().map(Given::file).collect());
    }
    effect(move |_| {
        let given = session.take_given();
        importing.add(given.into_iter().map(Given::file).collect());
    });
    // Whatever is under way stops with the dialog.
    on_cleanup(move || _ = importing.next_turn());
    listen_for_paste(importing);
    let is_plan = Memo::new(move |_| importing.stage.with(|stage| matches!(stage, Stage::Plan(_))));
    let is_looking = Memo::new(move |_| importing.stage.with(|stage| *stage == Stage::Looking));
    following(move || match (is_looking.get(), is_plan.get()) {
        (true, _) => ().into_any(),
        (false, false) => frame(importing),
        (false, true) => match importing.stage.get_untracked() {
            Stage::Plan(plan) => {
                let (name, text) = plan.as_ref().clone();
                view! { <PlanFile name text open=importing.open /> }.into_any()
            }
            _ => ().into_any(),
        },
    })
}

/// What is pasted anywhere in the dialog but into a field is to be imported.
fn listen_for_paste(importing: Importing) {
    listen(&document(), "paste", move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let in_field = target.is_some_and(|target| {
            let fields = "input, textarea, select";
            target.matches(fields).unwrap_or(false)
        });
        if in_field || importing.stage.with_untracked(|stage| matches!(stage, Stage::Plan(_))) {
            return;
        }
        if let Some(text) = clipboard::brought(&event).filter(|text| !text.trim().is_empty()) {
            event.prevent_default();
            importing.add(vec![Given::text(text)]);
        }
    });
}

fn frame(importing: Importing) -> AnyView {
    let is_shown = Memo::new(move |_| importing.stage.with(|stage| *stage == Stage::Shown));
    let description = Signal::derive(move || match is_shown.get() {
        true => importing
            .understood
            .with(|understood| understood.as_deref().map(model::summary)),
        false => Some("Into a plan, from whatever you have. Everything is read here, in the browser".to_owned()),
    });
    keep_focus(importing, is_shown);
    view! {
        <Dialog
            open=importing.open
            title="Import"
            description=description
            size=DialogSize::Wide
            dismissal=Dismissal::Deliberate
            footer=move || following(move || if is_shown.get() { buttons(importing) } else { ().into_any() })
        >
            {following(move || if is_shown.get() { preview::preview(importing) } else { sources::sources(importing) })}
        </Dialog>
    }
    .into_any()
}

/// What had the focus goes when the screen changes: the first thing of the next one takes it.
fn keep_focus(importing: Importing, is_shown: Memo<bool>) {
    effect(move |before: Option<bool>| {
        let is_shown = is_shown.get();
        if before != Some(is_shown) && (is_shown || before.is_some()) {
            request_animation_frame(move || {
                // The first of these that is there.
                for first in [
                    ".import [role=tab][aria-selected=true]",
                    ".import__nothing .button",
                    ".import__sources :checked",
                ] {
                    let is_there = document().query_selector(first).ok().flatten().is_some();
                    if is_there && !importing.open.is_disposed() {
                        return focus_on(first);
                    }
                }
            });
        }
        is_shown
    });
}

fn buttons(importing: Importing) -> AnyView {
    let refusal = Signal::derive(move || importing.refusal());
    let label = Signal::derive(move || {
        importing.outcome.with(|outcome| match outcome {
            None => "Import".to_owned(),
            Some(outcome) => {
                let rows = super::parts::figures::counted(outcome.changes() as u64, "row", "rows");
                match outcome.into {
                    Into::Open => format!("Import {rows}"),
                    Into::New => format!("Import {rows} into a new plan"),
                }
            }
        })
    });
    view! {
        <div class="import__left">
            <Button
                label="Add files…"
                icon=Glyph::Plus
                tip=Some("Files that belong together are understood together".to_owned())
                on_press=Callback::new(move |()| importing.session.choose_file())
            />
            <Button label="Start over" kind=ButtonKind::Ghost on_press=Callback::new(move |()| importing.start_over()) />
        </div>
        <Button label="Cancel" on_press=Callback::new(move |()| importing.open.set(false)) />
        <Button
            label=label
            kind=ButtonKind::Primary
            refusal=refusal
            on_press=Callback::new(move |()| importing.take())
        />
    }
    .into_any()
}
