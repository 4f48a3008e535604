//! Many blocks at once: from a pasted list to one step, placed whole or not at all.

mod accounts;
mod lines;
mod place;
mod problem;

pub use lines::{Line, LineError, LineProblem, MOST_BLOCKS, read_lines};
pub use place::{BulkKind, BulkPlaced, BulkRequest, PlacedLine, place_bulk};
pub use problem::{BulkProblem, Misfit, Rejected};

pub(super) use accounts::Accounts;
pub(super) use lines::region_and_account;
