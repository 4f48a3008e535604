//! VPCs, their CIDRs and subnets.

use super::hcl::Block;
use super::{Terraform, resource, resource_name};
use crate::address::Family;
use crate::export::naming::{holding, primary};
use crate::export::writing::{Out, Scene};
use crate::lifecycle::all_tags;
use crate::plan::{CidrRole, Id, Monitoring, Pool, Subnet, Vpc, VpcCidr};

const IPV4: &str = "aws_vpc_ipv4_cidr_block_association";
const IPV6: &str = "aws_vpc_ipv6_cidr_block_association";

impl Terraform {
    pub(super) fn vpc(&mut self, scene: Scene<'_>, id: Id<Vpc>, out: &mut Out) {
        let design = scene.plan().design();
        let (Some(row), Some(entry)) = (design.vpcs.get(&id), scene.source.index.vpc(id)) else {
            return;
        };
        let primary = primary(scene, id);
        if scene.has(id) {
            out.losses.of_row(design, id.into());
            self.vpc_itself(scene, id, row, primary, out);
        }
        for (_, cidr) in entry.cidrs() {
            if Some(*cidr) != primary && scene.has(*cidr) {
                self.associate(scene, *cidr, row, out);
            }
        }
        for (_, subnet) in entry.subnets() {
            self.subnet(scene, *subnet, out);
        }
    }

    fn vpc_itself(&mut self, scene: Scene<'_>, id: Id<Vpc>, row: &Vpc, primary: Option<Id<VpcCidr>>, out: &mut Out) {
        let primary = primary.and_then(|id| Some((id, scene.plan().design().vpc_cidrs.get(&id)?)));
        let pool = primary.and_then(|(id, cidr)| self.pool_of(scene, id, cidr, out));
        self.import_row(scene, "aws_vpc", id, out);
        let mut block = Block::resource("aws_vpc", &resource_name(id));
        self.place(scene, &mut block, row.region, row.account, out);
        match primary {
            Some((_, cidr)) => block.text("cidr_block", &cidr.cidr.to_string()),
            None => out.loses("VPCs without a primary IPv4 CIDR", NO_PRIMARY, id),
        }
        Self::comment(scene, id, out);
        if let Some((pool, expression)) = pool {
            block.set("ipv4_ipam_pool_id", expression);
            self.await_pool(scene, &mut block, pool, row, out);
        }
        block.tags("tags", &all_tags(&row.name, &row.tags));
        block.write(&mut out.text);
    }

    fn associate(&mut self, scene: Scene<'_>, id: Id<VpcCidr>, vpc: &Vpc, out: &mut Out) {
        let Some(row) = scene.plan().design().vpc_cidrs.get(&id) else {
            return;
        };
        let (kind, argument, from) = match row.cidr.family() {
            Family::Ipv4 => (IPV4, "cidr_block", "ipv4_ipam_pool_id"),
            Family::Ipv6 => (IPV6, "ipv6_cidr_block", "ipv6_ipam_pool_id"),
        };
        if row.role == CidrRole::Primary {
            out.loses("Primary CIDRs besides the first of a VPC", PRIMARY, id);
        }
        let pool = self.pool_of(scene, id, row, out);
        if pool.is_none() && row.cidr.family() == Family::Ipv6 {
            out.loses("IPv6 CIDRs of VPCs that are from no pool", OWN_IPV6, id);
        }
        if scene.exists(id) && !super::is_made_again(scene, id.into()) {
            let what = format!(
                "association-id of {}",
                crate::export::naming::name(scene.plan().design(), id)
            );
            let known = self.variable(&format!("id_of_{}", resource_name(id)), &what, out);
            self.import(&resource(kind, id), &known, out);
        }
        let owner = self.id_of(scene, "aws_vpc", row.vpc, out);
        let mut block = Block::resource(kind, &resource_name(id));
        self.place(scene, &mut block, vpc.region, vpc.account, out);
        block.set("vpc_id", owner);
        block.text(argument, &row.cidr.to_string());
        if let Some((pool, expression)) = pool {
            block.set(from, expression);
            self.await_pool(scene, &mut block, pool, vpc, out);
        }
        block.write(&mut out.text);
    }

    /// The pool that a CIDR is allocated from, with the expression of its id.
    fn pool_of(
        &mut self,
        scene: Scene<'_>,
        id: Id<VpcCidr>,
        row: &VpcCidr,
        out: &mut Out,
    ) -> Option<(Id<Pool>, String)> {
        if row.monitoring == Monitoring::Ignored {
            out.loses("VPC CIDRs that IPAM is to ignore", IGNORED, id);
            return None;
        }
        let pool = row.pool?;
        Some((pool, self.id_of(scene, "aws_vpc_ipam_pool", pool, out)))
    }

    /// An allocation waits until its pool has its CIDRs and, in another account, is shared.
    fn await_pool(&mut self, scene: Scene<'_>, block: &mut Block, pool: Id<Pool>, vpc: &Vpc, out: &mut Out) {
        block.after(self.provisioned(scene, pool));
        let row = scene.plan().design().pools.get(&pool);
        let shared = row.is_some_and(|row| !row.shared_with.is_empty()) && scene.has(pool);
        if shared && self.provider(scene, vpc.account, out).is_some() {
            block.after(Some(resource("aws_ram_resource_association", pool)));
            block.after(Some(resource("aws_ram_principal_association", pool)));
        }
    }

    pub(super) fn subnet(&mut self, scene: Scene<'_>, id: Id<Subnet>, out: &mut Out) {
        let design = scene.plan().design();
        let Some(row) = design.subnets.get(&id).filter(|_| scene.has(id)) else {
            return;
        };
        let Some(vpc) = design.vpcs.get(&row.vpc) else { return };
        out.losses.of_row(design, id.into());
        let owner = self.id_of(scene, "aws_vpc", row.vpc, out);
        let pool = row
            .pool
            .map(|pool| (pool, self.id_of(scene, "aws_vpc_ipam_pool", pool, out)));
        self.import_row(scene, "aws_subnet", id, out);
        let mut block = Block::resource("aws_subnet", &resource_name(id));
        self.place(scene, &mut block, vpc.region, vpc.account, out);
        Self::comment(scene, id, out);
        block.set("vpc_id", owner);
        let (argument, from) = match row.cidr.family() {
            Family::Ipv4 => ("cidr_block", "ipv4_ipam_pool_id"),
            Family::Ipv6 => ("ipv6_cidr_block", "ipv6_ipam_pool_id"),
        };
        block.text(argument, &row.cidr.to_string());
        if row.cidr.family() == Family::Ipv6 {
            block.set("ipv6_native", "true");
        }
        if let Some(zone) = &row.zone {
            block.text("availability_zone", zone);
        }
        // It may lie in a CIDR that is associated after the VPC is made.
        let cidrs = scene
            .source
            .index
            .vpc(row.vpc)
            .map(|entry| entry.cidrs())
            .unwrap_or_default();
        let home = holding(cidrs, row.cidr).filter(|home| Some(*home) != primary(scene, row.vpc) && scene.has(*home));
        block.after(home.map(|home| {
            let kind = match row.cidr.family() {
                Family::Ipv4 => IPV4,
                Family::Ipv6 => IPV6,
            };
            resource(kind, home)
        }));
        if let Some((pool, expression)) = pool {
            block.set(from, expression);
            self.await_pool(scene, &mut block, pool, vpc, out);
        }
        block.tags("tags", &all_tags(&row.name, &row.tags));
        block.write(&mut out.text);
    }
}

const NO_PRIMARY: &str = "AWS makes no VPC without one: Terraform will refuse them";
const PRIMARY: &str = "A VPC has one primary CIDR: the others are written as secondary ones";
const OWN_IPV6: &str = "AWS takes an IPv6 CIDR of a VPC only from a pool: Terraform will refuse them";
const IGNORED: &str = "Terraform has no resource for what IPAM monitors: they are written without their pool, and the steps say how to have them ignored";
