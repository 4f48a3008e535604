//! Many blocks at once: from a pasted list to one step, placed whole or not at all.

mod accounts;
mod lines;
mod place;

pub use lines::{Line, LineError, LineProblem, MOST_BLOCKS, read_lines};
pub use place::{BulkKind, BulkPlaced, BulkProblem, BulkRequest, Misfit, PlacedLine, Rejected, place_bulk};

pub(super) use accounts::Accounts;
pub(super) use lines::region_and_account;
