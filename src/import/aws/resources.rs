//! What IPAM has discovered, and what it says of it.

use super::item::Item;
use crate::address::Cidr;
use crate::import::found::{Interface, Key, Owner, PublicBlock, Subnet, Vpc, VpcCidr};
use crate::import::note::Severity;
use crate::plan::{ManagementState, PublicBlockKind};

/// What a resource is: AWS's `ResourceType`.
#[derive(Clone, Copy)]
enum Kind {
    Vpc,
    Subnet,
    ElasticIp,
    PublicIpv4Pool,
    Interface,
    /// What the plan has nothing for.
    Other,
}

const KINDS: &[(&str, Kind)] = &[
    ("vpc", Kind::Vpc),
    ("subnet", Kind::Subnet),
    ("eip", Kind::ElasticIp),
    ("public-ipv4-pool", Kind::PublicIpv4Pool),
    ("eni", Kind::Interface),
    ("ipv6-pool", Kind::Other),
    ("anycast-ip-list", Kind::Other),
];

/// An object of `get-ipam-resource-cidrs` and of `get-ipam-discovered-resource-cidrs`.
pub(super) fn resource_cidr(item: &mut Item<'_, '_, '_>) {
    let Some(key) = item.id("ResourceId") else { return };
    if item.value.member("ResourceCidr").is_none() {
        item.note(Severity::Refused, "the field \"ResourceCidr\" is missing".to_owned());
    }
    let (Some(cidr), Some(kind)) = (item.cidr("ResourceCidr"), item.word("ResourceType", KINDS)) else {
        return;
    };
    match kind {
        Kind::Vpc => vpc_cidr(item, key, cidr),
        Kind::Subnet => subnet(item, key, cidr),
        Kind::ElasticIp => public_block(item, key, cidr, PublicBlockKind::ElasticIp),
        Kind::PublicIpv4Pool => public_block(item, key, cidr, PublicBlockKind::PublicIpv4Pool),
        Kind::Interface => interface(item, key, cidr),
        Kind::Other => {
            let kind = item.text("ResourceType").unwrap_or_default();
            item.note(
                Severity::Remark,
                format!("a plan has nothing for a resource of type {kind}; it is left out"),
            );
        }
    }
}

fn vpc_cidr(item: &mut Item<'_, '_, '_>, key: Key, cidr: Cidr) {
    let vpc = vpc(item, key.clone());
    item.out.found.vpcs.push(vpc);
    let state = item.word(
        "ManagementState",
        &[
            ("managed", ManagementState::Managed),
            ("unmanaged", ManagementState::Unmanaged),
            ("ignored", ManagementState::Ignored),
        ],
    );
    let vpc_cidr = VpcCidr {
        place: item.place(),
        vpc: key,
        cidr,
        role: None,
        pool: item.string("IpamPoolId").map(Key::Aws),
        state,
    };
    item.out.found.vpc_cidrs.push(vpc_cidr);
}

fn vpc(item: &mut Item<'_, '_, '_>, key: Key) -> Vpc {
    let mut vpc = Vpc::new(item.place(), key);
    let (name, tags) = item.tags("ResourceTags");
    (vpc.name, vpc.tags) = (name.or_else(|| item.string("ResourceName")), tags);
    vpc.owner = item.account("ResourceOwnerId").map(Owner::Number);
    vpc.region = item.region("ResourceRegion");
    vpc.scope = item.string("IpamScopeId").map(Key::Aws);
    vpc
}

fn subnet(item: &mut Item<'_, '_, '_>, key: Key, cidr: Cidr) {
    let mut subnet = Subnet::new(item.place(), key, cidr);
    let (name, tags) = item.tags("ResourceTags");
    (subnet.name, subnet.tags) = (name.or_else(|| item.string("ResourceName")), tags);
    subnet.vpc = item.string("VpcId").map(Key::Aws);
    subnet.pool = item.string("IpamPoolId").map(Key::Aws);
    if let Some(key) = subnet.vpc.clone() {
        let mut stub = Vpc::new(item.place(), key);
        stub.owner = item.account("ResourceOwnerId").map(Owner::Number);
        stub.region = item.region("ResourceRegion");
        stub.scope = item.string("IpamScopeId").map(Key::Aws);
        item.out.found.vpcs.push(stub);
    }
    item.out.found.subnets.push(subnet);
}

fn public_block(item: &mut Item<'_, '_, '_>, key: Key, cidr: Cidr, kind: PublicBlockKind) {
    let (name, tags) = item.tags("ResourceTags");
    let name = name.or_else(|| item.string("ResourceName"));
    let block = PublicBlock {
        place: item.place(),
        key,
        kind,
        cidr,
        pool: item.string("IpamPoolId").map(Key::Aws),
        region: item.region("ResourceRegion"),
        owner: item.account("ResourceOwnerId"),
        name,
        tags,
    };
    item.out.found.public_blocks.push(block);
}

/// An address of a network interface: of those that are discovered, one object each.
fn interface(item: &mut Item<'_, '_, '_>, key: Key, cidr: Cidr) {
    let Some(vpc) = item.string("VpcId").map(Key::Aws) else {
        return;
    };
    // Only what is discovered says whether the interface is in use.
    let in_use = item
        .text("NetworkInterfaceAttachmentStatus")
        .is_some_and(|status| status == "in-use");
    let is_public = item.text("IpSource").is_some() && cidr.first().is_ipv4() && !is_private(cidr);
    let subnet = item.string("SubnetId").map(Key::Aws);
    item.out.found.interfaces.push(Interface {
        place: item.place(),
        key,
        vpc,
        subnet,
        in_use,
        addresses: if is_public { Vec::new() } else { vec![cidr] },
        public: if is_public { vec![cidr.first()] } else { Vec::new() },
    });
}

/// Whether these are addresses of RFC 1918 or of RFC 6598.
fn is_private(cidr: Cidr) -> bool {
    let ranges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
    ranges
        .iter()
        .filter_map(|range| range.parse::<Cidr>().ok())
        .any(|range| range.contains(cidr))
}

/// An object of `describe-addresses`.
pub(super) fn address(item: &mut Item<'_, '_, '_>) {
    let Some(address) = item.spelled::<std::net::Ipv4Addr>("PublicIp") else {
        item.note(
            Severity::Refused,
            "an Elastic IP address without \"PublicIp\" is left out".to_owned(),
        );
        return;
    };
    let Some(cidr) = Cidr::new(address.into(), crate::address::Family::Ipv4.longest()) else {
        return;
    };
    let (name, tags) = item.tags("Tags");
    let pool = item
        .string("PublicIpv4Pool")
        .filter(|pool| pool.starts_with("ipam-pool-"));
    // The border group is the Region, unless the address is of a Local Zone.
    let region = item.region("NetworkBorderGroup").or(item.context.region);
    let key = item.string("AllocationId").unwrap_or_else(|| address.to_string());
    let block = PublicBlock {
        place: item.place(),
        key: Key::Aws(key),
        kind: PublicBlockKind::ElasticIp,
        cidr,
        pool: pool.map(Key::Aws),
        region,
        owner: item.context.account,
        name,
        tags,
    };
    item.out.found.public_blocks.push(block);
}
