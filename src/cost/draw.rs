//! From where in the plan the addresses of a workload are drawn.

use super::addresses::Addresses;
use super::usage::Usage;
use crate::address::Family;
use crate::ordered::{OrderedSet, sort_by_key};
use crate::plan::index::Index;
use crate::plan::{CidrRole, Id, Node, Outline, Plan, PodNetwork, Subnet, VpcCidr, Workload, WorkloadKind};

/// Where addresses come from: a subnet, or a CIDR of the VPC where no subnet is named. Neither where the VPC has no CIDR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Home {
    /// The subnet.
    pub subnet: Option<Id<Subnet>>,
    /// The CIDR of the VPC that the subnet lies in, or that is drawn on itself.
    pub cidr: Option<Id<VpcCidr>>,
}

/// So many addresses from one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// From where.
    pub home: Home,
    /// How many.
    pub addresses: Addresses,
}

/// The places that IPv4 and IPv6 addresses come from.
struct Homes {
    ipv4: Vec<Home>,
    ipv6: Vec<Home>,
}

/// From where the addresses of `workload` are drawn when they are as `usage` says. All together are the whole.
///
/// IPv4 is spread evenly over the IPv4 subnets that the workload names and comes from the primary CIDR when it names none. IPv6
/// is spread over its IPv6 subnets; where it names none, it comes from the first IPv6 CIDR of the VPC, or else from where IPv4
/// does. A subnet of another VPC is as if it were not named.
pub fn draws(plan: &Plan, index: &Index, workload: &Workload, usage: &Usage) -> Vec<Draw> {
    let mut draws = Vec::new();
    let own = homes(plan, index, workload, &workload.subnets);
    spread(&mut draws, usage, &usage.each, &own);
    if !usage.each_pods.is_empty() {
        match &workload.kind {
            WorkloadKind::NodeGroup(group) => match &group.pod_network {
                PodNetwork::Custom { subnets } if !subnets.is_empty() => {
                    let homes = homes(plan, index, workload, subnets);
                    spread(&mut draws, usage, &usage.each_pods, &homes);
                }
                _ => spread(&mut draws, usage, &usage.each_pods, &own),
            },
            _ => spread(&mut draws, usage, &usage.each_pods, &own),
        }
    }
    // A place may come up for IPv4, for IPv6 and for pods.
    sort_by_key(&mut draws, |draw| draw.home);
    draws.dedup_by(|draw, kept| {
        let is_same = draw.home == kept.home;
        if is_same {
            kept.addresses = kept.addresses.plus(&draw.addresses);
        }
        is_same
    });
    draws
}

fn spread(draws: &mut Vec<Draw>, usage: &Usage, each: &Addresses, homes: &Homes) {
    let ipv6 = Addresses {
        ipv6_addresses: each.ipv6_addresses,
        ipv6_prefixes: each.ipv6_prefixes,
        ..Addresses::default()
    };
    let ipv4 = Addresses {
        ipv6_addresses: 0,
        ipv6_prefixes: 0,
        ..*each
    };
    for (each, homes) in [(ipv4, &homes.ipv4), (ipv6, &homes.ipv6)] {
        for (part, home) in homes.iter().enumerate() {
            let addresses = usage.part(&each, part, homes.len());
            if !addresses.is_empty() {
                draws.push(Draw { home: *home, addresses });
            }
        }
    }
}

fn homes(plan: &Plan, index: &Index, workload: &Workload, subnets: &OrderedSet<Id<Subnet>>) -> Homes {
    let design = plan.design();
    let outline = Outline::new(plan, index);
    let (mut ipv4, mut ipv6) = (Vec::new(), Vec::new());
    for id in subnets {
        let subnet = design.subnets.get(id).filter(|subnet| subnet.vpc == workload.vpc);
        let Some(subnet) = subnet else { continue };
        let cidr = match outline.parent(Node::Subnet(*id)) {
            Some(Node::VpcCidr(cidr)) => Some(cidr),
            _ => None,
        };
        let home = Home {
            subnet: Some(*id),
            cidr,
        };
        match subnet.cidr.family() {
            Family::Ipv4 => ipv4.push(home),
            Family::Ipv6 => ipv6.push(home),
        }
    }
    let cidrs = index.vpc(workload.vpc).map(|entry| entry.cidrs()).unwrap_or_default();
    let of_cidr = |id| Home {
        subnet: None,
        cidr: Some(id),
    };
    if ipv4.is_empty() {
        let is_primary = |id: &Id<VpcCidr>| {
            let row = design.vpc_cidrs.get(id);
            row.is_some_and(|row| row.role == CidrRole::Primary && row.cidr.family() == Family::Ipv4)
        };
        let mut of_ipv4 = cidrs.iter().filter(|(cidr, _)| cidr.family() == Family::Ipv4);
        let primary = cidrs.iter().find(|(_, id)| is_primary(id)).or_else(|| of_ipv4.next());
        ipv4.push(primary.map_or_else(Home::default, |(_, id)| of_cidr(*id)));
    }
    if ipv6.is_empty() {
        let of_ipv6 = cidrs.iter().find(|(cidr, _)| cidr.family() == Family::Ipv6);
        match of_ipv6 {
            Some((_, id)) => ipv6.push(of_cidr(*id)),
            None => ipv6.clone_from(&ipv4),
        }
    }
    Homes { ipv4, ipv6 }
}
