//! A plan of this planner: what its file holds, before anything is done with it.

mod model;

use crate::app::dialogs::{focus_primary, sentence};
use crate::app::documents::read_in_pieces;
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, Detail, DetailList, Dialog, DialogSize, Glyph, Icon, Notice, use_announcer,
};
use crate::app::planner::Planner;
use crate::app::platform::later::{breathe, spawn};
use crate::app::reactive::{Callback, RwSignal, StoredValue};
use crate::app::session::use_session;
use crate::plan::diff;
use model::{Change, Contents, Place, Refused, contents};

/// Shows what a file holds, and asks whether to open it as a new plan or to put it in the place of the open one; or says
/// what is wrong with it and where. Nothing on screen changes before that, and nothing at all when it is refused.
#[component]
pub(super) fn PlanFile(
    /// The name of the file.
    name: String,
    /// What it holds.
    text: String,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let is_read = RwSignal::new(false);
    let found = StoredValue::new(None);
    spawn(async move {
        let read = read_in_pieces(&text).await;
        // Looking at what was read is a piece of its own.
        breathe().await;
        found.set_value(Some(contents(&text, read)));
        is_read.set(true);
    });
    following(move || match is_read.get() {
        false => view! { <p class="later later--over" role="status">"Reading the file…"</p> }.into_any(),
        true => match found.try_update_value(Option::take).flatten() {
            Some(Ok(contents)) => view! { <ImportPreview name=name.clone() contents open /> }.into_any(),
            Some(Err(refused)) => view! { <ImportRefused name=name.clone() refused open /> }.into_any(),
            None => ().into_any(),
        },
    })
}

#[component]
fn ImportPreview(name: String, contents: Contents, open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let announcer = use_announcer();
    let Contents { plan, facts } = contents;
    let facts = StoredValue::new(facts);
    // Of the moment the dialog opened: while it stands, nothing else edits the plan.
    let planner = untrack(|| session.planner());
    let change = planner.map(|planner| planner.peek(|workspace| Change::between(workspace.plan(), &plan)));
    let plan = StoredValue::new(Some(plan));
    focus_primary();
    let replace_refusal = match &change {
        Some(change) if change.is_none() => Some("The open plan is the same as this file".to_owned()),
        _ => None,
    };
    let change_words = change.filter(|change| !change.is_none()).map(|change| change.words());

    let open_new = Callback::new(move |()| {
        // A large one is not copied: the dialog needs it no more.
        let taken = plan.try_update_value(Option::take).flatten();
        open.set(false);
        if let Some(plan) = taken {
            session.open_new(plan);
        }
    });
    let file = name.clone();
    let replace = Callback::new(move |planner: Planner| {
        let edit = plan.with_value(|plan| {
            let to = plan.as_ref()?;
            Some(planner.peek(|workspace| diff(workspace.plan(), to)))
        });
        let Some(edit) = edit else { return };
        let label = format!("Replace with {file}");
        if planner.edit(&label, edit) {
            open.set(false);
            let notice = Notice::done(format!("Replaced with {file}"));
            announcer.show(notice.with_action("Undo", move || planner.undo()));
        }
    });
    view! {
        <Dialog
            open=open
            title="Import a plan"
            description=Some(name)
            on_submit=open_new
            footer=move || {
                let replace_button = planner.map(|planner| {
                    view! {
                        <Button
                            label="Replace the open plan"
                            tip=Some("One step, which you can undo".to_owned())
                            refusal=replace_refusal.clone()
                            on_press=move || replace.run(planner)
                        />
                    }
                });
                view! {
                    {replace_button}
                    <Button label="Open as a new plan" kind=ButtonKind::Primary purpose=ButtonPurpose::Submit />
                }
            }
        >
            <div class="stack">
                <DetailList>
                    {facts
                        .get_value()
                        .into_iter()
                        .map(|(term, fact)| view! { <Detail label=term>{fact}</Detail> })
                        .collect_view()}
                </DetailList>
                {change_words.clone().map(|words| view! { <p class="dim">{words}</p> })}
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn ImportRefused(name: String, refused: Refused, open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let Refused { problem, places, more } = refused;
    focus_primary();
    view! {
        <Dialog
            open=open
            title="This file cannot be opened"
            description=Some(name)
            size=if places.is_empty() { DialogSize::Small } else { DialogSize::Wide }
            footer=move || {
                view! {
                    <Button
                        label="Choose another file…"
                        on_press=move || {
                            open.set(false);
                            session.choose_file();
                        }
                    />
                    <Button label="Close" kind=ButtonKind::Primary on_press=move || open.set(false) />
                }
            }
        >
            <div class="stack">
                <p class="proposal__problem refused">
                    <Icon glyph=Glyph::Error />
                    <span>{problem.clone()}</span>
                </p>
                <ul class="stack">{places.iter().cloned().map(place).collect_view()}</ul>
                {more.clone().map(|more| view! { <p>{more}</p> })}
                <p class="dim">"Nothing was changed"</p>
            </div>
        </Dialog>
    }
    .into_any()
}

fn place(place: Place) -> AnyView {
    let Place {
        sentence: wrong,
        location,
        path,
        excerpt,
    } = place;
    let lines = excerpt.into_iter().map(|line| {
        let pointer = line.pointer.map(|column| format!("{}^", " ".repeat(column)));
        view! {
            <span class="excerpt__number">{line.number}</span>
            <span class="excerpt__text">{line.text}</span>
            {pointer
                .map(|pointer| {
                    view! {
                        <span></span>
                        <span class="excerpt__pointer">{pointer}</span>
                    }
                })}
        }
    });
    view! {
        <li class="excerpt">
            <p>{sentence(wrong)}</p>
            <p class="dim">{location} {(!path.is_empty()).then(|| format!(", {path}"))}</p>
            <pre class="excerpt__lines" aria-label="The text around it" tabindex="0">
                {lines.collect_view()}
            </pre>
        </li>
    }
    .into_any()
}
