use ipam_planner::address::Family;
use ipam_planner::plan::{Plan, PublicIpSource};

use super::sketch::{Sketch, length, private};

#[test]
fn a_top_level_pool_needs_the_cidr() {
    let private_ipv4 = "a top-level private IPv4 pool";
    let brought = "a top-level pool of addresses that you bring";
    for (public, family, source, expected) in [
        (false, Family::Ipv4, None, Some(private_ipv4)),
        // A unique local range of that length is chosen.
        (false, Family::Ipv6, None, None),
        (true, Family::Ipv4, Some(PublicIpSource::Amazon), None),
        (true, Family::Ipv6, Some(PublicIpSource::Amazon), None),
        (true, Family::Ipv6, Some(PublicIpSource::Byoip), Some(brought)),
        (true, Family::Ipv4, None, Some(brought)),
    ] {
        let mut sketch = Sketch::new();
        let scope = if public {
            Plan::default_public_scope()
        } else {
            private()
        };
        let pool = sketch.pool(scope, "Top", &[]);
        sketch.change_pool(pool, |pool| {
            pool.family = family;
            pool.public_ip_source = source;
        });
        assert_eq!(sketch.sentence("netmask-length-only"), None);
        sketch.change_pool(pool, |pool| pool.wanted_length = Some(length(28)));
        let expected = expected.map(|what| format!("The pool Top is to get any /28, and {what} needs the CIDR itself"));
        assert_eq!(sketch.sentence("netmask-length-only"), expected);
        if expected.is_some() {
            assert_eq!(sketch.evidence("netmask-length-only"), "/28");
            sketch.pool_cidr(
                pool,
                if family == Family::Ipv4 {
                    "10.0.0.0/28"
                } else {
                    "fd80::/28"
                },
            );
            assert_eq!(sketch.sentence("netmask-length-only"), None);
        }
    }
}

#[test]
fn a_sub_pool_and_one_with_a_cidr_do_not() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Top", &["10.0.0.0/8"]);
    let below = sketch.pool(top, "Below", &[]);
    for pool in [top, below] {
        sketch.change_pool(pool, |pool| pool.wanted_length = Some(length(12)));
    }
    assert_eq!(sketch.found("netmask-length-only"), [""; 0]);
    sketch.change_pool(below, |pool| pool.parent = private().into());
    assert_eq!(sketch.found("netmask-length-only").len(), 1);
}
