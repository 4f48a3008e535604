//! IPv4 and IPv6, and how long a netmask may be.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An address family. IPv4 orders before IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// IPv4: addresses of 32 bits.
    Ipv4,
    /// IPv6: addresses of 128 bits.
    Ipv6,
}

impl Family {
    /// The bits of an address: 32 or 128.
    pub const fn bits(self) -> u8 {
        match self {
            Family::Ipv4 => 32,
            Family::Ipv6 => 128,
        }
    }

    /// The netmask length of a single address: 32 or 128.
    pub const fn longest(self) -> NetmaskLength {
        NetmaskLength(self.bits())
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Family::Ipv4 => "IPv4",
            Family::Ipv6 => "IPv6",
        })
    }
}

/// How many leading bits a netmask fixes: 0 to 128, and for IPv4 at most 32 (which only the place that knows the
/// family can check: see [`NetmaskLength::fits`]).
///
/// A *shorter* length is a *larger* block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct NetmaskLength(u8);

impl NetmaskLength {
    /// A netmask length, or `None` above 128.
    pub const fn new(length: u8) -> Option<Self> {
        if length <= 128 { Some(Self(length)) } else { None }
    }

    /// The length itself up to 128, which stands for everything above.
    #[inline(always)]
    pub(super) const fn clamped(length: u8) -> Self {
        if length <= 128 { Self(length) } else { Self(128) }
    }

    /// The number of leading bits.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Whether a block of `family` can have this length.
    pub const fn fits(self, family: Family) -> bool {
        self.0 <= family.bits()
    }
}

impl TryFrom<u8> for NetmaskLength {
    type Error = String;

    fn try_from(length: u8) -> Result<Self, String> {
        Self::new(length).ok_or_else(|| format!("a netmask length is 0 to 128, not {length}"))
    }
}

impl From<NetmaskLength> for u8 {
    fn from(length: NetmaskLength) -> u8 {
        length.0
    }
}

impl fmt::Display for NetmaskLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}
