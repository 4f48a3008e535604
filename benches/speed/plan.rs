//! Kernels of what is derived from a plan: the index and the findings, from scratch and after one edit.
//! `benches/goals.mjs` has the goals.

use ipam_planner::cost::Estimate;
use ipam_planner::examples::generated;
use ipam_planner::lifecycle::{Residents, lifecycle, tear_down};
use ipam_planner::plan::gesture::{mark_existing, unmark_existing};
use ipam_planner::plan::index::{Block, Index, Placed};
use ipam_planner::plan::{AwsChange, AwsTables};
use ipam_planner::plan::{
    CidrRole, CountedIds, Edit, Id, Monitoring, Node, Plan, PoolParent, Row, RowChange, Table, Vpc, VpcCidr,
};
use ipam_planner::rules::{Facts, Findings};
use ipam_planner::workspace::Workspace;

use crate::bench::Bench;
use crate::workload::{SIZES, opened};

pub(crate) fn run(bench: &mut Bench) {
    for size in SIZES {
        from_scratch(bench, "a generated plan", size, &generated(size));
        let plan = opened(size);
        from_scratch(bench, "an opened plan", size, &plan);
        let index = Index::build(&plan);
        let estimate = |estimate: &mut Option<Estimate>| estimate.insert(Estimate::build(&plan, &index)).total();
        bench.measure("estimate of an opened plan", size, 1, || None, estimate);
        from_scratch(bench, "VPCs that all have one CIDR", size, &one_place(size));
    }
    for size in SIZES {
        one_edit(bench, size);
    }
    for size in SIZES {
        steps(bench, size);
    }
}

/// The steps to a plan, while nothing of it exists, and once all of it does.
fn steps(bench: &mut Bench, size: usize) {
    let mut plan = generated(size);
    let all_new = |plan: &Plan| lifecycle(plan).steps.len();
    bench.measure("steps: nothing exists", size, 1, || (), |()| all_new(&plan));
    let index = Index::build(&plan);
    let mark = |(): &mut ()| mark_existing(&plan, &index, Node::Ipam).map_or(0, |gesture| gesture.edit.changes.len());
    bench.measure("mark all as existing", size, 1, || (), mark);
    let Some(marked) = mark_existing(&plan, &index, Node::Ipam) else {
        unreachable!("nothing is marked")
    };
    let refused = plan.apply(marked.edit).is_err();
    assert!(!refused, "a gesture of the plan");
    bench.measure("steps: nothing differs", size, 1, || (), |()| all_new(&plan));
    let unmark = |(): &mut ()| unmark_existing(&plan, Node::Ipam).map_or(0, |gesture| gesture.edit.changes.len());
    bench.measure("take the mark from all", size, 1, || (), unmark);
    let top = plan.design().pools.iter();
    let Some((top, row)) = top
        .into_iter()
        .find(|(_, row)| matches!(row.parent, PoolParent::Scope(_)))
    else {
        unreachable!("a generated plan has pools")
    };
    let (top, row) = (*top, row.clone());
    let down = |(): &mut ()| tear_down(&plan, Node::Pool(top), Residents::Go).steps.len();
    bench.measure("steps: tear a top-level pool down", size, 1, || (), down);
    let mut edit = Edit::new();
    edit.update(top, &row, |row| {
        row.locale = if row.locale.is_some() {
            None
        } else {
            "eu-west-1".parse().ok()
        }
    });
    let refused = plan.apply(edit).is_err();
    assert!(!refused, "the row is what it was");
    bench.measure(
        "steps: another locale of a top-level pool",
        size,
        1,
        || (),
        |()| all_new(&plan),
    );
}

fn from_scratch(bench: &mut Bench, name: &str, size: usize, plan: &Plan) {
    // What is built is handed out of the measurement with its state, so that dropping it is not measured.
    let index = |index: &mut Option<Index>| {
        index
            .insert(Index::build(plan))
            .scope(Plan::default_private_scope())
            .is_some()
    };
    bench.measure(&format!("index of {name}"), size, 1, || None, index);
    let index = Index::build(plan);
    let facts = Facts { plan, index: &index };
    let findings = |findings: &mut Option<Findings>| findings.insert(Findings::build(facts)).total();
    bench.measure(&format!("findings of {name}"), size, 1, || None, findings);
}

/// A hundred thousand accounts that nobody looked after.
fn one_place(size: usize) -> Plan {
    let mut ids = CountedIds::default();
    let home = "eu-central-1".parse();
    let (Ok(region), Ok(cidr)) = (home, "172.31.0.0/16".parse()) else {
        unreachable!("two constants")
    };
    let mut plan = Plan::new("default VPCs", region);
    let mut edit = Edit::new();
    for _ in 0..size {
        let vpc = Id::mint(&mut ids);
        edit.add(vpc, Vpc::new(Plan::default_private_scope(), region));
        let row = VpcCidr {
            vpc,
            cidr,
            role: CidrRole::Primary,
            pool: None,
            monitoring: Monitoring::Monitored,
        };
        edit.add(Id::mint(&mut ids), row);
    }
    let refused = plan.apply(edit).is_err();
    assert!(!refused, "rows that refer to one another");
    plan
}

/// An edit that is taken back and forth, so that the plan stays what it is.
struct Swing<T> {
    id: Id<T>,
    rows: [T; 2],
}

impl<T: Row> Swing<T>
where
    AwsChange: From<RowChange<T>>,
{
    /// The row in the middle of a table, and another in its place.
    fn new(plan: &Plan, table: fn(&AwsTables) -> &Table<T>, change: impl FnOnce(&mut T)) -> Self {
        let table = table(plan.design());
        let Some((id, row)) = table.iter().nth(table.len() / 2) else {
            unreachable!("a generated plan has rows")
        };
        let mut other = row.clone();
        change(&mut other);
        Self {
            id: *id,
            rows: [row.clone(), other],
        }
    }

    fn swing(&mut self, workspace: &mut Workspace) {
        let [from, to] = &self.rows;
        let mut edit = Edit::new();
        edit.update(self.id, from, |row| *row = to.clone());
        let refused = workspace.apply("swing", edit).is_err();
        assert!(!refused, "the row is what it was");
        self.rows.reverse();
    }
}

fn one_edit(bench: &mut Bench, size: usize) {
    let mut workspace = Workspace::open(generated(size));
    let plan = workspace.plan().clone();
    let mut rename = Swing::new(&plan, |tables| &tables.vpcs, |row| row.name.push('x'));
    let mut overlap = Swing::new(
        &plan,
        |tables| &tables.vpc_cidrs,
        |row| {
            row.cidr = row.cidr.previous().or(row.cidr.next()).unwrap_or(row.cidr);
        },
    );
    let mut pool_name = Swing::new(&plan, |tables| &tables.pools, |row| row.name.push('x'));
    let mut locale = Swing::new(&plan, |tables| &tables.pools, |row| row.locale = None);
    let mut provision = Swing::new(
        &plan,
        |tables| &tables.pool_cidrs,
        |row| {
            row.cidr = row.cidr.previous().or(row.cidr.next()).unwrap_or(row.cidr);
        },
    );
    let mut measure = |name: &str, swing: &mut dyn FnMut(&mut Workspace)| {
        let mut is_away = false;
        let mut run = || {
            swing(&mut workspace);
            is_away = !is_away;
        };
        bench.measure(&format!("one edit: {name}"), size, 1, || (), |()| run());
        // The next may swing the same row.
        if is_away {
            swing(&mut workspace);
        }
    };
    measure("rename a VPC", &mut |workspace| rename.swing(workspace));
    measure("move a VPC onto another", &mut |workspace| overlap.swing(workspace));
    measure("rename a pool", &mut |workspace| pool_name.swing(workspace));
    measure("the locale of a pool", &mut |workspace| locale.swing(workspace));
    measure("the CIDR of a pool", &mut |workspace| provision.swing(workspace));

    let index = Index::build(&plan);
    let tables = plan.design();
    let blocks: Vec<Placed> = (tables.vpc_cidrs.iter())
        .step_by(tables.vpc_cidrs.len().div_ceil(1_000))
        .map(|(id, row)| Placed {
            cidr: row.cidr.parent().unwrap_or(row.cidr),
            block: Block::VpcCidr(*id),
        })
        .collect();
    let scope = Plan::default_private_scope();
    let look = |blocks: &mut &[Placed]| -> usize {
        let conflicting = blocks
            .iter()
            .map(|placed| index.conflicting(tables, scope, *placed).len());
        conflicting.sum()
    };
    bench.measure("what a block overlaps", size, blocks.len(), || &blocks[..], look);
}
