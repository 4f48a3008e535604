use ipam_planner::plan::{NodeGroup, WorkloadKind};

use super::sketch::Sketch;

#[test]
fn types_that_are_not_known_are_said() {
    for (instance_type, expected) in [
        ("m5.large", None),
        (
            "m99.large",
            Some("The workload cluster of web has nodes of type m99.large, which the planner does not know"),
        ),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        let group = NodeGroup::new(instance_type.parse().unwrap(), 1, 1);
        sketch.workload(vpc, &[], WorkloadKind::NodeGroup(group));
        assert_eq!(sketch.sentence("unknown-instance-type").as_deref(), expected);
        assert_eq!(sketch.sentence("pods-do-not-fit"), None);
    }
}
