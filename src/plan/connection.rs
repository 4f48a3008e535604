//! What must be able to route to what: connections, and the networks on premises at the far end of some.

use super::{AnyId, Id, Row, Vpc};
use crate::address::Cidr;
use crate::ordered::OrderedSet;

/// A network that is not in AWS: an office, a data center, a partner. AWS calls it an on-premises network.
///
/// It lies in no scope, since IPAM knows nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// What it is called.
    pub name: String,
    /// The addresses that are used in it, or routed to it.
    pub cidrs: OrderedSet<Cidr>,
    /// What the planners want to remember.
    pub note: String,
}

impl Row for Network {
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}

/// A statement that several things must be able to route to one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// What it is called.
    pub name: String,
    /// How they are connected.
    pub kind: ConnectionKind,
    /// The VPCs that must reach the others.
    pub vpcs: OrderedSet<Id<Vpc>>,
    /// The networks on premises that must reach the others.
    pub networks: OrderedSet<Id<Network>>,
    /// What the planners want to remember.
    pub note: String,
}

impl Connection {
    /// A connection of nothing yet.
    pub fn new(kind: ConnectionKind) -> Self {
        Self {
            name: String::new(),
            kind,
            vpcs: OrderedSet::new(),
            networks: OrderedSet::new(),
            note: String::new(),
        }
    }

    /// What it connects: the VPCs, then the networks, each by id.
    pub fn ends(&self) -> impl Iterator<Item = End> + '_ {
        let vpcs = self.vpcs.iter().map(|id| End::Vpc(*id));
        vpcs.chain(self.networks.iter().map(|id| End::Network(*id)))
    }

    /// Whether it connects `end`.
    pub fn has(&self, end: End) -> bool {
        match end {
            End::Vpc(id) => self.vpcs.contains(&id),
            End::Network(id) => self.networks.contains(&id),
        }
    }
}

impl Row for Connection {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        for vpc in &self.vpcs {
            visit(AnyId::Vpc(*vpc));
        }
        for network in &self.networks {
            visit(AnyId::Network(*network));
        }
    }
}

/// What a connection can connect. VPCs order before networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// A VPC.
    Vpc(Id<Vpc>),
    /// A network on premises.
    Network(Id<Network>),
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
