use super::sketch::Sketch;

#[test]
fn a_subnet_is_as_large_as_aws_allows() {
    for (cidr, complaint) in [
        ("10.0.0.0/15", Some("larger than the /16 that AWS allows for a subnet")),
        ("10.0.0.0/16", None),
        ("10.0.0.0/28", None),
        ("10.0.0.0/29", Some("smaller than the /28 that AWS allows for a subnet")),
        (
            "fd00::/43",
            Some("larger than the IPv6 /44 that AWS allows for a subnet"),
        ),
        ("fd00::/44", None),
        ("fd00::/48", None),
        ("fd00::/52", None),
        ("fd00::/56", None),
        ("fd00::/60", None),
        (
            "fd00::/62",
            Some("and for a subnet AWS allows IPv6 lengths in steps of 4: /60 or /64, not /62"),
        ),
        ("fd00::/64", None),
        (
            "fd00::/65",
            Some("smaller than the IPv6 /64 that AWS allows for a subnet"),
        ),
        (
            "fd00::/128",
            Some("smaller than the IPv6 /64 that AWS allows for a subnet"),
        ),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("payments-prod");
        sketch.subnet(vpc, "private-a", cidr);
        let expected = complaint.map(|complaint| format!("private-a has {cidr}, {complaint}"));
        assert_eq!(sketch.sentence("subnet-size"), expected);
    }
}
