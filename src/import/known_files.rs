//! JSON that people have at hand and that says nothing which can be imported: each with what to do instead.

use super::json::{Kind, View};
use super::note::Severity;
use super::shapes::{Context, JsonReader, JsonShape, Output, Step};
use crate::format::FORMAT;

/// Files that are recognised to be refused with a sentence.
pub(super) const SHAPES: &[JsonShape] = &[
    JsonShape {
        word: "a plan of this planner",
        is: |root| {
            root.member("format")
                .and_then(View::text)
                .is_some_and(|format| format == FORMAT)
        },
        reader: || {
            Box::new(Refuse(
                "This is a plan of this planner: open it, instead of importing it",
            ))
        },
    },
    JsonShape {
        word: "AWS's list of its public address ranges",
        is: |root| {
            root.member("syncToken").is_some() && root.member("prefixes").is_some_and(|list| list.kind() == Kind::List)
        },
        reader: || {
            Box::new(Refuse(
                "This is AWS's list of its own public address ranges, which are not of your network",
            ))
        },
    },
    JsonShape {
        word: "an answer of the AWS CLI about an error",
        is: |root| root.member("Error").is_some_and(|error| error.member("Code").is_some()),
        reader: || Box::new(Refuse("This is the answer of a command that failed")),
    },
];

struct Refuse(&'static str);

impl JsonReader for Refuse {
    fn step(&mut self, root: View<'_>, _context: &mut Context, out: &mut Output<'_>, _effort: usize) -> Step {
        out.note(Severity::Refused, root.line(), String::new(), "", self.0.to_owned());
        Step::Done
    }
}
