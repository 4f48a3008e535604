//! Prices: what is published, what is assumed, and where there is none.

use ipam_planner::cost::{Charge, Currency, PriceBasis, price, published};
use ipam_planner::plan::REGIONS;

#[test]
fn a_price_says_what_it_rests_on() {
    let cases = [
        ("ap-southeast-1", PriceBasis::Published, PriceBasis::Published),
        ("eu-central-1", PriceBasis::Assumed, PriceBasis::Published),
        ("us-east-1", PriceBasis::Assumed, PriceBasis::Published),
        (
            "us-gov-west-1",
            PriceBasis::NoneForPartition,
            PriceBasis::NoneForPartition,
        ),
        ("cn-north-1", PriceBasis::NoneForPartition, PriceBasis::NoneForPartition),
        (
            "eusc-de-east-1",
            PriceBasis::NoneForPartition,
            PriceBasis::NoneForPartition,
        ),
        (
            "us-iso-east-1",
            PriceBasis::NoneForPartition,
            PriceBasis::NoneForPartition,
        ),
        ("eu-zentral-1", PriceBasis::UnknownRegion, PriceBasis::UnknownRegion),
    ];
    for (region, ipam, public_ipv4) in cases {
        let region = region.parse().unwrap();
        for (charge, basis, rate) in [
            (Charge::Ipam, ipam, "0.00027"),
            (Charge::PublicIpv4, public_ipv4, "0.005"),
        ] {
            let price = price(charge, region);
            assert_eq!(price.basis, basis, "{region}");
            let has_rate = matches!(basis, PriceBasis::Published | PriceBasis::Assumed);
            assert_eq!(
                price.rate.map(|rate| rate.to_string()).as_deref(),
                has_rate.then_some(rate)
            );
        }
    }
}

#[test]
fn every_listed_region_of_the_commercial_partition_has_a_price_and_no_other() {
    for listing in REGIONS {
        for charge in [Charge::Ipam, Charge::PublicIpv4] {
            let price = price(charge, listing.code.parse().unwrap());
            assert_eq!(price.rate.is_some(), listing.partition == "aws", "{}", listing.code);
        }
    }
}

#[test]
fn published_prices_have_dated_sources() {
    for charge in [Charge::Ipam, Charge::PublicIpv4] {
        let published = published(charge);
        assert!(!published.sources.is_empty());
        for source in published.sources {
            assert!(source.url.starts_with("https://") && source.date.len() == 10 && !source.statement.is_empty());
        }
    }
}

#[test]
fn partitions_bill_in_their_own_money() {
    let cases = [
        ("us-east-1", "USD"),
        ("us-gov-east-1", "USD"),
        ("cn-north-1", "CNY"),
        ("eusc-de-east-1", "EUR"),
    ];
    for (region, code) in cases {
        assert_eq!(Currency::of(region.parse().unwrap()).code(), code);
    }
}
