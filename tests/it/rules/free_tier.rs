use ipam_planner::plan::{Plan, Tier};

use super::sketch::{Sketch, private, region};

fn free() -> Sketch {
    let mut sketch = Sketch::new();
    sketch.ipam(|ipam| ipam.tier = Tier::Free);
    sketch
}

#[test]
fn the_free_tier_has_no_private_pools() {
    let mut sketch = free();
    assert_eq!(sketch.sentence("free-tier"), None);
    let top = sketch.pool(private(), "Top", &[]);
    sketch.pool(top, "Below", &[]);
    let expected = "The default private scope has 2 pools, and the Free Tier has none in private scopes";
    assert_eq!(sketch.sentence("free-tier").as_deref(), Some(expected));
    assert_eq!(sketch.mend("free-tier"), "Use the Advanced Tier");
    sketch.ipam(|ipam| ipam.tier = Tier::Free);
    sketch.change_pool(top, |pool| pool.parent = Plan::default_public_scope().into());
    assert_eq!(sketch.sentence("free-tier"), None);
}

#[test]
fn the_free_tier_has_no_additional_scopes() {
    let mut sketch = free();
    sketch.scope("Partners");
    let expected = "The scope Partners is an additional scope, and the Free Tier has only the default ones";
    assert_eq!(sketch.sentence("free-tier").as_deref(), Some(expected));
    sketch.ipam(|ipam| ipam.tier = Tier::Advanced);
    assert_eq!(sketch.sentence("free-tier"), None);
}

#[test]
fn the_free_tier_stays_in_the_home_region_and_shares_nothing() {
    let mut sketch = free();
    let pool = sketch.pool(Plan::default_public_scope(), "Edge", &[]);
    assert_eq!(sketch.sentence("free-tier"), None);
    sketch.change_pool(pool, |pool| pool.locale = None);
    assert_eq!(sketch.sentence("free-tier"), None);
    sketch.change_pool(pool, |pool| pool.locale = Some(region("eu-west-1")));
    let expected =
        "The pool Edge has the locale eu-west-1, and in the Free Tier every locale is the home Region, eu-central-1";
    assert_eq!(sketch.sentence("free-tier").as_deref(), Some(expected));
    sketch.ipam(|ipam| ipam.home_region = region("eu-west-1"));
    assert_eq!(sketch.sentence("free-tier"), None);
    sketch.change_pool(pool, |pool| {
        _ = pool.shared_with.insert("111122223333".parse().unwrap())
    });
    let expected = "The pool Edge is shared with others, and the Free Tier does not share pools";
    assert_eq!(sketch.sentence("free-tier").as_deref(), Some(expected));
}
