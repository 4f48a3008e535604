//! From a plan to its findings: what AWS would refuse, and what it would let happen.
//!
//! One rule per file, each begins with the AWS sentence that it rests on. A rule looks at one subject, so that an edit
//! is followed by a look at the subjects that it touched and no others. Findings never block editing.
//!
//! A new rule is a file with a `RULE`, a line in [`RULES`], and a test file of the same name. What it reads beside its
//! subject must be among what the index notes as touched ([`Check`] says what that is); the random tests fail when it
//! is not.
//!
//! There may be a hundred thousand VPCs, each with a CIDR or more. A rule about these is handed what it asks for, the VPC or
//! the pool: see [`VpcSite`], [`Allocation`], [`Unmanaged`] and [`TopBlock`]. It returns early where it has nothing to say,
//! before it looks anything up or writes a word. And it is not asked at all about what is plain: `plain` says what that is.

pub mod acceptance;
mod addresses_do_not_fit;
mod allocation;
mod allocation_netmask;
mod allocation_outside_pool;
mod allocations_per_pool;
mod amazon_block_quota;
mod amazon_block_size;
mod amazon_pool_without_locale;
mod auto_import_without_locale;
mod byoip_block_size;
mod check;
mod cidrs_per_pool;
mod cidrs_per_vpc;
mod connected_networks_overlap;
mod connected_vpcs_overlap;
mod defragmentation;
mod demand_does_not_fit;
mod docker_range;
mod duplicate_name;
mod duplicate_vpc_name;
mod family_differs;
mod finding;
mod findings;
mod free_tier;
mod judge;
mod kubernetes_range;
mod locale_differs;
mod locale_not_operating;
mod naming;
mod netmask_bounds_equal;
mod netmask_default;
mod netmask_length_only;
mod netmask_rules;
mod no_name;
mod ou_exclusion_quota;
mod ou_exclusions;
mod overlap;
mod plain;
mod planning_pool_cidr;
mod pods_do_not_fit;
mod pool_depth;
mod pool_full;
mod pool_outside_source;
mod pool_without_cidr;
mod pools_per_scope;
mod primary_cidr;
mod private_gua;
mod private_space;
mod public_range;
pub mod quotas;
mod ranges;
mod relocation;
mod required_tags;
mod reserved_for_vpc;
mod reserved_range;
mod scopes_per_ipam;
mod secondary_cidr;
mod share_name;
mod shared_address_space;
mod sharing_without_organization;
mod sizes;
mod subnet_outside_vpc;
mod subnet_size;
mod subnets_overlap;
mod subnets_per_vpc;
mod ula_disputed;
mod ula_range;
mod unknown_instance_type;
mod unmanaged_in_pool;
mod utilization;
mod utilization_critical;
mod utilization_warning;
mod vpc_pool_locale;
mod vpc_range_refused;
mod vpc_region_not_operating;
mod vpc_scope_differs;
mod vpc_size;
mod vpcs_per_region;

pub use allocation::{Allocation, Holder};
pub use check::{Check, JudgeRow, Unmanaged, Verdict, VpcSite};
pub use finding::{Facts, Finding, Fix, Rule, Severity, Source, Subject};
pub use findings::{Findings, SeverityCounts, Superseded};
pub use overlap::overlapping_pairs;
pub use private_space::TopBlock;
pub use ranges::Range;

/// Every rule, in the order of the documentation.
pub const RULES: &[&Rule] = &[
    &overlap::RULE,
    &pool_outside_source::RULE,
    &allocation_outside_pool::RULE,
    &planning_pool_cidr::RULE,
    &subnet_outside_vpc::RULE,
    &subnets_overlap::RULE,
    &connected_vpcs_overlap::RULE,
    &connected_networks_overlap::RULE,
    &unmanaged_in_pool::RULE,
    &reserved_for_vpc::RULE,
    &pool_full::RULE,
    &utilization_warning::RULE,
    &utilization_critical::RULE,
    &demand_does_not_fit::RULE,
    &addresses_do_not_fit::RULE,
    &pods_do_not_fit::RULE,
    &unknown_instance_type::RULE,
    &pool_without_cidr::RULE,
    &netmask_length_only::RULE,
    &netmask_rules::RULE,
    &netmask_default::RULE,
    &netmask_bounds_equal::RULE,
    &allocation_netmask::RULE,
    &required_tags::RULE,
    &vpc_size::RULE,
    &subnet_size::RULE,
    &vpc_range_refused::RULE,
    &docker_range::RULE,
    &kubernetes_range::RULE,
    &primary_cidr::RULE,
    &secondary_cidr::RULE,
    &shared_address_space::RULE,
    &public_range::RULE,
    &reserved_range::RULE,
    &ula_range::RULE,
    &private_gua::RULE,
    &ula_disputed::RULE,
    &family_differs::RULE,
    &locale_not_operating::RULE,
    &locale_differs::RULE,
    &vpc_pool_locale::RULE,
    &vpc_scope_differs::RULE,
    &vpc_region_not_operating::RULE,
    &auto_import_without_locale::RULE,
    &amazon_pool_without_locale::RULE,
    &amazon_block_size::RULE,
    &amazon_block_quota::RULE,
    &byoip_block_size::RULE,
    &free_tier::RULE,
    &sharing_without_organization::RULE,
    &share_name::RULE,
    &ou_exclusions::RULE,
    &ou_exclusion_quota::RULE,
    &pool_depth::RULE,
    &pools_per_scope::RULE,
    &scopes_per_ipam::RULE,
    &cidrs_per_pool::RULE,
    &allocations_per_pool::RULE,
    &cidrs_per_vpc::RULE,
    &subnets_per_vpc::RULE,
    &vpcs_per_region::RULE,
    &duplicate_name::RULE,
    &duplicate_vpc_name::RULE,
    &no_name::RULE,
];
