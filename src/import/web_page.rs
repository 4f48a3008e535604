//! Web pages: no shape that can be imported, but what people have in hand when a download went wrong.

use super::note::Severity;
use super::shapes::{Output, Step, TextReader, TextShape};

pub(super) const SHAPE: TextShape = TextShape {
    word: "a web page",
    is: |sample| sample.head.starts_with('<'),
    reader: || Box::new(WebPage),
};

struct WebPage;

impl TextReader for WebPage {
    fn step(&mut self, _text: &str, out: &mut Output<'_>, _effort: usize) -> Step {
        let sentence = "This is a web page or XML, perhaps a page to sign in at that was saved instead of the file";
        out.note(Severity::Refused, 1, String::new(), "", sentence.to_owned());
        Step::Done
    }
}
