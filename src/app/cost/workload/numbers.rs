//! The numbers that say how large a workload is, as they are typed.

use crate::app::markup::*;
use crate::app::parts::{Draft, Field, FieldKind};
use crate::plan::{
    Instances, NodeGroup, PlainAddresses, PodNetwork, WarmTargets, Workload, WorkloadKind, ZonalInterfaces,
    ZonalService,
};

/// A number of a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Ipv4,
    Ipv6,
    PublicIpv4,
    Instances,
    Interfaces,
    Ipv4PerInterface,
    Ipv6PerInterface,
    PublicPerInstance,
    Things,
    Zones,
    InterfacesPerZone,
    Ipv6PerZonalInterface,
    PublicPerInterface,
    Nodes,
    PodsPerNode,
    HostNetworkPods,
    PublicPerNode,
    MaxPods,
    MaxEnis,
    WarmEnis,
    WarmIps,
    MinimumIps,
    WarmPrefixes,
}

/// Whether a field may be left empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Emptiness {
    /// It needs a number.
    Refused,
    /// Empty means that nothing is said.
    Meant,
}

/// The most of what a row keeps in 16 bits.
const SMALL: u32 = u16::MAX as u32;

use Emptiness::{Meant, Refused};

/// Every number: its label, the most it can be, whether it may be left out, and what the field is empty with.
const ALL: &[(Number, &str, u32, Emptiness, &str)] = &[
    (Number::Ipv4, "Private IPv4 addresses", u32::MAX, Refused, ""),
    (Number::Ipv6, "IPv6 addresses", u32::MAX, Refused, ""),
    (Number::PublicIpv4, "Public IPv4 addresses", u32::MAX, Refused, ""),
    (Number::Instances, "Instances", u32::MAX, Refused, ""),
    (Number::Interfaces, "Interfaces of each", SMALL, Refused, ""),
    (
        Number::Ipv4PerInterface,
        "IPv4 addresses per interface",
        SMALL,
        Refused,
        "",
    ),
    (
        Number::Ipv6PerInterface,
        "IPv6 addresses per interface",
        SMALL,
        Refused,
        "",
    ),
    (
        Number::PublicPerInstance,
        "Public IPv4 addresses of each",
        SMALL,
        Refused,
        "",
    ),
    (Number::Things, "How many", u32::MAX, Refused, ""),
    (Number::Zones, "Availability Zones of each", SMALL, Refused, ""),
    (Number::InterfacesPerZone, "Interfaces per zone", SMALL, Refused, ""),
    (
        Number::Ipv6PerZonalInterface,
        "IPv6 addresses per interface",
        SMALL,
        Refused,
        "",
    ),
    (
        Number::PublicPerInterface,
        "Public IPv4 per interface",
        SMALL,
        Refused,
        "",
    ),
    (Number::Nodes, "Nodes", u32::MAX, Refused, ""),
    (Number::PodsPerNode, "Pods per node", u32::MAX, Refused, ""),
    (Number::HostNetworkPods, "Host-network pods", u32::MAX, Refused, ""),
    (Number::PublicPerNode, "Public IPv4 per node", SMALL, Refused, ""),
    (Number::MaxPods, "Max pods", u32::MAX, Meant, "as EKS recommends"),
    (Number::MaxEnis, "MAX_ENI", u32::MAX, Meant, "no limit"),
    (Number::WarmEnis, "WARM_ENI_TARGET", u32::MAX, Meant, "1"),
    (Number::WarmIps, "WARM_IP_TARGET", u32::MAX, Meant, "not set"),
    (Number::MinimumIps, "MINIMUM_IP_TARGET", u32::MAX, Meant, "not set"),
    (Number::WarmPrefixes, "WARM_PREFIX_TARGET", u32::MAX, Meant, "1"),
];

/// A draft of each number. Those of a kind that is not chosen are kept: who looks at another kind loses nothing.
#[derive(Clone)]
pub(super) struct Numbers(std::sync::Arc<Vec<Draft<Option<u32>>>>);

impl Numbers {
    /// Begins with what a workload says, and with one of everything where it says nothing.
    pub(super) fn of(row: &Workload) -> Self {
        let drafts = ALL.iter().map(|(number, label, most, emptiness, _)| {
            let begin = begin(&row.kind, *number).map(|number| number.to_string());
            Draft::new(begin.unwrap_or_default(), move |text| {
                read(text, label, *most, *emptiness)
            })
        });
        Self(std::sync::Arc::new(drafts.collect()))
    }

    fn draft(&self, number: Number) -> Option<Draft<Option<u32>>> {
        let place = ALL.iter().position(|(other, ..)| *other == number)?;
        self.0.get(place).copied()
    }

    /// The number, if one is typed. Tracked.
    fn optional(&self, number: Number) -> Result<Option<u32>, ()> {
        let value = self.draft(number).map(|draft| draft.value());
        value.unwrap_or(Ok(None)).map_err(|_| ())
    }

    /// The number; 0 where none may be typed. Tracked.
    fn number(&self, number: Number) -> Result<u32, ()> {
        self.optional(number).map(Option::unwrap_or_default)
    }

    fn small(&self, number: Number) -> Result<u16, ()> {
        self.number(number)
            .and_then(|number| u16::try_from(number).map_err(|_| ()))
    }

    /// Whether all of these are numbers; else those that are not say so from now on.
    pub(super) fn accept(&self, numbers: &[Number]) -> bool {
        let mut all = true;
        for number in numbers {
            all &= self.draft(*number).is_none_or(|draft| draft.accept().is_some());
        }
        all
    }

    /// The field of a number.
    pub(super) fn field(&self, number: Number) -> Option<AnyView> {
        let draft = self.draft(number)?;
        let (_, label, _, _, empty) = ALL.iter().find(|(other, ..)| *other == number)?;
        let placeholder = (!empty.is_empty()).then(|| (*empty).to_owned());
        let field = view! { <Field label=*label draft=draft kind=FieldKind::Number placeholder=placeholder /> };
        Some(field.into_any())
    }

    /// Plain addresses of these numbers. Tracked, as those below.
    pub(super) fn plain(&self) -> Result<PlainAddresses, ()> {
        Ok(PlainAddresses {
            ipv4: self.number(Number::Ipv4)?,
            ipv6: self.number(Number::Ipv6)?,
            public_ipv4: self.number(Number::PublicIpv4)?,
        })
    }

    pub(super) fn instances(&self) -> Result<Instances, ()> {
        Ok(Instances {
            count: self.number(Number::Instances)?,
            interfaces: self.small(Number::Interfaces)?,
            ipv4_per_interface: self.small(Number::Ipv4PerInterface)?,
            ipv6_per_interface: self.small(Number::Ipv6PerInterface)?,
            public_ipv4_per_instance: self.small(Number::PublicPerInstance)?,
        })
    }

    pub(super) fn zonal(&self, service: ZonalService) -> Result<ZonalInterfaces, ()> {
        Ok(ZonalInterfaces {
            service,
            count: self.number(Number::Things)?,
            zones: self.small(Number::Zones)?,
            interfaces_per_zone: self.small(Number::InterfacesPerZone)?,
            ipv6_per_interface: self.small(Number::Ipv6PerZonalInterface)?,
            public_ipv4_per_interface: self.small(Number::PublicPerInterface)?,
        })
    }

    /// What the plugin keeps at hand.
    pub(super) fn warm(&self) -> Result<WarmTargets, ()> {
        Ok(WarmTargets {
            enis: self.optional(Number::WarmEnis)?,
            ips: self.optional(Number::WarmIps)?,
            minimum_ips: self.optional(Number::MinimumIps)?,
            prefixes: self.optional(Number::WarmPrefixes)?,
        })
    }

    /// Writes the numbers of a node group into it.
    pub(super) fn write_nodes(&self, group: &mut NodeGroup) -> Result<(), ()> {
        group.nodes = self.number(Number::Nodes)?;
        group.pods_per_node = self.number(Number::PodsPerNode)?;
        group.host_network_pods = self.number(Number::HostNetworkPods)?;
        group.public_ipv4_per_node = self.small(Number::PublicPerNode)?;
        group.max_pods = self.optional(Number::MaxPods)?;
        group.max_enis = self.optional(Number::MaxEnis)?;
        group.warm = self.warm()?;
        Ok(())
    }
}

/// What a field begins with.
fn begin(kind: &WorkloadKind, number: Number) -> Option<u32> {
    let plain = match kind {
        WorkloadKind::Addresses(plain) => *plain,
        _ => PlainAddresses {
            ipv4: 100,
            ..PlainAddresses::default()
        },
    };
    let instances = match kind {
        WorkloadKind::Instances(instances) => *instances,
        _ => Instances::plain(10),
    };
    let zonal = match kind {
        WorkloadKind::ZonalInterfaces(zonal) => *zonal,
        _ => ZonalInterfaces {
            service: ZonalService::LoadBalancer,
            count: 1,
            zones: 3,
            interfaces_per_zone: 1,
            ipv6_per_interface: 0,
            public_ipv4_per_interface: 0,
        },
    };
    let nodes = match kind {
        WorkloadKind::NodeGroup(group) => NodeGroup {
            pod_network: PodNetwork::Nodes,
            ..group.clone()
        },
        _ => super::first_nodes(),
    };
    match number {
        Number::Ipv4 => Some(plain.ipv4),
        Number::Ipv6 => Some(plain.ipv6),
        Number::PublicIpv4 => Some(plain.public_ipv4),
        Number::Instances => Some(instances.count),
        Number::Interfaces => Some(instances.interfaces.into()),
        Number::Ipv4PerInterface => Some(instances.ipv4_per_interface.into()),
        Number::Ipv6PerInterface => Some(instances.ipv6_per_interface.into()),
        Number::PublicPerInstance => Some(instances.public_ipv4_per_instance.into()),
        Number::Things => Some(zonal.count),
        Number::Zones => Some(zonal.zones.into()),
        Number::InterfacesPerZone => Some(zonal.interfaces_per_zone.into()),
        Number::Ipv6PerZonalInterface => Some(zonal.ipv6_per_interface.into()),
        Number::PublicPerInterface => Some(zonal.public_ipv4_per_interface.into()),
        Number::Nodes => Some(nodes.nodes),
        Number::PodsPerNode => Some(nodes.pods_per_node),
        Number::HostNetworkPods => Some(nodes.host_network_pods),
        Number::PublicPerNode => Some(nodes.public_ipv4_per_node.into()),
        Number::MaxPods => nodes.max_pods,
        Number::MaxEnis => nodes.max_enis,
        Number::WarmEnis => nodes.warm.enis,
        Number::WarmIps => nodes.warm.ips,
        Number::MinimumIps => nodes.warm.minimum_ips,
        Number::WarmPrefixes => nodes.warm.prefixes,
    }
}

/// Reads a number, with or without separators.
fn read(text: &str, label: &str, most: u32, emptiness: Emptiness) -> Result<Option<u32>, String> {
    let digits: String = text
        .chars()
        .filter(|letter| !matches!(letter, ',' | ' ' | '\u{a0}'))
        .collect();
    if digits.is_empty() && emptiness == Meant {
        return Ok(None);
    }
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.parse::<u32>() {
        Ok(number) if is_number && number <= most => Ok(Some(number)),
        _ if is_number => Err(format!("{label}: at most {}", super::number(most.into()))),
        _ => Err(format!("{label}: a whole number, such as 12")),
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, Emptiness, SMALL, read};

    #[test]
    fn numbers_are_read_with_and_without_separators() {
        for (text, emptiness, expected) in [
            ("12", Emptiness::Refused, Ok(Some(12))),
            (" 1,200 ", Emptiness::Refused, Ok(Some(1_200))),
            ("0", Emptiness::Meant, Ok(Some(0))),
            ("", Emptiness::Meant, Ok(None)),
            ("", Emptiness::Refused, Err("Nodes: a whole number, such as 12")),
            ("-3", Emptiness::Refused, Err("Nodes: a whole number, such as 12")),
            ("1.5", Emptiness::Meant, Err("Nodes: a whole number, such as 12")),
            ("70000", Emptiness::Refused, Err("Nodes: at most 65,535")),
            ("99999999999", Emptiness::Refused, Err("Nodes: at most 65,535")),
        ] {
            let read = read(text, "Nodes", SMALL, emptiness);
            assert_eq!(read, expected.map_err(str::to_owned), "{text:?}");
        }
    }

    #[test]
    fn every_number_has_one_field() {
        for (place, (number, ..)) in ALL.iter().enumerate() {
            assert_eq!(ALL.iter().position(|(other, ..)| other == number), Some(place));
        }
    }
}
