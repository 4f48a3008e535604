//! What would come of an import: the rows, the questions, the conflicts, the notes, the files, and what is decided beside them.

use super::importing::{Importing, Outcome};
use super::model::{file_name, note_count, notes};
use super::progress::progress;
use super::{changes, choices, conflicts, files, notes as note_list, questions};
use crate::app::dialogs::words::listed;
use crate::app::markup::*;
use crate::app::parts::figures::thousands;
use crate::app::parts::{Button, ButtonKind, ButtonSize, Choice, Glyph, Icon, Tabs};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::import::{FileRead, Understood};

/// A page of the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Rows,
    Questions,
    Conflicts,
    Notes,
    Files,
}

const PANEL: &str = "import-page";

/// So many files without rows are named.
const NAMED: usize = 20;

impl Page {
    fn word(self) -> &'static str {
        match self {
            Self::Rows => "Rows",
            Self::Questions => "Questions",
            Self::Conflicts => "Conflicts",
            Self::Notes => "Notes",
            Self::Files => "Files",
        }
    }
}

/// Reads what was understood and what would come of it.
pub(super) fn with<T>(importing: Importing, read: impl FnOnce(&Understood, &Outcome) -> T) -> Option<T> {
    importing.understood.with(|understood| {
        importing
            .outcome
            .with(|outcome| Some(read(understood.as_deref()?, outcome.as_deref()?)))
    })
}

/// The preview. It stays while another is made, and says so.
pub(super) fn preview(importing: Importing) -> AnyView {
    let is_nothing = Memo::new(move |_| {
        importing.understood.with(|understood| {
            understood
                .as_deref()
                .is_some_and(|understood| understood.found.row_count() == 0)
        })
    });
    following(move || {
        if is_nothing.get() {
            nothing(importing)
        } else {
            pages(importing)
        }
    })
}

fn pages(importing: Importing) -> AnyView {
    let has_questions = importing.asked.with_untracked(|asked| !asked.is_empty());
    let page = RwSignal::new(if has_questions { Page::Questions } else { Page::Rows });
    let counts = Memo::new(move |_| {
        let counted = with(importing, |understood, outcome| {
            [
                (Page::Rows, outcome.preview.items.len()),
                (Page::Questions, outcome.preview.questions.len()),
                (Page::Conflicts, outcome.conflicts.len()),
                (Page::Notes, note_count(understood, &outcome.preview).0),
                (Page::Files, understood.files.len()),
            ]
        });
        let asked = importing.asked.with(|asked| !asked.is_empty());
        let kept = |(page, count): &(Page, usize)| match page {
            Page::Rows | Page::Files => true,
            Page::Questions => asked,
            Page::Conflicts | Page::Notes => *count > 0,
        };
        counted.into_iter().flatten().filter(kept).collect::<Vec<_>>()
    });
    let tabs = Signal::derive(move || {
        let tab = |(page, count): &(Page, usize)| Choice::new(*page, page.word()).detail(thousands(*count as u64));
        counts.with(|counts| counts.iter().map(tab).collect::<Vec<_>>())
    });
    // A page that has nothing any more is none.
    let seen = Memo::new(move |_| {
        let page = page.get();
        match counts.with(|counts| counts.iter().any(|(known, _)| *known == page)) {
            true => page,
            false => Page::Rows,
        }
    });
    let is_busy = Memo::new(move |_| importing.doing.with(Option::is_some) || importing.stale.get());
    view! {
        <div class="import" aria-busy=move || is_busy.get().then_some("true")>
            <div class="import__main">
                {status(importing)}
                <Tabs label="What would come of it" tabs=tabs value=seen panel=PANEL on_change=page.setter() />
                <div class="import__page" id=PANEL role="tabpanel" aria-label=move || seen.get().word()>
                    {following(move || match seen.get() {
                        Page::Rows => changes::changes(importing),
                        Page::Questions => questions::questions(importing),
                        Page::Conflicts => conflicts::conflicts(importing),
                        Page::Notes => list_of_notes(importing),
                        Page::Files => files::files(importing),
                    })}
                </div>
            </div>
            {choices::choices(importing)}
        </div>
    }
    .into_any()
}

fn list_of_notes(importing: Importing) -> AnyView {
    let all = Memo::new(move |_| {
        with(importing, |understood, outcome| {
            let left_out = note_count(understood, &outcome.preview).1;
            (notes(understood, &outcome.preview), left_out)
        })
        .unwrap_or_default()
    });
    note_list::list(importing, all)
}

/// What is being done; that the preview is not of what is chosen; files that could not be read.
fn status(importing: Importing) -> AnyView {
    let is_stopped = Memo::new(move |_| importing.stale.get() && importing.doing.with(Option::is_none));
    let stopped = move || {
        is_stopped.get().then(|| {
            view! {
                <p class="remark remark--warning" role="status">
                    <Icon glyph=Glyph::Warning />
                    <span class="grow">"Stopped: this is the preview of what was chosen before"</span>
                    <Button
                        label="Preview again"
                        size=ButtonSize::Small
                        on_press=Callback::new(move |()| importing.read())
                    />
                </p>
            }
        })
    };
    view! { {progress(importing)} {unread(importing)} {following(stopped)} }.into_any()
}

fn unread(importing: Importing) -> AnyView {
    following(move || {
        let unread = importing.unread.get();
        let line = |sentence: String| {
            view! {
                <p class="remark remark--error" role="alert">
                    <Icon glyph=Glyph::Error />
                    <span>{sentence}</span>
                </p>
            }
        };
        unread.into_iter().map(line).collect_view()
    })
}

/// Nothing of it can be imported: why, and what else to do.
fn nothing(importing: Importing) -> AnyView {
    let title = move || {
        importing.understood.with(|understood| {
            let files = understood.as_deref().map_or(&[][..], |understood| &understood.files);
            let is_known = files.iter().any(|file| !file.shapes.is_empty());
            match (is_known, files) {
                (true, [_]) => "There is nothing to import in this file",
                (true, _) => "There is nothing to import in these files",
                (false, [] | [_]) => "This file cannot be opened",
                (false, _) => "None of these files can be opened",
            }
        })
    };
    let files = following(move || {
        importing.understood.with(|understood| {
            let files = understood.as_deref().map_or(&[][..], |understood| &understood.files);
            let known = files.iter().filter(|file| !file.shapes.is_empty()).take(NAMED);
            let line = |file: &FileRead| {
                let shapes: Vec<String> = file.shapes.iter().map(|shape| (*shape).to_owned()).collect();
                let words = format!("{}: {}, without a row of a plan", file_name(file), listed(&shapes));
                view! { <p class="dim">{words}</p> }
            };
            known.map(line).collect_view()
        })
    });
    let has_notes = Memo::new(move |_| {
        with(importing, |understood, outcome| {
            note_count(understood, &outcome.preview).0 > 0
        })
        .unwrap_or_default()
    });
    view! {
        <div class="import__nothing">
            {progress(importing)}
            <p class="import__title" role="status">
                <Icon glyph=Glyph::Error />
                {title}
            </p>
            {unread(importing)}
            {files}
            {following(move || has_notes.get().then(|| list_of_notes(importing)))}
            <div class="cluster">
                <Button
                    label="Choose other files…"
                    kind=ButtonKind::Plain
                    on_press=Callback::new(move |()| {
                        importing.start_over();
                        importing.session.choose_file();
                    })
                />
                <span class="dim">"Nothing was changed"</span>
            </div>
        </div>
    }
    .into_any()
}
