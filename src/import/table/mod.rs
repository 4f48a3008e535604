//! Tables: files of comma-separated values, what spreadsheets copy, tables of wikis, NetBox's prefixes, plain lists of CIDRs.
//!
//! What a column says follows from its heading and from what stands in it, and is a value, [`Mapping`], that a person can change
//! before the table is read again. Rows become [`Block`](super::found::Block)s: how they nest is worked out later, unless the
//! table says it. Takes the time of the text's length.

mod cell;
mod column;
mod guess;
mod read;
mod rows;

pub use column::{Column, Heading, Mapping};
pub use guess::Layout;
pub use rows::Delimiter;

pub(super) use read::TableReading;

use super::shapes::TextShape;

pub(super) const SHAPE: TextShape = TextShape {
    word: "a table",
    is: |sample| Layout::guess(sample.head).is_some(),
    reader: || Box::new(TableReading::new(None)),
};
