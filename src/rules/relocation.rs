//! Moving a block to a free place of its own pool, as fixes do.

use super::ranges::REFUSED;
use super::{Facts, Fix, secondary_cidr};
use crate::address::{Cidr, FreeSpace, Strategy};
use crate::connections::{meeting, stated};
use crate::plan::index::{Block, Placed};
use crate::plan::{Edit, End, Id, Lock, Pool, Scope, Subnet, VpcCidr};

/// How many free places are looked at before giving up: what fills them up is from no pool, which is rare.
const PLACES: usize = 32;

/// The move of `placed` to the lowest free block of its size in the pool that it is allocated from, with its subnets.
///
/// Nothing that exists in AWS moves, since AWS would have to destroy and re-create it; nor anything in a locked pool, nor
/// a CIDR of a pool from which something is allocated.
pub(super) fn relocate(facts: Facts<'_>, placed: Placed) -> Option<Fix> {
    relocate_out_of(facts, placed, None).map(|(_, fix)| fix)
}

/// The same with where it goes: not to a place in the block `kept`, which is to become free.
pub(super) fn relocate_out_of(facts: Facts<'_>, placed: Placed, kept: Option<Cidr>) -> Option<(Cidr, Fix)> {
    let (pool, scope) = home(facts, placed.block)?;
    let cidr = free_place(facts, placed, pool, scope, kept)?;
    let mut edit = Edit::new();
    let design = facts.design();
    match placed.block {
        Block::PoolCidr(id) => edit.update(id, design.pool_cidrs.get(&id)?, |row| row.cidr = cidr),
        Block::Reservation(id) => edit.update(id, design.reservations.get(&id)?, |row| row.cidr = cidr),
        Block::VpcCidr(id) => {
            let row = design.vpc_cidrs.get(&id)?;
            let refused = REFUSED.into_iter().any(|range| range.meets(cidr));
            if refused || !secondary_cidr::may_move(facts, row.vpc, id, cidr) {
                return None;
            }
            edit.update(id, row, |row| row.cidr = cidr);
            for (_, subnet) in facts.index.vpc(row.vpc)?.subnets_in(placed.cidr) {
                let row = design.subnets.get(&subnet)?;
                let moved = rebased(row.cidr, placed.cidr, cidr)?;
                edit.update(subnet, row, |row| row.cidr = moved);
            }
        }
        Block::PublicBlock(_) | Block::Subnet(_) => return None,
    }
    let label = format!("Move to {cidr}");
    Some((cidr, Fix { label, edit }))
}

/// The block that lies in `to` as `inner` lies in `from`, which is of the same size.
pub(super) fn rebased(inner: Cidr, from: Cidr, to: Cidr) -> Option<Cidr> {
    let offset = inner.first_bits().checked_sub(from.first_bits())?;
    Cidr::from_bits(to.family(), to.first_bits() + offset, inner.netmask_length())
}

/// The pool that a block which may be moved is allocated from, and the scope it lies in.
fn home(facts: Facts<'_>, block: Block) -> Option<(Id<Pool>, Id<Scope>)> {
    let (design, actual) = (facts.design(), facts.plan.actual());
    let pool = match block {
        Block::PoolCidr(id) => {
            let row = design.pool_cidrs.get(&id)?;
            let pool = design.pools.get(&row.pool)?;
            let entry = facts.index.pool(row.pool)?;
            let free = pool.aws_id.is_none() && !actual.pool_cidrs.contains_key(&id) && pool.lock == Lock::Open;
            let empty = entry.allocations().meeting(row.cidr).next().is_none();
            (free && empty).then(|| entry.source()).flatten()?
        }
        Block::Reservation(id) => {
            let row = design.reservations.get(&id)?;
            let free = row.aws_id.is_none() && !actual.reservations.contains_key(&id) && row.lock == Lock::Open;
            // What it covers does not move with it.
            let scope = facts.index.scope(facts.index.pool(row.pool)?.scope())?;
            let covers = scope.outside_pools().inside(row.cidr).next().is_some();
            (free && !covers).then_some(row.pool)?
        }
        Block::VpcCidr(id) => {
            let row = design.vpc_cidrs.get(&id)?;
            let vpc = design.vpcs.get(&row.vpc)?;
            let free = vpc.aws_id.is_none() && !actual.vpc_cidrs.contains_key(&id) && vpc.lock == Lock::Open;
            (free && subnets_may_move(facts, row)).then_some(row.pool).flatten()?
        }
        Block::PublicBlock(_) | Block::Subnet(_) => return None,
    };
    let open = design.pools.get(&pool)?.lock == Lock::Open;
    open.then_some((pool, facts.index.pool(pool)?.scope()))
}

/// Whether none of the subnets inside a CIDR of a VPC exists in AWS or has its block from a pool.
fn subnets_may_move(facts: Facts<'_>, row: &VpcCidr) -> bool {
    let Some(entry) = facts.index.vpc(row.vpc) else {
        return false;
    };
    let may_move = |id: Id<Subnet>| {
        let subnet = facts.design().subnets.get(&id);
        let free = subnet.is_some_and(|subnet| subnet.aws_id.is_none() && subnet.pool.is_none());
        free && !facts.plan.actual().subnets.contains_key(&id)
    };
    // Two CIDRs of one VPC that overlap leave open whose the subnets are.
    let meeting = entry.cidrs().iter().filter(|(cidr, _)| cidr.overlaps(row.cidr)).count();
    let mut subnets = entry.subnets().iter().filter(|(cidr, _)| cidr.overlaps(row.cidr));
    meeting == 1 && subnets.all(|(cidr, id)| row.cidr.contains(*cidr) && may_move(*id))
}

/// The lowest block of the size of `placed` that is free in `pool` and meets nothing else of the scope either.
fn free_place(facts: Facts<'_>, placed: Placed, pool: Id<Pool>, scope: Id<Scope>, kept: Option<Cidr>) -> Option<Cidr> {
    let space: &FreeSpace = facts.index.pool(pool)?.space();
    let outside = facts.index.scope(scope)?.outside_pools();
    let mut preview = space.preview();
    kept.into_iter().for_each(|kept| preview.occupy(kept));
    for _ in 0..PLACES {
        let cidr = preview.take_next(placed.cidr.netmask_length(), Strategy::LowestAddress)?;
        if cidr.family() != placed.cidr.family() {
            return None;
        }
        let there = Placed { cidr, ..placed };
        let in_the_way: Vec<Cidr> = (facts.index.conflicting(facts.design(), scope, there).into_iter())
            .chain(outside.meeting(cidr))
            .map(|other| other.cidr)
            .chain(connected(facts, there))
            .collect();
        if in_the_way.is_empty() {
            return Some(cidr);
        }
        in_the_way.iter().for_each(|other| preview.occupy(*other));
    }
    None
}

/// What the VPC of `there` is to reach at the same addresses: it would be unreachable from it.
fn connected(facts: Facts<'_>, there: Placed) -> Vec<Cidr> {
    let Block::VpcCidr(id) = there.block else {
        return Vec::new();
    };
    let Some(row) = facts.design().vpc_cidrs.get(&id) else {
        return Vec::new();
    };
    let own = End::Vpc(row.vpc);
    let meeting = meeting(facts.plan, facts.index, there.cidr).into_iter();
    let others = meeting.filter(|(end, _)| *end != own && !stated(facts.plan, facts.index, own, *end).is_empty());
    others.map(|(_, cidr)| cidr).collect()
}
