//! The differences where they stand: what differs in the trees of both plans, with what it is under.

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::Names;
use super::{Comparison, Details, Difference, What};
use crate::address::Cidr;
use crate::ordered::sort_by_key;
use crate::plan::{AnyId, Side};

/// What happened at a place: a thing that moved left one and came to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// It is only in the second plan.
    Added,
    /// It is only in the first plan.
    Removed,
    /// It was here in the first plan, and is elsewhere in the second.
    Left,
    /// It is here in the second plan, and was elsewhere in the first.
    Arrived,
    /// Something else about it differs.
    Changed,
}

impl Mark {
    /// All of them, in the order of a legend.
    pub const ALL: [Self; 5] = [Self::Added, Self::Removed, Self::Arrived, Self::Left, Self::Changed];

    /// The words for it: "Moved here".
    pub fn words(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Removed => "Removed",
            Self::Left => "Moved away",
            Self::Arrived => "Moved here",
            Self::Changed => "Changed",
        }
    }

    /// A sign that stands for it where colours do not.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Removed => "−",
            Self::Left => "↗",
            Self::Arrived => "↘",
            Self::Changed => "≠",
        }
    }
}

/// A line of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeLine {
    /// How many lines it is under.
    pub depth: usize,
    /// The row.
    pub row: AnyId,
    /// What it is called.
    pub name: String,
    /// Its addresses at this place, in order.
    pub cidrs: Vec<Cidr>,
    /// What happened here; nothing to what only has something under it that differs.
    pub mark: Option<Mark>,
    /// What it is under at the other place that it moved between.
    pub other: Vec<String>,
    /// Which of the differences it is.
    pub difference: Option<usize>,
}

/// The tree of what differs in the design: each thing with all that it is under, and nothing else. What stands in no tree is not in
/// it. O(differences × depth).
pub fn tree(comparison: &Comparison, details: &Details<'_>) -> Vec<TreeLine> {
    let both = details.of_side(Some(Side::Design));
    let mut growing = Growing {
        before: &both.before,
        after: &both.after,
        below: FxHashMap::default(),
        placed: FxHashSet::default(),
        marked: FxHashMap::default(),
    };
    for (place, difference) in comparison.differences.iter().enumerate() {
        if difference.side == Some(Side::Design) && stands_in_the_tree(difference.row) {
            growing.marked.insert(difference.row, (place, difference.what));
        }
    }
    for (place, difference) in comparison.differences.iter().enumerate() {
        if growing
            .marked
            .get(&difference.row)
            .is_some_and(|(marked, _)| *marked == place)
        {
            growing.add(difference, place);
        }
    }
    growing.lines()
}

fn stands_in_the_tree(row: AnyId) -> bool {
    matches!(
        row,
        AnyId::Ipam(_)
            | AnyId::Scope(_)
            | AnyId::Pool(_)
            | AnyId::Reservation(_)
            | AnyId::Vpc(_)
            | AnyId::Subnet(_)
            | AnyId::PublicBlock(_)
    )
}

/// A tree that is being put together.
struct Growing<'a, 'b> {
    before: &'a Names<'b>,
    after: &'a Names<'b>,
    /// What is under each row.
    below: FxHashMap<Option<AnyId>, Vec<TreeLine>>,
    /// The rows that have their place, apart from those that left one.
    placed: FxHashSet<AnyId>,
    /// What differs, with its place among the differences.
    marked: FxHashMap<AnyId, (usize, What)>,
}

impl Growing<'_, '_> {
    fn add(&mut self, difference: &Difference, place: usize) {
        let row = difference.row;
        self.hang(row);
        let [from, to] = [self.before, self.after].map(|names| names.parent(row));
        if difference.what == What::Moved && from != to {
            let line = TreeLine {
                depth: 0,
                row,
                name: self.before.name(row),
                cidrs: self.before.cidrs(row),
                mark: Some(Mark::Left),
                other: self.after.path(row),
                difference: Some(place),
            };
            self.below.entry(from).or_default().push(line);
            from.into_iter().for_each(|from| self.hang(from));
        }
    }

    /// Puts a row, and what it is under, where they are in the second plan; where they are gone, where they were.
    fn hang(&mut self, row: AnyId) {
        let mut next = Some(row);
        while let Some(row) = next.take() {
            if !self.placed.insert(row) {
                return;
            }
            let is_after = self.after.has(row);
            let names = if is_after { self.after } else { self.before };
            let parent = names.parent(row);
            let marked = self.marked.get(&row).copied();
            let mark = marked.map(|(_, what)| match what {
                What::Added => Mark::Added,
                What::Removed => Mark::Removed,
                What::Moved => Mark::Arrived,
                What::Changed => Mark::Changed,
            });
            let line = TreeLine {
                depth: 0,
                row,
                name: names.name(row),
                cidrs: names.cidrs(row),
                mark,
                other: match mark {
                    Some(Mark::Arrived) => self.before.path(row),
                    _ => Vec::new(),
                },
                difference: marked.map(|(place, _)| place),
            };
            self.below.entry(parent).or_default().push(line);
            next = parent;
        }
    }

    fn lines(mut self) -> Vec<TreeLine> {
        let mut lines = Vec::new();
        let mut waiting = self.taken(None, 0);
        while let Some(line) = waiting.pop() {
            if line.mark != Some(Mark::Left) {
                waiting.extend(self.taken(Some(line.row), line.depth + 1));
            }
            lines.push(line);
        }
        lines
    }

    /// What is under a row, the last one first.
    fn taken(&mut self, above: Option<AnyId>, depth: usize) -> Vec<TreeLine> {
        let mut lines = self.below.remove(&above).unwrap_or_default();
        sort_by_key(&mut lines, |line| {
            let first = line.cidrs.first().copied();
            (first.is_some(), first, line.row, line.mark)
        });
        lines.iter_mut().for_each(|line| line.depth = depth);
        lines.reverse();
        lines
    }
}
