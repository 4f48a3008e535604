//! The planner's own file: a plan as versioned, stable, diff-friendly JSON.
//!
//! Guaranteed: what is written is read back equal, equal plans give equal bytes, and a text is read whole or not at all.
//! A version that was released is read forever. It knows the plan and JSON, and neither files nor browsers nor what AWS
//! allows.

mod error;
mod foreign;
mod header;
mod json_path;
mod limits;
pub mod link;
mod locations;
mod open;
mod row_fields;
pub mod stored;
mod summary;
mod v1;
mod words;

pub use error::{Location, OpenError, Problem};
pub use foreign::Foreign;
pub use limits::{MAX_BYTES, MAX_PROBLEMS, MAX_ROWS};
pub use locations::Locations;
pub use open::{Opened, Reading, read, read_bytes};
pub use row_fields::{FieldPath, RowFields};
pub use summary::{Counts, FileSummary, summary};

use crate::plan::Plan;

/// What the field `format` of a file says.
pub const FORMAT: &str = "ipam-planner";

/// The version that is written, and the newest that can be read.
pub const VERSION: u32 = 1;

/// Writes a plan for people and for git: two spaces, one field per line, tables and rows in a fixed order, a line feed
/// at the end. Equal plans give equal texts, and [`read`] gives the plan back.
pub fn write(plan: &Plan) -> String {
    v1::write(plan)
}

/// Writes a plan on one line: what [`write()`] writes, without the white space. [`read`] reads both.
pub fn write_compact(plan: &Plan) -> String {
    v1::write_compact(plan).finish(plan)
}

/// The writing of a plan on one line in pieces, for whoever must let others go on in between. What comes of it is what
/// [`write_compact`] gives, as long as the plan stays as it is meanwhile: whoever writes makes sure of that.
pub struct Writing(v1::Writer);

impl Writing {
    /// Nothing is written yet.
    pub fn of(plan: &Plan) -> Self {
        Self(v1::write_compact(plan))
    }

    /// Writes on: `rows` rows at most. Whether there is more. O(rows).
    pub fn go_on(&mut self, plan: &Plan, rows: usize) -> bool {
        self.0.go_on(plan, rows)
    }

    /// The text; what was not written yet is.
    pub fn end(self, plan: &Plan) -> String {
        self.0.finish(plan)
    }
}
