//! How each CIDR of a running VPC stands to the pools.

use crate::address::Cidr;
use crate::plan::index::{Block, BlockMap, Index, Placed};
use crate::plan::{AnyId, Id, ManagementState, Plan, Pool, RegionCode, Reservation, Scope, Vpc, VpcCidr};

/// How a CIDR of a running VPC stands to the pools. The first that is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// IPAM is told to ignore it.
    Ignored,
    /// Something else in the scope has addresses of it, and neither belongs inside the other.
    Conflicting(Overlap),
    /// It is allocated from this pool.
    Managed(Id<Pool>),
    /// It is from no pool, and a reservation keeps its addresses in the innermost pool that holds them.
    Reserved(Id<Pool>, Id<Reservation>),
    /// It is from no pool, and this one holds its addresses: the innermost of several.
    Unmanaged(Id<Pool>),
    /// No pool holds its addresses.
    OutsidePools,
}

/// What a CIDR is in conflict with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Some of the blocks, at most [`Overlap::NAMED`]: of very many default VPCs each conflicts with all others.
    pub with: Vec<(Cidr, AnyId)>,
    /// Whether there are more.
    pub has_more: bool,
}

impl Overlap {
    /// So many blocks are told.
    pub const NAMED: usize = 3;
}

/// A CIDR of a running VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveCidr {
    /// The CIDR.
    pub id: Id<VpcCidr>,
    /// Its VPC.
    pub vpc: Id<Vpc>,
    /// The scope.
    pub scope: Id<Scope>,
    /// The Region.
    pub region: RegionCode,
    /// The addresses.
    pub cidr: Cidr,
    /// How it stands.
    pub standing: Standing,
}

/// Every CIDR of a running VPC: one that exists in AWS, or is from no pool. In order of id; O(n log n) in the blocks of the scopes.
pub fn survey(plan: &Plan, index: &Index) -> Vec<LiveCidr> {
    let design = plan.design();
    let mut live = Vec::new();
    for (id, row) in &design.vpc_cidrs {
        if row.pool.is_some() && !plan.actual().vpc_cidrs.contains_key(id) {
            continue;
        }
        let Some(vpc) = design.vpcs.get(&row.vpc) else { continue };
        live.push(LiveCidr {
            id: *id,
            vpc: row.vpc,
            scope: vpc.scope,
            region: vpc.region,
            cidr: row.cidr,
            standing: standing(plan, index, *id, vpc.scope),
        });
    }
    live
}

fn standing(plan: &Plan, index: &Index, id: Id<VpcCidr>, scope: Id<Scope>) -> Standing {
    let Some(row) = plan.design().vpc_cidrs.get(&id) else {
        return Standing::OutsidePools;
    };
    if row.management_state() == ManagementState::Ignored {
        return Standing::Ignored;
    }
    if let Some(overlap) = overlap(plan, index, id, scope, row.cidr) {
        return Standing::Conflicting(overlap);
    }
    if let Some(pool) = row.pool {
        return Standing::Managed(pool);
    }
    let Some(pool) = holder(plan, index, scope, row.cidr) else {
        return Standing::OutsidePools;
    };
    match kept_by(index, pool, row.cidr) {
        Some(Block::Reservation(reservation)) => Standing::Reserved(pool, reservation),
        _ => Standing::Unmanaged(pool),
    }
}

fn overlap(plan: &Plan, index: &Index, id: Id<VpcCidr>, scope: Id<Scope>, cidr: Cidr) -> Option<Overlap> {
    let block = Block::VpcCidr(id);
    // Nearly all are in no cluster, and need no look around.
    index.scope(scope)?.conflicts().cluster_of(block)?;
    let mut others = index.conflicts_of(plan.design(), scope, Placed { cidr, block });
    let with = others.by_ref().take(Overlap::NAMED);
    let with: Vec<(Cidr, AnyId)> = with.map(|placed| (placed.cidr, placed.block.into())).collect();
    let has_more = others.next().is_some();
    (!with.is_empty()).then_some(Overlap { with, has_more })
}

/// The innermost pool that holds all of a block, but for those that plan for the subnets of a VPC.
pub(super) fn holder(plan: &Plan, index: &Index, scope: Id<Scope>, cidr: Cidr) -> Option<Id<Pool>> {
    let mut innermost: Option<(u32, Id<Pool>)> = None;
    for placed in holding(index.scope(scope)?.of_pools(), cidr) {
        let Block::PoolCidr(id) = placed.block else { continue };
        let Some(row) = plan.design().pool_cidrs.get(&id) else {
            continue;
        };
        if index.plans_for(row.pool).is_some() {
            continue;
        }
        let depth = index.pool(row.pool).map_or(0, |pool| pool.depth());
        if innermost.is_none_or(|(deepest, _)| deepest < depth) {
            innermost = Some((depth, row.pool));
        }
    }
    innermost.map(|(_, pool)| pool)
}

/// The allocation of a pool that holds all of a block.
pub(super) fn kept_by(index: &Index, pool: Id<Pool>, cidr: Cidr) -> Option<Block> {
    let mut kept = holding(index.pool(pool)?.allocations(), cidr);
    kept.next().map(|placed| placed.block)
}

/// The blocks that hold all of a block, those that are equal to it among them.
fn holding(blocks: &BlockMap, cidr: Cidr) -> impl Iterator<Item = Placed> + '_ {
    let equal = blocks.inside(cidr).take_while(move |placed| placed.cidr == cidr);
    blocks.around(cidr).chain(equal)
}
