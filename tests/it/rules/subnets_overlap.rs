use super::sketch::Sketch;

#[test]
fn subnets_of_a_vpc_do_not_overlap() {
    for (subnets, expected) in [
        (&["10.0.0.0/25", "10.0.0.128/25"][..], None),
        (&["10.0.0.0/24"], None),
        (
            &["10.0.0.0/24", "10.0.0.0/24"],
            Some("In web, the subnet s1 (10.0.0.0/24) overlaps s0 (10.0.0.0/24)"),
        ),
        (
            &["10.0.0.128/28", "10.0.0.0/24"],
            Some("In web, the subnet s0 (10.0.0.128/28) overlaps s1 (10.0.0.0/24)"),
        ),
        (
            &["10.0.0.0/24", "10.0.0.0/25", "10.0.0.128/25", "10.0.1.0/24"],
            Some("In web, the subnet s1 (10.0.0.0/25) overlaps s0 (10.0.0.0/24), and 1 more of its subnets overlap"),
        ),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        sketch.vpc_cidr(vpc, "10.0.0.0/16", None);
        for (number, subnet) in subnets.iter().enumerate() {
            sketch.subnet(vpc, &format!("s{number}"), subnet);
        }
        assert_eq!(sketch.sentence("subnets-overlap").as_deref(), expected);
    }
}

#[test]
fn subnets_of_two_vpcs_are_no_matter_of_theirs() {
    let mut sketch = Sketch::new();
    for name in ["one", "two"] {
        let vpc = sketch.vpc(name);
        sketch.vpc_cidr(vpc, "10.0.0.0/16", None);
        sketch.subnet(vpc, "a", "10.0.0.0/24");
    }
    assert_eq!(sketch.sentence("subnets-overlap"), None);
    // Their VPCs overlap, which says it all.
    assert_eq!(sketch.found("overlap").len(), 1);
}
