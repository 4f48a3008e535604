//! Subtrees as text, for cut, copy and paste: columns for a spreadsheet, indented lines for a text field, and back.
//!
//! Text says what people read in a tree. What must lose nothing, such as the rules of a pool, is moved with
//! [`move_many`](super::move_many), or copied with [`copy_whole`], which remembers the rows.

mod cells;
mod columns;
mod copy;
mod error;
mod lines;
mod paste;
mod problem;
mod read;

pub use columns::{to_columns, to_html};
pub use copy::{copy, copy_whole};
pub use error::{ClipError, ClipProblem};
pub use lines::to_lines;
pub use paste::{PasteTarget, Pasted, paste};
pub use problem::PasteProblem;
pub use read::read_clip;

use super::BlockKind;
use crate::address::{Cidr, NetmaskLength};
use crate::plan::{Node, RegionCode, Tags};

/// Subtrees without their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// The trees.
    pub items: Vec<ClipItem>,
}

/// A pool, VPC, reservation, subnet or public block, with what lies in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClipItem {
    /// What it is.
    pub kind: BlockKind,
    /// Its name.
    pub name: String,
    /// Its blocks, in order. Empty when only its size is known.
    pub cidrs: Vec<Cidr>,
    /// Its size, when it has no block yet.
    pub length: Option<NetmaskLength>,
    /// Its Region, or locale.
    pub region: Option<RegionCode>,
    /// Its account, by number or else by name.
    pub account: Option<String>,
    /// Its Availability Zone.
    pub zone: Option<String>,
    /// What a subnet is for.
    pub purpose: String,
    /// Its tags.
    pub tags: Tags,
    /// Its note.
    pub note: String,
    /// The row that it is a copy of, whose other fields the copy has as well, as far as that row is there when it is pasted.
    pub origin: Option<Node>,
    /// What lies in it.
    pub items: Vec<ClipItem>,
}

impl ClipItem {
    /// An item that says nothing but what it is and how it is called.
    pub fn new(kind: BlockKind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            cidrs: Vec::new(),
            length: None,
            region: None,
            account: None,
            zone: None,
            purpose: String::new(),
            tags: Tags::new(),
            note: String::new(),
            origin: None,
            items: Vec::new(),
        }
    }
}

/// So many levels are copied and read: AWS nests pools ten deep.
const DEEPEST: usize = 64;

/// The words for kinds, as they are written; they are read in any case.
const KINDS: [(BlockKind, &str); 5] = [
    (BlockKind::Pool, "pool"),
    (BlockKind::Reservation, "reservation"),
    (BlockKind::Vpc, "VPC"),
    (BlockKind::Subnet, "subnet"),
    (BlockKind::Public, "public"),
];

fn word_of(kind: BlockKind) -> &'static str {
    KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("", |(_, word)| word)
}

fn kind_of(word: &str) -> Option<BlockKind> {
    KINDS
        .iter()
        .find(|(_, known)| known.eq_ignore_ascii_case(word))
        .map(|(kind, _)| *kind)
}

/// The items in order, each with its depth.
fn walk<'a>(items: &'a [ClipItem], visit: &mut dyn FnMut(usize, &'a ClipItem)) {
    let mut waiting: Vec<(usize, &ClipItem)> = items.iter().rev().map(|item| (0, item)).collect();
    while let Some((depth, item)) = waiting.pop() {
        visit(depth, item);
        waiting.extend(item.items.iter().rev().map(|below| (depth + 1, below)));
    }
}

fn blocks_of(item: &ClipItem) -> String {
    match (item.cidrs.as_slice(), item.length) {
        ([], Some(length)) => length.to_string(),
        (cidrs, _) => cidrs.iter().map(Cidr::to_string).collect::<Vec<_>>().join(","),
    }
}
