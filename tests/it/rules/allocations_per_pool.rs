use ipam_planner::plan::QuotaName;
use ipam_planner::rules::quotas::ALLOCATIONS_PER_POOL;

use super::sketch::{Sketch, private};

#[test]
fn a_pool_has_so_many_allocations() {
    assert_eq!(ALLOCATIONS_PER_POOL.default, 550_000);
    let mut sketch = Sketch::new();
    sketch.quota(QuotaName::AllocationsPerPool, 3);
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/8"]);
    sketch.reservation(pool, "", "10.0.0.0/16");
    sketch.pool(pool, "Below", &["10.1.0.0/16"]);
    sketch.vpc_at("web", "10.2.0.0/16", pool);
    assert_eq!(sketch.sentence("allocations-per-pool"), None);
    sketch.reservation(pool, "", "10.3.0.0/16");
    let expected = "The pool Production has 4 allocations; the plan's quota is 3 (L-BE3D23C2, adjustable)";
    assert_eq!(sketch.sentence("allocations-per-pool").as_deref(), Some(expected));
    sketch.quota(QuotaName::AllocationsPerPool, None);
    assert_eq!(sketch.sentence("allocations-per-pool"), None);
}
