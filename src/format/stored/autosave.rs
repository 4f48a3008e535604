//! When to save, and what to say about it.

use super::problem::StorageProblem;

/// How long an edit waits for others before they are saved together, in milliseconds. "Saved" is promised within 500 ms
/// of the edit; the rest is for the transaction.
const GATHER: u64 = 400;

/// The first pause after a failed save, in milliseconds; each further failure doubles it.
const FIRST_PAUSE: u64 = 1_000;

/// The longest pause after a failed save, in milliseconds.
const LONGEST_PAUSE: u64 = 30_000;

/// What the user is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything on screen is in the store.
    Saved {
        /// The revision that holds it.
        revision: u64,
        /// When it was saved, in milliseconds since 1970.
        at: u64,
    },
    /// There are edits that are not saved yet.
    Dirty,
    /// They are being saved.
    Saving,
    /// They could not be saved. Attempts go on.
    NotSaved {
        /// Why not.
        problem: StorageProblem,
        /// Since when, in milliseconds since 1970.
        since: u64,
    },
    /// Another tab edits this plan.
    ReadOnly,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The plan was edited.
    Edited,
    /// The time that [`Next::WakeAt`] asked for has come.
    Woke,
    /// The page is being hidden or closed, or somebody waits for the save.
    Hurry,
    /// The save that [`Next::Commit`] asked for is in the store.
    Committed {
        /// Its revision.
        revision: u64,
    },
    /// The save that [`Next::Commit`] asked for failed.
    Failed(StorageProblem),
    /// This tab is no longer the writer.
    Lost,
    /// This tab is now the writer, and what it shows is this revision (`None`: nothing is stored yet).
    Granted(Option<(u64, u64)>),
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing, and forget an earlier wake-up.
    Rest,
    /// Send [`Happening::Woke`] at this time, and forget an earlier wake-up.
    WakeAt(u64),
    /// Save now, and report how it ends. Never asked for while a save is under way.
    Commit,
}

/// Decides when to save: at the latest 400 ms after the first unsaved edit, at once in a hurry, again after a pause when it
/// failed, and never twice at a time.
#[derive(Clone, Debug)]
pub struct Autosave {
    writer: bool,
    saved: Option<(u64, u64)>,
    /// When the first edit was made that no save holds yet.
    unsaved_since: Option<u64>,
    /// The same of the edits that the save under way holds.
    saving_since: Option<u64>,
    hurry: bool,
    failure: Option<Failure>,
}

#[derive(Clone, Debug)]
struct Failure {
    problem: StorageProblem,
    since: u64,
    pause: u64,
    retry_at: u64,
}

impl Default for Autosave {
    fn default() -> Self {
        Self::new()
    }
}

impl Autosave {
    /// Of a tab that only reads.
    pub fn new() -> Self {
        Self {
            writer: false,
            saved: None,
            unsaved_since: None,
            saving_since: None,
            hurry: false,
            failure: None,
        }
    }

    /// Takes in what happened at `now` (milliseconds since 1970) and says what to do.
    pub fn handle(&mut self, happening: Happening, now: u64) -> Next {
        match happening {
            Happening::Edited if self.writer => {
                self.unsaved_since.get_or_insert(now);
                if let Some(failure) = &mut self.failure {
                    failure.retry_at = failure.retry_at.min(now.saturating_add(GATHER));
                }
            }
            Happening::Edited | Happening::Woke => {}
            Happening::Hurry => self.hurry = self.has_unsaved(),
            Happening::Committed { revision } => {
                self.saved = Some((revision, now));
                self.saving_since = None;
                self.failure = None;
                self.hurry &= self.unsaved_since.is_some();
            }
            Happening::Failed(StorageProblem::LostLease) | Happening::Lost => {
                *self = Self {
                    saved: self.saved,
                    ..Self::new()
                };
            }
            Happening::Failed(problem) => {
                self.unsaved_since = self.saving_since.take().or(self.unsaved_since);
                self.hurry = false;
                let pause = self
                    .failure
                    .as_ref()
                    .map_or(FIRST_PAUSE, |failure| (failure.pause * 2).min(LONGEST_PAUSE));
                let since = self.failure.as_ref().map_or(now, |failure| failure.since);
                self.failure = Some(Failure {
                    problem,
                    since,
                    pause,
                    retry_at: now.saturating_add(pause),
                });
            }
            Happening::Granted(saved) => {
                *self = Self {
                    writer: true,
                    saved,
                    ..Self::new()
                }
            }
        }
        self.next(now)
    }

    fn next(&mut self, now: u64) -> Next {
        self.bear_clock(now);
        let (Some(since), None) = (self.unsaved_since, self.saving_since) else {
            return Next::Rest;
        };
        let due = match &self.failure {
            _ if self.hurry => now,
            Some(failure) => failure.retry_at,
            None => since.saturating_add(GATHER),
        };
        if now < due {
            return Next::WakeAt(due);
        }
        self.hurry = false;
        self.saving_since = self.unsaved_since.take();
        Next::Commit
    }

    /// A clock that is set back must not postpone a save: no edit is in the future, and no pause is longer than the longest.
    fn bear_clock(&mut self, now: u64) {
        self.unsaved_since = self.unsaved_since.map(|since| since.min(now));
        if let Some(failure) = &mut self.failure {
            failure.retry_at = failure.retry_at.min(now.saturating_add(failure.pause));
        }
    }

    /// Whether there are edits that no finished save holds.
    pub fn has_unsaved(&self) -> bool {
        self.unsaved_since.is_some() || self.saving_since.is_some()
    }

    /// Whether a save is under way.
    pub fn is_saving(&self) -> bool {
        self.saving_since.is_some()
    }

    /// Whether there are edits that not even the save under way holds.
    pub fn has_edits_behind(&self) -> bool {
        self.unsaved_since.is_some()
    }

    /// Whether this tab is the writer.
    pub fn is_writer(&self) -> bool {
        self.writer
    }

    /// What the user is told. A failure is said until a save succeeds, also while the next attempt is under way.
    pub fn state(&self) -> SaveState {
        if !self.writer {
            return SaveState::ReadOnly;
        }
        if let Some(Failure { problem, since, .. }) = &self.failure {
            return SaveState::NotSaved {
                problem: problem.clone(),
                since: *since,
            };
        }
        match (self.saving_since, self.unsaved_since, self.saved) {
            (Some(_), _, _) => SaveState::Saving,
            (None, None, Some((revision, at))) => SaveState::Saved { revision, at },
            (None, _, _) => SaveState::Dirty,
        }
    }
}
