//! What must stay fast: everything that is derived from a plan and asked for at every edit.
//!
//! The index is built once and then kept current edit by edit, at a cost that depends on what the edit touches. It is
//! equal to one that is built afresh, which a property test holds it to.

mod block;
mod block_map;
mod build;
mod conflicts;
mod connect;
mod entries;
mod home;
mod locked;
mod namesakes;
mod owners;
mod planning;
mod structure;
mod sweep;
mod touched;
mod update;
mod vpc_cidrs;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ordered::OrderedSet;

pub use block::{Block, Placed};
pub use block_map::BlockMap;
pub use conflicts::{ClusterKey, Conflicts};
pub use entries::{PoolEntry, ScopeEntry, VpcEntry};
pub use touched::Touched;

use super::by_id::ById;
use super::{Account, Connection, Id, Network, Node, Pool, Scope, Vpc};
use sweep::Lineage;

/// The index of the design of a plan.
#[derive(Clone, Debug)]
pub struct Index {
    scopes: ById<Scope, ScopeEntry>,
    pools: ById<Pool, PoolEntry>,
    vpcs: ById<Vpc, VpcEntry>,
    /// How many VPCs each account has in each Region.
    owners: ById<Account, owners::Regions>,
    /// The VPCs that have an account and a name, in order of what stands for account, Region and name.
    namesakes: Vec<(u64, Id<Vpc>)>,
    /// The first of each that stand for the same there.
    first_namesakes: FxHashSet<Id<Vpc>>,
    /// What the pools that plan for a VPC plan for.
    planning: FxHashMap<Id<Pool>, Id<Vpc>>,
    /// The connections that each network is in; those that are in none are not listed.
    networks: FxHashMap<Id<Network>, OrderedSet<Id<Connection>>>,
    /// What is locked itself.
    locked: OrderedSet<Node>,
    /// How many CIDRs of VPCs are managed.
    managed: usize,
}

impl Index {
    /// What lies in a scope.
    pub fn scope(&self, scope: Id<Scope>) -> Option<&ScopeEntry> {
        self.scopes.get(&scope)
    }

    /// What hangs from a pool.
    pub fn pool(&self, pool: Id<Pool>) -> Option<&PoolEntry> {
        self.pools.get(&pool)
    }

    /// What lies in a VPC.
    pub fn vpc(&self, vpc: Id<Vpc>) -> Option<&VpcEntry> {
        self.vpcs.get(&vpc)
    }

    /// All VPCs with what lies in them, in no particular order: where there are very many, faster than to look each up.
    pub fn vpcs(&self) -> impl Iterator<Item = (Id<Vpc>, &VpcEntry)> {
        self.vpcs.ids().zip(self.vpcs.values())
    }

    /// How many CIDRs of VPCs are allocated from a pool and monitored.
    pub fn managed_vpc_cidrs(&self) -> usize {
        self.managed
    }

    /// The source pool of `pool`, its source pool, and so on up. O(depth).
    pub fn pools_above(&self, pool: Id<Pool>) -> impl Iterator<Item = Id<Pool>> + '_ {
        std::iter::successors(self.source(pool), |pool| self.source(*pool))
    }
}

impl Lineage for Index {
    fn source(&self, pool: Id<Pool>) -> Option<Id<Pool>> {
        self.pools.get(&pool).and_then(PoolEntry::source)
    }

    fn depth(&self, pool: Id<Pool>) -> u32 {
        self.pools.get(&pool).map_or(0, PoolEntry::depth)
    }
}
