//! The planner's own file.

mod errors;
