//! What holds for every gesture, on random plans.

mod draw;
mod layout;

use std::collections::BTreeMap;

use ipam_planner::address::Cidr;
use ipam_planner::examples::EXAMPLES;
use ipam_planner::format::write;
use ipam_planner::plan::gesture::outcome;
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{CountedIds, Node, Plan};
use ipam_planner::rules::{Facts, Findings, Subject};
use ipam_planner::workspace::Workspace;

use crate::index::random_plan::RandomEdits;
use draw::{GESTURES, draw};

/// The open findings with what they rest on, from scratch.
fn findings(plan: &Plan) -> BTreeMap<String, String> {
    let index = Index::build(plan);
    let findings = Findings::build(Facts { plan, index: &index });
    let open = findings.iter().filter(|finding| finding.acceptance.is_none());
    open.map(|finding| {
        (
            format!("{} {:?}", finding.rule.code, finding.subject),
            finding.evidence.clone(),
        )
    })
    .collect()
}

fn nodes(workspace: &Workspace) -> Vec<Node> {
    let mut nodes = vec![Node::Ipam];
    let mut next = 0;
    while let Some(node) = nodes.get(next).copied() {
        nodes.extend(workspace.outline().children(node));
        next += 1;
    }
    nodes
}

/// The blocks of a node itself.
fn own_blocks(workspace: &Workspace, node: Node) -> Vec<Cidr> {
    let design = workspace.plan().design();
    match node {
        Node::Pool(id) => workspace
            .index()
            .pool(id)
            .unwrap()
            .cidrs()
            .map(|(cidr, _)| cidr)
            .collect(),
        Node::VpcCidr(id) => vec![design.vpc_cidrs.get(&id).unwrap().cidr],
        Node::Reservation(id) => vec![design.reservations.get(&id).unwrap().cidr],
        Node::Subnet(id) => vec![design.subnets.get(&id).unwrap().cidr],
        Node::PublicBlock(id) => vec![design.public_blocks.get(&id).unwrap().cidr],
        _ => Vec::new(),
    }
}

#[test]
fn every_gesture_is_foreseen_and_undone() {
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..10 {
        let mut edits = RandomEdits::new(seed, 60);
        let mut workspace = Workspace::open(RandomEdits::plan());
        let (mut ids, mut generated) = (CountedIds::starting_at(1 << 40), Vec::new());
        for _ in 0..90 {
            let edit = edits.edit(workspace.plan());
            workspace.apply("random", edit).unwrap();
        }
        let mut left = 40;
        for _ in 0..400 {
            if left == 0 {
                break;
            }
            // Any kind, or one of which there were few.
            let rarest = GESTURES
                .iter()
                .min_by_key(|(kind, _)| taken.get(kind).copied().unwrap_or_default());
            let wanted = match edits.random.once_in(2) {
                true => *rarest.unwrap(),
                false => edits.random.pick(&GESTURES),
            };
            let Some((kind, gesture)) = draw(&mut edits, &workspace, &mut ids, &mut generated, wanted) else {
                continue;
            };
            let label = format!("seed {seed}: {}", gesture.label);
            let before = workspace.plan().clone();
            let (bytes, found) = (write(&before), findings(&before));
            let depth = workspace.history().depth();
            let foresight = workspace
                .foresee(gesture.edit.clone())
                .unwrap_or_else(|refusal| panic!("{label}: {refusal}"));
            assert_eq!(
                (workspace.plan(), workspace.history().depth()),
                (&before, depth),
                "{label}"
            );
            let preview = outcome(&before, &gesture);
            assert_eq!(
                preview.blocks.len() + preview.others,
                gesture.edit.changes.len(),
                "{label}"
            );

            workspace.apply(&gesture.label, gesture.edit).unwrap();
            let after = findings(workspace.plan());
            let key = |told: &ipam_planner::foresight::ToldFinding| {
                let finding = &told.finding;
                assert!(!told.sentence.is_empty(), "{label}: {}", finding.rule.code);
                format!("{} {:?}", finding.rule.code, finding.subject)
            };
            // What was foreseen is what came: neither more nor less.
            let mut foreseen = found.clone();
            for told in &foresight.gone {
                assert!(foreseen.remove(&key(told)).is_some(), "{label}");
            }
            for told in &foresight.gained {
                assert!(
                    foreseen.insert(key(told), told.finding.evidence.clone()).is_none(),
                    "{label}"
                );
            }
            for told in &foresight.changed {
                assert!(
                    foreseen.insert(key(told), told.finding.evidence.clone()).is_some(),
                    "{label}"
                );
            }
            assert_eq!(foreseen, after, "{label}");
            *taken.entry(kind).or_default() += 1;
            left -= 1;
            // Half of them stay, so that gestures meet what others made.
            workspace.undo().unwrap();
            assert_eq!(write(workspace.plan()), bytes, "{label}");
            if edits.random.once_in(2) {
                workspace.redo().unwrap();
            }
        }
    }
    let too_few: Vec<_> = GESTURES
        .iter()
        .filter(|(kind, _)| taken.get(kind).is_none_or(|count| *count < 4))
        .collect();
    assert!(too_few.is_empty(), "too few to say anything: {too_few:?} of {taken:?}");
}

/// What a gesture that looks for room must never bring about.
const ABOUT_ADDRESSES: [&str; 5] = [
    "overlap",
    "pool-outside-source",
    "allocation-outside-pool",
    "subnet-outside-vpc",
    "subnets-overlap",
];

/// On plans as people have them, if nothing lies wrong in them. Pools on top of a scope are left alone: beside them lie VPCs that are from no pool, and what those
/// overlap is for the findings to say.
#[test]
fn no_gesture_on_a_sound_plan_puts_anything_where_it_may_not_be() {
    let mut taken = 0;
    for (seed, example) in (300..).zip(EXAMPLES) {
        let mut edits = RandomEdits::new(seed, 60);
        let mut workspace = Workspace::open(example.plan());
        if findings(workspace.plan())
            .keys()
            .any(|finding| ABOUT_ADDRESSES.iter().any(|code| finding.starts_with(code)))
        {
            continue;
        }
        let (mut ids, mut generated) = (CountedIds::starting_at(1 << 40), Vec::new());
        for _ in 0..200 {
            let wanted = edits.random.pick(&GESTURES);
            let Some((kind, gesture)) = draw(&mut edits, &workspace, &mut ids, &mut generated, wanted) else {
                continue;
            };
            let is_on_top = |pool| {
                workspace
                    .index()
                    .pool(pool)
                    .is_some_and(|entry| entry.source().is_none())
            };
            if matches!(gesture.focus, Some(Node::Pool(pool)) if is_on_top(pool)) {
                continue;
            }
            // On top of a scope everything keeps its block, and a pool has the one that is asked for.
            if ["paste on top", "add a pool on top"].contains(&kind) {
                continue;
            }
            let foresight = workspace.foresee(gesture.edit.clone()).unwrap();
            let gained = foresight
                .gained
                .iter()
                .filter(|told| ABOUT_ADDRESSES.contains(&told.finding.rule.code));
            let outside = |subject: &Subject| matches!(subject, Subject::Cluster(..)) && !foresight.gone.is_empty();
            let gained: Vec<_> = gained
                .filter(|told| !outside(&told.finding.subject))
                .map(|told| &told.sentence)
                .collect();
            assert!(gained.is_empty(), "{}: {}: {gained:?}", example.key, gesture.label);
            workspace.apply(&gesture.label, gesture.edit).unwrap();
            taken += usize::from(kind != "resize");
        }
    }
    assert!(taken > 30, "{taken}");
}
