//! Scenarios side by side.

use ipam_planner::cost::{Estimate, Period, Terms, adopt, compare, growth_of, total_under};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    Adjustment, Growth, Id, NodeChange, NodeGroups, PlainAddresses, PodAddressing, Scenario, WarmTargets, WorkloadKind,
};

use super::nodes;
use super::sketch::{Sketch, plain};
use crate::support::RandomEdits;

fn of_nodes(groups: NodeGroups, change: NodeChange) -> Adjustment {
    Adjustment::Nodes { groups, change }
}

fn all(change: NodeChange) -> Adjustment {
    of_nodes(NodeGroups::All, change)
}

fn scenario(sketch: &mut Sketch, adjustments: &[Adjustment]) -> Id<Scenario> {
    sketch.state(Scenario {
        name: "what if".to_owned(),
        adjustments: adjustments.to_vec(),
        note: String::new(),
    })
}

#[test]
fn each_adjustment_has_its_effect() {
    let mut sketch = Sketch::new();
    let home = sketch.vpc("home", "eu-central-1", "10.0.0.0/16", None);
    let away = sketch.vpc("away", "eu-west-1", "10.1.0.0/16", None);
    let large = sketch.workload(home, WorkloadKind::NodeGroup(nodes("m5.large", 100, 20)));
    sketch.workload(away, WorkloadKind::NodeGroup(nodes("m5.large", 10, 20)));
    sketch.workload(
        away,
        WorkloadKind::Addresses(PlainAddresses {
            public_ipv4: 10,
            ..PlainAddresses::default()
        }),
    );
    let prefixes = NodeChange::Addressing(PodAddressing::Prefixes);
    let two_warm = NodeChange::WarmTargets(WarmTargets {
        ips: Some(2),
        ..WarmTargets::default()
    });
    let cases: Vec<(Vec<Adjustment>, i128, i128, &str)> = vec![
        // What is adjusted; the differences in active IPs, in consumed addresses, and in money per hour.
        (vec![], 0, 0, "0"),
        (vec![all(prefixes)], -2_860, 2_090, "-0.7722"),
        (
            vec![of_nodes(NodeGroups::One(large), prefixes)],
            -2_600,
            1_900,
            "-0.702",
        ),
        (
            vec![all(NodeChange::Addressing(PodAddressing::Overlay))],
            -3_190,
            -3_190,
            "-0.8613",
        ),
        (
            vec![all(NodeChange::Nodes { per_mille: 1_500 })],
            1_650,
            1_650,
            "0.4455",
        ),
        // 8 pods need 2 interfaces with 18 addresses.
        (vec![all(NodeChange::Pods { per_mille: 400 })], -1_100, -1_100, "-0.297"),
        // 22 addresses on 3 interfaces.
        (vec![all(two_warm)], -550, -550, "-0.1485"),
        (
            vec![all(NodeChange::InstanceType("m5.xlarge".parse().unwrap()))],
            1_650,
            1_650,
            "0.4455",
        ),
        (
            vec![Adjustment::DropRegion("eu-west-1".parse().unwrap())],
            -310,
            0,
            "-0.0837",
        ),
        (vec![Adjustment::DropRegion("eu-central-1".parse().unwrap())], 0, 0, "0"),
        (
            vec![Adjustment::IpamRate {
                region: None,
                rate: "0".parse().unwrap(),
            }],
            0,
            0,
            "-0.8937",
        ),
        (
            vec![Adjustment::PublicIpv4Rate {
                region: None,
                rate: "0.006".parse().unwrap(),
            }],
            0,
            0,
            "0.01",
        ),
        (
            vec![Adjustment::PublicIpv4Rate {
                region: Some("eu-central-1".parse().unwrap()),
                rate: "0.006".parse().unwrap(),
            }],
            0,
            0,
            "0",
        ),
        (
            vec![Adjustment::Growth(Growth {
                addresses: 30,
                blocks: 30,
            })],
            0,
            0,
            "0",
        ),
        // One after the other.
        (
            vec![all(NodeChange::Nodes { per_mille: 2_000 }), all(prefixes)],
            -2_420,
            7_480,
            "-0.6534",
        ),
    ];
    for (adjustments, active, consumed, per_hour) in cases {
        let mut sketch = sketch.clone();
        let id = scenario(&mut sketch, &adjustments);
        let outcomes = compare(&sketch.plan, &Index::build(&sketch.plan), &[id]);
        let [base, outcome] = &outcomes[..] else {
            panic!("two outcomes")
        };
        assert_eq!(base.figures.active(), 3_310);
        let difference = outcome.difference;
        let found = (difference.active, difference.consumed_ipv4, difference.per_hour.plain());
        assert_eq!(found, (active, consumed, per_hour.to_owned()), "{adjustments:?}");
        assert_eq!(
            difference.per_month,
            outcome.cost(Period::Month) - base.cost(Period::Month)
        );
        assert_eq!(
            difference.per_year,
            outcome.cost(Period::Year) - base.cost(Period::Year)
        );
    }
}

#[test]
fn scenarios_follow_the_plan() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("home", "eu-central-1", "10.0.0.0/16", None);
    let id = scenario(&mut sketch, &[all(NodeChange::Nodes { per_mille: 1_500 })]);
    sketch.workload(vpc, plain(7));
    let more = |sketch: &Sketch| {
        compare(&sketch.plan, &Index::build(&sketch.plan), &[id])[1]
            .difference
            .active
    };
    assert_eq!(more(&sketch), 0);
    sketch.workload(vpc, WorkloadKind::NodeGroup(nodes("m5.large", 3, 20)));
    assert_eq!(more(&sketch), 60);
}

#[test]
fn the_last_word_on_growth_counts() {
    let growth = |addresses| Adjustment::Growth(Growth { addresses, blocks: 0 });
    assert_eq!(growth_of(&[]), Growth::default());
    assert_eq!(growth_of(&[growth(3), growth(5)]).addresses, 5);
}

#[test]
fn adopting_a_scenario_makes_the_plan_cost_what_it_says() {
    let mut adopted = 0;
    for seed in 500..=560 {
        let plan = RandomEdits::new(seed).plan(150);
        let index = Index::build(&plan);
        for (id, row) in &plan.intent().scenarios {
            let under = total_under(&plan, &index, &Terms::under(&plan, &row.adjustments));
            let edit = adopt(&plan, *id).unwrap();
            let mut after = plan.clone();
            let inverse = after.apply(edit).unwrap();
            let estimate = Estimate::build(&after, &Index::build(&after));
            assert_eq!(estimate.total(), under, "seed {seed}: {row:?}");
            let left = after.intent().scenarios.get(id);
            let is_growth = |adjustment: &Adjustment| matches!(adjustment, Adjustment::Growth(_));
            assert_eq!(left.is_some(), row.adjustments.iter().any(is_growth));
            assert!(left.is_none_or(|left| left.adjustments.iter().all(is_growth)));
            after.apply(inverse).unwrap();
            assert_eq!(after, plan);
            adopted += 1;
        }
    }
    assert!(adopted > 50, "only {adopted} scenarios");
}

#[test]
fn an_estimate_under_a_scenario_has_its_total() {
    for seed in 600..=630 {
        let plan = RandomEdits::new(seed).plan(150);
        let index = Index::build(&plan);
        for row in plan.intent().scenarios.values() {
            let terms = Terms::under(&plan, &row.adjustments);
            let estimate = Estimate::under(&plan, &index, terms.clone());
            assert_eq!(estimate.total(), total_under(&plan, &index, &terms));
        }
    }
}
