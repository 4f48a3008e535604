//! What `terraform show -json` prints, and state files.
//!
//! Source: <https://github.com/hashicorp/terraform>, `website/docs/internals/json-format.mdx`. Minor versions are compatible and
//! unknown major ones are refused, as it demands. A state file (`terraform.tfstate`) has a format of its own, with the same values.

use super::references::References;
use crate::import::code::{Field, Kind, Naming, Resource, Spelling, Stack, Value};
use crate::import::json::{self, View};
use crate::import::note::Severity;
use crate::import::shapes::{Context, JsonReader, JsonShape, Output, Step};
use crate::plan::RegionCode;

/// How much work one resource is, in bytes of text.
const RESOURCE: usize = 400;

/// The deepest that modules nest.
const DEEPEST: usize = 50;

pub(in crate::import) const JSON_SHAPES: &[JsonShape] = &[
    JsonShape {
        word: "the output of terraform show -json of a plan",
        is: |root| {
            root.member("format_version").is_some()
                && (root.member("planned_values").is_some() || root.member("resource_changes").is_some())
        },
        reader: || Box::new(Shown { stack: None }),
    },
    JsonShape {
        word: "the output of terraform show -json of a state",
        is: |root| {
            root.member("format_version").is_some()
                && (root.member("values").is_some() || root.member("terraform_version").is_some())
        },
        reader: || Box::new(Shown { stack: None }),
    },
    JsonShape {
        word: "a Terraform state file",
        is: |root| {
            root.member("lineage").is_some()
                && root.member("terraform_version").is_some()
                && root.member("resources").is_some()
        },
        reader: || Box::new(Shown { stack: None }),
    },
];

/// A document that is being read: as a whole, then resource by resource.
struct Shown {
    stack: Option<Stack>,
}

impl JsonReader for Shown {
    fn step(&mut self, root: View<'_>, context: &mut Context, out: &mut Output<'_>, effort: usize) -> Step {
        let Some(stack) = &mut self.stack else {
            return match stack_of(root, context.region, out) {
                Some(stack) => {
                    self.stack = Some(stack);
                    Step::Reading(0)
                }
                None => Step::Done,
            };
        };
        match stack.take(1 + effort / RESOURCE, out) {
            true => Step::Done,
            false => Step::Reading(0),
        }
    }
}

fn stack_of(root: View<'_>, region: Option<RegionCode>, out: &mut Output<'_>) -> Option<Stack> {
    let mut reading = Reading {
        resources: Vec::new(),
        others: 0,
        region,
    };
    let Some(version) = root.member("format_version") else {
        reading.state_file(root, out);
        return Some(Stack::new(reading.resources, reading.others, Naming::None));
    };
    let text = version.text().unwrap_or_default();
    let major = text.split('.').next().unwrap_or_default();
    if !matches!(major, "0" | "1") {
        let sentence = format!("this is version {text} of the format, which may mean something else; 1 is known");
        out.note(Severity::Refused, version.line(), version.path(), &text, sentence);
        return None;
    }
    let planned = root.member("planned_values");
    let Some(values) = planned.or_else(|| root.member("values")) else {
        let sentence = "nothing is in it: the state is empty, or the plan failed".to_owned();
        out.note(Severity::Remark, root.line(), String::new(), "", sentence);
        return None;
    };
    if let Some(module) = values.member("root_module") {
        reading.module(module, 0, out);
    }
    let naming = match planned {
        None => Naming::None,
        Some(_) => {
            if let Some(configuration) = root.member("configuration") {
                References::new(configuration).complete(&mut reading.resources, out);
            }
            Naming::AsInCode
        }
    };
    Some(Stack::new(reading.resources, reading.others, naming))
}

struct Reading {
    resources: Vec<Resource>,
    others: usize,
    region: Option<RegionCode>,
}

impl Reading {
    /// The resources of a module and of those below it.
    fn module(&mut self, module: View<'_>, depth: usize, out: &mut Output<'_>) {
        for value in module.member("resources").into_iter().flat_map(View::elements) {
            self.resource(value, out);
        }
        if depth >= DEEPEST {
            let sentence = "modules nest too deep here; what is below is left out".to_owned();
            out.note(Severity::Refused, module.line(), module.path(), "", sentence);
            return;
        }
        for child in module.member("child_modules").into_iter().flat_map(View::elements) {
            self.module(child, depth + 1, out);
        }
    }

    fn resource(&mut self, value: View<'_>, out: &mut Output<'_>) {
        let text = |key: &str| value.member(key).and_then(View::text);
        // What is only looked up is managed elsewhere.
        if text("mode").is_some_and(|mode| mode != "managed") {
            return;
        }
        let Some(kind) = text("type").and_then(|name| Kind::of_type(&name)) else {
            self.others += 1;
            return;
        };
        let Some(address) = text("address") else {
            let sentence = "a resource without an address is left out".to_owned();
            out.note(Severity::Refused, value.line(), value.path(), "", sentence);
            return;
        };
        let index = value.member("index").map(|index| match index.text() {
            Some(text) => text.into_owned(),
            None => index.raw().to_owned(),
        });
        let name = text("name").unwrap_or_default();
        let values = value.member("values");
        self.push(kind, &address, &name, index, value, values, out);
    }

    #[allow(clippy::too_many_arguments, reason = "what both formats say of a resource")]
    fn push(
        &mut self,
        kind: Kind,
        address: &str,
        name: &str,
        index: Option<String>,
        at: View<'_>,
        values: Option<View<'_>>,
        out: &mut Output<'_>,
    ) {
        let label = match index {
            Some(index) => format!("{name} {index}"),
            None => name.to_owned(),
        };
        let fields = match values.map(value_of) {
            Some(Value::Map(fields)) => fields,
            _ => Vec::new(),
        };
        self.resources.push(Resource {
            kind,
            name: address.to_owned(),
            label,
            place: out.place(at.line()),
            path: address.to_owned(),
            spelling: Spelling::Small,
            region: self.region,
            fields,
        });
    }

    /// A state file: resources with their instances.
    fn state_file(&mut self, root: View<'_>, out: &mut Output<'_>) {
        for value in root.member("resources").into_iter().flat_map(View::elements) {
            let text = |key: &str| value.member(key).and_then(View::text).unwrap_or_default();
            if text("mode") != "managed" {
                continue;
            }
            let Some(kind) = Kind::of_type(&text("type")) else {
                self.others += 1;
                continue;
            };
            let module = text("module");
            let address = match module.is_empty() {
                true => format!("{}.{}", text("type"), text("name")),
                false => format!("{module}.{}.{}", text("type"), text("name")),
            };
            for instance in value.member("instances").into_iter().flat_map(View::elements) {
                let key = instance.member("index_key");
                let index = key.map(View::raw).map(|key| format!("[{key}]")).unwrap_or_default();
                let shown = key.map(|key| {
                    key.text()
                        .map_or_else(|| key.raw().to_owned(), |text| text.into_owned())
                });
                let attributes = instance.member("attributes");
                self.push(
                    kind,
                    &format!("{address}{index}"),
                    &text("name"),
                    shown,
                    instance,
                    attributes,
                    out,
                );
            }
        }
    }
}

/// A value of JSON.
pub(super) fn value_of(view: View<'_>) -> Value {
    match view.kind() {
        json::Kind::Null => Value::Null,
        json::Kind::True => Value::Flag(true),
        json::Kind::False => Value::Flag(false),
        json::Kind::Number => match view.raw().parse() {
            Ok(number) => Value::Number(number),
            Err(_) => Value::Text(view.raw().to_owned()),
        },
        json::Kind::Text => Value::Text(view.text().unwrap_or_default().into_owned()),
        json::Kind::List => Value::List(view.elements().map(value_of).collect()),
        json::Kind::Object => {
            let fields = view.members().map(|(name, value)| Field {
                name: name.into_owned(),
                line: value.line(),
                value: value_of(value),
            });
            Value::Map(fields.collect())
        }
    }
}
