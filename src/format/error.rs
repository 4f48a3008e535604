//! Why a text cannot be opened: what is wrong, where, and what would be right.

use std::fmt;

use super::foreign::Foreign;
use super::limits::{MAX_BYTES, MAX_PROBLEMS, MAX_ROWS};
use super::{FORMAT, VERSION};

/// A place in a text, as editors count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The line.
    pub line: usize,
    /// The character of the line.
    pub column: usize,
}

impl Location {
    /// The place of the byte `offset` of `text`. O(offset).
    pub(super) fn of_offset(text: &str, offset: usize) -> Self {
        let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line_so_far = before.get(start..).unwrap_or_default();
        Self {
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
            // A byte that continues a character begins with the bits 10.
            column: 1 + line_so_far.iter().filter(|byte| **byte & 0xC0 != 0x80).count(),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// The byte of `text` that `error` names by its line and by its column, which counts bytes and the one that was read.
pub(super) fn offset_of_error(text: &str, error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1)
}

/// Something wrong in a file that is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The fields and ids that lead to the value, such as `design.pools.p3k2.locale`. Empty for the file itself.
    pub path: String,
    /// Where the value begins.
    pub location: Location,
    /// What is wrong and what would be right.
    pub sentence: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "{}: {}", self.location, self.sentence)
        } else {
            write!(f, "{} ({}): {}", self.path, self.location, self.sentence)
        }
    }
}

/// Why a text cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// It is larger than [`MAX_BYTES`], and was not read.
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// It holds nothing.
    Empty,
    /// It is not text in UTF-8.
    NotText {
        /// Where the first byte is that cannot be read.
        location: Location,
        /// Whether it begins as UTF-16 does.
        utf16: bool,
    },
    /// It is not JSON.
    NotJson {
        /// Where it stops being JSON.
        location: Location,
        /// What is wrong there.
        sentence: String,
    },
    /// It is JSON, and not a plan of this program.
    NotOurs {
        /// What it looks like instead.
        looks_like: Option<Foreign>,
    },
    /// It was written by a newer version of this program.
    Newer {
        /// The version of the file, as it stands there.
        version: String,
    },
    /// It holds more rows than [`MAX_ROWS`].
    TooManyRows,
    /// It is ours, and broken: the first [`MAX_PROBLEMS`] problems, at least one.
    Broken(Vec<Problem>),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::TooLarge { bytes } => write!(
                f,
                "The file has {} MiB; a plan has at most {} MiB",
                bytes.div_ceil(1024 * 1024),
                MAX_BYTES / (1024 * 1024)
            ),
            OpenError::Empty => f.write_str("The file is empty"),
            OpenError::NotText { utf16: true, .. } => {
                f.write_str("The file is text in UTF-16; save it as UTF-8 and open it again")
            }
            OpenError::NotText { location, utf16: false } => {
                write!(
                    f,
                    "The file is not text in UTF-8: the first byte that is none is at {location}"
                )
            }
            OpenError::NotJson { location, sentence } => write!(f, "The file is not JSON: at {location}, {sentence}"),
            OpenError::NotOurs { looks_like: None } => {
                write!(
                    f,
                    "The file is JSON, and no plan of this planner: a plan begins with \"format\": \"{FORMAT}\""
                )
            }
            OpenError::NotOurs {
                looks_like: Some(foreign),
            } => write!(f, "The file is no plan of this planner: it looks like {foreign}"),
            OpenError::Newer { version } => write!(
                f,
                "The file was made by a newer planner: it is version {version}, and this one reads up to {VERSION}"
            ),
            OpenError::TooManyRows => write!(
                f,
                "The file holds more than {MAX_ROWS} rows, the most that a plan may have"
            ),
            OpenError::Broken(problems) => match problems.as_slice() {
                [only] => write!(f, "The plan in the file is broken: {only}"),
                problems => {
                    let at_least = if problems.len() >= MAX_PROBLEMS {
                        "at least "
                    } else {
                        ""
                    };
                    write!(
                        f,
                        "The plan in the file is broken in {at_least}{} places:",
                        problems.len()
                    )?;
                    problems.iter().try_for_each(|problem| write!(f, "\n{problem}"))
                }
            },
        }
    }
}

impl std::error::Error for OpenError {}
