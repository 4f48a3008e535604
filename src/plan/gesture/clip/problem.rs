//! Why a clip is not pasted.

use std::fmt;

use crate::address::{Cidr, NetmaskLength};
use crate::plan::gesture::{BlockKind, Locked};

/// Why a clip is not pasted. Nothing of it is then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasteProblem {
    /// There is nothing in it.
    Nothing,
    /// The target is not there.
    NotThere,
    /// The target is locked.
    Locked(Locked),
    /// No such thing lies there.
    Place(BlockKind, &'static str),
    /// It finds no room, or its own block is not free where it must be.
    NoRoom {
        /// What it is called.
        name: Option<String>,
        /// Its size.
        length: NetmaskLength,
        /// The largest block that is free where it is to go.
        largest: Option<Cidr>,
    },
    /// Only a size is given, where a CIDR is needed: on top of a scope.
    NeedsCidr(Option<String>),
    /// It does not lie in what is around it, or beside something that has its addresses.
    Inside {
        /// What it is called.
        name: Option<String>,
        /// Its block.
        cidr: Cidr,
        /// What it lies in.
        above: Option<String>,
    },
}

impl fmt::Display for PasteProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |name: &Option<String>| name.clone().unwrap_or_else(|| "a block without a name".to_owned());
        match self {
            Self::Nothing => f.write_str("There is nothing to paste"),
            Self::NotThere => f.write_str("Choose a pool, a scope or a VPC to paste into"),
            Self::Locked(locked) => locked.fmt(f),
            Self::Place(kind, place) => write!(f, "A {} cannot be pasted into a {place}", super::word_of(*kind)),
            Self::NoRoom { name, length, largest } => {
                write!(f, "No room for {} of {length}: ", named(name))?;
                match largest {
                    Some(largest) => write!(f, "the largest free block is {largest}"),
                    None => f.write_str("nothing is free"),
                }
            }
            Self::NeedsCidr(name) => {
                write!(
                    f,
                    "{} needs a CIDR such as 10.0.0.0/16: only a pool gives one by size",
                    named(name)
                )
            }
            Self::Inside { name, cidr, above } => write!(
                f,
                "{} has {cidr}, which does not lie in {} or is taken there",
                named(name),
                above.as_deref().unwrap_or("what is around it")
            ),
        }
    }
}

impl std::error::Error for PasteProblem {}
