use ipam_planner::address::{Cidr, FreeSpace, NetmaskLength, Strategy};

use super::super::{cidr, length};
use super::go_cidr::{host, single, subnet};
use super::{text, vectors};
use serde_json::Value;

/// Terraform's functions mean the same as ours, with three exceptions:
/// * an IPv4-mapped base (`::ffff:192.168.0.0/112`) is IPv4 to Terraform; here it is refused with the IPv4 block named;
/// * `cidrnetmask` prints a netmask, which the planner never shows: its length is what must agree;
/// * `cidrsubnets` and the subnets module append behind the last block and never fill the hole that an alignment left. As long
///   as no block is larger than one before it, there is no hole, and that is the lowest address. Otherwise only what comes
///   before the first hole is compared.
#[test]
fn terraform_agrees() {
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
            "cidrsubnets" => {
                let (bits, output) = (case["newbits"].as_array().unwrap(), case["output"].as_array());
                let output = output.map(|output| output.iter().map(|block| block.as_str().map(cidr)).collect());
                append(case, bits, output);
            }
            "hashicorp_subnets_module" => {
                let networks = case["networks"].as_array().unwrap();
                let bits: Vec<Value> = networks.iter().map(|network| network[1].clone()).collect();
                // A network without a name takes its place and is not shown.
                let named = |network: &Value| Some(cidr(text(&case["output"], network[0].as_str()?)));
                append(case, &bits, Some(networks.iter().map(named).collect()));
            }
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

fn append(case: &Value, bits: &[Value], output: Option<Vec<Option<Cidr>>>) {
    let base = Cidr::parse_lenient(text(case, "base")).unwrap().cidr;
    let mut space = FreeSpace::new(base.family(), [base], []);
    // Terraform adds 1 to 32 bits at a time: limits of its own.
    let Some(bits) = bits
        .iter()
        .map(|bits| bits.as_u64().filter(|bits| (1..=32).contains(bits)))
        .collect::<Option<Vec<_>>>()
    else {
        return assert_eq!(output, None, "{case}");
    };
    let lengths: Vec<u8> = bits
        .into_iter()
        .map(|bits| base.netmask_length().get() + bits as u8)
        .collect();
    // How many come before a block that is larger than the one before it.
    let before_hole = 1 + lengths.windows(2).take_while(|pair| pair[0] <= pair[1]).count();
    let placed: Vec<Option<Cidr>> = lengths
        .iter()
        .take(before_hole)
        .map(|bits| space.take_next(length(*bits), Strategy::LowestAddress))
        .collect();
    match output {
        Some(output) => {
            let shown: Vec<_> = placed
                .iter()
                .zip(&output)
                .filter(|(_, output)| output.is_some())
                .collect();
            assert!(
                shown.iter().all(|(placed, output)| placed == output),
                "{case} {placed:?}"
            );
        }
        None => assert!(placed.contains(&None), "{case}"),
    }
}
