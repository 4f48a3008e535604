use ipam_planner::address::Family;
use ipam_planner::plan::{Plan, PublicIpSource};

use super::sketch::{HOME, Sketch, private, region};

#[test]
fn amazon_provides_addresses_to_pools_with_a_locale() {
    let ipv6 = "The pool Edge has no locale, and Amazon provides IPv6 blocks only to pools with a locale";
    let ipv4 = "The pool Edge has no locale, and Amazon provides contiguous IPv4 blocks only to pools with a locale";
    for (scope, family, source, locale, expected) in [
        ("public", Family::Ipv6, Some(PublicIpSource::Amazon), None, Some(ipv6)),
        ("public", Family::Ipv4, Some(PublicIpSource::Amazon), None, Some(ipv4)),
        ("public", Family::Ipv6, Some(PublicIpSource::Amazon), Some(HOME), None),
        ("public", Family::Ipv6, Some(PublicIpSource::Byoip), None, None),
        ("public", Family::Ipv6, None, None, None),
        ("private", Family::Ipv6, Some(PublicIpSource::Amazon), None, None),
    ] {
        let mut sketch = Sketch::new();
        let scope = match scope {
            "public" => Plan::default_public_scope(),
            _ => private(),
        };
        let pool = sketch.pool(scope, "Edge", &[]);
        sketch.change_pool(pool, |pool| {
            pool.family = family;
            pool.public_ip_source = source;
            pool.locale = locale.map(region);
        });
        let found = sketch.sentence("amazon-pool-without-locale");
        assert_eq!(found.as_deref(), expected);
    }
}

#[test]
fn a_sub_pool_is_judged_by_its_source() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(Plan::default_public_scope(), "Edge", &[]);
    let below = sketch.pool(top, "Below", &[]);
    sketch.change_pool(below, |pool| {
        pool.locale = None;
        pool.public_ip_source = Some(PublicIpSource::Amazon);
    });
    assert_eq!(sketch.sentence("amazon-pool-without-locale"), None);
}
