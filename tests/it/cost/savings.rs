//! What would save most.

use ipam_planner::cost::{Estimate, Saving, Terms, savings, total_under};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{Adjustment, NodeChange, NodeGroups, PodAddressing, WorkloadKind};

use super::nodes;
use super::sketch::{Sketch, plain};
use crate::support::RandomEdits;

#[test]
fn the_largest_saving_comes_first() {
    let mut sketch = Sketch::new();
    let home = sketch.vpc("home", "eu-central-1", "10.0.0.0/16", None);
    let away = sketch.vpc("away", "eu-west-1", "10.1.0.0/16", None);
    sketch.workload(home, WorkloadKind::NodeGroup(nodes("m5.large", 100, 20)));
    sketch.workload(away, plain(2_800));
    let plan = &sketch.plan;
    let index = Index::build(plan);
    let found = savings(plan, &index, &Estimate::build(plan, &index));
    let all = |change: NodeChange| Adjustment::Nodes {
        groups: NodeGroups::All,
        change,
    };
    let expected = [
        (all(NodeChange::Addressing(PodAddressing::Overlay)), 2_900, "0.783"),
        (Adjustment::DropRegion("eu-west-1".parse().unwrap()), 2_800, "0.756"),
        (all(NodeChange::Addressing(PodAddressing::Prefixes)), 2_600, "0.702"),
    ];
    for (saving, (adjustment, active, per_hour)) in found.iter().zip(expected) {
        assert_eq!(saving.adjustment, adjustment);
        assert_eq!((saving.active, saving.per_hour.plain().as_str()), (active, per_hour));
    }
    // The last one keeps fewer addresses at hand.
    assert_eq!((found.len(), found.last().unwrap().active), (4, 500));
}

#[test]
fn a_saving_is_what_its_adjustment_saves() {
    let mut some = 0;
    for seed in 700..=760 {
        let plan = RandomEdits::new(seed).plan(150);
        let index = Index::build(&plan);
        let estimate = Estimate::build(&plan, &index);
        let before = estimate.total();
        let mut last: Option<Saving> = None;
        for saving in savings(&plan, &index, &estimate) {
            let terms = Terms::under(&plan, std::slice::from_ref(&saving.adjustment));
            let after = total_under(&plan, &index, &terms);
            assert_eq!(
                before.active() - after.active(),
                saving.active,
                "seed {seed}: {saving:?}"
            );
            let cost = before.ipam + before.public_ipv4_charge - after.ipam - after.public_ipv4_charge;
            assert_eq!(cost, saving.per_hour);
            let consumed = after.consumed_ipv4 as i128 - before.consumed_ipv4 as i128;
            assert_eq!(consumed, saving.consumed_ipv4);
            assert!(
                last.is_none_or(|last| last.per_hour >= saving.per_hour),
                "the largest first"
            );
            last = Some(saving);
            some += 1;
        }
    }
    assert!(some > 30, "only {some} savings");
}
