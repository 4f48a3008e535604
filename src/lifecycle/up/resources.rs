//! What is allocated from pools: reservations, subnets and public addresses. VPCs have a place of their own.

use crate::address::Family;
use crate::lifecycle::order::{Ordered, Stage};
use crate::lifecycle::requests::{all_tags, call, cidr_argument, description_of, some, tag_specifications};
use crate::lifecycle::step::{Credentials, Footing, Step};
use crate::lifecycle::{Action, Course, pages};
use crate::plan::{Id, PublicBlock, PublicBlockKind};

impl Course<'_> {
    pub(super) async fn reserve(&self, steps: &mut Ordered) {
        for (id, row) in &self.after.tables.reservations {
            self.pieces.row().await;
            if !self.is_fresh((*id).into()) {
                continue;
            }
            let region = self.allocation_region(self.after.tables, row.pool);
            let call = call("ec2 allocate-ipam-pool-cidr", region)
                .value("--ipam-pool-id", self.new_id(row.pool))
                .text("--cidr", row.cidr)
                .some("--description", some(description_of(row)));
            let title = format!("Reserve {} in {}", row.cidr, self.new_name(row.pool));
            let stage = match self.after.plans_for(row.pool) {
                Some(_) => Stage::AllocatePlanned,
                None => Stage::Allocate,
            };
            let reason = self.up_reason(*id);
            steps.add(
                stage,
                self.step(Action::Allocate, *id, title, reason, call, pages::ALLOCATE),
            );
        }
    }

    pub(super) async fn create_subnets(&self, steps: &mut Ordered) {
        for (id, row) in &self.after.tables.subnets {
            self.pieces.row().await;
            if !self.is_fresh((*id).into()) {
                continue;
            }
            let region = self.after.tables.vpcs.get(&row.vpc).map(|vpc| vpc.region);
            let mut call = call("ec2 create-subnet", region)
                .value("--vpc-id", self.new_id(row.vpc))
                .some("--availability-zone", row.zone.clone().filter(|zone| !zone.is_empty()))
                .text(cidr_argument(row.cidr), row.cidr);
            if row.cidr.family() == Family::Ipv6 {
                call = call.flag("--ipv6-native");
            }
            if let Some(pool) = row.pool {
                let argument = match row.cidr.family() {
                    Family::Ipv4 => "--ipv4-ipam-pool-id",
                    Family::Ipv6 => "--ipv6-ipam-pool-id",
                };
                call = call.value(argument, self.new_id(pool));
            }
            let call = call.some(
                "--tag-specifications",
                tag_specifications("subnet", &all_tags(&row.name, &row.tags)),
            );
            let title = format!("Create {}", self.new_name(*id));
            let page = match row.pool {
                Some(_) => pages::SUBNET_PLANNING,
                None => pages::SUBNET_SIZING,
            };
            let mut step = self.step(Action::CreateSubnet, *id, title, self.up_reason(*id), call, page);
            step.credentials = self.owner_of(row.vpc);
            steps.add(Stage::CreateSubnets, step);
        }
    }

    pub(super) async fn take_public_blocks(&self, steps: &mut Ordered) {
        for (id, row) in &self.after.tables.public_blocks {
            self.pieces.row().await;
            if !self.is_fresh((*id).into()) {
                continue;
            }
            let region = row.region.or(row
                .pool
                .and_then(|pool| self.allocation_region(self.after.tables, pool)));
            let tags = |kind| tag_specifications(kind, &all_tags(&row.name, &row.tags));
            let reason = self.up_reason(*id);
            let mut taken = match row.kind {
                PublicBlockKind::ElasticIp => {
                    let mut call = call("ec2 allocate-address", region).text("--domain", "vpc");
                    if let Some(pool) = row.pool {
                        call = call
                            .value("--ipam-pool-id", self.new_id(pool))
                            .text("--address", row.cidr.first());
                    }
                    let call = call.some("--tag-specifications", tags("elastic-ip"));
                    let title = format!("Allocate {}", self.new_name(*id));
                    self.step(
                        Action::TakePublicBlock,
                        *id,
                        title,
                        reason,
                        call,
                        pages::ELASTIC_IP_POOL,
                    )
                }
                PublicBlockKind::PublicIpv4Pool => {
                    steps.add(Stage::PublicBlocksUp, self.create_public_pool(*id, row));
                    let mut call = call("ec2 provision-public-ipv4-pool-cidr", region);
                    if let Some(pool) = row.pool {
                        call = call.value("--ipam-pool-id", self.new_id(pool));
                    }
                    let call = call
                        .value("--pool-id", self.new_id(*id))
                        .text("--netmask-length", row.cidr.netmask_length().get());
                    let title = format!("Provision {} to {}", row.cidr, self.new_name(*id));
                    let page = pages::PUBLIC_IPV4_POOL;
                    self.step(Action::TakePublicBlock, *id, title, reason, call, page)
                }
            };
            taken.credentials = Credentials::ResourceOwner(row.account);
            if row.kind == PublicBlockKind::PublicIpv4Pool {
                let open = "The call takes a netmask length, so AWS chooses the addresses; no page says which";
                taken.footing = Footing::Unverified {
                    page: pages::PUBLIC_IPV4_POOL,
                    open,
                };
            }
            steps.add(Stage::PublicBlocksUp, taken);
        }
    }

    fn create_public_pool(&self, id: Id<PublicBlock>, row: &PublicBlock) -> Step {
        let region = row.region.or(row
            .pool
            .and_then(|pool| self.allocation_region(self.after.tables, pool)));
        let tags = tag_specifications("ipv4pool-ec2", &all_tags(&row.name, &row.tags));
        let call = call("ec2 create-public-ipv4-pool", region).some("--tag-specifications", tags);
        let title = format!("Create {}", self.new_name(id));
        let mut step = self.step(
            Action::CreatePublicPool,
            id,
            title,
            self.up_reason(id),
            call,
            pages::PUBLIC_IPV4_POOL,
        );
        step.credentials = Credentials::ResourceOwner(row.account);
        step
    }
}
