//! VPCs, their CIDRs and subnets, and what connects them.

use super::ipam::{account_of_arn, region_of};
use super::stack::Target;
use super::{Fields, Kind, Resource, Stack, Value};
use crate::address::{Cidr, Family, NetmaskLength};
use crate::import::found::{Block, BlockKind, Connection, ConnectionEnd, DefaultVpc, Owner, Subnet, Vpc, VpcCidr};
use crate::import::note::Severity;
use crate::import::shapes::Output;
use crate::plan::{AccountNumber, CidrRole, ConnectionKind};

pub(super) fn vpc(stack: &Stack, resource: &Resource, out: &mut Output<'_>) {
    let fields = Fields::of(resource);
    let mut vpc = Vpc::new(resource.place, resource.key());
    (vpc.name, vpc.tags) = fields.name_and_tags(stack.label(resource), out);
    vpc.region = region_of(resource);
    let owner: Option<AccountNumber> = fields.spelled("owner_id", out).or_else(|| account_of_arn(resource));
    vpc.owner = owner.map(Owner::Number);
    if vpc.owner.is_none()
        && let Some(account) = fields.text("account", out)
    {
        vpc.owner = Some(
            account
                .parse()
                .map_or_else(|_| Owner::Name(account.clone()), Owner::Number),
        );
    }
    vpc.default = resource.path.contains("aws_default_vpc").then_some(DefaultVpc::Yes);
    for (family, role) in [(Family::Ipv4, CidrRole::Primary), (Family::Ipv6, CidrRole::Secondary)] {
        cidr_of(stack, resource, &vpc, family, role, out);
    }
    let any = [
        "cidr_block",
        "ipv4_netmask_length",
        "ipv6_cidr_block",
        "ipv6_netmask_length",
    ];
    if any.iter().all(|name| fields.value(name).is_none()) {
        let sentence = match fields.value("ipv4_ipam_pool_id").is_some() {
            true => "the VPC takes the pool's default netmask length; give it a CIDR after the import",
            false => "the VPC has no CIDR here; give it one after the import",
        };
        fields.note(Severity::Remark, "", sentence.to_owned(), out);
    }
    out.found.vpcs.push(vpc);
}

/// A CIDR of a VPC, or the size that it wants from a pool. `resource` is the VPC itself, or what associates a CIDR with it.
fn cidr_of(stack: &Stack, resource: &Resource, vpc: &Vpc, family: Family, role: CidrRole, out: &mut Output<'_>) {
    let fields = Fields::of(resource);
    let (block, pool, length) = match family {
        Family::Ipv4 => ("cidr_block", "ipv4_ipam_pool_id", "ipv4_netmask_length"),
        Family::Ipv6 => ("ipv6_cidr_block", "ipv6_ipam_pool_id", "ipv6_netmask_length"),
    };
    let pool = stack.key(resource, pool, Kind::Pool, out);
    if let Some(cidr) = fields.cidr(block, out) {
        out.found.vpc_cidrs.push(VpcCidr {
            place: resource.place,
            vpc: vpc.key.clone(),
            cidr,
            role: Some(role),
            pool,
            state: None,
        });
        return;
    }
    if let Some(wanted) = fields.length(length, out) {
        out.found.blocks.push(Block {
            key: vpc.key.clone(),
            kind: Some(BlockKind::Vpc),
            parent: pool,
            name: vpc.name.clone(),
            owner: vpc.owner.clone(),
            region: vpc.region,
            ..wanted_block(resource, wanted)
        });
    } else if family == Family::Ipv6 {
        let generated = ["assign_generated_ipv6_cidr_block", "amazon_provided_ipv6_cidr_block"];
        if let Some(name) = generated
            .iter()
            .find(|name| fields.value(name).and_then(Value::flag) == Some(true))
        {
            let sentence = "Amazon chooses the IPv6 CIDR, a /56, when this is deployed; it is left out here".to_owned();
            fields.note(Severity::Remark, name, sentence, out);
        }
    }
}

/// A block of which only the size is said.
fn wanted_block(resource: &Resource, length: NetmaskLength) -> Block {
    Block {
        place: resource.place,
        key: resource.key(),
        cidr: None,
        length: Some(length),
        kind: None,
        parent: None,
        name: None,
        description: None,
        owner: None,
        region: None,
        zone: None,
        purpose: None,
        tags: None,
        note: None,
    }
}

pub(super) fn vpc_cidr(stack: &Stack, resource: &Resource, out: &mut Output<'_>) {
    let Some(key) = stack.key(resource, "vpc_id", Kind::Vpc, out) else {
        let sentence = "the VPC of this CIDR is not known; it is left out".to_owned();
        Fields::of(resource).note(Severity::Refused, "vpc_id", sentence, out);
        return;
    };
    let mut vpc = Vpc::new(resource.place, key);
    vpc.region = region_of(resource);
    for family in [Family::Ipv4, Family::Ipv6] {
        cidr_of(stack, resource, &vpc, family, CidrRole::Secondary, out);
    }
}

pub(super) fn subnet(stack: &Stack, resource: &Resource, out: &mut Output<'_>) {
    let fields = Fields::of(resource);
    let (name, tags) = fields.name_and_tags(stack.label(resource), out);
    let vpc = stack.key(resource, "vpc_id", Kind::Vpc, out);
    let zone = match fields.value("availability_zone") {
        Some(Value::Computed(_) | Value::Reference { .. }) => {
            let sentence = "the Availability Zone is chosen when this is deployed".to_owned();
            fields.note(Severity::Remark, "availability_zone", sentence, out);
            None
        }
        _ => fields.text("availability_zone", out),
    };
    let mut cidrs: Vec<(Cidr, &str)> = Vec::new();
    for (block, pool) in [
        ("cidr_block", "ipv4_ipam_pool_id"),
        ("ipv6_cidr_block", "ipv6_ipam_pool_id"),
    ] {
        cidrs.extend(fields.cidr(block, out).map(|cidr| (cidr, pool)));
    }
    if cidrs.is_empty() {
        let wanted = fields
            .length("ipv4_netmask_length", out)
            .or_else(|| fields.length("ipv6_netmask_length", out));
        if let Some(length) = wanted {
            let sentence = format!("a subnet of {length} is wanted, and AWS chooses which; it has no CIDR yet");
            fields.note(Severity::Remark, "ipv4_netmask_length", sentence, out);
            out.found.blocks.push(Block {
                kind: Some(BlockKind::Subnet),
                parent: vpc,
                name,
                zone,
                tags: tags.filter(|tags| !tags.is_empty()),
                ..wanted_block(resource, length)
            });
        } else if fields.value("cidr_block").is_none() && fields.value("ipv6_cidr_block").is_none() {
            fields.note(
                Severity::Refused,
                "",
                "a subnet without a CIDR is left out".to_owned(),
                out,
            );
        }
        return;
    }
    for (cidr, pool) in cidrs {
        let mut subnet = Subnet::new(resource.place, resource.key(), cidr);
        (subnet.vpc, subnet.name, subnet.tags, subnet.zone) = (vpc.clone(), name.clone(), tags.clone(), zone.clone());
        subnet.pool = stack.key(resource, pool, Kind::Pool, out);
        out.found.subnets.push(subnet);
    }
}

pub(super) fn peering(stack: &Stack, resource: &Resource, out: &mut Output<'_>) {
    let fields = Fields::of(resource);
    let (name, _) = fields.name_and_tags(stack.label(resource), out);
    let own = stack.key(resource, "vpc_id", Kind::Vpc, out);
    let peer = stack.key(resource, "peer_vpc_id", Kind::Vpc, out);
    let (Some(own), Some(peer)) = (own, peer) else {
        let sentence = "a peering whose VPCs are not both known is left out".to_owned();
        fields.note(Severity::Refused, "", sentence, out);
        return;
    };
    let far = ConnectionEnd {
        vpc: peer.clone(),
        owner: fields.spelled("peer_owner_id", out),
        region: fields.spelled("peer_region", out),
        cidrs: Vec::new(),
    };
    out.found.connections.push(Connection {
        place: resource.place,
        name,
        kind: ConnectionKind::Peering,
        vpcs: vec![own, peer],
        ends: if far.owner.is_some() || far.region.is_some() {
            vec![far]
        } else {
            Vec::new()
        },
        note: resource.aws_id().map(str::to_owned),
    });
}

/// The VPCs that are attached to the same transit gateway, as a connection of each.
pub(super) fn attachments(stack: &Stack, resources: &[Resource], out: &mut Output<'_>) {
    let mut gateways: Vec<(String, Connection)> = Vec::new();
    for resource in resources.iter().filter(|resource| resource.kind == Kind::Attachment) {
        let gateway = match stack.target(resource, "transit_gateway_id") {
            Target::Nothing => continue,
            Target::Aws(id) => id,
            Target::Resource(found, _) => found.name.clone(),
            Target::Unknown(code) => code,
        };
        let Some(vpc) = stack.key(resource, "vpc_id", Kind::Vpc, out) else {
            continue;
        };
        match gateways.iter_mut().find(|(known, _)| *known == gateway) {
            Some((_, connection)) => connection.vpcs.push(vpc),
            None => {
                let connection = Connection {
                    place: resource.place,
                    name: None,
                    kind: ConnectionKind::TransitGateway,
                    vpcs: vec![vpc],
                    ends: Vec::new(),
                    note: Some(gateway.clone()),
                };
                gateways.push((gateway, connection));
            }
        }
    }
    out.found
        .connections
        .extend(gateways.into_iter().map(|(_, connection)| connection));
}
