//! Taking down, from the bottom to the top: release before deprovision before delete.

use super::call::Call;
use super::order::{Ordered, Stage};
use super::requests::{call, is_default};
use super::step::{Credentials, Footing, Step, Wait};
use super::{Action, Cause, Course, pages};
use crate::address::Cidr;
use crate::ordered::sort;
use crate::plan::{Id, Plan, Pool, PoolCidr, PoolParent, PublicBlockKind, RegionCode};

impl Course<'_> {
    /// Everything that goes, for good or to be made again.
    pub(super) async fn take_down(&self, steps: &mut Ordered) {
        self.delete_subnets(steps).await;
        self.release_reservations(steps).await;
        self.ignore_cidrs(steps).await;
        self.return_public_blocks(steps).await;
        self.delete_vpcs(steps).await;
        self.delete_pools(steps).await;
        self.delete_scopes_and_ipam(steps);
        self.revoke_access(steps);
    }

    async fn delete_subnets(&self, steps: &mut Ordered) {
        let actual = self.before.tables;
        for (id, row) in &actual.subnets {
            self.pieces.row().await;
            let Some(cause) = self.lost.cause(*id) else { continue };
            let region = actual.vpcs.get(&row.vpc).map(|vpc| vpc.region);
            let call = call("ec2 delete-subnet", region).value("--subnet-id", self.old_id(*id));
            let title = format!("Delete {}", self.old_name(*id));
            let reason = self.down_reason(*id, cause);
            let mut step = self.step(Action::DeleteSubnet, *id, title, reason, call, pages::SUBNET_DELETING);
            step.credentials = self.owner_of(row.vpc);
            if let Some(pool) = row.pool {
                step.wait = self.release_of(pool, vec![row.cidr]);
            }
            steps.add(Stage::DeleteSubnets, step);
        }
    }

    async fn release_reservations(&self, steps: &mut Ordered) {
        for (id, row) in &self.before.tables.reservations {
            self.pieces.row().await;
            let Some(cause) = self.lost.cause(*id).filter(|_| self.lost.cascade(row.pool).is_none()) else {
                continue;
            };
            let region = self.allocation_region(self.before.tables, row.pool);
            let call = call("ec2 release-ipam-pool-allocation", region)
                .value("--ipam-pool-id", self.old_id(row.pool))
                .text("--cidr", row.cidr)
                .value("--ipam-pool-allocation-id", self.old_id(*id));
            let title = format!("Release {}", self.old_name(*id));
            let reason = self.down_reason(*id, cause);
            steps.add(
                Stage::Release,
                self.step(Action::Release, *id, title, reason, call, pages::RELEASE),
            );
        }
    }

    async fn return_public_blocks(&self, steps: &mut Ordered) {
        for (id, row) in &self.before.tables.public_blocks {
            self.pieces.row().await;
            let Some(cause) = self.lost.cause(*id) else { continue };
            let region = row.region.or(row
                .pool
                .and_then(|pool| self.allocation_region(self.before.tables, pool)));
            let reason = self.down_reason(*id, cause);
            let call = match row.kind {
                PublicBlockKind::ElasticIp => {
                    call("ec2 release-address", region).value("--allocation-id", self.old_id(*id))
                }
                PublicBlockKind::PublicIpv4Pool => call("ec2 deprovision-public-ipv4-pool-cidr", region)
                    .value("--pool-id", self.old_id(*id))
                    .text("--cidr", row.cidr),
            };
            let name = self.old_name(*id);
            let title = match row.kind {
                PublicBlockKind::ElasticIp => format!("Release {name}"),
                PublicBlockKind::PublicIpv4Pool => format!("Deprovision {} from {name}", row.cidr),
            };
            let mut step = self.step(
                Action::ReturnPublicBlock,
                *id,
                title,
                reason.clone(),
                call,
                match row.kind {
                    PublicBlockKind::ElasticIp => pages::ELASTIC_IP_POOL,
                    PublicBlockKind::PublicIpv4Pool => pages::PUBLIC_IPV4_POOL,
                },
            );
            step.credentials = Credentials::ResourceOwner(row.account);
            if let Some(pool) = row.pool {
                step.wait = self.release_of(pool, vec![row.cidr]);
            }
            steps.add(Stage::PublicBlocksDown, step);
            if row.kind == PublicBlockKind::PublicIpv4Pool {
                let call = self::call("ec2 delete-public-ipv4-pool", region).value("--pool-id", self.old_id(*id));
                let title = format!("Delete {}", self.old_name(*id));
                let mut step = self.step(
                    Action::DeletePublicPool,
                    *id,
                    title,
                    reason,
                    call,
                    pages::PUBLIC_IPV4_POOL,
                );
                step.credentials = Credentials::ResourceOwner(row.account);
                steps.add(Stage::PublicBlocksDown, step);
            }
        }
    }

    async fn delete_pools(&self, steps: &mut Ordered) {
        let actual = self.before.tables;
        let mut cidrs: Vec<(Id<Pool>, Id<PoolCidr>)> =
            actual.pool_cidrs.iter().map(|(id, row)| (row.pool, *id)).collect();
        sort(&mut cidrs);
        for id in &self.before.pools {
            self.pieces.row().await;
            let depth = self.before.depth(*id);
            let stage = match self.before.plans_for(*id) {
                Some(_) => Stage::PlanningPoolsDown,
                None => Stage::PoolsDown,
            };
            let cascade = self.lost.cascade(*id);
            let start = cidrs.partition_point(|(pool, _)| pool < id);
            for (_, cidr) in cidrs
                .get(start..)
                .unwrap_or_default()
                .iter()
                .take_while(|(pool, _)| pool == id && cascade.is_none())
            {
                if let Some(step) = self.deprovision(*cidr) {
                    steps.add_bottom_first(stage, depth, step);
                }
            }
            let (Some(row), Some(cause)) = (actual.pools.get(id), self.lost.cause(*id)) else {
                continue;
            };
            if !row.shared_with.is_empty() {
                steps.add(Stage::Unshare, self.delete_share(*id, cause));
            }
            let mut step = match cascade {
                None => self.delete_pool(*id, cause),
                Some(root) if root == *id => self.delete_with_all(*id, cause),
                Some(_) => continue,
            };
            step.wait = Wait::Until {
                state: "the pool is gone",
                call: self
                    .old_call("ec2 describe-ipam-pools")
                    .value("--ipam-pool-ids", self.old_id(*id)),
            };
            steps.add_bottom_first(stage, depth, step);
        }
    }

    fn delete_pool(&self, id: Id<Pool>, cause: Cause) -> Step {
        let call = self
            .old_call("ec2 delete-ipam-pool")
            .value("--ipam-pool-id", self.old_id(id));
        let title = format!("Delete {}", self.old_name(id));
        let reason = self.down_reason(id, cause);
        self.step(Action::DeletePool, id, title, reason, call, pages::DELETE_POOL)
    }

    /// Deletes a pool that plans for subnets with its CIDRs, allocations and sub-pools: the one way by which subnets stay.
    fn delete_with_all(&self, id: Id<Pool>, cause: Cause) -> Step {
        let mut step = self.delete_pool(id, cause);
        step.call = step.call.flag("--cascade");
        step.title.push_str(" with all that is in it");
        let stay = "The subnets themselves stay, with CIDRs that are from no pool any more";
        step.reason = format!("{}. {stay}", step.reason);
        let within = self.before.tables.pools.get(&id).map(|row| row.parent);
        step.footing = match within {
            Some(PoolParent::Pool(_)) => Footing::Unverified {
                page: pages::SUBNET_PLANNING,
                open: "The page says that subnets stay when the resource planning pool itself is deleted, and not whether they \
                       do when a pool within it is",
            },
            _ => Footing::Page(pages::SUBNET_PLANNING),
        };
        step
    }

    fn deprovision(&self, id: Id<PoolCidr>) -> Option<Step> {
        let row = self.before.tables.pool_cidrs.get(&id)?;
        let cause = self.lost.cause(id)?;
        let (pool, name) = (self.old_id(row.pool), self.old_name(row.pool));
        let call = self
            .old_call("ec2 deprovision-ipam-pool-cidr")
            .value("--ipam-pool-id", pool.clone())
            .text("--cidr", row.cidr);
        let title = format!("Deprovision {} from {name}", row.cidr);
        let reason = self.down_reason(id, cause);
        let mut step = self.step(Action::Deprovision, id, title, reason, call, pages::DEPROVISION);
        step.wait = Wait::Until {
            state: "the CIDR is deprovisioned",
            call: self.old_call("ec2 get-ipam-pool-cidrs").value("--ipam-pool-id", pool),
        };
        Some(step)
    }

    fn delete_share(&self, id: Id<Pool>, cause: Cause) -> Step {
        let call = self.share_call("ram delete-resource-share", self.before.home(), id);
        let title = format!("End the sharing of {}", self.old_name(id));
        let reason = self.down_reason(id, cause);
        let mut step = self.step(Action::UnsharePool, id, title, reason, call, pages::SHARE);
        let open = "No page says whether a pool can be deleted while it is shared";
        step.footing = Footing::Unverified {
            page: pages::SHARE,
            open,
        };
        step
    }

    /// A call about the resource share of a pool that exists.
    pub(super) fn share_call(&self, operation: &'static str, region: Option<RegionCode>, id: Id<Pool>) -> Call {
        let share = super::Value::Placeholder(format!("ARN of the resource share of {}", self.old_name(id)));
        call(operation, region).value("--resource-share-arn", share)
    }

    fn delete_scopes_and_ipam(&self, steps: &mut Ordered) {
        for (id, row) in &self.before.tables.scopes {
            let Some(cause) = self.lost.cause(*id).filter(|_| !is_default(row)) else {
                continue;
            };
            let call = self
                .old_call("ec2 delete-ipam-scope")
                .value("--ipam-scope-id", self.old_id(*id));
            let title = format!("Delete {}", self.old_name(*id));
            let reason = self.down_reason(*id, cause);
            let step = self.step(Action::DeleteScope, *id, title, reason, call, pages::DELETE_SCOPE);
            steps.add(Stage::ScopesDown, step);
        }
        let id = Plan::ipam_id();
        if let Some(cause) = self.lost.cause(id) {
            let call = self.old_call("ec2 delete-ipam").value("--ipam-id", self.old_id(id));
            let reason = self.down_reason(id, cause);
            let title = "Delete the IPAM with its default scopes".to_owned();
            let step = self.step(Action::DeleteIpam, id, title, reason, call, pages::DELETE_IPAM);
            steps.add(Stage::IpamDown, step);
        }
    }

    /// The wait for IPAM to release what was allocated from a pool that exists.
    pub(super) fn release_of(&self, pool: Id<Pool>, blocks: Vec<Cidr>) -> Wait {
        let call = self.allocations(self.before.tables, pool, self.old_id(pool));
        Wait::Release { call, blocks }
    }
}
