//! JSON as a tree with places, read in pieces.
//!
//! What cloud tools print can be a hundred megabytes, which nobody reads in one go without stopping the page, and every value that
//! is refused is named by its line and path. `serde_json` offers neither, so this reads the text itself: a token at a time,
//! without recursion, into one flat list of nodes. It knows JSON and no shape.

mod read;
mod tree;
mod view;

pub(super) use read::JsonReading;
pub(super) use tree::Kind;
pub(super) use view::View;

/// A text that is not JSON: where, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotJson {
    /// The byte at which it stops being JSON.
    pub(super) at: usize,
    /// What is wrong.
    pub(super) sentence: &'static str,
}
