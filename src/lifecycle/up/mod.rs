//! Building up, from the top to the bottom: parents before children, reservations before anything that imports or allocates.

mod pools;
mod resources;

use super::call::Call;
use super::order::{Ordered, Stage};
use super::requests::{all_tags, is_default, some, tag_specifications};
use super::step::{Step, Wait};
use super::{Action, Course, pages};
use crate::plan::{Ipam, MeteredAccount, Plan, PrivateGua, Tier};

pub(super) const fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Free => "free",
        Tier::Advanced => "advanced",
    }
}

pub(super) const fn metered_account(account: MeteredAccount) -> &'static str {
    match account {
        MeteredAccount::IpamOwner => "ipam-owner",
        MeteredAccount::ResourceOwner => "resource-owner",
    }
}

impl Course<'_> {
    /// Everything that comes, for the first time or again.
    pub(super) async fn build_up(&self, steps: &mut Ordered) {
        self.grant_access(steps);
        self.create_ipam_and_scopes(steps);
        self.create_pools(steps).await;
        self.reserve(steps).await;
        self.place_vpcs(steps).await;
        self.create_subnets(steps).await;
        self.take_public_blocks(steps).await;
        self.share_pools(steps).await;
    }

    fn create_ipam_and_scopes(&self, steps: &mut Ordered) {
        let id = Plan::ipam_id();
        let Some(ipam) = self.after.tables.ipams.get(&id) else {
            return;
        };
        if self.is_fresh(id.into()) {
            steps.add(Stage::IpamUp, self.create_ipam(ipam));
        }
        for (id, row) in &self.after.tables.scopes {
            if !self.is_fresh((*id).into()) || is_default(row) {
                continue;
            }
            let call = self.new_call("ec2 create-ipam-scope");
            let call = call.value("--ipam-id", self.new_id(Plan::ipam_id()));
            let call = call.some("--description", some(&row.description));
            let tags = tag_specifications("ipam-scope", &all_tags(&row.name, &row.tags));
            let call = call.some("--tag-specifications", tags);
            let (title, reason) = (format!("Create {}", self.new_name(*id)), self.up_reason(*id));
            steps.add(
                Stage::ScopesUp,
                self.step(Action::CreateScope, *id, title, reason, call, pages::SCOPE),
            );
        }
    }

    fn create_ipam(&self, ipam: &Ipam) -> Step {
        let regions = ipam.all_operating_regions();
        let regions = regions.iter().map(|region| format!("RegionName={region}")).collect();
        let mut call = Call::at("ec2 create-ipam", ipam.home_region)
            .some("--description", some(&ipam.description))
            .list("--operating-regions", regions)
            .text("--tier", tier(ipam.tier));
        if ipam.private_gua == PrivateGua::Enabled {
            call = call.flag("--enable-private-gua");
        }
        if ipam.metered_account != MeteredAccount::default() {
            call = call.text("--metered-account", metered_account(ipam.metered_account));
        }
        let tags = tag_specifications("ipam", &all_tags(&ipam.name, &ipam.tags));
        let call = call.some("--tag-specifications", tags);
        let id = Plan::ipam_id();
        let title = format!("Create the IPAM in {}", ipam.home_region);
        let mut step = self.step(
            Action::CreateIpam,
            id,
            title,
            self.up_reason(id),
            call,
            pages::CREATE_IPAM,
        );
        step.wait = Wait::Until {
            state: "the IPAM is created, with its two default scopes",
            call: self.new_call("ec2 describe-ipams").value("--ipam-ids", self.new_id(id)),
        };
        step
    }
}
