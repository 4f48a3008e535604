//! Version 1 of the file.
//!
//! ```json
//! {
//!   "format": "ipam-planner",
//!   "version": 1,
//!   "name": "Example Corp",
//!   "design": {
//!     "ipam": { "home_region": "us-east-1", "tier": "advanced" },
//!     "scopes": { "private": { "type": "private", "default": true }, "public": { "type": "public", "default": true } },
//!     "pools": { "p3k2": { "name": "Top-level", "scope": "private", "address_family": "ipv4" } }
//!   }
//! }
//! ```
//!
//! `design` and `actual` hold the AWS tables, the tables of what the planners state stand beside them. A table is an
//! object by id, so that an id cannot stand twice and a path names a row. Names and values are AWS's own in Terraform's
//! spelling. A field with its default and a table without rows are left out; an unknown field is refused, since to
//! drop what a person wrote would lose it.
//!
//! The reader and the writer of each kind of row stand side by side, with the keys in both. They belong to the file, not
//! to the program: once version 1 is released they go on saying the same, whatever becomes of the rows of the plan.

mod connection;
mod cost;
mod cursor;
mod fields;
mod intent;
mod ipam;
mod legend;
mod out;
mod pool;
mod problems;
mod read;
mod refusals;
mod row;
mod tables;
mod value;
mod vpc;
mod workload;
mod write;

use crate::plan::Plan;
use out::Layout;
pub(super) use read::Reader;
pub(super) use row::{keys_to, read_row, write_row};
pub(super) use write::Writer;

/// Writes `plan` as people and git read it: two spaces, one field per line, a line feed at the end.
pub(super) fn write(plan: &Plan) -> String {
    let mut text = Writer::of(plan, Layout::Lines).finish(plan);
    text.push('\n');
    text
}

/// Writes `plan` on one line.
pub(super) fn write_compact(plan: &Plan) -> Writer {
    Writer::of(plan, Layout::OneLine)
}
