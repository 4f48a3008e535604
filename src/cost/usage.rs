//! The addresses of a workload, with the working.

use std::fmt;

use super::addresses::Addresses;
use super::kubernetes::NodeModel;
use crate::address::AddressCount;
use crate::plan::{Instances, PlainAddresses, WorkloadKind, ZonalInterfaces, ZonalService};

/// The addresses of a workload: so many units, each with so many addresses.
///
/// What is billed and what subnets lose are two figures: a delegated prefix is billed like one address and takes sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// How many units: what grows, and what is spread over subnets, whole.
    pub units: u64,
    /// What a unit is.
    pub unit: Unit,
    /// What each unit has in the subnets of the workload.
    pub each: Addresses,
    /// What each unit has in the subnets of its pods, where these are others.
    pub each_pods: Addresses,
    /// The working of a Kubernetes node.
    pub node: Option<NodeModel>,
}

/// What a workload is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Addresses, each for itself.
    Addresses,
    /// EC2 instances.
    Instance,
    /// Things of a service, with interfaces in several Availability Zones.
    Service(ZonalService),
    /// Kubernetes nodes.
    Node,
}

impl Unit {
    /// The word for one of them, and for several.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Unit::Addresses => ("time", "times"),
            Unit::Instance => ("instance", "instances"),
            Unit::Service(ZonalService::LoadBalancer) => ("load balancer", "load balancers"),
            Unit::Service(ZonalService::NatGateway) => ("NAT gateway", "NAT gateways"),
            Unit::Service(ZonalService::InterfaceEndpoint) => ("interface endpoint", "interface endpoints"),
            Unit::Service(ZonalService::Lambda) => ("Lambda function", "Lambda functions"),
            Unit::Service(ZonalService::Database) => ("database", "databases"),
            Unit::Service(ZonalService::Other) => ("thing", "things"),
            Unit::Node => ("node", "nodes"),
        }
    }
}

impl Usage {
    /// The addresses of a workload of this kind.
    pub fn of(kind: &WorkloadKind) -> Self {
        let (units, unit, each) = match kind {
            WorkloadKind::Addresses(plain) => (1, Unit::Addresses, of_plain(plain)),
            WorkloadKind::Instances(instances) => (instances.count.into(), Unit::Instance, of_instance(instances)),
            WorkloadKind::ZonalInterfaces(zonal) => (zonal.count.into(), Unit::Service(zonal.service), of_zonal(zonal)),
            WorkloadKind::NodeGroup(group) => {
                let node = NodeModel::of(group);
                return Self {
                    units: group.nodes.into(),
                    unit: Unit::Node,
                    each: node.own,
                    each_pods: node.pods,
                    node: Some(node),
                };
            }
        };
        Self {
            units,
            unit,
            each,
            each_pods: Addresses::default(),
            node: None,
        }
    }

    /// What it has in its own subnets, all units together.
    pub fn own(&self) -> Addresses {
        self.each.times(self.units)
    }

    /// What it has in the subnets of its pods, all units together.
    pub fn pods(&self) -> Addresses {
        self.each_pods.times(self.units)
    }

    /// All that it has.
    pub fn total(&self) -> Addresses {
        self.own().plus(&self.pods())
    }

    /// The same with so many units as `grow` makes of them; plain addresses grow each for itself.
    #[must_use]
    pub fn grown(&self, grow: impl Fn(u64) -> u64) -> Self {
        match self.unit {
            Unit::Addresses => Self {
                each: self.each.map(grow),
                ..*self
            },
            _ => Self {
                units: grow(self.units),
                ..*self
            },
        }
    }

    /// What falls to part number `part` of `parts` when it is spread evenly: instances and nodes are whole, everything else is
    /// spread address by address. The first parts have one more. All parts together are the whole.
    pub fn part(&self, each: &Addresses, part: usize, parts: usize) -> Addresses {
        let share = |number: u64| {
            let (part, parts) = (part as u64, parts.max(1) as u64);
            number / parts + u64::from(part < number % parts)
        };
        match self.unit {
            // A unit that is more than is counted is no whole one: then the sum has to be right.
            Unit::Instance | Unit::Node if each.times(self.units) == exact(each, self.units) => {
                each.times(share(self.units))
            }
            _ => each.times(self.units).map(share),
        }
    }
}

/// The product without the limit of [`Addresses::times`], as far as a `u64` goes.
fn exact(each: &Addresses, units: u64) -> Addresses {
    let times = |number: u64| number.saturating_mul(units);
    Addresses {
        primary_ipv4: times(each.primary_ipv4),
        secondary_ipv4: times(each.secondary_ipv4),
        ipv4_prefixes: times(each.ipv4_prefixes),
        ipv6_addresses: times(each.ipv6_addresses),
        ipv6_prefixes: times(each.ipv6_prefixes),
        public_ipv4: times(each.public_ipv4),
    }
}

fn of_plain(plain: &PlainAddresses) -> Addresses {
    Addresses {
        secondary_ipv4: plain.ipv4.into(),
        ipv6_addresses: plain.ipv6.into(),
        public_ipv4: plain.public_ipv4.into(),
        ..Addresses::default()
    }
}

fn of_instance(instances: &Instances) -> Addresses {
    let interfaces = u64::from(instances.interfaces);
    let further = instances.ipv4_per_interface.saturating_sub(1);
    Addresses {
        primary_ipv4: interfaces * u64::from(instances.ipv4_per_interface.min(1)),
        secondary_ipv4: interfaces * u64::from(further),
        ipv6_addresses: interfaces * u64::from(instances.ipv6_per_interface),
        public_ipv4: instances.public_ipv4_per_instance.into(),
        ..Addresses::default()
    }
}

fn of_zonal(zonal: &ZonalInterfaces) -> Addresses {
    let interfaces = u64::from(zonal.zones) * u64::from(zonal.interfaces_per_zone);
    let one = Addresses {
        primary_ipv4: 1,
        ipv6_addresses: zonal.ipv6_per_interface.into(),
        public_ipv4: zonal.public_ipv4_per_interface.into(),
        ..Addresses::default()
    };
    one.times(interfaces)
}

impl fmt::Display for Usage {
    /// The working: "3 interfaces + 27 secondary = 30 per node × 100 nodes = 3,000".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = self.each.plus(&self.each_pods);
        let parts = [
            (each.primary_ipv4, "interface", "interfaces"),
            (each.secondary_ipv4, "secondary", "secondary"),
            (each.ipv4_prefixes, "/28 prefix", "/28 prefixes"),
            (each.ipv6_addresses, "IPv6 address", "IPv6 addresses"),
            (each.ipv6_prefixes, "/80 prefix", "/80 prefixes"),
            (each.public_ipv4, "public IPv4", "public IPv4"),
        ];
        let (mut terms, mut sum) = (0, 0_u64);
        for (count, one, many) in parts.into_iter().filter(|(count, ..)| *count > 0) {
            let plus = if terms == 0 { "" } else { " + " };
            let word = match (self.unit, one) {
                (Unit::Addresses, "secondary") => "IPv4",
                _ if count == 1 => one,
                _ => many,
            };
            write!(f, "{plus}{} {word}", AddressCount::from(count))?;
            terms += 1;
            sum += count;
        }
        if terms == 0 {
            return f.write_str("no addresses");
        }
        if terms > 1 {
            write!(f, " = {}", AddressCount::from(sum))?;
        }
        if self.unit == Unit::Addresses {
            return Ok(());
        }
        let (one, many) = self.unit.words();
        let word = if self.units == 1 { one } else { many };
        let total = self.total();
        let total = total.active_ipv4() + total.active_ipv6() + total.public_ipv4;
        write!(
            f,
            " per {one} × {} {word} = {}",
            AddressCount::from(self.units),
            AddressCount::from(total)
        )
    }
}
