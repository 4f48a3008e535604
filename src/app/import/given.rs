//! What is given to be imported: files and texts, and what they hold.

use web_sys::File;

use crate::app::platform::files::{FileProblem, read_bytes, text_of};
use crate::app::platform::later::Later;
use crate::app::words;
use crate::format::FORMAT;
use crate::import::table::Mapping;
use crate::import::{MAX_BYTES, Source};

/// So much of a text is looked at to tell whether it is a plan of this planner.
const HEAD: usize = 16 * 1024;

/// Something that is given.
#[derive(Clone)]
pub(super) struct Given {
    what: What,
    /// What the columns of a table are, where a person has said it.
    pub(super) mapping: Option<Mapping>,
}

#[derive(Clone)]
enum What {
    File(File),
    Text(String),
}

impl Given {
    /// A file that was chosen or dropped.
    pub(super) fn file(file: File) -> Self {
        Self {
            what: What::File(file),
            mapping: None,
        }
    }

    /// What was pasted or typed.
    pub(super) fn text(text: String) -> Self {
        Self {
            what: What::Text(text),
            mapping: None,
        }
    }

    /// The name of the file; empty for a text.
    pub(super) fn name(&self) -> String {
        match &self.what {
            What::File(file) => file.name(),
            What::Text(_) => String::new(),
        }
    }

    /// What it holds, to be read: of what is too large, or cannot be read, the sentence that says so.
    pub(super) fn source(self, room: usize) -> Later<'static, Result<Source, String>> {
        Box::pin(async move {
            let name = self.name();
            let source = match &self.what {
                What::File(file) => match read_bytes(file, room as u64).await {
                    Ok(bytes) => Source::file(&name, bytes),
                    Err(FileProblem::TooLarge { .. }) if room < MAX_BYTES => {
                        let most = MAX_BYTES / (1024 * 1024);
                        return Err(format!("{name} is too much: all files together may have {most} MiB"));
                    }
                    Err(problem) => return Err(words::file(&name, &problem)),
                },
                What::Text(text) => Source::pasted(text),
            };
            Ok(match self.mapping {
                Some(mapping) => source.with_mapping(mapping),
                None => source,
            })
        })
    }
}

/// The plan of this planner that the bytes hold, as text; nothing when they are something else.
///
/// # Errors
/// They begin as one does and are not text.
pub(super) fn plan_text(name: &str, source: &Source) -> Option<Result<String, String>> {
    let head = source.bytes.get(..HEAD).unwrap_or(&source.bytes);
    is_plan(&String::from_utf8_lossy(head))
        .then(|| text_of(source.bytes.clone()).map_err(|problem| words::file(name, &problem)))
}

/// Whether a text begins as a plan of this planner does: with an object that says so.
fn is_plan(head: &str) -> bool {
    let begins = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let says_so = |rest: &str| {
        let value = rest.trim_start().strip_prefix(':').map(str::trim_start);
        let value = value.and_then(|value| value.strip_prefix('"')?.strip_prefix(FORMAT));
        value.is_some_and(|rest| rest.starts_with('"'))
    };
    begins.starts_with('{') && begins.split("\"format\"").skip(1).any(says_so)
}

#[cfg(test)]
mod tests {
    use super::is_plan;

    #[test]
    fn a_plan_is_told_by_what_it_says_of_itself() {
        for (text, expected) in [
            ("{\"format\":\"ipam-planner\"", true),
            (
                "\u{feff}\n{\n  \"version\": 1,\n  \"format\" : \"ipam-planner\",,",
                true,
            ),
            ("{\"format\":\"ipam-planner-2\"", false),
            ("{\"Vpcs\": []}", false),
            ("[{\"format\":\"ipam-planner\"}]", false),
            ("", false),
        ] {
            assert_eq!(is_plan(text), expected, "{text}");
        }
    }
}
