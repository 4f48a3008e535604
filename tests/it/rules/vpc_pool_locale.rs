use super::sketch::{Sketch, private, region, rules};

#[test]
fn a_vpc_takes_its_cidr_from_a_pool_of_its_region() {
    for (locale, expected) in [
        (Some("eu-central-1"), None),
        (Some("eu-west-1"), Some("whose locale is eu-west-1")),
        (None, Some("which has no locale")),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/8"]);
        sketch.change_pool(pool, |pool| pool.locale = locale.map(region));
        let vpc = sketch.vpc("web");
        let cidr = sketch.vpc_cidr(vpc, "10.0.0.0/16", pool);
        let expected =
            expected.map(|has| format!("web is in eu-central-1 and takes 10.0.0.0/16 from the pool Production, {has}"));
        assert_eq!(sketch.sentence("vpc-pool-locale"), expected);
        sketch.ignore(cidr);
        assert_eq!(sketch.sentence("vpc-pool-locale"), None);
    }
}

#[test]
fn it_follows_the_region_of_the_vpc() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/8"]);
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/16", pool);
    assert_eq!(sketch.sentence("vpc-pool-locale"), None);
    sketch.change_vpc(vpc, |vpc| vpc.region = region("eu-west-1"));
    assert_eq!(sketch.found("vpc-pool-locale").len(), 1);
}

/// A top-level pool without a locale, Regional pools under it, and a VPC that asks the top-level pool.
fn asks_the_top(block: &str) -> (Sketch, [ipam_planner::plan::Id<ipam_planner::plan::Pool>; 3]) {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Top", &["10.0.0.0/8"]);
    sketch.change_pool(top, |pool| pool.locale = None);
    let frankfurt = sketch.pool(top, "Frankfurt", &["10.0.0.0/12"]);
    let ireland = sketch.pool(top, "Ireland", &["10.16.0.0/12"]);
    sketch.change_pool(ireland, |pool| pool.locale = Some(region("eu-west-1")));
    sketch.vpc_at("web", block, top);
    (sketch, [top, frankfurt, ireland])
}

#[test]
fn the_pool_that_holds_the_block_gives_it_instead() {
    let (mut sketch, [_, frankfurt, _]) = asks_the_top("10.1.0.0/16");
    assert_eq!(
        sketch.mend("vpc-pool-locale"),
        "Allocate from Frankfurt in eu-central-1 instead"
    );
    let rows = &sketch.workspace.plan().design().vpc_cidrs;
    assert!(rows.values().all(|row| row.pool == Some(frankfurt)));
}

#[test]
fn a_pool_of_another_region_or_with_other_rules_does_not() {
    for block in ["10.16.0.0/16", "10.64.0.0/16"] {
        let (sketch, _) = asks_the_top(block);
        assert_eq!(sketch.fix("vpc-pool-locale"), None, "{block}");
    }
    let (mut sketch, [_, frankfurt, _]) = asks_the_top("10.1.0.0/16");
    sketch.change_pool(frankfurt, |pool| pool.rules = rules(20, 24, 0));
    assert_eq!(sketch.fix("vpc-pool-locale"), None);
    // A pool inside the block is in the way.
    let (mut sketch, [_, frankfurt, _]) = asks_the_top("10.1.0.0/16");
    sketch.pool(frankfurt, "Unit", &["10.1.0.0/20"]);
    assert_eq!(sketch.fix("vpc-pool-locale"), None);
}
