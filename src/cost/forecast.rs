//! What the coming months cost, and when blocks and pools run out.

use super::estimate::usage_under;
use super::figures::Figures;
use super::fill::{Filled, filled};
use super::growth::{MOST_MONTHS, grown};
use super::money::Money;
use super::scenario;
use super::terms::{Period, Terms};
use super::usage::{Unit, Usage};
use crate::address::{FreeSpace, NetmaskLength};
use crate::ordered::{OrderedMap, sort_by_key};
use crate::plan::index::{Block, Index, Placed, PoolEntry};
use crate::plan::{Growth, Id, Plan, Pool};

/// A plan in one of the coming months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthAhead {
    /// How many months from now.
    pub month: u32,
    /// The active IPs that are billed then.
    pub active: u128,
    /// The IPv4 addresses that subnets lose then.
    pub consumed_ipv4: u128,
    /// What IPAM charges for that month.
    pub ipam: Money,
    /// What public IPv4 addresses cost that month.
    pub public_ipv4: Money,
}

impl MonthAhead {
    /// Both charges.
    pub fn total(&self) -> Money {
        self.ipam + self.public_ipv4
    }
}

/// The months from now to `months` from now, this one among them, when addresses grow as `growth` says.
///
/// Each workload grows by whole instances, nodes and so on; what the public scope holds stays. O(workloads + months × different numbers of units).
pub fn curve(plan: &Plan, index: &Index, terms: &Terms, growth: Growth, months: u32) -> Vec<MonthAhead> {
    // What grows alike is summed first: so many units, with what all workloads of so many have for each.
    let mut alike: OrderedMap<u64, Figures> = OrderedMap::new();
    let mut others = Vec::new();
    let months = months.min(MOST_MONTHS);
    for (id, workload) in &plan.intent().workloads {
        let usage = usage_under(terms, *id, workload);
        let most = |number: u64| grown(number, growth.addresses, months);
        if usage.unit != Unit::Addresses && usage.is_exact(most(usage.units)) {
            let one = Usage { units: 1, ..usage };
            let sum = alike.or_insert(usage.units, Figures::default());
            *sum += &scenario::of_usage(plan, index, terms, workload, &one);
            continue;
        }
        if usage.unit != Unit::Addresses {
            // What is more than is counted does not grow in proportion.
            others.push((workload, usage));
            continue;
        }
        // Plain addresses grow each kind for itself.
        for (number, each) in usage.each.kinds() {
            let sum = alike.or_insert(number, Figures::default());
            *sum += &scenario::of_usage(plan, index, terms, workload, &Usage { each, ..usage });
        }
    }
    let held = scenario::of_held(plan, index, terms).public_ipv4_for(terms, Period::Month);
    let ahead = |month: u32| {
        let mut ahead = MonthAhead {
            month,
            public_ipv4: held,
            ..MonthAhead::default()
        };
        let mut add = |units: u64, figures: &Figures| {
            let units = u128::from(units);
            ahead.active += units * figures.active();
            ahead.consumed_ipv4 += units * figures.consumed_ipv4;
            ahead.ipam += figures.ipam_for(terms, Period::Month).times(units);
            ahead.public_ipv4 += figures.public_ipv4_for(terms, Period::Month).times(units);
        };
        for (units, figures) in &alike {
            add(grown(*units, growth.addresses, month), figures);
        }
        for (workload, usage) in &others {
            let usage = usage.grown(|number| grown(number, growth.addresses, month));
            add(1, &scenario::of_usage(plan, index, terms, workload, &usage));
        }
        ahead
    };
    (0..=months).map(ahead).collect()
}

/// When something has no room any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunsOut<T> {
    /// What.
    pub what: T,
    /// The first month in which it has too little room, from now: 0 is this one.
    pub month: u32,
}

/// The subnets, and the CIDRs that workloads draw on themselves, that run out within so many months, the first one first.
pub fn blocks_that_run_out(
    plan: &Plan,
    index: &Index,
    terms: &Terms,
    growth: Growth,
    months: u32,
) -> Vec<RunsOut<Placed>> {
    let months = months.min(MOST_MONTHS);
    let mut found = Vec::new();
    for vpc in plan.design().vpcs.keys() {
        let after = |month: u32| -> Vec<Filled> {
            filled(plan, index, *vpc, &|id, workload| {
                usage_under(terms, id, workload).grown(|number| grown(number, growth.addresses, month))
            })
        };
        // Nobody looks at the months before for what has room to the end. Looked at are the months of all blocks together.
        let mut short: OrderedMap<Block, (Placed, u32, u32)> = OrderedMap::new();
        for block in after(months).iter().filter(|block| !block.fits()) {
            short.insert(block.placed.block, (block.placed, 0, months));
        }
        loop {
            let open = short.values().find(|(_, from, to)| from < to);
            let Some(month) = open.map(|(_, from, to)| from.midpoint(*to)) else {
                break;
            };
            let then = after(month);
            for (placed, from, to) in short.values_mut() {
                if *from > month || *to <= month {
                    continue;
                }
                let is_short = then.iter().any(|block| block.placed == *placed && !block.fits());
                if is_short {
                    *to = month;
                } else {
                    *from = month + 1;
                }
            }
        }
        found.extend(short.values().map(|(placed, month, _)| RunsOut {
            what: *placed,
            month: *month,
        }));
    }
    sort_by_key(&mut found, |found| (found.month, found.what));
    found
}

/// The pools that run out within so many months when blocks grow as `growth` says, the first one first.
///
/// What grows is what a pool gives to resources, each size for itself: a pool of twenty /20 and a hundred /24 that grows by a
/// tenth will want two /20 and ten /24. Demands are wanted from the beginning. Reservations do not grow, nor do sub-pools: they
/// hold what grows in them. A pool runs out when what it is to give out does not fit into what is free, however it is placed.
pub fn pools_that_run_out(plan: &Plan, index: &Index, growth: Growth, months: u32) -> Vec<RunsOut<Id<Pool>>> {
    let months = months.min(MOST_MONTHS);
    let mut found = Vec::new();
    for id in plan.design().pools.keys() {
        let Some(entry) = index.pool(*id) else { continue };
        let given = given(plan, entry);
        let is_short = |month: u32| !wanted_fits(entry.space(), &given, growth, month);
        if given.is_empty() || !is_short(months) {
            continue;
        }
        let (mut from, mut to) = (0, months);
        while from < to {
            let month = from.midpoint(to);
            if is_short(month) {
                to = month;
            } else {
                from = month + 1;
            }
        }
        found.push(RunsOut { what: *id, month: from });
    }
    sort_by_key(&mut found, |found| (found.month, found.what));
    found
}

/// What a pool has given to resources, and what is wanted from it: by length, with both numbers.
fn given(plan: &Plan, entry: &PoolEntry) -> OrderedMap<NetmaskLength, (u64, u64)> {
    let mut given: OrderedMap<NetmaskLength, (u64, u64)> = OrderedMap::new();
    for placed in entry.allocations().iter() {
        if matches!(
            placed.block,
            Block::VpcCidr(_) | Block::PublicBlock(_) | Block::Subnet(_)
        ) {
            given.or_insert(placed.cidr.netmask_length(), (0, 0)).0 += 1;
        }
    }
    for demand in entry.demands() {
        if let Some(row) = plan.intent().demands.get(&demand) {
            given.or_insert(row.netmask_length, (0, 0)).1 += u64::from(row.count);
        }
    }
    given
}

fn wanted_fits(space: &FreeSpace, given: &OrderedMap<NetmaskLength, (u64, u64)>, growth: Growth, month: u32) -> bool {
    let wanted: Vec<(NetmaskLength, u64)> = given
        .iter()
        .map(|(length, (blocks, demanded))| {
            // What is demanded already grows along.
            let all = blocks + demanded;
            (*length, grown(all, growth.blocks, month).max(all) - blocks)
        })
        .collect();
    space.left_over(&wanted).is_empty()
}
