use std::net::IpAddr;

use ipam_planner::address::{AddressCount, Cidr, Family};

use super::small_space::SmallSpace;
use super::{cidr, length};

#[test]
fn a_cidr_is_small() {
    assert!(size_of::<Cidr>() <= 24 && size_of::<Option<Cidr>>() <= 24);
}

#[test]
fn constructors_refuse_host_bits_lengths_and_addresses_that_do_not_fit() {
    assert_eq!(
        Cidr::from_bits(Family::Ipv4, 0x0a00_0000, length(8)),
        Some(cidr("10.0.0.0/8"))
    );
    assert_eq!(Cidr::from_bits(Family::Ipv4, 0x0a00_0001, length(8)), None);
    assert_eq!(Cidr::from_bits(Family::Ipv4, 0, length(33)), None);
    assert_eq!(Cidr::from_bits(Family::Ipv4, 1 << 32, length(0)), None);
    assert_eq!(Cidr::from_bits(Family::Ipv4, 1 << 32, length(32)), None);
    assert_eq!(
        Cidr::from_bits(Family::Ipv6, u128::MAX, length(128)).map(Cidr::last_bits),
        Some(u128::MAX)
    );
    assert_eq!(Cidr::from_bits(Family::Ipv6, 1, length(127)), None);
    let address: IpAddr = "10.1.2.3".parse().unwrap();
    assert_eq!(Cidr::new(address, length(32)), Some(cidr("10.1.2.3/32")));
    assert_eq!(Cidr::new(address, length(31)), None);
    assert_eq!(Cidr::new(address, length(64)), None);
    assert_eq!(
        Cidr::canonicalize(address, length(16)).map(|block| block.cidr),
        Some(cidr("10.1.0.0/16"))
    );
    assert_eq!(Cidr::canonicalize(address, length(33)), None);
}

#[test]
fn blocks_order_by_family_then_address_then_the_larger_first() {
    let sorted = [
        "0.0.0.0/0",
        "0.0.0.0/8",
        "9.255.255.255/32",
        "10.0.0.0/8",
        "10.0.0.0/9",
        "10.128.0.0/9",
        "255.255.255.255/32",
        "::/0",
        "::/128",
        "2001:db8::/32",
        "ff00::/8",
    ];
    let mut blocks: Vec<Cidr> = sorted.iter().rev().map(|text| cidr(text)).collect();
    blocks.sort();
    assert_eq!(blocks.iter().map(Cidr::to_string).collect::<Vec<_>>(), sorted);
}

#[test]
fn the_ends_of_a_block_are_its_first_and_last_address() {
    for (block, first, last) in [
        ("10.0.0.0/8", "10.0.0.0", "10.255.255.255"),
        ("0.0.0.0/0", "0.0.0.0", "255.255.255.255"),
        ("255.255.255.255/32", "255.255.255.255", "255.255.255.255"),
        ("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2001:db8::/127", "2001:db8::", "2001:db8::1"),
    ] {
        let block = cidr(block);
        assert_eq!(
            (block.first().to_string().as_str(), block.last().to_string().as_str()),
            (first, last)
        );
        assert!(block.contains_address(block.first()) && block.contains_address(block.last()));
    }
    assert!(!cidr("0.0.0.0/0").contains_address("::".parse().unwrap()));
    assert!(!cidr("::/0").contains_address("10.0.0.0".parse().unwrap()));
    assert!(!cidr("::/0").contains(cidr("10.0.0.0/8")) && !cidr("0.0.0.0/0").overlaps(cidr("::/0")));
    assert_eq!(Cidr::all(Family::Ipv4), cidr("0.0.0.0/0"));
    assert_eq!(Cidr::all(Family::Ipv6), cidr("::/0"));
}

#[test]
fn containing_is_what_it_is_address_by_address() {
    for space in SmallSpace::all() {
        let blocks: Vec<Cidr> = space.every_block().collect();
        for &a in &blocks {
            for &b in &blocks {
                let (x, y) = (space.offsets(a), space.offsets(b));
                assert_eq!(a.contains(b), x.start <= y.start && y.end <= x.end, "{a} {b}");
                assert_eq!(a.overlaps(b), x.start < y.end && y.start < x.end, "{a} {b}");
            }
        }
    }
}

#[test]
fn a_block_is_the_two_halves_of_its_parent_apart() {
    for space in SmallSpace::all() {
        for block in space.every_block().skip(1) {
            let (parent, sibling) = (block.parent().unwrap(), block.sibling().unwrap());
            let mut halves = [block, sibling];
            halves.sort();
            assert_eq!(parent.halves(), Some(halves), "{block}");
            assert_eq!(block.join(sibling), Some(parent));
            assert_eq!(sibling.join(block), Some(parent));
            assert_eq!(block.join(block), None);
            assert_eq!(block.join(parent), None);
            assert_eq!(parent.size(), block.size() + block.size());
            assert_eq!(block.supernet(space.0.netmask_length()), Some(space.0));
            assert_eq!(block.supernet(block.netmask_length()), Some(block));
        }
    }
    for (whole, single) in [("0.0.0.0/0", "255.255.255.255/32"), ("::/0", "::/128")] {
        let (whole, single) = (cidr(whole), cidr(single));
        assert_eq!((whole.parent(), whole.sibling(), whole.join(whole)), (None, None, None));
        assert_eq!(single.halves(), None);
        assert_eq!(whole.supernet(length(1)), None);
    }
    // Neighbours of one size that have no common parent.
    assert_eq!(cidr("10.0.1.0/24").join(cidr("10.0.2.0/24")), None);
    assert_eq!(cidr("0.0.0.0/1").join(cidr("8000::/1")), None);
}

#[test]
fn neighbours_end_where_the_family_ends() {
    for (block, previous, next) in [
        ("10.0.0.0/24", Some("9.255.255.0/24"), Some("10.0.1.0/24")),
        ("0.0.0.0/26", None, Some("0.0.0.64/26")),
        ("255.255.255.192/26", Some("255.255.255.128/26"), None),
        ("255.255.255.255/32", Some("255.255.255.254/32"), None),
        ("0.0.0.0/0", None, None),
        ("::/0", None, None),
        ("::/64", None, Some("0:0:0:1::/64")),
        (
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
            Some("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/128"),
            None,
        ),
    ] {
        assert_eq!(cidr(block).previous(), previous.map(cidr), "before {block}");
        assert_eq!(cidr(block).next(), next.map(cidr), "after {block}");
    }
}

#[test]
fn splitting_gives_every_block_of_the_length_from_both_ends() {
    for space in SmallSpace::all() {
        for block in space.every_block() {
            for bits in 0..=space.0.family().bits() - block.netmask_length().get() {
                let expected: Vec<Cidr> = space
                    .every_block()
                    .filter(|inner| inner.netmask_length() == space.length(bits) && block.contains(*inner))
                    .collect();
                let split = block.split(space.length(bits)).unwrap();
                assert_eq!(split.remaining(), AddressCount::new(expected.len() as u128));
                assert_eq!(split.size_hint(), (expected.len(), Some(expected.len())));
                assert!(split.clone().eq(expected.iter().copied()), "{block}");
                assert!(split.rev().eq(expected.iter().rev().copied()), "{block}");
                for (index, inner) in expected.iter().enumerate() {
                    assert_eq!(block.nth(index as u128, space.length(bits)), Some(*inner));
                    assert_eq!(block.split(space.length(bits)).unwrap().nth(index), Some(*inner));
                }
                assert_eq!(block.nth(expected.len() as u128, space.length(bits)), None);
                assert_eq!(block.split(space.length(bits)).unwrap().nth(expected.len()), None);
            }
        }
    }
}

#[test]
fn splitting_from_both_ends_meets_in_the_middle() {
    let mut split = cidr("10.0.0.0/30").split(length(32)).unwrap();
    assert_eq!(split.next(), Some(cidr("10.0.0.0/32")));
    assert_eq!(split.next_back(), Some(cidr("10.0.0.3/32")));
    assert_eq!(split.remaining(), AddressCount::new(2));
    assert_eq!(split.next_back(), Some(cidr("10.0.0.2/32")));
    assert_eq!(split.next(), Some(cidr("10.0.0.1/32")));
    assert_eq!(
        (split.next(), split.next_back(), split.remaining()),
        (None, None, AddressCount::ZERO)
    );
}

#[test]
fn a_split_of_everything_is_never_collected() {
    let mut split = cidr("::/0").split(length(128)).unwrap();
    assert_eq!(split.remaining(), cidr("::/0").size());
    assert_eq!(split.size_hint(), (usize::MAX, None));
    assert_eq!(split.next(), Some(cidr("::/128")));
    assert_eq!(
        split.next_back(),
        Some(cidr("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"))
    );
    assert_eq!(split.nth(usize::MAX), Some(cidr("::1:0:0:0:0/128")));
    assert_eq!(
        cidr("::/0").nth(u128::MAX, length(128)),
        Some(cidr("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"))
    );
    assert_eq!(cidr("::/0").nth(0, length(0)), Some(cidr("::/0")));
    assert_eq!(cidr("::/0").nth(1, length(0)), None);
    assert_eq!(cidr("::/0").nth(1, length(1)), Some(cidr("8000::/1")));
    assert_eq!(
        cidr("0.0.0.0/0").nth(u128::from(u32::MAX), length(32)),
        Some(cidr("255.255.255.255/32"))
    );
    assert_eq!(cidr("0.0.0.0/0").nth(1 << 32, length(32)), None);
    assert_eq!(cidr("0.0.0.0/0").split(length(33)), None);
    assert_eq!(cidr("10.0.0.0/16").split(length(15)), None);
}
