//! Why a list is not placed, line by line.

use std::fmt;

use crate::address::{Cidr, NetmaskLength, Remedy, WhyUnplaced};
use crate::plan::gesture::{Locked, Obstacle};
use crate::plan::{Id, Pool, tidy};

/// Why a list is not placed. Nothing of it is then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkProblem {
    /// The list is empty.
    Nothing,
    /// The pool is not there, or has no CIDR.
    NoCidr,
    /// The pool is locked, or lies in a locked one.
    Locked(Locked),
    /// Blocks that are named cannot be had.
    Blocks(Vec<(usize, Obstacle)>),
    /// Not all of it fits.
    DoesNotFit(Misfit),
}

/// What of a list does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// How many blocks the list asks for.
    pub wanted: usize,
    /// What finds no place, in the order of the list.
    pub unplaced: Vec<Rejected>,
    /// The largest free block of the pool.
    pub largest: Option<Cidr>,
    /// What would make room in the pool.
    pub remedy: Option<Remedy>,
    /// Pools of the same scope that have room for all that finds no place: three at most, by name.
    pub elsewhere: Vec<(Id<Pool>, String)>,
}

/// A block of the list that finds no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Which line of the text asked for it.
    pub number: usize,
    /// Its name, as far as the line has one.
    pub name: String,
    /// Its size.
    pub length: NetmaskLength,
    /// Why.
    pub why: WhyUnplaced,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, length) = (self.number, self.length);
        write!(f, "Line {number}: ")?;
        if let Some(name) = tidy(&self.name) {
            write!(f, "{name} ")?;
        }
        f.write_str(&length.to_string())?;
        f.write_str(match self.why {
            WhyUnplaced::NotInFamily => " is no size of the pool's family",
            WhyUnplaced::LargerThanPool => " is larger than every CIDR of the pool",
            WhyUnplaced::NoRoom => " finds no free block as large",
        })
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unplaced, wanted) = (self.unplaced.len(), self.wanted);
        let verb = if unplaced == 1 { "does" } else { "do" };
        write!(f, "{unplaced} of {wanted} blocks {verb} not fit")?;
        match self.largest {
            Some(largest) => write!(f, ": the largest free block is {largest}")?,
            None => f.write_str(": nothing is free")?,
        }
        match self.remedy {
            Some(Remedy::LargestFirst) => f.write_str(". They fit when the largest are placed first")?,
            Some(Remedy::Provision(length)) => write!(f, ". Another {length} provisioned to the pool would make room")?,
            None => {}
        }
        match self.elsewhere.as_slice() {
            [] => Ok(()),
            [(_, name)] => write!(f, ". There is room in {name}"),
            several => {
                let names: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
                write!(f, ". There is room in {}", names.join(", "))
            }
        }
    }
}

impl fmt::Display for BulkProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("The list is empty: write one block a line, for example app /24"),
            Self::NoCidr => f.write_str("The pool has no CIDR yet: provision one first"),
            Self::Locked(locked) => locked.fmt(f),
            Self::Blocks(blocks) => {
                for (at, (number, obstacle)) in blocks.iter().take(3).enumerate() {
                    let space = if at == 0 { "" } else { ". " };
                    write!(f, "{space}Line {number}: {obstacle}")?;
                }
                Ok(())
            }
            Self::DoesNotFit(misfit) => misfit.fmt(f),
        }
    }
}

impl std::error::Error for BulkProblem {}
