//! The rows of a plan as a search sees them: by address, each with its text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Fold;
use super::query::{Query, Term};
use super::row::Row;
use super::text::Writer;
use crate::address::Cidr;
use crate::ordered::sort_by_key;
use crate::plan::index::Index;
use crate::plan::{AwsChange, Change, Edit, IntentChange, Node, Outline, Plan, RowChange, Side};
use crate::rules::{Facts, Findings};

/// Every row of the tree with its text, so that a query looks nothing up that it need not.
#[derive(Clone, Debug)]
pub struct SearchRows {
    /// In order of address; what has none comes first.
    rows: Vec<Row>,
    /// Where a row stands in that order.
    keys: FxHashMap<Node, Option<Cidr>>,
    fold: Fold,
}

/// What a query finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The rows, by address, as many as were asked for.
    pub nodes: Vec<Node>,
    /// How many there are.
    pub total: usize,
}

impl SearchRows {
    /// The rows of a plan. O(rows × log rows).
    pub fn build(plan: &Plan, index: &Index, fold: Fold) -> Self {
        let writer = Writer { plan, index, fold };
        let mut nodes = vec![Node::Ipam];
        let mut next = 0;
        let outline = Outline::new(plan, index);
        // A subnet that lies in two overlapping CIDRs of its VPC stands under one of them.
        while let Some(node) = nodes.get(next).copied() {
            next += 1;
            if !matches!(
                node,
                Node::Subnet(_) | Node::Reservation(_) | Node::PublicBlock(_) | Node::Free(_)
            ) {
                nodes.extend(outline.children(node));
            }
        }
        let mut rows: Vec<Row> = nodes.into_iter().filter_map(|node| writer.row(node)).collect();
        sort_by_key(&mut rows, |row| (row.cidr, row.node));
        rows.dedup_by_key(|row| row.node);
        Self {
            keys: rows.iter().map(|row| (row.node, row.cidr)).collect(),
            rows,
            fold,
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none. There is always the IPAM.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Brings the rows to the plan after `edit`, or after it was taken back. O(changed rows × (log rows + moving the rows behind)), and
    /// afresh when many rows change.
    pub fn update(&mut self, plan: &Plan, index: &Index, edit: &Edit) {
        const MANY: usize = 256;
        let nodes = affected(plan, index, edit);
        if nodes.len() > MANY {
            *self = Self::build(plan, index, self.fold);
            return;
        }
        let writer = Writer {
            plan,
            index,
            fold: self.fold,
        };
        for node in nodes {
            if let Some(cidr) = self.keys.remove(&node)
                && let Ok(at) = self.place(cidr, node)
            {
                self.rows.remove(at);
            }
            let Some(row) = writer.row(node) else { continue };
            if let Err(at) = self.place(row.cidr, node) {
                self.keys.insert(node, row.cidr);
                self.rows.insert(at, row);
            }
        }
    }

    fn place(&self, cidr: Option<Cidr>, node: Node) -> Result<usize, usize> {
        self.rows
            .binary_search_by(|row| (row.cidr, row.node).cmp(&(cidr, node)))
    }

    /// The rows that meet all terms of `query`, `most` of them at most. An empty query finds all. O(rows × terms).
    pub fn find(&self, query: &Query, facts: Facts<'_>, findings: &Findings, most: usize) -> Found {
        let mut terms: Vec<&Term> = query.0.iter().collect();
        sort_by_key(&mut terms, |term| term.test.cost());
        let mut found = Found::default();
        for row in &self.rows {
            if terms
                .iter()
                .all(|term| row.meets(&term.test, facts, findings) != term.negated)
            {
                if found.nodes.len() < most {
                    found.nodes.push(row.node);
                }
                found.total += 1;
            }
        }
        found
    }
}

/// The nodes whose rows an edit changes, whichever way it goes.
fn affected(plan: &Plan, index: &Index, edit: &Edit) -> FxHashSet<Node> {
    let mut nodes = FxHashSet::default();
    let add_vpc = |vpc, nodes: &mut FxHashSet<Node>| {
        nodes.insert(Node::Vpc(vpc));
        if let Some(entry) = index.vpc(vpc) {
            nodes.extend(entry.cidrs().iter().map(|(_, id)| Node::VpcCidr(*id)));
            nodes.extend(entry.subnets().iter().map(|(_, id)| Node::Subnet(*id)));
        }
    };
    for change in &edit.changes {
        match change {
            Change::Aws(Side::Design, change) => match change {
                AwsChange::Ipam(_) => _ = nodes.insert(Node::Ipam),
                AwsChange::Scope(change) => _ = nodes.insert(Node::Scope(change.id)),
                AwsChange::Pool(change) => _ = nodes.insert(Node::Pool(change.id)),
                AwsChange::PoolCidr(change) => nodes.extend(both(change).map(|row| Node::Pool(row.pool))),
                AwsChange::Reservation(change) => _ = nodes.insert(Node::Reservation(change.id)),
                AwsChange::PublicBlock(change) => _ = nodes.insert(Node::PublicBlock(change.id)),
                AwsChange::Subnet(change) => _ = nodes.insert(Node::Subnet(change.id)),
                AwsChange::VpcCidr(change) => {
                    nodes.insert(Node::VpcCidr(change.id));
                    nodes.extend(both(change).map(|row| Node::Vpc(row.vpc)));
                }
                AwsChange::Vpc(change) => add_vpc(change.id, &mut nodes),
            },
            Change::Intent(IntentChange::About(_)) => _ = nodes.insert(Node::Ipam),
            Change::Intent(IntentChange::Account(change)) => {
                let design = plan.design();
                for (vpc, _) in design.vpcs.iter().filter(|(_, row)| row.account == Some(change.id)) {
                    add_vpc(*vpc, &mut nodes);
                }
                let public = design
                    .public_blocks
                    .iter()
                    .filter(|(_, row)| row.account == Some(change.id));
                nodes.extend(public.map(|(id, _)| Node::PublicBlock(*id)));
            }
            _ => {}
        }
    }
    nodes
}

fn both<T>(change: &RowChange<T>) -> impl Iterator<Item = &T> {
    change.before.as_deref().into_iter().chain(change.after.as_deref())
}
