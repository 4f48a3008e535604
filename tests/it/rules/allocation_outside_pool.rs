use super::sketch::{Sketch, private};

#[test]
fn a_pool_gives_out_what_it_holds() {
    for (block, expected) in [
        ("10.0.0.0/14", None),
        ("10.3.255.0/24", None),
        ("10.64.0.0/20", None),
        ("10.3.255.255/32", None),
        ("10.4.0.0/32", Some("holds only 10.0.0.0/14 and 10.64.0.0/16")),
        // The family is another finding.
        ("fd80::/56", None),
        ("10.4.0.0/20", Some("holds only 10.0.0.0/14 and 10.64.0.0/16")),
        ("10.0.0.0/13", Some("holds only 10.0.0.0/14 and 10.64.0.0/16")),
    ] {
        for kind in ["VPC", "reservation", "public block"] {
            let mut sketch = Sketch::new();
            let pool = sketch.pool(private(), "Production", &["10.0.0.0/14", "10.64.0.0/16"]);
            match kind {
                "VPC" => _ = sketch.vpc_at("web", block, pool),
                "reservation" => _ = sketch.reservation(pool, "web", block),
                _ => _ = sketch.public_block("web", block, Some(pool)),
            }
            let expected = expected.map(|holds| format!("web takes {block} from the pool Production, which {holds}"));
            assert_eq!(sketch.sentence("allocation-outside-pool"), expected, "{kind}");
            if expected.is_some() {
                assert_eq!(sketch.evidence("allocation-outside-pool"), block);
            }
        }
    }
}

#[test]
fn so_does_a_pool_of_ipv6() {
    for (block, fires) in [
        ("fd80::/52", false),
        ("fd80:0:0:ff0::/60", false),
        ("fd80:0:0:1000::/60", true),
        ("fd80::/48", true),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Six", &["fd80::/52"]);
        sketch.vpc_at("web", block, pool);
        let expected = format!("web takes {block} from the pool Six, which holds only fd80::/52");
        assert_eq!(sketch.sentence("allocation-outside-pool"), fires.then_some(expected));
    }
}

#[test]
fn what_is_from_no_pool_or_ignored_lies_outside_none() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &[]);
    sketch.vpc_at("unmanaged", "10.0.0.0/16", None);
    let ignored = sketch.vpc_at("web", "10.1.0.0/16", pool);
    let expected = "web takes 10.1.0.0/16 from the pool Production, which has no CIDR yet";
    assert_eq!(sketch.sentence("allocation-outside-pool").as_deref(), Some(expected));
    sketch.ignore(ignored);
    assert_eq!(sketch.sentence("allocation-outside-pool"), None);
}

#[test]
fn it_follows_the_cidrs_of_the_pool() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    let more = sketch.pool_cidr(pool, "10.4.0.0/16");
    sketch.vpc_at("web", "10.4.0.0/20", pool);
    assert_eq!(sketch.sentence("allocation-outside-pool"), None);
    sketch.change(
        more,
        |tables| &tables.pool_cidrs,
        |row| row.cidr = super::sketch::cidr("10.5.0.0/16"),
    );
    assert_eq!(sketch.found("allocation-outside-pool").len(), 1);
}

#[test]
fn it_moves_to_where_the_pool_has_room() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    sketch.vpc_at("first", "10.0.0.0/20", pool);
    sketch.reservation(pool, "lab", "10.9.0.0/20");
    assert_eq!(sketch.mend("allocation-outside-pool"), "Move to 10.0.16.0/20");

    sketch.vpc_at("too large", "10.8.0.0/16", pool);
    assert_eq!(sketch.fix("allocation-outside-pool"), None);
}
