//! What is summed: addresses and money, for anything that has some.

use std::ops::{AddAssign, SubAssign};

use super::addresses::Addresses;
use super::money::Money;
use super::terms::{Period, Terms};
use crate::plan::{ManagementState, RegionCode};

/// Addresses and what they cost in an hour. Sums of figures are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Private IPv4 addresses and prefixes on network interfaces.
    pub ipv4: u128,
    /// IPv6 addresses and prefixes on network interfaces.
    pub ipv6: u128,
    /// Public IPv4 addresses.
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
    /// What IPAM charges for the active IPs in an hour.
    pub ipam: Money,
    /// What AWS charges for public IPv4 addresses in an hour.
    pub public_ipv4_charge: Money,
}

impl Figures {
    /// The figures of addresses in a Region, in a CIDR of this state, seen by IPAM or not.
    pub(super) fn of(
        addresses: &Addresses,
        terms: &Terms,
        region: RegionCode,
        state: Option<ManagementState>,
        is_monitored: bool,
    ) -> Self {
        let mut figures = Self {
            ipv4: addresses.active_ipv4().into(),
            ipv6: addresses.active_ipv6().into(),
            public_ipv4: addresses.public_ipv4.into(),
            consumed_ipv4: addresses.consumed_ipv4().into(),
            ..Self::default()
        };
        let mut active = figures.ipv4;
        if terms.counts_ipv6() {
            active += figures.ipv6;
        }
        if terms.counts_public_ipv4() {
            active += figures.public_ipv4;
        }
        match (is_monitored, state) {
            (false, _) => figures.unmonitored = active,
            (true, Some(ManagementState::Managed)) => figures.managed = active,
            (true, _) => figures.monitored = active,
        }
        figures.ipam = Money::of(figures.active(), terms.ipam_rate());
        if figures.public_ipv4 > 0 {
            match terms.public_ipv4_price(region).rate {
                Some(rate) => figures.public_ipv4_charge = Money::of(figures.public_ipv4, rate),
                None => figures.unpriced_public_ipv4 = figures.public_ipv4,
            }
        }
        figures
    }

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
        self.ipam += other.ipam;
        self.public_ipv4_charge += other.public_ipv4_charge;
    }
}

impl SubAssign<&Figures> for Figures {
    /// Takes off what was added before.
    fn sub_assign(&mut self, other: &Self) {
        self.ipv4 -= other.ipv4;
        self.ipv6 -= other.ipv6;
        self.public_ipv4 -= other.public_ipv4;
        self.consumed_ipv4 -= other.consumed_ipv4;
        self.managed -= other.managed;
        self.monitored -= other.monitored;
        self.unmonitored -= other.unmonitored;
        self.unpriced_public_ipv4 -= other.unpriced_public_ipv4;
        self.ipam -= other.ipam;
        self.public_ipv4_charge -= other.public_ipv4_charge;
    }
}
