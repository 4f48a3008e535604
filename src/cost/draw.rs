//! From where in the plan the addresses of a workload are drawn.

use super::addresses::Addresses;
use super::usage::Usage;
use crate::address::Family;
use crate::ordered::{OrderedSet, sort_by_key};
use crate::plan::index::Index;
use crate::plan::{CidrRole, Id, Node, Outline, Plan, PodNetwork, Subnet, Vpc, VpcCidr, Workload, WorkloadKind};

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
        if subnets.is_empty() {
            let addresses = usage.part(&each, 0, 1);
            if !addresses.is_empty() {
                let home = home_without_subnet(standing, family);
                draws.reserve_exact(1);
                draws.push(Draw { home, addresses });
            }
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
        if family == Family::Ipv6 && unnamed(index, workload.vpc, family).is_none() {
            return self::homes(standing, subnets, Family::Ipv4);
        }
        homes.push(home_without_subnet(standing, family));
    }
    homes
}

/// The place that addresses of a family come from where no subnet is named.
fn home_without_subnet(standing: Standing<'_>, family: Family) -> Home {
    let (_, index, workload) = standing;
    let cidr = unnamed(index, workload.vpc, family);
    let cidr = match family {
        Family::Ipv6 => cidr.or_else(|| unnamed(index, workload.vpc, Family::Ipv4)),
        Family::Ipv4 => cidr,
    };
    Home { subnet: None, cidr }
}

/// The CIDR that is drawn on when no subnet is named: of IPv4 the primary one, otherwise the first of the family.
fn unnamed(index: &Index, vpc: Id<Vpc>, family: Family) -> Option<Id<VpcCidr>> {
    let entry = index.vpc(vpc)?;
    // Most VPCs have one CIDR.
    if let [(cidr, id)] = entry.cidrs() {
        return (cidr.family() == family).then_some(*id);
    }
    let (mut first, mut primary) = (None, None);
    entry.each_row(vpc, |id, row| {
        if row.cidr.family() == family {
            first = first.or(Some(id));
            if row.role == CidrRole::Primary {
                primary = primary.or(Some(id));
            }
        }
    });
    match family {
        Family::Ipv4 => primary.or(first),
        Family::Ipv6 => first,
    }
}
