use super::sketch::{Sketch, private, rules};

#[test]
fn a_resource_has_a_size_that_its_pool_gives_out() {
    for (lengths, block, expected) in [
        (rules(16, 24, 0), "10.0.0.0/16", None),
        (rules(16, 24, 0), "10.0.0.0/24", None),
        (
            rules(16, 24, 0),
            "10.0.0.0/15",
            Some((
                "larger than the largest block that it gives out, a /16",
                "Set the minimum to /15",
            )),
        ),
        (
            rules(16, 24, 0),
            "10.0.0.0/25",
            Some((
                "smaller than the smallest block that it gives out, a /24",
                "Set the maximum to /25",
            )),
        ),
        (rules(0, 24, 0), "10.0.0.0/8", None),
        (rules(16, 0, 0), "10.0.0.0/32", None),
        (rules(0, 0, 20), "10.0.0.0/28", None),
    ] {
        for public in [false, true] {
            let mut sketch = Sketch::new();
            let pool = sketch.pool(private(), "Production", &["10.0.0.0/8"]);
            sketch.change_pool(pool, |pool| pool.rules = lengths);
            if public {
                sketch.public_block("web", block, Some(pool));
            } else {
                sketch.vpc_at("web", block, pool);
            }
            let sentence = expected.map(|(end, _)| format!("web takes {block} from the pool Production, {end}"));
            assert_eq!(sketch.sentence("allocation-netmask"), sentence);
            if let Some((_, label)) = expected {
                assert_eq!(sketch.mend("allocation-netmask"), label);
            }
        }
    }
}

#[test]
fn rules_bind_resources_of_that_very_pool_and_nothing_else() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Top", &["10.0.0.0/8"]);
    sketch.change_pool(top, |pool| pool.rules = rules(20, 24, 0));
    let sub = sketch.pool(top, "Sub", &["10.0.0.0/12"]);
    sketch.vpc_at("in the sub-pool", "10.0.0.0/16", sub);
    sketch.reservation(top, "a reservation", "10.64.0.0/12");
    sketch.vpc_at("unmanaged", "192.168.0.0/16", None);
    let ignored = sketch.vpc_at("ignored", "10.128.0.0/16", top);
    sketch.ignore(ignored);
    assert_eq!(sketch.found("allocation-netmask"), [""; 0]);
}

#[test]
fn bounds_that_contradict_one_another_are_not_mended_here() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/8"]);
    sketch.change_pool(pool, |pool| pool.rules = rules(24, 20, 0));
    sketch.vpc_at("web", "10.0.0.0/22", pool);
    assert_eq!(sketch.fix("allocation-netmask"), None);
}
