//! An index and findings that are kept current say what the same from scratch say.

use std::collections::BTreeSet;

use ipam_planner::plan::index::Index;
use ipam_planner::plan::{AnyId, Edit, Id, Plan, Pool, Scope, Vpc};
use ipam_planner::rules::{Facts, Findings};
use ipam_planner::workspace::Workspace;

use super::random_plan::RandomEdits;

/// Every scope, pool and VPC that a test has seen: what is gone must be gone from the index as well.
#[derive(Default)]
struct Seen {
    scopes: BTreeSet<Id<Scope>>,
    pools: BTreeSet<Id<Pool>>,
    vpcs: BTreeSet<Id<Vpc>>,
}

impl Seen {
    fn look(&mut self, plan: &Plan) {
        self.scopes.extend(plan.design().scopes.keys());
        self.pools.extend(plan.design().pools.keys());
        self.vpcs.extend(plan.design().vpcs.keys());
    }
}

/// Asks both everything that an index answers.
fn assert_same_answers(plan: &Plan, kept: &Index, fresh: &Index, seen: &Seen) {
    for id in &seen.scopes {
        let (kept, fresh) = (kept.scope(*id), fresh.scope(*id));
        assert_eq!(kept.is_some(), plan.design().scopes.contains_key(id));
        assert_eq!(kept.is_some(), fresh.is_some());
        let (Some(kept), Some(fresh)) = (kept, fresh) else {
            continue;
        };
        assert!(kept.top_pools().eq(fresh.top_pools()), "top-level pools");
        assert_eq!(kept.pool_count(), fresh.pool_count());
        assert_eq!(kept.blocks(), fresh.blocks());
        assert!(
            kept.outside_pools().iter().eq(fresh.outside_pools().iter()),
            "outside pools"
        );
        assert!(kept.bare_vpcs().eq(fresh.bare_vpcs()), "VPCs without a CIDR");
        assert_eq!(kept.conflicts(), fresh.conflicts());
    }
    for id in &seen.pools {
        assert!(kept.pools_above(*id).eq(fresh.pools_above(*id)), "source pools");
        let (kept, fresh) = (kept.pool(*id), fresh.pool(*id));
        assert_eq!(kept.is_some(), plan.design().pools.contains_key(id));
        assert_eq!(kept.is_some(), fresh.is_some());
        let (Some(kept), Some(fresh)) = (kept, fresh) else {
            continue;
        };
        assert_eq!(
            (kept.scope(), kept.depth(), kept.source(), kept.is_planning()),
            (fresh.scope(), fresh.depth(), fresh.source(), fresh.is_planning())
        );
        assert!(kept.sub_pools().eq(fresh.sub_pools()), "sub-pools");
        assert!(kept.cidrs().eq(fresh.cidrs()), "CIDRs");
        assert!(kept.demands().eq(fresh.demands()), "demands");
        assert_eq!(kept.allocations(), fresh.allocations());
        let (kept, fresh) = (kept.space(), fresh.space());
        assert_eq!(kept, fresh);
    }
    for id in &seen.vpcs {
        let (kept, fresh) = (kept.vpc(*id), fresh.vpc(*id));
        assert_eq!(kept.is_some(), plan.design().vpcs.contains_key(id));
        assert_eq!(kept.is_some(), fresh.is_some());
        let (Some(kept), Some(fresh)) = (kept, fresh) else {
            continue;
        };
        assert_eq!(
            (kept.scope(), kept.cidrs(), kept.subnets()),
            (fresh.scope(), fresh.cidrs(), fresh.subnets())
        );
    }
}

fn assert_as_fresh(workspace: &Workspace, seen: &mut Seen) {
    let plan = workspace.plan();
    seen.look(plan);
    let fresh = Index::build(plan);
    assert_same_answers(plan, workspace.index(), &fresh, seen);
    let findings = Findings::build(Facts { plan, index: &fresh });
    if *workspace.findings() != findings {
        let list = |findings: &Findings| -> BTreeSet<String> {
            findings
                .iter()
                .map(|finding| format!("{} {:?} {}", finding.rule.code, finding.subject, finding.evidence))
                .collect()
        };
        let (kept, fresh) = (list(workspace.findings()), list(&findings));
        panic!(
            "only kept: {:#?}\nonly fresh: {:#?}",
            kept.difference(&fresh).collect::<Vec<_>>(),
            fresh.difference(&kept).collect::<Vec<_>>()
        );
    }
}

fn walk(seed: u32, rows: usize, steps: usize) -> usize {
    let mut edits = RandomEdits::new(seed, rows);
    let mut workspace = Workspace::open(RandomEdits::plan());
    let mut seen = Seen::default();
    let mut taken = 0;
    for _ in 0..steps {
        match edits.random.below(10) {
            0 => _ = workspace.undo(),
            1 => _ = workspace.redo(),
            _ => {
                let edit = edits.edit(workspace.plan());
                workspace.apply("random", edit).unwrap();
            }
        }
        taken += 1;
        assert_as_fresh(&workspace, &mut seen);
    }
    while workspace.undo().is_some() {
        taken += 1;
    }
    assert_as_fresh(&workspace, &mut seen);
    assert_eq!(*workspace.plan(), RandomEdits::plan());
    while workspace.redo().is_some() {
        taken += 1;
    }
    assert_as_fresh(&workspace, &mut seen);
    taken
}

#[test]
fn what_is_kept_current_is_what_is_built_afresh() {
    let small: usize = (1..=20).map(|seed| walk(seed, 12, 150)).sum();
    let large: usize = (21..=60).map(|seed| walk(seed, 50, 175)).sum();
    assert!(small + large >= 10_000, "only {} edits", small + large);
}

#[test]
#[ignore = "a long run: a million edits"]
fn what_is_kept_current_is_what_is_built_afresh_at_length() {
    let taken: usize = (1..=600_u32)
        .map(|seed| walk(seed.wrapping_mul(0x9E37_79B9), [8, 30, 80][seed as usize % 3], 1_000))
        .sum();
    assert!(taken >= 1_000_000, "only {taken} edits");
}

/// An edit of what is not in the design changes nothing of the index, and says which rows it touched.
#[test]
fn an_edit_tells_the_rows_it_changed() {
    let mut edits = RandomEdits::new(7, 30);
    let mut workspace = Workspace::open(RandomEdits::plan());
    for _ in 0..500 {
        let edit: Edit = edits.edit(workspace.plan());
        let changed: Vec<AnyId> = edit.changes.iter().map(|change| change.id()).collect();
        let touched = workspace.apply("random", edit).unwrap();
        assert!(changed.iter().all(|id| touched.rows.contains(id)));
    }
}
