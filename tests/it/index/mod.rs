//! The index and the findings, edit by edit, against the same from scratch and against naive models.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod block_map;
mod conflicts;
mod incremental;
pub(crate) mod random_plan;
