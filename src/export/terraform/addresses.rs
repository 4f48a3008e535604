//! Elastic IP addresses.

use super::hcl::Block;
use super::{Terraform, resource_name};
use crate::address::Family;
use crate::export::naming;
use crate::export::writing::{Out, Scene};
use crate::lifecycle::all_tags;
use crate::plan::{Id, PublicBlock, PublicBlockKind};

impl Terraform {
    pub(super) fn public_block(&mut self, scene: Scene<'_>, id: Id<PublicBlock>, out: &mut Out) {
        let design = scene.plan().design();
        let Some(row) = design.public_blocks.get(&id).filter(|_| scene.has(id)) else {
            return;
        };
        out.losses.of_row(design, id.into());
        if row.kind == PublicBlockKind::PublicIpv4Pool {
            out.loses("Public IPv4 pools of EC2", PUBLIC_POOL, id);
            return;
        }
        if row.cidr.family() != Family::Ipv4 || row.cidr.netmask_length().get() != Family::Ipv4.bits() {
            out.loses("Elastic IP addresses that are not one IPv4 address", NOT_ONE, id);
            return;
        }
        let pool = row
            .pool
            .map(|pool| (pool, self.id_of(scene, "aws_vpc_ipam_pool", pool, out)));
        self.import_row(scene, "aws_eip", id, out);
        let mut block = Block::resource("aws_eip", &resource_name(id));
        let locale = || row.pool.and_then(|pool| design.pools.get(&pool)?.locale);
        let region = row.region.or_else(locale).map(naming::region_of);
        let home = scene.plan().ipam().home_region;
        self.place(scene, &mut block, region.unwrap_or(home), row.account, out);
        Self::comment(scene, id, out);
        block.text("domain", "vpc");
        match pool {
            Some((pool, expression)) => {
                block.set("ipam_pool_id", expression);
                block.text("address", &row.cidr.first().to_string());
                block.after(self.provisioned(scene, pool));
            }
            None if scene.exists(id) => {}
            None => out.loses("Elastic IP addresses that are from no pool", AMAZONS, id),
        }
        block.tags("tags", &all_tags(&row.name, &row.tags));
        block.write(&mut out.text);
    }
}

const PUBLIC_POOL: &str = "Terraform has no resource for them: create them by the steps";
const AMAZONS: &str = "Amazon chooses the address: put what it gives into the plan";
const NOT_ONE: &str = "An Elastic IP address is one IPv4 address";
