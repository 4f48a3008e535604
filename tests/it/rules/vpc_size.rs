use super::sketch::Sketch;

#[test]
fn a_vpc_is_as_large_as_aws_allows() {
    for (cidr, complaint) in [
        ("10.0.0.0/15", Some("larger than the /16 that AWS allows for a VPC")),
        ("10.0.0.0/16", None),
        ("10.0.0.0/28", None),
        ("10.0.0.0/29", Some("smaller than the /28 that AWS allows for a VPC")),
        ("10.0.0.0/32", Some("smaller than the /28 that AWS allows for a VPC")),
        ("0.0.0.0/0", Some("larger than the /16 that AWS allows for a VPC")),
        ("fd00::/43", Some("larger than the IPv6 /44 that AWS allows for a VPC")),
        ("fd00::/44", None),
        (
            "fd00::/50",
            Some("and for a VPC AWS allows IPv6 lengths in steps of 4: /48 or /52, not /50"),
        ),
        ("fd00::/48", None),
        ("fd00::/52", None),
        ("fd00::/56", None),
        (
            "fd00::/59",
            Some("and for a VPC AWS allows IPv6 lengths in steps of 4: /56 or /60, not /59"),
        ),
        ("fd00::/60", None),
        ("fd00::/61", Some("smaller than the IPv6 /60 that AWS allows for a VPC")),
        ("::/0", Some("larger than the IPv6 /44 that AWS allows for a VPC")),
    ] {
        let mut sketch = Sketch::new();
        sketch.vpc_at("payments-prod", cidr, None);
        let expected = complaint.map(|complaint| format!("payments-prod has {cidr}, {complaint}"));
        assert_eq!(sketch.sentence("vpc-size"), expected);
    }
}
