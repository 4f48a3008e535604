//! What the Amazon VPC CNI plugin attaches to a node.
//!
//! "The number of IPs to keep around is controlled by `WARM_ENI_TARGET`, `WARM_IP_TARGET` and `MINIMUM_IP_TARGET`":
//! aws/amazon-vpc-cni-k8s v1.23.1, `docs/eni-and-ip-target.md` and `docs/prefix-and-ip-target.md`, and where these are silent
//! `pkg/ipamd/ipamd.go`. The plugin grows in steps while its targets are missed; here is where it comes to rest, as closed
//! forms, on a node whose pods come one after another.

use super::{NodeLimits, PrefixSupport};
use crate::cost::addresses::{Addresses, SLOTS_OF_PREFIX};
use crate::plan::{NodeGroup, PodAddressing, PodNetwork, WarmTargets};

/// The IPv4 addresses of a delegated prefix.
pub const IPV4_PER_PREFIX: u64 = SLOTS_OF_PREFIX;

/// The pods that a node takes where pods do not take secondary addresses and nobody states another number: the plugin's and
/// the kubelet's own default.
pub const DEFAULT_MAX_PODS: u32 = 110;

/// What a node has, and how many pods it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeModel {
    /// How pods get their addresses in fact: the plugin falls back to secondary ones where prefixes are not supported.
    pub addressing: PodAddressing,
    /// The network interfaces: each has one primary address, which no pod gets.
    pub interfaces: u64,
    /// What the node has in its own subnets.
    pub own: Addresses,
    /// What it has in the subnets of its pods, where these are others.
    pub pods: Addresses,
    /// The pods that it holds, without those that use its address.
    pub held: u64,
    /// The most that it would hold.
    pub capacity: u64,
    /// The most pods that its kubelet takes, those that use its address among them.
    pub max_pods: u64,
    /// Why it does not do what it is meant to.
    pub problem: Option<NodeProblem>,
}

/// Why a node does not do what it is meant to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeProblem {
    /// The instance type is not in the table: only the node's own address is counted.
    UnknownInstanceType,
    /// Pods get IPv6 addresses from prefixes, and the type takes none.
    NoPrefixes,
    /// Pods would need more addresses than the interfaces of the node have.
    TooFewAddresses,
    /// There are more pods than the kubelet takes.
    TooManyPods,
}

/// The places for addresses or prefixes of a node.
#[derive(Clone, Copy)]
struct Slots {
    per_interface: u64,
    interfaces: u64,
    /// The pods of one slot.
    pods: u64,
}

impl Slots {
    fn all(self) -> u64 {
        self.per_interface * self.interfaces
    }

    fn round_up(self, slots: u64) -> u64 {
        slots.checked_next_multiple_of(self.per_interface).unwrap_or(0)
    }

    /// The slots that are filled where `pods` run. The plugin stops when there are as many addresses as pods that the kubelet
    /// takes, however warm it should be.
    fn filled(self, pods: u64, max_pods: u64, warm: &WarmTargets) -> u64 {
        let enough = max_pods.div_ceil(self.pods);
        let (wanted, enough) = match (warm.ips.unwrap_or(0), warm.minimum_ips.unwrap_or(0)) {
            // Addresses come by the whole interface.
            (0, 0) if self.pods == 1 => {
                let warm = match warm.enis.unwrap_or(1) {
                    0 => 1,
                    interfaces => self.per_interface * u64::from(interfaces),
                };
                (self.round_up(pods + warm), self.round_up(enough))
            }
            (0, 0) => {
                let wanted = |pods: u64| match warm.prefixes.unwrap_or(1) {
                    0 => (pods + 1).div_ceil(self.pods),
                    prefixes => pods.div_ceil(self.pods) + u64::from(prefixes),
                };
                (wanted(pods), self.after_start(wanted(0), enough))
            }
            (ips, minimum) => {
                let wanted = |pods: u64| (pods + u64::from(ips)).max(minimum.into()).div_ceil(self.pods);
                (wanted(pods), self.after_start(wanted(0), enough))
            }
        };
        wanted.min(enough).min(self.all())
    }

    /// Where the plugin stops at the latest. Before the first pod comes it fills interface after interface with what is wanted
    /// then, and looks at the number of pods that the kubelet takes after each.
    fn after_start(self, wanted: u64, enough: u64) -> u64 {
        enough.max(wanted.min(self.round_up(enough)))
    }
}

impl NodeModel {
    /// A node of `group`.
    pub fn of(group: &NodeGroup) -> Self {
        let bare = Self {
            addressing: group.addressing,
            interfaces: 1,
            own: Addresses {
                primary_ipv4: 1,
                public_ipv4: group.public_ipv4_per_node.into(),
                ..Addresses::default()
            },
            ..Self::default()
        };
        let Some(limits) = NodeLimits::of(group.instance_type) else {
            return Self {
                problem: Some(NodeProblem::UnknownInstanceType),
                ..bare
            };
        };
        let supports_prefixes = limits.prefixes == PrefixSupport::Supported;
        let addressing = match group.addressing {
            PodAddressing::Prefixes if !supports_prefixes => PodAddressing::SecondaryIps,
            addressing => addressing,
        };
        let default_max_pods = match addressing {
            PodAddressing::SecondaryIps => limits.recommended_pods(),
            PodAddressing::Prefixes | PodAddressing::Ipv6 | PodAddressing::Overlay => DEFAULT_MAX_PODS,
        };
        let model = Self {
            addressing,
            max_pods: group.max_pods.unwrap_or(default_max_pods).into(),
            ..bare
        };
        match addressing {
            PodAddressing::SecondaryIps => model.with_slots(group, limits, 1),
            PodAddressing::Prefixes => model.with_slots(group, limits, IPV4_PER_PREFIX),
            PodAddressing::Overlay => model.holding(group, u64::MAX),
            PodAddressing::Ipv6 if supports_prefixes => {
                let mut model = model.holding(group, u64::MAX);
                // "IPv6 always uses PD": one /80 on the node's first interface, beside the address of the node.
                (model.own.ipv6_addresses, model.own.ipv6_prefixes) = (1, 1);
                model
            }
            PodAddressing::Ipv6 => Self {
                problem: Some(NodeProblem::NoPrefixes),
                ..model
            },
        }
    }

    /// The model with the pods that it holds, where its addresses are enough for so many.
    fn holding(mut self, group: &NodeGroup, addresses: u64) -> Self {
        let pods = u64::from(group.pods_per_node);
        let kubelet = self.max_pods.saturating_sub(group.host_network_pods.into());
        self.capacity = addresses.min(kubelet);
        self.held = pods.min(self.capacity);
        self.problem = if pods > addresses {
            Some(NodeProblem::TooFewAddresses)
        } else if pods + u64::from(group.host_network_pods) > self.max_pods {
            Some(NodeProblem::TooManyPods)
        } else {
            None
        };
        self
    }

    fn with_slots(self, group: &NodeGroup, limits: NodeLimits, pods_per_slot: u64) -> Self {
        let most = match group.max_enis {
            None | Some(0) => limits.interfaces,
            Some(most) => limits.interfaces.min(most),
        };
        // With custom networking the first interface, which is in a subnet of the nodes, serves no pods.
        let is_custom = matches!(group.pod_network, PodNetwork::Custom { .. });
        let slots = Slots {
            per_interface: limits.ipv4_per_interface.saturating_sub(1).into(),
            interfaces: u64::from(most).saturating_sub(is_custom.into()),
            pods: pods_per_slot,
        };
        let mut model = self.holding(group, slots.all() * slots.pods);
        let filled = slots.filled(model.held, model.max_pods, &group.warm);
        let for_pods = filled.checked_div(slots.per_interface).unwrap_or(0)
            + u64::from(!filled.is_multiple_of(slots.per_interface));
        let (secondary_ipv4, ipv4_prefixes) = match pods_per_slot {
            1 => (filled, 0),
            _ => (0, filled),
        };
        let attached = Addresses {
            secondary_ipv4,
            ipv4_prefixes,
            ..Addresses::default()
        };
        if is_custom {
            model.interfaces = 1 + for_pods;
            model.pods = Addresses {
                primary_ipv4: for_pods,
                ..attached
            };
        } else {
            model.interfaces = for_pods.max(1);
            model.own = model.own.plus(&Addresses {
                primary_ipv4: model.interfaces - 1,
                ..attached
            });
        }
        model
    }
}
