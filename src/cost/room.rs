//! Whether addresses fit into a block, however they are placed in it.

use super::addresses::{Addresses, SLOTS_OF_PREFIX};
use crate::address::{Cidr, Family};

/// What AWS keeps of each subnet: the first four addresses and the last one.
const RESERVED: u128 = 5;

/// The room for IPv4 addresses in a subnet, or in the subnets that divide a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Addresses that AWS does not keep for itself.
    pub usable: u128,
    /// /28 blocks of which AWS keeps no address: a delegated prefix takes one whole.
    pub whole_prefixes: u128,
}

impl Room {
    /// The room in one subnet.
    pub fn of_subnet(cidr: Cidr) -> Self {
        Self::of_subnets(cidr, 1)
    }

    /// The room in a block that so many subnets divide, at least one.
    pub fn of_subnets(cidr: Cidr, subnets: usize) -> Self {
        let size = match cidr.family() {
            Family::Ipv4 => 1_u128 << (Family::Ipv4.bits() - cidr.netmask_length().get()),
            // Interfaces have no IPv4 addresses there.
            Family::Ipv6 => 0,
        };
        let subnets = subnets.max(1) as u128;
        Self {
            usable: size.saturating_sub(RESERVED * subnets),
            whole_prefixes: (size / u128::from(SLOTS_OF_PREFIX)).saturating_sub(2 * subnets),
        }
    }

    /// Whether the addresses fit: prefixes into whole /28 blocks, and single ones into what these leave.
    pub fn holds(&self, addresses: &Addresses) -> bool {
        let prefixes = u128::from(addresses.ipv4_prefixes);
        prefixes <= self.whole_prefixes && u128::from(addresses.consumed_ipv4()) <= self.usable
    }
}
