//! Kubernetes nodes with the Amazon VPC CNI plugin: what their instance types may have, and what the plugin attaches.

mod instance_table;
mod instance_types;
mod node;

pub use instance_types::{NodeLimits, PrefixSupport, instance_types};
pub use node::{DEFAULT_MAX_PODS, IPV4_PER_PREFIX, NodeModel, NodeProblem};
