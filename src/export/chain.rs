//! The order in which pools are created: one after the other, since AWS refuses many changes of an IPAM at once.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::writing::Scene;
use crate::plan::{Id, Pool, PoolCidr, ScopeKind};

/// Pools and CIDRs of pools, each waiting for the one before.
#[derive(Default)]
pub(super) struct Chain {
    last: Option<String>,
    /// Pools that plan for a VPC come after everything else, since they wait for it.
    planning: VecDeque<Id<Pool>>,
    last_cidrs: FxHashMap<Id<Pool>, Option<Id<PoolCidr>>>,
}

impl Chain {
    /// Appends a link, and gives back the one that it waits for.
    pub(super) fn link(&mut self, called: &str) -> Option<String> {
        self.last.replace(called.to_owned())
    }

    /// Puts a pool off to the end if it plans for a VPC, or lies in one that does.
    pub(super) fn puts_off(&mut self, scene: Scene<'_>, id: Id<Pool>) -> bool {
        let pools = &scene.plan().design().pools;
        let plans = |pool: Id<Pool>| pools.get(&pool).is_some_and(|row| row.source_resource.is_some());
        let puts_off = plans(id) || scene.source.index.pools_above(id).take(DEEPEST).any(plans);
        if puts_off {
            self.planning.push_back(id);
        }
        puts_off
    }

    /// The next pool that was put off.
    pub(super) fn next_put_off(&mut self) -> Option<Id<Pool>> {
        self.planning.pop_front()
    }

    /// The CIDR of a pool that waits for all its others, if any is written.
    pub(super) fn last_cidr(&mut self, scene: Scene<'_>, pool: Id<Pool>) -> Option<Id<PoolCidr>> {
        *self.last_cidrs.entry(pool).or_insert_with(|| {
            let cidrs = scene.source.index.pool(pool)?.cidrs();
            cidrs.map(|(_, id)| id).filter(|id| scene.has(*id)).last()
        })
    }
}

/// AWS nests pools ten deep; a file may nest them by the thousand.
const DEEPEST: usize = 64;

/// Whether a pool is in the public scope.
pub(super) fn is_public(scene: Scene<'_>, pool: Id<Pool>) -> bool {
    let scope = scene.source.index.pool(pool).map(|entry| entry.scope());
    let row = scope.and_then(|scope| scene.plan().design().scopes.get(&scope));
    row.is_some_and(|row| row.kind == ScopeKind::Public)
}
