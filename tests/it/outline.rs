//! The tree: every thing once, where its parent says, with the place a screen reader reads out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use ipam_planner::address::Family;
use ipam_planner::plan::{Edit, Id, Node, Outline, OutlineRow, Plan, Pool, PoolParent, Twist};
use ipam_planner::workspace::Workspace;
use rustc_hash::FxHashSet;

use crate::index::random_plan::RandomEdits;

/// Every node that a plan has, from the tables alone.
fn nodes(plan: &Plan) -> FxHashSet<Node> {
    let design = plan.design();
    let mut nodes = FxHashSet::from_iter([Node::Ipam]);
    nodes.extend(design.scopes.keys().map(|id| Node::Scope(*id)));
    nodes.extend(design.pools.keys().map(|id| Node::Pool(*id)));
    nodes.extend(design.reservations.keys().map(|id| Node::Reservation(*id)));
    nodes.extend(design.vpc_cidrs.keys().map(|id| Node::VpcCidr(*id)));
    nodes.extend(design.public_blocks.keys().map(|id| Node::PublicBlock(*id)));
    nodes.extend(design.subnets.keys().map(|id| Node::Subnet(*id)));
    nodes.extend(design.pool_cidrs.values().map(|row| Node::Free(row.pool)));
    let with_cidr: BTreeSet<_> = design.vpc_cidrs.values().map(|row| row.vpc).collect();
    nodes.extend(
        design
            .vpcs
            .keys()
            .filter(|id| !with_cidr.contains(id))
            .map(|id| Node::Vpc(*id)),
    );
    nodes
}

/// The rows, the slow way: from the children of each node.
fn naive_rows(outline: Outline<'_>, expanded: &FxHashSet<Node>) -> Vec<(Node, u32, u32, u32, Twist)> {
    let mut rows = Vec::new();
    let mut waiting = vec![(Node::Ipam, 1, 1, 1)];
    while let Some((node, level, position, siblings)) = waiting.pop() {
        let children = outline.children(node);
        let twist = match (children.is_empty(), expanded.contains(&node)) {
            (true, _) => Twist::Leaf,
            (false, true) => Twist::Open,
            (false, false) => Twist::Closed,
        };
        rows.push((node, level, position, siblings, twist));
        if twist == Twist::Open {
            let count = children.len() as u32;
            waiting.extend(
                (1..)
                    .zip(children)
                    .map(|(at, child)| (child, level + 1, at, count))
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev(),
            );
        }
    }
    rows
}

fn flat(rows: &[OutlineRow]) -> Vec<(Node, u32, u32, u32, Twist)> {
    rows.iter()
        .map(|row| {
            (
                row.node,
                row.place.level,
                row.place.position,
                row.place.siblings,
                row.twist,
            )
        })
        .collect()
}

#[test]
fn every_thing_stands_once_under_its_parent() {
    for seed in 1..=20 {
        let mut edits = RandomEdits::new(seed, 50);
        let mut workspace = Workspace::open(RandomEdits::plan());
        for _ in 0..80 {
            let edit = edits.edit(workspace.plan());
            workspace.apply("random", edit).unwrap();
            let outline = workspace.outline();
            let all = nodes(workspace.plan());

            let rows = outline.rows(&all);
            assert_eq!(rows.len(), all.len(), "as many rows as nodes");
            assert_eq!(
                rows.iter().map(|row| row.node).collect::<FxHashSet<_>>(),
                all,
                "the same nodes"
            );
            assert_eq!(flat(&rows), naive_rows(outline, &all));
            let mut path: Vec<Node> = Vec::new();
            for row in &rows {
                path.truncate(row.place.level as usize - 1);
                assert_eq!(
                    outline.parent(row.node),
                    path.last().copied(),
                    "the parent of {:?}",
                    row.node
                );
                assert!(outline.ancestors(row.node).eq(path.iter().rev().copied()));
                path.push(row.node);
                assert!(outline.has(row.node));
                assert_eq!(
                    outline.has_children(row.node),
                    !outline.children(row.node).is_empty(),
                    "{:?}",
                    row.node
                );
            }

            let openable = all.iter().copied().filter(|node| outline.has_children(*node));
            assert_eq!(outline.openable(), openable.collect::<FxHashSet<_>>());

            let some: FxHashSet<Node> = all.iter().copied().filter(|_| !edits.random.once_in(3)).collect();
            let rows = outline.rows(&some);
            assert_eq!(flat(&rows), naive_rows(outline, &some));
            for node in &all {
                let seen = outline.ancestors(*node).all(|above| some.contains(&above));
                assert_eq!(rows.iter().any(|row| row.node == *node), seen, "{node:?}");
            }
        }
    }
}

#[test]
fn what_is_gone_has_no_place() {
    let workspace = Workspace::open(RandomEdits::plan());
    let outline = workspace.outline();
    let pool = "gone".parse().unwrap();
    for node in [
        Node::Pool(pool),
        Node::Free(pool),
        Node::Vpc("gone".parse().unwrap()),
        Node::Subnet("gone".parse().unwrap()),
    ] {
        assert!(!outline.has(node));
        assert_eq!(outline.parent(node), None);
        assert_eq!(outline.children(node), []);
        assert!(!outline.has_children(node));
    }
}

#[test]
fn a_tree_as_deep_as_a_file_can_make_it_is_walked() {
    let mut plan = RandomEdits::plan();
    let mut edit = Edit::new();
    let mut parent = PoolParent::Scope(Plan::default_private_scope());
    for number in 0..3_000 {
        let id: Id<Pool> = format!("p{number}").parse().unwrap();
        edit.add(id, Pool::new(parent, Family::Ipv4));
        parent = PoolParent::Pool(id);
    }
    plan.apply(edit).unwrap();
    let workspace = Workspace::open(plan);
    let rows = workspace.outline().rows(&nodes(workspace.plan()));
    assert_eq!(rows.iter().map(|row| row.place.level).max(), Some(3_002));
}
