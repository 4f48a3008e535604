use ipam_planner::plan::QuotaName;

use super::sketch::{Sketch, private};

#[test]
fn pools_are_nested_ten_deep_by_default() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Level 1", &[]);
    let mut pool = top;
    for level in 2..=10 {
        pool = sketch.pool(pool, &format!("Level {level}"), &[]);
    }
    assert_eq!(sketch.sentence("pool-depth"), None);
    let above = sketch.pool(private(), "Level 0", &[]);
    sketch.change_pool(top, |row| row.parent = above.into());
    let expected = "The pool Level 10 is 11 pools deep; AWS's default quota is 10 (L-047C0565, adjustable)";
    assert_eq!(sketch.sentence("pool-depth").as_deref(), Some(expected));
}

#[test]
fn a_plan_may_say_another_quota() {
    let mut sketch = Sketch::new();
    sketch.quota(QuotaName::PoolDepth, 2);
    let top = sketch.pool(private(), "Top", &[]);
    let middle = sketch.pool(top, "Middle", &[]);
    assert_eq!(sketch.sentence("pool-depth"), None);
    sketch.pool(middle, "Bottom", &[]);
    let expected = "The pool Bottom is 3 pools deep; the plan's quota is 2 (L-047C0565, adjustable)";
    assert_eq!(sketch.sentence("pool-depth").as_deref(), Some(expected));
    sketch.quota(QuotaName::PoolDepth, 3);
    assert_eq!(sketch.sentence("pool-depth"), None);
}
