//! What AWS changes in place.

use super::order::{Ordered, Stage};
use super::requests::{all_tags, json_tags};
use super::step::{Credentials, Footing, Step};
use super::up::{metered_account, tier};
use super::{Action, Call, Course, pages};
use crate::ordered::OrderedSet;
use crate::plan::{AnyId, Id, Ipam, Plan, Pool, PrivateGua, RegionCode, Tags, tidy};

impl Course<'_> {
    pub(super) async fn change(&self, steps: &mut Ordered) {
        self.change_ipam(steps);
        self.change_scopes(steps);
        self.change_pools(steps).await;
        self.change_tags(steps).await;
    }

    fn change_ipam(&self, steps: &mut Ordered) {
        let id = Plan::ipam_id();
        let [before, after] = [self.before, self.after].map(|ground| ground.tables.ipams.get(&id));
        let (Some(before), Some(after)) = (before, after) else {
            return;
        };
        if self.is_fresh(id.into()) {
            return;
        }
        let mut call = self.new_call("ec2 modify-ipam").value("--ipam-id", self.new_id(id));
        let unchanged = call.arguments.len();
        if before.description != after.description {
            call = call.text("--description", &after.description);
        }
        let [old, new] = [before, after].map(Ipam::all_operating_regions);
        let only_in = |one: &OrderedSet<RegionCode>, other: &OrderedSet<RegionCode>| {
            let only = one.iter().filter(|region| !other.contains(*region));
            only.map(|region| format!("RegionName={region}")).collect()
        };
        call = call.list("--add-operating-regions", only_in(&new, &old));
        call = call.list("--remove-operating-regions", only_in(&old, &new));
        let page = if call.arguments.len() > unchanged {
            pages::MOD_REGION
        } else {
            pages::MOD_TIER
        };
        if before.tier != after.tier {
            call = call.text("--tier", tier(after.tier));
        }
        if before.private_gua != after.private_gua {
            call = call.flag(match after.private_gua {
                PrivateGua::Enabled => "--enable-private-gua",
                PrivateGua::Disabled => "--no-enable-private-gua",
            });
        }
        if before.metered_account != after.metered_account {
            call = call.text("--metered-account", metered_account(after.metered_account));
        }
        if call.arguments.len() > unchanged {
            let step = self.modify(Action::ModifyIpam, id, call, page);
            steps.add(Stage::IpamUp, step);
        }
    }

    fn change_scopes(&self, steps: &mut Ordered) {
        for (id, row) in &self.after.tables.scopes {
            let described = self
                .before
                .tables
                .scopes
                .get(id)
                .map_or("", |before| &before.description);
            // The default scopes come with the IPAM, undescribed.
            let fresh = self.is_fresh((*id).into());
            let described = if fresh { "" } else { described };
            if described == row.description || (fresh && !super::requests::is_default(row)) {
                continue;
            }
            let call = self
                .new_call("ec2 modify-ipam-scope")
                .value("--ipam-scope-id", self.new_id(*id));
            let call = call.text("--description", &row.description);
            steps.add(
                Stage::ScopesUp,
                self.modify(Action::ModifyScope, *id, call, pages::SCOPE),
            );
        }
    }

    async fn change_pools(&self, steps: &mut Ordered) {
        for (id, after) in &self.after.tables.pools {
            self.pieces.row().await;
            let Some(before) = self
                .before
                .tables
                .pools
                .get(id)
                .filter(|_| !self.is_fresh((*id).into()))
            else {
                continue;
            };
            if let Some(call) = self.changed_pool(*id, before, after) {
                let mut step = self.modify(Action::ModifyPool, *id, call, pages::MOD_POOL);
                let bounds = [(before.rules.min, after.rules.min), (before.rules.max, after.rules.max)];
                if bounds.iter().any(|(before, after)| before.is_some() && after.is_none()) {
                    step.footing = Footing::Unverified {
                        page: pages::MOD_POOL,
                        open: "No page says how to take a minimum or maximum away: it is set so wide that it bounds nothing",
                    };
                }
                steps.add_top_first(Stage::PoolsUp, self.after.depth(*id), step);
            }
        }
    }

    fn changed_pool(&self, id: Id<Pool>, before: &Pool, after: &Pool) -> Option<Call> {
        let mut call = self
            .new_call("ec2 modify-ipam-pool")
            .value("--ipam-pool-id", self.new_id(id));
        let unchanged = call.arguments.len();
        if before.description != after.description {
            call = call.text("--description", &after.description);
        }
        let lengths = [
            (
                before.rules.min,
                after.rules.min,
                "--allocation-min-netmask-length",
                None,
            ),
            (
                before.rules.max,
                after.rules.max,
                "--allocation-max-netmask-length",
                None,
            ),
            (
                before.rules.default,
                after.rules.default,
                "--allocation-default-netmask-length",
                Some("--clear-allocation-default-netmask-length"),
            ),
        ];
        // Only the default can be cleared (<https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyIpamPool.html>); a
        // bound that is wanted no more is opened as far as it goes.
        let widest = [0, after.family.bits(), 0];
        for ((before, after, argument, clear), widest) in lengths.into_iter().zip(widest) {
            call = match (after, clear) {
                _ if before == after => call,
                (Some(length), _) => call.text(argument, length.get()),
                (None, Some(clear)) => call.flag(clear),
                (None, None) => call.text(argument, widest),
            };
        }
        let added = changed(&before.required_tags, &after.required_tags);
        let removed = changed(&after.required_tags, &before.required_tags);
        for (argument, tags) in [
            ("--add-allocation-resource-tags", added),
            ("--remove-allocation-resource-tags", removed),
        ] {
            if !tags.is_empty() {
                call = call.text(argument, json_tags(tags.iter().map(|(key, value)| (key, Some(value)))));
            }
        }
        (call.arguments.len() > unchanged).then_some(call)
    }

    fn modify(&self, action: Action, id: impl Into<AnyId>, call: Call, page: &'static str) -> Step {
        let id = id.into();
        let mut fields: Vec<&str> = call
            .arguments
            .iter()
            .filter_map(|argument| field(argument.name))
            .collect();
        fields.dedup();
        let reason = differ(&fields);
        let title = format!("Change {}", self.new_name(id));
        self.step(action, id, title, reason, call, page)
    }

    async fn change_tags(&self, steps: &mut Ordered) {
        let (before, after) = (self.before.tables, self.after.tables);
        for (id, row) in &after.ipams {
            let old = before.ipams.get(id).map(|old| all_tags(&old.name, &old.tags));
            self.tag(steps, *id, old, all_tags(&row.name, &row.tags));
        }
        for (id, row) in &after.scopes {
            let old = before.scopes.get(id).map(|old| all_tags(&old.name, &old.tags));
            let default = super::requests::is_default(row);
            // The default scopes come with the IPAM, untagged.
            let old = if default && self.is_fresh((*id).into()) {
                Some(Tags::new())
            } else {
                old
            };
            self.tag_scope(steps, *id, old, all_tags(&row.name, &row.tags), default);
        }
        for (id, row) in &after.pools {
            self.pieces.row().await;
            let old = before.pools.get(id).map(|old| all_tags(&old.name, &old.tags));
            self.tag(steps, *id, old, all_tags(&row.name, &row.tags));
        }
        for (id, row) in &after.reservations {
            self.pieces.row().await;
            let old = before.reservations.get(id).filter(|_| !self.is_fresh((*id).into()));
            let old = old.map_or_else(Tags::new, |old| old.tags.clone());
            self.tag_any(steps, (*id).into(), &old, &row.tags, Credentials::IpamOwner);
        }
        for (id, row) in &after.vpcs {
            self.pieces.row().await;
            let old = before.vpcs.get(id).map(|old| all_tags(&old.name, &old.tags));
            self.tag(steps, *id, old, all_tags(&row.name, &row.tags));
        }
        for (id, row) in &after.subnets {
            self.pieces.row().await;
            let old = before.subnets.get(id).map(|old| all_tags(&old.name, &old.tags));
            self.tag(steps, *id, old, all_tags(&row.name, &row.tags));
        }
        for (id, row) in &after.public_blocks {
            self.pieces.row().await;
            let old = before.public_blocks.get(id).map(|old| all_tags(&old.name, &old.tags));
            self.tag(steps, *id, old, all_tags(&row.name, &row.tags));
        }
    }

    fn tag_scope(&self, steps: &mut Ordered, id: Id<crate::plan::Scope>, old: Option<Tags>, new: Tags, default: bool) {
        match old {
            Some(old) if default => self.tag_any(steps, id.into(), &old, &new, Credentials::IpamOwner),
            old => self.tag(steps, id, old, new),
        }
    }

    /// Tags of a row that is tagged where it is created.
    fn tag(&self, steps: &mut Ordered, id: impl Into<AnyId>, old: Option<Tags>, new: Tags) {
        let id = id.into();
        let Some(old) = old.filter(|_| !self.is_fresh(id)) else {
            return;
        };
        let after = self.after.tables;
        let credentials = match id {
            AnyId::Vpc(vpc) => self.owner_of(vpc),
            AnyId::Subnet(subnet) => after
                .subnets
                .get(&subnet)
                .map_or(Credentials::IpamOwner, |row| self.owner_of(row.vpc)),
            AnyId::PublicBlock(block) => {
                Credentials::ResourceOwner(after.public_blocks.get(&block).and_then(|row| row.account))
            }
            _ => Credentials::IpamOwner,
        };
        self.tag_any(steps, id, &old, &new, credentials);
    }

    fn tag_any(&self, steps: &mut Ordered, id: AnyId, old: &Tags, new: &Tags, credentials: Credentials) {
        let after = self.after.tables;
        let region = match id {
            AnyId::Vpc(vpc) => after.vpcs.get(&vpc).map(|row| row.region),
            AnyId::Subnet(subnet) => {
                let vpc = after.subnets.get(&subnet).map(|row| row.vpc);
                vpc.and_then(|vpc| after.vpcs.get(&vpc)).map(|row| row.region)
            }
            AnyId::PublicBlock(block) => after.public_blocks.get(&block).and_then(|row| row.region),
            _ => None,
        };
        let region = region.or(self.after.home());
        let set = changed(old, new);
        if !set.is_empty() {
            let call = super::requests::call("ec2 create-tags", region).value("--resources", self.new_id(id));
            let call = call.text("--tags", json_tags(set.iter().map(|(key, value)| (key, Some(value)))));
            let mut step = self.modify(Action::Tag, id, call, pages::MOD_POOL);
            step.title = format!("Tag {}", self.new_name(id));
            step.reason = tags_differ(set.keys());
            step.credentials = credentials;
            steps.add(Stage::Tags, step);
        }
        let gone: Vec<&String> = old.keys().filter(|key| !new.contains_key(*key)).collect();
        if !gone.is_empty() {
            let call = super::requests::call("ec2 delete-tags", region).value("--resources", self.new_id(id));
            let call = call.text("--tags", json_tags(gone.iter().map(|key| (*key, None))));
            let mut step = self.modify(Action::Untag, id, call, pages::MOD_POOL);
            step.title = format!("Remove tags of {}", self.new_name(id));
            step.reason = tags_differ(gone.into_iter());
            step.credentials = credentials;
            steps.add(Stage::Tags, step);
        }
    }
}

/// The tags of `new` that `old` has not, or has otherwise.
fn changed(old: &Tags, new: &Tags) -> Tags {
    let differs = |(key, value): &(&String, &String)| old.get(*key) != Some(*value);
    new.iter()
        .filter(differs)
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// What an argument changes, in words; nothing for one that only says where.
fn field(argument: &str) -> Option<&'static str> {
    Some(match argument {
        "--description" => "description",
        "--add-operating-regions" | "--remove-operating-regions" => "operating Regions",
        "--tier" => "tier",
        "--enable-private-gua" | "--no-enable-private-gua" => "private IPv6 GUA",
        "--metered-account" => "metered account",
        "--add-allocation-resource-tags" | "--remove-allocation-resource-tags" => "required tags",
        _ if argument.contains("netmask-length") => "allocation rules",
        _ => return None,
    })
}

/// That these are changed in place.
fn differ(fields: &[&str]) -> String {
    match fields {
        [] => "AWS changes this in place".to_owned(),
        [one] => format!("AWS changes its {one} in place"),
        [before @ .., last] => format!("AWS changes its {} and {last} in place", before.join(", ")),
    }
}

fn tags_differ<'a>(keys: impl Iterator<Item = &'a String>) -> String {
    let keys: Vec<String> = keys.filter_map(|key| tidy(key)).collect();
    let word = if keys.len() == 1 { "tag" } else { "tags" };
    format!("AWS changes its {word} {} in place", keys.join(", "))
}
