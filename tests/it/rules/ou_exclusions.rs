use ipam_planner::plan::OuChildren::{Excluded, Kept};
use ipam_planner::plan::{Integration, OuChildren, OuExclusion};

use super::sketch::Sketch;

const CODE: &str = "ou-exclusions";

type Exclusions = &'static [(&'static str, OuChildren)];

/// A plan in which IPAM is not to monitor these units.
fn excluding(integration: Integration, exclusions: Exclusions) -> Sketch {
    let mut sketch = Sketch::new();
    sketch.ipam(|ipam| ipam.integration = integration);
    sketch.about(|about| {
        let exclusion = |(path, children): &(&str, OuChildren)| OuExclusion {
            path: path.split('/').map(str::to_owned).collect(),
            children: *children,
        };
        about.cost.excluded_ous = exclusions.iter().map(exclusion).collect();
    });
    sketch
}

fn organization() -> Integration {
    Integration::Organization {
        delegated_administrator: None,
    }
}

/// The first two are AWS's own examples.
#[test]
fn no_unit_is_excluded_twice() {
    let cases: [(Exclusions, Option<&str>); 8] = [
        (&[("ou-1", Kept), ("ou-1/ou-2", Kept)], None),
        (&[("ou-1", Excluded), ("ou-1/ou-2", Kept)], Some("ou-1/* and ou-1/ou-2")),
        (
            &[("ou-1/ou-2", Excluded), ("ou-1", Excluded)],
            Some("ou-1/ou-2/* and ou-1/*"),
        ),
        (&[("ou-1/ou-2", Excluded), ("ou-1", Kept)], None),
        (&[("ou-1", Kept), ("ou-1", Kept)], Some("ou-1 and ou-1")),
        (&[("ou-1", Excluded), ("ou-10", Excluded)], None),
        (&[("ou-1", Excluded)], None),
        (&[], None),
    ];
    for (exclusions, expected) in cases {
        let sketch = excluding(organization(), exclusions);
        let expected =
            expected.map(|both| format!("The exclusions {both} of the IPAM exclude the same organizational unit"));
        assert_eq!(sketch.sentence(CODE), expected, "{exclusions:?}");
    }
    let sketch = excluding(organization(), &[("a", Excluded), ("a/b", Kept)]);
    assert_eq!(sketch.evidence(CODE), "a/* a/b");
}

#[test]
fn there_are_units_in_an_organization_only() {
    let mut sketch = excluding(Integration::SingleAccount, &[("Sandbox", Excluded)]);
    let expected = "The IPAM is not to monitor Sandbox/*, but it is of a single account: only one of an organization can exclude units";
    assert_eq!(sketch.sentence(CODE).as_deref(), Some(expected));
    sketch.ipam(|ipam| ipam.integration = organization());
    assert_eq!(sketch.sentence(CODE), None);
    assert_eq!(excluding(Integration::SingleAccount, &[]).sentence(CODE), None);
}
