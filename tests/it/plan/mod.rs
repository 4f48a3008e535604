//! The plan as a value: edits, their inverses, history and comparison.

mod diff;
mod difference;
mod history;
mod legend;
mod naive;
mod refusals;
