//! What the coming months cost, and what runs out.

use ipam_planner::address::NetmaskLength;
use ipam_planner::cost::{
    Estimate, MOST_MONTHS, Terms, Usage, blocks_that_run_out, curve, filled, grown, pools_that_run_out,
};
use ipam_planner::plan::index::{Block, Index};
use ipam_planner::plan::{Demand, Growth, Instances, Plan, PoolParent, WorkloadKind};

use super::nodes;
use super::sketch::Sketch;
use crate::support::RandomEdits;

fn growth(addresses: u32, blocks: u32) -> Growth {
    Growth { addresses, blocks }
}

fn instances(count: u32) -> WorkloadKind {
    WorkloadKind::Instances(Instances::plain(count))
}

#[test]
fn the_curve_grows_by_whole_units() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/16", None);
    sketch.workload(vpc, WorkloadKind::NodeGroup(nodes("m5.large", 100, 20)));
    sketch.workload(vpc, WorkloadKind::NodeGroup(nodes("m5.large", 1, 20)));
    let index = Index::build(&sketch.plan);
    let curve = curve(&sketch.plan, &index, &Terms::of(&sketch.plan), growth(30, 0), 24);
    assert_eq!(curve.len(), 25);
    let nodes = |month: usize| curve.get(month).unwrap().active / 30;
    assert_eq!(
        (nodes(0), nodes(6), nodes(12), nodes(24)),
        (101, 115 + 2, 130 + 2, 169 + 2)
    );
    assert_eq!(curve.first().unwrap().ipam.plain(), "597.213");
    assert_eq!(curve.get(12).unwrap().total().plain(), "780.516");
}

/// What grows alike is summed first: that is the same as growing each workload.
#[test]
fn the_curve_is_the_sum_of_what_each_workload_grows_to() {
    for seed in 200..=230 {
        let plan = RandomEdits::new(seed).plan(120);
        let index = Index::build(&plan);
        let (terms, estimate) = (Terms::of(&plan), Estimate::build(&plan, &index));
        let curve = curve(&plan, &index, &terms, growth(37, 0), 30);
        assert_eq!(curve.first().unwrap().active, estimate.total().active());
        for ahead in curve {
            let consumed = plan.intent().workloads.values().map(|row| {
                let usage = Usage::of(&row.kind).grown(|number| grown(number, 37, ahead.month));
                u128::from(usage.total().consumed_ipv4())
            });
            assert_eq!(
                ahead.consumed_ipv4,
                consumed.sum::<u128>(),
                "seed {seed}, month {}",
                ahead.month
            );
        }
    }
}

#[test]
fn subnets_run_out_in_the_month_in_which_they_are_too_small() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/16", None);
    let small = sketch.subnet(vpc, "10.0.0.0/24");
    let large = sketch.subnet(vpc, "10.0.16.0/20");
    let full = sketch.subnet(vpc, "10.0.32.0/28");
    // 251 fit: 200 grow to 251 after 10.2 months of 2.5 % each.
    sketch.workload_in(vpc, &[small], instances(200));
    sketch.workload_in(vpc, &[large], instances(200));
    sketch.workload_in(vpc, &[full], instances(12));
    let index = Index::build(&sketch.plan);
    let terms = Terms::of(&sketch.plan);
    let found = blocks_that_run_out(&sketch.plan, &index, &terms, growth(30, 0), 36);
    let found: Vec<_> = found.iter().map(|found| (found.what.block, found.month)).collect();
    assert_eq!(found, [(Block::Subnet(full), 0), (Block::Subnet(small), 11)]);
    assert!(blocks_that_run_out(&sketch.plan, &index, &terms, growth(0, 900), 36).len() == 1);
}

#[test]
fn what_runs_out_is_what_looking_at_each_month_finds() {
    let mut some = 0;
    for seed in 300..=330 {
        let plan = RandomEdits::new(seed).plan(150);
        let index = Index::build(&plan);
        let terms = Terms::of(&plan);
        for percent in [0, 20, 300] {
            let found = blocks_that_run_out(&plan, &index, &terms, growth(percent, percent), 40);
            let mut naive = Vec::new();
            for vpc in plan.design().vpcs.keys() {
                let mut seen = Vec::new();
                for month in 0..=40 {
                    let usage = |kind: &WorkloadKind| Usage::of(kind).grown(|number| grown(number, percent, month));
                    for block in filled(&plan, &index, *vpc, &|_, row| usage(&row.kind)) {
                        if !block.fits() && !seen.contains(&block.placed) {
                            seen.push(block.placed);
                            naive.push((month, block.placed));
                        }
                    }
                }
            }
            naive.sort();
            let found: Vec<_> = found.iter().map(|found| (found.month, found.what)).collect();
            assert_eq!(found, naive, "seed {seed}");
            some += found.len();
        }
    }
    assert!(some > 50, "only {some} blocks run out");
}

#[test]
fn pools_run_out_when_their_blocks_do_not_fit_any_more() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(Plan::default_private_scope().into(), "10.0.0.0/16");
    // Ten of the sixteen /20 are taken: the eleventh at 10 %, the seventeenth at more than 60 %.
    for number in 0..10 {
        let vpc = sketch.vpc("web", "eu-central-1", &format!("10.0.{}.0/20", 16 * number), None);
        sketch.allocate(vpc, pool);
    }
    let months = |sketch: &Sketch, blocks: u32| {
        let found = pools_that_run_out(
            &sketch.plan,
            &Index::build(&sketch.plan),
            growth(500, blocks),
            MOST_MONTHS,
        );
        found.iter().map(|found| (found.what, found.month)).collect::<Vec<_>>()
    };
    // 10 × 1.3 × (1 + 0.3 × 10 / 12) = 16.25, ten months into the second year; a month earlier it is 15.925.
    assert_eq!(months(&sketch, 30), [(pool, 22)]);
    assert_eq!(months(&sketch, 0), []);
    assert_eq!(months(&sketch, 60), [(pool, 13)]);
    // What is wanted already counts from the beginning.
    sketch.state(Demand {
        name: String::new(),
        pool,
        netmask_length: NetmaskLength::new(20).unwrap(),
        count: 6,
        note: String::new(),
    });
    assert_eq!(months(&sketch, 0), []);
    assert_eq!(months(&sketch, 30), [(pool, 1)]);
    sketch.state(Demand {
        name: String::new(),
        pool,
        netmask_length: NetmaskLength::new(20).unwrap(),
        count: 1,
        note: String::new(),
    });
    assert_eq!(months(&sketch, 0), [(pool, 0)]);
}

#[test]
fn sub_pools_do_not_grow_in_their_source() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(Plan::default_private_scope().into(), "10.0.0.0/8");
    let child = sketch.pool(PoolParent::Pool(top), "10.0.0.0/9");
    let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/10", None);
    sketch.allocate(vpc, child);
    let found = pools_that_run_out(&sketch.plan, &Index::build(&sketch.plan), growth(0, 101), 12);
    let found: Vec<_> = found.iter().map(|found| (found.what, found.month)).collect();
    assert_eq!(found, [(child, 12)]);
}

#[test]
fn nothing_makes_a_forecast_panic() {
    for seed in 400..=420 {
        let plan = RandomEdits::new(seed).plan(200);
        let index = Index::build(&plan);
        let terms = Terms::of(&plan);
        let most = growth(u32::MAX, u32::MAX);
        let curve = curve(&plan, &index, &terms, most, u32::MAX);
        assert!(
            curve
                .windows(2)
                .all(|pair| pair[0].active <= pair[1].active && pair[0].ipam <= pair[1].ipam)
        );
        blocks_that_run_out(&plan, &index, &terms, most, 6);
        pools_that_run_out(&plan, &index, most, u32::MAX);
    }
}
