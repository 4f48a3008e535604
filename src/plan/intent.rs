//! What the planners state and AWS does not know: workloads, demands, acceptances, scenarios.

use crate::ordered::OrderedSet;

use super::{AnyId, Id, Pool, Quotas, Row, Subnet, Vpc};
use crate::address::NetmaskLength;

/// The plan as a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What the plan is called.
    pub name: String,
    /// What the planners want to remember.
    pub note: String,
    /// The quotas that are not AWS's defaults.
    pub quotas: Quotas,
}

impl Row for About {
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}

/// What runs in a VPC and holds addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// What it is called.
    pub name: String,
    /// The VPC it runs in.
    pub vpc: Id<Vpc>,
    /// The subnets it draws its addresses from; none means the primary CIDR.
    pub subnets: OrderedSet<Id<Subnet>>,
    /// What it is.
    pub kind: WorkloadKind,
    /// What the planners want to remember.
    pub note: String,
}

impl Row for Workload {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Vpc(self.vpc));
        for subnet in &self.subnets {
            visit(AnyId::Subnet(*subnet));
        }
    }
}

/// Where the addresses of a workload come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkloadKind {
    /// A plain number of active addresses.
    Addresses {
        /// Active IPv4 addresses.
        ipv4: u64,
        /// Active IPv6 addresses.
        ipv6: u64,
    },
}

/// Blocks wanted from a pool and not placed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// What they are for.
    pub name: String,
    /// The pool they are wanted from.
    pub pool: Id<Pool>,
    /// The size of each.
    pub netmask_length: NetmaskLength,
    /// How many.
    pub count: u32,
    /// What the planners want to remember.
    pub note: String,
}

impl Row for Demand {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Pool(self.pool));
    }
}

/// A finding that somebody has accepted. It reopens when its evidence changes, since that is part of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The finding's key: its code, subjects and evidence.
    pub finding: String,
    /// Why it is accepted.
    pub reason: String,
}

impl Row for Acceptance {
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}

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
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}

/// One assumption of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// Active addresses grow by so many percent a year, compounded.
    GrowthPerYear {
        /// Percent.
        percent: u32,
    },
}
