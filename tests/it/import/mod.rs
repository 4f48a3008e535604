//! Import: what is read from the shapes of others, what becomes of it, and what is said of what is wrong.

mod aws;
mod hostile;
mod json;
mod merge;
mod organization;
mod reading;
mod script;

use ipam_planner::import::{Notes, Reading, Source, Understood};

/// What is read from files, each with its name.
pub(crate) fn read(files: &[(&str, &str)]) -> Understood {
    let sources = files
        .iter()
        .map(|(name, text)| Source::file(name, text.as_bytes().to_vec()));
    Reading::new(sources.collect()).finish()
}

/// The notes, as people see them.
pub(crate) fn notes(understood: &Understood) -> Vec<String> {
    lines(&understood.notes)
}

/// The notes, as people see them.
pub(crate) fn lines(notes: &Notes) -> Vec<String> {
    notes.list().iter().map(ToString::to_string).collect()
}
