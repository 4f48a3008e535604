use ipam_planner::plan::Integration;

use super::sketch::{Sketch, private};

#[test]
fn only_an_organization_shares_pools() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    assert_eq!(sketch.sentence("sharing-without-organization"), None);
    sketch.change_pool(pool, |pool| {
        _ = pool.shared_with.insert("111122223333".parse().unwrap())
    });
    let expected = "The pool Production is shared with 111122223333, but the IPAM is of a single account: only one of an \
                    organization can share";
    let found = sketch.sentence("sharing-without-organization");
    assert_eq!(found.as_deref(), Some(expected));
    sketch.ipam(|ipam| {
        ipam.integration = Integration::Organization {
            delegated_administrator: None,
        };
    });
    assert_eq!(sketch.sentence("sharing-without-organization"), None);
}
