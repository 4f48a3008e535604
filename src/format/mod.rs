//! The planner's own text: what is written, what is read back, and what to do when the two differ. Knows no browser.

pub mod stored;
