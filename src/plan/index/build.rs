//! The index from scratch.

use rustc_hash::{FxHashMap, FxHashSet};

use super::block::{Block, Placed};
use super::entries::{PoolEntry, ScopeEntry, VpcEntry, insert_sorted};
use super::home::BlockRow;
use super::sweep::Standing;
use super::vpc_cidrs::Held;
use super::{Conflicts, Index};
use crate::address::in_order;
use crate::ordered::OrderedSet;
use crate::plan::by_id::ById;
use crate::plan::places::NOWHERE;
use crate::plan::{AwsTables, Id, Lock, Monitoring, Node, Plan, Pool};

impl Index {
    /// The index of `plan`. O(n log n).
    pub fn build(plan: &Plan) -> Self {
        let tables = plan.design();
        let mut index = Self {
            scopes: ById::with_capacity(tables.scopes.len()),
            pools: ById::with_capacity(tables.pools.len()),
            vpcs: ById::with_capacity(0),
            owners: ById::with_capacity(plan.intent().accounts.len()),
            namesakes: Vec::new(),
            first_namesakes: FxHashSet::default(),
            planning: FxHashMap::default(),
            networks: FxHashMap::default(),
            locked: OrderedSet::new(),
        };
        index.add_vpcs(tables);
        for id in tables.scopes.keys() {
            index.scopes.add(*id, ScopeEntry::default());
        }
        index.plan_for_all(tables);
        index.list_locked(tables);
        index.add_pools(tables);
        index.add_blocks(tables);
        for (id, demand) in &plan.intent().demands {
            if let Some(entry) = index.pools.get_mut(&demand.pool) {
                entry.demands.insert(*id);
            }
        }
        for (id, workload) in &plan.intent().workloads {
            if let Some(entry) = index.vpcs.get_mut(&workload.vpc) {
                entry.workloads.reserve_exact(1);
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

    fn add_vpcs(&mut self, tables: &AwsTables) {
        let count = tables.vpcs.len();
        self.namesakes.reserve_exact(count);
        let (mut ids, mut entries) = (Vec::with_capacity(count), Vec::with_capacity(count));
        tables.vpcs.each(|id, vpc| {
            ids.push(*id);
            entries.push(VpcEntry::new(vpc));
            self.name_last(*id, vpc);
            if vpc.lock == Lock::Locked {
                self.locked.insert(Node::Vpc(*id));
            }
            if let Some(account) = vpc.account {
                self.count_owner(account, vpc.region);
            }
        });
        self.vpcs = ById::of(&ids, entries);
        self.settle_names();
    }

    fn add_blocks(&mut self, tables: &AwsTables) {
        let (laid, bare_vpcs) = self.lay_out(tables);
        if bare_vpcs > 0 {
            self.list_bare_vpcs();
        }
        let mut cidrs = Vec::with_capacity(laid.len());
        for block in &laid {
            cidrs.push(block.placed.cidr);
        }
        let mut checked: Vec<Vec<(Placed, Standing)>> = Vec::new();
        checked.resize_with(self.scopes.len(), Vec::new);
        // Allocations of a pool mostly follow one another.
        let (mut run_of, mut run_scope, mut run) = (Id::LEAST, NOWHERE, Vec::new());
        // In order of address, so that every list that is filled from here is in order as well. The blocks came in their own
        // order, in which those of one CIDR therefore stay.
        for position in in_order(&cidrs) {
            let Some(Laid {
                placed,
                standing,
                scope,
                listing,
            }) = laid.get(position)
            else {
                continue;
            };
            if let Some(pool) = self.provision_last(*placed, *standing) {
                if run_of != pool {
                    self.allocate_all(run_of, &mut run);
                    run_of = pool;
                    let entry = self.pools.get(&pool);
                    run_scope = entry.map_or(NOWHERE, |entry| self.scopes.place(&entry.scope));
                }
                run.push(*placed);
            }
            let scope = match standing {
                Standing::From(_) | Standing::Reserved(_) => run_scope,
                Standing::CidrOf(_) | Standing::Outside => *scope,
            };
            if let (Listing::Checked | Listing::Outside, Some(checked)) = (listing, checked.get_mut(scope)) {
                if checked.is_empty() {
                    checked.reserve(laid.len());
                }
                checked.push((*placed, *standing));
            }
            if let (Listing::Outside | Listing::Ignored, Some(entry)) = (listing, self.scopes.at_mut(scope)) {
                entry.outside_pools.append(*placed);
            }
            if let (Standing::CidrOf(_) | Standing::Reserved(_), Some(entry)) = (standing, self.scopes.at_mut(scope)) {
                entry.of_pools.append(*placed);
            }
        }
        self.allocate_all(run_of, &mut run);
        for entry in self.pools.values_mut() {
            entry.measure();
        }
        for (scope, checked) in checked.iter().enumerate() {
            let mut conflicts = Conflicts::default();
            self.gather(&mut conflicts, checked);
            let mut placed = Vec::with_capacity(checked.len());
            placed.extend(checked.iter().map(|(placed, _)| *placed));
            if let Some(entry) = self.scopes.at_mut(scope) {
                entry.conflicts = conflicts;
                entry.blocks.append_all(&placed);
            }
        }
    }

    /// Lists a block, which comes after all before it, at the pool that it is a CIDR of. The pool that it is allocated from.
    fn provision_last(&mut self, placed: Placed, standing: Standing) -> Option<Id<Pool>> {
        match (standing, placed.block) {
            (Standing::Reserved(pool) | Standing::From(pool), _) => Some(pool),
            (Standing::CidrOf(pool), Block::PoolCidr(id)) => {
                let entry = self.pools.get_mut(&pool)?;
                entry.cidrs.push((placed.cidr, id));
                entry.source()
            }
            (Standing::CidrOf(_) | Standing::Outside, _) => None,
        }
    }

    /// Lists blocks, which come after all before them, among the allocations of a pool.
    fn allocate_all(&mut self, pool: Id<Pool>, blocks: &mut Vec<Placed>) {
        if let Some(entry) = self.pools.get_mut(&pool) {
            entry.allocations.append_all(blocks);
        }
        blocks.clear();
    }

    fn lay(&self, block: Block, row: BlockRow<'_>) -> Laid {
        let home = self.home(row);
        let listing = match (home.scope, home.outside) {
            (Some(_), None) => Listing::Checked,
            (Some(_), Some(_)) => Listing::Outside,
            (None, Some(_)) => Listing::Ignored,
            (None, None) => Listing::Nowhere,
        };
        Laid {
            placed: row.placed(block),
            standing: row.standing(),
            scope: home
                .scope
                .or(home.outside)
                .map_or(NOWHERE, |scope| self.scopes.place(&scope)),
            listing,
        }
    }

    /// Lists the VPCs without a CIDR at their scopes.
    fn list_bare_vpcs(&mut self) {
        for (id, vpc) in self.vpcs.ids().zip(self.vpcs.values()) {
            if vpc.cidrs().is_empty()
                && let Some(entry) = self.scopes.get_mut(&vpc.scope)
            {
                entry.bare_vpcs.insert(id);
            }
        }
    }

    /// All blocks in the order of their tables, and how many VPCs have no CIDR. CIDRs and subnets are listed at their VPCs then.
    ///
    /// Table by table: what is looked up for a block may stand anywhere in memory, and a loop that does little else has many of
    /// them on their way at a time.
    fn lay_out(&mut self, tables: &AwsTables) -> (Vec<Laid>, usize) {
        let count = tables.pool_cidrs.len()
            + tables.reservations.len()
            + tables.vpc_cidrs.len()
            + tables.public_blocks.len()
            + tables.subnets.len();
        let mut laid = Vec::with_capacity(count);
        for (id, row) in &tables.pool_cidrs {
            laid.push(self.lay(Block::PoolCidr(*id), BlockRow::PoolCidr(row)));
        }
        for (id, row) in &tables.reservations {
            laid.push(self.lay(Block::Reservation(*id), BlockRow::Reservation(row)));
        }
        let mut places = vec![NOWHERE; tables.vpc_cidrs.len()];
        let mut next = places.iter_mut();
        tables.vpc_cidrs.each(|_, row| {
            if let Some(place) = next.next() {
                *place = self.vpcs.place_of_any(&row.vpc);
            }
        });
        let mut bare_vpcs = self.vpcs.len();
        let mut places = places.into_iter();
        tables.vpc_cidrs.each(|id, row| {
            let placed = Placed {
                cidr: row.cidr,
                block: Block::VpcCidr(*id),
            };
            let Some(vpc) = places.next().and_then(|place| self.vpcs.at_mut(place)) else {
                return;
            };
            bare_vpcs -= usize::from(vpc.cidrs().is_empty());
            vpc.insert(row.cidr, *id, Held::of(row));
            let scope = vpc.scope;
            laid.push(match (row.monitoring, row.pool) {
                (Monitoring::Monitored, Some(pool)) => Laid {
                    placed,
                    standing: Standing::From(pool),
                    scope: NOWHERE,
                    listing: Listing::Checked,
                },
                (Monitoring::Monitored, None) => Laid {
                    placed,
                    standing: Standing::Outside,
                    scope: self.scopes.place(&scope),
                    listing: Listing::Outside,
                },
                (Monitoring::Ignored, _) => Laid {
                    placed,
                    standing: Standing::Outside,
                    scope: self.scopes.place(&scope),
                    listing: Listing::Ignored,
                },
            });
        });
        for (id, row) in &tables.public_blocks {
            laid.push(self.lay(Block::PublicBlock(*id), BlockRow::PublicBlock(row)));
        }
        for (id, row) in &tables.subnets {
            let block = self.lay(Block::Subnet(*id), BlockRow::Subnet(row));
            if let Some(vpc) = self.vpcs.get_mut(&row.vpc) {
                insert_sorted(&mut vpc.subnets, (row.cidr, *id));
            }
            laid.push(block);
        }
        (laid, bare_vpcs)
    }
}

/// A block with what it is to the pools, and where its scope lists it.
struct Laid {
    placed: Placed,
    standing: Standing,
    /// The place of the scope, of what is not from a pool: otherwise it is that of the pool.
    scope: usize,
    listing: Listing,
}

/// How a scope lists a block.
#[derive(Clone, Copy)]
enum Listing {
    /// It is checked for overlap.
    Checked,
    /// Likewise, and it is from no pool.
    Outside,
    /// It is from no pool and not checked.
    Ignored,
    /// Not at all.
    Nowhere,
}
