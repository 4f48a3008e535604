//! `network-config.yaml` of the Landing Zone Accelerator on AWS.
//!
//! Its pools, VPCs and subnets name one another by name. They become the same [`Resource`]s as those of other code. Source:
//! `IIpamPoolConfig`, `IVpcConfig`, `ISubnetConfig` of <https://github.com/awslabs/landing-zone-accelerator-on-aws> at 61bba812,
//! `source/packages/@aws-accelerator/config/lib/models/network-config.ts`.

use super::code::{Field, Kind, Naming, Resource, Spelling, Stack, Value};
use super::note::Severity;
use super::shapes::{Output, Step, TextReader, TextShape};
use super::yaml::{self, Node};
use crate::plan::RegionCode;

/// How much work one resource is, in bytes of text.
const RESOURCE: usize = 400;

/// Keys that stand at the left of such a file and of no other.
const KEYS: &[&str] = &[
    "centralNetworkServices:",
    "defaultVpc:",
    "endpointPolicies:",
    "vpcTemplates:",
    "transitGateways:",
    "homeRegion:",
];

pub(super) const SHAPE: TextShape = TextShape {
    word: "a network configuration of the Landing Zone Accelerator",
    is: |sample| {
        sample
            .head
            .lines()
            .any(|line| KEYS.iter().any(|key| line.starts_with(key)))
    },
    reader: || Box::new(Configuration::Unread),
};

/// A configuration that is being read: the text, then resource by resource.
enum Configuration {
    Unread,
    Text(Box<yaml::Reading>),
    Resources(Stack),
}

impl TextReader for Configuration {
    fn step(&mut self, text: &str, out: &mut Output<'_>, effort: usize) -> Step {
        match self {
            // `region: {{ Home }}` is replaced before the accelerator reads it, and is no YAML until then.
            Self::Unread => {
                let text = text.replace("{{", "⟦").replace("}}", "⟧");
                *self = Self::Text(Box::new(yaml::Reading::new(text)));
                return Step::Reading(0);
            }
            Self::Text(reading) => match reading.step(effort) {
                Ok(yaml::Progress::Reading) => return Step::Reading(reading.at().min(text.len())),
                Ok(yaml::Progress::Read(root)) => *self = Self::Resources(read(&root, out)),
                Err(error) => {
                    out.note(Severity::Refused, error.line, String::new(), "", error.sentence);
                    return Step::Done;
                }
            },
            Self::Resources(stack) => {
                if stack.take(1 + effort / RESOURCE, out) {
                    return Step::Done;
                }
            }
        }
        Step::Reading(text.len())
    }
}

/// What collects the resources.
struct Reading<'a, 'b> {
    resources: Vec<Resource>,
    out: &'a mut Output<'b>,
}

fn read(root: &Node, out: &mut Output<'_>) -> Stack {
    let mut reading = Reading {
        resources: Vec::new(),
        out,
    };
    let ipams = root
        .member("centralNetworkServices")
        .and_then(|central| central.member("ipams"));
    for ipam in elements(ipams) {
        reading.ipam(ipam);
    }
    for vpc in elements(root.member("vpcs")) {
        reading.vpc(vpc, "vpcs");
    }
    for vpc in elements(root.member("vpcTemplates")) {
        reading.vpc(vpc, "vpcTemplates");
    }
    for peering in elements(root.member("vpcPeering")) {
        reading.peering(peering);
    }
    Stack::new(reading.resources, 0, Naming::AsInCode)
}

fn elements(node: Option<&Node>) -> &[Node] {
    node.map(Node::elements).unwrap_or_default()
}

fn text(node: &Node, key: &str) -> Option<String> {
    node.member(key).and_then(Node::text).map(str::to_owned)
}

fn reference(kind: &str, name: &str) -> Value {
    Value::Reference {
        to: format!("{kind} {name}"),
        attribute: "name".to_owned(),
    }
}

/// A value as it stands, with the names of fields in small letters.
fn value(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Plain(text) | yaml::Value::Text(text) if text.contains('⟦') => {
            Value::Computed(text.replace('⟦', "{{").replace('⟧', "}}"))
        }
        yaml::Value::Plain(_) if node.flag().is_some() => Value::Flag(node.flag() == Some(true)),
        yaml::Value::Plain(text) => match text.parse() {
            Ok(number) if i64::to_string(&number) == *text => Value::Number(number),
            _ => Value::Text(text.clone()),
        },
        yaml::Value::Text(text) => Value::Text(text.clone()),
        yaml::Value::List(list) => Value::List(list.iter().map(value).collect()),
        yaml::Value::Map(members) => {
            let fields = members
                .iter()
                .map(|(name, node)| field(&small(name), node.line, value(node)));
            Value::Map(fields.collect())
        }
    }
}

fn field(name: &str, line: u32, value: Value) -> Field {
    Field {
        name: name.to_owned(),
        line,
        value,
    }
}

/// `allocationMinNetmaskLength` as `allocation_min_netmask_length`.
fn small(name: &str) -> String {
    let mut small = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            small.push('_');
        }
        small.push(letter.to_ascii_lowercase());
    }
    small
}

impl Reading<'_, '_> {
    /// A resource with the fields that are named as AWS names them.
    fn resource(&self, kind: Kind, word: &str, node: &Node, path: String, taken: &[&str]) -> Resource {
        let name = text(node, "name").unwrap_or_default();
        let members = node.members().iter().filter(|(key, _)| taken.contains(&key.as_str()));
        let fields = members.map(|(key, node)| field(&small(key), node.line, value(node)));
        Resource {
            kind,
            name: format!("{word} {name}"),
            label: name,
            place: self.out.place(node.line),
            path,
            spelling: Spelling::Camel,
            region: self.region(node),
            fields: fields.collect(),
        }
    }

    fn region(&self, node: &Node) -> Option<RegionCode> {
        node.member("region")
            .and_then(Node::text)
            .and_then(|region| region.parse().ok())
    }

    /// A resource without a name of its own cannot be referred to, and two of one name cannot be told apart.
    fn push(&mut self, resource: Resource) {
        if resource.label.is_empty() {
            let sentence = "it has no name, by which others refer to it; it is left out".to_owned();
            let (line, path) = (resource.place.line, resource.path);
            self.out.note(Severity::Refused, line, path, "", sentence);
            return;
        }
        self.resources.push(resource);
    }

    fn ipam(&mut self, node: &Node) {
        let name = text(node, "name").unwrap_or_default();
        let path = format!("centralNetworkServices.ipams.{name}");
        let mut ipam = self.resource(Kind::Ipam, "ipam", node, path.clone(), &["description", "tags"]);
        let regions = elements(node.member("operatingRegions")).iter().map(|region| {
            let value = value(region);
            Value::Map(vec![field("region_name", region.line, value)])
        });
        ipam.fields
            .push(field("operating_regions", node.line, Value::List(regions.collect())));
        self.push(ipam);
        for scope in elements(node.member("scopes")) {
            let path = format!("{path}.scopes.{}", text(scope, "name").unwrap_or_default());
            let mut scope = self.resource(Kind::Scope, "scope", scope, path, &["description", "tags"]);
            scope
                .fields
                .push(field("ipam_id", scope.place.line, reference("ipam", &name)));
            self.push(scope);
        }
        for pool in elements(node.member("pools")) {
            self.pool(pool, &path);
        }
    }

    fn pool(&mut self, node: &Node, path: &str) {
        const TAKEN: &[&str] = &[
            "description",
            "tags",
            "locale",
            "allocationDefaultNetmaskLength",
            "allocationMinNetmaskLength",
            "allocationMaxNetmaskLength",
            "allocationResourceTags",
            "autoImport",
            "publiclyAdvertisable",
        ];
        let path = format!("{path}.pools.{}", text(node, "name").unwrap_or_default());
        let mut pool = self.resource(Kind::Pool, "pool", node, path.clone(), TAKEN);
        let family = text(node, "addressFamily").unwrap_or_else(|| "ipv4".to_owned());
        pool.fields
            .push(field("address_family", node.line, Value::Text(family)));
        if let Some(source) = node.member("sourceIpamPool") {
            let name = source.text().unwrap_or_default();
            pool.fields
                .push(field("source_ipam_pool_id", source.line, reference("pool", name)));
        }
        let scope = match node.member("scope").and_then(Node::text) {
            // The scope of this name is the default one, which is never listed.
            None | Some("default" | "default-private-scope") => Value::Computed("private_default_scope_id".to_owned()),
            Some(name) => reference("scope", name),
        };
        pool.fields.push(field("ipam_scope_id", node.line, scope));
        let cidrs = elements(node.member("provisionedCidrs")).iter();
        let cidrs = cidrs.map(|cidr| Value::Map(vec![field("cidr", cidr.line, value(cidr))]));
        pool.fields
            .push(field("provisioned_cidrs", node.line, Value::List(cidrs.collect())));
        if let Some(targets) = node.member("shareTargets") {
            let with = targets
                .members()
                .iter()
                .flat_map(|(_, list)| list.elements())
                .filter_map(Node::text);
            let with: Vec<&str> = with.collect();
            let sentence = format!(
                "the pool is shared with {}; a plan wants the account ids or ARNs of organizational units",
                with.join(", ")
            );
            self.out.note(
                Severity::Remark,
                targets.line,
                format!("{path}.shareTargets"),
                "",
                sentence,
            );
        }
        self.push(pool);
    }

    fn vpc(&mut self, node: &Node, list: &str) {
        let name = text(node, "name").unwrap_or_default();
        let path = format!("{list}.{name}");
        let mut vpc = self.resource(Kind::Vpc, "vpc", node, path.clone(), &["account", "tags"]);
        let region = self.region(node);
        if region.is_none()
            && let Some(written) = node.member("region")
        {
            let shown = value(written).shown();
            let sentence = format!("{shown} is no Region that is known here; it is left open");
            self.out.note(
                Severity::Changed,
                written.line,
                format!("{path}.region"),
                &shown,
                sentence,
            );
        }
        if let Some(targets) = node.member("deploymentTargets") {
            let to = targets
                .members()
                .iter()
                .flat_map(|(_, list)| list.elements())
                .filter_map(Node::text);
            let to: Vec<&str> = to.collect();
            let sentence = format!(
                "a VPC of this template is made in every account of {}; it is taken once",
                to.join(", ")
            );
            self.out.note(
                Severity::Remark,
                targets.line,
                format!("{path}.deploymentTargets"),
                "",
                sentence,
            );
        }
        // The first block makes the VPC, the others are associated with it.
        let mut blocks: Vec<Vec<Field>> = Vec::new();
        for cidr in elements(node.member("cidrs")) {
            blocks.push(vec![field("cidr_block", cidr.line, value(cidr))]);
        }
        for allocation in elements(node.member("ipamAllocations")) {
            blocks.push(allocated(allocation));
        }
        for cidr in elements(node.member("ipv6Cidrs")) {
            if let Some(block) = cidr.member("cidrBlock") {
                blocks.push(vec![field("ipv6_cidr_block", block.line, value(block))]);
            } else if cidr.member("amazonProvided").and_then(Node::flag) == Some(true) {
                blocks.push(vec![field(
                    "assign_generated_ipv6_cidr_block",
                    cidr.line,
                    Value::Flag(true),
                )]);
            }
        }
        let mut blocks = blocks.into_iter();
        vpc.fields.extend(blocks.next().unwrap_or_default());
        self.push(vpc);
        for (number, mut fields) in blocks.enumerate() {
            fields.push(field("vpc_id", node.line, reference("vpc", &name)));
            self.resources.push(Resource {
                kind: Kind::VpcCidr,
                name: format!("vpc {name}, CIDR {}", number + 2),
                label: String::new(),
                place: self.out.place(node.line),
                path: path.clone(),
                spelling: Spelling::Camel,
                region,
                fields,
            });
        }
        for subnet in elements(node.member("subnets")) {
            self.subnet(subnet, &name, &path, region);
        }
        for attachment in elements(node.member("transitGatewayAttachments")) {
            let gateway = attachment
                .member("transitGateway")
                .and_then(|gateway| text(gateway, "name"));
            let fields = vec![
                field("vpc_id", attachment.line, reference("vpc", &name)),
                field(
                    "transit_gateway_id",
                    attachment.line,
                    gateway.map_or(Value::Null, Value::Text),
                ),
            ];
            self.resources.push(Resource {
                kind: Kind::Attachment,
                name: format!(
                    "attachment {} of vpc {name}",
                    text(attachment, "name").unwrap_or_default()
                ),
                label: String::new(),
                place: self.out.place(attachment.line),
                path: format!("{path}.transitGatewayAttachments"),
                spelling: Spelling::Camel,
                region,
                fields,
            });
        }
    }

    fn subnet(&mut self, node: &Node, vpc: &str, path: &str, region: Option<RegionCode>) {
        let name = text(node, "name").unwrap_or_default();
        let path = format!("{path}.subnets.{name}");
        let mut subnet = self.resource(Kind::Subnet, "subnet", node, path, &["tags", "ipv6CidrBlock"]);
        // Subnets of two VPCs can have the same name.
        subnet.name = format!("subnet {name} of vpc {vpc}");
        subnet.region = region;
        subnet.fields.push(field("vpc_id", node.line, reference("vpc", vpc)));
        if let Some(block) = node.member("ipv4CidrBlock") {
            subnet.fields.push(field("cidr_block", block.line, value(block)));
        }
        if let Some(allocation) = node.member("ipamAllocation") {
            // The pool is that of the VPC, from whose block the subnet is cut.
            let length = allocation.member("netmaskLength").map_or(Value::Null, value);
            subnet
                .fields
                .push(field("ipv4_netmask_length", allocation.line, length));
        }
        let zone = node.member("availabilityZone").and_then(Node::text);
        if let (Some(letter), Some(region)) = (zone.filter(|zone| zone.parse::<u8>().is_err()), region) {
            let zone = if letter.len() == 1 {
                format!("{region}{letter}")
            } else {
                letter.to_owned()
            };
            subnet
                .fields
                .push(field("availability_zone", node.line, Value::Text(zone)));
        }
        self.push(subnet);
    }

    fn peering(&mut self, node: &Node) {
        let path = format!("vpcPeering.{}", text(node, "name").unwrap_or_default());
        let mut peering = self.resource(Kind::Peering, "peering", node, path, &["tags"]);
        for (name, vpc) in ["vpc_id", "peer_vpc_id"].into_iter().zip(elements(node.member("vpcs"))) {
            let to = reference("vpc", vpc.text().unwrap_or_default());
            peering.fields.push(field(name, vpc.line, to));
        }
        self.push(peering);
    }
}

/// The fields of a block that AWS is to choose from a pool.
fn allocated(allocation: &Node) -> Vec<Field> {
    let pool = text(allocation, "ipamPoolName").unwrap_or_default();
    let length = allocation.member("netmaskLength").map_or(Value::Null, value);
    vec![
        field("ipv4_ipam_pool_id", allocation.line, reference("pool", &pool)),
        field("ipv4_netmask_length", allocation.line, length),
    ]
}
