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
