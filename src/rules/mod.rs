//! From a plan to its findings: what AWS would refuse, and what it would let happen.
//!
//! One rule per file, each begins with the AWS sentence that it rests on. A rule looks at one subject, so that an edit
//! is followed by a look at the subjects that it touched and no others. Findings never block editing.

mod check;
mod finding;
mod findings;
mod overlap;
mod pool_outside_source;

pub use check::{Check, JudgeRow, Verdict};
pub use finding::{Facts, Finding, Fix, Rule, Severity, Source, Subject};
pub use findings::{Findings, SeverityCounts};

/// Every rule, in the order of the documentation.
pub const RULES: &[&Rule] = &[&overlap::RULE, &pool_outside_source::RULE];
