use ipam_planner::plan::{Lock, Tier};

use super::sketch::{Sketch, private, region};

#[test]
fn a_sub_pool_has_the_locale_of_its_source() {
    for (source, sub, expected) in [
        (None, None, None),
        (None, Some("eu-west-1"), None),
        (Some("eu-west-1"), Some("eu-west-1"), None),
        (Some("eu-west-1"), Some("eu-central-1"), Some("the locale eu-central-1")),
        (Some("eu-west-1"), None, Some("no locale")),
    ] {
        let mut sketch = Sketch::new();
        let regional = sketch.pool(private(), "Regional", &[]);
        sketch.change_pool(regional, |pool| pool.locale = source.map(region));
        let dev = sketch.pool(regional, "Dev", &[]);
        sketch.change_pool(dev, |pool| pool.locale = sub.map(region));
        let expected =
            expected.map(|has| format!("The pool Dev has {has}, but its source, the pool Regional, has eu-west-1"));
        assert_eq!(sketch.sentence("locale-differs"), expected);
        if expected.is_some() {
            assert_eq!(
                sketch.evidence("locale-differs"),
                format!("{} eu-west-1", sub.unwrap_or_default())
            );
            assert_eq!(sketch.mend("locale-differs"), "Set the locale to eu-west-1");
        }
    }
}

#[test]
fn what_is_below_comes_along() {
    let mut sketch = Sketch::new();
    let regional = sketch.pool(private(), "Regional", &[]);
    let dev = sketch.pool(regional, "Dev", &[]);
    let unit = sketch.pool(dev, "Unit", &[]);
    let team = sketch.pool(unit, "Team", &[]);
    for pool in [dev, unit, team] {
        sketch.change_pool(pool, |pool| pool.locale = Some(region("eu-west-1")));
    }
    assert_eq!(
        sketch.fix("locale-differs").unwrap().label,
        "Set the locale to eu-central-1, also of 2 pools below"
    );
    // Not what exists, is locked, or serves a VPC in its Region.
    sketch.change_pool(team, |pool| pool.aws_id = Some("ipam-pool-1".to_owned()));
    assert_eq!(sketch.fix("locale-differs"), None);
    sketch.change_pool(team, |pool| pool.aws_id = None);
    sketch.change_pool(team, |pool| pool.lock = Lock::Locked);
    assert_eq!(sketch.fix("locale-differs"), None);
    sketch.change_pool(team, |pool| pool.lock = Lock::Open);
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/16", team);
    assert!(sketch.fix("locale-differs").is_some());
    sketch.change_vpc(vpc, |vpc| vpc.region = region("eu-west-1"));
    assert_eq!(sketch.fix("locale-differs"), None);
    sketch.change_vpc(vpc, |vpc| vpc.region = region("eu-central-1"));
    sketch.mend("locale-differs");
}

#[test]
fn the_locale_of_the_source_must_be_one_that_it_can_have() {
    let mut sketch = Sketch::new();
    let regional = sketch.pool(private(), "Regional", &[]);
    sketch.change_pool(regional, |pool| pool.locale = Some(region("us-east-1")));
    sketch.pool(regional, "Dev", &[]);
    assert_eq!(sketch.fix("locale-differs"), None);
    // In the Free Tier that is the home Region alone.
    sketch.change_pool(regional, |pool| pool.locale = Some(region("eu-west-1")));
    assert!(sketch.fix("locale-differs").is_some());
    sketch.ipam(|ipam| ipam.tier = Tier::Free);
    assert_eq!(sketch.fix("locale-differs"), None);
}
