//! Which VPCs and networks on premises can be connected and which cannot, since they hold the same addresses.
//!
//! Scopes say what may overlap, connections say where it hurts: two VPCs of different scopes may hold the same addresses and
//! can then not be connected. Nothing is stored: a pair costs a look at the CIDRs of both, a VPC a look into the index of each
//! scope. It must not know how the matrix is shown.

mod consequence;
mod matrix;
mod overlaps;
mod pair;
mod row;

pub use consequence::{Consequence, consequence};
pub use matrix::{Cell, Matrix, connected, matrix};
pub use overlaps::{Among, Held, Overlaps, overlaps};
pub use pair::{Overlap, Pair, judge_pair};
pub use row::{Clash, judge_connection, meeting, stated, unconnectable};
