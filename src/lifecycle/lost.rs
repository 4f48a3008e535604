//! What cannot stay: rows that go, rows of which AWS cannot change what differs, and all that goes with them.

use super::fixed;
use super::ground::{Ground, allocated_from};
use super::pieces::Pieces;
use crate::address::Cidr;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{AnyId, AwsTables, CidrRole, Id, Plan, Pool, PoolParent, Subnet, VpcCidr};

/// Why something is taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is not wanted any more.
    Gone,
    /// Something differs that AWS does not change: "locale".
    Fixed(&'static str),
    /// It cannot stay while another thing is taken down.
    With(AnyId),
}

/// What is taken down on the way from one set of tables to another.
#[derive(Default)]
pub(super) struct Lost {
    rows: OrderedMap<AnyId, Cause>,
    /// VPC CIDRs that stay in their VPC while their allocation is released.
    released: OrderedMap<Id<VpcCidr>, Cause>,
    /// The pools that are deleted with all that is in them, for the sake of subnets that stay; and each pool that goes with one
    /// of them, with that one.
    cascades: OrderedMap<Id<Pool>, Id<Pool>>,
}

impl Lost {
    /// O(n log n) for each turn. A turn that finds nothing new is the last, and few things take down what stands above them.
    pub(super) async fn between(before: &Ground<'_>, after: &Ground<'_>, pieces: &Pieces) -> Self {
        let mut search = Search {
            before,
            after,
            pieces,
            lost: Self::default(),
        };
        loop {
            let found = search.lost.rows.len();
            search.turn().await;
            if search.lost.rows.len() == found {
                search.release().await;
                search.subnets().await;
                return search.lost;
            }
        }
    }

    pub(super) fn cause(&self, id: impl Into<AnyId>) -> Option<Cause> {
        self.rows.get(&id.into()).copied()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = (AnyId, Cause)> {
        self.rows.iter().map(|(id, cause)| (*id, *cause))
    }

    pub(super) fn release(&self, id: Id<VpcCidr>) -> Option<Cause> {
        self.released.get(&id).copied()
    }

    /// The pool that `pool` is deleted with: itself, when it is the uppermost of them. Nothing when it is deleted by itself, once
    /// it is empty.
    pub(super) fn cascade(&self, pool: Id<Pool>) -> Option<Id<Pool>> {
        self.cascades.get(&pool).copied()
    }

    pub(super) fn releases(&self) -> impl Iterator<Item = (Id<VpcCidr>, Cause)> {
        self.released.iter().map(|(id, cause)| (*id, *cause))
    }
}

struct Search<'a> {
    before: &'a Ground<'a>,
    after: &'a Ground<'a>,
    pieces: &'a Pieces,
    lost: Lost,
}

impl Search<'_> {
    fn lose(&mut self, id: impl Into<AnyId>, cause: Option<Cause>) {
        if let Some(cause) = cause {
            self.lost.rows.or_insert(id.into(), cause);
        }
    }

    /// The cause, when the row of `id` is lost.
    fn with(&self, id: impl Into<AnyId>) -> Option<Cause> {
        let id = id.into();
        self.lost.cause(id).map(|_| Cause::With(id))
    }

    /// The cause, when a pool or the CIDR of it that holds `cidr` is lost.
    fn with_space(&self, pool: Id<Pool>, cidr: Cidr) -> Option<Cause> {
        // Most of the time nothing is lost, and this is asked of every block.
        if self.lost.rows.is_empty() {
            return None;
        }
        let holder = || self.before.holder(pool, cidr).and_then(|holder| self.with(holder));
        self.with(pool).or_else(holder)
    }

    async fn turn(&mut self) {
        let (actual, wanted) = (self.before.tables, self.after.tables);
        let ipam = Plan::ipam_id();
        if let Some(row) = actual.ipams.get(&ipam) {
            self.lose(
                ipam,
                match wanted.ipams.get(&ipam) {
                    None => Some(Cause::Gone),
                    Some(other) => differing(&fixed::ipam(row, other)),
                },
            );
        }
        for id in actual.scopes.keys() {
            let gone = (!wanted.scopes.contains_key(id)).then_some(Cause::Gone);
            self.lose(*id, gone.or_else(|| self.with(ipam)));
        }
        for id in &self.before.pools {
            self.lose(*id, self.pool(*id));
        }
        for (id, row) in &actual.pool_cidrs {
            self.pieces.row().await;
            let other = wanted.pool_cidrs.get(id);
            let cause = other.map_or(Some(Cause::Gone), |other| differing(&fixed::pool_cidr(row, other)));
            let source = actual.pools.get(&row.pool);
            let above = source.and_then(|source| match source.parent {
                PoolParent::Pool(above) => self.with_space(above, row.cidr),
                PoolParent::Scope(_) => {
                    let vpc = source.source_resource?;
                    self.before.holder(vpc, row.cidr).and_then(|cidr| self.with(cidr))
                }
            });
            self.lose(*id, cause.or_else(|| self.with(row.pool)).or(above));
        }
        for (id, row) in &actual.reservations {
            self.pieces.row().await;
            let other = wanted.reservations.get(id);
            let cause = other.map_or(Some(Cause::Gone), |other| differing(&fixed::reservation(row, other)));
            self.lose(*id, cause.or_else(|| self.with_space(row.pool, row.cidr)));
        }
        self.vpcs().await;
        for (id, row) in &actual.public_blocks {
            self.pieces.row().await;
            let other = wanted.public_blocks.get(id);
            let cause = other.map_or(Some(Cause::Gone), |other| differing(&fixed::public_block(row, other)));
            self.lose(
                *id,
                cause.or_else(|| row.pool.and_then(|pool| self.with_space(pool, row.cidr))),
            );
        }
    }

    fn pool(&self, id: Id<Pool>) -> Option<Cause> {
        let row = self.before.tables.pools.get(&id)?;
        let Some(other) = self.after.tables.pools.get(&id) else {
            return Some(Cause::Gone);
        };
        let above = match row.parent {
            PoolParent::Pool(source) => self.with(source),
            PoolParent::Scope(scope) => self.with(scope),
        };
        let cause = differing(&fixed::pool(row, other)).or(above);
        cause.or_else(|| row.source_resource.and_then(|vpc| self.with(vpc)))
    }

    async fn vpcs(&mut self) {
        let (actual, wanted) = (self.before.tables, self.after.tables);
        for (id, row) in &actual.vpcs {
            self.pieces.row().await;
            let other = wanted.vpcs.get(id);
            let cause = other.map_or(Some(Cause::Gone), |other| differing(&fixed::vpc(row, other)));
            self.lose(*id, cause);
        }
        for (id, row) in &actual.vpc_cidrs {
            self.pieces.row().await;
            let other = wanted.vpc_cidrs.get(id);
            let cause = other.map_or(Some(Cause::Gone), |other| differing(&fixed::vpc_cidr(row, other)));
            // IPAM ignores no CIDR of the public scope: there the CIDR itself must go.
            let public = allocated_from(row).is_some_and(|pool| self.before.is_public(pool));
            let release = || self.release_cause(*id, row).filter(|_| public);
            self.lose(*id, cause.or_else(|| self.with(row.vpc)).or_else(release));
            // The primary CIDR goes with its VPC alone.
            if row.role == CidrRole::Primary
                && let Some(cause) = self.with(*id)
                && self.lost.cause(*id) != Some(Cause::With(row.vpc.into()))
            {
                self.lose(row.vpc, Some(cause));
            }
        }
    }

    /// Why the allocation of a VPC CIDR does not stay.
    fn release_cause(&self, id: Id<VpcCidr>, row: &VpcCidr) -> Option<Cause> {
        let pool = allocated_from(row)?;
        let wanted = self.after.tables;
        if let Some(cause) = self.with_space(pool, row.cidr) {
            return Some(cause);
        }
        let other = wanted.vpc_cidrs.get(&id)?;
        let scope = |tables: &AwsTables| tables.vpcs.get(&row.vpc).map(|vpc| vpc.scope);
        let fixed = [
            (allocated_from(other) != Some(pool), "pool"),
            (scope(self.before.tables) != scope(wanted), "scope"),
        ];
        differing(&fixed)
    }

    /// Finds the subnets that are lost, which take nothing else along, and how the pools go that others stay without.
    async fn subnets(&mut self) {
        let (actual, wanted) = (self.before.tables, self.after.tables);
        let mut emptied = OrderedSet::new();
        for (id, row) in &actual.subnets {
            self.pieces.row().await;
            let Some(other) = wanted.subnets.get(id) else {
                self.lose(*id, Some(Cause::Gone));
                continue;
            };
            let left = self.left(row, other);
            let pool = row.pool.filter(|_| left.is_none());
            let cause = differing(&fixed::subnet(row, other, left)).or_else(|| self.with(row.vpc));
            let cause = cause.or_else(|| self.before.holder(row.vpc, row.cidr).and_then(|cidr| self.with(cidr)));
            let cause = cause.or_else(|| pool.and_then(|pool| self.with_space(pool, row.cidr)));
            match (cause, left) {
                (None, Some(pool)) => _ = emptied.insert(pool),
                (cause, _) => self.lose(*id, cause),
            }
        }
        self.cascade(&emptied);
    }

    /// The resource planning pool that a subnet stays without: one that is deleted, while the subnet is to be from none.
    fn left(&self, row: &Subnet, other: &Subnet) -> Option<Id<Pool>> {
        let pool = row.pool.filter(|_| other.pool.is_none())?;
        let plans = self.before.plans_for(pool) == Some(row.vpc);
        (plans && self.lost.cause(pool).is_some()).then_some(pool)
    }

    /// Finds which pools are deleted with all that is in them: of the pools above one of `emptied`, the uppermost that goes.
    fn cascade(&mut self, emptied: &OrderedSet<Id<Pool>>) {
        if emptied.is_empty() {
            return;
        }
        let actual = self.before.tables;
        let above = |pool: Id<Pool>| match actual.pools.get(&pool)?.parent {
            PoolParent::Pool(above) => Some(above),
            PoolParent::Scope(_) => None,
        };
        let goes = |pool: Id<Pool>| self.lost.cause(pool).is_some() && self.before.plans_for(pool).is_some();
        let mut roots = OrderedSet::new();
        for pool in emptied {
            let mut root = *pool;
            // What is below a pool that goes goes with it, so those that go are the nearest.
            while let Some(above) = above(root).filter(|above| goes(*above)) {
                root = above;
            }
            roots.insert(root);
        }
        let mut cascades: OrderedMap<Id<Pool>, Id<Pool>> = OrderedMap::new();
        for pool in &self.before.pools {
            let root = match roots.contains(pool) {
                true => Some(*pool),
                false => above(*pool).and_then(|above| cascades.get(&above).copied()),
            };
            if let Some(root) = root {
                cascades.insert(*pool, root);
            }
        }
        self.lost.cascades = cascades;
    }

    /// Finds which of the VPC CIDRs that stay lose their allocation.
    async fn release(&mut self) {
        for (id, row) in &self.before.tables.vpc_cidrs {
            self.pieces.row().await;
            if self.lost.cause(*id).is_none()
                && let Some(cause) = self.release_cause(*id, row)
            {
                self.lost.released.insert(*id, cause);
            }
        }
    }
}

/// What of this differs, the first of it.
fn differing(fields: &[fixed::Field]) -> Option<Cause> {
    fixed::first(fields).map(Cause::Fixed)
}
