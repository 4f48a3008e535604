//! The parts of a template, and its resources.

use super::functions::Functions;
use crate::import::code::{Field, Kind, Naming, Resource, Spelling, Stack, Value};
use crate::import::note::Severity;
use crate::import::shapes::Output;
use crate::import::yaml::Node;
use crate::plan::RegionCode;

/// The resources of a template, while they are being read.
pub(super) struct Resources {
    root: Node,
    region: Option<RegionCode>,
    /// How many are read.
    at: usize,
    resources: Vec<Resource>,
    others: usize,
}

impl Resources {
    pub(super) fn new(root: Node, region: Option<RegionCode>) -> Self {
        Self {
            root,
            region,
            at: 0,
            resources: Vec::new(),
            others: 0,
        }
    }

    /// Reads the next ones, so many; says whether all are read.
    pub(super) fn step(&mut self, count: usize, out: &mut Output<'_>) -> bool {
        let all = self.root.member("Resources").map(Node::members).unwrap_or_default();
        let end = all.len().min(self.at.saturating_add(count));
        let piece = all.get(self.at..end).unwrap_or_default();
        let functions = Functions::new(&self.root, self.region);
        self.others += read(piece, &functions, self.region, &mut self.resources, out);
        self.at = end;
        end >= all.len()
    }

    /// All of them.
    pub(super) fn into_stack(self) -> Stack {
        Stack::new(self.resources, self.others, Naming::AsInCode)
    }
}

/// Reads some of the resources, and says how many of them mean nothing for a plan.
fn read(
    members: &[(String, Node)],
    functions: &Functions<'_>,
    region: Option<RegionCode>,
    resources: &mut Vec<Resource>,
    out: &mut Output<'_>,
) -> usize {
    let mut others = 0;
    for (id, node) in members {
        let path = format!("Resources.{id}");
        let type_name = node.member("Type").and_then(Node::text);
        if id.starts_with("Fn::") {
            let sentence = format!("{id} makes resources when this is deployed; they are left out");
            out.note(Severity::Refused, node.line, path, "", sentence);
            continue;
        }
        let Some(kind) = type_name.and_then(Kind::of_type) else {
            others += 1;
            continue;
        };
        if let Some(name) = node.member("Condition").and_then(Node::text) {
            match functions.condition(name) {
                Some(true) => {}
                Some(false) => {
                    let sentence =
                        format!("it is left out: its condition {name} is not met with the defaults of the parameters");
                    out.note(Severity::Remark, node.line, path, "", sentence);
                    continue;
                }
                None => {
                    let sentence = format!(
                        "it depends on the condition {name}, which is decided when this is deployed; it is taken"
                    );
                    out.note(Severity::Remark, node.line, path.clone(), "", sentence);
                }
            }
        }
        let mut fields = Vec::new();
        for (name, value) in node.member("Properties").map(Node::members).unwrap_or_default() {
            fields.push(Field {
                name: small(name),
                line: value.line,
                value: fields_of(functions.value(value), is_tags(name)),
            });
        }
        resources.push(Resource {
            kind,
            name: id.clone(),
            label: id.clone(),
            place: out.place(node.line),
            path,
            spelling: Spelling::Capitals,
            region,
            fields,
        });
    }
    others
}

/// Whether the keys of what stands in this property are not names of fields.
fn is_tags(name: &str) -> bool {
    name == "Tags" || name == "AllocationResourceTags"
}

/// The value with the names of its fields in small letters.
fn fields_of(value: Value, keys_are_free: bool) -> Value {
    match value {
        Value::Map(fields) => {
            let fields = fields.into_iter().map(|field| Field {
                name: if keys_are_free && !matches!(field.name.as_str(), "Key" | "Value") {
                    field.name
                } else {
                    small(&field.name)
                },
                line: field.line,
                value: fields_of(field.value, keys_are_free),
            });
            Value::Map(fields.collect())
        }
        Value::List(list) => Value::List(list.into_iter().map(|value| fields_of(value, keys_are_free)).collect()),
        value => value,
    }
}

/// `IpamScopeId` as `ipam_scope_id`.
pub(super) fn small(name: &str) -> String {
    let mut small = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !small.is_empty() {
            small.push('_');
        }
        small.push(letter.to_ascii_lowercase());
    }
    small
}
