//! The index from scratch.

use rustc_hash::FxHashMap;

use super::block::{Block, Placed};
use super::by_id::ById;
use super::entries::{PoolEntry, ScopeEntry, VpcEntry};
use super::home::BlockRow;
use super::sweep::Standing;
use super::{Conflicts, Index};
use crate::address::{Cidr, in_order};
use crate::ordered::OrderedSet;
use crate::plan::{AwsTables, Plan, Scope};

impl Index {
    /// The index of `plan`. O(n log n).
    pub fn build(plan: &Plan) -> Self {
        let tables = plan.design();
        let mut index = Self {
            scopes: ById::with_capacity(tables.scopes.len()),
            pools: ById::with_capacity(tables.pools.len()),
            vpcs: ById::with_capacity(tables.vpcs.len()),
            owners: FxHashMap::default(),
            namesakes: Vec::new(),
            planning: FxHashMap::default(),
            networks: FxHashMap::default(),
            locked: OrderedSet::new(),
        };
        for (id, vpc) in &tables.vpcs {
            index.vpcs.add(*id, VpcEntry::new(vpc));
        }
        for id in tables.scopes.keys() {
            index.scopes.add(*id, ScopeEntry::default());
        }
        index.plan_for_all(tables);
        index.count_owners(tables);
        index.name_all(tables);
        index.list_locked(tables);
        index.add_pools(tables);
        index.add_blocks(tables);
        for (id, vpc) in index.vpcs.ids().zip(index.vpcs.values()) {
            if vpc.cidrs().is_empty()
                && let Some(entry) = index.scopes.get_mut(&vpc.scope)
            {
                entry.bare_vpcs.insert(id);
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
            self.pools.add(*id, PoolEntry::new(pool.family, pool.parent));
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
        let count = tables.pool_cidrs.len()
            + tables.reservations.len()
            + tables.vpc_cidrs.len()
            + tables.public_blocks.len()
            + tables.subnets.len();
        let mut blocks = Blocks {
            placed: Vec::with_capacity(count),
            rows: Vec::with_capacity(count),
            cidrs: Vec::with_capacity(count),
        };
        for (id, row) in &tables.pool_cidrs {
            blocks.push(Block::PoolCidr(*id), BlockRow::PoolCidr(row));
        }
        for (id, row) in &tables.reservations {
            blocks.push(Block::Reservation(*id), BlockRow::Reservation(row));
        }
        for (id, row) in &tables.vpc_cidrs {
            blocks.push(Block::VpcCidr(*id), BlockRow::VpcCidr(row));
        }
        for (id, row) in &tables.public_blocks {
            blocks.push(Block::PublicBlock(*id), BlockRow::PublicBlock(row));
        }
        for (id, row) in &tables.subnets {
            blocks.push(Block::Subnet(*id), BlockRow::Subnet(row));
        }

        // In order of address, so that every list that is filled from here is in order as well. The blocks came in their own
        // order, in which those of one CIDR therefore stay.
        let mut checked: ById<Scope, Vec<&(Placed, Standing)>> = ById::with_capacity(self.scopes.ids().count());
        for position in in_order(&blocks.cidrs) {
            let (Some(block), Some(row)) = (blocks.placed.get(position), blocks.rows.get(position)) else {
                continue;
            };
            let home = self.home(*row);
            if let Some(entry) = home.allocated_from.and_then(|pool| self.pools.get_mut(&pool)) {
                entry.allocations.append(block.0);
            }
            if let Some(scope) = home.scope {
                checked.or_insert_with(scope, Vec::new).push(block);
            }
            self.list_block(block.0, home);
        }
        for entry in self.pools.values_mut() {
            entry.measure();
        }
        for (scope, checked) in checked.ids().zip(checked.values()) {
            let mut conflicts = Conflicts::default();
            self.gather(&mut conflicts, checked);
            if let Some(entry) = self.scopes.get_mut(&scope) {
                entry.conflicts = conflicts;
                for (placed, _) in checked {
                    entry.blocks.append(*placed);
                }
            }
        }
    }
}

/// All blocks of a plan, in their own order.
struct Blocks<'a> {
    placed: Vec<(Placed, Standing)>,
    rows: Vec<BlockRow<'a>>,
    cidrs: Vec<Cidr>,
}

impl<'a> Blocks<'a> {
    fn push(&mut self, block: Block, row: BlockRow<'a>) {
        let placed = row.placed(block);
        self.cidrs.push(placed.cidr);
        self.placed.push((placed, row.standing()));
        self.rows.push(row);
    }
}
