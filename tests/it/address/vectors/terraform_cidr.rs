use ipam_planner::address::{Cidr, NetmaskLength};

use super::super::cidr;
use super::go_cidr::{host, single, subnet};
use super::{text, vectors};

/// Terraform's functions on one block mean the same as ours, with three exceptions:
/// * an IPv4-mapped base (`::ffff:192.168.0.0/112`) is IPv4 to Terraform; here it is refused with the IPv4 block named;
/// * `cidrnetmask` prints a netmask, which the planner never shows: its length is what must agree;
/// * `cidrsubnets` and the subnets module only ever append behind the last block: see the tests of placement.
#[test]
fn terraform_agrees_on_one_block() {
    let file = vectors(include_str!("../../../fixtures/vectors/terraform_cidr.json"));
    for case in file["cases"].as_array().unwrap() {
        match text(case, "op") {
            "cidrsubnet" if text(case, "base").starts_with("::ffff:") => {
                let error = text(case, "base").parse::<Cidr>().unwrap_err().to_string();
                assert!(error.ends_with("write the IPv4 block 192.168.0.0/16"), "{error}");
            }
            "cidrsubnet" => assert_eq!(subnet(case), case["output"].as_str().map(cidr), "{case}"),
            "cidrhost" => assert_eq!(host(case, "base"), case["output"].as_str().map(single), "{case}"),
            "cidrnetmask" => {
                let base = Cidr::parse_lenient(text(case, "base"))
                    .ok()
                    .map(|base| base.cidr.netmask_length());
                assert_eq!(base, case["output"].as_str().map(ones), "{case}");
            }
            "cidrsubnets" | "hashicorp_subnets_module" => {}
            other => panic!("unknown operation {other}"),
        }
    }
}

/// The length of a netmask, counted bit by bit.
fn ones(mask: &str) -> NetmaskLength {
    let bits = match mask.parse().unwrap() {
        std::net::IpAddr::V4(mask) => mask.to_bits().count_ones(),
        std::net::IpAddr::V6(mask) => mask.to_bits().count_ones(),
    };
    NetmaskLength::new(u8::try_from(bits).unwrap()).unwrap()
}
