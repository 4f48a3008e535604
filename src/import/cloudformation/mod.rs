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
    reader: || Box::new(Template { stack: None }),
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
    reader: || Box::new(Template { stack: None }),
}];

/// A template that is being read: the text as a whole, then resource by resource.
struct Template {
    stack: Option<Stack>,
}

impl Template {
    /// Takes the next resources, of which all is read.
    fn take(stack: &mut Stack, out: &mut Output<'_>, effort: usize, all: usize) -> Step {
        match stack.take(1 + effort / RESOURCE, out) {
            true => Step::Done,
            false => Step::Reading(all),
        }
    }
}

impl TextReader for Template {
    fn step(&mut self, text: &str, out: &mut Output<'_>, effort: usize) -> Step {
        if let Some(stack) = &mut self.stack {
            return Self::take(stack, out, effort, text.len());
        }
        match yaml::read(text) {
            Ok(root) => {
                let region = super::json_file::of_name(out.name).region;
                self.stack = Some(template::read(&root, region, out));
                Step::Reading(text.len())
            }
            Err(error) => {
                out.note(Severity::Refused, error.line, String::new(), "", error.sentence);
                Step::Done
            }
        }
    }
}

impl JsonReader for Template {
    fn step(&mut self, root: View<'_>, context: &mut Context, out: &mut Output<'_>, effort: usize) -> Step {
        match &mut self.stack {
            Some(stack) => Self::take(stack, out, effort, 0),
            None => {
                self.stack = Some(template::read(&Node::of_json(root), context.region, out));
                Step::Reading(0)
            }
        }
    }
}
