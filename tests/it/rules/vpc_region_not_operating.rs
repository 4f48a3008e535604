use super::sketch::{Sketch, region};

#[test]
fn a_vpc_is_discovered_where_the_ipam_operates() {
    for (code, found) in [("eu-central-1", false), ("eu-west-1", false), ("us-east-1", true)] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        sketch.change_vpc(vpc, |vpc| vpc.region = region(code));
        let expected = format!("web is in {code}, where the IPAM does not operate and does not discover it");
        assert_eq!(sketch.sentence("vpc-region-not-operating"), found.then_some(expected));
        sketch.ipam(|ipam| _ = ipam.operating_regions.insert(region(code)));
        assert_eq!(sketch.sentence("vpc-region-not-operating"), None);
    }
}
