//! The rows of the tree when only some are shown, or siblings are sorted. Who lies in whom stays as it is.

use std::borrow::Cow;

use crate::address::{AddressCount, Cidr};
use crate::app::chunks::Arrangement;
use crate::app::letters::lower;
use crate::app::look::{Column, Sort, Way};
use crate::cost::{Money, Period};
use crate::ordered::sort_by;
use crate::plan::gesture::name_of;
use crate::plan::{Node, OutlineRow, RowPlace, Twist};
use crate::workspace::Workspace;

use super::model::column_words;

/// What siblings are sorted by. What has nothing of it comes last, whichever way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Words(Cow<'a, str>),
    Count(AddressCount),
    Money(Money),
    Block(Cidr),
}

/// The rows that are seen: of those that are found and of what these lie in, siblings in the order that was asked for. What lies in a row that is found, and holds nothing else that is, is shown whole. O(rows seen × log).
pub(super) fn arrange(workspace: &Workspace, arrangement: Arrangement<'_>) -> Vec<OutlineRow> {
    let Arrangement { expanded, found, sort } = arrangement;
    let outline = workspace.outline();
    let children = |node: Node| {
        let mut children = outline.children(node);
        if let Some(found) = found.filter(|found| found.above.contains(&node)) {
            children.retain(|child| found.above.contains(child) || found.nodes.contains(child));
        }
        match sort {
            Some(sort) => sorted(workspace, children, sort),
            None => children,
        }
    };
    let root = RowPlace {
        level: 1,
        position: 1,
        siblings: 1,
    };
    let mut rows = Vec::new();
    let mut waiting = vec![(Node::Ipam, root)];
    while let Some((node, place)) = waiting.pop() {
        let has_children = outline.has_children(node);
        let is_open = has_children && expanded.contains(&node);
        let below = if is_open { children(node) } else { Vec::new() };
        let twist = match (below.is_empty(), has_children) {
            (false, _) => Twist::Open,
            (true, true) => Twist::Closed,
            (true, false) => Twist::Leaf,
        };
        rows.push(OutlineRow { node, place, twist });
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        let siblings = number(below.len());
        let placed = below.into_iter().enumerate().map(|(before, child)| {
            let place = RowPlace {
                level: place.level + 1,
                position: number(before + 1),
                siblings,
            };
            (child, place)
        });
        let at = waiting.len();
        waiting.extend(placed);
        if let Some(added) = waiting.get_mut(at..) {
            added.reverse();
        }
    }
    rows
}

/// Siblings in the order of `sort`; those that are equal stay as they lie in the address space, and free space stays last.
fn sorted(workspace: &Workspace, nodes: Vec<Node>, sort: Sort) -> Vec<Node> {
    let mut keyed: Vec<(Option<Key<'_>>, Node)> = nodes
        .into_iter()
        .map(|node| (key(workspace, node, sort.by), node))
        .collect();
    sort_by(&mut keyed, |(one, first), (other, second)| {
        let is_free = |node: &Node| matches!(node, Node::Free(_));
        let order = match (one, other) {
            (Some(one), Some(other)) if sort.way == Way::Down => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        };
        is_free(first).cmp(&is_free(second)).then(order)
    });
    keyed.into_iter().map(|(_, node)| node).collect()
}

fn key(workspace: &Workspace, node: Node, by: Column) -> Option<Key<'_>> {
    let words = |words: Cow<'static, str>| (!words.is_empty()).then_some(Key::Words(words));
    let count = |count: u128| (count > 0).then(|| Key::Count(AddressCount::new(count)));
    let figures = || workspace.estimate().at(workspace.plan(), workspace.index(), node);
    match by {
        Column::Name => {
            let name = name_of(workspace.plan(), node).filter(|name| !name.is_empty())?;
            // Nearly all are as they are compared: there are a hundred thousand of them.
            let is_lower = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
            Some(Key::Words(match is_lower {
                true => Cow::Borrowed(name),
                false => Cow::Owned(lower(name)),
            }))
        }
        Column::Cidr => blocks_of(workspace, node).0.map(Key::Block),
        Column::Addresses => {
            let (first, size) = blocks_of(workspace, node);
            first.map(|_| Key::Count(size))
        }
        Column::Share => share_of(workspace, node).map(|share| Key::Count(AddressCount::new(share.into()))),
        Column::Place => words(place_of(workspace, node)?.into()),
        Column::Active => count(figures().active()),
        Column::Cost => {
            let estimate = workspace.estimate();
            let total = figures().total_for(estimate.terms(), Period::Month);
            (total != Money::ZERO).then_some(Key::Money(total))
        }
        Column::Account | Column::Tags => words(lower(&column_words(workspace, node, by)).into()),
        Column::Findings => {
            let counts = workspace.findings().below(node);
            // An error weighs more than any number of warnings.
            let weight =
                (u128::from(counts.errors) << 64) + (u128::from(counts.warnings) << 32) + u128::from(counts.notes);
            count(weight)
        }
    }
}

/// The first block of a row, and how many addresses all of its blocks have.
fn blocks_of(workspace: &Workspace, node: Node) -> (Option<Cidr>, AddressCount) {
    let design = workspace.plan().design();
    let one = |cidr: Option<Cidr>| (cidr, cidr.map(Cidr::size).unwrap_or_default());
    match node {
        Node::Pool(id) => workspace.index().pool(id).map_or((None, AddressCount::ZERO), |entry| {
            (entry.cidrs().next().map(|(cidr, _)| cidr), entry.space().size())
        }),
        Node::VpcCidr(id) => one(design.vpc_cidrs.get(&id).map(|row| row.cidr)),
        Node::Reservation(id) => one(design.reservations.get(&id).map(|row| row.cidr)),
        Node::PublicBlock(id) => one(design.public_blocks.get(&id).map(|row| row.cidr)),
        Node::Subnet(id) => one(design.subnets.get(&id).map(|row| row.cidr)),
        Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_) => (None, AddressCount::ZERO),
    }
}

/// How much of a pool is used, or of a CIDR of a VPC by its subnets, in thousandths.
fn share_of(workspace: &Workspace, node: Node) -> Option<u32> {
    match node {
        Node::Pool(id) => {
            let space = workspace.index().pool(id)?.space();
            let size = space.size();
            let used = size.checked_sub(space.free_size())?;
            (size > AddressCount::ZERO).then(|| used.permille_of(size))
        }
        Node::VpcCidr(id) => {
            let row = workspace.plan().design().vpc_cidrs.get(&id)?;
            let mut used = AddressCount::ZERO;
            for (subnet, _) in workspace.index().vpc(row.vpc)?.subnets_in(row.cidr) {
                used += subnet.size();
            }
            (used > AddressCount::ZERO).then(|| used.permille_of(row.cidr.size()))
        }
        _ => None,
    }
}

fn place_of(workspace: &Workspace, node: Node) -> Option<String> {
    let design = workspace.plan().design();
    let region = match node {
        Node::Pool(id) => design.pools.get(&id)?.locale?,
        Node::VpcCidr(id) => design.vpcs.get(&design.vpc_cidrs.get(&id)?.vpc)?.region,
        Node::Vpc(id) => design.vpcs.get(&id)?.region,
        Node::PublicBlock(id) => design.public_blocks.get(&id)?.region?,
        Node::Subnet(id) => return design.subnets.get(&id)?.zone.clone(),
        _ => return None,
    };
    Some(region.as_str().to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
mod tests {
    use std::sync::Arc;

    use rustc_hash::FxHashSet;

    use super::*;
    use crate::app::planner::Found;

    fn seen(
        workspace: &Workspace,
        expanded: &FxHashSet<Node>,
        found: Option<&Found>,
        sort: Option<Sort>,
    ) -> Vec<OutlineRow> {
        arrange(workspace, Arrangement { expanded, found, sort })
    }

    fn all_open(workspace: &Workspace) -> FxHashSet<Node> {
        let mut open = FxHashSet::default();
        let mut next = vec![Node::Ipam];
        while let Some(node) = next.pop() {
            next.extend(workspace.outline().children(node));
            open.insert(node);
        }
        open
    }

    fn sort(by: Column, way: Way) -> Option<Sort> {
        Some(Sort { by, way })
    }

    #[test]
    fn rows_as_they_are_are_those_of_the_outline() {
        for example in crate::examples::EXAMPLES {
            let workspace = Workspace::open(example.plan());
            let open = all_open(&workspace);
            assert_eq!(
                seen(&workspace, &open, None, None),
                workspace.outline().rows(&open),
                "{}",
                example.key
            );
        }
    }

    #[test]
    fn sorting_keeps_who_lies_in_whom() {
        for example in crate::examples::EXAMPLES {
            let workspace = Workspace::open(example.plan());
            let open = all_open(&workspace);
            let plain = workspace.outline().rows(&open);
            for by in Column::ALL {
                let rows = [Way::Up, Way::Down].map(|way| seen(&workspace, &open, None, sort(by, way)));
                for rows in &rows {
                    assert_eq!(rows.len(), plain.len(), "{by:?}");
                    let mut path: Vec<Node> = Vec::new();
                    for row in rows {
                        path.truncate(row.place.level as usize - 1);
                        assert_eq!(workspace.outline().parent(row.node), path.last().copied(), "{by:?}");
                        path.push(row.node);
                    }
                }
                // What has a value stands the other way round; what has none, and free space, stays behind it.
                let siblings = |rows: &[OutlineRow], parent: Node| -> Vec<Option<Key<'_>>> {
                    let own = rows
                        .iter()
                        .filter(|row| workspace.outline().parent(row.node) == Some(parent));
                    let own = own.filter(|row| !matches!(row.node, Node::Free(_)));
                    own.map(|row| key(&workspace, row.node, by)).collect()
                };
                for parent in &plain {
                    let [up, down] = rows.each_ref().map(|rows| siblings(rows, parent.node));
                    fn known<'a>(keys: &[Option<Key<'a>>]) -> Vec<Key<'a>> {
                        keys.iter().flatten().cloned().collect()
                    }
                    let mut turned = known(&down);
                    turned.reverse();
                    assert_eq!(known(&up), turned, "{by:?}");
                    assert!(known(&up).is_sorted(), "{by:?}");
                    let first_none = up.iter().position(Option::is_none).unwrap_or(up.len());
                    assert!(up.iter().skip(first_none).all(Option::is_none), "{by:?}");
                }
            }
        }
    }

    #[test]
    fn a_filter_shows_what_is_found_and_what_it_lies_in() {
        let workspace = Workspace::open(crate::examples::EXAMPLES[0].plan());
        let outline = workspace.outline();
        let vpc = *workspace.plan().design().vpc_cidrs.keys().next().unwrap();
        let node = Node::VpcCidr(vpc);
        let above: FxHashSet<Node> = outline.ancestors(node).collect();
        let found = Found {
            nodes: Arc::new([node].into_iter().collect()),
            above: Arc::new(above.clone()),
        };
        let rows = seen(&workspace, &above, Some(&found), None);
        let mut path: Vec<Node> = outline.ancestors(node).collect();
        path.reverse();
        path.push(node);
        assert_eq!(rows.iter().map(|row| row.node).collect::<Vec<_>>(), path);
        assert!(
            rows.iter()
                .all(|row| (row.place.position, row.place.siblings) == (1, 1))
        );
        // What lies in it can be looked at.
        let mut open = above;
        open.insert(node);
        let below = outline.children(node).len();
        assert_eq!(seen(&workspace, &open, Some(&found), None).len(), path.len() + below);
    }
}
