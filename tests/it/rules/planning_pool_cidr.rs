use ipam_planner::plan::PoolParent;

use super::sketch::{Sketch, cidr, private};

const CODE: &str = "planning-pool-cidr";

#[test]
fn a_planning_pool_has_just_a_cidr_of_its_vpc() {
    for (held, fires) in [
        ("10.0.0.0/20", false),
        ("10.0.0.0/21", true),
        ("10.0.0.0/19", true),
        ("10.1.0.0/24", false),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        sketch.vpc_cidr(vpc, "10.0.0.0/20", None);
        sketch.vpc_cidr(vpc, "10.1.0.0/24", None);
        let pool = sketch.pool(private(), "Subnets", &[held]);
        assert_eq!(sketch.found(CODE), [""; 0]);
        sketch.change_pool(pool, |pool| pool.source_resource = Some(vpc));
        let expected = format!(
            "The pool Subnets has {held}, which is no CIDR of the VPC that it plans for: web has 10.0.0.0/20 and 10.1.0.0/24"
        );
        assert_eq!(sketch.sentence(CODE), fires.then_some(expected));
    }
}

#[test]
fn a_vpc_that_changes_is_followed_and_pools_within_hold_parts() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    let pool = sketch.pool(private(), "Subnets", &["10.0.0.0/20"]);
    sketch.change_pool(pool, |pool| pool.source_resource = Some(vpc));
    let expected =
        "The pool Subnets has 10.0.0.0/20, which is no CIDR of the VPC that it plans for: web has no CIDR yet";
    assert_eq!(sketch.sentence(CODE).as_deref(), Some(expected));
    let held = sketch.vpc_cidr(vpc, "10.0.0.0/20", None);
    assert_eq!(sketch.found(CODE), [""; 0]);
    let dev = sketch.pool(PoolParent::Pool(pool), "Dev", &["10.0.0.0/24"]);
    sketch.change_pool(dev, |pool| pool.source_resource = Some(vpc));
    assert_eq!(sketch.found(CODE), [""; 0]);
    sketch.change(held, |tables| &tables.vpc_cidrs, |row| row.cidr = cidr("10.0.16.0/20"));
    assert_eq!(sketch.found(CODE).len(), 1);
}

/// The VPC has its CIDR from a pool, and the planning pool has the same one: they do not compete for it.
#[test]
fn the_space_inside_a_vpc_is_another_than_that_around_it() {
    let mut sketch = Sketch::new();
    let production = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/20", production);
    let pool = sketch.pool(private(), "Subnets", &["10.0.0.0/20"]);
    assert_eq!(sketch.found("overlap").len(), 1);
    sketch.change_pool(pool, |pool| pool.source_resource = Some(vpc));
    assert_eq!(sketch.found("overlap"), [""; 0]);
    let dev = sketch.pool(PoolParent::Pool(pool), "Dev", &["10.0.0.0/24"]);
    sketch.reservation(dev, "kept", "10.0.0.0/28");
    assert_eq!(sketch.found("overlap"), [""; 0]);
    // Inside, two pools of one CIDR are in one another's way.
    sketch.pool(PoolParent::Pool(pool), "Prod", &["10.0.0.0/24"]);
    assert_eq!(sketch.found("overlap").len(), 1);
    sketch.change_pool(pool, |pool| pool.source_resource = None);
    assert_eq!(sketch.found("overlap").len(), 1);
}

#[test]
fn a_planning_pool_gives_the_addresses_of_a_vpc_to_nobody_else() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/20", None);
    let pool = sketch.pool(private(), "Subnets", &["10.0.0.0/20"]);
    assert_eq!(sketch.found("unmanaged-in-pool").len(), 1);
    sketch.change_pool(pool, |pool| pool.source_resource = Some(vpc));
    assert_eq!(sketch.found("unmanaged-in-pool"), [""; 0]);
}

/// "Each CIDR can be assigned to one pool at a time": <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html>.
#[test]
fn each_cidr_of_a_vpc_is_in_one_planning_pool() {
    for (other, expected) in [
        (
            "10.0.0.0/20",
            Some(
                "web has 10.0.0.0/20 in 2 resource planning pools, and AWS gives each CIDR of a VPC to one at a time: the pool A \
                 and the pool B",
            ),
        ),
        // A pool for each CIDR of the VPC is what AWS offers.
        ("10.1.0.0/24", None),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        sketch.vpc_cidr(vpc, "10.0.0.0/20", None);
        sketch.vpc_cidr(vpc, "10.1.0.0/24", None);
        for (name, cidr) in [("A", "10.0.0.0/20"), ("B", other)] {
            let pool = sketch.pool(private(), name, &[]);
            sketch.change_pool(pool, |pool| pool.source_resource = Some(vpc));
            sketch.pool_cidr(pool, cidr);
        }
        assert_eq!(sketch.sentence("overlap").as_deref(), expected, "{other}");
        assert_eq!(sketch.found(CODE), [""; 0], "{other}");
    }
}

/// Two VPCs in two scopes may have the same CIDR, each with a planning pool of its own.
#[test]
fn two_vpcs_may_each_plan_for_the_same_addresses() {
    let mut sketch = Sketch::new();
    let partners = sketch.scope("partners");
    for (name, scope) in [("web", private()), ("shop", partners)] {
        let vpc = sketch.vpc(name);
        sketch.change_vpc(vpc, |vpc| vpc.scope = scope);
        sketch.vpc_cidr(vpc, "10.0.0.0/20", None);
        let pool = sketch.pool(scope, name, &[]);
        sketch.change_pool(pool, |pool| pool.source_resource = Some(vpc));
        sketch.pool_cidr(pool, "10.0.0.0/20");
    }
    assert_eq!(sketch.found("overlap"), [""; 0]);
    assert_eq!(sketch.found(CODE), [""; 0]);
}

/// One VPC has one space, in whatever scopes its planning pools are. The one beside the VPC is taken to be the right one.
#[test]
fn each_cidr_of_a_vpc_is_in_one_planning_pool_of_all_scopes() {
    let mut sketch = Sketch::new();
    let [partners, labs] = ["partners", "labs"].map(|name| sketch.scope(name));
    let vpc = sketch.vpc("web");
    sketch.change_vpc(vpc, |vpc| vpc.scope = partners);
    sketch.vpc_cidr(vpc, "10.0.0.0/20", None);
    sketch.vpc_cidr(vpc, "10.1.0.0/24", None);
    let planner = |sketch: &mut Sketch, scope, name, cidr| {
        let pool = sketch.pool(scope, name, &[]);
        sketch.change_pool(pool, |pool| pool.source_resource = Some(vpc));
        (pool, sketch.pool_cidr(pool, cidr))
    };
    let (elsewhere, _) = planner(&mut sketch, private(), "Elsewhere", "10.0.0.0/20");
    assert_eq!(sketch.found(CODE), [""; 0]);
    let (_, beside) = planner(&mut sketch, partners, "Beside", "10.1.0.0/24");
    assert_eq!(sketch.found(CODE), [""; 0], "each has a CIDR of its own");

    sketch.change(
        beside,
        |tables| &tables.pool_cidrs,
        |row| row.cidr = cidr("10.0.0.0/20"),
    );
    let expected = "The pool Elsewhere plans for 10.0.0.0/20 of web, and so does the pool Beside in the scope partners: AWS \
                    gives each CIDR of a VPC to one pool at a time";
    assert_eq!(sketch.sentence(CODE).as_deref(), Some(expected));
    assert_eq!(sketch.evidence(CODE), "10.0.0.0/20 twice");
    // Pools within hold parts, which are nobody else's.
    sketch.pool(PoolParent::Pool(elsewhere), "Dev", &["10.0.0.0/24"]);
    assert_eq!(sketch.found(CODE).len(), 1);

    let (third, _) = planner(&mut sketch, labs, "Third", "10.0.0.0/20");
    assert_eq!(sketch.found(CODE).len(), 2);
    sketch.change_pool(third, |pool| pool.source_resource = None);
    assert_eq!(sketch.found(CODE).len(), 1);
    sketch.change_pool(elsewhere, |pool| pool.parent = partners.into());
    assert_eq!(sketch.found(CODE), [""; 0]);
    // In one scope they overlap.
    assert_eq!(sketch.found("overlap").len(), 1);
}
