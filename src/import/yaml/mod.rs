//! YAML as a tree with lines, read a piece at a time.
//!
//! `saphyr-parser` reads the text, without recursion and with a bound on nesting; this makes a tree of its events, in which an alias
//! is what it stands for, and which holds no more values than a text of its size could spell out many times over. It knows YAML
//! and no shape. JSON becomes the same tree, so that a shape which may be either is read once.

mod node;
mod read;

pub(super) use node::{Node, Value};
pub(super) use read::{Progress, Reading};
