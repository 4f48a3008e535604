//! What calls say about rows: ids, tags, and the calls that more than one step makes.

use super::call::{Age, Call, Value};
use super::naming;
use super::step::{Credentials, Footing, Step, Wait};
use super::{Action, Cause, Course};
use crate::address::{Cidr, Family};
use crate::plan::{AnyId, AwsTables, Id, Plan, Pool, RegionCode, Reservation, Scope, ScopeKind, ScopeOrigin, Tags};

/// Why something is made that is made for the first time.
pub const IS_NEW: &str = "The plan has it, and AWS does not yet";

/// What AWS calls a reservation: it has a description and no name.
pub(crate) fn description_of(row: &Reservation) -> &str {
    if row.description.is_empty() {
        &row.name
    } else {
        &row.description
    }
}

/// Name and tags as AWS has them: the name is the tag `Name`.
pub(crate) fn all_tags(name: &str, tags: &Tags) -> Tags {
    let mut all = tags.clone();
    if !name.is_empty() {
        all.insert("Name".to_owned(), name.to_owned());
    }
    all
}

/// `[{"Key":"Name","Value":"payments"}]`, or only the keys.
pub(super) fn json_tags<'a>(tags: impl Iterator<Item = (&'a String, Option<&'a String>)>) -> String {
    let mut out = String::from("[");
    for (key, value) in tags {
        if out.len() > 1 {
            out.push(',');
        }
        out.push_str("{\"Key\":");
        write_json(key, &mut out);
        if let Some(value) = value {
            out.push_str(",\"Value\":");
            write_json(value, &mut out);
        }
        out.push('}');
    }
    out.push(']');
    out
}

fn write_json(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            letter if letter.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push('"');
}

/// `--tag-specifications`, when there are tags.
pub(super) fn tag_specifications(resource_type: &str, tags: &Tags) -> Option<String> {
    let list = json_tags(tags.iter().map(|(key, value)| (key, Some(value))));
    (!tags.is_empty()).then(|| format!("[{{\"ResourceType\":\"{resource_type}\",\"Tags\":{list}}}]"))
}

/// A text, unless it is empty.
pub(super) fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The id in AWS that the row of `id` has in `tables`.
pub(crate) fn aws_id(tables: &AwsTables, id: AnyId) -> Option<String> {
    match id {
        AnyId::Ipam(id) => tables.ipams.get(&id)?.aws_id.clone(),
        AnyId::Scope(id) => tables.scopes.get(&id)?.aws_id.clone(),
        AnyId::Pool(id) => tables.pools.get(&id)?.aws_id.clone(),
        AnyId::Reservation(id) => tables.reservations.get(&id)?.aws_id.clone(),
        AnyId::Vpc(id) => tables.vpcs.get(&id)?.aws_id.clone(),
        AnyId::Subnet(id) => tables.subnets.get(&id)?.aws_id.clone(),
        AnyId::PublicBlock(id) => tables.public_blocks.get(&id)?.aws_id.clone(),
        _ => None,
    }
}

/// What AWS calls the id of the row: "ipam-pool-id".
pub(crate) fn id_kind(id: AnyId) -> &'static str {
    match id {
        AnyId::Ipam(_) => "ipam-id",
        AnyId::Scope(_) => "ipam-scope-id",
        AnyId::Pool(_) => "ipam-pool-id",
        AnyId::Reservation(_) => "ipam-pool-allocation-id",
        AnyId::Vpc(_) => "vpc-id",
        AnyId::VpcCidr(_) => "association-id",
        AnyId::Subnet(_) => "subnet-id",
        AnyId::PublicBlock(_) => "pool-id or allocation-id",
        _ => "id",
    }
}

fn id_value(tables: &AwsTables, id: AnyId, known: Option<String>, age: Age) -> Value {
    match known.filter(|known| !known.is_empty()) {
        Some(known) => Value::Text(known),
        None => Value::Id {
            of: id,
            age,
            what: format!("{} of {}", id_kind(id), naming::name(tables, id)),
        },
    }
}

impl Course<'_> {
    /// The id of a row that exists.
    pub(super) fn old_id(&self, id: impl Into<AnyId>) -> Value {
        let (id, tables) = (id.into(), self.before.tables);
        id_value(tables, id, aws_id(tables, id), Age::Existing)
    }

    /// The id of a row that will exist. What is created again gets another one, which only AWS knows.
    pub(super) fn new_id(&self, id: impl Into<AnyId>) -> Value {
        let id = id.into();
        let known = || aws_id(self.before.tables, id).or_else(|| aws_id(self.after.tables, id));
        let (known, age) = match self.is_fresh(id) {
            true => (None, Age::Made),
            false => (known(), Age::Existing),
        };
        id_value(self.after.tables, id, known, age)
    }

    pub(super) fn old_name(&self, id: impl Into<AnyId>) -> String {
        naming::name(self.before.tables, id.into())
    }

    pub(super) fn new_name(&self, id: impl Into<AnyId>) -> String {
        naming::name(self.after.tables, id.into())
    }

    /// A call to an IPAM that exists.
    pub(super) fn old_call(&self, operation: &'static str) -> Call {
        call(operation, self.before.home())
    }

    /// A call to the IPAM that is wanted.
    pub(super) fn new_call(&self, operation: &'static str) -> Call {
        call(operation, self.after.home())
    }

    /// The Region in which allocations of a pool are made: its locale, or else the home Region.
    pub(super) fn allocation_region(&self, tables: &AwsTables, pool: Id<Pool>) -> Option<RegionCode> {
        let locale = tables.pools.get(&pool).and_then(|pool| pool.locale);
        let home = tables.ipams.get(&Plan::ipam_id()).map(|ipam| ipam.home_region);
        locale.or(home)
    }

    /// The call that lists the allocations of a pool.
    pub(super) fn allocations(&self, tables: &AwsTables, pool: Id<Pool>, id: Value) -> Call {
        let region = self.allocation_region(tables, pool);
        call("ec2 get-ipam-pool-allocations", region).value("--ipam-pool-id", id)
    }

    /// Why something is taken down.
    pub(super) fn down_reason(&self, id: impl Into<AnyId>, cause: Cause) -> String {
        let id = id.into();
        match cause {
            Cause::Gone => self.goal.removes().to_owned(),
            Cause::Fixed(field) => {
                let kind = id.kind();
                let article = if kind == "IPAM" { "an" } else { "a" };
                format!("The plan has another {field}, which AWS does not change on {article} {kind} that exists")
            }
            Cause::With(above) => format!("It cannot stay while {} is taken down", self.old_name(above)),
        }
    }

    /// Why something is built up.
    pub(super) fn up_reason(&self, id: impl Into<AnyId>) -> String {
        let id = id.into();
        match self.lost.cause(id) {
            None => IS_NEW.to_owned(),
            Some(Cause::With(above)) => format!("It was taken down with {}", self.old_name(above)),
            Some(Cause::Fixed(field)) => format!("It was taken down to change its {field}"),
            Some(Cause::Gone) => "The plan has it".to_owned(),
        }
    }

    pub(super) fn step(
        &self,
        action: Action,
        object: impl Into<AnyId>,
        title: String,
        reason: String,
        call: Call,
        page: &'static str,
    ) -> Step {
        Step {
            action,
            object: object.into(),
            title,
            reason,
            call,
            credentials: Credentials::IpamOwner,
            wait: Wait::Nothing,
            footing: Footing::Page(page),
        }
    }
}

/// A call in a Region, if it is known.
pub(super) fn call(operation: &'static str, region: Option<RegionCode>) -> Call {
    match region {
        Some(region) => Call::at(operation, region),
        None => Call::new(operation),
    }
}

/// `--cidr-block` or `--ipv6-cidr-block`.
pub(super) fn cidr_argument(cidr: Cidr) -> &'static str {
    match cidr.family() {
        Family::Ipv4 => "--cidr-block",
        Family::Ipv6 => "--ipv6-cidr-block",
    }
}

/// What a scope that comes with the IPAM is not: created by itself.
pub(super) fn is_default(row: &Scope) -> bool {
    row.origin == ScopeOrigin::Default || row.kind == ScopeKind::Public
}
