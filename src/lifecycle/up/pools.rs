//! Pools: what they are created with, provisioned with and shared with.

use crate::address::{Family, NetmaskLength};
use crate::lifecycle::call::Value;
use crate::lifecycle::ground::allocated_from;
use crate::lifecycle::order::{Ordered, Stage};
use crate::lifecycle::requests::{all_tags, json_tags, some, tag_specifications};
use crate::lifecycle::step::{Footing, Step, Wait};
use crate::lifecycle::{Action, Course, pages};
use crate::ordered::{OrderedSet, sort};
use crate::plan::{
    Account, Advertisable, AwsService, Id, Integration, Plan, Pool, PoolCidr, PoolParent, Principal, PublicIpSource,
    Vpc,
};

impl Course<'_> {
    pub(super) async fn create_pools(&self, steps: &mut Ordered) {
        let wanted = self.after.tables;
        let mut cidrs: Vec<(Id<Pool>, Id<PoolCidr>)> =
            wanted.pool_cidrs.iter().map(|(id, row)| (row.pool, *id)).collect();
        sort(&mut cidrs);
        for id in &self.after.pools {
            self.pieces.row().await;
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
        let length = |length: Option<NetmaskLength>| length.map(|length| length.get().to_string());
        call = call.some("--allocation-min-netmask-length", length(row.rules.min));
        call = call.some("--allocation-max-netmask-length", length(row.rules.max));
        call = call.some("--allocation-default-netmask-length", length(row.rules.default));
        if !row.required_tags.is_empty() {
            let tags = row.required_tags.iter().map(|(key, value)| (key, Some(value)));
            call = call.text("--allocation-resource-tags", json_tags(tags));
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

    pub(super) async fn share_pools(&self, steps: &mut Ordered) {
        let taken = self.taken_by_others();
        for (id, row) in &self.after.tables.pools {
            self.pieces.row().await;
            let before = self
                .before
                .tables
                .pools
                .get(id)
                .filter(|_| !self.is_fresh((*id).into()));
            let none = OrderedSet::new();
            let before = before.map_or(&none, |before| &before.shared_with);
            let only_in = |one: &OrderedSet<Principal>, other: &OrderedSet<Principal>| {
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
            let mut reason = self.up_reason(*id);
            let stage = match (taken.contains(id), self.after.plans_for(*id)) {
                (false, _) => Stage::Share,
                (true, None) => Stage::ShareToCreate,
                (true, Some(_)) => Stage::SharePlanned,
            };
            if stage != Stage::Share {
                reason.push_str(
                    ". Another account is to take from it, which it can only when the pool is shared with it",
                );
            }
            steps.add(
                stage,
                self.step(Action::SharePool, *id, title, reason, call, pages::SHARE),
            );
        }
    }

    /// The pools from which accounts take that are not known to own the IPAM, in steps that are still to come. AWS gives them
    /// nothing from a pool that is not shared with them.
    fn taken_by_others(&self) -> OrderedSet<Id<Pool>> {
        let tables = self.after.tables;
        let ipam = tables.ipams.get(&Plan::ipam_id());
        let owner = ipam.and_then(|ipam| match ipam.integration {
            Integration::Organization {
                delegated_administrator,
            } => delegated_administrator,
            Integration::SingleAccount => None,
        });
        let is_other = |account: Option<Id<Account>>| {
            let number = account.and_then(|id| self.intent.accounts.get(&id)?.number);
            owner.is_none() || number != owner
        };
        let is_of_other = |vpc| tables.vpcs.get(&vpc).is_some_and(|vpc| is_other(vpc.account));
        let cidrs = tables.vpc_cidrs.iter().filter(|(id, _)| self.is_fresh((**id).into()));
        let cidrs = cidrs
            .filter(|(_, row)| is_of_other(row.vpc))
            .map(|(_, row)| allocated_from(row));
        let subnets = tables.subnets.iter().filter(|(id, _)| self.is_fresh((**id).into()));
        let subnets = subnets.filter(|(_, row)| is_of_other(row.vpc)).map(|(_, row)| row.pool);
        let blocks = tables
            .public_blocks
            .iter()
            .filter(|(id, _)| self.is_fresh((**id).into()));
        let blocks = blocks.filter(|(_, row)| is_other(row.account)).map(|(_, row)| row.pool);
        cidrs.chain(subnets).chain(blocks).flatten().collect()
    }
}
