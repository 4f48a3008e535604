//! What was not taken, or not as it is written, and what is worth knowing: with the place and the value.

use super::importing::Importing;
use super::model::{place, severity};
use super::rows::table;
use crate::app::dialogs::sentence;
use crate::app::markup::*;
use crate::app::parts::SeverityMark;
use crate::app::parts::figures::counted;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::import::Note;

/// The notes, and how many more there are.
pub(super) fn list(importing: Importing, all: Memo<(Vec<Note>, usize)>) -> AnyView {
    let heading = view! {
        <tr aria-rowindex="1">
            <th scope="col">"What"</th>
            <th scope="col" class="not-phone">"Where"</th>
        </tr>
    };
    let row = Callback::new(move |at: usize| {
        let note = all.with(|(notes, _)| notes.get(at).cloned());
        note.map_or_else(|| ().into_any(), |note| note_row(importing, at, &note))
    });
    let more = move || {
        let left_out = all.with(|(_, left_out)| *left_out);
        (left_out > 0).then(|| {
            let words = format!(
                "And {}, which are not listed",
                counted(left_out as u64, "more note", "more notes")
            );
            view! { <p class="dim">{words}</p> }
        })
    };
    let rows = table(
        "Notes",
        "import__table import__notes",
        heading.into_any(),
        Signal::derive(move || all.with(|(notes, _)| notes.len())),
        row,
    );
    view! { {rows} {following(more)} }.into_any()
}

fn note_row(importing: Importing, at: usize, note: &Note) -> AnyView {
    let (mark, word) = severity(note.severity);
    let stands = importing
        .understood
        .with(|understood| understood.as_deref().map(|understood| place(understood, note.place)))
        .unwrap_or_default();
    let path = (!note.path.is_empty()).then(|| view! { <span class="mono">{note.path.clone()}</span> });
    let said = sentence(&note.sentence);
    // The sentence often has it.
    let value = (!note.value.is_empty() && !note.sentence.contains(&note.value))
        .then(|| view! { <code class="import__value">{note.value.clone()}</code> });
    let whole = said.clone();
    view! {
        <tr aria-rowindex=(at + 2).to_string()>
            <th scope="row">
                <span class="import__note">
                    <SeverityMark severity=mark />
                    <span class="import__sentence" title=whole>
                        <span class="visually-hidden">{word}": "</span>
                        {said}
                        {value.map(|value| view! { ": "{value} })}
                    </span>
                </span>
                <span class="only-phone import__stands dim">{stands.clone()}</span>
            </th>
            <td class="not-phone dim">
                <span class="import__stands">{stands}{path.map(|path| view! { <br />{path} })}</span>
            </td>
        </tr>
    }
    .into_any()
}
