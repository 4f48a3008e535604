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
