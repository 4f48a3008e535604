//! Gestures on the tree: what each does, what stops it, and what holds for all.

mod bulk;
mod clip;
mod generate;
mod later;
mod random;
mod relocate;
mod reshape;
mod search;
mod tree;
