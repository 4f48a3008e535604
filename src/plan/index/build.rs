//! The index from scratch.

use rustc_hash::FxHashMap;

use super::block::{Block, Placed};
use super::entries::{PoolEntry, ScopeEntry, VpcEntry};
use super::home::BlockRow;
use super::sweep::Standing;
use super::{Conflicts, Index};
use crate::address::{Cidr, in_order};
use crate::plan::{AwsTables, Id, Plan, Scope};

impl Index {
    /// The index of `plan`. O(n log n).
    pub fn build(plan: &Plan) -> Self {
        let tables = plan.design();
        let mut index = Self {
            scopes: tables.scopes.keys().map(|id| (*id, ScopeEntry::default())).collect(),
            pools: FxHashMap::with_capacity_and_hasher(tables.pools.len(), Default::default()),
            vpcs: tables.vpcs.iter().map(|(id, vpc)| (*id, VpcEntry::new(vpc))).collect(),
            networks: FxHashMap::default(),
        };
        index.add_pools(tables);
        index.add_blocks(tables);
        for (id, vpc) in index.vpcs.iter() {
            if vpc.cidrs.is_empty()
                && let Some(entry) = index.scopes.get_mut(&vpc.scope)
            {
                entry.bare_vpcs.insert(*id);
            }
        }
        for (id, demand) in &plan.intent().demands {
            if let Some(entry) = index.pools.get_mut(&demand.pool) {
                entry.demands.insert(*id);
            }
        }
        for (id, workload) in &plan.intent().workloads {
            if let Some(entry) = index.vpcs.get_mut(&workload.vpc) {
                entry.workloads.push(*id);
            }
        }
        for (id, connection) in &plan.intent().connections {
            index.connect(*id, connection);
        }
        index
    }

    fn add_pools(&mut self, tables: &AwsTables) {
        for (id, pool) in &tables.pools {
            self.pools.insert(*id, PoolEntry::new(pool.family, pool.parent));
        }
        for (id, pool) in &tables.pools {
            self.link(*id, pool.parent);
        }
        // No pool is under itself, so every pool is below a top-level one.
        let top_pools = self.scopes.values().flat_map(|scope| scope.top_pools.iter().copied());
        for pool in top_pools.collect::<Vec<_>>() {
            self.sink(pool);
        }
        for scope in tables.scopes.keys() {
            self.count_pools(*scope);
        }
    }

    fn add_blocks(&mut self, tables: &AwsTables) {
        let mut blocks: Vec<(Block, BlockRow<'_>)> = Vec::with_capacity(tables.row_count());
        let rows = tables.pool_cidrs.iter();
        blocks.extend(rows.map(|(id, row)| (Block::PoolCidr(*id), BlockRow::PoolCidr(row))));
        let rows = tables.reservations.iter();
        blocks.extend(rows.map(|(id, row)| (Block::Reservation(*id), BlockRow::Reservation(row))));
        let rows = tables.vpc_cidrs.iter();
        blocks.extend(rows.map(|(id, row)| (Block::VpcCidr(*id), BlockRow::VpcCidr(row))));
        let rows = tables.public_blocks.iter();
        blocks.extend(rows.map(|(id, row)| (Block::PublicBlock(*id), BlockRow::PublicBlock(row))));
        let rows = tables.subnets.iter();
        blocks.extend(rows.map(|(id, row)| (Block::Subnet(*id), BlockRow::Subnet(row))));
        let cidrs: Vec<Cidr> = blocks.iter().map(|(block, row)| row.placed(*block).cidr).collect();

        // In order of address, so that every list that is filled from here is in order as well. The blocks came in their own
        // order, in which those of one CIDR therefore stay.
        let mut checked: FxHashMap<Id<Scope>, Vec<(Placed, Standing)>> = FxHashMap::default();
        for position in in_order(&cidrs) {
            let (block, row) = blocks[position];
            let (placed, home) = (row.placed(block), self.home(row));
            if let Some(entry) = home.allocated_from.and_then(|pool| self.pools.get_mut(&pool)) {
                entry.allocations.insert(placed);
            }
            if let Some(scope) = home.scope {
                checked.entry(scope).or_default().push((placed, row.standing()));
            }
            self.list(placed, home);
        }
        for entry in self.pools.values_mut() {
            entry.measure();
        }
        for (scope, checked) in checked {
            let mut conflicts = Conflicts::default();
            conflicts.gather(&checked, self);
            if let Some(entry) = self.scopes.get_mut(&scope) {
                entry.conflicts = conflicts;
                for (placed, _) in checked {
                    entry.blocks.insert(placed);
                }
            }
        }
    }
}
