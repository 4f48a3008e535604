use super::sketch::Sketch;

#[test]
fn aws_makes_no_vpc_in_some_ranges() {
    let this = "0.0.0.0/8, \"this network\"";
    let loopback = "127.0.0.0/8, the host's own addresses";
    let link_local = "169.254.0.0/16, link-local addresses";
    let multicast = "224.0.0.0/4, multicast addresses";
    for (cidr, expected) in [
        ("0.0.0.0/16", Some(this)),
        ("0.255.255.240/28", Some(this)),
        ("1.0.0.0/16", None),
        ("126.255.0.0/16", None),
        ("127.0.0.0/16", Some(loopback)),
        ("127.255.255.240/28", Some(loopback)),
        ("128.0.0.0/16", None),
        ("169.253.0.0/16", None),
        ("169.254.0.0/16", Some(link_local)),
        ("169.254.255.240/28", Some(link_local)),
        ("169.255.0.0/16", None),
        // Larger than a VPC can be, and it holds the range.
        ("169.254.0.0/15", Some(link_local)),
        ("223.255.0.0/16", None),
        ("224.0.0.0/16", Some(multicast)),
        ("239.255.0.0/16", Some(multicast)),
        ("240.0.0.0/16", None),
        ("fd00::/56", None),
    ] {
        let mut sketch = Sketch::new();
        sketch.vpc_at("web", cidr, None);
        let expected = expected.map(|range| format!("web has {cidr}, and AWS allows no VPC in {range}"));
        assert_eq!(sketch.sentence("vpc-range-refused"), expected);
    }
}
