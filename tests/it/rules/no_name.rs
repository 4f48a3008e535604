use super::sketch::{Sketch, private};

#[test]
fn what_has_no_name_is_noted() {
    let mut sketch = Sketch::new();
    assert_eq!(sketch.found("no-name"), [""; 0], "the default scopes need none");
    let pool = sketch.pool(private(), " ", &[]);
    let expected = "A pool without a CIDR has no name either";
    assert_eq!(sketch.sentence("no-name").as_deref(), Some(expected));
    sketch.pool_cidr(pool, "10.0.0.0/8");
    let expected = "The pool at 10.0.0.0/8 has no name";
    assert_eq!(sketch.sentence("no-name").as_deref(), Some(expected));
    sketch.change_pool(pool, |pool| pool.name = "Top".to_owned());
    assert_eq!(sketch.sentence("no-name"), None);

    let vpc = sketch.vpc("");
    let expected = "A VPC in eu-central-1 has neither a name nor a CIDR";
    assert_eq!(sketch.sentence("no-name").as_deref(), Some(expected));
    sketch.vpc_cidr(vpc, "10.0.0.0/16", None);
    let expected = "The VPC at 10.0.0.0/16 in eu-central-1 has no name";
    assert_eq!(sketch.sentence("no-name").as_deref(), Some(expected));
    sketch.change_vpc(vpc, |vpc| vpc.aws_id = Some("vpc-0123456789abcdef0".to_owned()));
    assert_eq!(sketch.sentence("no-name"), None);

    sketch.scope("");
    assert_eq!(
        sketch.sentence("no-name").as_deref(),
        Some("An additional scope has no name")
    );
}
