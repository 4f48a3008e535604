//! The pool of output that does not say of which pool it is.

use super::absorb::{Absorb, note};
use super::{Settling, called};
use crate::address::{Cidr, Family};
use crate::import::choices::PoolChoice;
use crate::import::found::{self, AllocationKind, Key};
use crate::import::note::{Place, Severity};
use crate::ordered::{OrderedMap, OrderedSet};

/// Rows that are all of one pool, which no file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct UnknownPool {
    /// The name that the rows know it by.
    pub(in crate::import) key: Key,
    /// Where the first of them stands.
    pub(in crate::import) place: Place,
    /// Addresses that all lie in it, or are provisioned to it.
    pub(in crate::import) cidrs: Vec<Cidr>,
    /// The pools of the files that it could be.
    pub(in crate::import) candidates: Vec<Key>,
}

impl Absorb for found::PoolCidr {
    const WHAT: &'static str = "pool CIDR";

    fn place(&self) -> Place {
        self.place
    }

    fn absorb(&mut self, _other: Self) -> Vec<&'static str> {
        Vec::new()
    }
}

/// Addresses from the first to the last of several blocks of one family.
#[derive(Clone, Copy)]
struct Hull {
    family: Family,
    first: Cidr,
    last: Cidr,
}

impl Hull {
    fn of(cidrs: &[Cidr]) -> Option<Self> {
        let first = *cidrs.iter().min()?;
        let last = *cidrs.iter().max_by_key(|cidr| (cidr.family(), cidr.last_bits()))?;
        (first.family() == last.family()).then_some(Self {
            family: first.family(),
            first,
            last,
        })
    }

    fn is_in(&self, cidr: Cidr) -> bool {
        cidr.family() == self.family && cidr.contains(self.first) && cidr.contains(self.last)
    }
}

impl Settling<'_> {
    /// Finds the pools of CIDRs and then of allocations.
    pub(super) fn find_pools(&mut self) {
        // A pool that AWS says is a sub-pool's CIDR: the allocation names the sub-pool.
        let mut named: OrderedMap<Cidr, OrderedSet<Key>> = OrderedMap::new();
        for row in &self.allocations {
            if let (AllocationKind::Pool, Some(resource)) = (row.kind, &row.resource) {
                named.or_insert(row.cidr, OrderedSet::new()).insert(resource.clone());
            }
        }
        let mut groups: OrderedMap<Key, Vec<found::PoolCidr>> = OrderedMap::new();
        for row in std::mem::take(&mut self.pool_groups) {
            groups.or_insert(row.pool.clone(), Vec::new()).push(row);
        }
        let allocated: OrderedSet<Key> = named.values().flat_map(|keys| keys.iter().cloned()).collect();
        let held: OrderedSet<Key> = groups.keys().filter(|key| self.pools.has(key)).cloned().collect();
        for (key, rows) in groups {
            let cidrs: Vec<Cidr> = rows.iter().map(|row| row.cidr).collect();
            let place = rows.first().map(|row| row.place).unwrap_or_default();
            let family = cidrs.first().map(|cidr| cidr.family());
            let candidates = |all: &Self| {
                let by_allocation = cidrs
                    .iter()
                    .find_map(|cidr| named.get(cidr))
                    .map(|keys| keys.iter().cloned().collect());
                let bare = all.pools.rows.iter();
                let bare = bare.filter(|pool| pool.family.is_none() || pool.family == family);
                let has_other = |key: &Key| held.contains(key) || allocated.contains(key);
                let bare = bare.map(|pool| pool.key.clone()).filter(|key| !has_other(key));
                by_allocation.unwrap_or_else(|| bare.collect::<Vec<_>>())
            };
            let pool = self.settle_pool(&key, place, &cidrs, candidates);
            for mut row in rows {
                row.pool = pool.clone();
                self.pool_cidrs
                    .add((pool.clone(), row.cidr), row, |_| String::new(), &mut self.out.notes);
            }
        }
        let mut groups: OrderedMap<Key, (Place, Vec<Cidr>, OrderedSet<Key>)> = OrderedMap::new();
        for row in &self.allocations {
            let group = groups.or_insert(row.pool.clone(), (row.place, Vec::new(), OrderedSet::new()));
            group.1.push(row.cidr);
            group.2.extend(row.resource.clone());
        }
        let mut pools: OrderedMap<Key, Key> = OrderedMap::new();
        for (key, (place, cidrs, owners)) in groups {
            let candidates = |all: &Self| all.holders(&cidrs, &owners, &named);
            let pool = self.settle_pool(&key, place, &cidrs, candidates);
            pools.insert(key, pool);
        }
        for row in &mut self.allocations {
            if let Some(pool) = pools.get(&row.pool) {
                row.pool = pool.clone();
            }
        }
        self.end_phase();
    }

    /// The pools with the smallest CIDR that holds all of these, but for those that they are allocated to. A sub-pool's CIDR is
    /// known by the allocation of its source pool as well.
    fn holders(&self, cidrs: &[Cidr], owners: &OrderedSet<Key>, named: &OrderedMap<Cidr, OrderedSet<Key>>) -> Vec<Key> {
        let Some(hull) = Hull::of(cidrs) else { return Vec::new() };
        let provisioned = self.pool_cidrs.rows.iter().map(|row| (row.cidr, &row.pool));
        let allocated = named
            .iter()
            .flat_map(|(cidr, keys)| keys.iter().map(|key| (*cidr, key)));
        let holding = provisioned
            .chain(allocated)
            .filter(|(cidr, key)| hull.is_in(*cidr) && !owners.contains(key));
        let holding: Vec<(Cidr, &Key)> = holding.collect();
        let longest = holding.iter().map(|(cidr, _)| cidr.netmask_length()).max();
        let mut smallest: Vec<Key> = Vec::new();
        for (cidr, key) in holding {
            if Some(cidr.netmask_length()) == longest && !smallest.contains(key) {
                smallest.push(key.clone());
            }
        }
        smallest
    }

    /// The pool that rows are of: the one that they name if a file has it, the one that was chosen, or the only candidate. Else
    /// it is left to the plan, and to a question.
    fn settle_pool(
        &mut self,
        key: &Key,
        place: Place,
        cidrs: &[Cidr],
        candidates: impl FnOnce(&Self) -> Vec<Key>,
    ) -> Key {
        if self.pools.has(key) {
            return key.clone();
        }
        if let Some(PoolChoice::Found(chosen)) = self.chosen_pool(key) {
            return chosen.clone();
        }
        // Looked for only now: of nearly all pools a file knows the key.
        let candidates = candidates(self);
        if let (Key::Own { .. }, [only]) = (key, candidates.as_slice())
            && self.chosen_pool(key).is_none()
        {
            let sentence = format!(
                "this output does not say of which pool it is: by its addresses it is {}",
                called(only)
            );
            note(&mut self.out.notes, Severity::Remark, place, sentence);
            return only.clone();
        }
        if !self.out.unknown_pools.iter().any(|unknown| unknown.key == *key) {
            self.out.unknown_pools.push(UnknownPool {
                key: key.clone(),
                place,
                cidrs: cidrs.to_vec(),
                candidates,
            });
        }
        key.clone()
    }
}
