use ipam_planner::plan::Lock;
use ipam_planner::rules::{Subject, overlapping_pairs};

use super::sketch::{Sketch, private};

#[test]
fn two_blocks_that_overlap_are_named_with_their_cidrs() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Top", &["10.0.0.0/8"]);
    let production = sketch.pool(top, "Production", &["10.0.0.0/16"]);
    let test = sketch.pool(top, "Test", &["10.1.0.0/16"]);
    let web = sketch.vpc_at("web", "10.0.0.0/20", production);
    assert_eq!(sketch.sentence("overlap"), None);

    sketch.change(web, |tables| &tables.vpc_cidrs, |row| row.pool = Some(test));
    assert_eq!(
        sketch.sentence("overlap").as_deref(),
        Some("Production (10.0.0.0/16) overlaps web (10.0.0.0/20)")
    );
    sketch.change(web, |tables| &tables.vpc_cidrs, |row| row.pool = Some(production));
    sketch.reservation(production, "", "10.0.8.0/24");
    let expected = "web (10.0.0.0/20) overlaps a reservation without a name (10.0.8.0/24), both allocated from the pool \
                    Production";
    assert_eq!(sketch.sentence("overlap").as_deref(), Some(expected));
}

#[test]
fn blocks_that_share_an_address_overlap() {
    for (one, other, fires) in [
        ("10.0.0.0/17", "10.0.128.0/17", false),
        ("10.0.0.0/17", "10.0.127.240/28", true),
        ("10.0.0.0/17", "10.0.128.0/28", false),
        ("10.0.0.0/16", "10.0.0.0/16", true),
        ("fd80::/56", "fd80:0:0:100::/56", false),
        ("fd80::/55", "fd80:0:0:100::/56", true),
        ("fd80::/56", "fd80::/56", true),
        ("10.0.0.0/16", "a00::/16", false),
    ] {
        let mut sketch = Sketch::new();
        sketch.vpc_at("one", one, None);
        sketch.vpc_at("other", other, None);
        let expected = format!("one ({one}) overlaps other ({other})");
        assert_eq!(sketch.sentence("overlap"), fires.then_some(expected));
        if fires {
            assert_eq!(sketch.evidence("overlap"), format!("{one} {other}"));
        }
        // In another scope they are of another network.
        let mut sketch = Sketch::new();
        let partners = sketch.scope("Partners");
        sketch.vpc_at("one", one, None);
        let theirs = sketch.vpc("other");
        sketch.change_vpc(theirs, |vpc| vpc.scope = partners);
        sketch.vpc_cidr(theirs, other, None);
        assert_eq!(sketch.found("overlap"), [""; 0]);
    }
}

#[test]
fn what_nests_where_it_belongs_and_what_lies_in_another_scope_does_not_overlap() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Top", &["10.0.0.0/8", "172.16.0.0/12"]);
    // A sub-pool may hold all of its source pool.
    let same = sketch.pool(top, "Same", &["10.0.0.0/8"]);
    sketch.vpc_at("web", "10.0.0.0/16", same);
    let other = sketch.scope("Partners");
    let pool = sketch.pool(other, "Theirs", &["10.0.0.0/8"]);
    sketch.vpc_at("theirs", "10.0.0.0/16", pool);
    // That a pool holds a range from no pool is a finding, but no overlap.
    sketch.vpc_at("unmanaged", "10.1.0.0/16", None);
    // A reservation around it is what keeps it safe.
    sketch.reservation(same, "unmanaged", "10.1.0.0/16");
    // What is ignored is exempt.
    let ignored = sketch.vpc_at("ignored", "10.0.0.0/16", None);
    sketch.ignore(ignored);
    assert_eq!(sketch.found("overlap"), [""; 0]);
    // A reservation inside it is for something else.
    sketch.reservation(same, "overlay", "10.1.128.0/24");
    assert_eq!(sketch.found("overlap").len(), 1);
}

#[test]
fn many_blocks_are_one_finding() {
    let mut sketch = Sketch::new();
    for number in 1..=5 {
        sketch.vpc_at(&format!("account-{number}"), "172.31.0.0/16", None);
    }
    let expected = "5 VPCs all have 172.31.0.0/16, which AWS gives every default VPC";
    assert_eq!(sketch.sentence("overlap").as_deref(), Some(expected));

    let mut sketch = Sketch::new();
    for name in ["a", "b", "c", "d", "e"] {
        sketch.vpc_at(name, "10.0.0.0/16", None);
    }
    assert_eq!(
        sketch.sentence("overlap").as_deref(),
        Some("5 VPCs all have 10.0.0.0/16: a, b, c and 2 more")
    );

    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/8"]);
    sketch.vpc_at("small", "10.0.16.0/20", pool);
    sketch.vpc_at("large", "10.0.0.0/16", pool);
    sketch.reservation(pool, "lab", "10.0.0.0/18");
    let expected = "3 blocks overlap, all allocated from the pool Production: large (10.0.0.0/16), lab (10.0.0.0/18) and \
                    small (10.0.16.0/20)";
    assert_eq!(sketch.sentence("overlap").as_deref(), Some(expected));
}

#[test]
fn pairs_are_found_as_they_are_asked_for() {
    let mut sketch = Sketch::new();
    for (name, cidr) in [
        ("a", "10.0.0.0/16"),
        ("b", "10.0.0.0/16"),
        ("c", "10.0.128.0/17"),
        ("d", "10.0.0.0/20"),
    ] {
        sketch.vpc_at(name, cidr, None);
    }
    let facts = sketch.workspace.facts();
    let Some(Subject::Cluster(scope, key)) = sketch.workspace.findings().iter().map(|finding| finding.subject).next()
    else {
        panic!("a cluster")
    };
    let pairs: Vec<String> = overlapping_pairs(facts, scope, key)
        .map(|(one, other)| format!("{} {}", one.cidr, other.cidr))
        .collect();
    let expected = [
        "10.0.0.0/16 10.0.0.0/16",
        "10.0.0.0/16 10.0.0.0/20",
        "10.0.0.0/16 10.0.128.0/17",
        "10.0.0.0/16 10.0.0.0/20",
        "10.0.0.0/16 10.0.128.0/17",
    ];
    assert_eq!(pairs, expected);
    assert_eq!(overlapping_pairs(facts, scope, key).take(2).count(), 2);
}

#[test]
fn evidence_is_the_blocks_however_many() {
    let mut sketch = Sketch::new();
    let mut last = None;
    for number in 0..17 {
        last = Some(sketch.vpc_at(&format!("v{number}"), "10.0.0.0/16", None));
    }
    let many = sketch.evidence("overlap");
    assert!(many.starts_with("17 blocks ") && many.len() < 40, "{many}");
    sketch.change(
        last.unwrap(),
        |tables| &tables.vpc_cidrs,
        |row| row.cidr = super::sketch::cidr("10.0.0.0/17"),
    );
    assert_ne!(sketch.evidence("overlap"), many);
}

#[test]
fn the_smallest_block_that_ends_the_overlap_moves_with_its_subnets() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    sketch.vpc_at("first", "10.0.0.0/18", pool);
    let vpc = sketch.vpc("second");
    let second = sketch.vpc_cidr(vpc, "10.0.32.0/20", pool);
    let subnet = sketch.subnet(vpc, "a", "10.0.36.0/24");
    assert_eq!(sketch.mend("overlap"), "Move second to 10.0.64.0/20");
    assert_eq!(sketch.cidr_of_vpc(second), "10.0.64.0/20");
    let subnets = &sketch.workspace.plan().design().subnets;
    assert_eq!(subnets.get(&subnet).unwrap().cidr.to_string(), "10.0.68.0/24");
    sketch.workspace.undo();
    assert_eq!(sketch.cidr_of_vpc(second), "10.0.32.0/20");
}

#[test]
fn a_block_moves_only_where_nothing_else_is() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    sketch.vpc_at("one", "10.0.0.0/18", pool);
    sketch.vpc_at("two", "10.0.0.0/18", pool);
    // The pool thinks that this is free.
    sketch.vpc_at("unmanaged", "10.0.64.0/20", None);
    assert_eq!(sketch.mend("overlap"), "Move two to 10.0.128.0/18");
}

#[test]
fn what_exists_or_is_locked_or_has_nowhere_to_go_stays() {
    let two = |sketch: &mut Sketch| {
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
        let [one, other] = ["one", "two"].map(|name| {
            let vpc = sketch.vpc(name);
            sketch.vpc_cidr(vpc, "10.0.0.0/18", pool);
            vpc
        });
        (pool, one, other)
    };
    let mut sketch = Sketch::new();
    let (_, one, other) = two(&mut sketch);
    sketch.change_vpc(other, |vpc| vpc.aws_id = Some("vpc-1".to_owned()));
    assert_eq!(sketch.fix("overlap").unwrap().label, "Move one to 10.0.64.0/18");
    sketch.change_vpc(one, |vpc| vpc.aws_id = Some("vpc-2".to_owned()));
    assert_eq!(sketch.fix("overlap"), None);

    let mut sketch = Sketch::new();
    let (pool, ..) = two(&mut sketch);
    sketch.change_pool(pool, |pool| pool.lock = Lock::Locked);
    assert_eq!(sketch.fix("overlap"), None);

    let mut sketch = Sketch::new();
    let (pool, ..) = two(&mut sketch);
    sketch.reservation(pool, "rest", "10.0.128.0/17");
    sketch.reservation(pool, "more", "10.0.64.0/24");
    assert_eq!(sketch.fix("overlap"), None);

    // No single move ends it.
    let mut sketch = Sketch::new();
    let (pool, ..) = two(&mut sketch);
    sketch.vpc_at("three", "10.0.0.0/18", pool);
    assert_eq!(sketch.fix("overlap"), None);
}

#[test]
fn an_empty_pool_moves_and_a_used_one_does_not() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Top", &["10.0.0.0/8"]);
    let one = sketch.pool(top, "One", &["10.0.0.0/16"]);
    let two = sketch.pool(top, "Two", &["10.0.0.0/17"]);
    assert_eq!(sketch.fix("overlap").unwrap().label, "Move Two to 10.1.0.0/17");
    sketch.vpc_at("web", "10.0.0.0/20", two);
    assert_eq!(sketch.fix("overlap").unwrap().label, "Move One to 10.1.0.0/16");
    sketch.vpc_at("lab", "10.0.192.0/20", one);
    assert_eq!(sketch.fix("overlap"), None);
}

#[test]
fn default_vpcs_can_be_ignored() {
    for (others, expected) in [
        (&[][..], Some("Ignore the 3 default VPCs")),
        (&["172.31.4.0/24"], Some("Ignore the 3 default VPCs")),
        // What is left would still overlap.
        (&["172.31.4.0/24", "172.31.4.0/25"], None),
    ] {
        let mut sketch = Sketch::new();
        for number in 1..=3 {
            sketch.vpc_at(&format!("account-{number}"), "172.31.0.0/16", None);
        }
        for cidr in others {
            sketch.vpc_at("erp", cidr, None);
        }
        let label = sketch.fix("overlap").map(|fix| fix.label);
        assert_eq!(label.as_deref(), expected, "{others:?}");
        if label.is_some() {
            sketch.mend("overlap");
        }
    }
    // Others of the same range may be in use.
    let mut sketch = Sketch::new();
    sketch.vpc_at("one", "172.30.0.0/16", None);
    sketch.vpc_at("other", "172.30.0.0/16", None);
    assert_eq!(sketch.fix("overlap"), None);
}
