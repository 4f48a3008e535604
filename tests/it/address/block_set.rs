use ipam_planner::address::{AddressCount, BlockSet, Blocks, Cidr, Family};

use super::cidr;
use super::random::Random;
use super::small_space::{SIZE, SmallSpace};

/// The blocks of a bitmap, found the slow way: the largest block at each address that is wholly set.
fn naive_blocks(space: SmallSpace, held: &[bool; SIZE]) -> Vec<Cidr> {
    let mut blocks: Vec<Cidr> = Vec::new();
    for block in space.every_block() {
        if space.offsets(block).all(|offset| held[offset]) && !blocks.iter().any(|larger| larger.contains(block)) {
            blocks.push(block);
        }
    }
    blocks.sort();
    blocks
}

#[test]
fn a_set_is_what_a_bitmap_is() {
    for (space, seed) in SmallSpace::all().zip(1..) {
        let mut random = Random::new(seed);
        let (mut set, mut held) = (BlockSet::new(), [false; SIZE]);
        for _ in 0..120 {
            let block = space.random_block(&mut random);
            let insert = random.once_in(2);
            if insert {
                set.insert(block)
            } else {
                set.remove(block)
            }
            space.offsets(block).for_each(|offset| held[offset] = insert);

            assert_eq!(set.blocks().collect::<Vec<_>>(), naive_blocks(space, &held));
            let free = naive_blocks(space, &held.map(|held| !held));
            assert_eq!(set.free_blocks_within(space.0).collect::<Vec<_>>(), free);
            assert_eq!(set.complement_within(space.0).blocks().collect::<Vec<_>>(), free);
            assert_eq!(
                set.size(),
                AddressCount::new(held.iter().filter(|held| **held).count() as u128)
            );
            assert_eq!(set.is_empty(), !held.contains(&true));

            let asked = space.random_block(&mut random);
            let among = || space.offsets(asked).map(|offset| held[offset]);
            assert_eq!(set.contains(asked), among().all(|held| held), "{asked}");
            assert_eq!(set.intersects(asked), among().any(|held| held), "{asked}");
            assert_eq!(set.contains_address(asked.first()), among().next() == Some(true));
            assert_eq!(
                set.size_within(asked),
                AddressCount::new(among().filter(|held| *held).count() as u128)
            );
            let free_inside: Vec<Cidr> = {
                let mut only = [false; SIZE];
                space.offsets(asked).for_each(|offset| only[offset] = !held[offset]);
                naive_blocks(space, &only)
            };
            assert_eq!(set.free_blocks_within(asked).collect::<Vec<_>>(), free_inside);
            let largest = free_inside.iter().map(|block| block.netmask_length()).min();
            let largest = free_inside
                .into_iter()
                .find(|block| Some(block.netmask_length()) == largest);
            assert_eq!(set.largest_free_block_within(asked), largest);
        }
    }
}

#[test]
fn union_and_intersection_are_those_of_bitmaps() {
    for (space, seed) in SmallSpace::all().zip(100..) {
        let mut random = Random::new(seed);
        for _ in 0..100 {
            let mut some =
                |count: usize| -> Vec<Cidr> { (0..count).map(|_| space.random_block(&mut random)).collect() };
            let (a, b) = (some(12), some(3));
            let bitmap = |blocks: &[Cidr]| {
                let mut held = [false; SIZE];
                blocks
                    .iter()
                    .flat_map(|block| space.offsets(*block))
                    .for_each(|offset| held[offset] = true);
                held
            };
            let (a_held, b_held) = (bitmap(&a), bitmap(&b));
            let (a, b): (BlockSet, BlockSet) = (a.into_iter().collect(), b.into_iter().collect());
            let either = naive_blocks(space, &std::array::from_fn(|at| a_held[at] || b_held[at]));
            let both = naive_blocks(space, &std::array::from_fn(|at| a_held[at] && b_held[at]));
            assert_eq!(a.union(&b).blocks().collect::<Vec<_>>(), either);
            assert_eq!(b.union(&a), a.union(&b));
            assert_eq!(a.intersection(&b).blocks().collect::<Vec<_>>(), both);
            assert_eq!(b.intersection(&a), a.intersection(&b));
        }
    }
}

#[test]
fn equal_sets_are_equal_however_they_were_put_together() {
    let halves: BlockSet = [cidr("10.128.0.0/9"), cidr("10.0.0.0/9")].into_iter().collect();
    let pieces: BlockSet = cidr("10.0.0.0/8").split(super::length(12)).unwrap().collect();
    let whole: BlockSet = [cidr("10.0.0.0/8"), cidr("10.1.2.3/32")].into_iter().collect();
    assert_eq!(halves, whole);
    assert_eq!(pieces, whole);
}

#[test]
fn whole_families_can_be_held_and_left() {
    for family in [Family::Ipv4, Family::Ipv6] {
        let whole = Cidr::all(family);
        let mut set = BlockSet::new();
        assert_eq!(set.largest_free_block_within(whole), Some(whole));
        assert_eq!(set.complement_within(whole).blocks().collect::<Vec<_>>(), [whole]);
        set.insert(whole);
        assert_eq!(
            (set.size(), set.blocks().collect::<Vec<_>>()),
            (whole.size(), vec![whole])
        );
        assert_eq!(set.free_blocks_within(whole).next(), None);
        let [last, first] = [whole.last(), whole.first()].map(|end| Cidr::new(end, family.longest()).unwrap());
        set.remove(first);
        set.remove(last);
        assert_eq!(set.free_blocks_within(whole).collect::<Vec<_>>(), [first, last]);
        assert_eq!(set.blocks().count(), 2 * usize::from(family.bits() - 1));
        set.insert(last);
        set.insert(first);
        assert_eq!(set.blocks().collect::<Vec<_>>(), [whole]);
    }
    let both: BlockSet = [Cidr::ALL_IPV6, Cidr::ALL_IPV4].into_iter().collect();
    assert_eq!(both.blocks().collect::<Vec<_>>(), [Cidr::ALL_IPV4, Cidr::ALL_IPV6]);
    assert_eq!(both.size(), Cidr::ALL_IPV4.size() + Cidr::ALL_IPV6.size());
}

#[test]
fn a_range_of_addresses_is_the_fewest_blocks() {
    let between = |first: &str, last: &str| {
        let blocks = Blocks::between(first.parse().unwrap(), last.parse().unwrap());
        blocks.map(|blocks| blocks.map(|block| block.to_string()).collect::<Vec<_>>())
    };
    for (first, last, blocks) in [
        ("10.0.0.0", "10.255.255.255", &["10.0.0.0/8"][..]),
        (
            "10.0.0.1",
            "10.0.0.6",
            &["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/31", "10.0.0.6/32"],
        ),
        ("0.0.0.0", "255.255.255.255", &["0.0.0.0/0"]),
        ("255.255.255.255", "255.255.255.255", &["255.255.255.255/32"]),
        ("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", &["::/0"]),
        ("::1", "::3", &["::1/128", "::2/127"]),
    ] {
        assert_eq!(between(first, last).unwrap(), blocks);
    }
    assert_eq!(between("10.0.0.1", "10.0.0.0"), None);
    assert_eq!(between("10.0.0.1", "::1"), None);
}
