//! "How many /20 are left, and where?"

use crate::address::{AddressCount, Family, NetmaskLength};
use crate::ordered::sort_by;
use crate::plan::index::Index;
use crate::plan::{Id, Plan, Pool};

/// What is left of one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOfSize {
    /// The size.
    pub length: NetmaskLength,
    /// How many blocks of it all pools together can still give.
    pub total: AddressCount,
    /// The pools that have some, the most first, and of equals by id.
    pub pools: Vec<(Id<Pool>, AddressCount)>,
}

/// How many blocks of `length` are left, and in which pools. What a sub-pool holds is not left in its source pool, so that nothing is
/// counted twice. O(pools × lengths).
pub fn left_of_size(plan: &Plan, index: &Index, family: Family, length: NetmaskLength) -> LeftOfSize {
    let mut pools: Vec<(Id<Pool>, AddressCount)> = Vec::new();
    for id in plan.design().pools.keys() {
        let Some(entry) = index.pool(*id).filter(|entry| entry.space().family() == family) else {
            continue;
        };
        let count = entry.space().capacity(length);
        if count > AddressCount::ZERO {
            pools.push((*id, count));
        }
    }
    sort_by(&mut pools, |(one, first), (other, second)| {
        (second, one).cmp(&(first, other))
    });
    LeftOfSize {
        length,
        total: pools.iter().map(|(_, count)| *count).sum(),
        pools,
    }
}

/// What is left of each size from `from` to `to`, the largest blocks first. Sizes of which nothing is left are among them.
pub fn left_by_size(
    plan: &Plan,
    index: &Index,
    family: Family,
    (from, to): (NetmaskLength, NetmaskLength),
) -> Vec<LeftOfSize> {
    let lengths = from.get()..=to.get().min(family.bits());
    let lengths = lengths.filter_map(NetmaskLength::new);
    lengths
        .map(|length| left_of_size(plan, index, family, length))
        .collect()
}
