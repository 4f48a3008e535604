use ipam_planner::plan::Plan;

use super::sketch::{Sketch, private};

#[test]
fn private_ipv6_is_unique_local_or_global_unicast() {
    let neither = "neither unique local addresses (fd00::/8) nor global unicast ones (2000::/3)";
    let amazons = "which meets fd00::/16, and that range Amazon keeps for itself";
    for (cidr, expected) in [
        ("fc00::/8", Some(neither)),
        ("fcff::/16", Some(neither)),
        ("fc00::/7", Some(neither)),
        ("fe80::/10", Some(neither)),
        ("::/0", Some(neither)),
        ("4000::/3", Some(neither)),
        ("2000::/3", None),
        ("fd00::/8", Some(amazons)),
        ("fd00::/16", Some(amazons)),
        ("fd00:ffff::/32", Some(amazons)),
        ("fd01::/16", None),
        ("fd80::/9", None),
        ("fdff::/16", None),
        ("10.0.0.0/8", None),
    ] {
        let mut sketch = Sketch::new();
        sketch.pool(private(), "Top", &[cidr]);
        let expected = expected.map(|rest| format!("The pool Top holds {cidr}, {rest}"));
        assert_eq!(sketch.sentence("ula-range"), expected);
    }
}

#[test]
fn in_the_public_scope_and_for_vpcs_it_says_nothing() {
    let mut sketch = Sketch::new();
    sketch.pool(Plan::default_public_scope(), "Brought", &["4000::/32"]);
    sketch.vpc_at("web", "fc00::/56", None);
    assert_eq!(sketch.found("ula-range"), [""; 0]);
}
