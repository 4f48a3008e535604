use super::sketch::{Sketch, private};

#[test]
fn a_reservation_that_covers_a_discovered_vpc_is_on_purpose() {
    for (reserved, fires) in [
        ("10.1.0.0/16", true),
        ("10.0.0.0/15", true),
        ("10.1.0.0/17", false),
        ("10.2.0.0/16", false),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/14"]);
        let vpc = sketch.vpc_at("erp", "10.1.0.0/16", None);
        assert_eq!(sketch.sentence("reserved-for-vpc"), None);
        sketch.reservation(pool, "legacy", reserved);
        let expected = format!(
            "erp has 10.1.0.0/16 from no pool, and legacy ({reserved}) in the pool Production keeps it: the VPC stays \
             unmanaged"
        );
        assert_eq!(sketch.sentence("reserved-for-vpc"), fires.then_some(expected));
        if fires {
            assert_eq!(sketch.found("overlap"), [""; 0]);
        }
        sketch.ignore(vpc);
        assert_eq!(sketch.sentence("reserved-for-vpc"), None);
    }
}

#[test]
fn in_another_scope_it_keeps_nothing() {
    let mut sketch = Sketch::new();
    let other = sketch.scope("Partners");
    let pool = sketch.pool(other, "Partners", &["10.0.0.0/14"]);
    sketch.vpc_at("erp", "10.1.0.0/16", None);
    sketch.reservation(pool, "legacy", "10.1.0.0/16");
    assert_eq!(sketch.sentence("reserved-for-vpc"), None);
    sketch.change_pool(pool, |pool| pool.parent = private().into());
    assert_eq!(sketch.found("reserved-for-vpc").len(), 1);
}
