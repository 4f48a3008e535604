//! Ranges of IPv4 that AWS, or everybody, treats apart.

use std::fmt;
use std::net::Ipv4Addr;

use crate::address::Cidr;

/// A block of IPv4 and what it is known for.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    first: Ipv4Addr,
    length: u8,
    /// What it is, as the end of a sentence: "used by Docker".
    pub(super) known_for: &'static str,
}

impl Range {
    pub(super) const fn new([a, b, c, d]: [u8; 4], length: u8, known_for: &'static str) -> Self {
        Self {
            first: Ipv4Addr::new(a, b, c, d),
            length,
            known_for,
        }
    }

    /// Its first and its last address.
    pub(super) fn bounds(self) -> (u32, u32) {
        let first = u32::from(self.first);
        let hosts = u32::MAX.checked_shr(self.length.into()).unwrap_or(0);
        (first, first | hosts)
    }

    /// Whether all of `cidr` lies in it.
    pub(super) fn holds(self, cidr: Cidr) -> bool {
        let (first, last) = self.bounds();
        (cidr.ipv4_bounds()).is_some_and(|(first_inside, last_inside)| first <= first_inside && last_inside <= last)
    }

    /// Whether it shares an address with `cidr`.
    pub(super) fn meets(self, cidr: Cidr) -> bool {
        let (first, last) = self.bounds();
        (cidr.ipv4_bounds()).is_some_and(|(first_there, last_there)| first <= last_there && first_there <= last)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.length)
    }
}

/// The ranges that AWS does not take for a VPC: <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.
pub(super) const REFUSED: [Range; 4] = [
    Range::new([0, 0, 0, 0], 8, "\"this network\""),
    Range::new([127, 0, 0, 0], 8, "the host's own addresses"),
    Range::new([169, 254, 0, 0], 16, "link-local addresses"),
    Range::new([224, 0, 0, 0], 4, "multicast addresses"),
];

/// The private ranges of RFC 1918.
pub(super) const RFC_1918: [Range; 3] = [
    Range::new([10, 0, 0, 0], 8, ""),
    Range::new([172, 16, 0, 0], 12, ""),
    Range::new([192, 168, 0, 0], 16, ""),
];

/// The space that carriers share among their customers: RFC 6598.
pub(super) const SHARED: Range = Range::new([100, 64, 0, 0], 10, "shared address space");

/// The part of the benchmarking range that AWS services use inside themselves.
pub(super) const AWS_INTERNAL: Range = Range::new([198, 19, 0, 0], 16, "used by AWS services");

/// Ranges that are set aside for other ends, beside those that AWS refuses: the registry of IANA,
/// <https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml>, without those that it calls
/// globally reachable (192.31.196.0/24, 192.52.193.0/24, 192.175.48.0/24), which are public addresses like others.
pub(super) const SET_ASIDE: [Range; 7] = [
    Range::new([192, 0, 0, 0], 24, "kept for protocols"),
    Range::new([192, 0, 2, 0], 24, "kept for documentation"),
    Range::new([192, 88, 99, 0], 24, "kept from the days of 6to4"),
    Range::new([198, 18, 0, 0], 15, "kept for measuring network devices"),
    Range::new([198, 51, 100, 0], 24, "kept for documentation"),
    Range::new([203, 0, 113, 0], 24, "kept for documentation"),
    Range::new([240, 0, 0, 0], 4, "kept for future use"),
];
