//! What hangs where in one set of tables.

use super::pieces::Pieces;
use crate::address::{Cidr, NetmaskLength};
use crate::ordered::{OrderedMap, sort_by_key};
use crate::plan::{AnyId, AwsTables, Id, Plan, Pool, PoolParent, RegionCode, Scope, ScopeKind, Vpc, VpcCidr};

/// Blocks by what they lie in: a pool, a VPC, or a scope.
pub(super) type BlocksIn = OrderedMap<(AnyId, Cidr), AnyId>;

/// The block of `space` that holds `cidr`, when the blocks of a space do not overlap. O(log n).
pub(super) fn holder(blocks: &BlocksIn, space: AnyId, cidr: Cidr) -> Option<AnyId> {
    let ((of, block), id) = blocks.at_or_before(&(space, cidr))?;
    (*of == space && block.contains(cidr)).then_some(*id)
}

/// The blocks that contain `cidr`, itself first, then ever larger ones.
pub(super) fn blocks_around(cidr: Cidr) -> impl Iterator<Item = Cidr> {
    let lengths = (0..=cidr.netmask_length().get()).rev();
    lengths.filter_map(move |length| {
        let block = Cidr::canonicalize(cidr.first(), NetmaskLength::new(length)?)?;
        Some(block.cidr)
    })
}

/// A set of tables with what is asked about them.
pub(super) struct Ground<'a> {
    pub(super) tables: &'a AwsTables,
    /// By id.
    places: OrderedMap<Id<Pool>, Place>,
    /// Pools, the uppermost first.
    pub(super) pools: Vec<Id<Pool>>,
    /// The CIDRs of pools and VPCs.
    holders: BlocksIn,
}

/// Where a pool hangs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// 1 for a top-level pool.
    pub(super) depth: u32,
    pub(super) scope: Option<Id<Scope>>,
    /// The VPC for whose subnets it plans, by itself or through its source pools.
    pub(super) plans_for: Option<Id<Vpc>>,
}

/// Where a pool of `tables` hangs. O(depth).
pub(super) fn place_of(tables: &AwsTables, pool: Id<Pool>) -> Place {
    let mut place = Place {
        depth: 0,
        scope: None,
        plans_for: None,
    };
    let mut next = Some(pool);
    // No plan has a cycle; tables by themselves may.
    while let Some(row) = next.and_then(|id| tables.pools.get(&id))
        && (place.depth as usize) < tables.pools.len()
    {
        place.depth += 1;
        place.plans_for = place.plans_for.or(row.source_resource);
        next = match row.parent {
            PoolParent::Pool(source) => Some(source),
            PoolParent::Scope(scope) => {
                place.scope = Some(scope);
                None
            }
        };
    }
    place
}

/// Where each pool of `tables` hangs.
pub(super) fn places(tables: &AwsTables) -> OrderedMap<Id<Pool>, Place> {
    tables.pools.keys().map(|id| (*id, place_of(tables, *id))).collect()
}

/// The pools of `places`, the uppermost first.
pub(super) fn top_first(places: &OrderedMap<Id<Pool>, Place>) -> Vec<Id<Pool>> {
    let mut pools: Vec<(u32, Id<Pool>)> = places.iter().map(|(id, place)| (place.depth, *id)).collect();
    sort_by_key(&mut pools, |key| *key);
    pools.into_iter().map(|(_, id)| id).collect()
}

/// The pool that a VPC CIDR is allocated from: an ignored one takes no space of any.
pub(super) fn allocated_from(row: &VpcCidr) -> Option<Id<Pool>> {
    use crate::plan::ManagementState::Managed;
    row.pool.filter(|_| row.management_state() == Managed)
}

impl<'a> Ground<'a> {
    pub(super) async fn new(tables: &'a AwsTables, pieces: &Pieces) -> Self {
        let places = places(tables);
        let mut holders = BlocksIn::new();
        for (id, row) in &tables.pool_cidrs {
            pieces.row().await;
            holders.insert((row.pool.into(), row.cidr), (*id).into());
        }
        for (id, row) in &tables.vpc_cidrs {
            pieces.row().await;
            holders.insert((row.vpc.into(), row.cidr), (*id).into());
        }
        let pools = top_first(&places);
        Self {
            tables,
            places,
            pools,
            holders,
        }
    }

    pub(super) fn holder(&self, space: impl Into<AnyId>, cidr: Cidr) -> Option<AnyId> {
        holder(&self.holders, space.into(), cidr)
    }

    pub(super) fn depth(&self, pool: Id<Pool>) -> u32 {
        self.places.get(&pool).map_or(0, |place| place.depth)
    }

    pub(super) fn scope_of(&self, pool: Id<Pool>) -> Option<Id<Scope>> {
        self.places.get(&pool).and_then(|place| place.scope)
    }

    pub(super) fn plans_for(&self, pool: Id<Pool>) -> Option<Id<Vpc>> {
        self.places.get(&pool).and_then(|place| place.plans_for)
    }

    pub(super) fn is_public(&self, pool: Id<Pool>) -> bool {
        let scope = self.scope_of(pool).and_then(|scope| self.tables.scopes.get(&scope));
        scope.is_some_and(|scope| scope.kind == ScopeKind::Public)
    }

    /// Where calls to the IPAM are made.
    pub(super) fn home(&self) -> Option<RegionCode> {
        self.tables.ipams.get(&Plan::ipam_id()).map(|ipam| ipam.home_region)
    }
}
