//! A text that is being written, in pieces between which the page lives on.

use std::sync::Arc;

use super::language::Language;
use crate::app::planner::Planner;
use crate::app::platform::clock::now;
use crate::app::platform::later::{breathe, spawn};
use crate::app::reactive::{RwSignal, StoredValue};
use crate::export::{Export, Extent, NotExpressed};
use crate::lifecycle::Working;
use crate::plan::Node;

/// How long the page waits for pieces, in milliseconds: less than two frames.
const SLICE: u64 = 24;

/// Which part of the plan is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Plan,
    /// The selected row and what is below it.
    Selected,
    /// What is not in AWS yet.
    Steps,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// So many rows, or steps, are written.
    Writing(usize),
    /// Somebody stopped it.
    Stopped,
    /// All is.
    Whole,
}

/// What is written.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    /// The text; as long as it is not whole, its beginning.
    text: Arc<str>,
    /// How many lines it has.
    lines: usize,
    not_expressed: Vec<NotExpressed>,
}

/// The text that is written last. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    planner: Planner,
    /// The row that was selected when the dialog opened.
    pub(super) selected: Node,
    written: RwSignal<Written>,
    progress: RwSignal<Progress>,
    /// Counts the texts that were begun: whoever writes another one ends.
    turn: StoredValue<u32>,
}

impl Writing {
    pub(super) fn new(planner: Planner) -> Self {
        Self {
            planner,
            selected: planner.selected_untracked(),
            written: RwSignal::new(begun(String::new())),
            progress: RwSignal::new(Progress::Writing(0)),
            turn: StoredValue::new(0),
        }
    }

    /// Begins to write; what is being written ends.
    pub(super) fn begin(self, language: Language, part: Part) {
        self.let_go();
        self.written.set(begun(String::new()));
        self.progress.set(Progress::Writing(0));
        spawn(self.write(language, part));
    }

    /// Ends what is being written, and says so.
    pub(super) fn stop(self) {
        self.let_go();
        self.progress.set(Progress::Stopped);
    }

    /// Ends what is being written.
    pub(super) fn let_go(self) {
        self.turn.update_value(|turn| *turn += 1);
    }

    /// The whole text, or what there is of it. Not tracked.
    pub(super) fn text(self) -> Arc<str> {
        self.written.with_untracked(|written| Arc::clone(&written.text))
    }

    /// Tracked.
    pub(super) fn progress(self) -> Progress {
        self.progress.get()
    }

    /// Reads text, lines and what is not in it. Tracked.
    pub(super) fn with<T>(self, read: impl FnOnce(&str, usize, &[NotExpressed]) -> T) -> T {
        self.written
            .with(|written| read(&written.text, written.lines, &written.not_expressed))
    }

    async fn write(self, language: Language, part: Part) {
        let mine = self.turn.with_value(|turn| *turn);
        let is_mine = move || self.turn.try_with_value(|turn| *turn) == Some(mine);
        breathe().await;
        if !is_mine() {
            return;
        }
        let Some(target) = language.target() else {
            let text = self.planner.peek(|workspace| language.whole(workspace));
            self.whole(text, Vec::new());
            return;
        };
        let extent = match part {
            Part::Plan => Extent::Plan,
            Part::Selected => Extent::Subtree(self.selected),
            Part::Steps => {
                let mut working = self.planner.peek(|workspace| {
                    let plan = workspace.plan();
                    Working::new(plan.actual().clone(), plan.design().clone(), plan.intent().clone())
                });
                let steps = loop {
                    if let Some(steps) = within(SLICE, || working.step()) {
                        break steps;
                    }
                    breathe().await;
                    if !is_mine() {
                        return;
                    }
                };
                Extent::Steps(Box::new(steps))
            }
        };
        let mut export = self
            .planner
            .peek(|workspace| Export::new(target, extent, workspace.source()));
        let mut text = String::new();
        loop {
            let whole = within(SLICE, || {
                match self.planner.peek(|workspace| export.next_piece(workspace.source())) {
                    Some(piece) => {
                        text.push_str(&piece);
                        None
                    }
                    None => Some(()),
                }
            });
            if whole.is_some() {
                break;
            }
            // The first lines are what is looked at; of the others, the progress.
            if self.written.with_untracked(|written| written.text.len() < BEGINNING) && !text.is_empty() {
                let end = text.floor_char_boundary(BEGINNING);
                self.written.set(begun(text.get(..end).unwrap_or_default().to_owned()));
            }
            self.progress.set(Progress::Writing(export.rows()));
            breathe().await;
            if !is_mine() {
                return;
            }
        }
        self.whole(text, export.not_expressed());
    }

    fn whole(self, text: String, not_expressed: Vec<NotExpressed>) {
        self.written.set(Written {
            lines: text.lines().count(),
            text: text.into(),
            not_expressed,
        });
        self.progress.set(Progress::Whole);
    }
}

/// Goes on until something comes of it, or so many milliseconds are over.
fn within<T>(milliseconds: u64, mut step: impl FnMut() -> Option<T>) -> Option<T> {
    let until = now() + milliseconds;
    loop {
        let done = step();
        if done.is_some() || now() >= until {
            return done;
        }
    }
}

/// The beginning of a text that is not whole yet.
fn begun(text: String) -> Written {
    Written {
        text: text.into(),
        lines: 0,
        not_expressed: Vec::new(),
    }
}

/// So many bytes of a text are looked at before it is whole.
const BEGINNING: usize = 24 * 1024;
