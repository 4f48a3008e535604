//! VPCs and their subnets.

use super::item::Item;
use crate::address::Cidr;
use crate::import::found::{DefaultVpc, Key, Owner, Subnet, Vpc, VpcCidr};
use crate::import::json::View;
use crate::import::note::Severity;
use crate::plan::{CidrRole, REGIONS, RegionCode};

/// An object of `describe-vpcs`.
pub(super) fn vpc(item: &mut Item<'_, '_, '_>) {
    let Some(key) = item.id("VpcId") else { return };
    let mut vpc = Vpc::new(item.place(), key.clone());
    (vpc.name, vpc.tags) = item.tags("Tags");
    vpc.owner = item.account("OwnerId").or(item.context.account).map(Owner::Number);
    vpc.region = item.context.region;
    vpc.default = item.flag("IsDefault", DefaultVpc::Yes, DefaultVpc::No);
    let primary = item.cidr("CidrBlock");
    let mut cidrs = Vec::new();
    for value in item.list("CidrBlockAssociationSet") {
        if let Some(cidr) = associated(&mut item.inside(value), "CidrBlock", "CidrBlockState") {
            cidrs.push((value, cidr));
        }
    }
    if let Some(cidr) = primary.filter(|cidr| cidrs.iter().all(|(_, known)| known != cidr)) {
        cidrs.push((item.value, cidr));
    }
    for value in item.list("Ipv6CidrBlockAssociationSet") {
        if let Some(cidr) = associated(&mut item.inside(value), "Ipv6CidrBlock", "Ipv6CidrBlockState") {
            cidrs.push((value, cidr));
        }
    }
    for (value, cidr) in cidrs {
        let role = match primary == Some(cidr) {
            true => CidrRole::Primary,
            false => CidrRole::Secondary,
        };
        item.out.found.vpc_cidrs.push(VpcCidr {
            place: item.out.place(value.line()),
            vpc: key.clone(),
            cidr,
            role: Some(role),
            pool: None,
            state: None,
        });
    }
    item.out.found.vpcs.push(vpc);
}

/// An object of `describe-subnets`. One of both families is two subnets of the plan, which have the id in common.
pub(super) fn subnet(item: &mut Item<'_, '_, '_>) {
    let Some(key) = item.id("SubnetId") else { return };
    let vpc = item.string("VpcId").map(Key::Aws);
    let (name, tags) = item.tags("Tags");
    let zone = item.string("AvailabilityZone");
    let available = item.whole("AvailableIpAddressCount");
    let owner = item.account("OwnerId");
    let region = zone.as_deref().and_then(region_of_zone).or(item.context.region);
    if let Some(vpc) = vpc.clone() {
        // What is known of its VPC, which may be in no file.
        let mut stub = Vpc::new(item.place(), vpc);
        (stub.owner, stub.region) = (owner.map(Owner::Number), region);
        item.out.found.vpcs.push(stub);
    }
    let mut cidrs = Vec::from_iter(item.cidr("CidrBlock"));
    for value in item.list("Ipv6CidrBlockAssociationSet") {
        cidrs.extend(associated(
            &mut item.inside(value),
            "Ipv6CidrBlock",
            "Ipv6CidrBlockState",
        ));
    }
    if cidrs.is_empty() {
        item.note(Severity::Refused, "a subnet without a CIDR is left out".to_owned());
    }
    for cidr in cidrs {
        let mut subnet = Subnet::new(item.place(), key.clone(), cidr);
        (subnet.vpc, subnet.name, subnet.tags) = (vpc.clone(), name.clone(), tags.clone());
        subnet.zone = zone.clone();
        subnet.available = available.filter(|_| cidr.first().is_ipv4());
        item.out.found.subnets.push(subnet);
    }
}

/// The block of an association, unless it is one that has ended or failed.
fn associated(item: &mut Item<'_, '_, '_>, cidr: &str, state: &str) -> Option<Cidr> {
    let state = item.value.member(state).and_then(|state| state.member("State"));
    let word = state.and_then(View::text);
    let block = item.cidr(cidr)?;
    match word.as_deref() {
        None | Some("associated") => Some(block),
        Some("associating") => {
            let sentence = format!("{block} is being associated, and taken as associated");
            item.note(Severity::Remark, sentence);
            Some(block)
        }
        Some(other) => {
            let sentence = format!("{block} is {other}, and left out");
            item.note(Severity::Remark, sentence);
            None
        }
    }
}

/// The Region of an Availability Zone, a Local Zone or a Wavelength Zone: the longest code of a Region that it begins with.
pub(super) fn region_of_zone(zone: &str) -> Option<RegionCode> {
    let begins = |code: &str| {
        let rest = zone.strip_prefix(code);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let known = REGIONS.iter().map(|region| region.code).filter(|code| begins(code));
    let code = known.max_by_key(|code| code.len());
    // One that is not listed yet: us-east-9a.
    code.or_else(|| Some(zone.trim_end_matches(|c: char| c.is_ascii_lowercase())))
        .and_then(|code| code.parse().ok())
}
