use ipam_planner::plan::QuotaName;

use super::sketch::Sketch;

#[test]
fn a_vpc_has_five_cidrs_of_each_family_by_default() {
    for (ipv4, ipv6, expected) in [
        (5, 0, None),
        (5, 5, None),
        (
            6,
            5,
            Some("web has 6 IPv4 CIDRs; AWS's default quota is 5 (L-83CA0A9D, adjustable up to 50)"),
        ),
        (
            1,
            6,
            Some("web has 6 IPv6 CIDRs; AWS's default quota is 5 (L-085A6257, adjustable up to 50)"),
        ),
        (3, 3, None),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        for number in 0..ipv4 {
            sketch.vpc_cidr(vpc, &format!("10.{number}.0.0/16"), None);
        }
        for number in 0..ipv6 {
            sketch.vpc_cidr(vpc, &format!("fd00:0:{number}::/48"), None);
        }
        assert_eq!(
            sketch.sentence("cidrs-per-vpc").as_deref(),
            expected,
            "{ipv4} and {ipv6}"
        );
    }
}

#[test]
fn a_plan_may_say_another_quota() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    for number in 0..6 {
        sketch.vpc_cidr(vpc, &format!("10.{number}.0.0/16"), None);
    }
    sketch.quota(QuotaName::Ipv4CidrsPerVpc, 6);
    assert_eq!(sketch.sentence("cidrs-per-vpc"), None);
    sketch.vpc_cidr(vpc, "10.6.0.0/16", None);
    let expected = "web has 7 IPv4 CIDRs; the plan's quota is 6 (L-83CA0A9D, adjustable up to 50)";
    assert_eq!(sketch.sentence("cidrs-per-vpc").as_deref(), Some(expected));
    sketch.quota(QuotaName::Ipv4CidrsPerVpc, None);
    let expected = "web has 7 IPv4 CIDRs; AWS's default quota is 5 (L-83CA0A9D, adjustable up to 50)";
    assert_eq!(sketch.sentence("cidrs-per-vpc").as_deref(), Some(expected));
}
