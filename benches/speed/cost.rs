//! Kernels of the cost: the estimate from scratch and after one edit, scenarios and what runs out. `benches/goals.mjs` has the
//! goals.

use ipam_planner::cost::{Estimate, Terms, blocks_that_run_out, curve, pools_that_run_out, savings, total_under};
use ipam_planner::examples::generated;
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    About, Adjustment, CountedIds, Counting, Edit, Growth, Instances, NodeChange, NodeGroups, Plan, PodAddressing,
    Rate, RowChange, WorkloadKind,
};
use ipam_planner::workspace::Workspace;

use crate::bench::Bench;
use crate::workload::add_workloads;

/// Allocations and workloads.
const SIZES: [(usize, usize); 3] = [(1_000, 100), (10_000, 1_000), (100_000, 10_000)];

pub(crate) fn run(bench: &mut Bench) {
    for (allocations, workloads) in SIZES {
        let mut plan = generated(allocations);
        add_workloads(&mut plan, workloads, &mut CountedIds::default());
        let index = Index::build(&plan);
        bench.measure(
            "estimate of a generated plan",
            allocations,
            1,
            || None,
            |estimate: &mut Option<Estimate>| estimate.insert(Estimate::build(&plan, &index)).total(),
        );
        let prefixes = Terms::under(
            &plan,
            &[Adjustment::Nodes {
                groups: NodeGroups::All,
                change: NodeChange::Addressing(PodAddressing::Prefixes),
            }],
        );
        bench.measure(
            "total of a scenario",
            allocations,
            1,
            || (),
            |()| total_under(&plan, &index, &prefixes),
        );
        let estimate = Estimate::build(&plan, &index);
        bench.measure(
            "what saves most",
            allocations,
            1,
            || (),
            |()| savings(&plan, &index, &estimate),
        );
        let growth = Growth {
            addresses: 30,
            blocks: 30,
        };
        let terms = Terms::of(&plan);
        bench.measure(
            "cost of the next 36 months",
            allocations,
            1,
            || (),
            |()| curve(&plan, &index, &terms, growth, 36),
        );
        bench.measure(
            "which blocks run out in 36 months",
            allocations,
            1,
            || (),
            |()| blocks_that_run_out(&plan, &index, &terms, growth, 36),
        );
        bench.measure(
            "which pools run out in 36 months",
            allocations,
            1,
            || (),
            |()| pools_that_run_out(&plan, &index, growth, 36),
        );
        one_edit(bench, allocations, plan);
    }
}

fn one_edit(bench: &mut Bench, size: usize, plan: Plan) {
    let workloads = &plan.intent().workloads;
    let Some((id, row)) = workloads.iter().nth(workloads.len() / 2) else {
        unreachable!("a plan with workloads")
    };
    let (id, row) = (*id, row.clone());
    let mut other = row.clone();
    other.kind = WorkloadKind::Instances(Instances::plain(1_000));
    let mut rows = [row, other];
    let mut workspace = Workspace::open(plan.clone());
    bench.measure(
        "one edit: a workload",
        size,
        1,
        || (),
        |()| {
            let [before, after] = rows.clone().map(Box::new);
            rows.reverse();
            apply(&mut workspace, |edit| {
                edit.intent(RowChange {
                    id,
                    before: Some(before),
                    after: Some(after),
                });
            });
        },
    );
    let about = plan.about().clone();
    let mut other = about.clone();
    let home = plan.ipam().home_region;
    other.cost.ipam_rates = [(home, Rate::from_nano_dollars(300_000))].into_iter().collect();
    swing(bench, size, "a rate", &mut workspace, [about.clone(), other]);
    let mut other = about.clone();
    other.cost.public_ipv4 = Counting::NotCounted;
    other.cost.ipv6 = Counting::NotCounted;
    swing(bench, size, "what counts", &mut workspace, [about, other]);

    // An operating Region less, in which a sixth of all is.
    let ipam = plan.ipam().clone();
    let mut fewer = ipam.clone();
    fewer.operating_regions.pop_first();
    let mut ipams = [ipam, fewer];
    bench.measure(
        "one edit: an operating Region",
        size,
        1,
        || (),
        |()| {
            let [before, after] = &ipams;
            let (before, after) = (before.clone(), after.clone());
            apply(&mut workspace, |edit| {
                edit.update(Plan::ipam_id(), &before, |row| *row = after)
            });
            ipams.reverse();
        },
    );
}

/// Between two headings of the plan, back and forth, and back in the end.
fn swing(bench: &mut Bench, size: usize, name: &str, workspace: &mut Workspace, mut abouts: [About; 2]) {
    let mut is_away = false;
    let mut run = |is_away: &mut bool| {
        let [before, after] = abouts.clone().map(Box::new);
        abouts.reverse();
        apply(workspace, |edit| {
            edit.intent(RowChange {
                id: Plan::about_id(),
                before: Some(before),
                after: Some(after),
            });
        });
        *is_away = !*is_away;
    };
    bench.measure(&format!("one edit: {name}"), size, 1, || (), |()| run(&mut is_away));
    if is_away {
        run(&mut is_away);
    }
}

fn apply(workspace: &mut Workspace, change: impl FnOnce(&mut Edit)) {
    let mut edit = Edit::new();
    change(&mut edit);
    let refused = workspace.apply("swing", edit).is_err();
    assert!(!refused, "the row is what it was");
}
