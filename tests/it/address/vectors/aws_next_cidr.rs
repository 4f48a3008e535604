use ipam_planner::address::{Cidr, Family, FreeSpace, NetmaskLength, Strategy};

use super::super::cidr;
use super::{text, texts, vectors};

/// What AWS gave in the acceptance tests of the Terraform provider. Two cases name no CIDR that AWS chose: in one the CIDR
/// was asked for, in the other only the length of what came back is known.
#[test]
fn aws_gives_the_lowest_address() {
    let file = vectors(include_str!("../../../fixtures/vectors/aws_next_cidr.json"));
    for case in file["vectors"].as_array().unwrap() {
        let pool = |field| texts(case, field).into_iter().map(cidr).collect::<Vec<Cidr>>();
        if let Some(expected) = case["expect"].as_str() {
            let space = FreeSpace::new(Family::Ipv4, pool("pool"), pool("allocations"));
            let length = text(case, "request")
                .trim_start_matches('/')
                .parse()
                .ok()
                .and_then(NetmaskLength::new)
                .unwrap();
            let ask = || space.find_allowed(length, Strategy::LowestAddress, &pool("disallowed"));
            assert_eq!(ask(), Some(cidr(expected)), "{case}");
            assert_eq!(ask(), Some(cidr(expected)), "asking does not take");
        } else if let Some(asked) = case["request"].as_str() {
            let asked = cidr(asked.trim_start_matches("explicit "));
            assert!(
                FreeSpace::new(Family::Ipv4, pool("pool"), []).take(asked).is_ok(),
                "{case}"
            );
        } else {
            let parent = FreeSpace::new(Family::Ipv4, pool("parent_pool"), []);
            let length = u8::try_from(case["expect_prefixlen"].as_u64().unwrap())
                .ok()
                .and_then(NetmaskLength::new)
                .unwrap();
            let child = parent.find(length, Strategy::LowestAddress).unwrap();
            assert_eq!(child.netmask_length(), length);
        }
    }
}
