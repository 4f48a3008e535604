//! Workloads that come, change and go.

use ipam_planner::plan::gesture::{add_workload, change_workload, remove, remove_workload};
use ipam_planner::plan::{
    Adjustment, CountedIds, Growth, Id, Node, NodeChange, NodeGroups, PodAddressing, Scenario, Workload, WorkloadKind,
};

use super::nodes;
use super::sketch::{Sketch, plain};

fn of_one(id: Id<Workload>) -> Adjustment {
    Adjustment::Nodes {
        groups: NodeGroups::One(id),
        change: NodeChange::Addressing(PodAddressing::Prefixes),
    }
}

/// A plan with a node group that a scenario is about.
fn sketch() -> (Sketch, Id<Workload>, Id<Scenario>) {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/16", None);
    let workload = sketch.workload(vpc, WorkloadKind::NodeGroup(nodes("m5.large", 3, 20)));
    let scenario = sketch.state(Scenario {
        name: "what if".to_owned(),
        adjustments: vec![
            of_one(workload),
            Adjustment::Growth(Growth::default()),
            of_one(workload),
        ],
        note: String::new(),
    });
    (sketch, workload, scenario)
}

#[test]
fn workloads_come_and_change() {
    let (mut sketch, workload, _) = sketch();
    let row = sketch.plan.intent().workloads.get(&workload).unwrap().clone();
    assert_eq!(change_workload(&sketch.plan, workload, row.clone()), None);
    let other = Workload { kind: plain(5), ..row };
    let gesture = change_workload(&sketch.plan, workload, other.clone()).unwrap();
    assert_eq!(gesture.label, "Change workload w");
    sketch.take(gesture.edit);
    assert_eq!(sketch.open().estimate().total().active(), 5);
    let mut ids = CountedIds::default();
    let (id, gesture) = add_workload(
        &mut ids,
        Workload {
            name: String::new(),
            ..other
        },
    );
    assert_eq!(gesture.label, "Add workload");
    assert!(gesture.edit.changes.iter().all(|change| change.id() == id.into()));
}

#[test]
fn a_workload_that_goes_takes_along_what_scenarios_say_about_it() {
    let (mut sketch, workload, scenario) = sketch();
    let gesture = remove_workload(&sketch.plan, workload).unwrap();
    assert_eq!(gesture.label, "Remove workload w");
    sketch.take(gesture.edit);
    assert_eq!(remove_workload(&sketch.plan, workload), None);
    let left = sketch.plan.intent().scenarios.get(&scenario).unwrap();
    assert_eq!(left.adjustments, [Adjustment::Growth(Growth::default())]);
}

#[test]
fn a_vpc_that_goes_takes_its_workloads_along() {
    let (mut sketch, _, scenario) = sketch();
    let cidr = *sketch.plan.design().vpc_cidrs.keys().next().unwrap();
    let workspace = sketch.open();
    let removal = remove(&sketch.plan, workspace.index(), Node::VpcCidr(cidr)).unwrap();
    sketch.take(removal.gesture.edit);
    assert!(sketch.plan.intent().workloads.is_empty());
    assert_eq!(
        sketch.plan.intent().scenarios.get(&scenario).unwrap().adjustments.len(),
        1
    );
}
