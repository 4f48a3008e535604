use super::sketch::{Sketch, private};

#[test]
fn the_space_of_carriers_is_told_apart() {
    for (cidr, fires) in [
        ("100.63.0.0/16", false),
        ("100.64.0.0/16", true),
        ("100.64.0.0/10", true),
        ("100.127.255.240/28", true),
        ("100.128.0.0/16", false),
        ("100.0.0.0/9", false),
        ("10.0.0.0/8", false),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Pods", &[cidr]);
        let below = sketch.pool(pool, "Below", &[cidr]);
        sketch.vpc_at("web", cidr, below);
        let expected = format!(
            "The pool Pods holds {cidr}, which is shared address space: AWS accepts it, and it is not one of the private \
             ranges"
        );
        assert_eq!(sketch.sentence("shared-address-space"), fires.then_some(expected));
    }
}

#[test]
fn a_vpc_from_no_pool_is_told_of_too() {
    let mut sketch = Sketch::new();
    sketch.vpc_at("web", "100.64.0.0/16", None);
    assert_eq!(sketch.found("shared-address-space").len(), 1);
}
