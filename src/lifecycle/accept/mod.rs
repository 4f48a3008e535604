//! What of a design AWS accepts, and what it is known to refuse.
//!
//! The outcome is built from the top to the bottom, so that each row is judged by what it will stand on and stand beside. What
//! exists unchanged keeps its place; a row that is refused stays as it exists, where that is still possible.

mod ipam;
mod unchanged;
mod vpcs;

use super::Impossible;
use super::ground::{BlocksIn, Place, holder, place_of, places, top_first};
use super::obstacles::Obstacle;
use super::pieces::Pieces;
use crate::address::Cidr;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{AnyId, AwsTables, Id, Pool, PoolCidr, PoolParent, Row, Table, Vpc, VpcCidr};

/// Whether the pools that plan for subnets are meant, which stand on a VPC, or the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ordinary,
    Planning,
}

pub(super) struct Acceptance<'a> {
    pieces: &'a Pieces,
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
    /// The primary CIDRs of VPCs that are accepted, or stay.
    primary: OrderedMap<Id<Vpc>, Id<VpcCidr>>,
    impossible: Vec<Impossible>,
}

impl<'a> Acceptance<'a> {
    /// The outcome of `design` when `actual` exists, and what of it is impossible.
    pub(super) async fn of(
        actual: &'a AwsTables,
        design: &'a AwsTables,
        pieces: &'a Pieces,
    ) -> (AwsTables, Vec<Impossible>) {
        let mut all = Self {
            pieces,
            actual,
            design,
            outcome: AwsTables::default(),
            holders: BlocksIn::new(),
            taken: BlocksIn::new(),
            fresh_vpcs: OrderedSet::new(),
            primary: OrderedMap::new(),
            impossible: Vec::new(),
        };
        all.claim_unchanged().await;
        all.find_fresh_vpcs().await;
        all.ipam();
        settle(
            &mut all,
            &design.scopes,
            &actual.scopes,
            Self::judge_scope,
            |all, id, row| {
                all.outcome.scopes.insert(id, row);
            },
        )
        .await;
        all.pools(Kind::Ordinary).await;
        all.reservations(Kind::Ordinary).await;
        all.vpcs().await;
        all.pools(Kind::Planning).await;
        all.reservations(Kind::Planning).await;
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
        )
        .await;
        all.keep_subnets();
        let [wanted, existing] = [design, actual].map(|tables| &tables.public_blocks);
        settle(&mut all, wanted, existing, Self::judge_public_block, |all, id, row| {
            if let Some(pool) = row.pool {
                all.take(pool.into(), row.cidr, id.into());
            }
            all.outcome.public_blocks.insert(id, row);
        })
        .await;
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

    pub(super) fn primary_of(&self, vpc: Id<Vpc>) -> Option<Id<VpcCidr>> {
        self.primary.get(&vpc).copied()
    }

    fn take(&mut self, space: AnyId, cidr: Cidr, id: AnyId) {
        if overlapping(&self.taken, space, cidr, id).is_none() {
            self.taken.insert((space, cidr), id);
        }
    }

    /// Pools from the top down, each with its CIDRs, so that those below find what they are provisioned from.
    async fn pools(&mut self, kind: Kind) {
        let (actual, design) = (self.actual, self.design);
        let mut cidrs: Vec<(Id<Pool>, Id<PoolCidr>)> =
            design.pool_cidrs.iter().map(|(id, row)| (row.pool, *id)).collect();
        crate::ordered::sort(&mut cidrs);
        for id in top_first(&places(design)) {
            self.pieces.row().await;
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

    async fn reservations(&mut self, kind: Kind) {
        let (actual, design) = (self.actual, self.design);
        for (id, row) in &design.reservations {
            self.pieces.row().await;
            if kind_of(design, row.pool) == kind {
                let existing = actual.reservations.get(id);
                settle_row(self, *id, row, existing, Self::judge_reservation, |all, id, row| {
                    all.take(row.pool.into(), row.cidr, id.into());
                    all.outcome.reservations.insert(id, row);
                });
            }
        }
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

async fn settle<'a, T: Row>(
    all: &mut Acceptance<'a>,
    wanted: &Table<T>,
    existing: &Table<T>,
    judge: Judge<'a, T>,
    write: Write<'a, T>,
) where
    AnyId: From<Id<T>>,
{
    for (id, row) in wanted {
        all.pieces.row().await;
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
