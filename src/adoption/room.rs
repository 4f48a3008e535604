//! How large a block of a proposed pool can be.

use super::ground::{Claims, foreign, grown, joined};
use super::survey::LiveCidr;
use super::tree::{ProposedPool, is_in_pool, is_uncovered, put_tops_around};
use crate::address::{BlockSet, Cidr, Family};
use crate::ordered::OrderedMap;
use crate::plan::index::Index;
use crate::plan::{Id, Plan, RegionCode, Scope};

/// The sizes that a block can have. Every length from that of `largest` to that of `least` is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The smallest block that holds all that runs in it.
    pub least: Cidr,
    /// The largest that no pool, network on premises or other Region has addresses of.
    pub largest: Cidr,
}

/// Whose the addresses around the blocks of proposed pools are, to tell how far each can grow.
pub struct Rooms {
    scopes: OrderedMap<Id<Scope>, Surroundings>,
}

struct Surroundings {
    foreign: BlockSet,
    running: Claims<RegionCode>,
    proposed: Claims<RegionCode>,
}

impl Rooms {
    /// O(n log n) in what runs and what is proposed.
    pub fn around(plan: &Plan, index: &Index, live: &[LiveCidr], proposed: &[ProposedPool]) -> Self {
        let mut running: OrderedMap<Id<Scope>, Vec<(Cidr, RegionCode)>> = OrderedMap::new();
        for live in live {
            if is_uncovered(live) && live.cidr.family() == Family::Ipv4 && !is_in_pool(index, live) {
                running.or_insert(live.scope, Vec::new()).push((live.cidr, live.region));
            }
        }
        let mut planned: OrderedMap<Id<Scope>, Vec<(Cidr, RegionCode)>> = OrderedMap::new();
        for pool in proposed {
            let Some(region) = pool.region else { continue };
            let planned = planned.or_insert(pool.scope, Vec::new());
            planned.extend(pool.cidrs.iter().map(|cidr| (*cidr, region)));
        }
        let scopes = planned.into_iter().map(|(scope, planned)| {
            let surroundings = Surroundings {
                foreign: foreign(plan, index, scope),
                running: Claims::new(running.remove(&scope).unwrap_or_default()),
                proposed: Claims::new(planned),
            };
            (scope, surroundings)
        });
        Self {
            scopes: scopes.collect(),
        }
    }

    /// How large a block of a pool of a Region can be; nothing for what is not that. O(log n + what runs in it).
    pub fn of(&self, pool: &ProposedPool, cidr: Cidr) -> Option<Room> {
        let (region, around) = (pool.region?, self.scopes.get(&pool.scope)?);
        let is_free = |block: Cidr| {
            !around.foreign.intersects(block)
                && around.running.is_only(region, block)
                && around.proposed.is_only(region, block)
        };
        Some(Room {
            least: around.running.hull(cidr).unwrap_or(cidr),
            largest: grown(cidr, cidr.netmask_length().get(), is_free),
        })
    }
}

/// Puts another block in the place of one of a proposed pool, and the pool above around it. What lies inside becomes a part of it.
pub fn put_block(proposed: &mut [ProposedPool], at: usize, from: Cidr, to: Cidr) {
    if let Some(pool) = proposed.get_mut(at) {
        let kept = pool.cidrs.iter().copied().filter(|cidr| *cidr != from);
        pool.cidrs = joined(kept.chain([to]));
    }
    put_tops_around(proposed);
}
