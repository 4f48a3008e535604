//! The shapes that are recognised: a table each for text and for JSON, in which the first that fits is taken.

use super::found::Found;
use super::json::View;
use super::note::{Note, Notes, Place, Severity};
use super::{aws, cloudformation, known_files, landing_zone, link, table, terraform, web_page};
use crate::address::Cidr;
use crate::plan::{AccountNumber, RegionCode};

/// How far a step came.
pub(super) enum Step {
    /// So many bytes of the text are read, and there are more.
    Reading(usize),
    /// All is read.
    Done,
}

/// What a text begins with, by which its shape is recognised.
pub(super) struct Sample<'t> {
    /// The name of the file, in lower case; empty for what was pasted.
    pub(super) name: String,
    /// The first part of the text, whole lines where there are several, without white space before it.
    pub(super) head: &'t str,
}

impl Sample<'_> {
    /// Whether the name of the file ends so, after a dot.
    pub(super) fn has_extension(&self, extension: &str) -> bool {
        let before = self.name.strip_suffix(extension);
        before.is_some_and(|before| before.ends_with('.'))
    }
}

/// A shape of text.
pub(super) struct TextShape {
    /// What people call it: "a Terraform configuration".
    pub(super) word: &'static str,
    /// Whether a text looks like it.
    pub(super) is: fn(&Sample<'_>) -> bool,
    /// A reader of it.
    pub(super) reader: fn() -> Box<dyn TextReader>,
}

/// What reads a text, a piece at a time.
pub(super) trait TextReader {
    /// Reads on, about `effort` bytes, and puts what it finds into `out`. It gets the same text every time.
    fn step(&mut self, text: &str, out: &mut Output<'_>, effort: usize) -> Step;
}

/// A shape of JSON.
pub(super) struct JsonShape {
    /// What people call it: "the output of aws ec2 describe-vpcs".
    pub(super) word: &'static str,
    /// Whether a document looks like it.
    pub(super) is: fn(View<'_>) -> bool,
    /// A reader of it.
    pub(super) reader: fn() -> Box<dyn JsonReader>,
}

/// What reads a document of JSON, a piece at a time.
pub(super) trait JsonReader {
    /// Reads on, about `effort` bytes, and puts what it finds into `out`. It gets the same document every time.
    fn step(&mut self, root: View<'_>, context: &mut Context, out: &mut Output<'_>, effort: usize) -> Step;
}

/// What is known of a document besides what is in it: from the name of its file, or from what stands before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// The Region in which the command was run.
    pub(super) region: Option<RegionCode>,
    /// The account in which it was run.
    pub(super) account: Option<AccountNumber>,
    /// The id of the pool that was asked about.
    pub(super) pool: Option<String>,
    /// What to say of a document that nothing was found in: another part of the same file.
    pub(super) documents: u32,
}

/// Where readers put what they find.
pub(super) struct Output<'a> {
    /// The number of the file.
    pub(super) file: u32,
    /// Its name; empty for what was pasted.
    pub(super) name: &'a str,
    /// What is found.
    pub(super) found: &'a mut Found,
    pub(super) notes: &'a mut Notes,
    /// Files of Terraform's language, which are understood together when all are read.
    pub(super) terraform: &'a mut terraform::Files,
}

impl Output<'_> {
    /// A place in the file, by its line.
    pub(super) fn place(&self, line: u32) -> Place {
        Place { file: self.file, line }
    }

    /// Notes something.
    pub(super) fn note(&mut self, severity: Severity, line: u32, path: String, value: &str, sentence: String) {
        let place = self.place(line);
        self.notes.add(Note {
            severity,
            place,
            path,
            value: value.to_owned(),
            sentence,
        });
    }

    /// The block that `text` spells. Host bits are cleared, which is noted; what is no CIDR is noted as refused.
    pub(super) fn cidr(&mut self, text: &str, line: u32, path: impl FnOnce() -> String) -> Option<Cidr> {
        match Cidr::parse_lenient(text) {
            Ok(block) => {
                if block.had_host_bits() {
                    let sentence = format!("{text} has host bits set; it is taken as {}", block.cidr);
                    self.note(Severity::Changed, line, path(), text, sentence);
                }
                Some(block.cidr)
            }
            Err(error) => {
                self.note(Severity::Refused, line, path(), text, error.to_string());
                None
            }
        }
    }
}

/// The shapes of text. What begins with `{` or `[` never comes here: it is JSON.
pub(super) const TEXTS: &[TextShape] = &[
    web_page::SHAPE,
    link::SHAPE,
    cloudformation::SHAPE,
    landing_zone::SHAPE,
    terraform::SHAPE,
    table::SHAPE,
];

/// The shapes of JSON.
pub(super) const JSON: &[&[JsonShape]] = &[
    known_files::SHAPES,
    aws::SHAPES,
    cloudformation::JSON_SHAPES,
    link::JSON_SHAPES,
    terraform::JSON_SHAPES,
];
