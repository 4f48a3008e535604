//! The public IPv4 addresses that the public scope holds, whatever runs on them.
//!
//! "$0.005 per address and hour for every public IPv4 address, in use or idle … Addresses brought to AWS (BYOIP) are free":
//! <https://repost.aws/articles/ARz98l8QOcSUar-_IIGgxGzA>. "There are charges associated with provisioning Amazon-owned public IPv4
//! CIDR blocks", as long as they are provisioned: <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-eip-pool.html>. No source
//! confirms that rate.

use super::counts::Counts;
use super::group::{Dimension, Group};
use super::terms::Terms;
use crate::address::Family;
use crate::plan::index::{Index, Touched};
use crate::plan::{AnyId, Id, Node, Outline, Plan, Pool, PublicBlockKind, PublicIpSource};

/// How AWS charges for addresses of the public scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeldAs {
    /// Each at the rate of public IPv4 addresses, in use or idle.
    Addresses,
    /// Not at all: they were brought to AWS.
    Brought,
    /// As a contiguous block that Amazon provides, whole, at a rate that no source confirms.
    Contiguous,
    /// With the contiguous block that they are of.
    InBlock,
}

/// Addresses that the public scope holds, and what they are counted in.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// The pools that they are from, the nearest first: they say who provides the addresses, and where.
    pub(super) pools: Vec<Id<Pool>>,
    pub(super) groups: Vec<Group>,
    pub(super) counts: Counts,
}

/// A CIDR of a pool or a public block, if it holds public IPv4 addresses that AWS may charge for.
pub(super) fn held(plan: &Plan, index: &Index, terms: &Terms, row: AnyId) -> Option<Held> {
    let design = plan.design();
    let (cidr, pool, node, account, region) = match row {
        AnyId::PublicBlock(id) => {
            let row = design.public_blocks.get(&id)?;
            (row.cidr, row.pool, Node::PublicBlock(id), row.account, row.region)
        }
        AnyId::PoolCidr(id) => {
            let row = design.pool_cidrs.get(&id)?;
            (row.cidr, Some(row.pool), Node::Pool(row.pool), None, None)
        }
        _ => return None,
    };
    let mut pools = Vec::new();
    let mut next = pool;
    while let Some(pool) = next {
        pools.push(pool);
        next = index.pool(pool).and_then(|entry| entry.source());
    }
    let held_as = held_as(plan, row, &pools)?;
    let locale = pool.and_then(|pool| design.pools.get(&pool)?.locale);
    let region = region.or(locale).unwrap_or(terms.home_region);
    let mut groups = vec![
        Group::Total,
        Group::Region(region),
        Group::Account(account),
        Group::Pool(pool),
        Group::OutsideVpcs(Dimension::Vpc),
        Group::OutsideVpcs(Dimension::Workload),
        Group::Node(node),
    ];
    for above in Outline::new(plan, index).summing(node) {
        groups.push(Group::Node(above));
        if let Node::Scope(scope) = above {
            groups.push(Group::Scope(scope));
        }
    }
    let addresses = 1_u128 << (Family::Ipv4.bits() - cidr.netmask_length().get());
    Some(Held {
        pools,
        groups,
        counts: Counts::held(region, addresses, held_as),
    })
}

/// How AWS charges for a block; none of what is no block of public IPv4 addresses by itself.
fn held_as(plan: &Plan, row: AnyId, pools: &[Id<Pool>]) -> Option<HeldAs> {
    let design = plan.design();
    let top_row = pools.last().and_then(|top| design.pools.get(top));
    // What does not say where it comes from is brought: AWS's own default.
    let source = top_row.map(|row| row.public_ip_source.unwrap_or(PublicIpSource::Byoip));
    match row {
        AnyId::PublicBlock(id) => {
            let row = design.public_blocks.get(&id)?;
            match (row.cidr.family(), source, row.kind) {
                (Family::Ipv6, ..) => None,
                (_, Some(PublicIpSource::Amazon), _) => Some(HeldAs::InBlock),
                (_, Some(PublicIpSource::Byoip), _) => Some(HeldAs::Brought),
                // Pools of EC2 are of addresses that were brought to it.
                (_, None, PublicBlockKind::PublicIpv4Pool) => Some(HeldAs::Brought),
                (_, None, PublicBlockKind::ElasticIp) => Some(HeldAs::Addresses),
            }
        }
        AnyId::PoolCidr(id) => {
            // Those of pools within it are parts of it.
            let is_block = pools.len() == 1 && design.pool_cidrs.get(&id)?.cidr.family() == Family::Ipv4;
            (is_block && source == Some(PublicIpSource::Amazon)).then_some(HeldAs::Contiguous)
        }
        _ => None,
    }
}

/// Every row that may hold such addresses. O(public blocks + pools).
pub(super) fn candidates(plan: &Plan, index: &Index) -> Vec<AnyId> {
    let mut rows = Vec::new();
    for id in plan.design().public_blocks.keys() {
        rows.push(AnyId::PublicBlock(*id));
    }
    for (id, pool) in &plan.design().pools {
        push_blocks(index, *id, pool, &mut rows);
    }
    rows
}

/// Adds the CIDRs of a pool for which Amazon provides the addresses.
fn push_blocks(index: &Index, id: Id<Pool>, pool: &Pool, rows: &mut Vec<AnyId>) {
    if pool.public_ip_source == Some(PublicIpSource::Amazon)
        && let Some(entry) = index.pool(id)
    {
        for (_, cidr) in entry.cidrs() {
            rows.push(AnyId::PoolCidr(cidr));
        }
    }
}

/// The rows that an edit may have made hold such addresses, some twice. What holds some already is counted again with its pools.
pub(super) fn touched_rows(plan: &Plan, index: &Index, touched: &Touched) -> Vec<AnyId> {
    let mut again = Vec::new();
    for row in &touched.rows {
        match row {
            AnyId::PublicBlock(_) | AnyId::PoolCidr(_) => again.push(*row),
            AnyId::Pool(id) => {
                if let Some(pool) = plan.design().pools.get(id) {
                    push_blocks(index, *id, pool, &mut again);
                }
            }
            _ => {}
        }
    }
    again
}
