//! What AWS is known to refuse of VPCs, their CIDRs and their subnets.

use super::{Judged, locale, refused};
use crate::address::Family;
use crate::lifecycle::accept::Acceptance;
use crate::lifecycle::ground::{allocated_from, place_of};
use crate::lifecycle::pages;
use crate::plan::{CidrRole, Id, Plan, Pool, ScopeKind, Subnet, Vpc, VpcCidr};

impl Acceptance<'_> {
    pub(in crate::lifecycle) fn judge_vpc(&self, _id: Id<Vpc>, row: &Vpc) -> Judged {
        // A VPC exists without an IPAM.
        if self.outcome.ipams.is_empty() {
            return Ok(());
        }
        match self.outcome.scopes.get(&row.scope).map(|scope| scope.kind) {
            Some(ScopeKind::Private) => Ok(()),
            Some(ScopeKind::Public) => refused(
                pages::MOVE_RESOURCE,
                "VPC CIDRs move only from private scope to private scope",
                "Put the VPC into a private scope",
            ),
            None => self.missing(row.scope, pages::MOVE_RESOURCE),
        }
    }

    pub(in crate::lifecycle) fn judge_vpc_cidr(&self, id: Id<VpcCidr>, row: &VpcCidr) -> Judged {
        let Some(vpc) = self.outcome.vpcs.get(&row.vpc) else {
            return self.missing(row.vpc, pages::VPC_CIDR_BLOCKS);
        };
        let length = row.cidr.netmask_length().get();
        let sized = match row.cidr.family() {
            Family::Ipv4 => (16..=28).contains(&length),
            Family::Ipv6 => row.role == CidrRole::Secondary && (44..=60).contains(&length) && length.is_multiple_of(4),
        };
        if !sized {
            let why =
                "A VPC CIDR is a /16 to a /28 of IPv4, or beside a primary one a /44 to a /60 of IPv6 in steps of 4";
            return refused(
                pages::VPC_CIDR_BLOCKS,
                why,
                "Choose a block of such a size; more than that takes several CIDRs",
            );
        }
        if let Some(other) = self.beside_in_vpc(row.vpc, row.cidr, id.into()) {
            return refused(
                pages::VPC_CIDR_BLOCKS,
                format!("It overlaps {}", self.called(other)),
                "Choose a block that overlaps no other CIDR of the VPC",
            );
        }
        let exists = self.actual.vpc_cidrs.get(&id);
        let exists = exists.is_some_and(|existing| (existing.vpc, existing.role) == (row.vpc, row.role));
        let stays = exists && !self.is_fresh_vpc(row.vpc);
        let other = self.primary_of(row.vpc).filter(|other| *other != id);
        if row.role == CidrRole::Primary && !stays && other.is_some() {
            return refused(
                pages::VPC_CIDR_BLOCKS,
                "A VPC has one primary CIDR",
                "Make it a secondary CIDR",
            );
        }
        let Some(id_of_pool) = allocated_from(row) else {
            return Ok(());
        };
        if place_of(self.design, id_of_pool).plans_for.is_some() {
            let why = format!(
                "{} plans for subnets, and gives out no VPC CIDR",
                self.called(id_of_pool)
            );
            return refused(
                pages::SUBNET_PLANNING,
                why,
                "Allocate it from a pool that does not plan for subnets",
            );
        }
        self.judge_allocation(id_of_pool, row.cidr, id.into())?;
        let Some(pool) = self.outcome.pools.get(&id_of_pool) else {
            return Ok(());
        };
        if pool.locale != Some(vpc.region) {
            let (name, locale, region) = (self.called(id_of_pool), locale(pool.locale), vpc.region);
            let why = format!("The VPC is in {region}, and {name} has {locale} as its locale");
            return refused(
                pages::CREATE_SUB_POOL,
                why,
                "Allocate it from a pool with the VPC's Region as its locale",
            );
        }
        let scope = self.place(id_of_pool).scope;
        if let Some(scope) = scope.filter(|scope| *scope != vpc.scope)
            && scope != Plan::default_public_scope()
        {
            let (name, scope, own) = (self.called(id_of_pool), self.called(scope), self.called(vpc.scope));
            let why = format!("Its VPC is in {own}, and {name} is in {scope}");
            return refused(
                pages::MOVE_RESOURCE,
                why,
                "Allocate it from a pool of that scope, or move the VPC",
            );
        }
        let same = |existing: &&VpcCidr| existing.vpc == row.vpc && existing.cidr == row.cidr;
        let existing = self.actual.vpc_cidrs.get(&id).filter(same);
        let existing = existing.filter(|_| !self.is_fresh_vpc(row.vpc));
        let is_public = |pool: Id<Pool>| place_of(self.actual, pool).scope == Some(Plan::default_public_scope());
        if scope == Some(Plan::default_public_scope())
            && existing.is_some_and(|existing| !allocated_from(existing).is_some_and(is_public))
        {
            let (name, own) = (self.called(id_of_pool), self.called(vpc.scope));
            let why =
                format!("It exists in {own}, from where no VPC CIDR comes into {name}, which is in the public scope");
            return refused(
                pages::MOVE_RESOURCE,
                why,
                "Leave it as it exists, or plan another CIDR that is allocated from that pool",
            );
        }
        let exists = existing.is_some();
        // IPAM imports what exists, whether it complies or not; what is created must comply.
        if exists {
            return Ok(());
        }
        let within = |least: Option<u8>, most: Option<u8>| {
            least.is_none_or(|least| length >= least) && most.is_none_or(|most| length <= most)
        };
        let (min, max) = (pool.rules.min.map(|min| min.get()), pool.rules.max.map(|max| max.get()));
        if !within(min, max) {
            let why = format!(
                "The allocation rules of {} give out no /{length}",
                self.called(id_of_pool)
            );
            return refused(
                pages::CREATE_TOP_POOL,
                why,
                "Choose a size that the rules allow, or change the rules of the pool",
            );
        }
        let name = String::from("Name");
        let has =
            |key: &String, value: &String| vpc.tags.get(key) == Some(value) || (*key == name && vpc.name == *value);
        if let Some((key, value)) = pool.required_tags.iter().find(|(key, value)| !has(key, value)) {
            let why = format!(
                "The VPC has no tag {key} = {value}, which {} requires",
                self.called(id_of_pool)
            );
            return refused(
                pages::CREATE_TOP_POOL,
                why,
                "Give the VPC the tag, or change the required tags of the pool",
            );
        }
        Ok(())
    }

    pub(in crate::lifecycle) fn judge_subnet(&self, id: Id<Subnet>, row: &Subnet) -> Judged {
        if !self.outcome.vpcs.contains_key(&row.vpc) {
            return self.missing(row.vpc, pages::SUBNET_SIZING);
        }
        let length = row.cidr.netmask_length().get();
        let sized = match row.cidr.family() {
            Family::Ipv4 => (16..=28).contains(&length),
            Family::Ipv6 => (44..=64).contains(&length) && length.is_multiple_of(4),
        };
        if !sized {
            let why = "A subnet is a /16 to a /28 of IPv4, or a /44 to a /64 of IPv6 in steps of 4";
            return refused(pages::SUBNET_SIZING, why, "Choose a block of such a size");
        }
        if self.holder(row.vpc, row.cidr).is_none() {
            return refused(
                pages::SUBNET_SIZING,
                format!("It lies in no CIDR of {}", self.called(row.vpc)),
                "Choose a block inside a CIDR of the VPC, or associate another CIDR with it",
            );
        }
        self.judge_room(row.vpc.into(), row.cidr, id.into(), pages::SUBNET_SIZING)?;
        match row.pool {
            Some(pool) => {
                self.judge_allocation(pool, row.cidr, id.into())?;
                if self.place(pool).plans_for != Some(row.vpc) {
                    let why = format!("{} does not plan for the subnets of its VPC", self.called(pool));
                    return refused(
                        pages::SUBNET_PLANNING,
                        why,
                        "Choose a resource planning pool of its VPC, or none",
                    );
                }
                Ok(())
            }
            None => Ok(()),
        }
    }
}
