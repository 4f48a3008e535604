//! What becomes of a connection whose ends hold the same addresses.

use crate::plan::{ConnectionKind, End};

/// What an overlap means for a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// AWS refuses it.
    Refused,
    /// AWS attaches both VPCs to the transit gateway, and does not propagate the route to the one that comes second.
    NotPropagated,
    /// In the VPC its local route wins, even over a more specific one: what has the same addresses on premises cannot be reached
    /// from it.
    Hidden,
    /// No page that the planner rests on says what AWS does; but what has the same address twice cannot be told apart by a route.
    Unroutable,
}

impl Consequence {
    /// The page that says so, if one does.
    pub fn page(self) -> Option<&'static str> {
        match self {
            Consequence::Refused => Some("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"),
            Consequence::NotPropagated => Some(
                "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html",
            ),
            Consequence::Hidden => Some("https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html"),
            Consequence::Unroutable => None,
        }
    }
}

/// What an overlap of `one` and `other` means for a connection of `kind`.
pub fn consequence(kind: ConnectionKind, one: End, other: End) -> Consequence {
    match (one, other, kind) {
        (End::Network(_), End::Network(_), _) => Consequence::Unroutable,
        (End::Network(_), End::Vpc(_), _) | (End::Vpc(_), End::Network(_), _) => Consequence::Hidden,
        (End::Vpc(_), End::Vpc(_), ConnectionKind::Peering | ConnectionKind::DirectConnect) => Consequence::Refused,
        (End::Vpc(_), End::Vpc(_), ConnectionKind::TransitGateway) => Consequence::NotPropagated,
        (End::Vpc(_), End::Vpc(_), ConnectionKind::Vpn) => Consequence::Unroutable,
    }
}
