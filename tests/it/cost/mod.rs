//! What a plan costs.

mod csv;
mod estimate;
mod forecast;
mod gestures;
mod growth;
mod held;
mod instance_types;
mod kubernetes;
mod kubernetes_example;
mod money;
mod price_book;
mod rate;
mod savings;
mod scenario;
mod sketch;
mod usage;

use ipam_planner::plan::NodeGroup;

/// A group of nodes as the plugin's own defaults make them.
pub(super) fn nodes(instance_type: &str, nodes: u32, pods_per_node: u32) -> NodeGroup {
    NodeGroup::new(instance_type.parse().unwrap(), nodes, pods_per_node)
}
