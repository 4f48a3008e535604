//! What the planners state and AWS does not know: the heading, connections, demands, acceptances. What runs in VPCs and
//! what-ifs have files of their own.

use crate::ordered::OrderedSet;

use super::{AnyId, CostSettings, Id, Pool, Quotas, Row, Vpc};
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
    /// How the bill is reckoned.
    pub cost: CostSettings,
}

impl Row for About {
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}

/// A statement that two things must be able to route to one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// What it is called.
    pub name: String,
    /// How they are connected.
    pub kind: ConnectionKind,
    /// The VPCs that must reach one another.
    pub vpcs: OrderedSet<Id<Vpc>>,
    /// What the planners want to remember.
    pub note: String,
}

impl Row for Connection {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        for vpc in &self.vpcs {
            visit(AnyId::Vpc(*vpc));
        }
    }
}

/// How networks are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConnectionKind {
    /// VPC peering.
    Peering,
    /// A transit gateway.
    TransitGateway,
    /// Direct Connect.
    DirectConnect,
    /// A VPN.
    Vpn,
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
