//! VPCs with their CIDRs and subnets, and Elastic IP addresses.

use super::{CloudFormation, Resource, logical};
use crate::address::Family;
use crate::export::json::Json;
use crate::export::naming::{holding, primary};
use crate::export::writing::{Out, Scene};
use crate::lifecycle::all_tags;
use crate::plan::{CidrRole, Id, Monitoring, Pool, PublicBlock, PublicBlockKind, Subnet, Vpc, VpcCidr};

impl CloudFormation {
    pub(super) fn vpc(&mut self, scene: Scene<'_>, id: Id<Vpc>, out: &mut Out) {
        let design = scene.plan().design();
        let (Some(row), Some(entry)) = (design.vpcs.get(&id), scene.source.index.vpc(id)) else {
            return;
        };
        if !self.is_here(scene, id.into()) {
            out.loses("What is in other accounts and Regions", ELSEWHERE, id);
            return;
        }
        let primary = primary(scene, id);
        if scene.has(id) {
            out.losses.of_row(design, id.into());
            let mut resource = Resource::new("AWS::EC2::VPC", id);
            match primary.and_then(|id| Some((id, design.vpc_cidrs.get(&id)?))) {
                Some((id, cidr)) => {
                    resource.set("CidrBlock", Json::Text(cidr.cidr.to_string()));
                    if allocated_from(id, cidr, out).is_some() {
                        out.loses("The pools of primary CIDRs of VPCs", ONE_OF_TWO, id);
                    }
                }
                None => out.loses("VPCs without a primary IPv4 CIDR", NO_PRIMARY, id),
            }
            resource.tags("Tags", &all_tags(&row.name, &row.tags), id.into(), out);
            self.write(scene, resource, id.into(), out);
        }
        for (_, cidr) in entry.cidrs() {
            if Some(*cidr) != primary && scene.has(*cidr) {
                self.associate(scene, *cidr, out);
            }
        }
        for (_, subnet) in entry.subnets() {
            self.subnet(scene, *subnet, out);
        }
    }

    fn associate(&mut self, scene: Scene<'_>, id: Id<VpcCidr>, out: &mut Out) {
        let Some(row) = scene.plan().design().vpc_cidrs.get(&id) else {
            return;
        };
        if row.role == CidrRole::Primary {
            out.loses("Primary CIDRs besides the first of a VPC", PRIMARY, id);
        }
        let (block, from) = match row.cidr.family() {
            Family::Ipv4 => ("CidrBlock", "Ipv4IpamPoolId"),
            Family::Ipv6 => ("Ipv6CidrBlock", "Ipv6IpamPoolId"),
        };
        let mut resource = Resource::new("AWS::EC2::VPCCidrBlock", id);
        resource.set("VpcId", self.id_of(scene, row.vpc));
        resource.set(block, Json::Text(row.cidr.to_string()));
        match allocated_from(id, row, out) {
            Some(pool) => {
                resource.set(from, self.id_of(scene, pool));
                resource.after(self.provisioned(scene, pool));
            }
            None if row.cidr.family() == Family::Ipv6 => {
                out.loses("IPv6 CIDRs of VPCs that are from no pool", OWN_IPV6, id);
            }
            None => {}
        }
        self.write(scene, resource, id.into(), out);
    }

    pub(super) fn subnet(&mut self, scene: Scene<'_>, id: Id<Subnet>, out: &mut Out) {
        let design = scene.plan().design();
        let Some(row) = design.subnets.get(&id) else { return };
        if self.here(scene, id).is_none() {
            return;
        }
        out.losses.of_row(design, id.into());
        let mut resource = Resource::new("AWS::EC2::Subnet", id);
        resource.set("VpcId", self.id_of(scene, row.vpc));
        match row.cidr.family() {
            Family::Ipv4 => resource.set("CidrBlock", Json::Text(row.cidr.to_string())),
            Family::Ipv6 => {
                resource.set("Ipv6CidrBlock", Json::Text(row.cidr.to_string()));
                resource.set("Ipv6Native", Json::Flag(true));
            }
        }
        resource.text(
            "AvailabilityZone",
            row.zone.as_deref().unwrap_or_default(),
            id.into(),
            out,
        );
        if row.pool.is_some() {
            out.loses("The pools that subnets are planned from", ONE_OF_TWO, id);
        }
        resource.tags("Tags", &all_tags(&row.name, &row.tags), id.into(), out);
        // It may lie in a CIDR that is associated after the VPC is made.
        let cidrs = scene
            .source
            .index
            .vpc(row.vpc)
            .map(|entry| entry.cidrs())
            .unwrap_or_default();
        let home = holding(cidrs, row.cidr).filter(|home| Some(*home) != primary(scene, row.vpc));
        resource.after(home.filter(|home| scene.has(*home)).map(logical));
        self.write(scene, resource, id.into(), out);
    }

    pub(super) fn public_block(&mut self, scene: Scene<'_>, id: Id<PublicBlock>, out: &mut Out) {
        let design = scene.plan().design();
        let Some(row) = design.public_blocks.get(&id).filter(|_| scene.has(id)) else {
            return;
        };
        if !self.is_here(scene, id.into()) {
            out.loses("What is in other accounts and Regions", ELSEWHERE, id);
            return;
        }
        out.losses.of_row(design, id.into());
        if row.kind == PublicBlockKind::PublicIpv4Pool {
            out.loses("Public IPv4 pools of EC2", PUBLIC_POOL, id);
            return;
        }
        if row.cidr.family() != Family::Ipv4 || row.cidr.netmask_length().get() != Family::Ipv4.bits() {
            out.loses("Elastic IP addresses that are not one IPv4 address", NOT_ONE, id);
            return;
        }
        let mut resource = Resource::new("AWS::EC2::EIP", id);
        resource.set("Domain", Json::text("vpc"));
        match row.pool {
            Some(pool) => {
                resource.set("IpamPoolId", self.id_of(scene, pool));
                resource.set("Address", Json::Text(row.cidr.first().to_string()));
                resource.after(self.provisioned(scene, pool));
            }
            None if scene.exists(id) => {}
            None => out.loses("Elastic IP addresses that are from no pool", AMAZONS, id),
        }
        resource.tags("Tags", &all_tags(&row.name, &row.tags), id.into(), out);
        self.write(scene, resource, id.into(), out);
    }
}

fn allocated_from(id: Id<VpcCidr>, row: &VpcCidr, out: &mut Out) -> Option<Id<Pool>> {
    if row.monitoring == Monitoring::Ignored {
        out.loses("VPC CIDRs that IPAM is to ignore", IGNORED, id);
        return None;
    }
    row.pool
}

pub(super) const ELSEWHERE: &str = "A stack is made in one account and one Region: each has a template of its own";
const ONE_OF_TWO: &str =
    "CloudFormation takes either a pool or a CIDR, and the CIDR is written: IPAM manages it when the pool imports it";
const NO_PRIMARY: &str = "AWS makes no VPC without one: CloudFormation will refuse them";
const PRIMARY: &str = "A VPC has one primary CIDR: the others are written as secondary ones";
const OWN_IPV6: &str = "AWS takes an IPv6 CIDR of a VPC only from a pool: CloudFormation will refuse them";
const IGNORED: &str = "CloudFormation has no resource for what IPAM monitors: they are written without their pool, and the steps say how to have them ignored";
const PUBLIC_POOL: &str = "CloudFormation has no resource for them: create them by the steps";
const NOT_ONE: &str = "An Elastic IP address is one IPv4 address";
const AMAZONS: &str = "Amazon chooses the address: put what it gives into the plan";
