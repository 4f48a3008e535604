//! A file of Terraform's language.

use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::Body;

use crate::import::note::{Severity, shortened};
use crate::import::shapes::{Output, Sample, Step, TextReader, TextShape};

/// The most bytes of one file: it is read in one go.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// How much of an expression a note repeats.
const LONGEST_CODE: usize = 60;

pub(in crate::import) const SHAPE: TextShape = TextShape {
    word: "a Terraform configuration",
    is: is_configuration,
    reader: || Box::new(Reader),
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
    let begins_block = |line: &str| {
        let word = line.split([' ', '{', '"']).next().unwrap_or_default();
        BLOCKS.contains(&word) && line.trim_end().ends_with(['{', '}'])
    };
    by_name || sample.head.lines().any(begins_block)
}

/// A file that was read, and waits for the others: values of one are in another.
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
}

impl File {
    /// The line of something in it.
    pub(super) fn line(&self, of: &impl Span) -> u32 {
        let at = of.span().map_or(0, |span| span.start);
        self.line_starts.partition_point(|start| *start <= at) as u32 + 1
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

/// Reads a file, and keeps it for later.
struct Reader;

impl TextReader for Reader {
    fn step(&mut self, text: &str, out: &mut Output<'_>, _effort: usize) -> Step {
        if text.len() > MOST_BYTES {
            let sentence = "A file of Terraform's language has at most 16 MiB here".to_owned();
            out.note(Severity::Refused, 0, String::new(), "", sentence);
            return Step::Done;
        }
        match hcl_edit::parser::parse_body(text) {
            Ok(body) => {
                let name = out.name.replace('\\', "/");
                let folder = name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
                let is_assigned = body.blocks().next().is_none() && body.attributes().next().is_some();
                out.terraform.add(File {
                    number: out.file,
                    folder: folder.unwrap_or_default(),
                    has_values: name.to_lowercase().ends_with(".tfvars") || is_assigned,
                    body,
                    line_starts: text.match_indices('\n').map(|(at, _)| at + 1).collect(),
                    text: text.to_owned(),
                });
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
            }
        }
        Step::Done
    }
}
