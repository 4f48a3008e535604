//! The index from scratch.

use rustc_hash::{FxHashMap, FxHashSet};

use super::block::{Block, Placed};
use super::entries::{PoolEntry, ScopeEntry, VpcEntry, insert_sorted};
use super::home::BlockRow;
use super::namesakes::Names;
use super::sweep::Standing;
use super::{Conflicts, Index};
use crate::address::Sorter;
use crate::ordered::OrderedSet;
use crate::plan::by_id::ById;
use crate::plan::places::NOWHERE;
use crate::plan::{AwsTables, Id, Lock, Monitoring, Node, Plan, Pool, VpcCidr};

impl Index {
    /// The index of `plan`. O(n log n).
    pub fn build(plan: &Plan) -> Self {
        let tables = plan.design();
        let mut index = Self {
            scopes: ById::with_capacity(tables.scopes.len()),
            pools: ById::with_capacity(tables.pools.len()),
            vpcs: ById::with_capacity(0),
            owners: ById::with_capacity(0),
            namesakes: Vec::new(),
            first_namesakes: FxHashSet::default(),
            planning: FxHashMap::default(),
            networks: FxHashMap::default(),
            locked: OrderedSet::new(),
            managed: 0,
        };
        for id in tables.scopes.keys() {
            index.scopes.add(*id, ScopeEntry::default());
        }
        index.add_vpcs(plan);
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
                let workloads = &mut entry.others_mut().workloads;
                workloads.reserve_exact(1);
                workloads.push(*id);
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

    /// Lists the VPCs with their CIDRs, and what is asked about all of them. In several loops that do little each: of looks that may
    /// go anywhere in memory, many are on their way at a time then.
    fn add_vpcs(&mut self, plan: &Plan) {
        let table = &plan.design().vpcs;
        let cidrs = CidrsOfVpcs::of(plan.design());
        let mut entries = Vec::with_capacity(table.len());
        for (place, (_, vpc)) in table.stored().iter().enumerate() {
            entries.push(VpcEntry::with_cidrs(vpc, cidrs.of_vpc(place)));
        }
        self.vpcs = ById::beside(table, entries);
        let mut names = Names::with_capacity(table.len());
        for (place, (id, vpc)) in table.stored().iter().enumerate() {
            names.push(place, vpc);
            if vpc.lock == Lock::Locked {
                self.locked.insert(Node::Vpc(*id));
            }
        }
        self.settle_names(names);
        self.count_owners(&plan.intent().accounts);
        for (id, entry) in self.vpcs.ids().zip(self.vpcs.values()) {
            if entry.cidrs().is_empty()
                && let Some(scope) = self.scopes.get_mut(&entry.scope)
            {
                scope.bare_vpcs.insert(id);
            }
        }
    }

    fn add_blocks(&mut self, tables: &AwsTables) {
        for (id, row) in &tables.subnets {
            if let Some(vpc) = self.vpcs.get_mut(&row.vpc) {
                insert_sorted(&mut vpc.others_mut().subnets, (row.cidr, *id));
            }
        }
        // In order of address, so that every list that is filled from here is in order as well.
        let (spots, laid) = self.lay_out(tables);
        // The place of the scope that checks each block for overlap.
        let mut checked_in: Vec<usize> = Vec::with_capacity(laid.len());
        // Allocations of a pool mostly follow one another.
        let (mut run_of, mut run_scope, mut from) = (None, NOWHERE, 0);
        for (at, ((placed, standing), spot)) in laid.iter().zip(&spots).enumerate() {
            let pool = match standing {
                Standing::Reserved(pool) | Standing::From(pool) => Some(*pool),
                Standing::CidrOf(pool) => self.provision_last(*placed, *pool),
                Standing::Outside => None,
            };
            if pool != run_of {
                self.allocate_all(run_of, laid.get(from..at));
                (run_of, from) = (pool, at);
                let entry = pool.and_then(|pool| self.pools.get(&pool));
                run_scope = entry.map_or(NOWHERE, |entry| self.scopes.place(&entry.scope));
            }
            let (scope, listing) = match (placed.block, standing) {
                (Block::Subnet(_), _) => (NOWHERE, Listing::Checked),
                (Block::VpcCidr(_), Standing::From(_)) => {
                    self.managed += 1;
                    (run_scope, Listing::Checked)
                }
                (_, Standing::From(_) | Standing::Reserved(_)) => (run_scope, Listing::Checked),
                (_, Standing::CidrOf(_) | Standing::Outside) => {
                    let row = spot.row(tables);
                    row.map_or((NOWHERE, Listing::Checked), |(_, row)| self.listing(row))
                }
            };
            checked_in.push(match listing {
                Listing::Checked | Listing::Outside => scope,
                Listing::Ignored => NOWHERE,
            });
            if let (Listing::Outside | Listing::Ignored, Some(entry)) = (listing, self.scopes.at_mut(scope)) {
                entry.outside_pools.append(*placed);
            }
            if let (Standing::CidrOf(_) | Standing::Reserved(_), Some(entry)) = (standing, self.scopes.at_mut(scope)) {
                entry.of_pools.append(*placed);
            }
        }
        self.allocate_all(run_of, laid.get(from..));
        for entry in self.pools.values_mut() {
            entry.measure();
        }
        for scope in 0..self.scopes.len() {
            self.check(scope, &laid, &checked_in);
        }
    }

    /// Finds what conflicts among the blocks that are checked in the scope at a place.
    fn check(&mut self, scope: usize, laid: &[(Placed, Standing)], checked_in: &[usize]) {
        let is_here = |place: &usize| *place == scope;
        let mut some = Vec::new();
        // Mostly all of them are in one scope.
        let checked = match checked_in.iter().all(is_here) {
            true => laid,
            false => {
                let here = laid.iter().zip(checked_in).filter(|(_, place)| is_here(place));
                some.extend(here.map(|(block, _)| *block));
                &some
            }
        };
        let mut conflicts = Conflicts::default();
        self.gather(&mut conflicts, checked);
        if let Some(entry) = self.scopes.at_mut(scope) {
            entry.conflicts = conflicts;
            entry.blocks.append_all(checked);
        }
    }

    /// Lists a CIDR of a pool, which comes after all before it, at the pool. The pool that it is allocated from.
    fn provision_last(&mut self, placed: Placed, pool: Id<Pool>) -> Option<Id<Pool>> {
        let entry = self.pools.get_mut(&pool)?;
        if let Block::PoolCidr(id) = placed.block {
            entry.cidrs.push((placed.cidr, id));
        }
        entry.source()
    }

    /// Lists blocks, which come after all before them, among the allocations of a pool.
    fn allocate_all(&mut self, pool: Option<Id<Pool>>, blocks: Option<&[(Placed, Standing)]>) {
        if let (Some(entry), Some(blocks)) = (pool.and_then(|pool| self.pools.get_mut(&pool)), blocks) {
            entry.allocations.append_all(blocks);
        }
    }

    /// All blocks in the order of [`Placed`], with what they are to the pools. Those of one CIDR stay in the order of their tables and
    /// ids.
    fn lay_out(&self, tables: &AwsTables) -> (Vec<Spot>, Vec<(Placed, Standing)>) {
        let lens = [
            tables.pool_cidrs.len(),
            tables.reservations.len(),
            tables.vpc_cidrs.len(),
            tables.public_blocks.len(),
            tables.subnets.len(),
        ];
        let most = lens.iter().copied().max().unwrap_or_default() + 1;
        let count = lens.iter().sum();
        let mut sorter = Sorter::new(count, most << TABLE_BITS);
        macro_rules! add {
            ($number:expr, $table:expr) => {
                $table.each_place(|place, row| sorter.add(row.cidr, place << TABLE_BITS | $number));
            };
        }
        add!(0, tables.pool_cidrs);
        add!(1, tables.reservations);
        // Of CIDRs of VPCs there are by far the most, and in order of address their rows stand anywhere: the places of their pools are
        // noted while they are gone through, which takes little memory.
        let mut pools = vec![u32::MAX; tables.vpc_cidrs.len()];
        let mut pool = 0;
        tables.vpc_cidrs.each_place(|place, row| {
            sorter.add(row.cidr, place << TABLE_BITS | OF_VPC_CIDRS);
            if let (Some(id), Monitoring::Monitored) = (row.pool, row.monitoring)
                && let Some(noted) = pools.get_mut(place as usize)
            {
                pool = self.pools.place_near(&id, pool);
                *noted = pool as u32;
            }
        });
        add!(3, tables.public_blocks);
        add!(4, tables.subnets);
        let (mut spots, mut laid) = (Vec::with_capacity(count), Vec::with_capacity(count));
        sorter.each_in_order(|cidr, number| {
            let spot = Spot(number);
            let of_vpc = match spot.table() {
                OF_VPC_CIDRS => tables.vpc_cidrs.id_at(spot.place()),
                _ => None,
            };
            let block = match of_vpc {
                Some(id) => {
                    let pool = pools
                        .get(spot.place())
                        .and_then(|pool| self.pools.id_at(*pool as usize));
                    let block = Block::VpcCidr(id);
                    (Placed { cidr, block }, pool.map_or(Standing::Outside, Standing::From))
                }
                None => match spot.row(tables) {
                    Some((block, row)) => (row.placed(block), row.standing()),
                    None => return,
                },
            };
            spots.push(spot);
            laid.push(block);
        });
        (spots, laid)
    }

    /// Where a scope lists a CIDR of a pool or what is from no pool, and how.
    fn listing(&self, row: BlockRow<'_>) -> (usize, Listing) {
        let home = self.home(row);
        let listing = match (home.scope, home.outside) {
            (_, None) => Listing::Checked,
            (Some(_), Some(_)) => Listing::Outside,
            (None, Some(_)) => Listing::Ignored,
        };
        let scope = home.scope.or(home.outside);
        (scope.map_or(NOWHERE, |scope| self.scopes.place(&scope)), listing)
    }
}

/// The CIDRs of each VPC, by where both are stored: the row of a CIDR is read when its VPC is listed, and no VPC is gone back to.
struct CidrsOfVpcs<'a> {
    rows: &'a [(Id<VpcCidr>, VpcCidr)],
    /// The place of one of the CIDRs of each VPC, and one; 0 of a VPC without any.
    first: Vec<u32>,
    /// Likewise, the next CIDR of the same VPC.
    next: Vec<u32>,
}

impl<'a> CidrsOfVpcs<'a> {
    fn of(tables: &'a AwsTables) -> Self {
        let (rows, places) = (tables.vpc_cidrs.stored(), tables.vpcs.places());
        let mut first = vec![0; tables.vpcs.len()];
        let mut next = vec![0; rows.len()];
        let mut place = 0;
        // A tight loop, so that many of the looks that each may go anywhere are on their way at a time.
        for (((_, row), next), number) in rows.iter().zip(&mut next).zip(1..) {
            place = places.place_near(row.vpc.raw(), place);
            if let Some(first) = first.get_mut(place) {
                *next = std::mem::replace(first, number);
            }
        }
        Self { rows, first, next }
    }

    /// The CIDRs of the VPC at a place, in no particular order.
    #[inline(always)]
    fn of_vpc(&self, place: usize) -> impl Iterator<Item = &'a (Id<VpcCidr>, VpcCidr)> {
        let mut number = self.first.get(place).copied().unwrap_or_default();
        std::iter::from_fn(move || {
            let at = (number as usize).checked_sub(1)?;
            number = self.next.get(at).copied().unwrap_or_default();
            self.rows.get(at)
        })
    }
}

/// Where the row of a block is stored: its table, and the place in it.
#[derive(Clone, Copy)]
struct Spot(u32);

/// So many bits say which table: there are five, in the order of [`Block`].
const TABLE_BITS: u32 = 3;
/// The table of CIDRs of VPCs among them.
const OF_VPC_CIDRS: u32 = 2;

impl Spot {
    #[inline(always)]
    fn table(self) -> u32 {
        self.0 & ((1 << TABLE_BITS) - 1)
    }

    #[inline(always)]
    fn place(self) -> usize {
        (self.0 >> TABLE_BITS) as usize
    }

    fn row(self, tables: &AwsTables) -> Option<(Block, BlockRow<'_>)> {
        let place = self.place();
        macro_rules! row {
            ($kind:ident, $table:expr) => {{
                let (id, row) = $table.stored().get(place)?;
                (Block::$kind(*id), BlockRow::$kind(row))
            }};
        }
        Some(match self.table() {
            0 => row!(PoolCidr, tables.pool_cidrs),
            1 => row!(Reservation, tables.reservations),
            OF_VPC_CIDRS => row!(VpcCidr, tables.vpc_cidrs),
            3 => row!(PublicBlock, tables.public_blocks),
            _ => row!(Subnet, tables.subnets),
        })
    }
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
}
