use ipam_planner::address::{AddressCount, Cidr, NetmaskLength};
use serde_json::Value;

use super::super::cidr;
use super::{text, texts, vectors};

#[test]
fn go_cidr_agrees() {
    let file = vectors(include_str!("../../../fixtures/vectors/go_cidr.json"));
    for case in file["cases"].as_array().unwrap() {
        match text(case, "op") {
            "cidrsubnet" => assert_eq!(subnet(case), case["output"].as_str().map(cidr), "{case}"),
            "cidrhost" => assert_eq!(host(case, "range"), case["output"].as_str().map(single), "{case}"),
            "verify_no_overlap" => assert_eq!(fit_side_by_side(case), case["ok"].as_bool().unwrap(), "{case}"),
            // Theirs goes on at the other end of the family and says so; ours has no neighbour there.
            "next_subnet" => assert_eq!(cidr(text(case, "net")).next(), neighbour(case), "{case}"),
            "previous_subnet" => assert_eq!(cidr(text(case, "net")).previous(), neighbour(case), "{case}"),
            "address_range" => {
                let net = cidr(text(case, "net"));
                assert_eq!(net.first().to_string(), text(case, "first"));
                assert_eq!(net.last().to_string(), text(case, "last"));
            }
            "address_count" => {
                let count: AddressCount = text(case, "count_expr_go").parse().unwrap();
                assert_eq!(cidr(text(case, "net")).size(), count, "{case}");
            }
            other => panic!("unknown operation {other}"),
        }
    }
}

/// `cidrsubnet`: block number `num` of those `bits` longer than the base. Their base may have host bits.
pub(super) fn subnet(case: &Value) -> Option<Cidr> {
    let base = Cidr::parse_lenient(text(case, "base")).ok()?.cidr;
    let bits = u8::try_from(case["bits"].as_u64().unwrap()).unwrap();
    let length = NetmaskLength::new(base.netmask_length().get() + bits)?;
    base.nth(u128::from(case["num"].as_u64().unwrap()), length)
}

/// `cidrhost`: address number `num`, from the end when negative.
pub(super) fn host(case: &Value, base: &str) -> Option<Cidr> {
    let base = Cidr::parse_lenient(text(case, base)).ok()?.cidr;
    let mut addresses = base.split(base.family().longest())?;
    let number = case["num"].as_i64().unwrap();
    let skip = |number: u64| usize::try_from(number).unwrap();
    if number < 0 {
        addresses.nth_back(skip(number.unsigned_abs() - 1))
    } else {
        addresses.nth(skip(number.unsigned_abs()))
    }
}

/// The block of one address.
pub(super) fn single(address: &str) -> Cidr {
    let address: std::net::IpAddr = address.parse().unwrap();
    Cidr::new(
        address,
        NetmaskLength::new(if address.is_ipv4() { 32 } else { 128 }).unwrap(),
    )
    .unwrap()
}

fn neighbour(case: &Value) -> Option<Cidr> {
    (!case["rollover"].as_bool().unwrap()).then(|| cidr(text(case, "want")))
}

fn fit_side_by_side(case: &Value) -> bool {
    let parent = cidr(text(case, "parent"));
    let children: Vec<Cidr> = texts(case, "children").into_iter().map(cidr).collect();
    children.iter().all(|child| parent.contains(*child))
        && children
            .iter()
            .enumerate()
            .all(|(index, a)| children[..index].iter().all(|b| !a.overlaps(*b)))
}
