//! What a plan costs: from workloads to the addresses that AWS bills, and from these to money.
//!
//! It knows prices and how addresses come about. It must not know what AWS allows, which is for the rules, nor how figures
//! are shown. Money is an integer, and every figure comes with its working.

mod addresses;
mod kubernetes;
mod usage;

pub use addresses::{Addresses, MOST_COUNTED};
pub use kubernetes::{
    DEFAULT_MAX_PODS, IPV4_PER_PREFIX, NodeLimits, NodeModel, NodeProblem, PrefixSupport, instance_types,
};
pub use usage::{Unit, Usage};
