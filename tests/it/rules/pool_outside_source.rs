use super::sketch::{Sketch, private};

#[test]
fn a_sub_pool_lies_in_one_cidr_of_its_source() {
    for (source, sub, expected) in [
        (&["10.0.0.0/12"][..], "10.0.0.0/12", None),
        (&["10.0.0.0/12"], "10.15.255.0/24", None),
        (&["10.0.0.0/12", "10.32.0.0/12"], "10.40.0.0/16", None),
        (&["10.0.0.0/12"], "10.15.255.255/32", None),
        (&["10.0.0.0/12"], "10.16.0.0/32", Some("holds only 10.0.0.0/12")),
        (&["10.0.0.0/12"], "9.255.255.255/32", Some("holds only 10.0.0.0/12")),
        (&["fd80::/48"], "fd80::/48", None),
        (&["fd80::/48"], "fd80:0:0:ff00::/56", None),
        (&["fd80::/48"], "fd80:0:1::/56", Some("holds only fd80::/48")),
        (&["fd80::/48"], "fd80::/47", Some("holds only fd80::/48")),
        // The family is another finding.
        (&["10.0.0.0/12"], "fd80::/48", None),
        (&["10.0.0.0/12"], "10.16.0.0/16", Some("holds only 10.0.0.0/12")),
        (&["10.0.0.0/12"], "10.0.0.0/11", Some("holds only 10.0.0.0/12")),
        // Two neighbours are two blocks to AWS.
        (
            &["10.0.0.0/13", "10.8.0.0/13"],
            "10.0.0.0/12",
            Some("holds only 10.0.0.0/13 and 10.8.0.0/13"),
        ),
        (
            &[
                "10.0.0.0/16",
                "10.2.0.0/16",
                "10.4.0.0/16",
                "10.6.0.0/16",
                "10.8.0.0/16",
            ],
            "10.1.0.0/16",
            Some("holds only 10.0.0.0/16, 10.2.0.0/16, 10.4.0.0/16 and 2 more"),
        ),
        (&[], "10.0.0.0/16", Some("has no CIDR yet")),
    ] {
        let mut sketch = Sketch::new();
        let regional = sketch.pool(private(), "Regional", source);
        sketch.pool(regional, "Dev", &[sub]);
        let expected =
            expected.map(|holds| format!("The pool Dev has {sub}, but its source, the pool Regional, {holds}"));
        assert_eq!(sketch.sentence("pool-outside-source"), expected);
        if expected.is_some() {
            assert_eq!(sketch.evidence("pool-outside-source"), sub);
        }
    }
}

#[test]
fn a_top_level_pool_has_no_source_to_lie_in() {
    let mut sketch = Sketch::new();
    sketch.pool(private(), "Top", &["10.0.0.0/8"]);
    assert_eq!(sketch.sentence("pool-outside-source"), None);
}

#[test]
fn an_unused_cidr_moves_into_the_source() {
    let mut sketch = Sketch::new();
    let regional = sketch.pool(private(), "Regional", &["10.0.0.0/12"]);
    sketch.vpc_at("web", "10.0.0.0/16", regional);
    let dev = sketch.pool(regional, "Dev", &["10.16.0.0/16"]);
    let in_dev = sketch.vpc_at("dev", "10.16.0.0/24", dev);
    assert_eq!(sketch.fix("pool-outside-source"), None);
    sketch.ignore(in_dev);
    assert_eq!(sketch.mend("pool-outside-source"), "Move to 10.1.0.0/16");
}
