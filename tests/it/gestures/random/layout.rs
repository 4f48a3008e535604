//! What gestures keep of the layout of what they move.

use std::collections::BTreeMap;

use ipam_planner::address::{Cidr, NetmaskLength};
use ipam_planner::format::write;
use ipam_planner::plan::gesture::{
    Copying, JoinInto, Manner, NamePattern, Splitting, duplicate, join, name_of, rebase, split,
};
use ipam_planner::plan::{CountedIds, Node};
use ipam_planner::workspace::Workspace;

use super::{nodes, own_blocks};
use crate::index::random_plan::{RandomEdits, random_block};

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
