use ipam_planner::address::Family;

use super::sketch::{Sketch, private, rules};

#[test]
fn the_minimum_is_the_smaller_number_and_all_fit_the_family() {
    let too_long = |which, bits| {
        Some(format!(
            "The pool Production has the {which} netmask length /{bits}, and those of IPv4 end at /32"
        ))
    };
    for (lengths, expected) in [
        (rules(0, 0, 0), None),
        (rules(16, 28, 24), None),
        (rules(24, 25, 0), None),
        (rules(24, 24, 24), None),
        (rules(16, 32, 32), None),
        (rules(32, 32, 0), None),
        (rules(0, 33, 0), too_long("maximum", 33)),
        (rules(0, 0, 33), too_long("default", 33)),
        (
            rules(25, 24, 0),
            Some(
                "The pool Production has the minimum netmask length /25 and the maximum /24: the minimum must be the \
                 smaller number"
                    .to_owned(),
            ),
        ),
        (rules(33, 0, 0), too_long("minimum", 33)),
        (rules(16, 64, 0), too_long("maximum", 64)),
        (rules(16, 28, 56), too_long("default", 56)),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &[]);
        sketch.change_pool(pool, |pool| pool.rules = lengths);
        assert_eq!(sketch.sentence("netmask-rules"), expected);
        sketch.change_pool(pool, |pool| pool.family = Family::Ipv6);
        // None is too long for IPv6, whose addresses have 128 bits as lengths have.
        let order = lengths.min.zip(lengths.max).is_some_and(|(min, max)| min > max);
        assert_eq!(sketch.found("netmask-rules").len(), usize::from(order));
    }
}

#[test]
fn swapped_bounds_are_swapped_back() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &[]);
    sketch.change_pool(pool, |pool| pool.rules = rules(28, 16, 24));
    assert_eq!(
        sketch.mend("netmask-rules"),
        "Set the minimum to /16 and the maximum to /28"
    );
    sketch.change_pool(pool, |pool| pool.rules = rules(40, 16, 0));
    assert_eq!(sketch.evidence("netmask-rules"), "minimum /40 IPv4");
    assert_eq!(sketch.fix("netmask-rules"), None);
    sketch.change_pool(pool, |pool| pool.family = Family::Ipv6);
    assert_eq!(sketch.evidence("netmask-rules"), "/40 /16");
    assert_eq!(
        sketch.mend("netmask-rules"),
        "Set the minimum to /16 and the maximum to /40"
    );
    // Length 128 is an address.
    sketch.change_pool(pool, |pool| pool.rules = rules(64, 128, 128));
    assert_eq!(sketch.sentence("netmask-rules"), None);
}
