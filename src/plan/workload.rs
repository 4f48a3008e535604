//! What runs in a VPC and holds addresses: the planners state it, and the cost follows from it.

use crate::ordered::OrderedSet;

use super::{AnyId, Id, InstanceType, Row, Subnet, Vpc};

/// What runs in a VPC and holds addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// What it is called.
    pub name: String,
    /// The VPC it runs in.
    pub vpc: Id<Vpc>,
    /// The subnets it draws its addresses from, over which it is spread evenly; none means the primary CIDR.
    pub subnets: OrderedSet<Id<Subnet>>,
    /// What it is.
    pub kind: WorkloadKind,
    /// What the planners want to remember.
    pub note: String,
}

impl Row for Workload {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Vpc(self.vpc));
        for subnet in self.subnets.iter().chain(self.kind.pod_subnets()) {
            visit(AnyId::Subnet(*subnet));
        }
    }
}

/// Where the addresses of a workload come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkloadKind {
    /// A plain number of active addresses.
    Addresses(PlainAddresses),
    /// EC2 instances.
    Instances(Instances),
    /// What a service puts into each Availability Zone: load balancers, NAT gateways, endpoints, functions, databases.
    ZonalInterfaces(ZonalInterfaces),
    /// A group of Kubernetes nodes with the Amazon VPC CNI plugin.
    NodeGroup(NodeGroup),
}

impl WorkloadKind {
    /// The subnets of pods that do not draw on those of their nodes.
    pub fn pod_subnets(&self) -> impl Iterator<Item = &Id<Subnet>> {
        let own = match self {
            WorkloadKind::NodeGroup(NodeGroup {
                pod_network: PodNetwork::Custom { subnets },
                ..
            }) => Some(subnets),
            _ => None,
        };
        own.into_iter().flatten()
    }
}

/// Active addresses that somebody has counted or guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlainAddresses {
    /// Private IPv4 addresses on network interfaces.
    pub ipv4: u32,
    /// IPv6 addresses on network interfaces.
    pub ipv6: u32,
    /// Public IPv4 addresses, which are not among the private ones.
    pub public_ipv4: u32,
}

/// EC2 instances, each with the same interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instances {
    /// How many instances.
    pub count: u32,
    /// The network interfaces of each.
    pub interfaces: u16,
    /// The private IPv4 addresses of each interface, the primary one among them.
    pub ipv4_per_interface: u16,
    /// The IPv6 addresses of each interface.
    pub ipv6_per_interface: u16,
    /// The public IPv4 addresses of each instance.
    pub public_ipv4_per_instance: u16,
}

impl Instances {
    /// So many instances with one interface and one private IPv4 address.
    pub const fn plain(count: u32) -> Self {
        Self {
            count,
            interfaces: 1,
            ipv4_per_interface: 1,
            ipv6_per_interface: 0,
            public_ipv4_per_instance: 0,
        }
    }
}

/// Network interfaces that a service has in Availability Zones. Each has one private IPv4 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZonalInterfaces {
    /// Which service.
    pub service: ZonalService,
    /// How many load balancers, gateways, endpoints, functions or databases.
    pub count: u32,
    /// In how many Availability Zones each of them is.
    pub zones: u16,
    /// The network interfaces that each has in each Availability Zone.
    pub interfaces_per_zone: u16,
    /// The IPv6 addresses of each interface.
    pub ipv6_per_interface: u16,
    /// The public IPv4 addresses of each interface.
    pub public_ipv4_per_interface: u16,
}

/// A service with network interfaces in Availability Zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZonalService {
    /// Elastic Load Balancing.
    LoadBalancer,
    /// NAT gateways.
    NatGateway,
    /// Interface endpoints of AWS PrivateLink.
    InterfaceEndpoint,
    /// Lambda functions in a VPC.
    Lambda,
    /// Databases and caches.
    Database,
    /// Anything else.
    Other,
}

/// Kubernetes nodes of one instance type, with the Amazon VPC CNI plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeGroup {
    /// The instance type, which limits interfaces and addresses.
    pub instance_type: InstanceType,
    /// How many nodes.
    pub nodes: u32,
    /// The pods on each node that have an address of their own.
    pub pods_per_node: u32,
    /// The pods on each node that use its address: they take none, and count among the pods that a node may have.
    pub host_network_pods: u32,
    /// Where pods have their addresses from.
    pub addressing: PodAddressing,
    /// What the plugin keeps at hand.
    pub warm: WarmTargets,
    /// `MAX_ENI`: the most network interfaces of a node, where fewer than its type may have. 0 means no limit, as for the plugin.
    pub max_enis: Option<u32>,
    /// The most pods of a node that the kubelet takes. None means what Amazon EKS recommends.
    pub max_pods: Option<u32>,
    /// The subnets of the pods.
    pub pod_network: PodNetwork,
    /// The public IPv4 addresses of each node.
    pub public_ipv4_per_node: u16,
}

impl NodeGroup {
    /// Nodes with secondary addresses and the plugin's own defaults.
    pub fn new(instance_type: InstanceType, nodes: u32, pods_per_node: u32) -> Self {
        Self {
            instance_type,
            nodes,
            pods_per_node,
            host_network_pods: 0,
            addressing: PodAddressing::SecondaryIps,
            warm: WarmTargets::default(),
            max_enis: None,
            max_pods: None,
            pod_network: PodNetwork::Nodes,
            public_ipv4_per_node: 0,
        }
    }
}

/// Where the pods of a node have their addresses from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PodAddressing {
    /// Secondary IPv4 addresses of the node's network interfaces: the plugin's default.
    #[default]
    SecondaryIps,
    /// /28 prefixes delegated to the node's network interfaces.
    Prefixes,
    /// A /80 prefix delegated to the node's network interface.
    Ipv6,
    /// A range that is on no network interface.
    Overlay,
}

/// What the plugin keeps at hand on each node, by the names of its settings. None means the setting is not set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WarmTargets {
    /// `WARM_ENI_TARGET`: whole network interfaces; 1 when not set.
    pub enis: Option<u32>,
    /// `WARM_IP_TARGET`: addresses. With the next one it overrides the other two.
    pub ips: Option<u32>,
    /// `MINIMUM_IP_TARGET`: addresses, those of pods among them.
    pub minimum_ips: Option<u32>,
    /// `WARM_PREFIX_TARGET`: whole prefixes; 1 when not set.
    pub prefixes: Option<u32>,
}

/// The subnets that pods have their addresses from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PodNetwork {
    /// Those of their nodes.
    #[default]
    Nodes,
    /// Custom networking: a node's first interface serves no pods, and the others are in subnets of their own.
    Custom {
        /// These subnets; none means where the nodes are.
        subnets: OrderedSet<Id<Subnet>>,
    },
}
