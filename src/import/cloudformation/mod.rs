//! CloudFormation templates, in YAML or JSON.
//!
//! Parameters count with their defaults, and what only a stack knows (another stack's exports, secrets, the Region it is deployed
//! to) is named in a note. What resources mean for a plan is for [`code`](super::code).

mod functions;
mod lists;
mod template;

use super::code::Stack;
use super::json::{Kind, View};
use super::note::Severity;
use super::shapes::{Context, JsonReader, JsonShape, Output, Step, TextReader, TextShape};
use super::yaml::{self, Node};
use template::Resources;

/// What people call it.
const WORD: &str = "a CloudFormation template";

/// How much work one resource is, in bytes of text.
const RESOURCE: usize = 400;

/// Keys that stand at the left of a template.
const KEYS: &[&str] = &[
    "AWSTemplateFormatVersion",
    "Resources:",
    "Parameters:",
    "Transform:",
    "Mappings:",
    "Conditions:",
    "Metadata:",
];

pub(super) const SHAPE: TextShape = TextShape {
    word: WORD,
    is: |sample| {
        sample.head.lines().any(|line| {
            let line = line.trim_start_matches(['"', '\'']);
            KEYS.iter().any(|key| line.starts_with(key))
        })
    },
    reader: || Box::new(Template::Unread),
};

pub(super) const JSON_SHAPES: &[JsonShape] = &[JsonShape {
    word: WORD,
    is: |root| {
        let is_typed = |resource: View<'_>| {
            let kind = resource.member("Type").and_then(View::text);
            kind.is_some_and(|kind| kind.contains("::"))
        };
        let resources = root
            .member("Resources")
            .filter(|resources| resources.kind() == Kind::Object);
        root.member("AWSTemplateFormatVersion").is_some()
            || resources.is_some_and(|resources| resources.members().any(|(_, resource)| is_typed(resource)))
    },
    reader: || Box::new(Template::Unread),
}];

/// A template that is being read: the text, then what its resources say, then what they mean.
enum Template {
    Unread,
    Text(Box<yaml::Reading>),
    Resources(Resources),
    Rows(Stack),
}

impl Template {
    /// Reads on in what the text is. `at` is how far the text is read: to its end.
    fn resources(&mut self, at: usize, out: &mut Output<'_>, effort: usize) -> Step {
        let count = 1 + effort / RESOURCE;
        match std::mem::replace(self, Self::Unread) {
            Self::Resources(mut resources) => {
                *self = match resources.step(count, out) {
                    true => Self::Rows(resources.into_stack()),
                    false => Self::Resources(resources),
                };
            }
            Self::Rows(mut stack) => {
                if stack.take(count, out) {
                    return Step::Done;
                }
                *self = Self::Rows(stack);
            }
            other => *self = other,
        }
        Step::Reading(at)
    }
}

impl TextReader for Template {
    fn step(&mut self, text: &str, out: &mut Output<'_>, effort: usize) -> Step {
        match self {
            Self::Unread => {
                *self = Self::Text(Box::new(yaml::Reading::new(text.to_owned())));
                return Step::Reading(0);
            }
            Self::Text(reading) => match reading.step(effort) {
                Ok(yaml::Progress::Reading) => return Step::Reading(reading.at().min(text.len())),
                Ok(yaml::Progress::Read(root)) => {
                    let region = super::json_file::of_name(out.name).region;
                    *self = Self::Resources(Resources::new(root, region));
                }
                Err(error) => {
                    out.note(Severity::Refused, error.line, String::new(), "", error.sentence);
                    return Step::Done;
                }
            },
            _ => return self.resources(text.len(), out, effort),
        }
        Step::Reading(text.len())
    }
}

impl JsonReader for Template {
    fn step(&mut self, root: View<'_>, context: &mut Context, out: &mut Output<'_>, effort: usize) -> Step {
        if matches!(self, Self::Unread) {
            *self = Self::Resources(Resources::new(Node::of_json(root), context.region));
            return Step::Reading(0);
        }
        self.resources(0, out, effort)
    }
}
