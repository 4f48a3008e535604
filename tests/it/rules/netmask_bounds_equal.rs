use super::sketch::{Sketch, private, rules};

#[test]
fn equal_bounds_are_on_one_page_of_aws_and_against_another() {
    for (lengths, found) in [
        (rules(24, 24, 0), true),
        (rules(24, 25, 0), false),
        (rules(25, 24, 0), false),
        (rules(24, 0, 24), false),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &[]);
        sketch.change_pool(pool, |pool| pool.rules = lengths);
        let expected = "The pool Production has /24 as minimum and as maximum netmask length: one page of AWS says the \
                        minimum must be less, its tutorial does the same";
        assert_eq!(
            sketch.sentence("netmask-bounds-equal").as_deref(),
            found.then_some(expected)
        );
    }
}
