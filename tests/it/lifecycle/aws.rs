//! A naive model of AWS: it takes one step at a time, looks at everything there is, and refuses what AWS documents to refuse.

use ipam_planner::address::{Cidr, Family};
use ipam_planner::lifecycle::{Action, Lifecycle, Step};
use ipam_planner::plan::{
    AnyId, AutoImport, AwsTables, CidrRole, Id, Integration, Monitoring, Plan, Pool, PoolParent, RegionCode, Scope,
    ScopeKind, ScopeOrigin, Subnet, Tags, Tier, Vpc, VpcCidr,
};

pub(super) struct Aws {
    /// What exists. A VPC CIDR's pool is the one that it is allocated from at this moment.
    pub(super) now: AwsTables,
    access: Option<Integration>,
    /// The scope of each VPC CIDR, in order of id.
    scopes: Vec<(Id<VpcCidr>, Id<Scope>)>,
    /// The public IPv4 pools that have no block yet, or none any more.
    public_pools: Vec<AnyId>,
}

type Taken = Result<(), String>;

fn has_flag(step: &Step, flag: &str) -> bool {
    step.call.arguments.iter().any(|argument| argument.name == flag)
}

fn require(holds: bool, otherwise: &str) -> Taken {
    if holds { Ok(()) } else { Err(otherwise.to_owned()) }
}

/// What AWS does not know of, or calls otherwise, left out.
pub(super) fn as_aws_sees(tables: &AwsTables) -> AwsTables {
    let mut seen = tables.clone();
    for row in seen.ipams.values_mut() {
        row.operating_regions.remove(&row.home_region.clone());
        // Which account it is, the plan may learn later.
        if let Integration::Organization {
            delegated_administrator,
        } = &mut row.integration
        {
            *delegated_administrator = None;
        }
        (row.note, row.aws_id) = (String::new(), None);
        (row.tags, row.name) = (all_tags(&row.name, &row.tags), String::new());
    }
    for row in seen.scopes.values_mut() {
        (row.note, row.aws_id) = (String::new(), None);
        (row.tags, row.name) = (all_tags(&row.name, &row.tags), String::new());
    }
    for row in seen.pools.values_mut() {
        (row.note, row.aws_id, row.lock) = (String::new(), None, Default::default());
        (row.tags, row.name) = (all_tags(&row.name, &row.tags), String::new());
        // A bound that takes everything is no bound.
        row.rules.min = row.rules.min.filter(|min| min.get() > 0);
        row.rules.max = row.rules.max.filter(|max| max.get() < row.family.bits());
    }
    for row in seen.reservations.values_mut() {
        if row.description.is_empty() {
            row.description = row.name.clone();
        }
        (row.note, row.aws_id, row.name) = (String::new(), None, String::new());
        row.lock = Default::default();
    }
    for row in seen.vpcs.values_mut() {
        (row.note, row.aws_id, row.account) = (String::new(), None, None);
        row.lock = Default::default();
        (row.tags, row.name) = (all_tags(&row.name, &row.tags), String::new());
    }
    for row in seen.vpc_cidrs.values_mut() {
        if row.monitoring == Monitoring::Ignored {
            row.pool = None;
        }
        // Without an IPAM nobody watches anything.
        if seen.ipams.is_empty() {
            row.monitoring = Monitoring::Monitored;
        }
    }
    for row in seen.subnets.values_mut() {
        (row.note, row.aws_id, row.purpose, row.zone) = (String::new(), None, String::new(), None);
        (row.tags, row.name) = (all_tags(&row.name, &row.tags), String::new());
    }
    for row in seen.public_blocks.values_mut() {
        (row.note, row.aws_id, row.account, row.region) = (String::new(), None, None, None);
        row.scope = Plan::default_public_scope();
        (row.tags, row.name) = (all_tags(&row.name, &row.tags), String::new());
    }
    seen
}

/// A row and what it hangs from, to be read by people.
fn row(tables: &AwsTables, id: AnyId) -> String {
    match id {
        AnyId::VpcCidr(id) => {
            let row = tables.vpc_cidrs.get(&id);
            let vpc = row.and_then(|row| tables.vpcs.get(&row.vpc));
            format!("{row:?} {vpc:?}")
        }
        AnyId::Pool(id) => format!("{:?}", tables.pools.get(&id)),
        AnyId::Vpc(id) => format!("{:?}", tables.vpcs.get(&id)),
        AnyId::Ipam(id) => format!("{:?}", tables.ipams.get(&id)),
        _ => String::new(),
    }
}

fn all_tags(name: &str, tags: &Tags) -> Tags {
    let mut all = tags.clone();
    if !name.is_empty() {
        all.insert("Name".to_owned(), name.to_owned());
    }
    all
}

impl Aws {
    /// What AWS is when `actual` exists in it.
    pub(super) fn with(actual: &AwsTables) -> Self {
        let now = as_aws_sees(actual);
        let access = now.ipams.values().next().map(|ipam| ipam.integration.clone());
        let scope_of = |row: &VpcCidr| now.vpcs.get(&row.vpc).unwrap().scope;
        let scopes = now.vpc_cidrs.iter().map(|(id, row)| (*id, scope_of(row))).collect();
        Self {
            now,
            access,
            scopes,
            public_pools: Vec::new(),
        }
    }

    /// Takes all steps, and then is what they promised.
    pub(super) fn replay(&mut self, lifecycle: &Lifecycle) {
        let outcome = as_aws_sees(&lifecycle.outcome);
        for (at, step) in lifecycle.steps.iter().enumerate() {
            if let Err(refusal) = self.take(step, &outcome) {
                let before: Vec<&String> = lifecycle.steps.iter().take(at).map(|step| &step.title).collect();
                panic!("{} ({:?}): {refusal}\nafter {before:#?}", step.title, step.object);
            }
        }
        for id in self.now.ids().into_iter().chain(outcome.ids()) {
            if !self.now.agrees(&outcome, id) {
                let titles: Vec<&String> = lifecycle.steps.iter().map(|step| &step.title).collect();
                panic!(
                    "{id:?} is not as the outcome has it, after {titles:#?}\nNOW {:?}\nOUT {:?}",
                    row(&self.now, id),
                    row(&outcome, id)
                );
            }
        }
        assert_eq!(self.now, outcome);
        let integration = outcome.ipams.values().next().map(|ipam| ipam.integration.clone());
        if let Some(integration) = integration {
            assert_eq!(self.access, Some(integration));
        }
        for (id, scope) in &self.scopes {
            let vpc = outcome.vpc_cidrs.get(id).unwrap().vpc;
            let has_ipam = !outcome.ipams.is_empty();
            let public = self.pool_of(*id).is_some_and(|pool| self.is_public(pool));
            assert!(
                !has_ipam || public || outcome.vpcs.get(&vpc).unwrap().scope == *scope,
                "{id} is in {scope}"
            );
        }
        assert!(self.public_pools.is_empty());
    }

    fn pool_of(&self, id: Id<VpcCidr>) -> Option<Id<Pool>> {
        self.now.vpc_cidrs.get(&id).and_then(|row| row.pool)
    }

    fn top_scope(&self, pool: Id<Pool>) -> Id<Scope> {
        match self.now.pools.get(&pool).unwrap().parent {
            PoolParent::Scope(scope) => scope,
            PoolParent::Pool(source) => self.top_scope(source),
        }
    }

    fn is_public(&self, pool: Id<Pool>) -> bool {
        self.now.scopes.get(&self.top_scope(pool)).unwrap().kind == ScopeKind::Public
    }

    fn plans_for(&self, pool: Id<Pool>) -> Option<Id<Vpc>> {
        let row = self.now.pools.get(&pool).unwrap();
        match row.parent {
            _ if row.source_resource.is_some() => row.source_resource,
            PoolParent::Scope(_) => None,
            PoolParent::Pool(source) => self.plans_for(source),
        }
    }

    fn allocations(&self, pool: Id<Pool>) -> Vec<(AnyId, Cidr)> {
        let now = &self.now;
        let mut all: Vec<(AnyId, Cidr)> = Vec::new();
        for (id, row) in &now.pool_cidrs {
            if now.pools.get(&row.pool).unwrap().parent == PoolParent::Pool(pool) {
                all.push(((*id).into(), row.cidr));
            }
        }
        let of = |other: Option<Id<Pool>>| other == Some(pool);
        all.extend(
            now.reservations
                .iter()
                .filter(|(_, row)| of(Some(row.pool)))
                .map(|(id, row)| ((*id).into(), row.cidr)),
        );
        all.extend(
            now.vpc_cidrs
                .iter()
                .filter(|(_, row)| of(row.pool))
                .map(|(id, row)| ((*id).into(), row.cidr)),
        );
        all.extend(
            now.subnets
                .iter()
                .filter(|(_, row)| of(row.pool))
                .map(|(id, row)| ((*id).into(), row.cidr)),
        );
        all.extend(
            now.public_blocks
                .iter()
                .filter(|(_, row)| of(row.pool))
                .map(|(id, row)| ((*id).into(), row.cidr)),
        );
        all
    }

    fn holds(&self, pool: Id<Pool>, cidr: Cidr) -> bool {
        let mut cidrs = self.now.pool_cidrs.values().filter(|row| row.pool == pool);
        cidrs.any(|row| row.cidr.contains(cidr))
    }

    fn is_free(&self, pool: Id<Pool>, cidr: Cidr) -> bool {
        self.allocations(pool).iter().all(|(_, other)| !other.overlaps(cidr))
    }

    fn can_allocate(&self, pool: Id<Pool>, cidr: Cidr) -> Taken {
        require(self.now.pools.contains_key(&pool), "the pool does not exist")?;
        require(self.holds(pool, cidr), "the pool has no CIDR that holds it")?;
        require(self.is_free(pool, cidr), "something is allocated there")
    }

    /// Nobody says here which account takes: it may be any with which the pool is to be shared.
    fn can_take(&self, pool: Id<Pool>, outcome: &AwsTables) -> Taken {
        let shared = self.now.pools.get(&pool).map(|row| &row.shared_with);
        let wanted = outcome.pools.get(&pool).map(|row| &row.shared_with);
        require(shared == wanted, "the pool is not shared with who takes from it")
    }

    fn scope_of_cidr(&self, id: Id<VpcCidr>) -> Id<Scope> {
        self.scopes.iter().find(|(other, _)| *other == id).unwrap().1
    }

    /// Pools with auto-import import what is watched, free and in their Region.
    fn import(&mut self) {
        let pools: Vec<Id<Pool>> = self.now.pools.keys().copied().collect();
        let cidrs: Vec<Id<VpcCidr>> = self.now.vpc_cidrs.keys().copied().collect();
        for pool in pools {
            let row = self.now.pools.get(&pool).unwrap().clone();
            if row.auto_import == AutoImport::Disabled || self.plans_for(pool).is_some() {
                continue;
            }
            for id in &cidrs {
                let cidr = self.now.vpc_cidrs.get(id).unwrap().clone();
                let region = self.now.vpcs.get(&cidr.vpc).unwrap().region;
                let watched = cidr.monitoring == Monitoring::Monitored && cidr.pool.is_none();
                let here = row.locale == Some(region) && self.scope_of_cidr(*id) == self.top_scope(pool);
                if watched && here && self.can_allocate(pool, cidr.cidr).is_ok() {
                    self.now.vpc_cidrs.get_mut(id).unwrap().pool = Some(pool);
                }
            }
        }
    }

    fn operates_in(&self, locale: RegionCode, family: Family, kind: ScopeKind) -> bool {
        let ipam = self.now.ipams.values().next().unwrap();
        let zone = |region: RegionCode| locale.as_str().starts_with(&format!("{region}-"));
        let zone = kind == ScopeKind::Public
            && family == Family::Ipv4
            && ipam.all_operating_regions().iter().any(|region| zone(*region));
        ipam.operates_in(locale) || zone
    }

    fn take(&mut self, step: &Step, outcome: &AwsTables) -> Taken {
        self.import();
        match step.object {
            AnyId::Ipam(id) => self.take_ipam(step.action, id, outcome),
            AnyId::Scope(id) => self.take_scope(step.action, id, outcome),
            AnyId::Pool(id) => self.take_pool(step, id, outcome),
            AnyId::PoolCidr(id) => match step.action {
                Action::Provision => {
                    let row = outcome.pool_cidrs.get(&id).unwrap();
                    let pool = self.now.pools.get(&row.pool).ok_or("the pool does not exist")?.clone();
                    require(pool.family == row.cidr.family(), "the family is another")?;
                    match (pool.parent, pool.source_resource) {
                        (PoolParent::Pool(source), _) => self.can_allocate(source, row.cidr)?,
                        (PoolParent::Scope(_), Some(vpc)) => {
                            let mut cidrs = self.now.vpc_cidrs.values();
                            require(
                                cidrs.any(|cidr| cidr.vpc == vpc && cidr.cidr == row.cidr),
                                "no CIDR of the VPC",
                            )?;
                            for (other, cidr) in &self.now.pool_cidrs {
                                let same = self.now.pools.get(&cidr.pool).unwrap().source_resource == Some(vpc);
                                require(
                                    !same || cidr.cidr != row.cidr || *other == id,
                                    "two pools for one VPC CIDR",
                                )?;
                            }
                        }
                        (PoolParent::Scope(scope), None) => {
                            for cidr in self.now.pool_cidrs.values() {
                                let other = self.now.pools.get(&cidr.pool).unwrap();
                                let beside =
                                    other.parent == PoolParent::Scope(scope) && other.source_resource.is_none();
                                require(!beside || !cidr.cidr.overlaps(row.cidr), "the scope has it already")?;
                            }
                        }
                    }
                    self.now.pool_cidrs.insert(id, row.clone());
                    Ok(())
                }
                Action::Deprovision => {
                    let row = self.now.pool_cidrs.get(&id).ok_or("it is not there")?;
                    let allocations = self.allocations(row.pool);
                    require(
                        !allocations.iter().any(|(_, cidr)| cidr.overlaps(row.cidr)),
                        "it has allocations",
                    )?;
                    self.now.pool_cidrs.remove(&id);
                    Ok(())
                }
                other => Err(format!("{other:?} of a pool CIDR")),
            },
            AnyId::Reservation(id) => match step.action {
                Action::Allocate => {
                    let mut row = outcome.reservations.get(&id).unwrap().clone();
                    self.can_allocate(row.pool, row.cidr)?;
                    row.tags = Tags::new();
                    self.now.reservations.insert(id, row);
                    Ok(())
                }
                Action::Release => require(self.now.reservations.remove(&id).is_some(), "it is not there"),
                Action::Tag | Action::Untag => {
                    let tags = outcome.reservations.get(&id).unwrap().tags.clone();
                    self.now.reservations.get_mut(&id).ok_or("it is not there")?.tags = tags;
                    Ok(())
                }
                other => Err(format!("{other:?} of a reservation")),
            },
            AnyId::Vpc(id) => self.take_vpc(step.action, id, outcome),
            AnyId::VpcCidr(id) => self.take_vpc_cidr(step.action, id, outcome),
            AnyId::Subnet(id) => match step.action {
                Action::CreateSubnet => {
                    let row = outcome.subnets.get(&id).unwrap();
                    let mut cidrs = self.now.vpc_cidrs.values().filter(|cidr| cidr.vpc == row.vpc);
                    require(
                        cidrs.any(|cidr| cidr.cidr.contains(row.cidr)),
                        "no CIDR of the VPC holds it",
                    )?;
                    let beside = |other: &Subnet| other.vpc == row.vpc && other.cidr.overlaps(row.cidr);
                    let others = self.now.subnets.values().any(beside);
                    require(!others, "it overlaps a subnet")?;
                    if let Some(pool) = row.pool {
                        self.can_take(pool, outcome)?;
                        self.can_allocate(pool, row.cidr)?;
                        require(self.plans_for(pool) == Some(row.vpc), "the pool plans for another VPC")?;
                    }
                    self.now.subnets.insert(id, row.clone());
                    Ok(())
                }
                Action::DeleteSubnet => require(self.now.subnets.remove(&id).is_some(), "it is not there"),
                Action::Tag | Action::Untag => {
                    let tags = outcome.subnets.get(&id).unwrap().tags.clone();
                    self.now.subnets.get_mut(&id).ok_or("it is not there")?.tags = tags;
                    Ok(())
                }
                other => Err(format!("{other:?} of a subnet")),
            },
            AnyId::PublicBlock(id) => {
                let any = step.object;
                match step.action {
                    Action::CreatePublicPool => {
                        self.public_pools.push(any);
                        Ok(())
                    }
                    Action::TakePublicBlock => {
                        let row = outcome.public_blocks.get(&id).unwrap();
                        if let Some(pool) = row.pool {
                            self.can_take(pool, outcome)?;
                            self.can_allocate(pool, row.cidr)?;
                        }
                        self.public_pools.retain(|other| *other != any);
                        self.now.public_blocks.insert(id, row.clone());
                        Ok(())
                    }
                    Action::ReturnPublicBlock => {
                        let row = self.now.public_blocks.remove(&id).ok_or("it is not there")?;
                        if row.kind == ipam_planner::plan::PublicBlockKind::PublicIpv4Pool {
                            self.public_pools.push(any);
                        }
                        Ok(())
                    }
                    Action::DeletePublicPool => {
                        require(self.public_pools.contains(&any), "the public pool has a block")?;
                        self.public_pools.retain(|other| *other != any);
                        Ok(())
                    }
                    Action::Tag | Action::Untag => {
                        let tags = outcome.public_blocks.get(&id).unwrap().tags.clone();
                        self.now.public_blocks.get_mut(&id).ok_or("it is not there")?.tags = tags;
                        Ok(())
                    }
                    other => Err(format!("{other:?} of a public block")),
                }
            }
            other => Err(format!("{other:?} is nothing of AWS")),
        }
    }

    fn take_ipam(&mut self, action: Action, id: Id<ipam_planner::plan::Ipam>, outcome: &AwsTables) -> Taken {
        match action {
            Action::DelegateAdministrator => {
                self.access = outcome.ipams.get(&id).map(|ipam| ipam.integration.clone());
            }
            Action::RevokeAdministrator | Action::CreateServiceLinkedRole => {
                self.access = Some(Integration::SingleAccount);
            }
            Action::CreateIpam => {
                require(self.now.ipams.is_empty(), "there is one already")?;
                let row = outcome.ipams.get(&id).unwrap();
                require(self.access.as_ref() == Some(&row.integration), "it has no access")?;
                self.now.ipams.insert(id, row.clone());
                for scope in [Plan::default_private_scope(), Plan::default_public_scope()] {
                    let kind = outcome.scopes.get(&scope).unwrap().kind;
                    self.now.scopes.insert(scope, Scope::new(kind, ScopeOrigin::Default));
                }
                // A new IPAM watches everything, and has it in its default scope.
                for row in self.now.vpc_cidrs.values_mut() {
                    row.monitoring = Monitoring::Monitored;
                }
                for (_, scope) in &mut self.scopes {
                    *scope = Plan::default_private_scope();
                }
            }
            Action::ModifyIpam => {
                let mut row = outcome.ipams.get(&id).unwrap().clone();
                let before = self.now.ipams.get(&id).ok_or("there is none")?.clone();
                require(before.home_region == row.home_region, "the home Region is fixed")?;
                (row.tags, row.integration) = (before.tags, before.integration);
                if row.tier == Tier::Free && before.tier == Tier::Advanced {
                    let additional = self
                        .now
                        .scopes
                        .values()
                        .any(|scope| scope.origin == ScopeOrigin::Additional);
                    let pools = self.now.pools.iter().any(|(id, pool)| {
                        !self.is_public(*id) || pool.locale.is_some_and(|locale| locale != row.home_region)
                    });
                    require(!additional && !pools, "something needs the Advanced Tier")?;
                }
                self.now.ipams.insert(id, row);
                for (id, pool) in &self.now.pools {
                    let kind = self.now.scopes.get(&self.top_scope(*id)).unwrap().kind;
                    let served = pool
                        .locale
                        .is_none_or(|locale| self.operates_in(locale, pool.family, kind));
                    require(served, "a pool has a locale that is no operating Region")?;
                }
            }
            Action::DeleteIpam => {
                require(self.now.pools.is_empty(), "it has pools")?;
                let defaults = self
                    .now
                    .scopes
                    .values()
                    .all(|scope| scope.origin == ScopeOrigin::Default);
                require(defaults, "it has additional scopes")?;
                let scopes: Vec<Id<Scope>> = self.now.scopes.keys().copied().collect();
                for scope in scopes {
                    self.now.scopes.remove(&scope);
                }
                require(self.now.ipams.remove(&id).is_some(), "there is none")?;
                for row in self.now.vpc_cidrs.values_mut() {
                    row.monitoring = Monitoring::Monitored;
                }
            }
            Action::Tag | Action::Untag => {
                let tags = outcome.ipams.get(&id).unwrap().tags.clone();
                self.now.ipams.get_mut(&id).ok_or("there is none")?.tags = tags;
            }
            other => return Err(format!("{other:?} of an IPAM")),
        }
        // Who has access is the account's, and the row shows it.
        if let (Some(row), Some(access)) = (self.now.ipams.get_mut(&id), &self.access) {
            row.integration = access.clone();
        }
        Ok(())
    }

    fn take_scope(&mut self, action: Action, id: Id<Scope>, outcome: &AwsTables) -> Taken {
        match action {
            Action::CreateScope => {
                let row = outcome.scopes.get(&id).unwrap();
                let ipam = self.now.ipams.values().next().ok_or("there is no IPAM")?;
                require(ipam.tier == Tier::Advanced, "the Free Tier has no such scopes")?;
                require(row.kind == ScopeKind::Private, "there is one public scope")?;
                require(
                    row.origin == ScopeOrigin::Additional,
                    "default scopes come with the IPAM",
                )?;
                self.now.scopes.insert(id, row.clone());
            }
            Action::ModifyScope => {
                let description = outcome.scopes.get(&id).unwrap().description.clone();
                self.now.scopes.get_mut(&id).ok_or("it is not there")?.description = description;
            }
            Action::Tag | Action::Untag => {
                let tags = outcome.scopes.get(&id).unwrap().tags.clone();
                self.now.scopes.get_mut(&id).ok_or("it is not there")?.tags = tags;
            }
            Action::DeleteScope => {
                let row = self.now.scopes.get(&id).ok_or("it is not there")?;
                require(row.origin == ScopeOrigin::Additional, "it is a default scope")?;
                let used = self.now.pools.values().any(|pool| pool.parent == PoolParent::Scope(id));
                require(!used, "it has pools")?;
                self.now.scopes.remove(&id);
                // What is discovered is in the default private scope.
                for row in self.now.vpcs.values_mut().filter(|row| row.scope == id) {
                    row.scope = Plan::default_private_scope();
                }
                for (_, scope) in self.scopes.iter_mut().filter(|(_, scope)| *scope == id) {
                    *scope = Plan::default_private_scope();
                }
            }
            other => return Err(format!("{other:?} of a scope")),
        }
        Ok(())
    }

    /// What AWS deletes by `--cascade`: sub-pools, CIDRs and allocations, and no VPC and no subnet.
    fn delete_with_all(&mut self, id: Id<Pool>) {
        let below = self.now.pools.iter();
        let below = below.filter(|(_, row)| row.parent == PoolParent::Pool(id));
        let below: Vec<Id<Pool>> = below.map(|(id, _)| *id).collect();
        for pool in below {
            self.delete_with_all(pool);
        }
        let now = &mut self.now;
        let cidrs = now.pool_cidrs.iter().filter(|(_, row)| row.pool == id);
        for cidr in cidrs.map(|(id, _)| *id).collect::<Vec<_>>() {
            now.pool_cidrs.remove(&cidr);
        }
        let reservations = now.reservations.iter().filter(|(_, row)| row.pool == id);
        for reservation in reservations.map(|(id, _)| *id).collect::<Vec<_>>() {
            now.reservations.remove(&reservation);
        }
        for row in now.vpc_cidrs.values_mut() {
            row.pool = row.pool.filter(|pool| *pool != id);
        }
        for row in now.subnets.values_mut() {
            row.pool = row.pool.filter(|pool| *pool != id);
        }
        now.pools.remove(&id);
    }

    fn take_pool(&mut self, step: &Step, id: Id<Pool>, outcome: &AwsTables) -> Taken {
        match step.action {
            Action::CreatePool => {
                let mut row = outcome.pools.get(&id).unwrap().clone();
                let ipam = self.now.ipams.values().next().ok_or("there is no IPAM")?.clone();
                let scope = match row.parent {
                    PoolParent::Scope(scope) => scope,
                    PoolParent::Pool(source) => {
                        let above = self.now.pools.get(&source).ok_or("the source pool does not exist")?;
                        require(above.family == row.family, "the source pool has another family")?;
                        require(
                            above.locale.is_none() || above.locale == row.locale,
                            "the source has another locale",
                        )?;
                        self.top_scope(source)
                    }
                };
                let kind = self.now.scopes.get(&scope).ok_or("the scope does not exist")?.kind;
                require(
                    kind == ScopeKind::Public || ipam.tier == Tier::Advanced,
                    "the Free Tier has no private pools",
                )?;
                let served = row
                    .locale
                    .is_none_or(|locale| self.operates_in(locale, row.family, kind));
                require(served, "the locale is no operating Region")?;
                if let Some(vpc) = row.source_resource {
                    require(self.now.vpcs.contains_key(&vpc), "the VPC does not exist")?;
                }
                row.auto_import = AutoImport::Disabled;
                row.shared_with = Default::default();
                require(self.now.pools.insert(id, row).is_none(), "it exists already")?;
            }
            Action::DeletePool if has_flag(step, "--cascade") => {
                require(self.now.pools.contains_key(&id), "it is not there")?;
                let kind = self.now.scopes.get(&self.top_scope(id)).unwrap().kind;
                let planning = self.plans_for(id).is_some();
                require(kind == ScopeKind::Private || planning, "no cascade in the public scope")?;
                self.delete_with_all(id);
            }
            Action::DeletePool => {
                require(self.now.pools.contains_key(&id), "it is not there")?;
                require(self.now.pool_cidrs.values().all(|row| row.pool != id), "it has CIDRs")?;
                require(self.allocations(id).is_empty(), "it has allocations")?;
                let is_sub_pool = |row: &Pool| row.parent == PoolParent::Pool(id);
                require(!self.now.pools.values().any(is_sub_pool), "it has sub-pools")?;
                self.now.pools.remove(&id);
            }
            Action::ModifyPool => {
                let after = outcome.pools.get(&id).unwrap();
                let row = self.now.pools.get_mut(&id).ok_or("it is not there")?;
                row.description = after.description.clone();
                (row.rules, row.required_tags) = (after.rules, after.required_tags.clone());
            }
            Action::Tag | Action::Untag => {
                let tags = outcome.pools.get(&id).unwrap().tags.clone();
                self.now.pools.get_mut(&id).ok_or("it is not there")?.tags = tags;
            }
            Action::StartImport => {
                let row = self.now.pools.get_mut(&id).ok_or("it is not there")?;
                require(row.locale.is_some(), "without a locale nothing is imported")?;
                row.auto_import = AutoImport::Enabled;
            }
            Action::StopImport => {
                self.now.pools.get_mut(&id).ok_or("it is not there")?.auto_import = AutoImport::Disabled;
            }
            Action::SharePool => {
                require(
                    self.access != Some(Integration::SingleAccount),
                    "a single account shares nothing",
                )?;
                let mut reserved = outcome.reservations.iter().filter(|(_, row)| row.pool == id);
                let reserves = reserved.all(|(id, _)| self.now.reservations.contains_key(id));
                require(reserves, "others could take what is to be reserved")?;
                let mut cidrs = outcome.vpc_cidrs.iter().filter(|(_, row)| row.pool == Some(id));
                let imports = cidrs.all(|(cidr, _)| {
                    let now = self.now.vpc_cidrs.get(cidr);
                    now.is_none_or(|now| now.pool == Some(id))
                });
                require(imports, "others could take what is to be imported")?;
                let shared = outcome.pools.get(&id).unwrap().shared_with.clone();
                self.now.pools.get_mut(&id).ok_or("it is not there")?.shared_with = shared;
            }
            Action::UnsharePool => {
                let row = self.now.pools.get_mut(&id).ok_or("it is not there")?;
                let after = outcome
                    .pools
                    .get(&id)
                    .map(|row| row.shared_with.clone())
                    .unwrap_or_default();
                row.shared_with.retain(|principal| after.contains(principal));
            }
            other => return Err(format!("{other:?} of a pool")),
        }
        self.import();
        Ok(())
    }

    fn take_vpc(&mut self, action: Action, id: Id<Vpc>, outcome: &AwsTables) -> Taken {
        match action {
            Action::CreateVpc => {
                let row = outcome.vpcs.get(&id).unwrap().clone();
                require(self.now.vpcs.insert(id, row).is_none(), "it exists already")?;
                let mut primaries = outcome.vpc_cidrs.iter().filter(|(_, cidr)| cidr.vpc == id);
                let primary = primaries.find(|(_, cidr)| cidr.role == CidrRole::Primary);
                let (cidr, _) = primary.ok_or("it has no primary CIDR")?;
                self.add_cidr(*cidr, outcome)?;
            }
            Action::DeleteVpc => {
                require(self.now.subnets.values().all(|row| row.vpc != id), "it has subnets")?;
                let mut pools = self.now.pools.values();
                require(pools.all(|row| row.source_resource != Some(id)), "a pool plans for it")?;
                require(self.now.vpcs.remove(&id).is_some(), "it is not there")?;
                let cidrs = self.now.vpc_cidrs.iter().filter(|(_, row)| row.vpc == id);
                let cidrs: Vec<Id<VpcCidr>> = cidrs.map(|(id, _)| *id).collect();
                for cidr in cidrs {
                    self.now.vpc_cidrs.remove(&cidr);
                    self.scopes.retain(|(other, _)| *other != cidr);
                }
            }
            Action::Tag | Action::Untag => {
                let tags = outcome.vpcs.get(&id).unwrap().tags.clone();
                self.now.vpcs.get_mut(&id).ok_or("it is not there")?.tags = tags;
            }
            other => return Err(format!("{other:?} of a VPC")),
        }
        self.import();
        Ok(())
    }

    fn add_cidr(&mut self, id: Id<VpcCidr>, outcome: &AwsTables) -> Taken {
        let mut row = outcome.vpc_cidrs.get(&id).unwrap().clone();
        let vpc = self.now.vpcs.get(&row.vpc).ok_or("the VPC does not exist")?.clone();
        let beside = |other: &VpcCidr| other.vpc == row.vpc && other.cidr.overlaps(row.cidr);
        let own = self.now.vpc_cidrs.values().any(beside);
        require(!own, "the VPC has it already")?;
        let is_primary = |other: &VpcCidr| other.vpc == row.vpc && other.role == CidrRole::Primary;
        let second = is_primary(&row) && self.now.vpc_cidrs.values().any(is_primary);
        require(!second, "the VPC has a primary CIDR already")?;
        let length = row.cidr.netmask_length().get();
        match row.cidr.family() {
            Family::Ipv4 => require((16..=28).contains(&length), "no size of a VPC")?,
            Family::Ipv6 => require([44, 48, 52, 56, 60].contains(&length), "no size of a VPC")?,
        }
        let mut scope = Plan::default_private_scope();
        if row.monitoring == Monitoring::Ignored {
            row.pool = None;
        }
        if let Some(pool) = row.pool {
            self.can_take(pool, outcome)?;
            self.can_allocate(pool, row.cidr)?;
            let of = self.now.pools.get(&pool).unwrap();
            require(of.locale == Some(vpc.region), "the pool serves another Region")?;
            let least = of.rules.min.is_none_or(|min| length >= min.get());
            let most = of.rules.max.is_none_or(|max| length <= max.get());
            require(least && most, "the rules give out no such length")?;
            let tagged = of
                .required_tags
                .iter()
                .all(|(key, value)| vpc.tags.get(key) == Some(value));
            require(tagged, "a required tag is missing")?;
            scope = self.top_scope(pool);
        }
        row.monitoring = Monitoring::Monitored;
        require(self.now.vpc_cidrs.insert(id, row).is_none(), "it exists already")?;
        self.scopes.push((id, scope));
        Ok(())
    }

    fn take_vpc_cidr(&mut self, action: Action, id: Id<VpcCidr>, outcome: &AwsTables) -> Taken {
        if action == Action::Associate {
            self.add_cidr(id, outcome)?;
            self.import();
            return Ok(());
        }
        let row = self.now.vpc_cidrs.get(&id).ok_or("it is not there")?.clone();
        let public = row.pool.is_some_and(|pool| self.is_public(pool));
        match action {
            Action::Disassociate => {
                require(row.role == CidrRole::Secondary, "the primary CIDR stays")?;
                let mut subnets = self.now.subnets.values().filter(|subnet| subnet.vpc == row.vpc);
                require(subnets.all(|subnet| !row.cidr.contains(subnet.cidr)), "it has subnets")?;
                self.now.vpc_cidrs.remove(&id);
                self.scopes.retain(|(other, _)| *other != id);
            }
            Action::Ignore => {
                require(!self.now.ipams.is_empty(), "there is no IPAM")?;
                require(!public, "nothing in the public scope is ignored")?;
                let row = self.now.vpc_cidrs.get_mut(&id).unwrap();
                (row.monitoring, row.pool) = (Monitoring::Ignored, None);
            }
            Action::Monitor => {
                require(!self.now.ipams.is_empty(), "there is no IPAM")?;
                self.now.vpc_cidrs.get_mut(&id).unwrap().monitoring = Monitoring::Monitored;
            }
            Action::MoveToScope => {
                require(row.pool.is_none(), "it is still allocated")?;
                let vpc = outcome.vpcs.get(&row.vpc).unwrap();
                require(self.now.scopes.get(&vpc.scope).is_some(), "the scope does not exist")?;
                require(
                    self.now.scopes.get(&vpc.scope).unwrap().kind == ScopeKind::Private,
                    "the scope is public",
                )?;
                self.now.vpcs.get_mut(&row.vpc).unwrap().scope = vpc.scope;
                self.scopes.retain(|(other, _)| *other != id);
                self.scopes.push((id, vpc.scope));
            }
            Action::AwaitImport => require(row.pool.is_some(), "nothing imports it")?,
            other => return Err(format!("{other:?} of a VPC CIDR")),
        }
        self.import();
        Ok(())
    }
}
