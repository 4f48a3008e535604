//! What people want to remember of a row: written as Markdown, read as what it means.
//!
//! What Markdown is, is the domain's ([`crate::markdown`]); here it becomes elements. No text of a note becomes markup of the page
//! otherwise, and nothing of it is fetched.

mod prose;

use crate::app::markup::*;
use crate::app::parts::{Choice, Draft, LabelPlace, Segmented, TextArea};
use crate::app::planner::Access;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::app::view_ask::Note;
use prose::prose;

/// What a new note says under its field.
const HINT: &str = "Markdown: **bold**, - lists, [links](https://…). Ctrl+Enter shows how it reads";

/// A note, to be read and to be written. It begins with what it says; one that is empty begins with its field. What is typed
/// takes effect when the field is left, as one step of the history.
pub(super) fn note(note: Note) -> AnyView {
    let Note {
        planner,
        label,
        value,
        write,
    } = note;
    let read_only = planner.read_only();
    let chosen = RwSignal::new(value.get_untracked().trim().is_empty());
    let writes = Memo::new(move |_| chosen.get() && planner.access.get() == Access::Edit);
    let draft = Draft::following(value, |text| Ok(text.trim_end().to_owned()));
    let commit = Callback::new(move |()| {
        if let Some(text) = draft.accept()
            && write.run(text)
        {
            // Where nothing has changed, nothing is heard from the plan: what was typed may differ all the same.
            draft.text().restart(value.get_untracked());
        }
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            if draft.text().is_changed() {
                commit.run(());
            }
            chosen.set(false);
        }
    };
    let ways = vec![Choice::new(true, "Write"), Choice::new(false, "Read")];
    let content = following(move || {
        if writes.get() {
            let lines = value.get_untracked().lines().count().clamp(3, 12);
            view! {
                <TextArea
                    label=label
                    label_place=LabelPlace::Said
                    draft=draft
                    lines=u8::try_from(lines).unwrap_or(12)
                    hint=Some(HINT.to_owned())
                    on_commit=commit
                />
            }
            .into_any()
        } else {
            following(move || match value.get() {
                text if text.trim().is_empty() => view! { <p class="dim">"Nothing is noted"</p> }.into_any(),
                text => prose(&text),
            })
        }
    });
    let switch = following(move || {
        (!read_only.get()).then(|| {
            view! {
                <Segmented
                    label=format!("{label}: write or read")
                    label_place=LabelPlace::Said
                    options=Signal::stored(ways.clone())
                    value=writes
                    on_change=chosen.setter()
                />
            }
        })
    });
    view! {
        <div class="note" role="group" aria-label=label on:keydown=on_key>
            <div class="note__bar">
                <span class="field__label" aria-hidden="true">{label}</span>
                {switch}
            </div>
            {content}
        </div>
    }
    .into_any()
}
