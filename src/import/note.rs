//! What was not understood, or not taken as it was written.

use std::fmt;

/// The most notes that are kept of one import; of the others there is a count.
const MOST_NOTES: usize = 500;

/// How much of a value a note shows.
const LONGEST_VALUE: usize = 80;

/// What became of what a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It was not taken.
    Refused,
    /// It was taken otherwise than it was written.
    Changed,
    /// It was taken, or means nothing for a plan; this is worth knowing.
    Remark,
}

/// Where something stands in the files of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The number of the file, from 0.
    pub file: u32,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u32,
}

/// Something that was not understood, or not taken as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What became of it.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// Where it stands within the file: `Vpcs[2].CidrBlock`, `column CIDR`. Empty where the line says it all.
    pub path: String,
    /// The value, cut where it is long. Empty when it is about something that is not there.
    pub value: String,
    /// What is wrong, and what would be right; without a full stop.
    pub sentence: String,
}

impl fmt::Display for Note {
    /// Line, path and sentence: `line 3, Vpcs[2].CidrBlock: …`. The name of the file is for the caller, which knows it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, .. } = self.place;
        match (line, self.path.as_str()) {
            (0, "") => {}
            (0, path) => write!(f, "{path}: ")?,
            (line, "") => write!(f, "line {line}: ")?,
            (line, path) => write!(f, "line {line}, {path}: ")?,
        }
        f.write_str(&self.sentence)
    }
}

/// The notes of an import, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    list: Vec<Note>,
    counts: [usize; 3],
}

impl Notes {
    /// The first of them. A broken file of 100,000 lines has as many, which nobody reads.
    pub fn list(&self) -> &[Note] {
        &self.list
    }

    /// How many there are of a severity, those that are not in the list too.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.get(severity as usize).copied().unwrap_or_default()
    }

    /// How many there are that the list does not hold.
    pub fn left_out(&self) -> usize {
        self.counts.iter().sum::<usize>() - self.list.len()
    }

    pub(super) fn add(&mut self, mut note: Note) {
        if let Some(count) = self.counts.get_mut(note.severity as usize) {
            *count += 1;
        }
        // What was refused must be seen, however many remarks came before it.
        if self.list.len() >= MOST_NOTES {
            let remark = match note.severity {
                Severity::Refused => self.list.iter().rposition(|old| old.severity != Severity::Refused),
                _ => None,
            };
            match remark {
                Some(remark) => drop(self.list.remove(remark)),
                None => return,
            }
        }
        note.value = shortened(&note.value, LONGEST_VALUE);
        self.list.push(note);
    }
}

/// The text, cut to so many characters, which an ellipsis says.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
