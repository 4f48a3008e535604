//! The surprise that a plan is to prevent: two clusters among forty VPCs. Every figure here is worked out by hand.

use ipam_planner::cost::{
    Dimension, Group, Period, Terms, blocks_that_run_out, compare, growth_of, pools_that_run_out, savings,
};
use ipam_planner::examples::EXAMPLES;
use ipam_planner::plan::index::Block;
use ipam_planner::plan::{Adjustment, Growth, NodeChange, NodeGroups, PodAddressing};
use ipam_planner::workspace::Workspace;

fn open() -> Workspace {
    let example = EXAMPLES.iter().find(|example| example.key == "kubernetes").unwrap();
    Workspace::open(example.plan())
}

#[test]
fn most_of_the_bill_is_kubernetes() {
    let workspace = open();
    let estimate = workspace.estimate();
    let (terms, total) = (estimate.terms(), estimate.total());
    assert_eq!(workspace.plan().design().vpcs.len(), 40);
    // m5.xlarge: 4 interfaces with 14 addresses for pods each. 30 pods and an interface at hand need all four: 60 per node.
    // Beside 2 × 200 nodes: 38 × (90 instances + 10 endpoint interfaces), and 2 × 3 NAT gateways with a public address each.
    assert_eq!(total.active(), 24_000 + 3_800 + 12);
    assert_eq!(total.ipam_for(terms, Period::Month).to_string(), "5,481.75");
    assert_eq!(total.public_ipv4_for(terms, Period::Month).to_string(), "21.90");
    let by_region: Vec<u128> = estimate
        .by(Dimension::Region)
        .into_iter()
        .map(|(_, figures)| figures.active())
        .collect();
    assert_eq!(by_region, [13_306, 1_300, 13_206]);
    assert_eq!((total.monitored, total.unmonitored), (0, 0));
    assert_eq!(workspace.findings().total().total(), 0);
}

#[test]
fn prefixes_save_most_of_it() {
    let workspace = open();
    let (plan, index) = (workspace.plan(), workspace.index());
    let scenarios: Vec<_> = plan.intent().scenarios.keys().copied().collect();
    let outcomes = compare(plan, index, &scenarios);
    let prefixes = outcomes.iter().find(|outcome| outcome.difference.active != 0).unwrap();
    // Two prefixes for 30 pods and one at hand on one interface: 4 per node, which take 49 addresses.
    assert_eq!(prefixes.difference.active, -22_400);
    assert_eq!(prefixes.difference.consumed_ipv4, 400 * 49 - 400 * 60);
    assert_eq!(prefixes.difference.per_month.to_string(), "-4,415.04");
    assert_eq!(prefixes.difference.per_year.to_string(), "-52,980.48");
    // What saves more gives pods no address at all.
    let best: Vec<_> = savings(plan, index, workspace.estimate())
        .into_iter()
        .filter(|saving| {
            matches!(
                saving.adjustment,
                Adjustment::Nodes {
                    groups: NodeGroups::All,
                    ..
                }
            )
        })
        .map(|saving| (saving.adjustment, saving.active))
        .collect();
    let all = |addressing| Adjustment::Nodes {
        groups: NodeGroups::All,
        change: NodeChange::Addressing(addressing),
    };
    assert_eq!(best[0], (all(PodAddressing::Overlay), 23_600));
    assert_eq!(best[1], (all(PodAddressing::Prefixes), 22_400));
}

#[test]
fn growth_tells_what_runs_out_first() {
    let workspace = open();
    let (plan, index) = (workspace.plan(), workspace.index());
    let growing = plan.intent().scenarios.values().map(|row| growth_of(&row.adjustments));
    let growth = growing.into_iter().find(|growth| growth.blocks > 0).unwrap();
    assert_eq!(
        growth,
        Growth {
            addresses: 30,
            blocks: 30,
        }
    );
    let name = |id| plan.design().pools.get(&id).unwrap().name.as_str();
    let pools: Vec<_> = pools_that_run_out(plan, index, growth, 36)
        .into_iter()
        .map(|found| (name(found.what), found.month))
        .collect();
    // A /17 holds 16 /21: 13 × (1 + 0.025 × 10) is more, and of 12 it is 1.3 × (1 + 0.025 × 2).
    let mut expected = vec![
        ("Teams eu-central-1", 10),
        ("Teams eu-west-1", 10),
        ("Teams us-east-1", 14),
    ];
    expected.sort_by_key(|(_, month)| *month);
    let mut found = pools.clone();
    found.sort();
    assert_eq!(found, expected);
    // A subnet /19 holds 136 nodes of 60 addresses: 409 nodes in three are too many, which 1.69 × (1 + 0.025 × 9) of 200 are.
    let blocks = blocks_that_run_out(plan, index, &Terms::of(plan), growth, 36);
    let subnets: Vec<u32> = blocks
        .iter()
        .filter(|found| matches!(found.what.block, Block::Subnet(_)))
        .map(|found| found.month)
        .collect();
    assert_eq!(subnets, [33, 33, 33, 33, 33, 33]);
}

#[test]
fn the_pool_of_the_clusters_is_the_regional_one() {
    let workspace = open();
    let estimate = workspace.estimate();
    let of_regional = workspace
        .plan()
        .design()
        .pools
        .iter()
        .filter(|(_, row)| row.name == "us-east-1");
    for (id, _) in of_regional {
        assert_eq!(estimate.of(Group::Pool(Some(*id))).active(), 12_006);
        let node = ipam_planner::plan::Node::Pool(*id);
        assert_eq!(estimate.at(workspace.plan(), workspace.index(), node).active(), 13_206);
    }
}
