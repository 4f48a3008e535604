//! Worked examples: plans that show what can be planned, the same every time; and large generated ones to measure with.
//!
//! They are made of the plan's own edits and know nothing of how a plan is shown or checked.

mod dual_stack;
mod generated;
mod kubernetes;
mod merger;
mod organization;
mod sketch;

use crate::plan::Plan;

pub use generated::{MAX_GENERATED, generated, generated_with};

/// A worked example.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// A stable name for links and tests.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it shows.
    pub sentence: &'static str,
    which: Which,
}

/// Which one it is. Not a function each: whoever lists the examples then does not need what makes them.
#[derive(Clone, Copy, Debug)]
enum Which {
    Organization,
    Merger,
    DualStack,
    Kubernetes,
}

impl Example {
    /// The plan.
    pub fn plan(&self) -> Plan {
        match self.which {
            Which::Organization => organization::plan(),
            Which::Merger => merger::plan(),
            Which::DualStack => dual_stack::plan(),
            Which::Kubernetes => kubernetes::plan(),
        }
    }
}

/// The worked examples, the simplest first.
pub const EXAMPLES: &[Example] = &[
    Example {
        key: "organization",
        title: "Three Regions, three environments",
        sentence: "The pool structure of AWS's own documentation: a top-level pool, Regional pools and environment pools, \
                   with 29 VPCs allocated",
        which: Which::Organization,
    },
    Example {
        key: "merger",
        title: "Two companies merge",
        sentence: "A running network with overlapping VPCs, default VPCs and ranges that IPAM does not know: \
                   what the checks find in it",
        which: Which::Merger,
    },
    Example {
        key: "dual-stack",
        title: "IPv4 and IPv6 side by side",
        sentence: "Public IPv6 pools from Amazon and from your own range, a private range of unique local addresses, and \
                   dual-stack VPCs",
        which: Which::DualStack,
    },
    Example {
        key: "kubernetes",
        title: "Two Kubernetes clusters and the bill",
        sentence: "Forty VPCs in three Regions and two clusters of 200 nodes: what IPAM charges for them, and what delegated \
                   prefixes would save",
        which: Which::Kubernetes,
    },
];
