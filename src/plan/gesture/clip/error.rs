//! What is wrong with a text that is to become a clip.

use std::fmt;

use crate::address::ParseCidrError;
use crate::plan::gesture::{BlockKind, MOST_BLOCKS, ParseSizeError};

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClipProblem {
    /// Which line, from 1.
    pub number: usize,
    /// What is wrong.
    pub error: ClipError,
}

/// Why a line says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClipError {
    /// There is neither a CIDR nor a size.
    NoBlock,
    /// That is no CIDR.
    Cidr(ParseCidrError),
    /// That is no size.
    Size(ParseSizeError),
    /// No kind of this name.
    Kind(String),
    /// No Region of this form.
    Region(String),
    /// It lies in what holds no such thing: nothing lies in a reservation, and only subnets in a VPC.
    Place(BlockKind, BlockKind),
    /// A level that does not follow from the line before, or is too deep.
    Level,
    /// A quotation mark is not closed.
    Quote,
    /// More lines than are read.
    TooMany,
    /// There is no column of this name.
    NoColumn(&'static str),
}

impl fmt::Display for ClipProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: ", self.number)?;
        match &self.error {
            ClipError::NoBlock => f.write_str("neither a CIDR nor a size: write for example 10.0.0.0/24, or /24"),
            ClipError::Cidr(error) => error.fmt(f),
            ClipError::Size(error) => error.fmt(f),
            ClipError::Kind(word) => {
                write!(f, "{word} is no kind: write pool, VPC, reservation, subnet or public")
            }
            ClipError::Region(word) => write!(f, "{word} is no Region code: one looks like eu-central-1"),
            ClipError::Place(kind, above) => {
                write!(
                    f,
                    "a {} cannot lie in a {}",
                    super::word_of(*kind),
                    super::word_of(*above)
                )
            }
            ClipError::Level => write!(
                f,
                "its level is none that follows from the line before, or deeper than {}",
                super::DEEPEST
            ),
            ClipError::Quote => f.write_str("a quotation mark is not closed"),
            ClipError::TooMany => write!(f, "at most {MOST_BLOCKS} lines are pasted at once"),
            ClipError::NoColumn(name) => write!(f, "there is no column {name}"),
        }
    }
}

impl std::error::Error for ClipProblem {}
