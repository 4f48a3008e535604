use ipam_planner::address::{BulkOrder, BulkPlacement, Cidr, Family, FreeSpace, NetmaskLength};
use serde_json::Value;

use super::super::cidr;
use super::{text, texts, vectors};

/// The subnet calculator places each block behind the one before and never goes back, so it leaves holes that a later block
/// would fit. Here the lowest address is the lowest address: in this case blocks come earlier, and all differ for that
/// reason alone.
const FILLS_HOLES: (&str, [(&str, &str); 6]) = (
    "should not create duplicate allocations with 6 subnets",
    [
        ("aks-system", "10.0.0.0/26"),
        ("aks-ingress", "10.0.0.64/27"),
        ("aks-app", "10.0.1.0/24"),
        ("AzureBastionSubnet", "10.0.0.128/26"),
        ("app-gw", "10.0.2.0/25"),
        ("AzureFirewallSubnet", "10.0.0.192/26"),
    ],
);

#[test]
fn bulk_requests_are_placed_as_the_subnet_calculator_places_them() {
    let file = vectors(include_str!("../../../fixtures/vectors/bulk_allocation.json"));
    for case in file["cases"].as_array().unwrap() {
        let requests: Option<Vec<_>> = texts(case, "requests").into_iter().map(request).collect();
        let expects_error = case["expects_error"].as_bool().unwrap();
        // A line that is no request never gets as far as placement.
        let Some(requests) = requests else {
            assert!(expects_error, "{case}");
            continue;
        };
        let space = FreeSpace::new(Family::Ipv4, [cidr(text(case, "base"))], []);
        let order = if case["order"].is_string() {
            BulkOrder::LargestFirst
        } else {
            BulkOrder::AsListed
        };
        let (padding, alignment) = (length(&case["padding"]), length(&case["align"]));
        let lengths: Vec<_> = requests.iter().map(|(_, length)| *length).collect();
        let placed = space.place_all(
            &lengths,
            &BulkPlacement {
                order,
                padding,
                alignment,
                ..BulkPlacement::default()
            },
        );
        assert_eq!(placed.is_err(), expects_error, "{case}");
        for ((name, _), block) in requests.iter().zip(placed.into_iter().flatten()) {
            assert_eq!(block, expected(case, name), "{name} in {case}");
        }
    }
}

fn expected(case: &Value, name: &str) -> Cidr {
    let (exception, blocks) = FILLS_HOLES;
    if text(case, "test") == exception {
        cidr(blocks.iter().find(|(exception, _)| *exception == name).unwrap().1)
    } else {
        cidr(text(&case["expected"], name))
    }
}

/// `name /24` or `name 24`.
fn request(line: &str) -> Option<(&str, NetmaskLength)> {
    let (name, length) = line.rsplit_once(' ')?;
    Some((
        name,
        length
            .trim_start_matches('/')
            .parse()
            .ok()
            .and_then(NetmaskLength::new)?,
    ))
}

fn length(value: &Value) -> Option<NetmaskLength> {
    value
        .as_str()?
        .trim_start_matches('/')
        .parse()
        .ok()
        .and_then(NetmaskLength::new)
}
