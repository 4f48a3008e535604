use super::sketch::{Sketch, private};

#[test]
fn a_range_from_no_pool_inside_a_pool_is_in_danger() {
    for (block, reserved, expected) in [
        ("10.4.0.0/16", None, None),
        ("10.4.0.0/28", None, None),
        ("10.3.255.240/28", None, Some("the pool Test, which holds 10.2.0.0/15,")),
        ("fd81::/56", None, None),
        ("fd80:0:0:ff00::/56", None, Some("the pool Six, which holds fd80::/48,")),
        ("fd80:0:0:ff00::/56", Some("fd80:0:0:ff00::/56"), None),
        (
            "10.1.0.0/16",
            None,
            Some("the pool Production, which holds 10.0.0.0/14,"),
        ),
        ("10.2.0.0/16", None, Some("the pool Test, which holds 10.2.0.0/15,")),
        // Larger than the pool: part of it is in danger.
        ("10.0.0.0/12", None, Some("the pool Test, which holds 10.2.0.0/15,")),
        ("10.1.0.0/16", Some("10.1.0.0/16"), None),
        ("10.1.0.0/16", Some("10.0.0.0/15"), None),
        (
            "10.1.0.0/16",
            Some("10.1.0.0/17"),
            Some("the pool Production, which holds 10.0.0.0/14,"),
        ),
    ] {
        let mut sketch = Sketch::new();
        let production = sketch.pool(private(), "Production", &["10.0.0.0/14"]);
        sketch.pool(production, "Test", &["10.2.0.0/15"]);
        let six = sketch.pool(private(), "Six", &["fd80::/48"]);
        sketch.vpc_at("erp", block, None);
        if let Some(reserved) = reserved {
            let pool = if reserved.contains(':') { six } else { production };
            sketch.reservation(pool, "erp", reserved);
        }
        let expected = expected.map(|pool| {
            format!("erp has {block} from no pool, and {pool} could give the same addresses to others: reserve them")
        });
        assert_eq!(sketch.sentence("unmanaged-in-pool"), expected);
    }
}

#[test]
fn what_a_pool_gave_or_ipam_ignores_is_not_unmanaged() {
    let mut sketch = Sketch::new();
    let production = sketch.pool(private(), "Production", &["10.0.0.0/14"]);
    sketch.vpc_at("web", "10.0.0.0/16", production);
    let ignored = sketch.vpc_at("erp", "10.1.0.0/16", None);
    sketch.ignore(ignored);
    let other = sketch.scope("Partners");
    let vpc = sketch.vpc("elsewhere");
    sketch.change_vpc(vpc, |vpc| vpc.scope = other);
    sketch.vpc_cidr(vpc, "10.2.0.0/16", None);
    assert_eq!(sketch.found("unmanaged-in-pool"), [""; 0]);
    // It follows the pool into the scope.
    sketch.change_pool(production, |pool| pool.parent = other.into());
    assert_eq!(sketch.found("unmanaged-in-pool").len(), 1);
}

#[test]
fn a_reservation_keeps_it() {
    let mut sketch = Sketch::new();
    let production = sketch.pool(private(), "Production", &["10.0.0.0/14"]);
    sketch.vpc_at("erp", "10.1.0.0/16", None);
    assert_eq!(sketch.evidence("unmanaged-in-pool"), "10.1.0.0/16 10.0.0.0/14");
    assert_eq!(sketch.mend("unmanaged-in-pool"), "Reserve 10.1.0.0/16 in Production");
    assert_eq!(sketch.found("reserved-for-vpc").len(), 1);
    let reservations = &sketch.workspace.plan().design().reservations;
    let reserved: Vec<_> = reservations.values().map(|row| (row.name.as_str(), row.pool)).collect();
    assert_eq!(reserved, [("erp", production)]);
}

#[test]
fn what_is_given_out_already_cannot_be_reserved() {
    let mut sketch = Sketch::new();
    let production = sketch.pool(private(), "Production", &["10.0.0.0/14"]);
    sketch.vpc_at("erp", "10.1.0.0/16", None);
    sketch.vpc_at("web", "10.1.0.0/24", production);
    assert_eq!(sketch.fix("unmanaged-in-pool"), None);
}

#[test]
fn a_reservation_of_another_pool_keeps_nothing() {
    let mut sketch = Sketch::new();
    let production = sketch.pool(private(), "Production", &["10.0.0.0/14"]);
    sketch.vpc_at("erp", "10.1.0.0/16", None);
    sketch.reservation(production, "erp", "10.1.0.0/16");
    assert_eq!(sketch.sentence("unmanaged-in-pool"), None);
    // The sub-pool does not know of what is reserved in its source pool.
    let test = sketch.pool(production, "Test", &["10.0.0.0/15"]);
    let expected = "erp has 10.1.0.0/16 from no pool, and the pool Test, which holds 10.0.0.0/15, could give the same \
                    addresses to others: reserve them";
    assert_eq!(sketch.sentence("unmanaged-in-pool").as_deref(), Some(expected));
    sketch.reservation(test, "erp", "10.1.0.0/16");
    assert_eq!(sketch.sentence("unmanaged-in-pool"), None);
}
