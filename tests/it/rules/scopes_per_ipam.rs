use ipam_planner::plan::QuotaName;

use super::sketch::Sketch;

#[test]
fn an_ipam_has_five_scopes_by_default() {
    let mut sketch = Sketch::new();
    for name in ["a", "b", "c"] {
        sketch.scope(name);
        assert_eq!(sketch.sentence("scopes-per-ipam"), None);
    }
    sketch.scope("d");
    let expected = "The IPAM has 6 scopes; AWS's default quota is 5 (L-F493CFD2, adjustable)";
    assert_eq!(sketch.sentence("scopes-per-ipam").as_deref(), Some(expected));
    sketch.quota(QuotaName::ScopesPerIpam, 6);
    assert_eq!(sketch.sentence("scopes-per-ipam"), None);
    sketch.quota(QuotaName::ScopesPerIpam, 4);
    let expected = "The IPAM has 6 scopes; the plan's quota is 4 (L-F493CFD2, adjustable)";
    assert_eq!(sketch.sentence("scopes-per-ipam").as_deref(), Some(expected));
}
