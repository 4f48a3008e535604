//! Building up, from the top to the bottom: parents before children, reservations before anything that imports or allocates.

use super::call::{Call, Value};
use super::order::{Ordered, Stage};
use super::requests::{all_tags, call, cidr_argument, description_of, is_default, some, tag_specifications};
use super::step::{Credentials, Footing, Step, Wait};
use super::{Action, Course, pages};
use crate::address::Family;
use crate::ordered::sort;
use crate::plan::{
    Advertisable, AwsService, Id, Ipam, MeteredAccount, Plan, Pool, PoolCidr, PoolParent, Principal, PrivateGua,
    PublicBlock, PublicBlockKind, PublicIpSource, Tier, Vpc,
};

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
    pub(super) fn build_up(&self, steps: &mut Ordered) {
        self.grant_access(steps);
        self.create_ipam_and_scopes(steps);
        self.create_pools(steps);
        self.reserve(steps);
        self.place_vpcs(steps);
        self.create_subnets(steps);
        self.take_public_blocks(steps);
        self.share_pools(steps);
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

    fn create_pools(&self, steps: &mut Ordered) {
        let wanted = self.after.tables;
        let mut cidrs: Vec<(Id<Pool>, Id<PoolCidr>)> =
            wanted.pool_cidrs.iter().map(|(id, row)| (row.pool, *id)).collect();
        sort(&mut cidrs);
        for id in &self.after.pools {
            let Some(row) = wanted.pools.get(id) else { continue };
            let depth = self.after.depth(*id);
            let stage = match self.after.plans_for(*id) {
                Some(_) => Stage::PlanningPoolsUp,
                None => Stage::PoolsUp,
            };
            if self.is_fresh((*id).into()) {
                steps.add_top_first(stage, depth, self.create_pool(*id, row));
            }
            let start = cidrs.partition_point(|(pool, _)| pool < id);
            for (_, cidr) in cidrs
                .get(start..)
                .unwrap_or_default()
                .iter()
                .take_while(|(pool, _)| pool == id)
            {
                if self.is_fresh((*cidr).into())
                    && let Some(step) = self.provision(*cidr, row)
                {
                    steps.add_top_first(stage, depth, step);
                }
            }
        }
    }

    fn create_pool(&self, id: Id<Pool>, row: &Pool) -> Step {
        let mut call = self.new_call("ec2 create-ipam-pool");
        if let Some(scope) = self.after.scope_of(id) {
            call = call.value("--ipam-scope-id", self.new_id(scope));
        }
        if let PoolParent::Pool(source) = row.parent {
            call = call.value("--source-ipam-pool-id", self.new_id(source));
        }
        call = call.text(
            "--address-family",
            match row.family {
                Family::Ipv4 => "ipv4",
                Family::Ipv6 => "ipv6",
            },
        );
        call = call.some("--locale", row.locale.map(|locale| locale.to_string()));
        call = call.some("--description", some(&row.description));
        let length = |length: Option<crate::address::NetmaskLength>| length.map(|length| length.get().to_string());
        call = call.some("--allocation-min-netmask-length", length(row.rules.min));
        call = call.some("--allocation-max-netmask-length", length(row.rules.max));
        call = call.some("--allocation-default-netmask-length", length(row.rules.default));
        if !row.required_tags.is_empty() {
            let tags = row.required_tags.iter().map(|(key, value)| (key, Some(value)));
            call = call.text("--allocation-resource-tags", super::requests::json_tags(tags));
        }
        call = call.some(
            "--aws-service",
            row.aws_service.map(|service| match service {
                AwsService::Ec2 => "ec2".to_owned(),
                AwsService::GlobalServices => "global-services".to_owned(),
            }),
        );
        call = call.some(
            "--public-ip-source",
            row.public_ip_source.map(|source| match source {
                PublicIpSource::Amazon => "amazon".to_owned(),
                PublicIpSource::Byoip => "byoip".to_owned(),
            }),
        );
        if let Some(advertisable) = row.advertisable {
            call = call.flag(match advertisable {
                Advertisable::Yes => "--publicly-advertisable",
                Advertisable::No => "--no-publicly-advertisable",
            });
        }
        if let Some(vpc) = row.source_resource {
            call = call.value("--source-resource", self.source_resource(vpc));
        }
        let tags = tag_specifications("ipam-pool", &all_tags(&row.name, &row.tags));
        call = call.some("--tag-specifications", tags);
        let page = match (row.parent, row.source_resource) {
            (_, Some(_)) => pages::SUBNET_PLANNING,
            (PoolParent::Scope(_), None) => pages::CREATE_TOP_POOL,
            (PoolParent::Pool(_), None) => pages::CREATE_SUB_POOL,
        };
        let title = format!("Create {}", self.new_name(id));
        let mut step = self.step(Action::CreatePool, id, title, self.up_reason(id), call, page);
        step.wait = Wait::Until {
            state: "the pool is created",
            call: self
                .new_call("ec2 describe-ipam-pools")
                .value("--ipam-pool-ids", self.new_id(id)),
        };
        if row.rules.min.is_some() && row.rules.min == row.rules.max {
            let open =
                "AWS says that the minimum netmask length must be less than the maximum, not whether they may be equal";
            step.footing = Footing::Unverified { page, open };
        }
        step
    }

    fn source_resource(&self, vpc: Id<Vpc>) -> Value {
        let Some(row) = self.after.tables.vpcs.get(&vpc) else {
            return self.new_id(vpc);
        };
        let owner = row
            .account
            .and_then(|account| self.intent.accounts.get(&account)?.number);
        let owner = match owner {
            Some(owner) => Value::Text(owner.to_string()),
            None => Value::Placeholder(format!("12-digit id of the account of {}", self.new_name(vpc))),
        };
        let text = |text: String| Value::Text(text);
        Value::Joined(vec![
            text("ResourceId=".to_owned()),
            self.new_id(vpc),
            text(format!(
                ",ResourceType=vpc,ResourceRegion={},ResourceOwner=",
                row.region
            )),
            owner,
        ])
    }

    fn provision(&self, id: Id<PoolCidr>, pool: &Pool) -> Option<Step> {
        let row = self.after.tables.pool_cidrs.get(&id)?;
        let public = self.after.is_public(row.pool);
        let top = matches!(pool.parent, PoolParent::Scope(_));
        let by_amazon = public && top && pool.public_ip_source == Some(PublicIpSource::Amazon);
        let mut call = self.new_call("ec2 provision-ipam-pool-cidr");
        call = call.value("--ipam-pool-id", self.new_id(row.pool));
        call = match by_amazon {
            true => call.text("--netmask-length", row.cidr.netmask_length().get()),
            false => call.text("--cidr", row.cidr),
        };
        if public && top && !by_amazon {
            let part = |what: &str| Value::Placeholder(format!("{what} that proves the range is yours"));
            let text = |text: &str| Value::Text(text.to_owned());
            let proof = vec![
                text("Message="),
                part("message"),
                text(",Signature="),
                part("signature"),
            ];
            call = call.value("--cidr-authorization-context", Value::Joined(proof));
        }
        let title = format!("Provision {} to {}", row.cidr, self.new_name(row.pool));
        let mut reason = self.up_reason(id);
        if by_amazon {
            reason.push_str(". Amazon chooses the addresses: put what it gives into the plan");
        }
        let mut step = self.step(Action::Provision, id, title, reason, call, pages::PROVISION);
        step.wait = Wait::Until {
            state: "the CIDR is provisioned",
            call: self
                .new_call("ec2 get-ipam-pool-cidrs")
                .value("--ipam-pool-id", self.new_id(row.pool)),
        };
        // fd80::/9 is what all pages agree on.
        let agreed = row.cidr.first_bits() >> 119 == 0xfd80 >> 7;
        let unique_local = row.cidr.family() == Family::Ipv6 && row.cidr.first_bits() >> 121 == 0xfc >> 1;
        if unique_local && !(agreed && (9..=60).contains(&row.cidr.netmask_length().get())) {
            let open = "AWS's pages disagree on which unique local addresses a private pool takes";
            step.footing = Footing::Unverified {
                page: pages::PROVISION,
                open,
            };
        }
        Some(step)
    }

    fn reserve(&self, steps: &mut Ordered) {
        for (id, row) in &self.after.tables.reservations {
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

    fn create_subnets(&self, steps: &mut Ordered) {
        for (id, row) in &self.after.tables.subnets {
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

    fn take_public_blocks(&self, steps: &mut Ordered) {
        for (id, row) in &self.after.tables.public_blocks {
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

    fn share_pools(&self, steps: &mut Ordered) {
        for (id, row) in &self.after.tables.pools {
            let before = self
                .before
                .tables
                .pools
                .get(id)
                .filter(|_| !self.is_fresh((*id).into()));
            let none = crate::ordered::OrderedSet::new();
            let before = before.map_or(&none, |before| &before.shared_with);
            let only_in = |one: &crate::ordered::OrderedSet<Principal>,
                           other: &crate::ordered::OrderedSet<Principal>| {
                let only = one.iter().filter(|principal| !other.contains(*principal));
                only.map(Principal::to_string).collect::<Vec<String>>()
            };
            let (coming, going) = (only_in(&row.shared_with, before), only_in(before, &row.shared_with));
            let name = self.new_name(*id);
            if !going.is_empty() {
                let call = self.share_call("ram disassociate-resource-share", self.before.home(), *id);
                let title = format!("Share {name} no longer with {}", going.join(", "));
                let call = call.list("--principals", going);
                let reason = "The plan does not share it with them".to_owned();
                let step = self.step(Action::UnsharePool, *id, title, reason, call, pages::SHARE);
                steps.add(Stage::Unshare, step);
            }
            if coming.is_empty() {
                continue;
            }
            let title = format!("Share {name} with {}", coming.join(", "));
            let call = match before.is_empty() {
                true => {
                    let arn = Value::Placeholder(format!("ARN of {name}"));
                    // AWS RAM refuses a name with a slash.
                    let share = if row.name.is_empty() {
                        id.to_string()
                    } else {
                        row.name.replace('/', "-")
                    };
                    let call = self.new_call("ram create-resource-share").text("--name", share);
                    call.value("--resource-arns", arn)
                }
                false => self.share_call("ram associate-resource-share", self.after.home(), *id),
            };
            let call = call.list("--principals", coming);
            let reason = self.up_reason(*id);
            steps.add(
                Stage::Share,
                self.step(Action::SharePool, *id, title, reason, call, pages::SHARE),
            );
        }
    }
}
