use ipam_planner::plan::{Integration, OuChildren, OuExclusion};

use super::sketch::Sketch;

const CODE: &str = "ou-exclusion-quota";

#[test]
fn ten_units_can_be_excluded() {
    for (count, expected) in [
        (10, None),
        (
            11,
            Some("The IPAM is not to monitor 11 organizational units; AWS's default quota is 10"),
        ),
    ] {
        let mut sketch = Sketch::new();
        sketch.ipam(|ipam| {
            ipam.integration = Integration::Organization {
                delegated_administrator: None,
            };
        });
        sketch.about(|about| {
            let exclusion = |number: usize| OuExclusion {
                path: vec![format!("team-{number}")],
                children: OuChildren::Excluded,
            };
            about.cost.excluded_ous = (0..count).map(exclusion).collect();
        });
        assert_eq!(sketch.sentence(CODE).as_deref(), expected);
    }
}
