//! What there is in a plan, in the few figures that a reviewer looks at first.

use crate::address::{AddressCount, Family};
use crate::cost::{Money, Period};
use crate::export::Source;

/// What there is in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// Pools.
    pub pools: usize,
    /// VPCs.
    pub vpcs: usize,
    /// Subnets.
    pub subnets: usize,
    /// IPv4 addresses of the CIDRs of VPCs.
    pub vpc_addresses: AddressCount,
    /// Active IPs that IPAM bills.
    pub active_ips: u128,
    /// What IPAM and public IPv4 addresses cost in a month of the plan's hours.
    pub monthly: Money,
    /// Findings that are not accepted.
    pub findings: usize,
}

impl Total {
    pub(super) fn of(plan: Source<'_>) -> Self {
        let design = plan.plan.design();
        let mut vpc_addresses = AddressCount::ZERO;
        for row in design
            .vpc_cidrs
            .values()
            .filter(|row| row.cidr.family() == Family::Ipv4)
        {
            vpc_addresses += row.cidr.size();
        }
        let figures = plan.estimate.total();
        let open = plan.findings.iter().filter(|finding| finding.acceptance.is_none());
        Self {
            pools: design.pools.len(),
            vpcs: design.vpcs.len(),
            subnets: design.subnets.len(),
            vpc_addresses,
            active_ips: figures.active(),
            monthly: figures.total_for(plan.estimate.terms(), Period::Month),
            findings: open.count(),
        }
    }
}
