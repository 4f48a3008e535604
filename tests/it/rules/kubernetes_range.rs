use super::sketch::{Sketch, private};

#[test]
fn kubernetes_services_have_two_ranges_by_default() {
    for (cidr, range) in [
        ("10.99.0.0/16", None),
        ("10.100.0.0/16", Some("10.100.0.0/16")),
        ("10.100.255.0/24", Some("10.100.0.0/16")),
        ("10.101.0.0/16", None),
        ("172.19.0.0/16", None),
        ("172.20.128.0/20", Some("172.20.0.0/16")),
        ("172.21.0.0/16", None),
    ] {
        let mut sketch = Sketch::new();
        sketch.vpc_at("web", cidr, None);
        let expected = range.map(|range| {
            format!("web has {cidr}, which meets {range}, from which Amazon EKS gives addresses to services by default")
        });
        assert_eq!(sketch.sentence("kubernetes-range"), expected);
    }
}

#[test]
fn only_what_a_vpc_has_meets_it() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.100.0.0/16", "172.20.0.0/16"]);
    sketch.reservation(pool, "kept", "10.100.0.0/20");
    sketch.vpc_at("six", "fd00:a64::/56", None);
    assert_eq!(sketch.found("kubernetes-range"), [""; 0]);
}
