//! What hangs from a pool directly, and where it hangs when the pool is split or joined.

use super::obstacle::named;
use super::{NamedBlock, Obstacle};
use crate::address::{Cidr, NetmaskLength};
use crate::ordered::OrderedSet;
use crate::plan::index::{Block, Index};
use crate::plan::{
    Edit, Id, IntentChange, Plan, PodNetwork, Pool, PoolParent, Row, RowChange, Subnet, Workload, WorkloadKind,
};

type Blocks = Vec<(Cidr, Block)>;

/// What hangs from a pool directly.
pub(super) struct Content {
    /// The sub-pools, each with its blocks.
    pools: Vec<(Id<Pool>, Blocks)>,
    /// What is allocated from it besides.
    blocks: Blocks,
}

impl Content {
    pub(super) fn of(index: &Index, pool: Id<Pool>) -> Option<Self> {
        let entry = index.pool(pool)?;
        let cidrs = |sub| {
            let cidrs = index.pool(sub).into_iter().flat_map(|entry| entry.cidrs());
            cidrs.map(|(cidr, id)| (cidr, Block::PoolCidr(id))).collect()
        };
        let others = entry.allocations().iter();
        let others = others.filter(|placed| !matches!(placed.block, Block::PoolCidr(_)));
        Some(Self {
            pools: entry.sub_pools().map(|sub| (sub, cidrs(sub))).collect(),
            blocks: others.map(|placed| (placed.cidr, placed.block)).collect(),
        })
    }

    /// Hangs each thing that lies in `whole` from the pool of the part that holds it; the rest stays.
    ///
    /// # Errors
    /// What lies in no part.
    pub(super) fn distribute(
        &self,
        edit: &mut Edit,
        plan: &Plan,
        index: &Index,
        whole: Cidr,
        parts: &[(Cidr, Id<Pool>)],
    ) -> Result<(), Obstacle> {
        let part = |cidr: Cidr| {
            let at = parts.partition_point(|(part, _)| *part <= cidr).checked_sub(1)?;
            parts
                .get(at)
                .filter(|(part, _)| part.contains(cidr))
                .map(|(_, pool)| *pool)
        };
        let mut larger = Vec::new();
        for (pool, cidrs) in &self.pools {
            let inside: Vec<_> = cidrs.iter().filter(|(cidr, _)| cidr.overlaps(whole)).collect();
            let Some((first, _)) = inside.first() else { continue };
            let to = part(*first);
            match to {
                Some(to) if cidrs.iter().all(|(cidr, _)| part(*cidr) == Some(to)) => hang_pool(edit, plan, *pool, to),
                _ => larger.extend(inside.into_iter().copied()),
            }
        }
        for (cidr, block) in self.blocks.iter().filter(|(cidr, _)| cidr.overlaps(whole)) {
            match part(*cidr) {
                Some(to) => hang(edit, plan, *block, to),
                None => larger.push((*cidr, *block)),
            }
        }
        let length = parts
            .first()
            .map_or(whole.netmask_length(), |(part, _)| part.netmask_length());
        if larger.is_empty() {
            Ok(())
        } else {
            Err(spans(plan, index, length, larger))
        }
    }

    /// Hangs everything from another pool.
    pub(super) fn hang_all(&self, edit: &mut Edit, plan: &Plan, to: Id<Pool>) {
        for (pool, _) in &self.pools {
            hang_pool(edit, plan, *pool, to);
        }
        for (_, block) in &self.blocks {
            hang(edit, plan, *block, to);
        }
    }
}

pub(super) fn spans(plan: &Plan, index: &Index, length: NetmaskLength, larger: Vec<(Cidr, Block)>) -> Obstacle {
    let larger: Vec<NamedBlock> = named(plan, index, larger);
    Obstacle::Spans { length, larger }
}

fn hang_pool(edit: &mut Edit, plan: &Plan, pool: Id<Pool>, to: Id<Pool>) {
    if let Some(row) = plan.design().pools.get(&pool) {
        edit.update(pool, row, |row| row.parent = PoolParent::Pool(to));
    }
}

fn hang(edit: &mut Edit, plan: &Plan, block: Block, to: Id<Pool>) {
    let design = plan.design();
    match block {
        Block::PoolCidr(_) => {}
        Block::Reservation(id) => {
            if let Some(row) = design.reservations.get(&id) {
                edit.update(id, row, |row| row.pool = to);
            }
        }
        Block::VpcCidr(id) => {
            if let Some(row) = design.vpc_cidrs.get(&id) {
                edit.update(id, row, |row| row.pool = Some(to));
            }
        }
        Block::PublicBlock(id) => {
            if let Some(row) = design.public_blocks.get(&id) {
                edit.update(id, row, |row| row.pool = Some(to));
            }
        }
        Block::Subnet(id) => {
            if let Some(row) = design.subnets.get(&id) {
                edit.update(id, row, |row| row.pool = Some(to));
            }
        }
    }
}

/// Changes a row of what the planners state, unless it stays the same.
pub(super) fn update_intent<T: Row>(edit: &mut Edit, id: Id<T>, row: &T, change: impl FnOnce(&mut T))
where
    IntentChange: From<RowChange<T>>,
{
    let mut after = row.clone();
    change(&mut after);
    if after != *row {
        edit.intent(RowChange {
            id,
            before: Some(Box::new(row.clone())),
            after: Some(Box::new(after)),
        });
    }
}

/// Has a workload draw its addresses from other subnets: from what `to` says for each, or not from it any more.
pub(super) fn redraw(workload: &mut Workload, to: &dyn Fn(Id<Subnet>) -> Option<Id<Subnet>>) {
    let redrawn = |subnets: &OrderedSet<Id<Subnet>>| subnets.iter().filter_map(|subnet| to(*subnet)).collect();
    workload.subnets = redrawn(&workload.subnets);
    if let WorkloadKind::NodeGroup(nodes) = &mut workload.kind
        && let PodNetwork::Custom { subnets } = &mut nodes.pod_network
    {
        *subnets = redrawn(subnets);
    }
}
