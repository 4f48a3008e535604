//! From a tree that was generated back to answers that make it: so it can be generated again when nobody has kept them, after a reload
//! or in a plan that somebody else opens.

use super::{Blueprint, Level, LevelKind, LevelSize, Member, Naming, made_by};
use crate::address::{Cidr, FreeSpace, NetmaskLength, Strategy};
use crate::plan::index::Index;
use crate::plan::{Id, Plan, Pool, RegionCode};

/// Answers that make just the tree from `root`; none where no answers do, as after a change by hand, or where it has no legend of
/// levels, as every generated tree has. How much headroom was asked for is not to be seen any more: the levels say their sizes.
///
/// O(pools of the tree), for each way to place and to name them.
pub fn recall(plan: &Plan, index: &Index, root: Id<Pool>) -> Option<Blueprint> {
    if plan.design().pools.get(&root)?.legend.is_empty() {
        return None;
    }
    let strategies = [Strategy::LowestAddress, Strategy::Spread, Strategy::BestFit];
    let ways = strategies.into_iter().flat_map(|strategy| {
        [Naming::Member, Naming::Path]
            .into_iter()
            .map(move |naming| (strategy, naming))
    });
    ways.filter_map(|(strategy, naming)| answers(plan, index, root, strategy, naming))
        .find(|answers| made_by(plan, index, root, answers).is_ok())
}

/// The answers that the first pool of each level speaks for.
fn answers(plan: &Plan, index: &Index, root: Id<Pool>, strategy: Strategy, naming: Naming) -> Option<Blueprint> {
    let row = plan.design().pools.get(&root)?;
    let supernet = only_cidr(index, root)?;
    let (mut at, mut path, mut levels) = (root, String::new(), Vec::new());
    while let Some(below) = in_order(index, at, strategy)? {
        let above = plan.design().pools.get(&at)?;
        let bits = (only_cidr(index, at)?.netmask_length(), below.length);
        let called = row.legend.parts().iter().find(|part| {
            let (from, to) = bits;
            (part.from, part.to) == (from.get(), to.get())
        });
        let mut members = Vec::new();
        for id in &below.pools {
            let pool = plan.design().pools.get(id)?;
            let name = match (naming, path.as_str()) {
                (Naming::Member, _) | (_, "") => Some(pool.name.as_str()),
                (Naming::Path, path) => pool.name.strip_prefix(path)?.strip_prefix(' '),
            };
            members.push((name?.to_owned(), pool.locale.filter(|_| pool.locale != above.locale)));
        }
        let kind = kind_of(called.map(|part| part.name.as_str()), &members);
        if let (Naming::Path, Some((name, _))) = (naming, members.first()) {
            path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path} {name}")
            };
        }
        let member = |(name, region): (String, Option<RegionCode>)| match (kind, region) {
            (LevelKind::Region, Some(region)) => Member::Region(region),
            _ => Member::Named(name),
        };
        levels.push(Level {
            kind,
            members: members.into_iter().map(member).collect(),
            size: LevelSize::Length(below.length),
        });
        at = *below.pools.first()?;
    }
    Some(Blueprint {
        name: row.name.clone(),
        supernet,
        parent: row.parent,
        levels,
        naming,
        strategy,
    })
}

/// What a level is: as the legend calls it. A level that has no bits is in no legend.
fn kind_of(called: Option<&str>, members: &[(String, Option<RegionCode>)]) -> LevelKind {
    let kinds = [
        LevelKind::Region,
        LevelKind::Environment,
        LevelKind::Account,
        LevelKind::BusinessUnit,
    ];
    let named = kinds.into_iter().find(|kind| called == Some(kind.word()));
    let has_regions = members.iter().all(|(_, region)| region.is_some());
    named.unwrap_or(if has_regions {
        LevelKind::Region
    } else {
        LevelKind::Environment
    })
}

/// The pools in another, in the order in which they were placed.
struct Below {
    pools: Vec<Id<Pool>>,
    length: NetmaskLength,
}

/// The pools below `pool` as the strategy would have placed them one after the other. `None` where it would not have; within it, `None`
/// where there are none.
fn in_order(index: &Index, pool: Id<Pool>, strategy: Strategy) -> Option<Option<Below>> {
    let mut left: Vec<(Cidr, Id<Pool>)> = Vec::new();
    for sub in index.pool(pool)?.sub_pools() {
        left.push((only_cidr(index, sub)?, sub));
    }
    let Some(length) = left.first().map(|(cidr, _)| cidr.netmask_length()) else {
        return Some(None);
    };
    let own = only_cidr(index, pool)?;
    let mut space = FreeSpace::new(own.family(), [own], []);
    let mut pools = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let next = space.take_next(length, strategy)?;
        let at = left.iter().position(|(cidr, _)| *cidr == next)?;
        pools.push(left.swap_remove(at).1);
    }
    Some(Some(Below { pools, length }))
}

/// The CIDR of a pool that has just one.
fn only_cidr(index: &Index, pool: Id<Pool>) -> Option<Cidr> {
    let mut cidrs = index.pool(pool)?.cidrs();
    let (cidr, _) = cidrs.next()?;
    cidrs.next().is_none().then_some(cidr)
}
