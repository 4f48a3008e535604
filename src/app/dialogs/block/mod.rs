//! The part of a form that asks for a block: a size or a CIDR, where to take it from, and what would be taken.

mod fields;
mod outcome;
mod preview;
mod strip;

pub(super) use fields::{BlockFields, BlockForm, Need};
pub(super) use outcome::Place;
