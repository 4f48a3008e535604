//! The plans that are saved in this browser.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::ask::AskSession;
use crate::app::dialogs::sentence;
use crate::app::parts::figures::{ago, counted, thousands};
use crate::app::parts::{Button, ButtonKind, ButtonSize, Dialog, EmptyState, Glyph, IconButton};
use crate::app::platform::clock;
use crate::app::session::{Session, use_session};
use crate::app::words::plan_name;
use crate::format::stored::Entry;

/// The saved plans, last saved first: open, copy, download, delete. Deleting says so, with a button that takes it back.
#[component]
pub(in crate::app) fn PlanList() -> impl IntoView {
    let session = use_session();
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
    view! { {content} }.into_any()
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
