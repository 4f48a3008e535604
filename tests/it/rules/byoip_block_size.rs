use ipam_planner::plan::{Advertisable, Plan, PoolParent, PublicIpSource};

use super::sketch::{Sketch, private};

const CODE: &str = "byoip-block-size";

#[test]
fn what_is_brought_has_a_least_size_down_to_the_regional_pools() {
    let (yes, no) = (Some(Advertisable::Yes), Some(Advertisable::No));
    for (cidr, advertisable, fires) in [
        ("130.137.245.0/24", None, None),
        ("130.137.245.0/25", None, Some("IPv4 smaller than a /24")),
        ("2605:9cc0:409::/48", yes, None),
        (
            "2605:9cc0:409::/49",
            yes,
            Some("IPv6 that is advertised smaller than a /48"),
        ),
        (
            "2605:9cc0:409::/49",
            None,
            Some("IPv6 that is advertised smaller than a /48"),
        ),
        ("2605:9cc0:409::/60", no, None),
        (
            "2605:9cc0:409::/61",
            no,
            Some("IPv6 that is not advertised smaller than a /60"),
        ),
    ] {
        let mut sketch = Sketch::new();
        let top = sketch.pool(Plan::default_public_scope(), "Brought", &[cidr]);
        sketch.change_pool(top, |pool| pool.advertisable = advertisable);
        let expected = |name: &str| {
            let what = fires?;
            Some(format!(
                "The pool {name} has {cidr}, and no block of {what} can be brought to it"
            ))
        };
        assert_eq!(sketch.sentence(CODE), expected("Brought"));
        // A Regional pool is held to the same, and one within it to nothing.
        let regional = sketch.pool(PoolParent::Pool(top), "Regional", &[cidr]);
        sketch.pool(PoolParent::Pool(regional), "Team", &[cidr]);
        let all: Vec<_> = [expected("Brought"), expected("Regional")]
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(sketch.found(CODE), all);
    }
}

#[test]
fn what_amazon_provides_or_is_private_is_not_brought() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(Plan::default_public_scope(), "Amazon's", &["18.97.0.40/29"]);
    let regional = sketch.pool(PoolParent::Pool(pool), "Regional", &["18.97.0.40/30"]);
    assert_eq!(sketch.found(CODE).len(), 2);
    // What the top-level pool says holds for those within it.
    sketch.change_pool(pool, |pool| pool.public_ip_source = Some(PublicIpSource::Amazon));
    assert_eq!(sketch.found(CODE), [""; 0]);
    sketch.change_pool(regional, |pool| pool.public_ip_source = Some(PublicIpSource::Byoip));
    assert_eq!(sketch.found(CODE), [""; 0]);
    sketch.pool(private(), "Production", &["10.0.0.0/28"]);
    assert_eq!(sketch.found(CODE), [""; 0]);
}
