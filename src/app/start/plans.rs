//! The plans that are saved in this browser.

use std::time::Duration;

use crate::app::ask::AskSession;
use crate::app::dialogs::sentence;
use crate::app::markup::*;
use crate::app::parts::figures::{ago, counted, thousands};
use crate::app::parts::{Button, ButtonKind, ButtonSize, Dialog, EmptyState, Glyph, IconButton};
use crate::app::platform::clock;
use crate::app::platform::store::{Aside, Why};
use crate::app::reactive::{RwSignal, StoredValue};
use crate::app::session::{Session, use_session};
use crate::app::words::plan_name;
use crate::format::stored::{Damage, Entry};

/// The saved plans, last saved first: open, copy, download, delete. Deleting says so, with a button that takes it back.
#[component]
pub(in crate::app) fn PlanList() -> impl IntoView {
    let session = use_session();
    // What is saved while somebody edits changes the list and tells nobody.
    session.refresh_saved();
    let content = move || match session.saved.get() {
        None => view! { <p class="dim">"Looking for saved plans…"</p> }.into_any(),
        Some(plans) if plans.is_empty() => view! {
            <EmptyState
                icon=Glyph::File
                title="No saved plans"
                sentence=Some("What you plan is saved in this browser by itself".to_owned())
            />
        }
        .into_any(),
        Some(plans) => {
            let now = clock::now();
            let rows = plans.into_iter().map(|entry| row(session, entry, now)).collect_view();
            view! { <ul class="plans">{rows}</ul> }.into_any()
        }
    };
    view! { {content} <SetAside /> }.into_any()
}

/// What was deleted, and versions that were found and could not be the plan: nothing that somebody wrote is thrown away
/// unseen.
#[component]
fn SetAside() -> impl IntoView {
    let session = use_session();
    let rows = move || {
        let now = clock::now();
        session
            .asides
            .get()
            .into_iter()
            .map(|aside| aside_row(session, aside, now))
            .collect_view()
    };
    let count = move || session.asides.with(Vec::len);
    view! {
        <Show when=move || { count() > 0 }>
            <details class="plans__aside">
                <summary>{move || format!("Set aside: {}", counted(count() as u64, "version", "versions"))}</summary>
                <ul class="plans">{rows}</ul>
            </details>
        </Show>
    }
    .into_any()
}

fn aside_row(session: Session, aside: Aside, now: u64) -> AnyView {
    let name = sentence(plan_name(&aside.name));
    let about = about_aside(&aside, now);
    let is_readable = !matches!(aside.why, Why::Damaged(_));
    let aside = StoredValue::new(aside);
    let restore = is_readable.then(|| {
        view! {
            <Button
                label="Restore"
                size=ButtonSize::Small
                on_press=move || session.restore(aside.get_value())
            />
        }
    });
    view! {
        <li class="plans__row">
            <div class="plans__open">
                <span class="plans__name plans__name--plain">{name.clone()}</span>
                <span class="dim">{about}</span>
            </div>
            {restore}
            <IconButton
                label=format!("Download {name}")
                icon=Glyph::Download
                size=ButtonSize::Small
                on_press=move || session.download_aside(aside.get_value())
            />
        </li>
    }
    .into_any()
}

/// "Deleted 3 min ago".
fn about_aside(aside: &Aside, now: u64) -> String {
    let since = ago(Duration::from_millis(now.saturating_sub(aside.at)));
    match aside.why {
        Why::Deleted => format!("Deleted {since}"),
        Why::Rival => format!("What another tab had not saved, {since}"),
        Why::Damaged(Damage::NewerFormat(version)) => {
            format!("Saved by a newer planner (format {version}), found {since}")
        }
        Why::Damaged(_) => format!("Cannot be read, found {since}"),
    }
}

fn row(session: Session, entry: Entry, now: u64) -> AnyView {
    let name = match entry.name.as_str() {
        "" => sentence(plan_name("")),
        name => name.to_owned(),
    };
    let about = about(&entry, now);
    let id = StoredValue::new(entry.plan);
    view! {
        <li class="plans__row">
            <button type="button" class="plans__open" on:click=move |_| session.open_saved(id.get_value())>
                <span class="plans__name">{name.clone()}</span>
                <span class="dim">{about}</span>
            </button>
            <IconButton
                label=format!("Duplicate {name}")
                icon=Glyph::Copy
                size=ButtonSize::Small
                on_press=move || session.duplicate_saved(id.get_value())
            />
            <IconButton
                label=format!("Download {name}")
                icon=Glyph::Download
                size=ButtonSize::Small
                on_press=move || session.download_saved(id.get_value())
            />
            <IconButton
                label=format!("Delete {name}")
                icon=Glyph::Trash
                size=ButtonSize::Small
                on_press=move || session.delete_saved(id.get_value())
            />
        </li>
    }
    .into_any()
}

/// "Saved 3 min ago, 12 kB, never exported".
fn about(entry: &Entry, now: u64) -> String {
    let since = |then: u64| ago(Duration::from_millis(now.saturating_sub(then)));
    let size = match entry.characters {
        ..1000 => counted(entry.characters, "character", "characters"),
        characters => format!("{}\u{a0}kB", thousands(characters / 1000)),
    };
    let exported = match entry.exported_at {
        None => "never exported".to_owned(),
        Some(then) => format!("exported {}", since(then)),
    };
    format!("Saved {}, {size}, {exported}", since(entry.saved_at))
}

/// The saved plans, while another one is open.
#[component]
pub(in crate::app) fn PlansDialog(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    view! {
        <Dialog
            open=open
            title="Plans"
            description=Some("Saved in this browser, on this machine".to_owned())
            footer=move || {
                view! {
                    <Button
                        label="Start screen"
                        kind=ButtonKind::Ghost
                        on_press=move || {
                            open.set(false);
                            session.close();
                        }
                    />
                    <Button label="New plan…" on_press=move || session.ask(AskSession::NewPlan) />
                }
            }
        >
            <PlanList />
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::stored::Position;

    #[test]
    fn a_plan_says_when_it_was_saved_and_exported() {
        let entry = |characters, exported_at| Entry {
            plan: "p".to_owned(),
            name: "Acme".to_owned(),
            format: 1,
            at: Position::default(),
            saved_at: 1_000_000,
            characters,
            exported_at,
        };
        let now = 1_000_000 + 180_000;
        for (entry, expected) in [
            (entry(12_345, None), "Saved 3 min ago, 12 kB, never exported"),
            (
                entry(999, Some(1_120_000)),
                "Saved 3 min ago, 999 characters, exported 1 min ago",
            ),
            // The clock was set back.
            (
                entry(1, Some(9_999_999)),
                "Saved 3 min ago, 1 character, exported just now",
            ),
        ] {
            assert_eq!(about(&entry, now).replace('\u{a0}', " "), expected);
        }
    }
}
