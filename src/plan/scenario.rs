//! Named what-ifs over the plan.

use super::{
    AnyId, Id, InstanceType, NodeGroup, OuExclusion, PodAddressing, Rate, RegionCode, Row, WarmTargets, Workload,
    WorkloadKind,
};

/// A named what-if over the plan. It is evaluated, and never applied until somebody adopts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// What it is called.
    pub name: String,
    /// What it assumes, in order.
    pub adjustments: Vec<Adjustment>,
    /// What the planners want to remember.
    pub note: String,
}

impl Row for Scenario {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        for adjustment in &self.adjustments {
            if let Some(workload) = adjustment.workload() {
                visit(AnyId::Workload(workload));
            }
        }
    }
}

/// One assumption of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// What grows every year, compounded.
    Growth(Growth),
    /// Node groups are otherwise than they are planned.
    Nodes {
        /// Which node groups.
        groups: NodeGroups,
        /// What is otherwise.
        change: NodeChange,
    },
    /// A Region is no operating Region of the IPAM. The home Region always is one.
    DropRegion(RegionCode),
    /// IPAM is told not to monitor the accounts of an organizational unit.
    ExcludeOu(OuExclusion),
    /// Another rate per active IP address.
    IpamRate {
        /// The home Region that it is for; none means any.
        region: Option<RegionCode>,
        /// The rate.
        rate: Rate,
    },
    /// Another rate per public IPv4 address.
    PublicIpv4Rate {
        /// The Region that it is for; none means every one.
        region: Option<RegionCode>,
        /// The rate.
        rate: Rate,
    },
}

impl Adjustment {
    /// The one node group that it is about.
    pub fn workload(&self) -> Option<Id<Workload>> {
        match self {
            Adjustment::Nodes {
                groups: NodeGroups::One(id),
                ..
            } => Some(*id),
            _ => None,
        }
    }
}

/// What grows every year, in percent, compounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Growth {
    /// Active addresses: subnets run out.
    pub addresses: u32,
    /// Blocks allocated to resources: pools run out.
    pub blocks: u32,
}

/// The node groups that an adjustment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeGroups {
    /// Every one, those among them that are planned later.
    All,
    /// This one.
    One(Id<Workload>),
}

/// What is otherwise about a node group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeChange {
    /// Where pods have their addresses from.
    Addressing(PodAddressing),
    /// So many thousandths of the nodes, rounded up.
    Nodes {
        /// Thousandths: 1500 is half as many again.
        per_mille: u32,
    },
    /// So many thousandths of the pods of each node, rounded up.
    Pods {
        /// Thousandths: 1500 is half as many again.
        per_mille: u32,
    },
    /// Another instance type.
    InstanceType(InstanceType),
    /// What the plugin keeps at hand.
    WarmTargets(WarmTargets),
}

impl NodeChange {
    /// Makes the change.
    pub fn apply(self, nodes: &mut NodeGroup) {
        match self {
            NodeChange::Addressing(addressing) => nodes.addressing = addressing,
            NodeChange::Nodes { per_mille } => nodes.nodes = thousandths(nodes.nodes, per_mille),
            NodeChange::Pods { per_mille } => nodes.pods_per_node = thousandths(nodes.pods_per_node, per_mille),
            NodeChange::InstanceType(instance_type) => nodes.instance_type = instance_type,
            NodeChange::WarmTargets(warm) => nodes.warm = warm,
        }
    }
}

impl WorkloadKind {
    /// Makes the changes of `adjustments` that are about the workload `id`, in order.
    pub fn adjust(&mut self, id: Id<Workload>, adjustments: &[Adjustment]) {
        let WorkloadKind::NodeGroup(nodes) = self else { return };
        for adjustment in adjustments {
            if let Adjustment::Nodes { groups, change } = adjustment
                && (*groups == NodeGroups::All || *groups == NodeGroups::One(id))
            {
                change.apply(nodes);
            }
        }
    }
}

/// So many thousandths of `number`, rounded up to a whole one. What is more than a `u32` holds stays at its end.
fn thousandths(number: u32, per_mille: u32) -> u32 {
    let product = u64::from(number) * u64::from(per_mille);
    u32::try_from(product.div_ceil(1_000)).unwrap_or(u32::MAX)
}
