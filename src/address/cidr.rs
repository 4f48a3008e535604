//! One block of addresses.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

use super::{AddressCount, Family, NetmaskLength, ParseCidrError};

/// A block of addresses: a network address and a netmask length, canonical from birth.
///
/// No bit is set behind the netmask: every constructor refuses or reports host bits, and serde goes through the same
/// door. Blocks order by family, then by first address, then larger before smaller, so that in a sorted list a block
/// stands directly before those it contains.
///
/// Two blocks nest or are disjoint: they never overlap in part. Every operation on one block or two takes constant time.
///
/// Parsing is strict, and its error says what is wrong, where, and what would be right; [`Cidr::parse_lenient`] is for
/// what people paste. What [`Display`](fmt::Display) writes is read back as the same block, always.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cidr(IpNet);

impl Cidr {
    /// Every IPv4 address: `0.0.0.0/0`.
    pub const ALL_IPV4: Self = Self(IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::UNSPECIFIED, 0)));

    /// Every IPv6 address: `::/0`.
    pub const ALL_IPV6: Self = Self(IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::UNSPECIFIED, 0)));

    /// Every address of a family.
    pub const fn all(family: Family) -> Self {
        match family {
            Family::Ipv4 => Self::ALL_IPV4,
            Family::Ipv6 => Self::ALL_IPV6,
        }
    }

    /// The block of `length` that starts at the address with the bits `first` (for IPv4 the low 32 bits).
    /// `None` when the length does not fit the family, an address is out of range, or host bits are set.
    pub fn from_bits(family: Family, first: u128, length: NetmaskLength) -> Option<Self> {
        let block = Self::truncated(family, first, length);
        (length.fits(family) && block.first_bits() == first).then_some(block)
    }

    /// The block of `length` that starts at the address `first`.
    /// `None` when the length does not fit the family of the address, or host bits are set.
    pub fn new(first: IpAddr, length: NetmaskLength) -> Option<Self> {
        Self::canonicalize(first, length)
            .filter(|block| !block.had_host_bits())
            .map(|block| block.cidr)
    }

    /// The block of `length` that holds `address`, and whether host bits had to be cleared for it.
    /// `None` when the length does not fit the family of the address.
    pub fn canonicalize(address: IpAddr, length: NetmaskLength) -> Option<Canonicalized> {
        let (family, bits) = family_and_bits(address);
        length.fits(family).then(|| Canonicalized {
            cidr: Self::truncated(family, bits, length),
            written: address,
        })
    }

    /// The block of `length` that holds the address with these bits. What does not fit the family is cut off: bits of
    /// the address above the family's, and a length beyond the family's.
    pub(super) fn truncated(family: Family, bits: u128, length: NetmaskLength) -> Self {
        let length = length.min(family.longest());
        let first = bits & !host_mask(family, length);
        match family {
            Family::Ipv4 => match Ipv4Net::new(Ipv4Addr::from_bits(first as u32), length.get()) {
                Ok(net) => Self(IpNet::V4(net)),
                Err(_) => unreachable!("the length is at most 32"),
            },
            Family::Ipv6 => match Ipv6Net::new(Ipv6Addr::from_bits(first), length.get()) {
                Ok(net) => Self(IpNet::V6(net)),
                Err(_) => unreachable!("the length is at most 128"),
            },
        }
    }

    /// The block of IPv4 at `first`, where a block of `length`, which is at most 32, begins.
    #[inline(always)]
    pub(super) fn of_ipv4(first: u32, length: u8) -> Self {
        match Ipv4Net::new(Ipv4Addr::from_bits(first), length) {
            Ok(net) => Self(IpNet::V4(net)),
            Err(_) => unreachable!("the length is at most 32"),
        }
    }

    /// IPv4 or IPv6.
    #[inline(always)]
    pub const fn family(self) -> Family {
        match self.0 {
            IpNet::V4(_) => Family::Ipv4,
            IpNet::V6(_) => Family::Ipv6,
        }
    }

    /// The netmask length.
    #[inline(always)]
    pub const fn netmask_length(self) -> NetmaskLength {
        NetmaskLength::clamped(match self.0 {
            IpNet::V4(net) => net.prefix_len(),
            IpNet::V6(net) => net.prefix_len(),
        })
    }

    /// The first address (the network address).
    pub const fn first(self) -> IpAddr {
        match self.0 {
            IpNet::V4(net) => IpAddr::V4(net.addr()),
            IpNet::V6(net) => IpAddr::V6(net.addr()),
        }
    }

    /// The last address.
    pub fn last(self) -> IpAddr {
        self.0.broadcast()
    }

    /// The bits of the first address; for IPv4 the low 32 of them.
    pub const fn first_bits(self) -> u128 {
        match self.0 {
            IpNet::V4(net) => net.addr().to_bits() as u128,
            IpNet::V6(net) => net.addr().to_bits(),
        }
    }

    /// The bits of the last address; for IPv4 the low 32 of them.
    pub const fn last_bits(self) -> u128 {
        self.first_bits() | host_mask(self.family(), self.netmask_length())
    }

    /// The first and the last address of a block of IPv4, in the width of the family: numbers of 128 bits are slow in
    /// WebAssembly.
    #[inline(always)]
    pub(crate) fn ipv4_bounds(self) -> Option<(u32, u32)> {
        match self.0 {
            IpNet::V4(net) => {
                let first = net.addr().to_bits();
                Some((
                    first,
                    first | u32::MAX.checked_shr(net.prefix_len().into()).unwrap_or(0),
                ))
            }
            IpNet::V6(_) => None,
        }
    }

    /// Likewise, both in one number: ranges then order by their first address.
    #[inline(always)]
    pub(crate) fn ipv4_range(self) -> Option<u64> {
        let (first, last) = self.ipv4_bounds()?;
        Some(u64::from(first) << u32::BITS | u64::from(last))
    }

    /// How many addresses the block holds.
    pub fn size(self) -> AddressCount {
        AddressCount::of_block(self.family(), self.netmask_length()).unwrap_or_default()
    }

    /// Whether every address of `other` is in this block. False across families.
    pub fn contains(self, other: Self) -> bool {
        // In the width of the family: numbers of 128 bits are slow in WebAssembly, and this is what sweeps spend their time with.
        let (length, of_other, alike) = match (self.0, other.0) {
            (IpNet::V4(one), IpNet::V4(other)) => {
                let differ = one.addr().to_bits() ^ other.addr().to_bits();
                (one.prefix_len(), other.prefix_len(), differ.leading_zeros())
            }
            (IpNet::V6(one), IpNet::V6(other)) => {
                let differ = one.addr().to_bits() ^ other.addr().to_bits();
                (one.prefix_len(), other.prefix_len(), differ.leading_zeros())
            }
            _ => return false,
        };
        length <= of_other && u32::from(length) <= alike
    }

    /// Whether the block holds `address`. False across families: an IPv4-mapped IPv6 address is an IPv6 address.
    pub fn contains_address(self, address: IpAddr) -> bool {
        let (family, bits) = family_and_bits(address);
        self.family() == family && self.contains_bits(bits)
    }

    /// Whether some address is in both blocks. Blocks nest or are disjoint, so one then contains the other.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// Whether the block holds the address of its own family with these bits.
    fn contains_bits(self, bits: u128) -> bool {
        bits & !host_mask(self.family(), self.netmask_length()) == self.first_bits()
    }
}

impl PartialEq for Cidr {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cidr {}

impl PartialOrd for Cidr {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cidr {
    /// As `ipnet` orders, but in numbers: it compares arrays of bytes, by a call for each.
    /// IPv4 inline: every search among blocks compares them.
    #[inline(always)]
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0, other.0) {
            (IpNet::V4(one), IpNet::V4(other)) => ipv4(one).cmp(&ipv4(other)),
            _ => self.cmp_any(*other),
        }
    }
}

impl Cidr {
    fn cmp_any(self, other: Self) -> Ordering {
        match (self.0, other.0) {
            (IpNet::V4(one), IpNet::V4(other)) => ipv4(one).cmp(&ipv4(other)),
            (IpNet::V6(one), IpNet::V6(other)) => ipv6(one).cmp(&ipv6(other)),
            (IpNet::V4(_), IpNet::V6(_)) => Ordering::Less,
            (IpNet::V6(_), IpNet::V4(_)) => Ordering::Greater,
        }
    }
}

impl Hash for Cidr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.0 {
            IpNet::V4(net) => state.write_u64(ipv4(net)),
            IpNet::V6(net) => {
                let (address, length) = ipv6(net);
                state.write_u128(address);
                state.write_u8(length);
            }
        }
    }
}

/// An IPv4 block as a number: they order as the blocks do.
#[inline(always)]
fn ipv4(net: Ipv4Net) -> u64 {
    u64::from(net.addr().to_bits()) << 8 | u64::from(net.prefix_len())
}

/// Likewise an IPv6 block.
fn ipv6(net: Ipv6Net) -> (u128, u8) {
    (net.addr().to_bits(), net.prefix_len())
}

/// The bits behind the netmask: those which differ within one block.
pub(super) const fn host_mask(family: Family, length: NetmaskLength) -> u128 {
    // For IPv4 the 96 high bits are not part of an address; `!host_mask` lets them stand, so that they are noticed.
    let host_bits = family.bits().saturating_sub(length.get()) as u32;
    // By halves: to shift 128 bits is a call in WebAssembly.
    match host_bits {
        0..64 => ((1_u64 << host_bits) - 1) as u128,
        64..128 => (((1_u64 << (host_bits - 64)) - 1) as u128) << 64 | u64::MAX as u128,
        _ => u128::MAX,
    }
}

/// An address as this module computes with it.
pub(super) fn family_and_bits(address: IpAddr) -> (Family, u128) {
    match address {
        IpAddr::V4(address) => (Family::Ipv4, u128::from(address.to_bits())),
        IpAddr::V6(address) => (Family::Ipv6, address.to_bits()),
    }
}

/// A block, and the address it was written with, which may lie anywhere inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canonicalized {
    /// The block, canonical as ever.
    pub cidr: Cidr,
    /// The address that was given for it.
    pub written: IpAddr,
}

impl Canonicalized {
    /// Whether the address that was given is not the first of the block, so that something was lost.
    pub fn had_host_bits(self) -> bool {
        self.written != self.cidr.first()
    }
}

/// `10.0.0.0/16`, `2001:db8::/32`. An IPv4-mapped IPv6 block is written in groups alone (`::ffff:a00:0/104`), because
/// the usual dotted form is what the parser refuses: whoever writes it means the IPv4 block.
impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first() {
            IpAddr::V6(first) if first.to_ipv4_mapped().is_some() => {
                let [.., high, low] = first.segments();
                write!(f, "::ffff:{high:x}:{low:x}{}", self.netmask_length())
            }
            _ => self.0.fmt(f),
        }
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
