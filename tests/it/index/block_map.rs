//! Which blocks meet a CIDR, against a look at each.

use std::collections::BTreeSet;

use ipam_planner::address::{Cidr, Family, NetmaskLength};
use ipam_planner::plan::index::{Block, BlockMap, Placed};

use super::random_plan::random_block;
use crate::support::Random;

fn placed(number: usize, cidr: Cidr) -> Placed {
    let block = match number % 3 {
        0 => Block::PoolCidr(format!("b{number}").parse().unwrap()),
        1 => Block::Subnet(format!("b{number}").parse().unwrap()),
        _ => Block::VpcCidr(format!("b{number}").parse().unwrap()),
    };
    Placed { cidr, block }
}

fn assert_meets(map: &BlockMap, all: &[Placed], cidr: Cidr) {
    let naive = |which: &dyn Fn(Cidr) -> bool| -> Vec<Placed> {
        let found: BTreeSet<Placed> = all.iter().copied().filter(|placed| which(placed.cidr)).collect();
        found.into_iter().collect()
    };
    let inside: Vec<Placed> = map.inside(cidr).collect();
    let around: Vec<Placed> = map.around(cidr).collect();
    assert_eq!(inside, naive(&|other| cidr.contains(other)), "inside {cidr}");
    assert_eq!(
        around,
        naive(&|other| other != cidr && other.contains(cidr)),
        "around {cidr}"
    );
    let meeting: Vec<Placed> = map.meeting(cidr).collect();
    assert_eq!(meeting, [around, inside].concat());
}

#[test]
fn what_meets_a_block_is_what_a_look_at_each_finds() {
    for seed in 1..=200 {
        let mut random = Random::new(seed);
        let count = random.below(40);
        let all: Vec<Placed> = (0..count)
            .map(|number| placed(number, random_block(&mut random)))
            .collect();
        let map: BlockMap = all.iter().copied().collect();
        assert_eq!((map.len(), map.is_empty()), (count, count == 0));
        assert!(map.iter().is_sorted());
        for _ in 0..40 {
            assert_meets(&map, &all, random_block(&mut random));
        }
        for whole in [Cidr::ALL_IPV4, Cidr::ALL_IPV6] {
            assert_meets(&map, &all, whole);
        }
    }
}

#[test]
fn the_ends_of_both_families_are_no_exception() {
    let mut all = Vec::new();
    for family in [Family::Ipv4, Family::Ipv6] {
        let whole = Cidr::all(family);
        for length in [0, 1, 8, family.bits() - 1, family.bits()].map(|bits| NetmaskLength::new(bits).unwrap()) {
            let last = Cidr::canonicalize(whole.last(), length).unwrap().cidr;
            let first = Cidr::canonicalize(whole.first(), length).unwrap().cidr;
            all.extend([first, last, first]);
        }
    }
    let all: Vec<Placed> = all
        .into_iter()
        .enumerate()
        .map(|(number, cidr)| placed(number, cidr))
        .collect();
    let map: BlockMap = all.iter().copied().collect();
    for asked in &all {
        assert_meets(&map, &all, asked.cidr);
    }
}
