use ipam_planner::address::{BlockSet, Cidr, FreeSpace, NetmaskLength, Overlaps, Strategy};
use serde_json::Value;

use super::super::{cidr, length};
use super::{text, texts, vectors};

/// go-ipam places by best fit. It counts free space in blocks of /30 or /126, the smallest it hands out,
/// which is why a /31 has none there; here a /31 is a block like any other.
#[test]
fn go_ipam_agrees() {
    let file = vectors(include_str!("../../../fixtures/vectors/go_ipam.json"));
    for case in file["cases"].as_array().unwrap() {
        match text(case, "op") {
            "overlap_new_against_existing" => {
                let existing = texts(case, "existing").into_iter().map(cidr);
                let new = texts(case, "new").into_iter().map(cidr);
                let overlap = Overlaps::among(existing.chain(new)).pair_count() > 0;
                assert_eq!(overlap, case["overlap"].as_bool().unwrap(), "{case}");
            }
            "available_prefixes_empty_pool" => {
                let free: Vec<Cidr> = text(case, "cidr")
                    .parse()
                    .into_iter()
                    .filter(|pool| quads(*pool) > 0)
                    .collect();
                assert_eq!(
                    free,
                    texts(case, "available").into_iter().map(cidr).collect::<Vec<_>>(),
                    "{case}"
                );
                let total: u128 = free.into_iter().map(quads).sum();
                assert_eq!(total, u128::from(case["total_quads"].as_u64().unwrap()), "{case}");
            }
            "free_quads" => {
                let children: BlockSet = texts(case, "children").into_iter().map(cidr).collect();
                let free: u128 = children.free_blocks_within(cidr(text(case, "pool"))).map(quads).sum();
                assert_eq!(
                    free,
                    u128::from(case["free_in_slash30_or_126_units"].as_u64().unwrap()),
                    "{case}"
                );
            }
            "sequence" => run(case),
            "concurrency" => fill(case),
            other => panic!("unknown operation {other}"),
        }
    }
}

/// How many blocks of /30 or /126 a block holds.
fn quads(block: Cidr) -> u128 {
    let quad = length(block.family().bits() - 2);
    block
        .split(quad)
        .map_or(0, |quads| quads.remaining().to_u128().unwrap())
}

/// Takes and gives back as a sequence says. Its refusal of a /21 names the largest free block, as ours does.
fn run(case: &Value) {
    let pool = cidr(text(case, "pool"));
    let mut space = FreeSpace::new(pool.family(), [pool], []);
    let mut taken: Vec<Cidr> = Vec::new();
    let number = |step: &Value, field: &str| step[field].as_u64().map(u128::from);
    for step in case["steps"].as_array().unwrap() {
        if let Some(bits) = number(step, "alloc") {
            let block = space.take_next(length(bits as u8), Strategy::BestFit);
            if let Some(error) = step["want_error"].as_str() {
                assert_eq!(block, None, "{step}");
                let largest = space.largest_free_block().unwrap();
                assert!(
                    error.contains(&largest.to_string()) || error.contains(&largest.netmask_length().to_string()),
                    "{error}"
                );
            } else {
                taken.push(block.unwrap());
                assert!(
                    step["want"].is_null() || block == Some(cidr(text(step, "want"))),
                    "{step} {block:?}"
                );
            }
        } else {
            let block = match text(step, "free") {
                "first" => taken[0],
                "second" => taken[1],
                block => cidr(block),
            };
            assert_eq!(
                space.give_back(block).is_err(),
                step["want_error"].is_string(),
                "{step}"
            );
        }
        if step["free_after"].is_array() {
            assert_eq!(
                space.free_blocks(),
                texts(step, "free_after").into_iter().map(cidr).collect::<Vec<_>>(),
                "{step}"
            );
        }
        if let Some(free) = number(step, "free_quads_after") {
            assert_eq!(space.capacity(length(30)).to_u128(), Some(free), "{step}");
        }
    }
}

/// A hundred blocks that do not overlap, and all can be given back. (In parallel there; there is one thread here.)
fn fill(case: &Value) {
    let pool = cidr(text(case, "pool"));
    let mut space = FreeSpace::new(pool.family(), [pool], []);
    let length = NetmaskLength::new(u8::try_from(case["len"].as_u64().unwrap()).unwrap()).unwrap();
    let count = usize::try_from(case["parallel_allocs"].as_u64().unwrap()).unwrap();
    let taken: Vec<Cidr> = (0..count)
        .map(|_| space.take_next(length, Strategy::BestFit).unwrap())
        .collect();
    assert_eq!(Overlaps::among(taken.iter().copied()).pair_count(), 0);
    taken.into_iter().for_each(|block| space.give_back(block).unwrap());
    assert_eq!(space.free_blocks(), [pool]);
}
