use ipam_planner::plan::QuotaName;

use super::sketch::{Sketch, private};

#[test]
fn a_scope_has_fifty_pools_by_default_at_any_depth() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Top", &[]);
    let other = sketch.scope("Partners");
    for _ in 0..24 {
        let pool = sketch.pool(top, "", &[]);
        sketch.pool(pool, "", &[]);
    }
    let last = sketch.pool(private(), "", &[]);
    assert_eq!(sketch.sentence("pools-per-scope"), None);
    let moving = sketch.pool(other, "", &[]);
    assert_eq!(sketch.sentence("pools-per-scope"), None);

    sketch.change_pool(moving, |pool| pool.parent = last.into());
    let expected = "The default private scope has 51 pools; AWS's default quota is 50 (L-7319AFC3, adjustable)";
    assert_eq!(sketch.sentence("pools-per-scope").as_deref(), Some(expected));

    // All of a line that moves to another scope counts there.
    sketch.change_pool(top, |pool| pool.parent = other.into());
    assert_eq!(sketch.sentence("pools-per-scope"), None);
    sketch.change_pool(last, |pool| pool.parent = top.into());
    let expected = "The scope Partners has 51 pools; AWS's default quota is 50 (L-7319AFC3, adjustable)";
    assert_eq!(sketch.sentence("pools-per-scope").as_deref(), Some(expected));
}

#[test]
fn a_plan_may_say_another_quota() {
    let mut sketch = Sketch::new();
    sketch.quota(QuotaName::PoolsPerScope, 1);
    sketch.pool(private(), "Top", &[]);
    assert_eq!(sketch.sentence("pools-per-scope"), None);
    sketch.pool(private(), "Other", &[]);
    let expected = "The default private scope has 2 pools; the plan's quota is 1 (L-7319AFC3, adjustable)";
    assert_eq!(sketch.sentence("pools-per-scope").as_deref(), Some(expected));
}
