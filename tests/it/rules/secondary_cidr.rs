use ipam_planner::plan::CidrRole;

use super::sketch::Sketch;

/// AWS's table, row by row: the primary CIDR, what is added, and what keeps it out.
#[test]
fn what_a_vpc_may_be_given_depends_on_its_primary_cidr() {
    for (primary, added, range) in [
        // 10.0.0.0/8
        ("10.5.0.0/16", "172.16.0.0/16", Some("172.16.0.0/12")),
        ("10.5.0.0/16", "172.31.0.0/16", Some("172.16.0.0/12")),
        ("10.5.0.0/16", "172.15.0.0/16", None),
        ("10.5.0.0/16", "172.32.0.0/16", None),
        ("10.5.0.0/16", "192.168.0.0/24", Some("192.168.0.0/16")),
        ("10.5.0.0/16", "192.169.0.0/24", None),
        ("10.5.0.0/16", "198.19.0.0/24", Some("198.19.0.0/16")),
        ("10.5.0.0/16", "198.18.0.0/24", None),
        ("10.5.0.0/16", "10.6.0.0/16", None),
        ("10.5.0.0/16", "100.64.0.0/16", None),
        ("10.5.0.0/16", "52.0.0.0/16", None),
        ("10.2.0.0/16", "10.0.0.0/16", None),
        ("10.0.0.0/17", "10.1.0.0/16", None),
        ("10.255.0.0/16", "11.0.0.0/16", None),
        ("10.5.0.0/16", "172.31.255.240/28", Some("172.16.0.0/12")),
        ("10.5.0.0/16", "192.167.255.240/28", None),
        ("10.5.0.0/16", "192.168.255.240/28", Some("192.168.0.0/16")),
        ("10.5.0.0/16", "198.19.255.240/28", Some("198.19.0.0/16")),
        ("10.5.0.0/16", "198.20.0.0/28", None),
        // 172.16.0.0/12
        ("172.16.0.0/16", "10.0.0.0/16", Some("10.0.0.0/8")),
        ("172.16.0.0/16", "192.168.0.0/16", Some("192.168.0.0/16")),
        ("172.16.0.0/16", "172.31.0.0/16", Some("172.31.0.0/16")),
        ("172.16.0.0/16", "172.30.0.0/16", None),
        ("172.31.0.0/17", "172.31.128.0/17", Some("172.31.0.0/16")),
        ("172.31.0.0/16", "172.30.0.0/16", None),
        ("172.16.0.0/16", "9.255.0.0/16", None),
        ("172.16.0.0/16", "11.0.0.0/16", None),
        ("172.16.0.0/16", "198.19.0.0/16", Some("198.19.0.0/16")),
        ("172.16.0.0/16", "100.127.0.0/16", None),
        // 192.168.0.0/16
        ("192.168.0.0/17", "10.0.0.0/16", Some("10.0.0.0/8")),
        ("192.168.0.0/17", "172.16.0.0/16", Some("172.16.0.0/12")),
        ("192.168.0.0/17", "198.19.0.0/16", Some("198.19.0.0/16")),
        ("192.168.0.0/17", "192.168.128.0/17", None),
        ("192.168.0.0/17", "100.64.0.0/16", None),
        // 198.19.0.0/16
        ("198.19.0.0/17", "10.0.0.0/16", Some("10.0.0.0/8")),
        ("198.19.0.0/17", "172.16.0.0/16", Some("172.16.0.0/12")),
        // AWS's row for this range does not restrict it itself.
        ("198.19.0.0/17", "198.19.128.0/17", None),
        ("198.19.0.0/17", "192.168.0.0/16", Some("192.168.0.0/16")),
        ("198.19.0.0/17", "52.0.0.0/16", None),
        ("198.19.0.0/17", "100.64.0.0/16", None),
        // Public, or 100.64.0.0/10
        ("52.0.0.0/16", "10.0.0.0/16", Some("10.0.0.0/8")),
        ("52.0.0.0/16", "172.16.0.0/16", Some("172.16.0.0/12")),
        ("52.0.0.0/16", "198.19.0.0/16", Some("198.19.0.0/16")),
        ("52.0.0.0/16", "53.0.0.0/16", None),
        ("100.64.0.0/16", "192.168.0.0/16", Some("192.168.0.0/16")),
        ("100.64.0.0/16", "198.19.0.0/16", Some("198.19.0.0/16")),
        ("100.64.0.0/16", "100.65.0.0/16", None),
        ("100.64.0.0/16", "52.0.0.0/16", None),
        ("100.64.0.0/16", "10.0.0.0/16", Some("10.0.0.0/8")),
        ("52.0.0.0/16", "100.64.0.0/16", None),
        ("52.0.0.0/16", "192.168.0.0/16", Some("192.168.0.0/16")),
        // IPv6 is another matter.
        ("10.5.0.0/16", "fd80::/56", None),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        sketch.vpc_cidr(vpc, primary, None);
        let second = sketch.vpc_cidr(vpc, added, None);
        sketch.change(second, |tables| &tables.vpc_cidrs, |row| row.role = CidrRole::Secondary);
        let expected = range.map(|range| {
            format!("web cannot be given {added}: a VPC with the primary CIDR {primary} takes nothing of {range}")
        });
        assert_eq!(sketch.sentence("secondary-cidr"), expected, "{primary} and {added}");
        if expected.is_some() {
            assert_eq!(sketch.evidence("secondary-cidr"), format!("{primary} {added}"));
        }
    }
}

/// "If any of the CIDR blocks associated with the VPC are from the 10.0.0.0/15 range, you cannot add a CIDR block from the
/// 10.0.0.0/16 range."
#[test]
fn the_first_of_the_tens_stands_alone() {
    for (primary, added, refused) in [
        ("10.0.0.0/17", &["10.0.128.0/17"][..], Some("10.0.128.0/17")),
        ("10.1.0.0/16", &["10.0.0.0/16"], Some("10.0.0.0/16")),
        ("10.2.0.0/16", &["10.0.0.0/16"], None),
        ("10.1.255.240/28", &["10.0.255.240/28"], Some("10.0.255.240/28")),
        ("10.1.255.240/28", &["10.1.0.0/28", "10.2.0.0/28"], None),
        // In this order AWS takes both.
        ("10.2.0.0/16", &["10.0.0.0/16", "10.1.0.0/16"], None),
        ("10.2.0.0/16", &["10.0.0.0/17", "10.0.128.0/17"], Some("10.0.128.0/17")),
        (
            "10.1.0.0/16",
            &["10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18"],
            Some("10.0.0.0/18 (nor 2 others)"),
        ),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        sketch.vpc_cidr(vpc, primary, None);
        for cidr in added {
            let id = sketch.vpc_cidr(vpc, cidr, None);
            sketch.change(id, |tables| &tables.vpc_cidrs, |row| row.role = CidrRole::Secondary);
        }
        let expected = refused.map(|refused| {
            format!(
                "web cannot be given {refused}: one that has something of 10.0.0.0/15 takes nothing more of 10.0.0.0/16"
            )
        });
        assert_eq!(sketch.sentence("secondary-cidr"), expected, "{primary} and {added:?}");
    }
}

#[test]
fn without_a_primary_cidr_nothing_is_said() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    for cidr in ["10.0.0.0/16", "172.16.0.0/16"] {
        let id = sketch.vpc_cidr(vpc, cidr, None);
        sketch.change(id, |tables| &tables.vpc_cidrs, |row| row.role = CidrRole::Secondary);
    }
    assert_eq!(sketch.sentence("secondary-cidr"), None);
}
