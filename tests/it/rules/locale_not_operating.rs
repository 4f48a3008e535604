use ipam_planner::plan::Plan;

use super::sketch::{Sketch, private, region};

#[test]
fn a_locale_is_an_operating_region() {
    for (locale, label) in [
        ("eu-central-1", None),
        ("eu-west-1", None),
        ("us-east-1", Some("Add us-east-1 to the operating Regions")),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &[]);
        sketch.change_pool(pool, |pool| pool.locale = Some(region(locale)));
        let expected = format!(
            "The pool Production has the locale {locale}, and the IPAM operates only in eu-central-1 and eu-west-1"
        );
        assert_eq!(sketch.sentence("locale-not-operating"), label.map(|_| expected));
        if let Some(label) = label {
            assert_eq!(sketch.mend("locale-not-operating"), label);
        }
        sketch.change_pool(pool, |pool| pool.locale = None);
        assert_eq!(sketch.sentence("locale-not-operating"), None);
    }
}

#[test]
fn a_region_that_aws_does_not_list_or_of_another_partition_is_not_added() {
    for locale in ["eu-centrall-1", "cn-north-1", "us-gov-west-1", "us-west-2-lax-1"] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &[]);
        sketch.change_pool(pool, |pool| pool.locale = Some(region(locale)));
        assert_eq!(sketch.fix("locale-not-operating"), None, "{locale}");
    }
}

#[test]
fn a_local_zone_is_for_public_ipv4_pools() {
    for (scope, cidr, locale, found) in [
        (
            Plan::default_public_scope(),
            "198.51.100.0/24",
            "eu-central-1-ham-1",
            false,
        ),
        (Plan::default_public_scope(), "198.51.100.0/24", "us-west-2-lax-1", true),
        (
            Plan::default_public_scope(),
            "2001:db8::/40",
            "eu-central-1-ham-1",
            true,
        ),
        (private(), "10.0.0.0/16", "eu-central-1-ham-1", true),
        (Plan::default_public_scope(), "198.51.100.0/24", "eu-central-12", true),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(scope, "Edge", &[cidr]);
        sketch.change_pool(pool, |pool| pool.locale = Some(region(locale)));
        assert_eq!(
            sketch.found("locale-not-operating").len(),
            usize::from(found),
            "{cidr} {locale}"
        );
    }
}

#[test]
fn it_follows_the_operating_regions() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &[]);
    sketch.change_pool(pool, |pool| pool.locale = Some(region("eu-west-1")));
    sketch.ipam(|ipam| ipam.operating_regions.retain(|_| false));
    let expected = "The pool Production has the locale eu-west-1, and the IPAM operates only in eu-central-1";
    assert_eq!(sketch.sentence("locale-not-operating").as_deref(), Some(expected));
    sketch.ipam(|ipam| ipam.home_region = region("eu-west-1"));
    assert_eq!(sketch.sentence("locale-not-operating"), None);
}
