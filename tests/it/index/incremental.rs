//! An index and findings that are kept current say what the same from scratch say.

use std::collections::{BTreeMap, BTreeSet};

use ipam_planner::plan::index::Index;
use ipam_planner::plan::{AnyId, Edit, Id, ManagementState, Plan, Pool, Scope, Vpc};
use ipam_planner::rules::{Facts, Findings, RULES};
use ipam_planner::workspace::Workspace;

use super::random_plan::RandomEdits;
use crate::support;

/// What a test has seen: every scope, pool and VPC, since what is gone must be gone from the index as well, and how often each
/// rule fired anew, since a rule that never does is not tested.
#[derive(Default)]
struct Seen {
    fired: BTreeMap<&'static str, usize>,
    scopes: BTreeSet<Id<Scope>>,
    pools: BTreeSet<Id<Pool>>,
    vpcs: BTreeSet<Id<Vpc>>,
}

impl Seen {
    /// Begins with another plan, whose ids say nothing about those seen before.
    fn forget_ids(&mut self) {
        *self = Self {
            fired: std::mem::take(&mut self.fired),
            ..Self::default()
        };
    }

    fn assert_every_rule_fired(&self) {
        let silent = RULES.iter().filter(|rule| !self.fired.contains_key(rule.code));
        let silent: Vec<&str> = silent.map(|rule| rule.code).collect();
        assert!(
            silent.is_empty(),
            "never fired: {silent:?}; the others: {:?}",
            self.fired
        );
    }

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
            (kept.scope(), kept.depth(), kept.source()),
            (fresh.scope(), fresh.depth(), fresh.source())
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
            (
                kept.scope(),
                kept.cidrs(),
                kept.primary_ipv4(),
                kept.subnets(),
                kept.workloads()
            ),
            (
                fresh.scope(),
                fresh.cidrs(),
                fresh.primary_ipv4(),
                fresh.subnets(),
                fresh.workloads()
            )
        );
    }
}

fn assert_as_fresh(workspace: &Workspace, seen: &mut Seen) {
    let plan = workspace.plan();
    seen.look(plan);
    let fresh = Index::build(plan);
    assert_same_answers(plan, workspace.index(), &fresh, seen);
    assert_eq!(workspace.index().locked(), fresh.locked());
    let managed = plan.design().vpc_cidrs.values();
    let managed = managed.filter(|row| row.management_state() == ManagementState::Managed);
    assert_eq!(workspace.index().managed_vpc_cidrs(), managed.count());
    assert_eq!(fresh.managed_vpc_cidrs(), workspace.index().managed_vpc_cidrs());
    let findings = Findings::build(Facts { plan, index: &fresh });
    for finding in findings.iter() {
        *seen.fired.entry(finding.rule.code).or_default() += 1;
    }
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

/// Whether edits of rows of every table, on both sides and with everything that a row can say, come in between.
#[derive(Clone, Copy, PartialEq)]
enum Rows {
    Likely,
    OfEveryKind,
}

/// A walk through random edits, undo and redo, and how many were taken.
fn walk(seed: u32, kind: Rows, rows: usize, steps: usize, seen: &mut Seen) -> usize {
    let mut edits = RandomEdits::new(seed, rows);
    let mut every_kind = support::RandomEdits::with_ids_of_its_own(seed);
    let mut workspace = Workspace::open(RandomEdits::plan());
    seen.forget_ids();
    let mut taken = 0;
    for _ in 0..steps {
        match edits.random.below(10) {
            0 => _ = workspace.undo(),
            1 => _ = workspace.redo(),
            2..=5 if kind == Rows::OfEveryKind => {
                // Some are refused, and leave everything as it was.
                let edit = every_kind.edit(workspace.plan());
                if workspace.apply("random", edit).is_err() {
                    continue;
                }
            }
            _ => {
                let edit = edits.edit(workspace.plan());
                workspace.apply("random", edit).unwrap();
            }
        }
        taken += 1;
        assert_as_fresh(&workspace, seen);
    }
    while workspace.undo().is_some() {
        taken += 1;
    }
    assert_as_fresh(&workspace, seen);
    assert_eq!(*workspace.plan(), RandomEdits::plan());
    while workspace.redo().is_some() {
        taken += 1;
    }
    assert_as_fresh(&workspace, seen);
    taken
}

#[test]
fn what_is_kept_current_is_what_is_built_afresh() {
    let mut seen = Seen::default();
    let mut taken = 0;
    for (seeds, kind, rows, steps) in [
        (1..=20, Rows::Likely, 12, 150),
        (21..=40, Rows::Likely, 50, 175),
        (41..=65, Rows::OfEveryKind, 30, 160),
    ] {
        for seed in seeds {
            taken += walk(seed, kind, rows, steps, &mut seen);
        }
    }
    assert!(taken >= 10_000, "only {taken} edits");
    seen.assert_every_rule_fired();
}

#[test]
#[ignore = "a long run: a million edits"]
fn what_is_kept_current_is_what_is_built_afresh_at_length() {
    let mut seen = Seen::default();
    let taken: usize = (1..=600_u32)
        .map(|seed| {
            let kind = [Rows::Likely, Rows::OfEveryKind][seed as usize % 2];
            walk(
                seed.wrapping_mul(0x9E37_79B9),
                kind,
                [8, 30, 80][seed as usize % 3],
                1_000,
                &mut seen,
            )
        })
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
