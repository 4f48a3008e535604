//! What is in the way of a change of shape.

use std::fmt;

use super::Locked;
use crate::address::{Cidr, Family, NetmaskLength};
use crate::plan::index::{Block, Index, Placed};
use crate::plan::{Outline, Plan, tidy};

/// A block with the name of what it belongs to, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBlock {
    /// The name, if it has one.
    pub name: Option<String>,
    /// The block.
    pub cidr: Cidr,
}

impl NamedBlock {
    /// What the plan calls a block.
    pub fn of(plan: &Plan, index: &Index, placed: Placed) -> Self {
        let node = Outline::new(plan, index).node_of(placed);
        let name = node.and_then(|node| crate::plan::gesture::name_of(plan, node));
        Self {
            name: name.and_then(tidy),
            cidr: placed.cidr,
        }
    }
}

impl fmt::Display for NamedBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} ({})", self.cidr),
            None => self.cidr.fmt(f),
        }
    }
}

/// Why a shape cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A lock keeps it as it is.
    Locked(Locked),
    /// It is not there any more, or is nothing that this can be done to.
    NotPossible,
    /// The blocks are of different families.
    Family {
        /// What was wanted.
        wanted: Cidr,
        /// The family of what is there.
        family: Family,
    },
    /// The block does not lie in what must hold it.
    Outside {
        /// What was wanted.
        wanted: Cidr,
        /// The CIDRs that it must lie in.
        holder: Vec<Cidr>,
    },
    /// Something else is there.
    Taken {
        /// What was wanted.
        wanted: Cidr,
        /// The first of what is there.
        by: NamedBlock,
    },
    /// What lies in it would not lie in the new block.
    DoesNotHold {
        /// The new block.
        block: Cidr,
        /// What would be left outside, in order of address.
        left_out: Vec<NamedBlock>,
    },
    /// Something is larger than the parts, so that it lies in none of them.
    Spans {
        /// The parts.
        length: NetmaskLength,
        /// What lies in none, in order of address.
        larger: Vec<NamedBlock>,
    },
    /// The pool that it is to go to has no free block as large.
    NoRoom {
        /// What is wanted.
        wanted: NetmaskLength,
        /// The largest free block.
        largest: Option<Cidr>,
    },
    /// The pool that it is to go to has no CIDR.
    NoCidr,
    /// A pool cannot go into itself.
    IntoItself,
    /// It is there already.
    AlreadyThere,
    /// It would have to be in another scope, where only a part of it is to go.
    OtherScope,
    /// No such size: the parts of a block are smaller than the block, and no smaller than an address.
    NoSuchSize {
        /// The block.
        block: Cidr,
        /// What was asked for.
        length: NetmaskLength,
    },
    /// More parts than can be looked at.
    TooManyParts {
        /// How many at most.
        most: usize,
    },
    /// The blocks are not all the parts of one block.
    NotSiblings {
        /// What is missing to the block that holds them all, or nothing when they overlap.
        missing: Option<Cidr>,
    },
    /// What is to be joined differs in something that has one value only.
    Differs {
        /// In what: "locale".
        what: &'static str,
    },
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked(locked) => locked.fmt(f),
            Self::NotPossible => f.write_str("This cannot be done here: choose a pool, a VPC or a reservation"),
            Self::Family { wanted, family } => write!(f, "{wanted} is {}, but {family} is needed", wanted.family()),
            Self::Outside { wanted, holder } => match holder.as_slice() {
                [] => write!(f, "{wanted} lies outside the pool, which has no CIDR"),
                [only] => write!(f, "{wanted} lies outside {only}"),
                [first, rest @ ..] => write!(f, "{wanted} lies outside {first} and {} more CIDRs", rest.len()),
            },
            Self::Taken { wanted, by } => write!(f, "{wanted} is not free: {by} is there"),
            Self::DoesNotHold { block, left_out } => {
                write!(f, "{block} does not hold ")?;
                list(f, left_out)
            }
            Self::Spans { length, larger } => {
                write!(f, "Parts of {length} are too small for ")?;
                list(f, larger)
            }
            Self::NoRoom {
                wanted,
                largest: Some(largest),
            } => write!(f, "No free block of {wanted} there: the largest is {largest}"),
            Self::NoRoom { wanted, largest: None } => write!(f, "No free block of {wanted} there: the pool is full"),
            Self::NoCidr => f.write_str("The pool has no CIDR yet: provision one first"),
            Self::IntoItself => f.write_str("A pool cannot go into itself: choose one that does not lie in it"),
            Self::AlreadyThere => f.write_str("It is there already"),
            Self::OtherScope => f.write_str(
                "The VPC has other CIDRs in its scope: a VPC cannot be in two scopes, so choose a pool of its own",
            ),
            Self::NoSuchSize { block, length } => write!(
                f,
                "{block} has no parts of {length}: choose more than {} and at most /{}",
                block.netmask_length(),
                block.family().bits()
            ),
            Self::TooManyParts { most } => write!(f, "At most {most} parts can be made at once: choose larger ones"),
            Self::NotSiblings { missing: Some(missing) } => {
                write!(f, "They do not make up one block: {missing} is missing")
            }
            Self::NotSiblings { missing: None } => f.write_str("They do not make up one block: they overlap"),
            Self::Differs { what } => write!(f, "They cannot be joined, because they differ in {what}"),
        }
    }
}

/// The first three, and how many more.
fn list(f: &mut fmt::Formatter<'_>, blocks: &[NamedBlock]) -> fmt::Result {
    const SHOWN: usize = 3;
    for (at, block) in blocks.iter().take(SHOWN).enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        write!(f, "{comma}{block}")?;
    }
    match blocks.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => write!(f, " and {more} more"),
    }
}

impl std::error::Error for Obstacle {}

impl From<Locked> for Obstacle {
    fn from(locked: Locked) -> Self {
        Self::Locked(locked)
    }
}

/// The blocks of `placed` with their names, in order, each once.
pub(super) fn named(plan: &Plan, index: &Index, mut placed: Vec<(Cidr, Block)>) -> Vec<NamedBlock> {
    crate::ordered::sort(&mut placed);
    placed.dedup();
    let named = placed
        .into_iter()
        .map(|(cidr, block)| NamedBlock::of(plan, index, Placed { cidr, block }));
    named.collect()
}
