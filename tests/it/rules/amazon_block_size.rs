use ipam_planner::plan::{Plan, PublicIpSource};

use super::sketch::Sketch;

#[test]
fn amazon_provides_blocks_of_certain_sizes() {
    let ipv6 = "IPv6 blocks of /40 to /52";
    let ipv4 = "contiguous IPv4 blocks of /28 to /30";
    for (cidr, expected) in [
        ("2001:db8::/39", Some(ipv6)),
        ("2001:db8::/40", None),
        ("2001:db8::/52", None),
        ("2001:db8::/53", Some(ipv6)),
        ("18.97.0.32/27", Some(ipv4)),
        ("18.97.0.32/28", None),
        ("18.97.0.40/29", None),
        ("18.97.0.40/30", None),
        ("18.97.0.40/31", Some(ipv4)),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(Plan::default_public_scope(), "Edge", &[cidr]);
        assert_eq!(sketch.sentence("amazon-block-size"), None, "from nobody yet");
        sketch.change_pool(pool, |pool| pool.public_ip_source = Some(PublicIpSource::Amazon));
        let expected = expected.map(|sizes| format!("The pool Edge has {cidr}, and Amazon provides {sizes}"));
        assert_eq!(sketch.sentence("amazon-block-size"), expected);
        sketch.change_pool(pool, |pool| pool.public_ip_source = Some(PublicIpSource::Byoip));
        assert_eq!(sketch.sentence("amazon-block-size"), None);
    }
}
