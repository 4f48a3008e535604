//! Gestures on the tree: what each does, what stops it, and what holds for all.

mod bulk;
mod generate;
mod random;
mod reshape;
mod tree;
