//! What is remembered about each scope, pool and VPC.

use crate::ordered::OrderedSet;

use super::block_map::BlockMap;
use super::conflicts::Conflicts;
use super::vpc_cidrs::{Held, VpcCidrs};
use crate::address::{Cidr, Family, FreeSpace};
use crate::plan::{
    Account, CidrRole, Connection, Demand, Id, Pool, PoolCidr, PoolParent, RegionCode, Scope, Subnet, Vpc, VpcCidr,
    Workload,
};

/// What lies in a scope.
#[derive(Clone, Debug, Default)]
pub struct ScopeEntry {
    /// Its top-level pools.
    pub(super) top_pools: OrderedSet<Id<Pool>>,
    /// How many pools it has, at any depth.
    pub(super) pool_count: usize,
    /// Pool CIDRs, reservations, VPC CIDRs and public blocks: everything but subnets.
    pub(super) blocks: BlockMap,
    /// The VPC CIDRs and public blocks that are from no pool.
    pub(super) outside_pools: BlockMap,
    /// The pool CIDRs and reservations.
    pub(super) of_pools: BlockMap,
    /// Its VPCs that have no CIDR.
    pub(super) bare_vpcs: OrderedSet<Id<Vpc>>,
    /// Which of the blocks conflict.
    pub(super) conflicts: Conflicts,
}

impl ScopeEntry {
    /// Its top-level pools, by id.
    pub fn top_pools(&self) -> impl ExactSizeIterator<Item = Id<Pool>> + '_ {
        self.top_pools.iter().copied()
    }

    /// How many pools it has, at any depth.
    pub fn pool_count(&self) -> usize {
        self.pool_count
    }

    /// Pool CIDRs, reservations, VPC CIDRs and public blocks.
    pub fn blocks(&self) -> &BlockMap {
        &self.blocks
    }

    /// The VPC CIDRs and public blocks that are from no pool, ignored ones among them.
    pub fn outside_pools(&self) -> &BlockMap {
        &self.outside_pools
    }

    /// What pools hold and keep: pool CIDRs and reservations. What a block from no pool is judged beside: a thousand VPCs of
    /// one CIDR are not to look at one another.
    pub fn of_pools(&self) -> &BlockMap {
        &self.of_pools
    }

    /// Its VPCs that have no CIDR, by id.
    pub fn bare_vpcs(&self) -> impl ExactSizeIterator<Item = Id<Vpc>> + '_ {
        self.bare_vpcs.iter().copied()
    }

    /// Which of the blocks conflict.
    pub fn conflicts(&self) -> &Conflicts {
        &self.conflicts
    }
}

/// What hangs from a pool.
#[derive(Clone, Debug)]
pub struct PoolEntry {
    pub(super) family: Family,
    pub(super) parent: PoolParent,
    pub(super) scope: Id<Scope>,
    pub(super) depth: u32,
    pub(super) sub_pools: OrderedSet<Id<Pool>>,
    pub(super) cidrs: Vec<(Cidr, Id<PoolCidr>)>,
    pub(super) allocations: BlockMap,
    pub(super) space: FreeSpace,
    pub(super) demands: OrderedSet<Id<Demand>>,
}

impl PoolEntry {
    /// A pool whose scope and depth are still to be found out.
    pub(super) fn new(family: Family, parent: PoolParent) -> Self {
        Self {
            family,
            parent,
            scope: Id::LEAST,
            depth: 0,
            sub_pools: Default::default(),
            cidrs: Default::default(),
            allocations: BlockMap::default(),
            space: FreeSpace::new(family, [], []),
            demands: Default::default(),
        }
    }

    /// Measures what is free from scratch. O(n) in its allocations, of IPv6 O(n log n).
    pub(super) fn measure(&mut self) {
        let mut cidrs = self.cidrs.iter().map(|(cidr, _)| *cidr);
        self.space = match self.family {
            Family::Ipv4 => FreeSpace::beside_ranges(&mut cidrs, &self.allocations.ipv4_ranges()),
            Family::Ipv6 => FreeSpace::new(self.family, cidrs, self.allocations.iter().map(|placed| placed.cidr)),
        };
    }

    /// The scope it is in, through its source pools.
    #[inline(always)]
    pub fn scope(&self) -> Id<Scope> {
        self.scope
    }

    /// 1 for a top-level pool.
    #[inline(always)]
    pub fn depth(&self) -> u32 {
        self.depth
    }

    /// Its source pool.
    #[inline(always)]
    pub fn source(&self) -> Option<Id<Pool>> {
        match self.parent {
            PoolParent::Pool(source) => Some(source),
            PoolParent::Scope(_) => None,
        }
    }

    /// Its sub-pools, by id.
    pub fn sub_pools(&self) -> impl ExactSizeIterator<Item = Id<Pool>> + '_ {
        self.sub_pools.iter().copied()
    }

    /// The CIDRs provisioned to it, in order.
    #[inline(always)]
    pub fn cidrs(&self) -> impl ExactSizeIterator<Item = (Cidr, Id<PoolCidr>)> + '_ {
        self.cidrs.iter().copied()
    }

    /// What is allocated from it, as AWS lists it: CIDRs of sub-pools, reservations, VPC CIDRs, public blocks, subnets.
    pub fn allocations(&self) -> &BlockMap {
        &self.allocations
    }

    /// What is free in it.
    pub fn space(&self) -> &FreeSpace {
        &self.space
    }

    /// The blocks that are wanted from it and not placed yet, by id.
    pub fn demands(&self) -> impl ExactSizeIterator<Item = Id<Demand>> + '_ {
        self.demands.iter().copied()
    }
}

/// What lies in a VPC. Most have one CIDR, so these are sorted lists.
#[derive(Clone, Debug)]
pub struct VpcEntry {
    pub(super) scope: Id<Scope>,
    pub(super) region: RegionCode,
    pub(super) account: Option<Id<Account>>,
    is_named: bool,
    pub(super) cidrs: VpcCidrs,
    /// How many of the CIDRs are primary ones of IPv4: a plan may say so of none, or of several.
    primary_ipv4: u32,
    /// Most of a hundred thousand VPCs have nothing else.
    others: Option<Box<Others>>,
}

/// What lies in a VPC besides its CIDRs.
#[derive(Clone, Debug, Default)]
pub(super) struct Others {
    pub(super) subnets: Vec<(Cidr, Id<Subnet>)>,
    pub(super) connections: Vec<Id<Connection>>,
    pub(super) workloads: Vec<Id<Workload>>,
    /// The pools that plan for it.
    pub(super) planners: Vec<Id<Pool>>,
}

impl VpcEntry {
    pub(super) fn new(vpc: &Vpc) -> Self {
        Self::with_cidrs(vpc, std::iter::empty())
    }

    /// A VPC with these CIDRs, in any order.
    #[inline(always)]
    pub(super) fn with_cidrs<'a>(vpc: &Vpc, rows: impl Iterator<Item = &'a (Id<VpcCidr>, VpcCidr)>) -> Self {
        let (mut cidrs, mut primary_ipv4) = (VpcCidrs::None, 0);
        for (id, row) in rows {
            let held = Held::of(row);
            primary_ipv4 += primaries(row.cidr, held);
            match cidrs {
                VpcCidrs::None => cidrs = VpcCidrs::One((row.cidr, *id), held),
                _ => cidrs.insert((row.cidr, *id), held),
            }
        }
        Self {
            scope: vpc.scope,
            region: vpc.region,
            account: vpc.account,
            is_named: is_named(vpc),
            cidrs,
            primary_ipv4,
            others: None,
        }
    }

    pub(super) fn others_mut(&mut self) -> &mut Others {
        self.others.get_or_insert_default()
    }

    /// Takes over what a row says.
    pub(super) fn follow(&mut self, vpc: &Vpc) {
        (self.scope, self.region, self.account) = (vpc.scope, vpc.region, vpc.account);
        self.is_named = is_named(vpc);
    }

    /// Adds a CIDR.
    pub(super) fn insert(&mut self, cidr: Cidr, id: Id<VpcCidr>, held: Held) {
        self.primary_ipv4 += primaries(cidr, held);
        self.cidrs.insert((cidr, id), held);
    }

    /// Takes a CIDR off.
    pub(super) fn remove(&mut self, cidr: Cidr, id: Id<VpcCidr>, held: Held) {
        self.primary_ipv4 = self.primary_ipv4.saturating_sub(primaries(cidr, held));
        self.cidrs.remove(id);
    }

    /// The scope it is in.
    #[inline(always)]
    pub fn scope(&self) -> Id<Scope> {
        self.scope
    }

    /// The Region it is in.
    #[inline(always)]
    pub fn region(&self) -> RegionCode {
        self.region
    }

    /// The account that owns it.
    #[inline(always)]
    pub fn account(&self) -> Option<Id<Account>> {
        self.account
    }

    /// Whether it has a name that is more than spaces.
    #[inline(always)]
    pub fn is_named(&self) -> bool {
        self.is_named
    }

    /// Its CIDRs, in order.
    #[inline(always)]
    pub fn cidrs(&self) -> &[(Cidr, Id<VpcCidr>)] {
        self.cidrs.as_slice()
    }

    /// Calls `visit` with the row of each of its CIDRs and its id, in order of address. `vpc` is its own id.
    #[inline(always)]
    pub fn each_row(&self, vpc: Id<Vpc>, visit: impl FnMut(Id<VpcCidr>, &VpcCidr)) {
        self.cidrs.each(vpc, visit);
    }

    /// The row of one of its CIDRs. `vpc` is its own id.
    pub fn row(&self, vpc: Id<Vpc>, id: Id<VpcCidr>) -> Option<VpcCidr> {
        let mut found = None;
        self.each_row(vpc, |other, row| {
            if other == id {
                found = Some(row.clone());
            }
        });
        found
    }

    /// How many of its CIDRs are primary ones of IPv4, which should be one.
    #[inline(always)]
    pub fn primary_ipv4(&self) -> u32 {
        self.primary_ipv4
    }

    /// Its subnets, in order of CIDR.
    #[inline(always)]
    pub fn subnets(&self) -> &[(Cidr, Id<Subnet>)] {
        self.others
            .as_ref()
            .map(|others| others.subnets.as_slice())
            .unwrap_or_default()
    }

    /// The connections that it is in, in no particular order.
    pub fn connections(&self) -> &[Id<Connection>] {
        self.others
            .as_ref()
            .map(|others| others.connections.as_slice())
            .unwrap_or_default()
    }

    /// What runs in it, by id.
    #[inline(always)]
    pub fn workloads(&self) -> &[Id<Workload>] {
        self.others
            .as_ref()
            .map(|others| others.workloads.as_slice())
            .unwrap_or_default()
    }

    /// The pools that plan for it, in no particular order.
    pub(super) fn planners(&self) -> &[Id<Pool>] {
        self.others
            .as_ref()
            .map(|others| others.planners.as_slice())
            .unwrap_or_default()
    }

    /// Its subnets inside `cidr`.
    pub fn subnets_in(&self, cidr: Cidr) -> impl Iterator<Item = (Cidr, Id<Subnet>)> + '_ {
        let subnets = self.subnets();
        let start = subnets.partition_point(|(subnet, _)| *subnet < cidr);
        subnets[start..]
            .iter()
            .copied()
            .take_while(move |(subnet, _)| cidr.contains(*subnet))
    }
}

#[inline(always)]
fn is_named(vpc: &Vpc) -> bool {
    // Nearly every name is told by its first letter from one that is blank.
    vpc.name.as_bytes().first().is_some_and(u8::is_ascii_graphic) || !vpc.name.trim().is_empty()
}

/// How many primary CIDRs of IPv4 a CIDR is.
fn primaries(cidr: Cidr, held: Held) -> u32 {
    u32::from(held.role == CidrRole::Primary && cidr.family() == Family::Ipv4)
}

/// Adds an item to a list in order, if it is not there yet.
pub(super) fn insert_sorted<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        // There is seldom a second one, and room for three more in a hundred thousand VPCs is slow to come by.
        if list.is_empty() {
            list.reserve_exact(1);
        }
        list.insert(place, item);
    }
}
