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
//! The structs here belong to the file, not to the program: once version 1 is released they never change, whatever
//! becomes of the rows of the plan. They use of the plan only its scalars, through `FromStr` and `Display`.

mod diagnosis;
mod document;
mod intent_rows;
mod ipam_rows;
mod pool_rows;
mod row;
mod scalar;
mod tables;
mod vpc_rows;

use serde::Serialize;
use serde::de::DeserializeSeed;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use super::error::OpenError;
use super::limits::MAX_ROWS;
use crate::plan::Plan;
use document::{Document, Tables, WrittenPlan};
use row::Budget;

/// Reads a text whose header says that it is version 1.
pub(super) fn read(text: &str) -> Result<Plan, OpenError> {
    let mut budget = Budget::of(MAX_ROWS);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tables = Document(&mut budget)
        .deserialize(&mut deserializer)
        .and_then(|tables| deserializer.end().map(|()| tables));
    match tables {
        Ok(Tables { design, actual, intent }) => Plan::from_tables(design, actual, intent)
            .map_err(|refusals| OpenError::Broken(diagnosis::of_refusals(text, &refusals))),
        Err(_) if budget.exceeded => Err(OpenError::TooManyRows),
        // The pass above is the fast one. Only a file that has something wrong is read again, to say what and where.
        Err(error) => Err(diagnosis::of_text(text, &error)),
    }
}

/// Writes `plan` as people and git read it: two spaces, one field per line, a line feed at the end.
pub(super) fn write(plan: &Plan) -> String {
    let mut text = written(plan, PrettyFormatter::new());
    text.push('\n');
    text
}

/// Writes `plan` on one line.
pub(super) fn write_compact(plan: &Plan) -> String {
    written(plan, CompactFormatter)
}

fn written(plan: &Plan, formatter: impl Formatter) -> String {
    let mut bytes = Vec::new();
    let done = WrittenPlan(plan).serialize(&mut Serializer::with_formatter(&mut bytes, formatter));
    match (done, String::from_utf8(bytes)) {
        (Ok(()), Ok(text)) => text,
        // Nothing in a row refuses to be written, every key is a text, a vector takes every byte, and JSON is UTF-8.
        _ => unreachable!("a plan can always be written"),
    }
}
