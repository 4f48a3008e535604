use ipam_planner::plan::CidrRole::{self, Primary, Secondary};

use super::sketch::Sketch;

const CODE: &str = "primary-cidr";

#[test]
fn a_vpc_has_one_primary_cidr_of_ipv4() {
    type Held = &'static [(&'static str, CidrRole)];
    let cases: [(Held, Option<&str>); 8] = [
        (&[], None),
        (&[("10.0.0.0/16", Primary)], None),
        (&[("10.0.0.0/16", Primary), ("10.1.0.0/16", Secondary)], None),
        // The role says nothing of IPv6.
        (&[("10.0.0.0/16", Primary), ("fd80::/56", Primary)], None),
        (
            &[("fd80::/56", Secondary)],
            Some("has no IPv4 CIDR, and AWS makes no VPC without one"),
        ),
        (
            &[("fd80::/56", Primary)],
            Some("has no IPv4 CIDR, and AWS makes no VPC without one"),
        ),
        (
            &[("10.0.0.0/16", Secondary), ("10.1.0.0/16", Secondary)],
            Some("has no primary IPv4 CIDR, and AWS makes every VPC with one"),
        ),
        (
            &[("10.0.0.0/16", Primary), ("10.1.0.0/16", Primary)],
            Some("has 2 primary IPv4 CIDRs, and only the one that it was made with is that"),
        ),
    ];
    for (held, expected) in cases {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        for (cidr, role) in held {
            let id = sketch.vpc_cidr(vpc, cidr, None);
            sketch.change(id, |tables| &tables.vpc_cidrs, |row| row.role = *role);
        }
        let expected = expected.map(|expected| format!("web {expected}"));
        assert_eq!(sketch.sentence(CODE), expected);
        assert!(expected.is_none() || sketch.fix(CODE).is_none());
    }
}

#[test]
fn the_only_one_is_made_the_primary_one() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "fd80::/56", None);
    let only = sketch.vpc_cidr(vpc, "10.0.0.0/16", None);
    sketch.change(only, |tables| &tables.vpc_cidrs, |row| row.role = Secondary);
    assert_eq!(sketch.mend(CODE), "Make 10.0.0.0/16 the primary CIDR");
}
