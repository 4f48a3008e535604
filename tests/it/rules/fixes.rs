//! Fixes on random plans: each ends its finding, and nothing worse comes of it.

use std::collections::BTreeMap;

use ipam_planner::plan::index::Index;
use ipam_planner::rules::{Facts, Finding, Findings, Fix, Severity, Subject};
use ipam_planner::workspace::Workspace;

use crate::index::random_plan::RandomEdits;

/// What a finding is, whatever its evidence. A cluster is known by the blocks in it.
fn keys(findings: &Findings) -> BTreeMap<(&'static str, Subject), Severity> {
    findings
        .iter()
        .map(|finding| ((finding.rule.code, finding.subject), finding.rule.severity))
        .collect()
}

/// Whether the subject is a cluster of blocks that were in one cluster before, from which another block has gone.
fn is_rest_of_a_cluster(before: &Workspace, after: &Index, subject: Subject) -> bool {
    let Subject::Cluster(scope, key) = subject else {
        return false;
    };
    let members = after.scope(scope).unwrap().conflicts().cluster(key).unwrap();
    let before = before.index().scope(scope).unwrap().conflicts();
    let cluster = before.cluster_of(key.block).and_then(|key| before.cluster(key));
    cluster.is_some_and(|cluster| members.iter().all(|placed| cluster.contains(placed)))
}

fn assert_mends(workspace: &Workspace, finding: &Finding, fix: Fix, used: &mut BTreeMap<&'static str, u32>) {
    let mut plan = workspace.plan().clone();
    let what = format!("{}: {}", finding.rule.code, fix.label);
    assert!(!fix.edit.is_empty(), "{what} changes nothing");
    plan.apply(fix.edit)
        .unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
    let index = Index::build(&plan);
    let facts = Facts {
        plan: &plan,
        index: &index,
    };
    let before = keys(workspace.findings());
    let after_findings = Findings::build(facts);
    let after = keys(&after_findings);
    assert!(
        !after.contains_key(&(finding.rule.code, finding.subject)),
        "{what} does not mend it"
    );
    let severity = finding.rule.severity;
    for (key, worse) in after.iter().filter(|(key, _)| !before.contains_key(key)) {
        if is_rest_of_a_cluster(workspace, &index, key.1) {
            continue;
        }
        let sentence = after_findings
            .about(key.1)
            .find(|finding| finding.rule.code == key.0)
            .and_then(|finding| finding.sentence(facts));
        let was = finding.sentence(workspace.facts());
        // A warning in exchange for an error, or one for another, is no loss; an error for anything is.
        assert!(
            *worse != Severity::Error && *worse >= severity,
            "{what} ({was:?}) brings {key:?}: {sentence:?}"
        );
    }
    *used.entry(finding.rule.code).or_default() += 1;
}

#[test]
fn a_fix_mends_and_brings_nothing_worse() {
    let mut used = BTreeMap::new();
    for seed in 1..=240 {
        let mut edits = RandomEdits::new(seed, 40);
        let mut workspace = Workspace::open(RandomEdits::plan());
        for step in 0..120 {
            let edit = edits.edit(workspace.plan());
            workspace.apply("random", edit).unwrap();
            if step % 8 != 0 {
                continue;
            }
            let facts = workspace.facts();
            let fixes: Vec<(&Finding, Fix)> = workspace
                .findings()
                .iter()
                .filter_map(|finding| Some((finding, finding.fix(facts)?)))
                .collect();
            for (finding, fix) in fixes {
                // Of what is mended often, so many are enough.
                if used.get(finding.rule.code).is_some_and(|times| *times >= 80) {
                    continue;
                }
                assert_mends(&workspace, finding, fix, &mut used);
            }
        }
    }
    // Random plans seldom come to a single move that makes room: it has random plans of its own.
    let fixing = ipam_planner::rules::RULES
        .iter()
        .filter(|rule| rule.fix.is_some() && rule.code != "demand-does-not-fit");
    for rule in fixing {
        assert!(
            used.get(rule.code).is_some_and(|times| *times > 3),
            "{} is used too rarely: {used:?}",
            rule.code
        );
    }
}
