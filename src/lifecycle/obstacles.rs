//! What AWS is known to refuse, row by row.

use super::accept::Acceptance;
use super::ground::{allocated_from, place_of};
use super::{fixed, naming, pages};
use crate::address::{Cidr, Family};
use crate::plan::{
    AnyId, AutoImport, AwsTables, CidrRole, Id, Integration, Ipam, MeteredAccount, Plan, Pool, PoolCidr, PoolParent,
    PrivateGua, PublicBlock, PublicBlockKind, RegionCode, Reservation, Scope, ScopeKind, ScopeOrigin, Subnet, Tier,
    Vpc, VpcCidr,
};

/// Why AWS refuses a row, and the page that says so.
pub(super) struct Obstacle {
    pub(super) why: String,
    pub(super) page: &'static str,
    /// What to do instead, as a sentence.
    pub(super) instead: &'static str,
}

type Judged = Result<(), Obstacle>;

fn refused<T>(page: &'static str, why: impl Into<String>, instead: &'static str) -> Result<T, Obstacle> {
    Err(Obstacle {
        why: why.into(),
        page,
        instead,
    })
}

impl Obstacle {
    pub(super) fn tier_in_use() -> Self {
        let why = "The Free Tier needs every pool of a private scope, every additional scope and every pool with another \
                   locale than the home Region to be deleted first";
        Self {
            why: why.to_owned(),
            page: pages::MOD_TIER,
            instead: "Keep the Advanced Tier, or delete those first and change the tier then",
        }
    }

    pub(super) fn region_in_use(region: RegionCode) -> Self {
        Self {
            why: format!("{region} stays an operating Region: pools of the plan have it as their locale"),
            page: pages::MOD_REGION,
            instead: "Keep the Region, or delete the pools that have it as their locale first",
        }
    }

    pub(super) fn metered_account(ipam: &Ipam) -> Option<Self> {
        let alone = ipam.integration == Integration::SingleAccount;
        let distributed = ipam.metered_account == MeteredAccount::ResourceOwner;
        (alone && distributed).then(|| Self {
            why: "The owners of resources are charged only with AWS Organizations and a delegated administrator"
                .to_owned(),
            page: pages::COST_DISTRIBUTION,
            instead: "Charge the owner of the IPAM, or integrate it with AWS Organizations",
        })
    }

    pub(super) fn imported(tables: &AwsTables, pool: Id<Pool>) -> Self {
        let name = naming::name(tables, pool.into());
        Self {
            why: format!("It cannot stay unmanaged: {name} imports automatically what lies in its range"),
            page: pages::CREATE_TOP_POOL,
            instead: "Let the pool have it, turn the pool's auto-import off, or ignore the CIDR",
        }
    }

    pub(super) fn no_primary() -> Self {
        Self {
            why: "A VPC is created with a primary IPv4 CIDR, and this one has none that AWS accepts".to_owned(),
            page: pages::VPC_CIDR_BLOCKS,
            instead: "Give it a primary IPv4 CIDR that its pool can give out",
        }
    }
}

impl Acceptance<'_> {
    fn called(&self, id: impl Into<AnyId>) -> String {
        let id = id.into();
        let tables = if self.outcome.has(id) {
            &self.outcome
        } else {
            self.design
        };
        naming::name(tables, id)
    }

    fn missing(&self, id: impl Into<AnyId>, page: &'static str) -> Judged {
        refused(
            page,
            format!("It needs {}, which is impossible", self.called(id)),
            "Mend that first: then this is possible, too",
        )
    }

    fn accepted_ipam(&self) -> Result<&Ipam, Obstacle> {
        match self.outcome.ipams.get(&Plan::ipam_id()) {
            Some(ipam) => Ok(ipam),
            None => refused(
                pages::CREATE_IPAM,
                "It needs an IPAM, and there is none",
                "Give the plan an IPAM",
            ),
        }
    }

    pub(super) fn judge_scope(&self, _id: Id<Scope>, row: &Scope) -> Judged {
        let ipam = self.accepted_ipam()?;
        if row.origin == ScopeOrigin::Default {
            return Ok(());
        }
        if row.kind == ScopeKind::Public {
            return refused(
                pages::SCOPE,
                "AWS has one public scope for each IPAM, and makes no other",
                "Put its pools into the default public scope",
            );
        }
        if ipam.tier == Tier::Free {
            return refused(
                pages::MOD_TIER,
                "The Free Tier has no additional private scopes",
                "Choose the Advanced Tier, or use the default private scope",
            );
        }
        Ok(())
    }

    pub(super) fn judge_pool(&self, _id: Id<Pool>, row: &Pool) -> Judged {
        let ipam = self.accepted_ipam()?;
        let scope = match row.parent {
            PoolParent::Scope(scope) => Some(scope),
            PoolParent::Pool(source) => {
                let Some(above) = self.outcome.pools.get(&source) else {
                    return self.missing(source, pages::CREATE_SUB_POOL);
                };
                if above.family != row.family {
                    let (family, source) = (above.family, self.called(source));
                    return refused(
                        pages::CREATE_SUB_POOL,
                        format!("Its source is {source}, which holds {family} only"),
                        "Put it under a source pool of its own family",
                    );
                }
                if above.locale.is_some() && above.locale != row.locale {
                    let (source, locale) = (self.called(source), locale(above.locale));
                    let why = format!("Its locale must be {locale}, which is that of its source, {source}");
                    return refused(
                        pages::CREATE_SUB_POOL,
                        why,
                        "Choose the locale of its source, or put it under a pool without a locale",
                    );
                }
                self.place(source).scope
            }
        };
        let Some((scope, kind)) = scope.and_then(|id| Some((id, self.outcome.scopes.get(&id)?.kind))) else {
            return refused(
                pages::CREATE_TOP_POOL,
                "It needs its scope, which is impossible",
                "Mend the scope first: then this is possible, too",
            );
        };
        if let Some(locale) = row.locale {
            let border_group = kind == ScopeKind::Public && row.family == Family::Ipv4;
            if !operates_in(ipam, locale, border_group) {
                let why = format!("Its locale {locale} is not an operating Region of the IPAM");
                return refused(
                    pages::CREATE_TOP_POOL,
                    why,
                    "Add the Region to the operating Regions of the IPAM, or choose another locale",
                );
            }
            if ipam.tier == Tier::Free && locale != ipam.home_region {
                return refused(
                    pages::CREATE_IPAM,
                    "In the Free Tier the locale of a pool must be the home Region",
                    "Choose the Advanced Tier, or the home Region as the locale",
                );
            }
        }
        if kind == ScopeKind::Private && ipam.tier == Tier::Free {
            let why = format!(
                "The Free Tier has no pools in a private scope, and {} is one",
                self.called(scope)
            );
            return refused(pages::MOD_TIER, why, "Choose the Advanced Tier: private pools need it");
        }
        if row.auto_import == AutoImport::Enabled && row.locale.is_none() {
            return refused(
                pages::CREATE_TOP_POOL,
                "A pool without a locale cannot import automatically",
                "Choose a locale, or turn auto-import off",
            );
        }
        if !row.shared_with.is_empty() && ipam.integration == Integration::SingleAccount {
            let why = "Pools are shared only when IPAM is integrated with AWS Organizations";
            return refused(
                pages::SHARE,
                why,
                "Integrate the IPAM with AWS Organizations, or do not share the pool",
            );
        }
        if let Some(vpc) = row.source_resource
            && !self.outcome.vpcs.contains_key(&vpc)
        {
            return self.missing(vpc, pages::SUBNET_PLANNING);
        }
        judge_rules(row)
    }

    pub(super) fn judge_pool_cidr(&self, id: Id<PoolCidr>, row: &PoolCidr) -> Judged {
        let Some(pool) = self.outcome.pools.get(&row.pool) else {
            return self.missing(row.pool, pages::PROVISION);
        };
        if pool.family != row.cidr.family() {
            return refused(
                pages::PROVISION,
                format!("The pool holds {} only", pool.family),
                "Provision it to a pool of its own family",
            );
        }
        let ipam = self.accepted_ipam()?;
        let public = self.place(row.pool).scope == Some(Plan::default_public_scope());
        let global = row.cidr.family() == Family::Ipv6 && row.cidr.first_bits() >> 121 != 0xfc >> 1;
        if !public && global && ipam.private_gua == PrivateGua::Disabled {
            let why = "A private scope takes IPv6 addresses that are not unique local only when private GUA is enabled";
            return refused(
                pages::PRIVATE_GUA,
                why,
                "Allow private IPv6 GUA at the IPAM, or choose unique local addresses",
            );
        }
        if let PoolParent::Pool(source) = pool.parent
            && self.holder(source, row.cidr).is_none()
        {
            let why = format!("It lies in no CIDR of its source, {}", self.called(source));
            return refused(
                pages::PROVISION,
                why,
                "Provision a CIDR around it to the source pool, or choose one that the source has",
            );
        }
        if let (PoolParent::Scope(_), Some(vpc)) = (pool.parent, pool.source_resource) {
            let same = |id: AnyId| match id {
                AnyId::VpcCidr(id) => self
                    .outcome
                    .vpc_cidrs
                    .get(&id)
                    .is_some_and(|other| other.cidr == row.cidr),
                _ => false,
            };
            if !self.holder(vpc, row.cidr).is_some_and(same) {
                let why = format!("It must be one of the CIDRs of {}", self.called(vpc));
                return refused(pages::SUBNET_PLANNING, why, "Choose one of the CIDRs of the VPC");
            }
        }
        match self.space_of_pool_cidr(row) {
            Some(space) => self.judge_room(space, row.cidr, id.into(), pages::PROVISION),
            None => Ok(()),
        }
    }

    pub(super) fn judge_reservation(&self, id: Id<Reservation>, row: &Reservation) -> Judged {
        self.judge_allocation(row.pool, row.cidr, id.into())
    }

    pub(super) fn judge_vpc(&self, _id: Id<Vpc>, row: &Vpc) -> Judged {
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

    pub(super) fn judge_vpc_cidr(&self, id: Id<VpcCidr>, row: &VpcCidr) -> Judged {
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
        let exists = self
            .actual
            .vpc_cidrs
            .get(&id)
            .is_some_and(|existing| existing.role == row.role);
        if row.role == CidrRole::Primary && !exists && self.has_primary(row.vpc) {
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

    pub(super) fn judge_subnet(&self, id: Id<Subnet>, row: &Subnet) -> Judged {
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

    pub(super) fn judge_public_block(&self, id: Id<PublicBlock>, row: &PublicBlock) -> Judged {
        if row.kind == PublicBlockKind::ElasticIp && row.cidr.netmask_length() != row.cidr.family().longest() {
            return refused(
                pages::ELASTIC_IP_POOL,
                "An Elastic IP address is one address",
                "Make it a block of one address, or a public IPv4 pool",
            );
        }
        let Some(pool) = row.pool else {
            let stays = |existing: &PublicBlock| fixed::first(&fixed::public_block(existing, row)).is_none();
            let exists = self.actual.public_blocks.get(&id).is_some_and(stays);
            // An Elastic IP address comes from Amazon's own addresses, too.
            if row.kind == PublicBlockKind::PublicIpv4Pool && !exists {
                let why = "A public IPv4 pool gets its addresses from an IPAM pool, and this one has none";
                let instead = "Allocate it from a pool of the public scope";
                return refused(pages::PUBLIC_IPV4_POOL, why, instead);
            }
            return Ok(());
        };
        self.judge_allocation(pool, row.cidr, id.into())?;
        let of = self.outcome.pools.get(&pool).and_then(|pool| pool.locale);
        if let (Some(region), Some(locale)) = (row.region, of)
            && !(locale == region || is_in(locale, region))
        {
            let why = format!(
                "It is used in {region}, and {} has {locale} as its locale",
                self.called(pool)
            );
            return refused(
                pages::CREATE_SUB_POOL,
                why,
                "Choose a pool with that Region as its locale",
            );
        }
        Ok(())
    }

    fn judge_allocation(&self, pool: Id<Pool>, cidr: Cidr, own: AnyId) -> Judged {
        if !self.outcome.pools.contains_key(&pool) {
            return self.missing(pool, pages::ALLOCATE);
        }
        if self.holder(pool, cidr).is_none() {
            return refused(
                pages::ALLOCATE,
                format!("It lies in no CIDR of {}", self.called(pool)),
                "Provision a CIDR around it to the pool, or choose a block that the pool has",
            );
        }
        self.judge_room(pool.into(), cidr, own, pages::ALLOCATE)
    }

    fn judge_room(&self, space: AnyId, cidr: Cidr, own: AnyId, page: &'static str) -> Judged {
        match self.in_the_way(space, cidr, own) {
            Some(other) => refused(
                page,
                format!("{} is in its place", naming::first_upper(&self.called(other))),
                "Choose a free block, or move what is there",
            ),
            None => Ok(()),
        }
    }
}

fn judge_rules(row: &Pool) -> Judged {
    let [min, max, default] = [row.rules.min, row.rules.max, row.rules.default];
    let lengths = [min, max, default].into_iter().flatten();
    if let Some(length) = lengths.into_iter().find(|length| !length.fits(row.family)) {
        let family = row.family;
        return refused(
            pages::CREATE_TOP_POOL,
            format!("{length} is no netmask length of {family}"),
            "Choose a length that the family has",
        );
    }
    let (least, most) = (min.map_or(0, |min| min.get()), max.map_or(128, |max| max.get()));
    if least > most {
        return refused(
            pages::CREATE_TOP_POOL,
            "Its minimum netmask length must be less than its maximum",
            "Make the minimum the smaller number: it is the largest block",
        );
    }
    if default.is_some_and(|default| !(least..=most).contains(&default.get())) {
        let why = "Its default netmask length must lie between its minimum and its maximum";
        return refused(pages::CREATE_TOP_POOL, why, "Choose a default between them, or none");
    }
    Ok(())
}

/// Whether a pool may have `locale`: an operating Region or, where AWS allows it, the group of a Local Zone in one.
fn operates_in(ipam: &Ipam, locale: RegionCode, border_group: bool) -> bool {
    let regions = ipam.all_operating_regions();
    regions.contains(&locale) || (border_group && regions.iter().any(|region| is_in(locale, *region)))
}

/// Whether `group` is the network border group of a Local Zone in `region`: `us-west-2-lax-1` is in `us-west-2`.
fn is_in(group: RegionCode, region: RegionCode) -> bool {
    let rest = group.as_str().strip_prefix(region.as_str());
    rest.is_some_and(|rest| rest.starts_with('-'))
}

fn locale(locale: Option<RegionCode>) -> String {
    locale.map_or_else(|| "no Region".to_owned(), |locale| locale.to_string())
}
