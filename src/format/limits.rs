//! How much a file may hold. What is larger is refused before it is read, not after it has filled the memory.
//!
//! There is no cap on depth, because nothing here recurses with the depth of the text: what is not expected at its place
//! is refused there, and what is skipped is skipped without recursion.

/// The most bytes a file may have: 128 MiB. A plan of 100,000 VPCs has less than 50 MiB.
pub const MAX_BYTES: usize = 128 * 1024 * 1024;

/// The most rows that all tables of a file may have together. A row takes up to 1 kB of memory.
pub const MAX_ROWS: usize = 1_000_000;

/// The most problems that are reported of one file.
pub const MAX_PROBLEMS: usize = 20;
