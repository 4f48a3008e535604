//! What of a design AWS accepts, and what it is known to refuse.
//!
//! The outcome is built from the top to the bottom, so that each row is judged by what it will stand on and stand beside. What
//! exists unchanged keeps its place; a row that is refused stays as it exists, where that is still possible.

use super::Impossible;
use super::ground::{BlocksIn, Place, allocated_from, blocks_around, holder, place_of, places, top_first};
use super::obstacles::Obstacle;
use crate::address::Cidr;
use crate::ordered::OrderedSet;
use crate::plan::{
    AnyId, AutoImport, AwsTables, CidrRole, Id, ManagementState, Plan, Pool, PoolCidr, PoolParent, Row, ScopeOrigin,
    Table, Tier, Vpc, VpcCidr,
};

/// Whether the pools that plan for subnets are meant, which stand on a VPC, or the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ordinary,
    Planning,
}

pub(super) struct Acceptance<'a> {
    pub(super) actual: &'a AwsTables,
    pub(super) design: &'a AwsTables,
    /// What is accepted so far.
    pub(super) outcome: AwsTables,
    /// The CIDRs of accepted pools and VPCs.
    holders: BlocksIn,
    /// What is taken in each pool, VPC and scope, by what is accepted and by what exists unchanged.
    taken: BlocksIn,
    /// The VPCs that are created, for the first time or again.
    fresh_vpcs: OrderedSet<Id<Vpc>>,
    /// The VPCs whose primary CIDR is accepted.
    with_primary: OrderedSet<Id<Vpc>>,
    impossible: Vec<Impossible>,
}

impl<'a> Acceptance<'a> {
    /// The outcome of `design` when `actual` exists, and what of it is impossible.
    pub(super) fn of(actual: &'a AwsTables, design: &'a AwsTables) -> (AwsTables, Vec<Impossible>) {
        let mut all = Self {
            actual,
            design,
            outcome: AwsTables::default(),
            holders: BlocksIn::new(),
            taken: BlocksIn::new(),
            fresh_vpcs: OrderedSet::new(),
            with_primary: OrderedSet::new(),
            impossible: Vec::new(),
        };
        all.claim_unchanged();
        all.find_fresh_vpcs();
        all.ipam();
        settle(
            &mut all,
            &design.scopes,
            &actual.scopes,
            Self::judge_scope,
            |all, id, row| {
                all.outcome.scopes.insert(id, row);
            },
        );
        all.pools(Kind::Ordinary);
        all.reservations(Kind::Ordinary);
        all.vpcs();
        all.pools(Kind::Planning);
        all.reservations(Kind::Planning);
        settle(
            &mut all,
            &design.subnets,
            &actual.subnets,
            Self::judge_subnet,
            |all, id, row| {
                all.take(row.vpc.into(), row.cidr, id.into());
                if let Some(pool) = row.pool {
                    all.take(pool.into(), row.cidr, id.into());
                }
                all.outcome.subnets.insert(id, row);
            },
        );
        all.keep_subnets();
        let [wanted, existing] = [design, actual].map(|tables| &tables.public_blocks);
        settle(&mut all, wanted, existing, Self::judge_public_block, |all, id, row| {
            if let Some(pool) = row.pool {
                all.take(pool.into(), row.cidr, id.into());
            }
            all.outcome.public_blocks.insert(id, row);
        });
        (all.outcome, all.impossible)
    }

    pub(super) fn refuse(&mut self, object: AnyId, obstacle: Obstacle) {
        let Obstacle { why, page, instead } = obstacle;
        self.impossible.push(Impossible {
            object,
            why,
            page,
            instead,
        });
    }

    pub(super) fn place(&self, pool: Id<Pool>) -> Place {
        place_of(&self.outcome, pool)
    }

    /// The CIDR of an accepted pool or VPC that holds `cidr`.
    pub(super) fn holder(&self, space: impl Into<AnyId>, cidr: Cidr) -> Option<AnyId> {
        holder(&self.holders, space.into(), cidr)
    }

    /// What other than `own` has addresses of `cidr` in `space`.
    pub(super) fn in_the_way(&self, space: AnyId, cidr: Cidr, own: AnyId) -> Option<AnyId> {
        overlapping(&self.taken, space, cidr, own)
    }

    /// What other than `own` has addresses of `cidr` among the CIDRs of a VPC.
    pub(super) fn beside_in_vpc(&self, vpc: Id<Vpc>, cidr: Cidr, own: AnyId) -> Option<AnyId> {
        overlapping(&self.holders, vpc.into(), cidr, own)
    }

    pub(super) fn is_fresh_vpc(&self, vpc: Id<Vpc>) -> bool {
        self.fresh_vpcs.contains(&vpc)
    }

    pub(super) fn has_primary(&self, vpc: Id<Vpc>) -> bool {
        self.with_primary.contains(&vpc)
    }

    fn take(&mut self, space: AnyId, cidr: Cidr, id: AnyId) {
        if overlapping(&self.taken, space, cidr, id).is_none() {
            self.taken.insert((space, cidr), id);
        }
    }

    /// Keeps the places of what exists and is wanted where it is.
    fn claim_unchanged(&mut self) {
        let (actual, design) = (self.actual, self.design);
        for (id, row) in &design.pool_cidrs {
            let parents = [actual, design].map(|tables| tables.pools.get(&row.pool).map(|pool| pool.parent));
            let [before, after] = parents;
            if actual.pool_cidrs.get(id) == Some(row)
                && before == after
                && let Some(parent) = after
                && place_of(design, row.pool).plans_for.is_none()
            {
                self.take(space_of(parent), row.cidr, (*id).into());
            }
        }
        for (id, row) in &design.reservations {
            let existing = actual.reservations.get(id);
            if existing.is_some_and(|existing| existing.pool == row.pool && existing.cidr == row.cidr) {
                self.take(row.pool.into(), row.cidr, (*id).into());
            }
        }
        for (id, row) in &design.vpc_cidrs {
            if let Some(pool) = allocated_from(row)
                && let Some(existing) = actual.vpc_cidrs.get(id)
                && existing.cidr == row.cidr
                && allocated_from(existing) == Some(pool)
            {
                self.take(pool.into(), row.cidr, (*id).into());
            }
        }
        for (id, row) in &design.subnets {
            if actual
                .subnets
                .get(id)
                .is_some_and(|existing| existing.cidr == row.cidr && existing.vpc == row.vpc)
            {
                self.take(row.vpc.into(), row.cidr, (*id).into());
            }
        }
    }

    fn find_fresh_vpcs(&mut self) {
        let (actual, design) = (self.actual, self.design);
        for (id, row) in &design.vpcs {
            let stays = actual.vpcs.get(id).is_some_and(|existing| {
                let other_account =
                    row.account.is_some() && existing.account.is_some() && row.account != existing.account;
                existing.region == row.region && !other_account
            });
            if !stays {
                self.fresh_vpcs.insert(*id);
            }
        }
        for (id, row) in actual.vpc_cidrs.iter().filter(|(_, row)| row.role == CidrRole::Primary) {
            let same = |other: &VpcCidr| (other.vpc, other.cidr, other.role) == (row.vpc, row.cidr, row.role);
            if !design.vpc_cidrs.get(id).is_some_and(same) {
                self.fresh_vpcs.insert(row.vpc);
            }
        }
    }

    fn ipam(&mut self) {
        let id = Plan::ipam_id();
        let Some(wanted) = self.design.ipams.get(&id) else {
            return;
        };
        let mut ipam = wanted.clone();
        let (mut obstacles, actual, design) = (Vec::new(), self.actual, self.design);
        let existing = actual
            .ipams
            .get(&id)
            .filter(|existing| existing.home_region == ipam.home_region);
        if let Some(existing) = existing {
            let needs_advanced = |pool: &Pool| pool.locale.is_some_and(|locale| locale != ipam.home_region);
            let additional = design
                .scopes
                .values()
                .any(|scope| scope.origin == ScopeOrigin::Additional);
            let private = design.pools.iter().any(|(id, _)| self.is_private(*id));
            let advanced = private || additional || design.pools.values().any(needs_advanced);
            if existing.tier == Tier::Advanced && ipam.tier == Tier::Free && advanced {
                obstacles.push(Obstacle::tier_in_use());
                ipam.tier = Tier::Advanced;
            }
            for region in &existing.operating_regions {
                let used = design.pools.iter().any(|(id, pool)| {
                    let existing = actual.pools.get(id).and_then(|pool| pool.locale);
                    pool.locale == Some(*region) && existing == pool.locale
                });
                if !ipam.operates_in(*region) && used {
                    obstacles.push(Obstacle::region_in_use(*region));
                    ipam.operating_regions.insert(*region);
                }
            }
        }
        if let Some(obstacle) = Obstacle::metered_account(&ipam) {
            ipam.metered_account = Default::default();
            obstacles.push(obstacle);
        }
        for obstacle in obstacles {
            self.refuse(id.into(), obstacle);
        }
        self.outcome.ipams.insert(id, ipam);
    }

    fn is_private(&self, pool: Id<Pool>) -> bool {
        let scope = place_of(self.design, pool).scope;
        scope.is_some_and(|scope| scope != Plan::default_public_scope())
    }

    /// Pools from the top down, each with its CIDRs, so that those below find what they are provisioned from.
    fn pools(&mut self, kind: Kind) {
        let (actual, design) = (self.actual, self.design);
        let mut cidrs: Vec<(Id<Pool>, Id<PoolCidr>)> =
            design.pool_cidrs.iter().map(|(id, row)| (row.pool, *id)).collect();
        crate::ordered::sort(&mut cidrs);
        for id in top_first(&places(design)) {
            let Some(row) = design.pools.get(&id).filter(|_| kind == kind_of(design, id)) else {
                continue;
            };
            settle_row(
                self,
                id,
                row,
                actual.pools.get(&id),
                Self::judge_pool,
                |all, id, row| {
                    all.outcome.pools.insert(id, row);
                },
            );
            let start = cidrs.partition_point(|(pool, _)| *pool < id);
            for (_, cidr) in cidrs
                .get(start..)
                .unwrap_or_default()
                .iter()
                .take_while(|(pool, _)| *pool == id)
            {
                if let Some(row) = design.pool_cidrs.get(cidr) {
                    let existing = actual.pool_cidrs.get(cidr);
                    settle_row(
                        self,
                        *cidr,
                        row,
                        existing,
                        Self::judge_pool_cidr,
                        Self::accept_pool_cidr,
                    );
                }
            }
        }
    }

    fn accept_pool_cidr(&mut self, id: Id<PoolCidr>, row: PoolCidr) {
        if let Some(space) = self.space_of_pool_cidr(&row) {
            self.take(space, row.cidr, id.into());
        }
        self.holders.insert((row.pool.into(), row.cidr), id.into());
        self.outcome.pool_cidrs.insert(id, row);
    }

    /// Where a pool CIDR takes its place: in the source pool, in the scope, or on the VPC CIDR for which it plans.
    pub(super) fn space_of_pool_cidr(&self, row: &PoolCidr) -> Option<AnyId> {
        let pool = self.outcome.pools.get(&row.pool)?;
        match (pool.parent, pool.source_resource) {
            (PoolParent::Scope(_), Some(vpc)) => self.holder(vpc, row.cidr),
            (parent, _) => Some(space_of(parent)),
        }
    }

    fn reservations(&mut self, kind: Kind) {
        let (actual, design) = (self.actual, self.design);
        for (id, row) in &design.reservations {
            if kind_of(design, row.pool) == kind {
                let existing = actual.reservations.get(id);
                settle_row(self, *id, row, existing, Self::judge_reservation, |all, id, row| {
                    all.take(row.pool.into(), row.cidr, id.into());
                    all.outcome.reservations.insert(id, row);
                });
            }
        }
    }

    /// VPCs with their CIDRs: a VPC that would be created without a primary CIDR is none.
    fn vpcs(&mut self) {
        let (actual, design) = (self.actual, self.design);
        settle(self, &design.vpcs, &actual.vpcs, Self::judge_vpc, |all, id, row| {
            all.outcome.vpcs.insert(id, row);
        });
        self.vpc_cidrs(CidrRole::Primary);
        let fresh: Vec<Id<Vpc>> = self.fresh_vpcs.iter().copied().collect();
        for vpc in fresh {
            if self.outcome.vpcs.contains_key(&vpc) && !self.has_primary(vpc) {
                self.refuse(vpc.into(), Obstacle::no_primary());
                self.outcome.vpcs.remove(&vpc);
            }
        }
        self.vpc_cidrs(CidrRole::Secondary);
        self.import();
    }

    /// Gives what is to be unmanaged to the pools that import it all the same.
    fn import(&mut self) {
        let mut ranges = BlocksIn::new();
        for row in self.outcome.pool_cidrs.values() {
            let pool = self.outcome.pools.get(&row.pool);
            if pool.is_some_and(|pool| pool.auto_import == AutoImport::Enabled)
                && let Some(scope) = self.place(row.pool).scope
            {
                ranges.insert((scope.into(), row.cidr), row.pool.into());
            }
        }
        if ranges.is_empty() {
            return;
        }
        let unmanaged = self.outcome.vpc_cidrs.iter();
        let unmanaged = unmanaged.filter(|(_, row)| row.management_state() == ManagementState::Unmanaged);
        let unmanaged: Vec<(Id<VpcCidr>, VpcCidr)> = unmanaged.map(|(id, row)| (*id, row.clone())).collect();
        for (id, mut row) in unmanaged {
            let Some(vpc) = self.outcome.vpcs.get(&row.vpc) else {
                continue;
            };
            let (scope, region) = (AnyId::from(vpc.scope), vpc.region);
            let pool = blocks_around(row.cidr).find_map(|block| match ranges.get(&(scope, block)) {
                Some(AnyId::Pool(pool)) => {
                    let locale = self.outcome.pools.get(pool)?.locale;
                    let free = self.in_the_way((*pool).into(), row.cidr, id.into()).is_none();
                    (free && locale == Some(region)).then_some(*pool)
                }
                _ => None,
            });
            if let Some(pool) = pool {
                row.pool = Some(pool);
                if self.judge_vpc_cidr(id, &row).is_ok() {
                    self.refuse(id.into(), Obstacle::imported(&self.outcome, pool));
                    self.accept_vpc_cidr(id, row);
                }
            }
        }
    }

    fn vpc_cidrs(&mut self, role: CidrRole) {
        let (actual, design) = (self.actual, self.design);
        for (id, row) in design.vpc_cidrs.iter().filter(|(_, row)| row.role == role) {
            let existing = actual.vpc_cidrs.get(id).filter(|existing| existing.role == role);
            settle_row(self, *id, row, existing, Self::judge_vpc_cidr, Self::accept_vpc_cidr);
            // Without its pool a CIDR that exists stays in its VPC all the same.
            if let Some(existing) = existing
                && !self.outcome.vpc_cidrs.contains_key(id)
            {
                let mut unmanaged = existing.clone();
                unmanaged.pool = None;
                if self.judge_vpc_cidr(*id, &unmanaged).is_ok() {
                    self.accept_vpc_cidr(*id, unmanaged);
                }
            }
        }
    }

    /// Without its pool a subnet that exists stays in its VPC all the same.
    fn keep_subnets(&mut self) {
        let (actual, design) = (self.actual, self.design);
        for (id, existing) in &actual.subnets {
            if !design.subnets.contains_key(id) || self.outcome.subnets.contains_key(id) {
                continue;
            }
            let mut alone = existing.clone();
            alone.pool = None;
            if self.judge_subnet(*id, &alone).is_ok() {
                self.take(alone.vpc.into(), alone.cidr, (*id).into());
                self.outcome.subnets.insert(*id, alone);
            }
        }
    }

    fn accept_vpc_cidr(&mut self, id: Id<VpcCidr>, row: VpcCidr) {
        if let Some(pool) = allocated_from(&row) {
            self.take(pool.into(), row.cidr, id.into());
        }
        if row.role == CidrRole::Primary {
            self.with_primary.insert(row.vpc);
        }
        self.holders.insert((row.vpc.into(), row.cidr), id.into());
        self.outcome.vpc_cidrs.insert(id, row);
    }
}

fn kind_of(tables: &AwsTables, pool: Id<Pool>) -> Kind {
    match place_of(tables, pool).plans_for {
        Some(_) => Kind::Planning,
        None => Kind::Ordinary,
    }
}

fn space_of(parent: PoolParent) -> AnyId {
    match parent {
        PoolParent::Pool(source) => source.into(),
        PoolParent::Scope(scope) => scope.into(),
    }
}

/// What other than `own` shares an address with `cidr` in `space`, where nothing overlaps yet. O(log n).
fn overlapping(blocks: &BlocksIn, space: AnyId, cidr: Cidr, own: AnyId) -> Option<AnyId> {
    let around = holder(blocks, space, cidr);
    let within = || {
        let mut from = blocks.range_from(&(space, cidr));
        from.next()
            .filter(|((of, block), _)| *of == space && cidr.contains(*block))
            .map(|(_, id)| *id)
    };
    around.or_else(within).filter(|id| *id != own)
}

type Judge<'a, T> = fn(&Acceptance<'a>, Id<T>, &T) -> Result<(), Obstacle>;
type Write<'a, T> = fn(&mut Acceptance<'a>, Id<T>, T);

fn settle<'a, T: Row>(
    all: &mut Acceptance<'a>,
    wanted: &Table<T>,
    existing: &Table<T>,
    judge: Judge<'a, T>,
    write: Write<'a, T>,
) where
    AnyId: From<Id<T>>,
{
    for (id, row) in wanted {
        settle_row(all, *id, row, existing.get(id), judge, write);
    }
}

/// Accepts the row as it is wanted, or, when it is refused, as it exists.
fn settle_row<'a, T: Row>(
    all: &mut Acceptance<'a>,
    id: Id<T>,
    wanted: &T,
    existing: Option<&T>,
    judge: Judge<'a, T>,
    write: Write<'a, T>,
) where
    AnyId: From<Id<T>>,
{
    match judge(all, id, wanted) {
        Ok(()) => write(all, id, wanted.clone()),
        Err(obstacle) => {
            all.refuse(id.into(), obstacle);
            if let Some(existing) = existing
                && judge(all, id, existing).is_ok()
            {
                write(all, id, existing.clone());
            }
        }
    }
}
