//! What holds for every gesture, on random plans.

use std::collections::BTreeMap;

use ipam_planner::address::{Cidr, NetmaskLength, Strategy};
use ipam_planner::examples::EXAMPLES;
use ipam_planner::format::write;
use ipam_planner::plan::gesture::{
    AccountChoice, Copying, Gesture, JoinInto, Manner, ManyChange, NamePattern, PasteTarget, Placing, Splitting,
    change_many, copy, duplicate, join, move_many, move_to, name_of, outcome, paste, rebase, remove_many, resize,
    set_lock, split,
};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{CountedIds, Lock, Node, Plan, PoolParent};
use ipam_planner::rules::{Facts, Findings, Subject};
use ipam_planner::workspace::Workspace;

use crate::index::random_plan::{RandomEdits, random_block};

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

/// A gesture that is possible, with what it is; none when the draw was one that is not.
fn draw(edits: &mut RandomEdits, workspace: &Workspace, ids: &mut CountedIds) -> Option<(&'static str, Gesture)> {
    let (plan, index) = (workspace.plan(), workspace.index());
    let nodes = nodes(workspace);
    let node = edits.random.pick(&nodes);
    let blocks = own_blocks(workspace, node);
    if blocks.is_empty() {
        return None;
    }
    let block = edits.random.pick(&blocks);
    let bits = block.netmask_length().get();
    let near = |random: &mut crate::support::Random| {
        NetmaskLength::new((bits + random.below(5) as u8).saturating_sub(2)).unwrap()
    };
    Some(match edits.random.below(15) {
        0 => {
            let how = Splitting {
                length: NetmaskLength::new(bits + 1 + edits.random.below(3) as u8)?,
                manner: edits.random.pick(&[Manner::Beside, Manner::Below]),
                names: NamePattern::parse("part-{n}").unwrap(),
            };
            ("split", split(plan, index, node, block, &how, ids).ok()?)
        }
        1..=3 => {
            let sibling = block.sibling()?;
            let of_sibling = |other: &Node| own_blocks(workspace, *other) == [sibling];
            let others: Vec<Node> = nodes.iter().copied().filter(of_sibling).collect();
            let other = (!others.is_empty()).then(|| edits.random.pick(&others))?;
            let into = edits.random.pick(&[JoinInto::First(None), JoinInto::Source]);
            ("join", join(plan, index, &[node, other], &into).ok()?)
        }
        4 => (
            "resize",
            resize(plan, index, node, block, near(&mut edits.random)).ok()?,
        ),
        5..=7 => {
            let pools: Vec<_> = plan.design().pools.keys().copied().collect();
            let to = match edits.random.once_in(6) {
                true => PoolParent::Scope(Plan::default_private_scope()),
                false => PoolParent::Pool(edits.random.pick(&pools)),
            };
            let placing = edits.random.pick(&[
                Placing::Keep,
                Placing::Anew(Strategy::LowestAddress),
                Placing::Anew(Strategy::Spread),
            ]);
            match edits.random.once_in(3) {
                true => {
                    let several = several(edits, &nodes);
                    ("move many", move_many(plan, index, &several, to, placing).ok()?)
                }
                false => ("move", move_to(plan, index, node, to, placing).ok()?),
            }
        }
        10 => {
            let several = several(edits, &nodes);
            ("remove many", remove_many(plan, index, &several).ok()?.gesture)
        }
        11 => {
            let several = several(edits, &nodes);
            let gesture = change_many(plan, index, &several, &any_change(edits, plan), ids).gesture;
            (!gesture.edit.is_empty()).then_some(("change many", gesture))?
        }
        12 | 13 => {
            let clip = copy(plan, index, &several(edits, &nodes));
            let pools: Vec<_> = plan.design().pools.keys().copied().collect();
            let (kind, target) = match edits.random.once_in(4) {
                true => ("paste on top", PasteTarget::Scope(Plan::default_private_scope())),
                false => ("paste", PasteTarget::Pool(edits.random.pick(&pools))),
            };
            let pasted = paste(plan, index, target, &clip, Strategy::LowestAddress, ids).ok()?;
            (kind, pasted.gesture)
        }
        14 => {
            let lock = edits.random.pick(&[Lock::Locked, Lock::Open]);
            ("lock", set_lock(plan, node, lock)?)
        }
        8 => (
            "rebase",
            rebase(plan, index, node, block, random_block(&mut edits.random)).ok()?,
        ),
        _ => {
            let to = random_block(&mut edits.random);
            (
                "duplicate",
                duplicate(plan, index, node, (block, to), &Copying::default(), ids).ok()?,
            )
        }
    })
}

/// One to four rows.
fn several(edits: &mut RandomEdits, nodes: &[Node]) -> Vec<Node> {
    let is_block = |node: &&Node| !matches!(node, Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_));
    let blocks: Vec<Node> = nodes.iter().filter(is_block).copied().collect();
    (0..=edits.random.below(4))
        .map(|_| edits.random.pick(&blocks))
        .collect()
}

/// A change of something that rows have.
fn any_change(edits: &mut RandomEdits, plan: &Plan) -> ManyChange {
    let length = NetmaskLength::new(16 + edits.random.below(10) as u8);
    let accounts: Vec<_> = plan.intent().accounts.keys().copied().collect();
    let mut change = ManyChange::default();
    match edits.random.below(5) {
        0 => {
            change.tags = [("env".to_owned(), Some("prod".to_owned())), ("team".to_owned(), None)]
                .into_iter()
                .collect()
        }
        1 => change.region = Some("eu-west-1".parse().ok()),
        2 if !accounts.is_empty() => {
            change.account = Some(Some(AccountChoice::Known(edits.random.pick(&accounts))));
        }
        3 => change.rules.min = Some(length),
        _ => change.lock = Some(edits.random.pick(&[Lock::Locked, Lock::Open])),
    }
    change
}

#[test]
fn every_gesture_is_foreseen_and_undone() {
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..10 {
        let mut edits = RandomEdits::new(seed, 60);
        let mut workspace = Workspace::open(RandomEdits::plan());
        let mut ids = CountedIds::starting_at(1 << 40);
        for _ in 0..90 {
            let edit = edits.edit(workspace.plan());
            workspace.apply("random", edit).unwrap();
        }
        let mut left = 40;
        for _ in 0..1_000 {
            if left == 0 {
                break;
            }
            let Some((kind, gesture)) = draw(&mut edits, &workspace, &mut ids) else {
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
    for kind in [
        "split",
        "join",
        "resize",
        "move",
        "move many",
        "rebase",
        "duplicate",
        "remove many",
        "change many",
        "paste",
        "paste on top",
        "lock",
    ] {
        assert!(
            taken.get(kind).is_some_and(|count| *count >= 4),
            "too few to say anything: {taken:?}"
        );
    }
}

/// The blocks of a node and below it that lie in `block`, but for subnets: where they begin in it, and how long they are.
fn layout(workspace: &Workspace, root: Node, block: Cidr) -> Vec<(u128, u8)> {
    let mut layout = Vec::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        waiting.extend(workspace.outline().children(node));
        if matches!(node, Node::Subnet(_)) {
            continue;
        }
        let inside = own_blocks(workspace, node)
            .into_iter()
            .filter(|own| block.contains(*own) && (node != root || *own != block));
        layout.extend(inside.map(|own| (own.first_bits() - block.first_bits(), own.netmask_length().get())));
    }
    layout.sort_unstable();
    layout
}

#[test]
fn rebasing_and_duplicating_keep_the_layout() {
    let mut compared = [0, 0];
    for seed in 100..140 {
        let mut edits = RandomEdits::new(seed, 60);
        let mut workspace = Workspace::open(RandomEdits::plan());
        for _ in 0..120 {
            let edit = edits.edit(workspace.plan());
            workspace.apply("random", edit).unwrap();
        }
        let mut ids = CountedIds::starting_at(1 << 40);
        for _ in 0..150 {
            let node = edits.random.pick(&nodes(&workspace));
            let blocks = own_blocks(&workspace, node);
            if blocks.is_empty() {
                continue;
            }
            let (from, to) = (edits.random.pick(&blocks), random_block(&mut edits.random));
            let before = layout(&workspace, node, from);
            let (plan, index) = (workspace.plan(), workspace.index());
            let is_rebase = edits.random.once_in(2);
            let gesture = match is_rebase {
                true => rebase(plan, index, node, from, to),
                false => duplicate(plan, index, node, (from, to), &Copying::default(), &mut ids),
            };
            let Ok(gesture) = gesture else { continue };
            workspace.apply(&gesture.label, gesture.edit).unwrap();
            let after = layout(&workspace, gesture.focus.unwrap(), to);
            assert_eq!(before, after, "seed {seed}: {}", gesture.label);
            compared[usize::from(is_rebase)] += before.len();
            workspace.undo().unwrap();
        }
    }
    assert!(compared.iter().all(|count| *count >= 8), "{compared:?}");
}

#[test]
fn joining_what_was_split_gives_back_the_same_plan() {
    let mut compared: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 200..215 {
        let mut edits = RandomEdits::new(seed, 60);
        let mut workspace = Workspace::open(RandomEdits::plan());
        for _ in 0..120 {
            let edit = edits.edit(workspace.plan());
            workspace.apply("random", edit).unwrap();
        }
        let mut ids = CountedIds::starting_at(1 << 40);
        for _ in 0..60 {
            let node = edits.random.pick(&nodes(&workspace));
            // Of several CIDRs the one that is split leaves the others with the first part: that is not undone by joining.
            let [block] = own_blocks(&workspace, node)[..] else {
                continue;
            };
            let manner = edits.random.pick(&[Manner::Beside, Manner::Below]);
            let how = Splitting {
                length: NetmaskLength::new(block.netmask_length().get() + 1 + edits.random.below(3) as u8).unwrap(),
                manner,
                names: NamePattern::parse("{letter}").unwrap(),
            };
            let before: std::collections::BTreeSet<Node> = nodes(&workspace).into_iter().collect();
            let bytes = write(workspace.plan());
            let name = name_of(workspace.plan(), node).unwrap().to_owned();
            let (plan, index) = (workspace.plan(), workspace.index());
            let Ok(gesture) = split(plan, index, node, block, &how, &mut ids) else {
                continue;
            };
            workspace.apply(&gesture.label, gesture.edit).unwrap();
            let is_part = |other: &Node| match manner {
                Manner::Beside => *other == node || !before.contains(other),
                Manner::Below => !before.contains(other),
            };
            let is_free = |node: &Node| matches!(node, Node::Free(_));
            let parts: Vec<Node> = nodes(&workspace)
                .into_iter()
                .filter(|node| is_part(node) && !is_free(node))
                .collect();
            let into = match (manner, node) {
                (Manner::Beside, _) => JoinInto::First(Some(name)),
                (Manner::Below, Node::Pool(_)) => JoinInto::Source,
                (Manner::Below, _) => {
                    workspace.undo().unwrap();
                    continue;
                }
            };
            let gesture = join(workspace.plan(), workspace.index(), &parts, &into);
            let gesture = gesture.unwrap_or_else(|obstacle| panic!("seed {seed}: {}: {obstacle}", kind_of(node)));
            workspace.apply(&gesture.label, gesture.edit).unwrap();
            let joined = write(workspace.plan());
            assert_eq!(joined, bytes, "seed {seed}: {}", gesture.label);
            *compared.entry(format!("{:?} {}", manner, kind_of(node))).or_default() += 1;
        }
    }
    assert!(
        compared.len() >= 4 && compared.values().sum::<usize>() > 60,
        "{compared:?}"
    );
}

fn kind_of(node: Node) -> &'static str {
    match node {
        Node::Pool(_) => "pool",
        Node::VpcCidr(_) => "VPC",
        Node::Reservation(_) => "reservation",
        Node::Subnet(_) => "subnet",
        _ => "other",
    }
}

/// What a gesture that looks for room must never bring about.
const ABOUT_ADDRESSES: [&str; 5] = [
    "overlap",
    "pool-outside-source",
    "allocation-outside-pool",
    "subnet-outside-vpc",
    "subnets-overlap",
];

/// On plans as people have them. Pools on top of a scope are left alone: beside them lie VPCs that are from no pool, and what those
/// overlap is for the findings to say.
#[test]
fn no_gesture_on_a_sound_plan_puts_anything_where_it_may_not_be() {
    let mut taken = 0;
    for (seed, example) in (300..).zip(EXAMPLES) {
        let mut edits = RandomEdits::new(seed, 60);
        let mut workspace = Workspace::open(example.plan());
        let mut ids = CountedIds::starting_at(1 << 40);
        for _ in 0..200 {
            let Some((kind, gesture)) = draw(&mut edits, &workspace, &mut ids) else {
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
            // On top of a scope everything keeps its block.
            if kind == "paste on top" {
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
