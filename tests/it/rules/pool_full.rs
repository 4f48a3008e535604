use super::sketch::{Sketch, private, rules};

#[test]
fn a_pool_has_room_for_another_block_of_its_default_size() {
    let full =
        |left: &str| format!("The pool Production has no room for another /18, its default netmask length: {left}");
    for (taken, expected) in [
        (&[][..], None),
        (&["10.0.0.0/17"], None),
        (&["10.0.0.0/17", "10.0.128.0/18"], None),
        (
            &["10.0.0.0/17", "10.0.128.0/18", "10.0.192.0/19"],
            Some(full("the largest free block is 10.0.224.0/19")),
        ),
        // Half of it is free, in pieces.
        (
            &["10.0.0.0/20", "10.0.64.0/20", "10.0.128.0/20", "10.0.192.0/20"],
            Some(full("the largest free block is 10.0.32.0/19")),
        ),
        (&["10.0.0.0/16"], Some(full("nothing in it is free"))),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
        sketch.change_pool(pool, |pool| pool.rules = rules(0, 0, 18));
        for block in taken {
            sketch.reservation(pool, "", block);
        }
        assert_eq!(sketch.sentence("pool-full"), expected, "{taken:?}");
    }
}

#[test]
fn without_a_default_the_smallest_size_counts_and_without_rules_nothing() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    sketch.reservation(pool, "", "10.0.0.0/17");
    let rest = sketch.reservation(pool, "", "10.0.128.0/17");
    assert_eq!(sketch.sentence("pool-full"), None);
    sketch.change_pool(pool, |pool| pool.rules = rules(16, 24, 0));
    let expected = "The pool Production has no room for another /24, the longest netmask length that its rules allow: \
                    nothing in it is free";
    assert_eq!(sketch.sentence("pool-full").as_deref(), Some(expected));
    sketch.change(
        rest,
        |tables| &tables.reservations,
        |row| row.cidr = super::sketch::cidr("10.0.128.0/18"),
    );
    assert_eq!(sketch.sentence("pool-full"), None);
}

#[test]
fn a_pool_without_a_cidr_is_another_matter() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &[]);
    sketch.change_pool(pool, |pool| pool.rules = rules(0, 0, 24));
    assert_eq!(sketch.sentence("pool-full"), None);
}
