//! The planner's own file.

mod broken;
mod errors;
mod fixtures;
mod hostile;
mod link;
mod schema;

/// A plan with a row of every table, every field filled in some row, and every word that a field can have.
pub(crate) const EVERY_ROW: &str = include_str!("../../fixtures/plans/every_row.json");
