use ipam_planner::plan::QuotaName;

use super::sketch::Sketch;

#[test]
fn a_vpc_has_two_hundred_subnets_by_default() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    for number in 0..200 {
        sketch.subnet(vpc, "", &format!("10.0.{number}.0/24"));
        sketch.subnet(vpc, "", &format!("fd80:0:0:{number:x}::/64"));
    }
    assert_eq!(sketch.sentence("subnets-per-vpc"), None);
    sketch.subnet(vpc, "", "10.0.200.0/24");
    let expected = "web has 201 subnets; AWS's default quota is 200 (L-407747CB, adjustable)";
    assert_eq!(sketch.sentence("subnets-per-vpc").as_deref(), Some(expected));
}

#[test]
fn a_plan_may_say_another_quota_and_other_vpcs_do_not_count() {
    let mut sketch = Sketch::new();
    sketch.quota(QuotaName::SubnetsPerVpc, 2);
    for name in ["web", "shop"] {
        let vpc = sketch.vpc(name);
        sketch.subnet(vpc, "a", "10.0.0.0/24");
        sketch.subnet(vpc, "b", "10.0.1.0/24");
        assert_eq!(sketch.sentence("subnets-per-vpc"), None);
        if name == "shop" {
            sketch.subnet(vpc, "c", "10.0.2.0/24");
        }
    }
    let expected = "shop has 3 subnets; the plan's quota is 2 (L-407747CB, adjustable)";
    assert_eq!(sketch.sentence("subnets-per-vpc").as_deref(), Some(expected));
}
