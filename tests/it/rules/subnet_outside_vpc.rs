use super::sketch::Sketch;

#[test]
fn a_subnet_lies_in_one_cidr_of_its_vpc() {
    for (cidrs, subnet, expected) in [
        (&["10.0.0.0/16"][..], "10.0.0.0/16", None),
        (&["10.0.0.0/16"], "10.0.255.240/28", None),
        (&["10.0.0.0/16", "10.4.0.0/20"], "10.4.0.0/24", None),
        (&["10.0.0.0/16"], "10.1.0.0/24", Some("holds only 10.0.0.0/16")),
        (
            &["10.0.0.0/17", "10.0.128.0/17"],
            "10.0.0.0/16",
            Some("holds only 10.0.0.0/17 and 10.0.128.0/17"),
        ),
        (&[], "10.0.0.0/24", Some("has no CIDR yet")),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        for cidr in cidrs {
            sketch.vpc_cidr(vpc, cidr, None);
        }
        sketch.subnet(vpc, "private-a", subnet);
        let expected = expected.map(|holds| format!("private-a has {subnet}, but its VPC, web, {holds}"));
        assert_eq!(sketch.sentence("subnet-outside-vpc"), expected);
    }
}

#[test]
fn it_moves_to_where_the_vpc_has_room() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/20", None);
    sketch.subnet(vpc, "a", "10.0.0.0/24");
    let outside = sketch.subnet(vpc, "b", "10.1.0.0/24");
    assert_eq!(sketch.fix("subnet-outside-vpc").unwrap().label, "Move to 10.0.1.0/24");
    sketch.change(
        outside,
        |tables| &tables.subnets,
        |row| row.aws_id = Some("subnet-1".to_owned()),
    );
    assert_eq!(sketch.fix("subnet-outside-vpc"), None);
    sketch.change(outside, |tables| &tables.subnets, |row| row.aws_id = None);
    assert_eq!(sketch.mend("subnet-outside-vpc"), "Move to 10.0.1.0/24");
}
