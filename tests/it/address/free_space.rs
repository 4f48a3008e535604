use ipam_planner::address::{AddressCount, Cidr, Family, FreeSpace, FreeSpaceError, Strategy};

use super::random::Random;
use super::small_pool::{STRATEGIES, SmallPool};
use super::small_space::{SIZE, SmallSpace};
use super::{cidr, length};

/// Everything that can be asked, asked of both.
fn assert_same(space: &FreeSpace, model: &SmallPool) {
    let free = model.free_blocks();
    assert_eq!(space.free_blocks(), free);
    assert_eq!(space.free_size(), free.iter().map(|block| block.size()).sum());
    let by_strategy = STRATEGIES.map(|strategy| (strategy, model.free_blocks_for(strategy)));
    assert_eq!(space.largest_free_block(), by_strategy[2].1.first().copied());
    for (length, count) in space.free_block_counts() {
        assert_eq!(
            count,
            free.iter().filter(|block| block.netmask_length() == length).count()
        );
        assert_ne!(count, 0);
    }
    for bits in 0..=8 {
        let length = model.space.length(bits);
        assert_eq!(
            space.capacity(length),
            AddressCount::new(model.places(bits).count() as u128),
            "{length}"
        );
        for (strategy, blocks) in &by_strategy {
            let found = blocks.iter().find_map(|block| block.nth(0, length));
            assert_eq!(space.find(length, *strategy), found, "{length} {strategy:?}");
        }
        // What lowest address means, said differently.
        assert_eq!(space.find(length, Strategy::LowestAddress), model.places(bits).next());
    }
}

fn new(model: &SmallPool, allocations: impl IntoIterator<Item = Cidr>) -> FreeSpace {
    FreeSpace::new(model.space.0.family(), model.cidrs.iter().copied(), allocations)
}

#[test]
fn taking_and_giving_back_is_what_it_is_address_by_address() {
    for (mut model, seed) in SmallSpace::all().flat_map(SmallPool::shapes).zip(1..) {
        let mut random = Random::new(seed);
        let mut space = new(&model, []);
        let mut taken: Vec<Cidr> = Vec::new();
        for _ in 0..60 {
            let block = model.space.random_block(&mut random);
            let strategy = STRATEGIES[random.below(3)];
            match random.below(5) {
                0 | 1 => {
                    let length = block.netmask_length();
                    let expected = model.find(length, strategy, |_| true);
                    assert_eq!(space.take_next(length, strategy), expected);
                    if let Some(block) = expected {
                        model.set(block, false);
                        taken.push(block);
                    }
                }
                2 => {
                    let free = model.is(true, block);
                    assert_eq!(space.is_free(block), free);
                    assert_eq!(space.take(block).is_ok(), free, "{block}");
                    if free {
                        model.set(block, false);
                        taken.push(block);
                    }
                }
                3 if !taken.is_empty() => {
                    let block = taken.swap_remove(random.below(taken.len()));
                    assert_eq!(space.give_back(block), Ok(()));
                    model.set(block, true);
                }
                _ => {
                    // Any block at all: often free in part, taken in part, or outside.
                    let ok = model.is(false, block);
                    assert_eq!(space.clone().give_back(block).is_ok(), ok, "{block}");
                }
            }
            assert_same(&space, &model);
            let allocations: Vec<Cidr> = model
                .space
                .every_block()
                .filter(|block| model.is(false, *block))
                .collect();
            assert_eq!(new(&model, allocations), space, "built at once or step by step");
        }
    }
}

#[test]
fn allocations_may_overlap_nest_and_lie_outside() {
    for (mut model, seed) in SmallSpace::all().flat_map(SmallPool::shapes).zip(1_000..) {
        let mut random = Random::new(seed);
        let whole = model.clone();
        let mut space = new(&model, []);
        let mut allocations: Vec<Cidr> = Vec::new();
        for _ in 0..40 {
            if allocations.is_empty() || random.once_in(2) {
                let block = model.space.random_block(&mut random);
                space.occupy(block);
                allocations.push(block);
            } else {
                let block = allocations.swap_remove(random.below(allocations.len()));
                space.vacate(block, allocations.iter().copied().filter(|other| other.overlaps(block)));
            }
            model.free = whole.free;
            allocations.iter().for_each(|block| model.set(*block, false));
            assert_same(&space, &model);
            assert_eq!(
                new(&model, allocations.iter().copied()),
                space,
                "built at once or step by step"
            );
        }
    }
}

#[test]
fn a_preview_takes_the_same_blocks_and_changes_nothing() {
    for (model, seed) in SmallSpace::all().flat_map(SmallPool::shapes).zip(2_000..) {
        let mut random = Random::new(seed);
        for _ in 0..12 {
            let allocations: Vec<Cidr> = (0..random.below(12))
                .map(|_| model.space.random_block(&mut random))
                .collect();
            let space = new(&model, allocations);
            for strategy in STRATEGIES {
                let length = model.space.length(random.below(5) as u8);
                let mut really = space.clone();
                let taken: Vec<Cidr> = std::iter::from_fn(|| really.take_next(length, strategy)).collect();
                assert_eq!(space.preview().blocks(length, strategy).collect::<Vec<_>>(), taken);
            }
            // Mixed lengths, strategies and blocks kept out, in one preview.
            let (mut really, mut preview) = (space.clone(), space.preview());
            for _ in 0..20 {
                let block = model.space.random_block(&mut random);
                let strategy = STRATEGIES[random.below(3)];
                if random.once_in(3) {
                    really.occupy(block);
                    preview.occupy(block);
                } else {
                    let length = block.netmask_length();
                    assert_eq!(preview.take_next(length, strategy), really.take_next(length, strategy));
                }
                let asked = model.space.random_block(&mut random);
                assert_eq!(preview.is_free(asked), really.is_free(asked));
            }
        }
    }
}

#[test]
fn what_spreading_leaves_is_free_whoever_asks() {
    for (mut model, seed) in SmallSpace::all().flat_map(SmallPool::shapes).zip(4_000..) {
        let mut random = Random::new(seed);
        let mut space = new(&model, []);
        for turn in 0..40 {
            // Runs of blocks from the largest free one, and now and then another strategy among them.
            let strategy = if turn % 8 == 7 {
                STRATEGIES[random.below(3)]
            } else {
                Strategy::Spread
            };
            let length = model.space.length(random.below(5) as u8);
            let expected = model.find(length, strategy, |_| true);
            assert_eq!(space.take_next(length, strategy), expected);
            let Some(block) = expected else { break };
            model.set(block, false);
            assert_same(&space, &model);
            let free = model.free_blocks();
            for block in model.space.every_block() {
                let around = free.iter().copied().find(|free| free.contains(block));
                assert_eq!(space.free_block_around(block), around, "{block}");
            }
            let (mut really, mut preview) = (space.clone(), space.preview());
            for _ in 0..8 {
                let block = model.space.random_block(&mut random);
                match random.below(4) {
                    0 => {
                        really.occupy(block);
                        preview.occupy(block);
                    }
                    strategy => {
                        let (length, strategy) = (block.netmask_length(), STRATEGIES[strategy - 1]);
                        assert_eq!(preview.take_next(length, strategy), really.take_next(length, strategy));
                    }
                }
                let asked = model.space.random_block(&mut random);
                assert_eq!(preview.is_free(asked), really.is_free(asked));
            }
        }
    }
}

#[test]
fn disallowed_blocks_are_not_touched() {
    for (model, seed) in SmallSpace::all().flat_map(SmallPool::shapes).zip(3_000..) {
        let mut random = Random::new(seed);
        for _ in 0..10 {
            let some = |random: &mut Random| -> Vec<Cidr> {
                (0..random.below(8)).map(|_| model.space.random_block(random)).collect()
            };
            let (allocations, disallowed) = (some(&mut random), some(&mut random));
            let space = new(&model, allocations.iter().copied());
            let mut rest = model.clone();
            allocations
                .iter()
                .chain(&disallowed)
                .for_each(|block| rest.set(*block, false));
            for strategy in STRATEGIES {
                let length = model.space.length(random.below(6) as u8);
                assert_eq!(
                    space.find_allowed(length, strategy, &disallowed),
                    rest.find(length, strategy, |_| true)
                );
            }
        }
    }
}

#[test]
fn no_block_is_given_twice_until_the_pool_is_full() {
    for strategy in STRATEGIES {
        for model in SmallSpace::all().flat_map(SmallPool::shapes) {
            let mut space = new(&model, [model.space.block(37, 1), model.space.block(140, 0)]);
            let (capacity, free) = (space.capacity(model.space.length(1)), space.free_size());
            let mut held = [false; SIZE];
            let mut count = 0;
            while let Some(block) = space.take_next(model.space.length(1), strategy) {
                assert!(model.is(true, block));
                for offset in model.space.offsets(block) {
                    assert!(!std::mem::replace(&mut held[offset], true), "{block} twice");
                }
                count += 1;
            }
            assert_eq!(AddressCount::from(count as u32), capacity);
            assert_eq!(space.free_size() + AddressCount::from(2 * count as u32), free);
        }
    }
}

#[test]
fn best_fit_leaves_room_for_more_than_any_other_until_something_is_given_back() {
    for (model, seed) in SmallSpace::all().flat_map(SmallPool::shapes).zip(4_000..) {
        let mut random = Random::new(seed);
        let mut spaces = STRATEGIES.map(|strategy| (strategy, new(&model, [])));
        for _ in 0..40 {
            let length = model.space.length(random.below(5) as u8);
            let taken = spaces
                .each_mut()
                .map(|(strategy, space)| space.take_next(length, *strategy).is_some());
            // After a refusal they no longer hold the same blocks.
            if taken != [true; 3] {
                break;
            }
            let [lowest, best, spread] = spaces.each_ref().map(|(_, space)| space);
            for bits in 0..=8 {
                let length = model.space.length(bits);
                assert!(best.capacity(length) >= lowest.capacity(length), "{length}");
                assert!(best.capacity(length) >= spread.capacity(length), "{length}");
            }
        }
    }
}

#[test]
fn each_strategy_chooses_as_it_says() {
    // Free: 10.0.0.0/18 but for one /24, 10.0.128.0/17 but for one /20.
    let taken = ["10.0.0.0/24", "10.0.64.0/18", "10.0.208.0/20"].map(cidr);
    let space = FreeSpace::new(Family::Ipv4, [cidr("10.0.0.0/16")], taken);
    for (bits, lowest, best, spread) in [
        (24, "10.0.1.0/24", "10.0.1.0/24", "10.0.128.0/24"),
        (20, "10.0.16.0/20", "10.0.16.0/20", "10.0.128.0/20"),
        (19, "10.0.32.0/19", "10.0.32.0/19", "10.0.128.0/19"),
        (18, "10.0.128.0/18", "10.0.128.0/18", "10.0.128.0/18"),
    ] {
        for (strategy, expected) in STRATEGIES.into_iter().zip([lowest, best, spread]) {
            assert_eq!(
                space.find(length(bits), strategy),
                Some(cidr(expected)),
                "/{bits} {strategy:?}"
            );
        }
    }
    let two_taken = FreeSpace::new(
        Family::Ipv4,
        [cidr("10.0.0.0/22")],
        ["10.0.0.0/25", "10.0.2.0/26"].map(cidr),
    );
    assert_eq!(
        two_taken.find(length(26), Strategy::LowestAddress),
        Some(cidr("10.0.0.128/26"))
    );
    assert_eq!(
        two_taken.find(length(26), Strategy::BestFit),
        Some(cidr("10.0.2.64/26"))
    );
    assert_eq!(two_taken.find(length(26), Strategy::Spread), Some(cidr("10.0.1.0/26")));
    assert_eq!(space.find(length(17), Strategy::LowestAddress), None);
    assert_eq!(space.find(length(33), Strategy::LowestAddress), None);
}

#[test]
fn adjacent_cidrs_of_a_pool_are_not_one_block() {
    let mut space = FreeSpace::new(Family::Ipv4, ["10.0.0.0/17", "10.0.128.0/17"].map(cidr), []);
    assert_eq!(space.find(length(16), Strategy::LowestAddress), None);
    assert_eq!(space.free_blocks(), ["10.0.0.0/17", "10.0.128.0/17"].map(cidr));
    assert_eq!(
        space.take(cidr("10.0.0.0/16")),
        Err(FreeSpaceError::OutsidePool {
            block: cidr("10.0.0.0/16")
        })
    );
    for block in ["10.0.0.0/17", "10.0.128.0/17"].map(cidr) {
        space.take(block).unwrap();
    }
    for block in ["10.0.0.0/17", "10.0.128.0/17"].map(cidr) {
        space.give_back(block).unwrap();
    }
    assert_eq!(space.free_blocks().len(), 2);
}

#[test]
fn whole_families_can_be_pools() {
    for family in [Family::Ipv4, Family::Ipv6] {
        let whole = Cidr::all(family);
        let single = family.longest();
        let mut space = FreeSpace::new(family, [whole], []);
        assert_eq!(space.capacity(single), whole.size());
        assert_eq!(space.largest_free_block(), Some(whole));
        let first = space.take_next(single, Strategy::LowestAddress).unwrap();
        assert_eq!(first.first(), whole.first());
        let last = Cidr::new(whole.last(), single).unwrap();
        space.take(last).unwrap();
        assert_eq!(space.free_size() + AddressCount::from(2_u32), whole.size());
        assert_eq!(space.free_blocks().len(), 2 * usize::from(family.bits() - 1));
        assert_eq!(
            space.find(single, Strategy::Spread).map(|block| block.netmask_length()),
            Some(single)
        );
        assert_eq!(FreeSpace::new(family, [whole], [first, last]), space);
        space.give_back(last).unwrap();
        space.give_back(first).unwrap();
        assert_eq!(space.free_blocks(), [whole]);
        space.occupy(whole);
        assert_eq!(
            (space.free_size(), space.largest_free_block()),
            (AddressCount::ZERO, None)
        );
        space.vacate(whole, [first, last]);
        assert_eq!(FreeSpace::new(family, [whole], [first, last]), space);
    }
}

#[test]
fn what_is_of_the_other_family_or_nested_in_the_pool_adds_nothing() {
    let pool = ["10.0.0.0/16", "10.0.1.0/24", "10.0.0.0/16", "::/0", "0.0.0.0/32"].map(cidr);
    let mut space = FreeSpace::new(Family::Ipv4, pool, [cidr("::/0"), cidr("10.0.0.0/17")]);
    assert_eq!(space.pool(), ["0.0.0.0/32", "10.0.0.0/16"].map(cidr));
    assert_eq!(space.free_blocks(), ["0.0.0.0/32", "10.0.128.0/17"].map(cidr));
    assert_eq!(space.size(), AddressCount::new(65_537));
    let before = space.clone();
    space.occupy(cidr("::/0"));
    space.vacate(cidr("::/0"), []);
    assert!(!space.is_free(cidr("::/128")));
    assert_eq!(
        space.take(cidr("::/128")),
        Err(FreeSpaceError::OutsidePool { block: cidr("::/128") })
    );
    assert_eq!(space, before);
    let empty = FreeSpace::new(Family::Ipv6, [], [cidr("::/0")]);
    assert_eq!(
        (empty.free_size(), empty.find(length(64), Strategy::BestFit)),
        (AddressCount::ZERO, None)
    );
    assert_eq!(empty.preview().blocks(length(128), Strategy::BestFit).next(), None);
}

#[test]
fn refusals_say_why() {
    let mut space = FreeSpace::new(Family::Ipv4, [cidr("10.0.0.0/16")], [cidr("10.0.1.0/24")]);
    for (block, sentence) in [
        ("10.0.1.0/25", "10.0.1.0/25 is not free, or not all of it"),
        ("10.0.0.0/23", "10.0.0.0/23 is not free, or not all of it"),
        ("10.1.0.0/24", "10.1.0.0/24 is not inside a CIDR of the pool"),
        ("10.0.0.0/15", "10.0.0.0/15 is not inside a CIDR of the pool"),
    ] {
        assert_eq!(space.take(cidr(block)).unwrap_err().to_string(), sentence);
    }
    for (block, sentence) in [
        (
            "10.0.0.0/25",
            "10.0.0.0/25 cannot be given back; 10.0.0.0/24 is free already",
        ),
        (
            "10.0.0.0/23",
            "10.0.0.0/23 cannot be given back; 10.0.0.0/24 is free already",
        ),
        ("10.1.0.0/24", "10.1.0.0/24 is not inside a CIDR of the pool"),
    ] {
        assert_eq!(space.give_back(cidr(block)).unwrap_err().to_string(), sentence);
    }
    assert_eq!(space.free_size(), AddressCount::new(65_536 - 256));
}
