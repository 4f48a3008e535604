//! From a plan to its findings: what AWS would refuse, and what it would let happen.
//!
//! One rule per file, each begins with the AWS sentence that it rests on. A rule looks at one subject, so that an edit
//! is followed by a look at the subjects that it touched and no others. Findings never block editing.
//!
//! A new rule is a file with a `RULE`, a line in [`RULES`], and a test file of the same name. What it reads beside its
//! subject must be among what the index notes as touched ([`Check`] says what that is); the random tests fail when it
//! is not.

mod allocation;
mod allocation_netmask;
mod allocation_outside_pool;
mod check;
mod cidrs_per_pool;
mod cidrs_per_vpc;
mod demand_does_not_fit;
mod family_differs;
mod finding;
mod findings;
mod locale_differs;
mod locale_not_operating;
mod naming;
mod netmask_bounds_equal;
mod netmask_default;
mod netmask_rules;
mod overlap;
mod pool_depth;
mod pool_full;
mod pool_outside_source;
mod pool_without_cidr;
mod pools_per_scope;
pub mod quotas;
mod relocation;
mod sizes;
mod subnet_outside_vpc;
mod subnet_size;
mod subnets_overlap;
mod unmanaged_in_pool;
mod vpc_pool_locale;
mod vpc_region_not_operating;
mod vpc_scope_differs;
mod vpc_size;

pub use check::{Check, JudgeRow, Verdict};
pub use finding::{Facts, Finding, Fix, Rule, Severity, Source, Subject};
pub use findings::{Findings, SeverityCounts};
pub use overlap::overlapping_pairs;

/// Every rule, in the order of the documentation.
pub const RULES: &[&Rule] = &[
    &overlap::RULE,
    &pool_outside_source::RULE,
    &allocation_outside_pool::RULE,
    &subnet_outside_vpc::RULE,
    &subnets_overlap::RULE,
    &unmanaged_in_pool::RULE,
    &pool_full::RULE,
    &demand_does_not_fit::RULE,
    &pool_without_cidr::RULE,
    &netmask_rules::RULE,
    &netmask_default::RULE,
    &netmask_bounds_equal::RULE,
    &allocation_netmask::RULE,
    &vpc_size::RULE,
    &subnet_size::RULE,
    &family_differs::RULE,
    &locale_not_operating::RULE,
    &locale_differs::RULE,
    &vpc_pool_locale::RULE,
    &vpc_scope_differs::RULE,
    &vpc_region_not_operating::RULE,
    &pool_depth::RULE,
    &pools_per_scope::RULE,
    &cidrs_per_pool::RULE,
    &cidrs_per_vpc::RULE,
];
