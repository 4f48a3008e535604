use ipam_planner::plan::QuotaName;

use super::sketch::{Sketch, private};

#[test]
fn a_pool_has_fifty_cidrs_by_default() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Branches", &[]);
    for number in 0..50 {
        sketch.pool_cidr(pool, &format!("10.{number}.0.0/16"));
    }
    assert_eq!(sketch.sentence("cidrs-per-pool"), None);
    sketch.pool_cidr(pool, "10.50.0.0/16");
    let expected = "The pool Branches has 51 CIDRs; AWS's default quota is 50 (L-0BC051D6, adjustable)";
    assert_eq!(sketch.sentence("cidrs-per-pool").as_deref(), Some(expected));
}

#[test]
fn a_plan_may_say_another_quota_and_other_pools_do_not_count() {
    let mut sketch = Sketch::new();
    sketch.quota(QuotaName::CidrsPerPool, 2);
    let pool = sketch.pool(private(), "Branches", &["10.0.0.0/16", "10.1.0.0/16"]);
    sketch.pool(private(), "Others", &["10.2.0.0/16"]);
    sketch.pool(pool, "Below", &["10.0.0.0/24"]);
    assert_eq!(sketch.sentence("cidrs-per-pool"), None);
    sketch.pool_cidr(pool, "10.3.0.0/16");
    let expected = "The pool Branches has 3 CIDRs; the plan's quota is 2 (L-0BC051D6, adjustable)";
    assert_eq!(sketch.sentence("cidrs-per-pool").as_deref(), Some(expected));
}
