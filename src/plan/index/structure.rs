//! Scopes, pools and VPCs as they come, go and move.

use super::entries::{PoolEntry, ScopeEntry, VpcEntry};
use super::{Index, Touched};
use crate::ordered::OrderedSet;
use crate::plan::{AnyId, AwsChange, Id, Ipam, Plan, Pool, PoolParent, RegionCode, RowChange, Scope, Vpc};

impl Index {
    /// Brings scopes, pools and VPCs to what they are after `changes`. Blocks that leave have left.
    pub(super) fn restructure(&mut self, changes: &[&AwsChange], touched: &mut Touched) {
        for change in changes {
            self.touch_readers(change, touched);
            if let AwsChange::Scope(change) = change {
                match &change.after {
                    Some(_) => _ = self.scopes.or_insert_with(change.id, ScopeEntry::default),
                    None => self.scopes.remove(&change.id),
                }
            }
        }
        // All CIDRs that come, go or move have left: a VPC that has some keeps them.
        for change in changes {
            if let AwsChange::Vpc(change) = change {
                self.place_vpc(change.id, change.after.as_deref());
            }
        }
        let pools = changes.iter().filter_map(|change| match change {
            AwsChange::Pool(change) => Some(change),
            _ => None,
        });
        let pools: Vec<&RowChange<Pool>> = pools.collect();
        let parent = |pool: &Option<Box<Pool>>| pool.as_ref().map(|pool| pool.parent);
        let mut moved = pools.clone();
        moved.retain(|change| parent(&change.before) != parent(&change.after));
        let mut resized = OrderedSet::new();
        self.note_scopes(&moved, &mut resized);
        // All leave before any enters, and all stand before any is listed under another: the order of changes is free.
        for change in &moved {
            if let Some(before) = &change.before {
                self.unlink(change.id, before.parent);
            }
            match &change.after {
                Some(after) => {
                    self.pools
                        .or_insert_with(change.id, || PoolEntry::new(after.family, after.parent))
                        .parent = after.parent;
                }
                None => self.pools.remove(&change.id),
            }
        }
        for change in &pools {
            if let (Some(after), Some(entry)) = (&change.after, self.pools.get_mut(&change.id))
                && entry.family != after.family
            {
                entry.family = after.family;
                entry.measure();
            }
        }
        for change in &moved {
            if let Some(after) = &change.after {
                self.link(change.id, after.parent);
            }
        }
        // What is below a pool that moved moves with it, so only the uppermost are followed.
        let movers: OrderedSet<Id<Pool>> = moved.iter().map(|change| change.id).collect();
        for change in &moved {
            let uppermost = change.after.as_ref().is_some_and(|after| match after.parent {
                PoolParent::Scope(_) => true,
                PoolParent::Pool(source) => !movers.contains(&source),
            });
            if uppermost {
                for pool in self.sink(change.id) {
                    touched.rows.insert(pool.into());
                }
            }
        }
        self.note_scopes(&moved, &mut resized);
        for scope in resized {
            touched.rows.insert(scope.into());
            self.count_pools(scope);
        }
    }

    /// Notes the scopes that changed pools are in.
    fn note_scopes(&self, changes: &[&RowChange<Pool>], scopes: &mut OrderedSet<Id<Scope>>) {
        for change in changes {
            if let Some(entry) = self.pools.get(&change.id) {
                scopes.insert(entry.scope);
            }
        }
    }

    /// Puts a VPC into the scope it is in now.
    fn place_vpc(&mut self, id: Id<Vpc>, vpc: Option<&Vpc>) {
        if let Some(before) = self.vpcs.get(&id)
            && let Some(scope) = self.scopes.get_mut(&before.scope)
        {
            scope.bare_vpcs.remove(&id);
        }
        let Some(vpc) = vpc else {
            self.vpcs.remove(&id);
            return;
        };
        let entry = self.vpcs.or_insert_with(id, || VpcEntry::new(vpc));
        entry.follow(vpc);
        if entry.cidrs().is_empty()
            && let Some(scope) = self.scopes.get_mut(&vpc.scope)
        {
            scope.bare_vpcs.insert(id);
        }
    }

    /// Notes the rows that are judged by what the changed row says.
    fn touch_readers(&self, change: &AwsChange, touched: &mut Touched) {
        match change {
            // Operating Regions and tier are asked about every pool and scope, and about every VPC whether its Region is one.
            AwsChange::Ipam(change) => {
                touched.rows.extend(self.pools.ids().map(AnyId::Pool));
                touched.rows.extend(self.scopes.ids().map(AnyId::Scope));
                let operating = |ipam: &Option<Box<Ipam>>| match ipam {
                    Some(ipam) => ipam.all_operating_regions(),
                    None => OrderedSet::new(),
                };
                let (before, after) = (operating(&change.before), operating(&change.after));
                let left = before.iter().filter(|region| !after.contains(*region));
                let entered = after.iter().filter(|region| !before.contains(*region));
                let changed: Vec<RegionCode> = left.chain(entered).copied().collect();
                if changed.is_empty() {
                    return;
                }
                for (id, entry) in self.vpcs() {
                    if changed.contains(&entry.region) {
                        touched.rows.insert(id.into());
                    }
                }
            }
            // Public and private scopes have their own rules. The kind of a scope changes only in a file that somebody edited.
            AwsChange::Scope(change) => {
                // The IPAM is judged by its scopes.
                touched.rows.insert(Plan::ipam_id().into());
                let kind = |scope: &Scope| scope.kind;
                let (before, after) = (change.before.as_deref().map(kind), change.after.as_deref().map(kind));
                if let (Some(entry), true) = (self.scopes.get(&change.id), before != after) {
                    let pools = entry.top_pools.iter().flat_map(|pool| self.with_pools_below(*pool));
                    touched.rows.extend(pools.map(AnyId::Pool));
                    touched
                        .rows
                        .extend(entry.blocks.iter().map(|placed| AnyId::from(placed.block)));
                }
            }
            AwsChange::Pool(change) => {
                let parents = [&change.before, &change.after]
                    .into_iter()
                    .flatten()
                    .map(|pool| pool.parent);
                touched.rows.extend(parents.map(|parent| match parent {
                    PoolParent::Pool(source) => AnyId::Pool(source),
                    PoolParent::Scope(scope) => AnyId::Scope(scope),
                }));
                let Some(entry) = self.pools.get(&change.id) else {
                    return;
                };
                touched.rows.insert(entry.scope.into());
                touched.rows.extend(entry.sub_pools().map(AnyId::Pool));
                let judged = |pool: &Pool| (pool.locale, pool.rules, pool.family, pool.required_tags.clone());
                if change.before.as_deref().map(judged) != change.after.as_deref().map(judged) {
                    touched
                        .rows
                        .extend(entry.allocations.iter().map(|placed| AnyId::from(placed.block)));
                }
            }
            AwsChange::Vpc(change) => {
                if let Some(entry) = self.vpcs.get(&change.id) {
                    touched
                        .rows
                        .extend(entry.cidrs().iter().map(|(_, id)| AnyId::VpcCidr(*id)));
                }
            }
            _ => {}
        }
    }

    /// Lists `pool` under its parent.
    pub(super) fn link(&mut self, pool: Id<Pool>, parent: PoolParent) {
        match parent {
            PoolParent::Pool(source) => {
                if let Some(entry) = self.pools.get_mut(&source) {
                    entry.sub_pools.insert(pool);
                }
            }
            PoolParent::Scope(scope) => {
                if let Some(entry) = self.scopes.get_mut(&scope) {
                    entry.top_pools.insert(pool);
                }
            }
        }
    }

    /// Counts the pools of a scope. O(pools in it).
    pub(super) fn count_pools(&mut self, scope: Id<Scope>) {
        let Some(entry) = self.scopes.get(&scope) else { return };
        let count = entry
            .top_pools
            .iter()
            .map(|pool| self.with_pools_below(*pool).len())
            .sum();
        if let Some(entry) = self.scopes.get_mut(&scope) {
            entry.pool_count = count;
        }
    }

    fn unlink(&mut self, pool: Id<Pool>, parent: PoolParent) {
        match parent {
            PoolParent::Pool(source) => {
                if let Some(entry) = self.pools.get_mut(&source) {
                    entry.sub_pools.remove(&pool);
                }
            }
            PoolParent::Scope(scope) => {
                if let Some(entry) = self.scopes.get_mut(&scope) {
                    entry.top_pools.remove(&pool);
                }
            }
        }
    }

    /// Brings scope and depth of `pool` and of all below it to where it hangs now, and gives back which these are.
    /// O(pools below).
    pub(super) fn sink(&mut self, pool: Id<Pool>) -> Vec<Id<Pool>> {
        let sunk = self.with_pools_below(pool);
        for &pool in &sunk {
            let Some(parent) = self.pools.get(&pool).map(|entry| entry.parent) else {
                continue;
            };
            let (scope, depth) = match parent {
                PoolParent::Scope(scope) => (scope, 1),
                PoolParent::Pool(source) => match self.pools.get(&source) {
                    Some(entry) => (entry.scope, entry.depth + 1),
                    // No plan refers to a pool that does not exist.
                    None => continue,
                },
            };
            if let Some(entry) = self.pools.get_mut(&pool) {
                entry.scope = scope;
                entry.depth = depth;
            }
        }
        sunk
    }
}
