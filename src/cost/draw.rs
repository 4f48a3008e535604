//! From where in the plan the addresses of a workload are drawn.

use super::addresses::Addresses;
use super::usage::Usage;
use crate::address::{Cidr, Family};
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

/// From where the addresses of `workload` are drawn when they are as `usage` says. All together are the whole.
///
/// IPv4 is spread evenly over the IPv4 subnets that the workload names and comes from the primary CIDR when it names none. IPv6
/// is spread over its IPv6 subnets; where it names none, it comes from the first IPv6 CIDR of the VPC, or else from where IPv4
/// does. A subnet of another VPC is as if it were not named.
pub fn draws(plan: &Plan, index: &Index, workload: &Workload, usage: &Usage) -> Vec<Draw> {
    let mut draws = Vec::new();
    spread(
        &mut draws,
        (plan, index, workload),
        usage,
        &usage.each,
        &workload.subnets,
    );
    if !usage.each_pods.is_empty() {
        let subnets = match &workload.kind {
            WorkloadKind::NodeGroup(group) => match &group.pod_network {
                PodNetwork::Custom { subnets } if !subnets.is_empty() => subnets,
                _ => &workload.subnets,
            },
            _ => &workload.subnets,
        };
        spread(&mut draws, (plan, index, workload), usage, &usage.each_pods, subnets);
    }
    // A place may come up for IPv4, for IPv6 and for pods.
    if draws.len() > 1 {
        sort_by_key(&mut draws, |draw| draw.home);
        draws.dedup_by(|draw, kept| {
            let is_same = draw.home == kept.home;
            if is_same {
                kept.addresses = kept.addresses.plus(&draw.addresses);
            }
            is_same
        });
    }
    draws
}

/// A workload where it stands.
type Standing<'a> = (&'a Plan, &'a Index, &'a Workload);

fn spread(
    draws: &mut Vec<Draw>,
    standing: Standing<'_>,
    usage: &Usage,
    each: &Addresses,
    subnets: &OrderedSet<Id<Subnet>>,
) {
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
    for (family, each) in [(Family::Ipv4, ipv4), (Family::Ipv6, ipv6)] {
        // Most workloads have no IPv6 addresses, and many have no subnets.
        if each.is_empty() {
            continue;
        }
        let homes = homes(standing, subnets, family);
        for (part, home) in homes.iter().enumerate() {
            let addresses = usage.part(&each, part, homes.len());
            if !addresses.is_empty() {
                draws.push(Draw { home: *home, addresses });
            }
        }
    }
}

/// The places that addresses of a family come from: at least one.
fn homes(standing: Standing<'_>, subnets: &OrderedSet<Id<Subnet>>, family: Family) -> Vec<Home> {
    let (plan, index, workload) = standing;
    let outline = Outline::new(plan, index);
    let mut homes = Vec::new();
    for id in subnets {
        let row = plan.design().subnets.get(id);
        if row.is_some_and(|row| row.vpc == workload.vpc && row.cidr.family() == family) {
            let cidr = match outline.parent(Node::Subnet(*id)) {
                Some(Node::VpcCidr(cidr)) => Some(cidr),
                _ => None,
            };
            homes.push(Home {
                subnet: Some(*id),
                cidr,
            });
        }
    }
    if homes.is_empty() {
        let cidrs = index.vpc(workload.vpc).map(|entry| entry.cidrs()).unwrap_or_default();
        match unnamed(plan, cidrs, family) {
            Some(cidr) => homes.push(Home {
                subnet: None,
                cidr: Some(cidr),
            }),
            None if family == Family::Ipv6 => return self::homes(standing, subnets, Family::Ipv4),
            None => homes.push(Home::default()),
        }
    }
    homes
}

/// The CIDR that is drawn on when no subnet is named: of IPv4 the primary one, otherwise the first of the family.
fn unnamed(plan: &Plan, cidrs: &[(Cidr, Id<VpcCidr>)], family: Family) -> Option<Id<VpcCidr>> {
    let of_family = || {
        cidrs
            .iter()
            .filter(|(cidr, _)| cidr.family() == family)
            .map(|(_, id)| *id)
    };
    let first = of_family().next();
    // Most VPCs have one CIDR, which need not be looked at.
    if family == Family::Ipv6 || of_family().nth(1).is_none() {
        return first;
    }
    let is_primary = |id: &Id<VpcCidr>| {
        let row = plan.design().vpc_cidrs.get(id);
        row.is_some_and(|row| row.role == CidrRole::Primary)
    };
    of_family().find(is_primary).or(first)
}
