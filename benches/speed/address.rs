//! Kernels of the address algebra. `benches/goals.mjs` has the goals.

use ipam_planner::address::{BlockSet, Cidr, Family, FreeSpace, NetmaskLength, Overlaps, Strategy};

use crate::bench::Bench;
use crate::workload::{Random, SIZES, length, pool};

pub(crate) fn run(bench: &mut Bench) {
    for size in SIZES {
        overlaps(bench, size);
    }
    for size in SIZES {
        fill(bench, size);
    }
    for size in SIZES {
        keep_busy(bench, "mixed lengths", &mixed(size));
        keep_busy(bench, "every second /28 taken", &checkerboard(size));
    }
    for size in [10_000, 100_000] {
        sets(bench, size);
    }
}

fn overlaps(bench: &mut Bench, size: usize) {
    let mut random = Random::new();
    let blocks: Vec<Cidr> = (0..size).map(|_| random.block(pool())).collect();
    let pairs = |blocks: &mut &[Cidr]| {
        Overlaps::among(blocks.iter().copied())
            .pairs()
            .fold(0, |sum, pair| sum ^ pair.inner)
    };
    bench.measure("all overlapping pairs, mixed lengths", size, 1, || &blocks[..], pairs);
    let clusters = |blocks: &mut &[Cidr]| Overlaps::among(blocks.iter().copied()).clusters().count();
    bench.measure("clusters of overlaps, mixed lengths", size, 1, || &blocks[..], clusters);
}

/// The blocks after the first N, one after the other, out of a pool that was empty.
fn fill(bench: &mut Bench, size: usize) {
    const OPERATIONS: usize = 5_000;
    let ipv4 = || FreeSpace::new(Family::Ipv4, [pool()], []);
    let ipv6 = || {
        FreeSpace::new(
            Family::Ipv6,
            [Cidr::ALL_IPV6.nth(0x2a05_d000, length(32)).unwrap_or(Cidr::ALL_IPV6)],
            [],
        )
    };
    for (name, empty, length, strategy) in [
        (
            "next free /28 of a /8, lowest address",
            ipv4(),
            length(28),
            Strategy::LowestAddress,
        ),
        ("next free /28 of a /8, best fit", ipv4(), length(28), Strategy::BestFit),
        ("next free /28 of a /8, spread", ipv4(), length(28), Strategy::Spread),
        (
            "next free /64 of a /32, lowest address",
            ipv6(),
            length(64),
            Strategy::LowestAddress,
        ),
    ] {
        let take = |space: &mut FreeSpace, count| {
            (0..count)
                .filter(|_| space.take_next(length, strategy).is_some())
                .count()
        };
        let mut filled = empty;
        take(&mut filled, size);
        bench.measure(
            name,
            size,
            OPERATIONS,
            || filled.clone(),
            |space| take(space, OPERATIONS),
        );
    }
}

/// N allocations of mixed lengths, as they come when blocks are taken and given back in no order.
fn mixed(size: usize) -> Vec<Cidr> {
    let mut random = Random::new();
    let mut space = FreeSpace::new(Family::Ipv4, [pool()], []);
    let mut taken: Vec<Cidr> = Vec::new();
    while taken.len() < size {
        let length = random.length();
        let Some(block) = space.take_next(length, Strategy::LowestAddress) else {
            break;
        };
        taken.push(block);
        if random.bits().is_multiple_of(3) {
            let given_back = taken.swap_remove(random.bits() as usize % taken.len());
            let _ = space.give_back(given_back);
        }
    }
    taken
}

/// N allocations, each beside a hole of its size: the longest lists that there can be.
fn checkerboard(size: usize) -> Vec<Cidr> {
    pool()
        .split(length(28))
        .into_iter()
        .flatten()
        .step_by(2)
        .take(size)
        .collect()
}

/// A pool with N allocations in which blocks are found, taken and given back.
fn keep_busy(bench: &mut Bench, shape: &str, taken: &[Cidr]) {
    const OPERATIONS: usize = 5_000;
    let (size, family) = (taken.len(), Family::Ipv4);
    let build = || FreeSpace::new(family, [pool()], taken.iter().copied());
    bench.measure(&format!("free space at once, {shape}"), size, 1, || (), |()| build());
    let space = build();
    let mut random = Random::new();
    let lengths: Vec<NetmaskLength> = (0..OPERATIONS).map(|_| random.length()).collect();
    for strategy in [Strategy::LowestAddress, Strategy::BestFit, Strategy::Spread] {
        let find = |_: &mut ()| {
            lengths
                .iter()
                .filter(|length| space.find(**length, strategy).is_some())
                .count()
        };
        bench.measure(&format!("find, {strategy:?}, {shape}"), size, OPERATIONS, || (), find);
        let take = |space: &mut FreeSpace| {
            lengths
                .iter()
                .filter(|length| space.take_next(**length, strategy).is_some())
                .count()
        };
        bench.measure(
            &format!("next free, {strategy:?}, {shape}"),
            size,
            OPERATIONS,
            || space.clone(),
            take,
        );
    }
    let mut random = Random::new();
    let given: Vec<Cidr> = {
        let mut order = taken.to_vec();
        (0..OPERATIONS.min(size))
            .map(|_| order.swap_remove(random.bits() as usize % order.len()))
            .collect()
    };
    let give_back = |space: &mut FreeSpace| given.iter().filter(|block| space.give_back(**block).is_ok()).count();
    bench.measure(
        &format!("give back, {shape}"),
        size,
        given.len(),
        || space.clone(),
        give_back,
    );
    let preview = |_: &mut ()| {
        space
            .preview()
            .blocks(length(28), Strategy::LowestAddress)
            .take(100)
            .count()
    };
    bench.measure(&format!("preview of the next 100, {shape}"), size, 100, || (), preview);
}

fn sets(bench: &mut Bench, size: usize) {
    let mut random = Random::new();
    let blocks: Vec<Cidr> = (0..size).map(|_| random.block(pool())).collect();
    bench.measure(
        "block set, insert",
        size,
        size,
        || (),
        |()| blocks.iter().copied().collect::<BlockSet>(),
    );
    let set: BlockSet = blocks.iter().copied().collect();
    bench.measure(
        "free blocks of a pool",
        size,
        1,
        || (),
        |()| set.free_blocks_within(pool()).count(),
    );
}
