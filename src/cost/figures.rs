//! What is summed: addresses and money, for anything that has some.

use std::ops::AddAssign;

use super::money::Money;
use super::terms::{Period, Terms};

/// Addresses and what they cost in an hour. Sums of figures are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Private IPv4 addresses and prefixes on network interfaces.
    pub ipv4: u128,
    /// IPv6 addresses and prefixes on network interfaces.
    pub ipv6: u128,
    /// Public IPv4 addresses that AWS charges for, each by the hour.
    pub public_ipv4: u128,
    /// The IPv4 addresses that subnets lose: a prefix takes sixteen.
    pub consumed_ipv4: u128,
    /// Active IPs that are billed, in CIDRs that are allocated from a pool.
    pub managed: u128,
    /// Active IPs that are billed, in CIDRs that IPAM merely monitors: from no pool, or ignored.
    pub monitored: u128,
    /// What would be active IPs if IPAM saw them: the Region is no operating Region, or the account is excluded.
    pub unmonitored: u128,
    /// Public IPv4 addresses in Regions for which there is no price.
    pub unpriced_public_ipv4: u128,
    /// Public IPv4 addresses that were brought to AWS, which charges nothing for them.
    pub brought_ipv4: u128,
    /// Addresses of contiguous blocks that Amazon provides, for which it charges at a rate that no source confirms: they are in
    /// no amount.
    pub contiguous_ipv4: u128,
    /// What IPAM charges for the active IPs in an hour.
    pub ipam: Money,
    /// What AWS charges for public IPv4 addresses in an hour.
    pub public_ipv4_charge: Money,
}

impl Figures {
    /// The active IPs that are billed.
    pub fn active(&self) -> u128 {
        self.managed + self.monitored
    }

    /// What IPAM charges in a period.
    pub fn ipam_for(&self, terms: &Terms, period: Period) -> Money {
        self.ipam.for_hours(terms.hours(period))
    }

    /// What public IPv4 addresses cost in a period.
    pub fn public_ipv4_for(&self, terms: &Terms, period: Period) -> Money {
        self.public_ipv4_charge.for_hours(terms.hours(period))
    }

    /// Both charges of a period.
    pub fn total_for(&self, terms: &Terms, period: Period) -> Money {
        self.ipam_for(terms, period) + self.public_ipv4_for(terms, period)
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign<&Figures> for Figures {
    fn add_assign(&mut self, other: &Self) {
        self.ipv4 += other.ipv4;
        self.ipv6 += other.ipv6;
        self.public_ipv4 += other.public_ipv4;
        self.consumed_ipv4 += other.consumed_ipv4;
        self.managed += other.managed;
        self.monitored += other.monitored;
        self.unmonitored += other.unmonitored;
        self.unpriced_public_ipv4 += other.unpriced_public_ipv4;
        self.brought_ipv4 += other.brought_ipv4;
        self.contiguous_ipv4 += other.contiguous_ipv4;
        self.ipam += other.ipam;
        self.public_ipv4_charge += other.public_ipv4_charge;
    }
}
