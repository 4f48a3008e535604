//! What the map shows as a list: every block and every hole, in order of address.

use super::scene::kind;
use crate::address::{Cidr, FreeSpace};
use crate::plan::gesture::name_of;
use crate::plan::index::{Block, BlockMap, Placed};
use crate::plan::{Node, Plan};
use crate::workspace::Workspace;

/// What is allocated, and what is there without being allocated.
#[derive(Clone, Copy)]
struct Layers<'a>([&'a BlockMap; 2]);

/// What the table lists that goes with a selected row: the pool or scope that it is or lies in, or the VPC with its subnets.
pub(super) fn subject(workspace: &Workspace, selected: Node) -> Option<Node> {
    let outline = workspace.outline();
    let has_subnets = |node: &Node| matches!(node, Node::VpcCidr(_)) && !outline.children(*node).is_empty();
    let path = || std::iter::once(selected).chain(outline.ancestors(selected));
    path()
        .take(2)
        .find(has_subnets)
        .or_else(|| path().find(|node| matches!(node, Node::Pool(_) | Node::Scope(_))))
        .or_else(|| Some(Node::Scope(Plan::default_private_scope())))
}

/// A block, or a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) cidr: Cidr,
    /// None for a hole.
    pub(super) block: Option<Block>,
}

/// An entry in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) cidr: String,
    /// What it is and what it is called: "VPC payments-prod", "free".
    pub(super) what: String,
    pub(super) addresses: String,
    pub(super) first: String,
    pub(super) last: String,
}

/// All that lies in the CIDRs of the map of `of`, and what is free in them. O(n log n) in the blocks.
pub(super) fn entries(workspace: &Workspace, of: Node) -> Vec<Entry> {
    let mut entries = Vec::new();
    let index = workspace.index();
    match of {
        Node::Pool(id) => {
            let Some(pool) = index.pool(id) else { return entries };
            let Some(scope) = index.scope(pool.scope()) else {
                return entries;
            };
            for (cidr, _) in pool.cidrs() {
                list(&mut entries, cidr, Layers([pool.allocations(), scope.outside_pools()]));
            }
        }
        Node::Scope(id) => {
            let Some(scope) = index.scope(id) else { return entries };
            for pool in scope.top_pools().filter_map(|pool| index.pool(pool)) {
                for (cidr, _) in pool.cidrs() {
                    list(&mut entries, cidr, Layers([pool.allocations(), scope.outside_pools()]));
                }
            }
        }
        Node::VpcCidr(id) => {
            let Some(row) = workspace.plan().design().vpc_cidrs.get(&id) else {
                return entries;
            };
            let Some(vpc) = index.vpc(row.vpc) else { return entries };
            let subnets = vpc.subnets().iter().map(|(cidr, id)| Placed {
                cidr: *cidr,
                block: Block::Subnet(*id),
            });
            let (subnets, none) = (subnets.collect(), BlockMap::default());
            list(&mut entries, row.cidr, Layers([&subnets, &none]));
        }
        _ => {}
    }
    crate::ordered::sort_by_key(&mut entries, |entry| entry.cidr);
    entries
}

fn list(entries: &mut Vec<Entry>, cidr: Cidr, Layers(layers): Layers<'_>) {
    let begin = entries.len();
    for placed in layers.into_iter().flat_map(|blocks| blocks.meeting(cidr)) {
        entries.push(Entry {
            cidr: placed.cidr,
            block: Some(placed.block),
        });
    }
    let taken = entries.iter().skip(begin).map(|entry| entry.cidr);
    let holes = FreeSpace::new(cidr.family(), [cidr], taken).free_blocks();
    let hole = |cidr| Entry { cidr, block: None };
    entries.extend(holes.into_iter().map(hole));
}

impl Entry {
    /// The entry in words, with the names that things have now.
    pub(super) fn words(self, workspace: &Workspace) -> Words {
        let what = self.block.map(|block| {
            let placed = Placed { cidr: self.cidr, block };
            let node = workspace.outline().node_of(placed);
            let name = node
                .and_then(|node| name_of(workspace.plan(), node))
                .unwrap_or_default();
            format!("{} {name}", kind(workspace, block).word())
                .trim_end()
                .to_owned()
        });
        Words {
            cidr: self.cidr.to_string(),
            what: what.unwrap_or_else(|| "free".to_owned()),
            addresses: self.cidr.size().to_string(),
            first: self.cidr.first().to_string(),
            last: self.cidr.last().to_string(),
        }
    }
}

/// All entries as lines with tabs between the columns, for a spreadsheet.
pub(super) fn as_text(workspace: &Workspace, entries: &[Entry]) -> String {
    let mut text = "CIDR\tWhat\tAddresses\tFirst\tLast\n".to_owned();
    for entry in entries {
        let words = entry.words(workspace);
        // A name may hold anything.
        let what = words.what.replace(['\t', '\n', '\r'], " ");
        let line = [words.cidr, what, words.addresses, words.first, words.last];
        text.push_str(&line.join("\t"));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Entry, entries};
    use crate::examples::EXAMPLES;
    use crate::plan::Node;
    use crate::workspace::Workspace;

    #[test]
    fn the_list_leaves_no_address_out_and_calls_none_free_that_is_taken() {
        for example in EXAMPLES {
            let workspace = Workspace::open(example.plan());
            for id in workspace.plan().design().pools.keys() {
                let list = entries(&workspace, Node::Pool(*id));
                let Some(pool) = workspace.index().pool(*id) else {
                    continue;
                };
                for (cidr, _) in pool.cidrs() {
                    // The first address that nothing in the list has had so far.
                    let mut next = Some(cidr.first_bits());
                    for entry in list.iter().filter(|entry| entry.cidr.overlaps(cidr)) {
                        let gap = next.is_some_and(|next| entry.cidr.first_bits() > next);
                        assert!(!gap, "{} of {cidr} follows a gap", entry.cidr);
                        next = next.and_then(|next| Some(next.max(entry.cidr.last_bits().checked_add(1)?)));
                    }
                    assert!(
                        next.is_none_or(|next| next > cidr.last_bits()),
                        "{cidr} ends with a gap"
                    );
                }
                let (blocks, holes): (Vec<&Entry>, Vec<&Entry>) = list.iter().partition(|entry| entry.block.is_some());
                for hole in holes {
                    let taken = blocks.iter().find(|block| block.cidr.overlaps(hole.cidr));
                    assert_eq!(taken, None, "{} is called free", hole.cidr);
                }
            }
        }
    }
}
