use super::sketch::{Sketch, private};

#[test]
fn docker_uses_one_range() {
    for (cidr, fires) in [
        ("172.16.0.0/16", false),
        ("172.17.0.0/16", true),
        ("172.17.255.240/28", true),
        ("172.16.0.0/15", true),
        ("172.18.0.0/16", false),
        ("10.17.0.0/16", false),
        ("fd00::/56", false),
    ] {
        let mut sketch = Sketch::new();
        sketch.vpc_at("web", cidr, None);
        let expected =
            format!("web has {cidr}, which meets 172.17.0.0/16, used by Docker, AWS Cloud9 and Amazon SageMaker AI");
        assert_eq!(sketch.sentence("docker-range"), fires.then_some(expected));
    }
}

#[test]
fn only_what_a_vpc_has_meets_it() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["172.17.0.0/16"]);
    sketch.reservation(pool, "kept", "172.17.0.0/20");
    assert_eq!(sketch.found("docker-range"), [""; 0]);
}
