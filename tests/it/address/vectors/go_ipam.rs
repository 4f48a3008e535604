use ipam_planner::address::{BlockSet, Cidr, Overlaps};

use super::super::{cidr, length};
use super::{text, texts, vectors};

/// go-ipam agrees on overlaps and free space. It counts free space in blocks of /30 or /126, the smallest it hands out,
/// which is why a /31 has none there; here a /31 is a block like any other. Its sequences and its parallel allocations are
/// placement: see the tests there.
#[test]
fn go_ipam_agrees_on_overlaps_and_free_space() {
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
            "sequence" | "concurrency" => {}
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
