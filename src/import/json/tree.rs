//! The values of a JSON document, in the order in which they stand.

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Kind {
    Null,
    True,
    False,
    Number,
    Text,
    List,
    Object,
}

/// A value: where it stands in the text, and where the one behind it stands in the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The bytes of the text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The number of the node behind this one and all below it.
    pub(super) next: u32,
    pub(super) kind: Kind,
}

/// The values of one document: each before those in it, a key before its value. The first is the document.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// Where each line but the first begins, of all the text that was read.
    pub(super) line_starts: Vec<u32>,
}

impl Tree {
    /// The line of a byte and its column in characters, both from 1.
    pub(in crate::import) fn line_and_column(&self, text: &str, at: usize) -> (u32, u32) {
        let before = self.line_starts.partition_point(|start| *start as usize <= at);
        let start = match before.checked_sub(1).and_then(|line| self.line_starts.get(line)) {
            Some(start) => *start as usize,
            None => 0,
        };
        // On one line of a hundred megabytes, the column is of no use to anybody and would be counted for every note.
        let near = at.saturating_sub(start) <= 100_000;
        let column = match text.get(start..at) {
            Some(line) if near => line.chars().count() + 1,
            _ => at.saturating_sub(start) + 1,
        };
        (before as u32 + 1, column as u32)
    }
}
