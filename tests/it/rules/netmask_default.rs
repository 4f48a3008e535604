use super::sketch::{Sketch, private, rules};

#[test]
fn the_default_lies_between_the_bounds() {
    for (lengths, expected) in [
        (rules(16, 28, 16), None),
        (rules(16, 28, 28), None),
        (rules(0, 28, 8), None),
        (rules(16, 0, 32), None),
        (rules(16, 28, 0), None),
        (
            rules(16, 28, 15),
            Some((
                "/15, larger than the block of its minimum /16",
                "Set the default to /16",
            )),
        ),
        (
            rules(0, 24, 25),
            Some((
                "/25, smaller than the block of its maximum /24",
                "Set the default to /24",
            )),
        ),
        // Bounds that contradict one another are a finding of their own.
        (rules(28, 16, 24), None),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/8"]);
        sketch.change_pool(pool, |pool| pool.rules = lengths);
        let sentence = expected.map(|(end, _)| format!("The pool Production has the default netmask length {end}"));
        assert_eq!(sketch.sentence("netmask-default"), sentence);
        if let Some((_, label)) = expected {
            assert_eq!(sketch.mend("netmask-default"), label);
        }
    }
}
