//! The bar at the top: which plan, whether it is saved, and what can be done with it.

use super::action::Action;
use super::ask::AskSession;
use super::markup::*;
use super::parts::{Button, ButtonKind, Glyph, Icon, IconButton, Keys, MenuButton, MenuEntry, MenuItem, OpenerFace};
use super::planner::{Access, Planner, use_planner};
use super::reactive::{Callback, Memo, Signal};
use super::session::{Session, use_session};
use super::words;
use crate::format::stored::SaveState;

/// The bar. Its buttons are actions of the registry: the same label, icon, keys and refusal as everywhere.
#[component]
pub(super) fn Header() -> impl IntoView {
    let planner = use_planner();
    let session = use_session();
    let name = Memo::new(move |_| planner.read(|workspace| workspace.plan().about().name.clone()));
    view! {
        <header class="bar">
            <div class="bar__brand">
                <span class="bar__mark" aria-hidden="true"></span>
                <span class="bar__product">"IPAM Planner"</span>
            </div>
            <h1 class="bar__plan">
                <button
                    type="button"
                    class="button bar__plan-button"
                    aria-haspopup="dialog"
                    on:click=move |_| session.ask(AskSession::Plans)
                >
                    <span class="bar__plan-name">
                        {move || Some(name.get()).filter(|name| !name.is_empty()).unwrap_or_else(|| "Untitled plan".to_owned())}
                    </span>
                    <Icon glyph=Glyph::ChevronDown />
                </button>
            </h1>
            <Saved />
            <div class="bar__space"></div>
            <ActionIcon action=Action::Undo />
            <ActionIcon action=Action::Redo />
            <Find />
            <div class="cluster not-phone">
                <ActionButton action=Action::OpenFile />
                <ActionButton action=Action::Export />
            </div>
            <IconButton
                label="Switch between light and dark"
                icon=Signal::derive(move || Action::Theme.glyph())
                on_press=Callback::new(move |()| session.next_theme())
            />
            <MenuButton
                label="More actions"
                face=OpenerFace::Icon(Glyph::More)
                kind=ButtonKind::Ghost
                entries=Callback::new(move |()| more(planner, session))
            />
        </header>
    }
}

/// What the bar has no room for, and on a phone what it shows elsewhere.
fn more(planner: Planner, session: Session) -> Vec<MenuEntry> {
    const MORE: [Action; 14] = [
        Action::NewPlan,
        Action::Plans,
        Action::OpenFile,
        Action::Export,
        Action::ExportAs,
        Action::Share,
        Action::Compare,
        Action::Print,
        Action::ShowMap,
        Action::ShowHistory,
        Action::Inspect,
        Action::Help,
        Action::Tour,
        Action::Shortcuts,
    ];
    let entry = |action: Action| {
        let item = MenuItem::new(action.label(), move || action.run(planner, session)).icon(action.glyph());
        let item = item.refused(untrack(|| action.refusal(planner)));
        MenuEntry::Item(match untrack(|| session.shortcut(action)) {
            Some(shortcut) => item.shortcut(shortcut),
            None => item,
        })
    };
    MORE.into_iter().map(entry).collect()
}

/// Whether the plan is saved, and what to do when it is not. Spoken only when it goes wrong.
#[component]
fn Saved() -> impl IntoView {
    let session = use_session();
    let planner = use_planner();
    let word = Memo::new(move |_| match session.save_state.get() {
        _ if planner.access.get() == Access::Visit => ("read-only", "From a link".to_owned(), None),
        None => ("dirty", "Not saved yet".to_owned(), None),
        Some(SaveState::Saved { .. }) => ("saved", "Saved".to_owned(), None),
        Some(SaveState::Dirty | SaveState::Saving) => ("saving", "Saving…".to_owned(), None),
        Some(SaveState::NotSaved { problem, .. }) => ("failed", "Not saved".to_owned(), Some(words::storage(&problem))),
        Some(SaveState::ReadOnly) => (
            "read-only",
            "Read only".to_owned(),
            Some("another tab edits this plan".to_owned()),
        ),
    });
    let reason = move || word.with(|(_, _, reason)| reason.clone());
    view! {
        <div class="bar__saved" data-state=move || word.with(|(state, ..)| *state) role="status">
            <span class="bar__dot" aria-hidden="true"></span>
            <span class="bar__saved-word">{move || word.with(|(_, word, _)| word.clone())}</span>
            <span class="bar__saved-reason">{move || reason().map(|reason| format!(": {reason}"))}</span>
            <Show when=move || word.with(|(state, ..)| *state == "failed")>
                <Button label="Download now" kind=ButtonKind::Link on_press=Callback::new(move |()| session.export(planner)) />
            </Show>
            <Show when=move || planner.access.get() == Access::Visit>
                <Button label="Keep a copy" kind=ButtonKind::Link on_press=Callback::new(move |()| {
                    session.keep_copy(planner.peek(|workspace| workspace.plan().clone()));
                }) />
            </Show>
            <Show when=move || {
                planner.access.get() == Access::ReadOnly && word.with(|(state, ..)| *state == "read-only")
            }>
                <Button label="Take over" kind=ButtonKind::Link on_press=Callback::new(move |()| session.take_over()) />
            </Show>
        </div>
    }
}

/// Opens the command palette. Looks like a field, since that is what comes.
#[component]
fn Find() -> impl IntoView {
    let planner = use_planner();
    let session = use_session();
    view! {
        <button
            type="button"
            class="button bar__find"
            aria-haspopup="dialog"
            on:click=move |_| Action::Commands.run(planner, session)
        >
            <Icon glyph=Glyph::Search />
            <span class="bar__find-label">"Search or run a command"</span>
            {Action::Commands.shortcut().map(|shortcut| view! { <Keys shortcut /> })}
        </button>
    }
}

fn run(action: Action, planner: Planner, session: Session) -> Callback<()> {
    Callback::new(move |()| action.run(planner, session))
}

/// A button of an action with its icon alone.
#[component]
pub(super) fn ActionIcon(
    /// What it does.
    action: Action,
) -> impl IntoView {
    let (planner, session) = (use_planner(), use_session());
    let refusal = Signal::derive(move || action.refusal(planner));
    let icon = Signal::derive(move || action.glyph());
    match action.shortcut() {
        Some(shortcut) => {
            view! { <IconButton label=action.label() icon shortcut refusal on_press=run(action, planner, session) /> }
                .into_any()
        }
        None => {
            view! { <IconButton label=action.label() icon refusal on_press=run(action, planner, session) /> }.into_any()
        }
    }
}

/// A button of an action with its words.
#[component]
pub(super) fn ActionButton(
    /// What it does.
    action: Action,
) -> impl IntoView {
    let (planner, session) = (use_planner(), use_session());
    let refusal = Signal::derive(move || action.refusal(planner));
    match action.shortcut() {
        Some(shortcut) => {
            view! { <Button label=action.label() shortcut refusal on_press=run(action, planner, session) /> }.into_any()
        }
        None => view! { <Button label=action.label() refusal on_press=run(action, planner, session) /> }.into_any(),
    }
}
