use std::net::IpAddr;

use ipam_planner::address::{BlockSet, Blocks, Cidr, Family, FreeSpace, Strategy};
use serde_json::Value;

use super::super::{cidr, length};
use super::go_cidr::single;
use super::{text, texts, vectors};

/// netipx agrees on all sets, and its `remove_free_prefix` is best fit. Addresses with a zone (`fd00::%a`) are in none of its
/// sets; here they are no addresses.
#[test]
fn netipx_agrees() {
    let file = vectors(include_str!("../../../fixtures/vectors/netipx_ipset.json"));
    for case in file["cases"].as_array().unwrap() {
        match text(case, "op") {
            "ipset" => {
                let set = build(case);
                let blocks: Vec<Cidr> = texts(case, "prefixes").into_iter().map(cidr).collect();
                assert_eq!(set.blocks().collect::<Vec<_>>(), blocks, "{case}");
                let ranges = [Family::Ipv4, Family::Ipv6]
                    .into_iter()
                    .flat_map(|family| set.ranges_of(family));
                let ranges: Vec<String> = ranges.map(|(first, last)| format!("{first}-{last}")).collect();
                assert_eq!(ranges, texts(case, "ranges"), "{case}");
            }
            "set_overlaps" => {
                let [a, b] =
                    ["a", "b"].map(|field| texts(case, field).into_iter().flat_map(range).collect::<BlockSet>());
                assert_eq!(
                    !a.intersection(&b).is_empty(),
                    case["want"].as_bool().unwrap(),
                    "{case}"
                );
            }
            "set_contains" => {
                let set: BlockSet = texts(case, "set").into_iter().map(cidr).collect();
                let held = text(case, "ip")
                    .parse::<IpAddr>()
                    .is_ok_and(|address| set.contains_address(address));
                assert_eq!(held, case["want"].as_bool().unwrap(), "{case}");
            }
            "remove_free_prefix" => {
                let free: Vec<Cidr> = build(case).blocks().collect();
                let mut space = FreeSpace::new(Family::Ipv4, free, []);
                let bits = u8::try_from(case["bits"].as_u64().unwrap()).unwrap();
                let taken = space.take_next(length(bits), Strategy::BestFit);
                assert_eq!(
                    taken,
                    case["ok"].as_bool().unwrap().then(|| cidr(text(case, "prefix"))),
                    "{case}"
                );
                assert_eq!(
                    space.free_blocks(),
                    texts(case, "remaining").into_iter().map(cidr).collect::<Vec<_>>()
                );
            }
            other => panic!("unknown operation {other}"),
        }
    }
}

/// The set after the steps of a case.
fn build(case: &Value) -> BlockSet {
    let mut set = BlockSet::new();
    for step in case["steps"].as_array().unwrap() {
        let (operation, operand) = (step[0].as_str().unwrap(), step[1].as_str().unwrap());
        match operation {
            "Add" => set.insert(single(operand)),
            "Remove" => set.remove(single(operand)),
            "AddPrefix" => set.insert(cidr(operand)),
            "RemovePrefix" => set.remove(cidr(operand)),
            "AddRange" => set.extend(range(operand)),
            "RemoveRange" => range(operand).for_each(|block| set.remove(block)),
            "Intersect" => set = set.intersection(&range(operand).collect()),
            "Complement" => {
                let [ipv4, ipv6] = [Cidr::ALL_IPV4, Cidr::ALL_IPV6].map(|whole| set.complement_within(whole));
                set = ipv4.union(&ipv6);
            }
            other => panic!("unknown step {other}"),
        }
    }
    set
}

fn range(text: &str) -> Blocks {
    let (first, last) = text.split_once('-').unwrap();
    Blocks::between(first.parse().unwrap(), last.parse().unwrap()).unwrap()
}
