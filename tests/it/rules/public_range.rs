use ipam_planner::plan::Plan;

use super::sketch::{Sketch, private};

#[test]
fn public_addresses_are_not_for_private_scopes() {
    for (cidr, fires) in [
        ("9.0.0.0/8", true),
        ("10.0.0.0/8", false),
        ("10.0.0.0/7", true),
        ("11.0.0.0/16", true),
        ("172.15.0.0/16", true),
        ("172.16.0.0/12", false),
        ("172.0.0.0/11", true),
        ("172.31.0.0/16", false),
        ("172.32.0.0/16", true),
        ("192.168.0.0/16", false),
        ("192.169.0.0/16", true),
        ("100.64.0.0/10", false),
        ("100.0.0.0/8", true),
        ("198.18.0.0/15", false),
        ("240.0.0.0/4", false),
        ("0.0.0.0/0", true),
        ("2001:db8::/32", false),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Top", &[cidr]);
        let expected =
            format!("The pool Top holds {cidr}, addresses of the internet: what is in it cannot reach their owners");
        assert_eq!(sketch.sentence("public-range"), fires.then_some(expected));
        sketch.change_pool(pool, |pool| pool.parent = Plan::default_public_scope().into());
        assert_eq!(sketch.sentence("public-range"), None, "{cidr} in the public scope");
    }
}
