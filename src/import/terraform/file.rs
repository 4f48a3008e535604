//! A file of Terraform's language.

use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::Body;

use crate::import::note::{Severity, shortened};
use crate::import::shapes::{Output, Sample, Step, TextReader, TextShape};

/// The most bytes of one file: what is no row of blocks is read in one go.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// How much of an expression a note repeats.
const LONGEST_CODE: usize = 60;

pub(in crate::import) const SHAPE: TextShape = TextShape {
    word: "a Terraform configuration",
    is: is_configuration,
    reader: || Box::new(Reader { at: 0, lines: 0 }),
};

/// The blocks that a configuration consists of.
const BLOCKS: &[&str] = &[
    "resource",
    "module",
    "variable",
    "locals",
    "provider",
    "terraform",
    "data",
    "output",
    "import",
    "moved",
];

fn is_configuration(sample: &Sample<'_>) -> bool {
    let by_name = ["tf", "tfvars", "tofu"]
        .iter()
        .any(|extension| sample.has_extension(extension));
    by_name || sample.head.lines().any(begins_block)
}

/// Whether a line begins a block, as far as a line can tell.
fn begins_block(line: &str) -> bool {
    let word = line.split([' ', '{', '"']).next().unwrap_or_default();
    BLOCKS.contains(&word) && line.trim_end().ends_with(['{', '}'])
}

/// A file that was read, or some blocks of it, and waits for the others: values of one are in another.
#[derive(Debug)]
pub(super) struct File {
    /// The number among all files of the import.
    pub(super) number: u32,
    /// Where it lies: the files of a folder are one configuration.
    pub(super) folder: String,
    /// Whether it gives values to variables.
    pub(super) has_values: bool,
    pub(super) body: Body,
    text: String,
    /// Where each line but the first begins.
    line_starts: Vec<usize>,
    /// How many lines of the file stand before it.
    lines_before: u32,
}

impl File {
    /// The line of something in it.
    pub(super) fn line(&self, of: &impl Span) -> u32 {
        let at = of.span().map_or(0, |span| span.start);
        self.lines_before + self.line_starts.partition_point(|start| *start <= at) as u32 + 1
    }

    /// An expression as it is written, on one line and not too long.
    pub(super) fn code(&self, of: &Expression) -> String {
        let text = of
            .span()
            .and_then(|span| self.text.get(span))
            .unwrap_or("an expression");
        let words: Vec<&str> = text.split_whitespace().collect();
        shortened(&words.join(" "), LONGEST_CODE)
    }
}

/// Reads a file some blocks at a time, and keeps them for later.
struct Reader {
    /// How much is read, and how many lines that are.
    at: usize,
    lines: u32,
}

impl TextReader for Reader {
    fn step(&mut self, text: &str, out: &mut Output<'_>, effort: usize) -> Step {
        if text.len() > MOST_BYTES {
            let sentence = "A file of Terraform's language has at most 16 MiB here".to_owned();
            out.note(Severity::Refused, 0, String::new(), "", sentence);
            return Step::Done;
        }
        let end = end_of_blocks(text, self.at.saturating_add(effort));
        let piece = text.get(self.at..end).unwrap_or_default();
        match hcl_edit::parser::parse_body(piece) {
            Ok(body) => {
                let mut file = file(piece, body, self.lines, out.file, out.name);
                // Values alone, in a file that does not say so by its name.
                let is_assigned = file.body.blocks().next().is_none() && file.body.attributes().next().is_some();
                file.has_values |= is_assigned && piece.len() == text.len();
                out.terraform.add(file);
                self.lines += piece.matches('\n').count() as u32;
                self.at = end;
                match end < text.len() {
                    true => Step::Reading(end),
                    false => Step::Done,
                }
            }
            // What looks like the beginning of a block can stand inside of a text or of a comment.
            Err(_) if piece.len() < text.len() => {
                out.terraform.forget(out.file);
                (self.at, self.lines) = (0, 0);
                self.step(text, out, usize::MAX)
            }
            Err(error) => {
                let sentence = format!(
                    "it is not Terraform's language from column {} on: {}",
                    error.location().column(),
                    error.message()
                );
                out.note(
                    Severity::Refused,
                    error.location().line() as u32,
                    String::new(),
                    error.line(),
                    sentence,
                );
                Step::Done
            }
        }
    }
}

/// Where the first block begins at or behind `from`, as far as a line can tell; else the end of the text.
fn end_of_blocks(text: &str, from: usize) -> usize {
    let from = (from..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len());
    let behind = text.get(from..).unwrap_or_default();
    let mut lines = behind.match_indices('\n').map(|(at, _)| from + at + 1);
    let begins_block = |at: &usize| {
        let line = text.get(*at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        begins_block(line)
    };
    lines.find(begins_block).unwrap_or(text.len())
}

fn file(piece: &str, body: Body, lines_before: u32, number: u32, name: &str) -> File {
    let name = name.replace('\\', "/");
    let folder = name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    File {
        number,
        folder: folder.unwrap_or_default(),
        has_values: name.to_lowercase().ends_with(".tfvars"),
        body,
        line_starts: piece.match_indices('\n').map(|(at, _)| at + 1).collect(),
        text: piece.to_owned(),
        lines_before,
    }
}
