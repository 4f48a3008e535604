//! One block of addresses.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

use super::{AddressCount, Family, NetmaskLength};

/// A block of addresses: a network address and a netmask length, canonical from birth.
///
/// No bit is set behind the netmask: every constructor refuses or reports host bits, and serde goes through the same
/// door. Blocks order by family, then by first address, then larger before smaller, so that in a sorted list a block
/// stands directly before those it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cidr(IpNet);

impl Cidr {
    /// The block of `length` that starts at the address with the bits `first` (for IPv4 the low 32 bits).
    /// `None` when the length does not fit the family, an address is out of range, or host bits are set.
    pub fn from_bits(family: Family, first: u128, length: NetmaskLength) -> Option<Self> {
        let net = match family {
            Family::Ipv4 => {
                let address = u32::try_from(first).ok()?;
                IpNet::V4(Ipv4Net::new(address.into(), length.get()).ok()?)
            }
            Family::Ipv6 => IpNet::V6(Ipv6Net::new(first.into(), length.get()).ok()?),
        };
        (net.trunc() == net).then_some(Self(net))
    }

    /// IPv4 or IPv6.
    pub fn family(self) -> Family {
        match self.0 {
            IpNet::V4(_) => Family::Ipv4,
            IpNet::V6(_) => Family::Ipv6,
        }
    }

    /// The netmask length.
    pub fn netmask_length(self) -> NetmaskLength {
        NetmaskLength::clamped(self.0.prefix_len())
    }

    /// The first address (the network address).
    pub fn first(self) -> IpAddr {
        self.0.network()
    }

    /// The last address.
    pub fn last(self) -> IpAddr {
        self.0.broadcast()
    }

    /// The bits of the first address; for IPv4 the low 32 of them.
    pub fn first_bits(self) -> u128 {
        match self.0 {
            IpNet::V4(net) => u128::from(u32::from(net.addr())),
            IpNet::V6(net) => u128::from(net.addr()),
        }
    }

    /// The bits of the last address; for IPv4 the low 32 of them.
    pub fn last_bits(self) -> u128 {
        match self.0 {
            IpNet::V4(net) => u128::from(u32::from(net.broadcast())),
            IpNet::V6(net) => u128::from(net.broadcast()),
        }
    }

    /// How many addresses the block holds.
    pub fn size(self) -> AddressCount {
        AddressCount::of_block(self.family(), self.netmask_length()).unwrap_or_default()
    }

    /// Whether every address of `other` is in this block. False across families.
    pub fn contains(self, other: Self) -> bool {
        self.0.contains(&other.0)
    }

    /// Whether some address is in both blocks. Blocks nest or are disjoint, so one then contains the other.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Cidr> for String {
    fn from(cidr: Cidr) -> String {
        cidr.to_string()
    }
}

impl TryFrom<String> for Cidr {
    type Error = ParseCidrError;

    fn try_from(text: String) -> Result<Self, ParseCidrError> {
        text.parse()
    }
}

impl FromStr for Cidr {
    type Err = ParseCidrError;

    fn from_str(text: &str) -> Result<Self, ParseCidrError> {
        let net: IpNet = text.parse().map_err(|_| ParseCidrError { text: text.to_owned() })?;
        if net.trunc() == net {
            Ok(Self(net))
        } else {
            Err(ParseCidrError { text: text.to_owned() })
        }
    }
}

/// Why a text is not a CIDR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseCidrError {
    text: String,
}

impl fmt::Display for ParseCidrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not a CIDR", self.text)
    }
}

impl std::error::Error for ParseCidrError {}
