use super::sketch::{Sketch, private};

#[test]
fn a_pool_without_a_cidr_gives_nothing() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &[]);
    let expected = "The pool Production has no CIDR yet: nothing can be allocated from it";
    assert_eq!(sketch.sentence("pool-without-cidr").as_deref(), Some(expected));
    sketch.pool_cidr(pool, "10.0.0.0/8");
    assert_eq!(sketch.sentence("pool-without-cidr"), None);
}
