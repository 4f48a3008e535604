//! What sentences call things that have no name, or one that is hard to read.

use super::sketch::{Sketch, private};

#[test]
fn what_has_no_name_is_called_by_what_it_is() {
    for (name, called) in [
        ("Production", "The pool Production is 11 pools deep"),
        ("", "The pool at 10.0.0.0/8 is 11 pools deep"),
        ("  \n\t ", "The pool at 10.0.0.0/8 is 11 pools deep"),
        ("two\nlines\u{7}", "The pool two lines is 11 pools deep"),
    ] {
        let mut sketch = Sketch::new();
        let mut pool = sketch.pool(private(), "Top", &["10.0.0.0/8"]);
        for _ in 0..9 {
            pool = sketch.pool(pool, "Between", &["10.0.0.0/8"]);
        }
        sketch.pool(pool, name, &["10.0.0.0/8"]);
        let sentence = sketch.sentence("pool-depth").unwrap();
        assert!(sentence.starts_with(called), "{sentence}");
    }
}

#[test]
fn a_vpc_without_a_name_is_called_by_its_id_in_aws() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("");
    sketch.vpc_cidr(vpc, "10.0.0.0/15", None);
    let start = |sketch: &Sketch| {
        sketch
            .sentence("vpc-size")
            .unwrap()
            .split(" has ")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(start(&sketch), "A VPC without a name");
    sketch.change_vpc(vpc, |vpc| vpc.aws_id = Some("vpc-0a1b2c3d".to_owned()));
    assert_eq!(start(&sketch), "vpc-0a1b2c3d");
    sketch.change_vpc(vpc, |vpc| vpc.name = "the vault".to_owned());
    assert_eq!(start(&sketch), "the vault");
    sketch.change_vpc(vpc, |vpc| vpc.name = "ü".repeat(1_000));
    assert_eq!(start(&sketch), format!("{}…", "ü".repeat(60)));
}

#[test]
fn evidence_holds_no_name() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("payments-prod");
    sketch.vpc_cidr(vpc, "10.0.0.0/15", None);
    let before = sketch.evidence("vpc-size");
    sketch.change_vpc(vpc, |vpc| vpc.name = "payments".to_owned());
    assert_eq!(sketch.evidence("vpc-size"), before);
}
