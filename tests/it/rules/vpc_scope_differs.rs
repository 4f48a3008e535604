use ipam_planner::plan::Plan;

use super::sketch::{Sketch, private, region};

#[test]
fn a_vpc_and_its_private_pool_are_in_one_scope() {
    let mut sketch = Sketch::new();
    let partners = sketch.scope("Partners");
    let pool = sketch.pool(partners, "Shared", &["10.0.0.0/8"]);
    let vpc = sketch.vpc("web");
    let cidr = sketch.vpc_cidr(vpc, "10.0.0.0/16", pool);
    let expected =
        "web is in the default private scope and takes 10.0.0.0/16 from the pool Shared of the scope Partners";
    assert_eq!(sketch.sentence("vpc-scope-differs").as_deref(), Some(expected));
    sketch.ignore(cidr);
    assert_eq!(sketch.sentence("vpc-scope-differs"), None);

    let mut sketch = Sketch::new();
    let partners = sketch.scope("Partners");
    let pool = sketch.pool(partners, "Shared", &["10.0.0.0/8"]);
    sketch.vpc_at("web", "10.0.0.0/16", pool);
    sketch.change_pool(pool, |pool| pool.parent = private().into());
    assert_eq!(sketch.sentence("vpc-scope-differs"), None);
}

#[test]
fn public_addresses_come_from_the_public_scope_wherever_the_vpc_is() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(Plan::default_public_scope(), "Amazon", &["2600:1f00::/40"]);
    sketch.change_pool(pool, |pool| pool.locale = Some(region("eu-central-1")));
    sketch.vpc_at("web", "2600:1f00::/56", pool);
    assert_eq!(sketch.sentence("vpc-scope-differs"), None);
}
