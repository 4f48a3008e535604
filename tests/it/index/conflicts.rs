//! Clusters against every pair of blocks.

use std::collections::{BTreeMap, BTreeSet};

use ipam_planner::plan::index::{Block, Placed};
use ipam_planner::plan::{Id, Monitoring, Plan, Pool, PoolParent, Scope, Vpc};
use ipam_planner::workspace::Workspace;

use super::random_plan::RandomEdits;

/// What a block is to the pools.
#[derive(Clone, Copy)]
enum Standing {
    CidrOf(Id<Pool>),
    Reserved(Id<Pool>),
    AllocatedFrom(Id<Pool>),
    FromNoPool,
}
use Standing::*;

fn pool_and_those_above(plan: &Plan, pool: Id<Pool>) -> Vec<Id<Pool>> {
    let mut line = vec![pool];
    while let PoolParent::Pool(source) = plan.design().pools.get(line.last().unwrap()).unwrap().parent {
        line.push(source);
    }
    line
}

fn scope_of_pool(plan: &Plan, pool: Id<Pool>) -> Id<Scope> {
    let top = *pool_and_those_above(plan, pool).last().unwrap();
    match plan.design().pools.get(&top).unwrap().parent {
        PoolParent::Scope(scope) => scope,
        PoolParent::Pool(_) => unreachable!(),
    }
}

/// Every block that overlap is judged for, with its scope, from the tables alone.
fn blocks(plan: &Plan) -> Vec<(Id<Scope>, Placed, Standing)> {
    let design = plan.design();
    let mut blocks = Vec::new();
    for (id, row) in &design.pool_cidrs {
        let placed = Placed {
            cidr: row.cidr,
            block: Block::PoolCidr(*id),
        };
        blocks.push((scope_of_pool(plan, row.pool), placed, CidrOf(row.pool)));
    }
    for (id, row) in &design.reservations {
        let placed = Placed {
            cidr: row.cidr,
            block: Block::Reservation(*id),
        };
        blocks.push((scope_of_pool(plan, row.pool), placed, Reserved(row.pool)));
    }
    for (id, row) in &design.vpc_cidrs {
        let placed = Placed {
            cidr: row.cidr,
            block: Block::VpcCidr(*id),
        };
        match (row.monitoring, row.pool) {
            (Monitoring::Ignored, _) => {}
            (Monitoring::Monitored, Some(pool)) => {
                blocks.push((scope_of_pool(plan, pool), placed, AllocatedFrom(pool)));
            }
            (Monitoring::Monitored, None) => {
                blocks.push((design.vpcs.get(&row.vpc).unwrap().scope, placed, FromNoPool))
            }
        }
    }
    for (id, row) in &design.public_blocks {
        let placed = Placed {
            cidr: row.cidr,
            block: Block::PublicBlock(*id),
        };
        match row.pool {
            Some(pool) => blocks.push((scope_of_pool(plan, pool), placed, AllocatedFrom(pool))),
            None => blocks.push((row.scope, placed, FromNoPool)),
        }
    }
    blocks
}

/// The VPC inside whose space a block lies: what a pool holds and keeps that plans for one, itself or through one above.
fn space(plan: &Plan, standing: Standing) -> Option<Id<Vpc>> {
    let (CidrOf(pool) | Reserved(pool)) = standing else {
        return None;
    };
    let mut line = pool_and_those_above(plan, pool).into_iter();
    line.find_map(|pool| plan.design().pools.get(&pool).unwrap().source_resource)
}

/// What nests legitimately does not conflict: a pool's CIDR with what is at or below that pool. That a pool's CIDR holds a block
/// from no pool is another finding, and a reservation around such a block is what keeps the pool from giving it out.
fn conflict(plan: &Plan, one: (Placed, Standing), other: (Placed, Standing)) -> bool {
    if space(plan, one.1) != space(plan, other.1) {
        return false;
    }
    let at_or_below = |pool, above: Id<Pool>| pool_and_those_above(plan, pool).contains(&above);
    match (one.1, other.1) {
        (CidrOf(one), CidrOf(other)) if one == other => true,
        (CidrOf(one), CidrOf(other)) => !at_or_below(one, other) && !at_or_below(other, one),
        (CidrOf(pool), Reserved(from) | AllocatedFrom(from)) => !at_or_below(from, pool),
        (Reserved(_), FromNoPool) => !one.0.cidr.contains(other.0.cidr),
        (CidrOf(_), FromNoPool) => false,
        (_, CidrOf(_)) | (FromNoPool, Reserved(_)) => conflict(plan, other, one),
        _ => true,
    }
}

/// The connected components of the conflicts among every pair, of more than one block, by scope and least block.
fn naive_clusters(plan: &Plan) -> BTreeMap<(Id<Scope>, Placed), BTreeSet<Placed>> {
    let blocks = blocks(plan);
    let mut group: Vec<usize> = (0..blocks.len()).collect();
    for one in 0..blocks.len() {
        for other in 0..one {
            let ((scope, a, standing), (other_scope, b, other_standing)) = (blocks[one], blocks[other]);
            if scope == other_scope && a.cidr.overlaps(b.cidr) && conflict(plan, (a, standing), (b, other_standing)) {
                let (from, to) = (group[one], group[other]);
                group
                    .iter_mut()
                    .filter(|group| **group == from)
                    .for_each(|group| *group = to);
            }
        }
    }
    let mut clusters: BTreeMap<usize, (Id<Scope>, BTreeSet<Placed>)> = BTreeMap::new();
    for (number, (scope, placed, _)) in blocks.iter().enumerate() {
        clusters
            .entry(group[number])
            .or_insert_with(|| (*scope, BTreeSet::new()))
            .1
            .insert(*placed);
    }
    clusters
        .into_values()
        .filter(|(_, members)| members.len() > 1)
        .map(|(scope, members)| ((scope, *members.first().unwrap()), members))
        .collect()
}

#[test]
fn clusters_are_what_comparing_every_pair_finds() {
    let (mut compared, mut largest) = (0, 0);
    for seed in 1..=40 {
        let mut edits = RandomEdits::new(seed, 60);
        let mut workspace = Workspace::open(RandomEdits::plan());
        for step in 0..100 {
            let edit = edits.edit(workspace.plan());
            workspace.apply("random", edit).unwrap();
            if step < 40 || step % 4 != 0 {
                continue;
            }
            let plan = workspace.plan();
            let mut found = BTreeMap::new();
            for scope in plan.design().scopes.keys() {
                let conflicts = workspace.index().scope(*scope).unwrap().conflicts();
                for (key, members) in conflicts.clusters() {
                    assert_eq!(conflicts.cluster(key), Some(members));
                    assert!(
                        members
                            .iter()
                            .all(|placed| conflicts.cluster_of(placed.block) == Some(key))
                    );
                    largest = largest.max(members.len());
                    compared += 1;
                    found.insert((*scope, key), members.iter().copied().collect());
                }
            }
            assert_eq!(found, naive_clusters(plan));
            let blocks = blocks(plan);
            for (scope, placed, standing) in &blocks {
                let mut conflicting = workspace.index().conflicting(plan.design(), *scope, *placed);
                conflicting.sort();
                let naive = blocks.iter().filter(|(other_scope, other, other_standing)| {
                    other_scope == scope
                        && other.block != placed.block
                        && other.cidr.overlaps(placed.cidr)
                        && conflict(plan, (*placed, *standing), (*other, *other_standing))
                });
                let mut naive: Vec<Placed> = naive.map(|(_, other, _)| *other).collect();
                naive.sort();
                assert_eq!(conflicting, naive);
            }
        }
    }
    assert!(
        compared > 500 && largest > 5,
        "{compared} clusters, the largest of {largest} blocks"
    );
}
