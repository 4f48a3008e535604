//! Scopes, pools and VPCs as they come, go and move.

use super::entries::{PoolEntry, VpcEntry};
use super::{Index, Touched};
use crate::plan::{AnyId, AwsChange, AwsTables, Id, Plan, Pool, PoolParent, Scope};

impl Index {
    /// Brings scopes, pools and VPCs to what `tables` say after `changes`. Blocks that leave have left.
    pub(super) fn restructure(&mut self, tables: &AwsTables, changes: &[&AwsChange], touched: &mut Touched) {
        for change in changes {
            self.touch_readers(change, touched);
            match change {
                AwsChange::Scope(change) => match &change.after {
                    Some(_) => _ = self.scopes.entry(change.id).or_default(),
                    None => _ = self.scopes.remove(&change.id),
                },
                AwsChange::Vpc(change) => match &change.after {
                    Some(vpc) => {
                        self.vpcs
                            .entry(change.id)
                            .or_insert_with(|| VpcEntry::new(vpc.scope))
                            .scope = vpc.scope;
                    }
                    None => _ = self.vpcs.remove(&change.id),
                },
                _ => {}
            }
        }
        let pools = || {
            changes.iter().filter_map(|change| match change {
                AwsChange::Pool(change) => Some(change),
                _ => None,
            })
        };
        let moved = |before: &Option<Box<Pool>>, after: &Option<Box<Pool>>| {
            before.as_ref().map(|pool| pool.parent) != after.as_ref().map(|pool| pool.parent)
        };
        // All leave before any enters, and all stand before any is listed under another: the order of changes is free.
        for change in pools().filter(|change| moved(&change.before, &change.after)) {
            if let Some(before) = &change.before {
                self.unlink(change.id, before.parent);
            }
            match &change.after {
                Some(after) => {
                    let (scope, depth) = place_of(tables, after.parent);
                    self.pools
                        .entry(change.id)
                        .and_modify(|entry| entry.parent = after.parent)
                        .or_insert_with(|| PoolEntry::new(after.parent, scope, depth));
                }
                None => _ = self.pools.remove(&change.id),
            }
        }
        for change in pools().filter(|change| moved(&change.before, &change.after)) {
            if let Some(after) = &change.after {
                self.link(change.id, after.parent);
            }
        }
        for change in pools().filter(|change| moved(&change.before, &change.after)) {
            if change.after.is_some() {
                self.sink(tables, change.id, touched);
            }
        }
    }

    /// Notes the rows that are judged by what the changed row says.
    fn touch_readers(&self, change: &AwsChange, touched: &mut Touched) {
        match change {
            // Operating Regions and tier are asked about every pool.
            AwsChange::Ipam(_) => touched.rows.extend(self.pools.keys().map(|id| AnyId::Pool(*id))),
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
                        .extend(entry.cidrs.iter().map(|(_, id)| AnyId::VpcCidr(*id)));
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

    /// Brings scope and depth of `pool` and of all below it to where it hangs now.
    fn sink(&mut self, tables: &AwsTables, pool: Id<Pool>, touched: &mut Touched) {
        for pool in self.with_pools_below(pool) {
            let Some(parent) = self.pools.get(&pool).map(|entry| entry.parent) else {
                continue;
            };
            let (scope, depth) = place_of(tables, parent);
            if let Some(entry) = self.pools.get_mut(&pool) {
                entry.scope = scope;
                entry.depth = depth;
            }
            touched.rows.extend([AnyId::Pool(pool), AnyId::Scope(scope)]);
        }
    }
}

/// The scope of a pool that hangs from `parent`, and its depth: 1 for a top-level pool. O(depth).
pub(super) fn place_of(tables: &AwsTables, parent: PoolParent) -> (Id<Scope>, u32) {
    let mut depth = 1;
    let mut parent = parent;
    loop {
        match parent {
            PoolParent::Scope(scope) => return (scope, depth),
            PoolParent::Pool(source) => match tables.pools.get(&source) {
                Some(pool) => {
                    depth += 1;
                    parent = pool.parent;
                }
                // No plan refers to a pool that does not exist.
                None => return (Plan::default_private_scope(), depth),
            },
        }
    }
}
