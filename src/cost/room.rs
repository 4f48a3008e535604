//! Whether addresses fit into a block, however they are placed in it.

use super::addresses::{Addresses, SLOTS_OF_IPV6_PREFIX, SLOTS_OF_PREFIX};
use crate::address::{Cidr, Family};

/// What AWS keeps of each subnet, of IPv4 and of IPv6: the first four addresses and the last one.
const RESERVED: u128 = 5;

/// The room for addresses in a subnet, or in the subnets that divide a block. It is for addresses of the family of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    family: Family,
    /// Addresses that AWS does not keep for itself.
    pub usable: u128,
    /// /28 blocks, of IPv6 /80 blocks, of which AWS keeps no address: a delegated prefix takes one whole.
    pub whole_prefixes: u128,
}

impl Room {
    /// The room in one subnet.
    pub fn of_subnet(cidr: Cidr) -> Self {
        Self::of_subnets(cidr, 1)
    }

    /// The room in a block that so many subnets divide, at least one.
    pub fn of_subnets(cidr: Cidr, subnets: usize) -> Self {
        let family = cidr.family();
        let host_bits = u32::from(family.bits() - cidr.netmask_length().get());
        // All of IPv6 is one more than can be said, and no subnet.
        let size = 1_u128.checked_shl(host_bits).unwrap_or(u128::MAX);
        let subnets = subnets.max(1) as u128;
        Self {
            family,
            usable: size.saturating_sub(RESERVED * subnets),
            whole_prefixes: (size / slots(family)).saturating_sub(2 * subnets),
        }
    }

    /// The family of the addresses that it has room for.
    pub fn family(&self) -> Family {
        self.family
    }

    /// How many delegated prefixes there are among `addresses` that take whole blocks here.
    pub fn prefixes(&self, addresses: &Addresses) -> u64 {
        match self.family {
            Family::Ipv4 => addresses.ipv4_prefixes,
            Family::Ipv6 => addresses.ipv6_prefixes,
        }
    }

    /// How many addresses `addresses` take here, all of each prefix among them.
    pub fn taken(&self, addresses: &Addresses) -> u128 {
        let single = match self.family {
            Family::Ipv4 => addresses.single_ipv4(),
            Family::Ipv6 => addresses.ipv6_addresses,
        };
        let in_prefixes = u128::from(self.prefixes(addresses)) * slots(self.family);
        u128::from(single).saturating_add(in_prefixes)
    }

    /// Whether the addresses fit: prefixes into whole blocks, and single ones into what these leave.
    pub fn holds(&self, addresses: &Addresses) -> bool {
        u128::from(self.prefixes(addresses)) <= self.whole_prefixes && self.taken(addresses) <= self.usable
    }
}

/// The addresses of a delegated prefix.
fn slots(family: Family) -> u128 {
    match family {
        Family::Ipv4 => SLOTS_OF_PREFIX.into(),
        Family::Ipv6 => SLOTS_OF_IPV6_PREFIX,
    }
}
