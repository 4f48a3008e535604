//! From the plan to a clip.

use super::{Clip, ClipItem, DEEPEST};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::gesture::BlockKind;
use crate::plan::index::Index;
use crate::plan::{Account, Id, Node, Outline, Plan, Vpc};

/// The subtrees of `nodes`, without those that lie in another of them. What is no block is left out: the IPAM, scopes, free space.
///
/// CIDRs of one VPC that stand in one pool are one item. What is nested more than 64 deep is left out.
pub fn copy(plan: &Plan, index: &Index, nodes: &[Node]) -> Clip {
    of_outermost(plan, index, nodes, Origins::Forgotten)
}

/// The same with the rows that the items are copies of: pasted while these are there, they have all their fields.
pub fn copy_whole(plan: &Plan, index: &Index, nodes: &[Node]) -> Clip {
    of_outermost(plan, index, nodes, Origins::Kept)
}

/// Whether items know of which rows they are copies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origins {
    Forgotten,
    Kept,
}

fn of_outermost(plan: &Plan, index: &Index, nodes: &[Node], origins: Origins) -> Clip {
    let outline = Outline::new(plan, index);
    let chosen: OrderedSet<Node> = nodes.iter().copied().collect();
    let outer = nodes
        .iter()
        .filter(|node| outline.ancestors(**node).all(|above| !chosen.contains(&above)));
    let mut seen = OrderedSet::new();
    let outer: Vec<Node> = outer.copied().filter(|node| seen.insert(*node)).collect();
    Clip {
        items: at_depth(plan, index, &outer, DEEPEST - 1, origins),
    }
}

/// The items of nodes, with so many levels below them.
fn at_depth(plan: &Plan, index: &Index, nodes: &[Node], left: usize, origins: Origins) -> Vec<ClipItem> {
    let mut items: Vec<ClipItem> = Vec::with_capacity(nodes.len());
    let mut of_vpc: OrderedMap<Id<Vpc>, usize> = OrderedMap::new();
    for node in nodes {
        let Some(mut item) = item(plan, index, *node) else {
            continue;
        };
        item.origin = (origins == Origins::Kept).then_some(*node);
        if let Some(deeper) = left.checked_sub(1) {
            item.items = at_depth(plan, index, &Outline::new(plan, index).children(*node), deeper, origins);
        }
        let vpc = match node {
            Node::VpcCidr(id) => plan.design().vpc_cidrs.get(id).map(|row| row.vpc),
            _ => None,
        };
        let same = vpc.and_then(|vpc| of_vpc.get(&vpc)).and_then(|at| items.get_mut(*at));
        match same {
            Some(same) => {
                same.cidrs.extend(item.cidrs);
                same.items.extend(item.items);
            }
            None => {
                if let Some(vpc) = vpc {
                    of_vpc.insert(vpc, items.len());
                }
                items.push(item);
            }
        }
    }
    items
}

fn item(plan: &Plan, index: &Index, node: Node) -> Option<ClipItem> {
    let design = plan.design();
    Some(match node {
        Node::Pool(id) => {
            let row = design.pools.get(&id)?;
            ClipItem {
                cidrs: index.pool(id)?.cidrs().map(|(cidr, _)| cidr).collect(),
                region: row.locale,
                tags: row.tags.clone(),
                note: row.note.clone(),
                ..ClipItem::new(BlockKind::Pool, &row.name)
            }
        }
        Node::Reservation(id) => {
            let row = design.reservations.get(&id)?;
            ClipItem {
                cidrs: vec![row.cidr],
                tags: row.tags.clone(),
                note: row.note.clone(),
                ..ClipItem::new(BlockKind::Reservation, &row.name)
            }
        }
        Node::VpcCidr(id) => {
            let cidr = design.vpc_cidrs.get(&id)?;
            let row = design.vpcs.get(&cidr.vpc)?;
            ClipItem {
                cidrs: vec![cidr.cidr],
                region: Some(row.region),
                account: account(plan, row.account),
                tags: row.tags.clone(),
                note: row.note.clone(),
                ..ClipItem::new(BlockKind::Vpc, &row.name)
            }
        }
        Node::Subnet(id) => {
            let row = design.subnets.get(&id)?;
            ClipItem {
                cidrs: vec![row.cidr],
                zone: row.zone.clone(),
                purpose: row.purpose.clone(),
                tags: row.tags.clone(),
                note: row.note.clone(),
                ..ClipItem::new(BlockKind::Subnet, &row.name)
            }
        }
        Node::PublicBlock(id) => {
            let row = design.public_blocks.get(&id)?;
            ClipItem {
                cidrs: vec![row.cidr],
                region: row.region,
                account: account(plan, row.account),
                tags: row.tags.clone(),
                note: row.note.clone(),
                ..ClipItem::new(BlockKind::Public, &row.name)
            }
        }
        Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_) => return None,
    })
}

fn account(plan: &Plan, id: Option<Id<Account>>) -> Option<String> {
    let row = plan.intent().accounts.get(&id?)?;
    let number = row.number.map(|number| number.to_string());
    number.or_else(|| Some(row.name.clone()).filter(|name| !name.is_empty()))
}
