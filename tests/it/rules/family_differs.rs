use ipam_planner::address::Family;

use super::sketch::{Sketch, private};

#[test]
fn a_pool_is_of_one_family() {
    let mut sketch = Sketch::new();
    let four = sketch.pool(private(), "Four", &["10.0.0.0/8"]);
    let six = sketch.pool(private(), "Six", &["fd00::/32"]);
    sketch.pool(four, "Both four", &["10.0.0.0/16"]);
    sketch.vpc_at("web", "10.1.0.0/16", four);
    sketch.reservation(six, "lab", "fd00::/56");
    assert_eq!(sketch.sentence("family-differs"), None);

    let cidr = sketch.pool_cidr(four, "fd00:1::/48");
    let expected = "The pool Four is a pool of IPv4 and has fd00:1::/48, which is IPv6";
    assert_eq!(sketch.sentence("family-differs").as_deref(), Some(expected));
    sketch.change(cidr, |tables| &tables.pool_cidrs, |row| row.pool = six);
    assert_eq!(sketch.sentence("family-differs"), None);

    let sub = sketch.pool(six, "Sub", &[]);
    let expected = "The pool Sub is a pool of IPv4, but its source, the pool Six, is one of IPv6";
    assert_eq!(sketch.sentence("family-differs").as_deref(), Some(expected));
    sketch.change_pool(sub, |pool| pool.family = Family::Ipv6);

    sketch.vpc_at("web-six", "fd00:0:0:100::/56", four);
    let expected = "web-six takes fd00:0:0:100::/56, which is IPv6, from the pool Four, a pool of IPv4";
    assert_eq!(sketch.sentence("family-differs").as_deref(), Some(expected));
    // One finding is enough: that a block of another family is outside its pool as well goes without saying.
    assert_eq!(sketch.sentence("allocation-outside-pool"), None);
    assert_eq!(sketch.sentence("allocation-netmask"), None);
}
