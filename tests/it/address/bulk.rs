use ipam_planner::address::{
    AddressCount, BulkOrder, BulkPlacement, Cidr, Family, FreeSpace, NetmaskLength, Remedy, Strategy, WhyUnplaced,
};

use super::random::Random;
use super::small_pool::{STRATEGIES, SmallPool};
use super::small_space::SmallSpace;
use super::{cidr, length};

/// Greedy placement as the documentation tells it, by looking at every block.
fn naive(model: &SmallPool, requests: &[NetmaskLength], how: &BulkPlacement) -> Vec<Option<Cidr>> {
    let mut model = model.clone();
    how.disallowed.iter().for_each(|block| model.set(*block, false));
    let size = |length: Option<NetmaskLength>| {
        length.map_or(0, |length| 1_usize << (model.space.0.family().bits() - length.get()))
    };
    let (padding, alignment) = (size(how.padding), size(how.alignment).max(1));
    let mut order: Vec<usize> = (0..requests.len()).collect();
    if how.order == BulkOrder::LargestFirst {
        order.sort_by_key(|request| requests[*request]);
    }
    let mut placed = vec![None; requests.len()];
    for request in order {
        let behind = |block: Cidr| {
            let limit = model.cidrs.iter().find(|cidr| cidr.contains(block)).unwrap();
            let end = model.space.offsets(block).end;
            end..(end + padding).min(model.space.offsets(*limit).end)
        };
        let fit = |block: Cidr| {
            let start = model.space.offsets(block).start;
            start.is_multiple_of(alignment) && behind(block).all(|offset| model.free[offset])
        };
        let found = model.find(requests[request], how.strategy, fit);
        if let Some(block) = found {
            let range = model.space.offsets(block).start..behind(block).end;
            range.for_each(|offset| model.free[offset] = false);
        }
        placed[request] = found;
    }
    placed
}

#[test]
fn bulk_places_as_the_greedy_model_does() {
    for (model, seed) in SmallSpace::all().flat_map(SmallPool::shapes).zip(1..) {
        let mut random = Random::new(seed);
        for _ in 0..25 {
            let mut some = |most: usize| -> Vec<Cidr> {
                (0..random.below(most))
                    .map(|_| model.space.random_block(&mut random))
                    .collect()
            };
            let (allocations, disallowed) = (some(5), some(3));
            let requests: Vec<_> = some(10).iter().map(|block| block.netmask_length()).collect();
            let mut perhaps = |times: usize| {
                let bits = random.below(7) as u8;
                (!random.once_in(times)).then(|| model.space.length(bits))
            };
            let (padding, alignment) = (perhaps(3), perhaps(3));
            let order = if random.once_in(2) {
                BulkOrder::AsListed
            } else {
                BulkOrder::LargestFirst
            };
            let strategy = STRATEGIES[random.below(3)];
            let how = BulkPlacement {
                strategy,
                order,
                padding,
                alignment,
                disallowed,
            };

            let mut rest = model.clone();
            allocations.iter().for_each(|block| rest.set(*block, false));
            let space = FreeSpace::new(model.space.0.family(), model.cidrs.iter().copied(), allocations);
            let before = space.clone();
            let expected = naive(&rest, &requests, &how);
            match space.place_all(&requests, &how) {
                Ok(placed) => assert_eq!(placed.into_iter().map(Some).collect::<Vec<_>>(), expected, "{how:?}"),
                Err(error) => {
                    let unplaced: Vec<usize> = error.unplaced.iter().map(|unplaced| unplaced.request).collect();
                    let missing: Vec<usize> = (0..requests.len()).filter(|index| expected[*index].is_none()).collect();
                    assert_eq!(unplaced, missing, "{how:?}");
                    assert_eq!(error.largest_free_block, before.largest_free_block());
                    assert_eq!(error.free, before.free_size());
                }
            }
            assert_eq!(space, before, "nothing is taken");
        }
    }
}

/// Whether the lengths fit the free addresses in any way at all: trying every place for the first, and so on.
fn fits_somehow(model: &mut SmallPool, requests: &[NetmaskLength]) -> bool {
    let Some((length, rest)) = requests.split_first() else {
        return true;
    };
    let places: Vec<Cidr> = model.places(model.space.0.family().bits() - length.get()).collect();
    places.into_iter().any(|place| {
        model.set(place, false);
        let fits = fits_somehow(model, rest);
        model.set(place, true);
        fits
    })
}

#[test]
fn largest_first_fits_whatever_fits_in_any_way() {
    let space = SmallSpace(cidr("10.0.0.0/24"));
    let mut random = Random::new(11);
    let (mut fitted, mut refused) = (0, 0);
    for _ in 0..150 {
        // A pool of 16 addresses keeps trying everything within bounds.
        let mut model = SmallPool::new(space, vec![space.block(16, 4)]);
        let allocations = [
            space.block(16 + random.below(16), 0),
            space.block(16 + random.below(16), 1),
        ];
        allocations.iter().for_each(|block| model.set(*block, false));
        let requests: Vec<_> = (0..random.below(5) + 2)
            .map(|_| space.length(random.below(4) as u8))
            .collect();
        let free = FreeSpace::new(Family::Ipv4, model.cidrs.iter().copied(), allocations);
        let strategy = STRATEGIES[random.below(3)];
        let fits = fits_somehow(&mut model, &requests);
        let placed = free.place_all(
            &requests,
            &BulkPlacement {
                strategy,
                ..BulkPlacement::default()
            },
        );
        assert_eq!(placed.is_ok(), fits, "{requests:?}");
        if fits { fitted += 1 } else { refused += 1 }
    }
    assert!(fitted > 30 && refused > 30, "{fitted} {refused}");
}

#[test]
fn the_remedy_helps() {
    let mut random = Random::new(13);
    let mut seen = [0, 0];
    for _ in 0..200 {
        let space = SmallSpace(cidr("10.0.0.0/24"));
        let allocations: Vec<Cidr> = (0..random.below(6)).map(|_| space.random_block(&mut random)).collect();
        let requests: Vec<_> = (0..random.below(8) + 1)
            .map(|_| space.length(random.below(8) as u8))
            .collect();
        let strategy = STRATEGIES[random.below(3)];
        let how = BulkPlacement {
            strategy,
            order: BulkOrder::AsListed,
            ..BulkPlacement::default()
        };
        let build =
            |more: Option<Cidr>| FreeSpace::new(Family::Ipv4, [space.0].into_iter().chain(more), allocations.clone());
        let Err(error) = build(None).place_all(&requests, &how) else {
            continue;
        };
        let largest_first = BulkPlacement {
            order: BulkOrder::LargestFirst,
            ..how
        };
        match error.remedy {
            Some(Remedy::LargestFirst) => {
                assert!(build(None).place_all(&requests, &largest_first).is_ok());
                seen[0] += 1;
            }
            Some(Remedy::Provision(length)) => {
                let more = Cidr::canonicalize([172, 16, 0, 0].into(), length).unwrap().cidr;
                assert!(
                    build(Some(more)).place_all(&requests, &largest_first).is_ok(),
                    "{requests:?} {error}"
                );
                seen[1] += 1;
            }
            None => panic!("{error}"),
        }
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}

#[test]
fn what_does_not_fit_is_said() {
    let space = FreeSpace::new(Family::Ipv4, [cidr("10.0.0.0/22")], [cidr("10.0.1.0/24")]);
    let say = |lengths: &[u8], order| {
        let requests: Vec<_> = lengths.iter().copied().map(length).collect();
        let how = BulkPlacement {
            order,
            ..BulkPlacement::default()
        };
        space.place_all(&requests, &how).unwrap_err()
    };
    for (lengths, order, sentence) in [
        (
            &[24, 24, 24, 24][..],
            BulkOrder::LargestFirst,
            "a /24 does not fit; the largest free block is 10.0.2.0/23, and 768 addresses are free; another /24 would make room",
        ),
        (
            &[25, 24, 23],
            BulkOrder::LargestFirst,
            "a /25 does not fit; the largest free block is 10.0.2.0/23, and 768 addresses are free; another /25 would make room",
        ),
        (
            &[24, 25, 23],
            BulkOrder::AsListed,
            "a /23 does not fit; the largest free block is 10.0.2.0/23, and 768 addresses are free; another /23 would make room",
        ),
        (
            &[33, 24],
            BulkOrder::LargestFirst,
            "a /33 does not fit; the largest free block is 10.0.2.0/23, and 768 addresses are free",
        ),
        (
            &[21, 21, 30],
            BulkOrder::LargestFirst,
            "2 of 3 blocks do not fit; the largest free block is 10.0.2.0/23, and 768 addresses are free; another /20 would make room",
        ),
    ] {
        assert_eq!(say(lengths, order).to_string(), sentence, "{lengths:?}");
    }
    let listed = BulkPlacement {
        strategy: Strategy::Spread,
        order: BulkOrder::AsListed,
        ..BulkPlacement::default()
    };
    assert_eq!(
        space.place_all(&[25, 23].map(length), &listed).unwrap_err().to_string(),
        "a /23 does not fit; the largest free block is 10.0.2.0/23, and 768 addresses are free; \
         they fit when the largest are placed first"
    );
    let error = say(&[33, 21, 24, 24, 24, 24], BulkOrder::AsListed);
    let why: Vec<_> = error
        .unplaced
        .iter()
        .map(|unplaced| (unplaced.request, unplaced.why))
        .collect();
    assert_eq!(
        why,
        [
            (0, WhyUnplaced::NotInFamily),
            (1, WhyUnplaced::LargerThanPool),
            (5, WhyUnplaced::NoRoom)
        ]
    );
    assert_eq!(
        FreeSpace::new(Family::Ipv6, [], [])
            .place_all(&[length(64)], &BulkPlacement::default())
            .unwrap_err()
            .to_string(),
        "a /64 does not fit; nothing is free; another /64 would make room"
    );
    assert_eq!(space.place_all(&[], &BulkPlacement::default()), Ok(vec![]));
}

#[test]
fn results_come_in_the_order_of_the_request() {
    let space = FreeSpace::new(Family::Ipv4, [cidr("10.0.0.0/16")], []);
    let requests = [27, 24, 26, 24].map(length);
    let placed = space.place_all(&requests, &BulkPlacement::default()).unwrap();
    assert_eq!(
        placed,
        ["10.0.2.64/27", "10.0.0.0/24", "10.0.2.0/26", "10.0.1.0/24"].map(cidr)
    );
    let as_listed = BulkPlacement {
        order: BulkOrder::AsListed,
        ..BulkPlacement::default()
    };
    let placed = space.place_all(&requests, &as_listed).unwrap();
    assert_eq!(
        placed,
        ["10.0.0.0/27", "10.0.1.0/24", "10.0.0.64/26", "10.0.2.0/24"].map(cidr)
    );
}

#[test]
fn padding_ends_with_the_cidr_of_the_pool_and_lengths_of_another_family_are_none() {
    let pool = ["10.0.0.0/25", "10.0.0.128/25"].map(cidr);
    let space = FreeSpace::new(Family::Ipv4, pool, []);
    let how = BulkPlacement {
        padding: Some(length(25)),
        ..BulkPlacement::default()
    };
    assert_eq!(
        space.place_all(&[length(26); 2], &how).unwrap(),
        ["10.0.0.0/26", "10.0.0.128/26"].map(cidr)
    );
    assert!(space.place_all(&[length(26); 3], &how).is_err());
    let how = BulkPlacement {
        padding: Some(length(64)),
        alignment: Some(length(64)),
        ..BulkPlacement::default()
    };
    assert_eq!(
        space.place_all(&[length(26); 2], &how).unwrap(),
        ["10.0.0.0/26", "10.0.0.64/26"].map(cidr)
    );
    let whole = FreeSpace::new(Family::Ipv6, [Cidr::ALL_IPV6], []);
    let how = BulkPlacement {
        padding: Some(length(0)),
        alignment: Some(length(0)),
        ..BulkPlacement::default()
    };
    assert_eq!(whole.place_all(&[length(0)], &how).unwrap(), [Cidr::ALL_IPV6]);
    assert_eq!(
        whole
            .place_all(&[length(1), length(1)], &how)
            .unwrap_err()
            .unplaced
            .len(),
        1
    );
    assert_eq!(whole.free_size(), AddressCount::power_of_two(128).unwrap());
}
