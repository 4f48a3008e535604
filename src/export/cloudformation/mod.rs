//! Templates of CloudFormation, in JSON.
//!
//! A stack is made in one account and one Region, so each such place has a template of its own; the IPAM is in that of its
//! home Region. The logical id of a resource is that of its row, so that a new name replaces nothing.
//!
//! Properties: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-ipampool.html> and its
//! neighbours.

mod ipam;
mod stack;
mod vpcs;

use std::fmt::Write;

use super::chain::Chain;
use super::declared::{Declared, declared};
use super::json::{Json, quoted};
use super::naming;
use super::writing::{Left, Out, Scene, Writer};
use crate::ordered::OrderedMap;
use crate::plan::{AnyId, Id, Node, Pool, PoolCidr, Tags};

pub use stack::{Stack, stacks};

/// The most resources that a template takes.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
const MOST: usize = 500;

/// What is remembered between two pieces.
pub(super) struct CloudFormation {
    stack: Option<Stack>,
    chain: Chain,
    /// The parameters by name, with what they are.
    parameters: OrderedMap<String, String>,
    resources: usize,
}

impl CloudFormation {
    /// The template of a stack, by default of that of the IPAM.
    pub(super) fn of(stack: Option<Stack>) -> Self {
        Self {
            stack,
            chain: Chain::default(),
            parameters: OrderedMap::new(),
            resources: 0,
        }
    }
}

impl Writer for CloudFormation {
    fn head(&mut self, scene: Scene<'_>, out: &mut Out) {
        let stack = *self.stack.get_or_insert_with(|| Stack::of_ipam(scene.plan()));
        out.push("{\n  \"AWSTemplateFormatVersion\": \"2010-09-09\",\n  \"Description\": ");
        let mut description = format!("{} in {}", naming::one_line(&scene.plan().about().name), stack.region);
        // AWS takes 1,024 bytes.
        description = description.trim_start().chars().take(200).collect();
        quoted(&without_references(&description), &mut out.text);
        out.push(",\n  \"Resources\": {");
        out.losses.of_plan(scene);
    }

    fn row(&mut self, scene: Scene<'_>, node: Node, _level: u32, out: &mut Out) {
        match declared(scene, node, &mut self.chain) {
            Some(Declared::Ipam) => self.ipam(scene, out),
            Some(Declared::Scope(id)) => self.scope(scene, id, out),
            Some(Declared::Pool(id)) => self.pool(scene, id, out),
            Some(Declared::Reservation(id)) => self.reservation(scene, id, out),
            Some(Declared::Vpc(id)) => self.vpc(scene, id, out),
            Some(Declared::Subnet(id)) => self.subnet(scene, id, out),
            Some(Declared::PublicBlock(id)) => self.public_block(scene, id, out),
            None => {}
        }
    }

    fn foot(&mut self, scene: Scene<'_>, out: &mut Out) -> Left {
        if let Some(pool) = self.chain.next_put_off() {
            self.pool(scene, pool, out);
            return Left::More;
        }
        if self.resources > MOST {
            out.loses("More than 500 resources", TOO_MANY, crate::plan::Plan::ipam_id());
        }
        out.push("\n  }");
        if !self.parameters.is_empty() {
            out.push(",\n  \"Parameters\": ");
            let parameter = |(name, what): (&String, &String)| {
                let members = [("Type", "String"), ("Description", what)];
                let members = members.map(|(key, text)| (key.to_owned(), Json::text(text)));
                (name.clone(), Json::Object(members.into()))
            };
            Json::Object(self.parameters.iter().map(parameter).collect()).write(1, &mut out.text);
        }
        out.push("\n}\n");
        Left::Nothing
    }
}

/// A resource, before it is written.
struct Resource {
    name: String,
    kind: &'static str,
    properties: Vec<(String, Json)>,
    depends_on: Vec<String>,
}

impl Resource {
    fn new(kind: &'static str, id: impl Into<AnyId>) -> Self {
        Self {
            name: logical(id),
            kind,
            properties: Vec::new(),
            depends_on: Vec::new(),
        }
    }

    fn set(&mut self, name: &str, value: Json) {
        self.properties.push((name.to_owned(), value));
    }

    /// A text, unless it is empty.
    fn text(&mut self, name: &str, text: &str, whose: AnyId, out: &mut Out) {
        if is_resolved(text) {
            out.loses("Texts that CloudFormation would resolve", RESOLVED, whose);
        } else if !text.is_empty() {
            self.set(name, Json::text(text));
        }
    }

    /// Tags, unless there are none.
    fn tags(&mut self, name: &str, tags: &Tags, whose: AnyId, out: &mut Out) {
        let mut said = tags.clone();
        said.retain(|key, value| !is_resolved(key) && !is_resolved(value));
        if said.len() < tags.len() {
            out.loses("Texts that CloudFormation would resolve", RESOLVED, whose);
        }
        if !said.is_empty() {
            self.set(name, Json::tags(&said));
        }
    }

    fn after(&mut self, name: Option<String>) {
        self.depends_on.extend(name);
    }
}

impl CloudFormation {
    fn write(&mut self, scene: Scene<'_>, resource: Resource, whose: AnyId, out: &mut Out) {
        if scene.exists(whose) {
            out.loses("Imports of what exists", IMPORTS, whose);
        }
        out.push(if self.resources == 0 { "\n    " } else { ",\n    " });
        self.resources += 1;
        quoted(&resource.name, &mut out.text);
        out.push(": ");
        let mut members = vec![("Type".to_owned(), Json::text(resource.kind))];
        let mut depends_on: Vec<Json> = resource.depends_on.into_iter().map(Json::Text).collect();
        match depends_on.len() {
            0 => {}
            1 => members.extend(depends_on.pop().map(|only| ("DependsOn".to_owned(), only))),
            _ => members.push(("DependsOn".to_owned(), Json::List(depends_on))),
        }
        members.push(("Properties".to_owned(), Json::Object(resource.properties)));
        Json::Object(members).write(2, &mut out.text);
    }

    /// The AWS id of a row: a reference within the template, the id itself, or a parameter.
    fn id_of(&mut self, scene: Scene<'_>, id: impl Into<AnyId>) -> Json {
        let id = id.into();
        if scene.has(id) && self.is_here(scene, id) {
            return Json::one("Ref", Json::Text(logical(id)));
        }
        self.known_id(scene, id)
    }

    fn known_id(&mut self, scene: Scene<'_>, id: AnyId) -> Json {
        match naming::aws_id(scene, id).filter(|known| !is_resolved(known)) {
            Some(known) => Json::Text(known),
            None => {
                let what = naming::wanted_id(scene, id);
                self.parameter(&format!("IdOf{}", logical(id)), what)
            }
        }
    }

    fn parameter(&mut self, name: &str, what: String) -> Json {
        self.parameters.insert(name.to_owned(), without_references(&what));
        Json::one("Ref", Json::text(name))
    }

    /// What an allocation from a pool waits for.
    fn provisioned(&mut self, scene: Scene<'_>, pool: Id<Pool>) -> Option<String> {
        let cidr: Id<PoolCidr> = self.chain.last_cidr(scene, pool)?;
        self.is_here(scene, cidr.into()).then(|| logical(cidr))
    }
}

/// `Pool0a3k`: letters and digits are all that a logical id takes. No two rows have the same.
fn logical(id: impl Into<AnyId>) -> String {
    let id = id.into();
    let mut name = match id {
        AnyId::Ipam(_) => return "Ipam".to_owned(),
        AnyId::Scope(_) => "Scope",
        AnyId::Pool(_) => "Pool",
        AnyId::PoolCidr(_) => "CidrOfPool",
        AnyId::Reservation(_) => "Reservation",
        AnyId::Vpc(_) => "Vpc",
        AnyId::VpcCidr(_) => "CidrOfVpc",
        AnyId::Subnet(_) => "Subnet",
        AnyId::PublicBlock(_) => "Address",
        _ => "Row",
    }
    .to_owned();
    // No kind begins as another, nor does what stands before one: no id makes the name of two.
    for letter in id.as_str().chars() {
        match letter {
            '-' => name.push_str("Zh"),
            '_' => name.push_str("Zu"),
            'Z' => name.push_str("Zz"),
            letter => name.push(letter),
        }
    }
    name
}

/// Whether CloudFormation would put something else in the place of a part of a text: nothing escapes a dynamic reference.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>
fn is_resolved(text: &str) -> bool {
    text.contains("{{resolve:")
}

fn without_references(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(at) = text.find("{{resolve:") {
        text.insert(at + 1, ' ');
    }
    text
}

impl Stack {
    /// The name of the file of its template, without an ending.
    pub fn file_stem(&self) -> String {
        let mut stem = self.region.to_string();
        if let Some(account) = self.account {
            _ = write!(stem, "-{account}");
        }
        stem
    }
}

const TOO_MANY: &str = "CloudFormation takes 500 resources in a template: write parts of the tree";
const RESOLVED: &str = "What begins with {{resolve: cannot be escaped: it is left out";
const IMPORTS: &str = "A template does not say what exists: create the stack by importing its resources";
