//! The rows of the tree after a change, made out of those before: what lies elsewhere is copied, not looked up again.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::outline::{Node, Outline, OutlineRow, RowPlace, Twist};
use super::tables::{AwsChange, RowChange};
use super::{Change, Edit, Id, PoolParent, Side, Vpc};

/// From so many changed nodes on, looking up everything is not slower: what is copied is walked once for each of them that lies
/// in another.
const MANY: usize = 100;

impl Outline<'_> {
    /// The nodes whose children may be others, or in another order, after `edit`, of which this is the tree. Nodes that are gone
    /// may be among them.
    ///
    /// O(changes × log n) and the CIDRs of the VPCs among them. An edit that changes no place, such as a name, gives none.
    pub fn reshaped_by(self, edit: &Edit) -> FxHashSet<Node> {
        let mut reshaped = FxHashSet::default();
        for change in &edit.changes {
            if let Change::Aws(Side::Design, change) = change {
                self.note_reshaped(change, &mut reshaped);
            }
        }
        reshaped
    }

    fn note_reshaped(self, change: &AwsChange, reshaped: &mut FxHashSet<Node>) {
        match change {
            AwsChange::Ipam(_) => {}
            // Its name orders it among the others.
            AwsChange::Scope(_) => {
                reshaped.insert(Node::Ipam);
            }
            AwsChange::Pool(change) => {
                for row in moved(change, |row| row.parent) {
                    reshaped.insert(parent_node(row.parent));
                }
            }
            AwsChange::PoolCidr(change) => {
                for row in moved(change, |row| (row.pool, row.cidr)) {
                    let pool = Node::Pool(row.pool);
                    reshaped.insert(pool);
                    // Its first CIDR orders it among the others. Where it was before, if that is elsewhere, its own change says.
                    reshaped.extend(self.parent(pool));
                }
            }
            AwsChange::Reservation(change) => {
                for row in moved(change, |row| (row.pool, row.cidr)) {
                    reshaped.insert(Node::Pool(row.pool));
                }
            }
            AwsChange::VpcCidr(change) => {
                for row in moved(change, |row| (row.vpc, row.pool, row.cidr, row.monitoring)) {
                    reshaped.extend(row.pool.map(Node::Pool));
                    reshaped.extend(self.parent(Node::Vpc(row.vpc)));
                    self.note_vpc(row.vpc, reshaped);
                }
            }
            AwsChange::Vpc(change) => {
                for row in moved(change, |row| row.scope) {
                    reshaped.insert(Node::Scope(row.scope));
                }
            }
            AwsChange::Subnet(change) => {
                for row in moved(change, |row| (row.vpc, row.pool, row.cidr)) {
                    reshaped.extend(row.pool.map(Node::Pool));
                    self.note_vpc(row.vpc, reshaped);
                }
            }
            AwsChange::PublicBlock(change) => {
                for row in moved(change, |row| (row.pool, row.scope, row.cidr)) {
                    reshaped.insert(row.pool.map_or(Node::Scope(row.scope), Node::Pool));
                }
            }
        }
    }

    /// Any node that shows a VPC: its subnets go where its CIDRs let them.
    fn note_vpc(self, vpc: Id<Vpc>, reshaped: &mut FxHashSet<Node>) {
        reshaped.insert(Node::Vpc(vpc));
        reshaped.extend(self.cidrs_of(vpc).map(Node::VpcCidr));
    }

    /// The rows that are seen when the nodes of `expanded` are open, made out of the rows `before`, between which and now only the
    /// nodes of `reshaped` and of `expanded` changed. `None` when they are the same.
    ///
    /// Equal to [`Outline::rows`], but what did not change is copied.
    pub fn rows_after(
        self,
        before: &[OutlineRow],
        reshaped: &FxHashSet<Node>,
        expanded: &FxHashSet<Node>,
    ) -> Option<Vec<OutlineRow>> {
        let is_turned = |row: &OutlineRow| match row.twist {
            Twist::Leaf => false,
            Twist::Closed => expanded.contains(&row.node),
            Twist::Open => !expanded.contains(&row.node),
        };
        let is_stale = |row: &OutlineRow| is_turned(row) || !reshaped.is_empty() && reshaped.contains(&row.node);
        let stale = before.iter().enumerate().filter(|(_, row)| is_stale(row));
        let stale: Vec<usize> = stale.map(|(at, _)| at).collect();
        if stale.is_empty() {
            return None;
        }
        if stale.len() > MANY {
            return Some(self.rows(expanded)).filter(|rows| rows != before);
        }
        let splice = Splice {
            outline: self,
            before,
            stale,
            expanded,
        };
        let rows = splice.rows();
        (rows != before).then_some(rows)
    }
}

/// The rows of a change, both before and after, unless what counts about them stayed the same.
fn moved<T, K: PartialEq>(change: &RowChange<T>, key: impl Fn(&T) -> K) -> impl Iterator<Item = &T> {
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    let is_same = before.map(&key) == after.map(&key);
    before.into_iter().chain(after).filter(move |_| !is_same)
}

fn parent_node(parent: PoolParent) -> Node {
    match parent {
        PoolParent::Scope(scope) => Node::Scope(scope),
        PoolParent::Pool(pool) => Node::Pool(pool),
    }
}

/// Old rows, and which of them to make afresh.
struct Splice<'a> {
    outline: Outline<'a>,
    before: &'a [OutlineRow],
    /// Where the rows are whose children are to be looked up, in order.
    stale: Vec<usize>,
    expanded: &'a FxHashSet<Node>,
}

/// A part of the new rows.
enum Part {
    /// Whole subtrees of the old rows.
    Old(Range<usize>),
    /// The subtree of an old row, which stands at this place now.
    Moved(Range<usize>, RowPlace),
    /// A node that was not there, with what is seen below it.
    New(Node, RowPlace),
}

impl Splice<'_> {
    /// The new rows.
    fn rows(&self) -> Vec<OutlineRow> {
        let mut rows = Vec::with_capacity(self.before.len() + 1);
        // No recursion: how deep pools are nested is for a file to say.
        let mut waiting = vec![Part::Old(0..self.before.len())];
        while let Some(part) = waiting.pop() {
            match part {
                Part::New(node, place) => self.outline.push_rows(node, place, self.expanded, &mut rows),
                Part::Moved(subtree, place) if self.stale.binary_search(&subtree.start).is_ok() => {
                    waiting.extend(self.make(subtree, place, &mut rows));
                }
                Part::Moved(subtree, place) => {
                    let first = self.old(subtree.start..subtree.start + 1).iter();
                    rows.extend(first.map(|row| OutlineRow { place, ..*row }));
                    waiting.push(Part::Old(subtree.start + 1..subtree.end));
                }
                Part::Old(range) => {
                    let next = self.stale.partition_point(|at| *at < range.start);
                    let stale = self.stale.get(next).filter(|at| range.contains(at));
                    let copied = stale.map_or(range.end, |at| *at);
                    rows.extend_from_slice(self.old(range.start..copied));
                    if let Some(row) = self.before.get(copied).filter(|_| stale.is_some()) {
                        let subtree = copied..self.end_of(copied);
                        waiting.push(Part::Old(subtree.end..range.end));
                        waiting.push(Part::Moved(subtree, row.place));
                    }
                }
            }
        }
        rows
    }

    /// Makes the first row of a subtree afresh, and gives what comes below it, the last part first.
    fn make(&self, subtree: Range<usize>, place: RowPlace, rows: &mut Vec<OutlineRow>) -> Vec<Part> {
        let Some(node) = self.before.get(subtree.start).map(|row| row.node) else {
            return Vec::new();
        };
        let twist = self.outline.twist(node, self.expanded);
        rows.push(OutlineRow { node, place, twist });
        if twist != Twist::Open {
            return Vec::new();
        }
        let mut known = self.children(subtree);
        let children = self.outline.placed_children(node, place).rev();
        let part = |(node, place)| match known.remove(&node) {
            Some(subtree) => Part::Moved(subtree, place),
            None => Part::New(node, place),
        };
        children.map(part).collect()
    }

    /// The children that a row had, each with the range of its subtree. O(rows of the subtree).
    fn children(&self, subtree: Range<usize>) -> FxHashMap<Node, Range<usize>> {
        let mut children = FxHashMap::default();
        let mut at = subtree.start + 1;
        while let Some(row) = self.before.get(at).filter(|_| at < subtree.end) {
            let end = self.end_of(at);
            children.insert(row.node, at..end);
            at = end;
        }
        children
    }

    /// Where the subtree of a row ends.
    fn end_of(&self, at: usize) -> usize {
        let level = |row: &OutlineRow| row.place.level;
        let own = self.before.get(at).map_or(0, level);
        let below = self.old(at + 1..self.before.len()).iter();
        at + 1 + below.take_while(|row| level(row) > own).count()
    }

    fn old(&self, range: Range<usize>) -> &[OutlineRow] {
        self.before.get(range).unwrap_or_default()
    }
}
