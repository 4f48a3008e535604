//! Reads a text of JSON: one document, or several one behind the other.

use super::json::{JsonReading, View};
use super::note::Severity;
use super::shapes::{Context, JSON, JsonReader, JsonShape, Output, Step, TextReader};
use crate::plan::RegionCode;

/// A file of JSON that is being read.
pub(super) struct JsonFile {
    reading: JsonReading,
    context: Context,
    /// The reader of the document that is whole.
    reader: Option<Box<dyn JsonReader>>,
    /// What the documents were.
    words: Vec<&'static str>,
}

impl JsonFile {
    /// A file of this name.
    pub(super) fn new(name: &str) -> Self {
        Self {
            reading: JsonReading::new(),
            context: of_name(name),
            reader: None,
            words: Vec::new(),
        }
    }

    /// What the documents in it were, each said once.
    pub(super) fn words(&self) -> &[&'static str] {
        &self.words
    }

    fn refuse(&mut self, text: &str, out: &mut Output<'_>, at: usize, sentence: &str) -> Step {
        let (line, column) = self.reading.tree().line_and_column(text, at);
        let found = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let behind = match self.context.documents {
            0 => "The file is not JSON",
            _ => "What stands behind the last document is not JSON",
        };
        out.note(
            Severity::Refused,
            line,
            String::new(),
            found,
            format!("{behind}: at column {column}, {sentence}"),
        );
        Step::Done
    }
}

impl TextReader for JsonFile {
    fn step(&mut self, text: &str, out: &mut Output<'_>, effort: usize) -> Step {
        let Some(reader) = &mut self.reader else {
            return match self.reading.step(text, effort) {
                Err(error) => self.refuse(text, out, error.at, error.sentence),
                Ok(false) => Step::Reading(self.reading.at()),
                Ok(true) => {
                    let Some(root) = View::root(text, self.reading.tree()) else {
                        return Step::Done;
                    };
                    let shape = JSON.iter().copied().flatten().find(|shape| (shape.is)(root));
                    match shape {
                        Some(JsonShape { word, reader, .. }) => {
                            self.reader = Some(reader());
                            if !self.words.contains(word) {
                                self.words.push(word);
                            }
                            Step::Reading(self.reading.at())
                        }
                        None => {
                            let keys: Vec<_> = root.members().take(5).map(|(key, _)| format!("\"{key}\"")).collect();
                            let begins = match keys.as_slice() {
                                [] => "it is a list or an object without keys".to_owned(),
                                keys => format!("it begins with {}", keys.join(", ")),
                            };
                            let sentence = format!("This JSON is of no shape that is known: {begins}");
                            out.note(Severity::Refused, root.line(), String::new(), "", sentence);
                            self.next_document(text)
                        }
                    }
                }
            };
        };
        let Some(root) = View::root(text, self.reading.tree()) else {
            return Step::Done;
        };
        match reader.step(root, &mut self.context, out, effort) {
            Step::Reading(_) => Step::Reading(self.reading.at()),
            Step::Done => self.next_document(text),
        }
    }
}

impl JsonFile {
    fn next_document(&mut self, text: &str) -> Step {
        self.reader = None;
        self.context.documents += 1;
        if !self.reading.has_more(text) {
            return Step::Done;
        }
        self.reading.go_on();
        Step::Reading(self.reading.at())
    }
}

/// What the name of a file tells: `us-east-1-ipam-pool-0533048da7d823723.json`, `111122223333/eu-west-1/vpcs.json`.
pub(super) fn of_name(name: &str) -> Context {
    let mut context = Context::default();
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    for part in name.split(|c: char| !is_part(c)).filter(|part| !part.is_empty()) {
        if let Some(at) = part.find("ipam-pool-") {
            let (prefix, rest) = ("ipam-pool-".len(), part.get(at..).unwrap_or_default());
            let digits = rest.get(prefix..).unwrap_or_default();
            let digits = digits.bytes().take_while(u8::is_ascii_hexdigit).count();
            if digits > 0 {
                context.pool = rest.get(..prefix + digits).map(str::to_owned);
            }
        }
        context.account = context.account.or_else(|| {
            let mut numbers = part.split('-').filter_map(|word| word.parse().ok());
            numbers.next()
        });
        context.region = context.region.or_else(|| region_in(part));
    }
    context
}

/// The Region whose code stands in a text, between hyphens or alone.
fn region_in(text: &str) -> Option<RegionCode> {
    let words: Vec<&str> = text.split('-').collect();
    [4, 3].into_iter().find_map(|count| {
        let mut codes = words.windows(count).map(|words| words.join("-"));
        codes.find_map(|code| code.parse().ok().filter(|code: &RegionCode| code.listing().is_some()))
    })
}
