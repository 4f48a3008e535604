//! What is summed of addresses: how many there are, apart from what they cost. Another rate changes no count.

use super::addresses::Addresses;
use super::draw::{Draw, Home, draws};
use super::figures::Figures;
use super::held::HeldAs;
use super::money::Money;
use super::terms::Terms;
use super::usage::Usage;
use crate::plan::index::{Index, VpcEntry};
use crate::plan::{Id, ManagementState, Plan, Pool, RegionCode, VpcCidr, Workload};

/// What IPAM makes of active IPs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// Billed, in a CIDR that is allocated from a pool.
    Managed,
    /// Billed, in a CIDR that is merely monitored.
    Monitored,
    /// Not billed.
    Not,
}

/// What a workload draws from one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    /// From where.
    pub(super) home: Home,
    /// The pool that the place is allocated from.
    pub(super) pool: Option<Id<Pool>>,
    region: RegionCode,
    seen: Seen,
    addresses: Addresses,
}

/// What a workload of this usage draws from each place in its VPC, which is `vpc`.
pub(super) fn drawn(
    (plan, index): (&Plan, &Index),
    terms: &Terms,
    vpc: &VpcEntry,
    workload: &Workload,
    usage: &Usage,
) -> impl ExactSizeIterator<Item = Drawn> {
    // Few plans exclude accounts.
    let account = if terms.reads_accounts() { vpc.account() } else { None };
    let account = account.and_then(|account| plan.intent().accounts.get(&account));
    let is_monitored = terms.monitors(vpc.region(), account);
    let draws = draws(plan, index, workload, usage).into_iter();
    draws.map(move |Draw { home, addresses }| {
        let row = home.cidr.and_then(|cidr| vpc.row(workload.vpc, cidr));
        let is_managed = |row: &VpcCidr| row.management_state() == ManagementState::Managed;
        let pool = row.filter(is_managed).and_then(|row| row.pool);
        Drawn {
            home,
            pool,
            region: vpc.region(),
            seen: match (is_monitored, pool) {
                (false, _) => Seen::Not,
                (true, Some(_)) => Seen::Managed,
                (true, None) => Seen::Monitored,
            },
            addresses,
        }
    })
}

/// Numbers of addresses. Sums are exact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    ipv4: u128,
    ipv6: u128,
    consumed_ipv4: u128,
    managed: u128,
    monitored: u128,
    unmonitored: u128,
    /// Public IPv4 addresses of each Region that has some, by Region: they are charged where they are.
    public_ipv4: Vec<(RegionCode, u128)>,
    /// Public IPv4 addresses that were brought to AWS, which charges nothing for them.
    brought_ipv4: u128,
    /// Addresses of contiguous blocks that Amazon provides.
    contiguous_ipv4: u128,
}

impl Counts {
    /// The counts of what is drawn from one place.
    pub(super) fn of(drawn: &Drawn, terms: &Terms) -> Self {
        let addresses = &drawn.addresses;
        let mut counts = Self {
            ipv4: addresses.active_ipv4().into(),
            ipv6: addresses.active_ipv6().into(),
            consumed_ipv4: addresses.consumed_ipv4().into(),
            ..Self::default()
        };
        let mut active = counts.ipv4;
        if terms.counts_ipv6() {
            active += counts.ipv6;
        }
        if addresses.public_ipv4 > 0 {
            counts.public_ipv4.push((drawn.region, addresses.public_ipv4.into()));
            if terms.counts_public_ipv4() {
                active += u128::from(addresses.public_ipv4);
            }
        }
        match drawn.seen {
            Seen::Managed => counts.managed = active,
            Seen::Monitored => counts.monitored = active,
            Seen::Not => counts.unmonitored = active,
        }
        counts
    }

    /// The counts of addresses that the public scope holds. None of them is on a network interface by being held.
    pub(super) fn held(region: RegionCode, addresses: u128, held_as: HeldAs) -> Self {
        let mut counts = Self::default();
        match held_as {
            HeldAs::Addresses => counts.public_ipv4.push((region, addresses)),
            HeldAs::Brought => counts.brought_ipv4 = addresses,
            HeldAs::Contiguous => counts.contiguous_ipv4 = addresses,
            HeldAs::InBlock => {}
        }
        counts
    }

    /// Adds others.
    pub(super) fn add(&mut self, other: &Self) {
        self.ipv4 += other.ipv4;
        self.ipv6 += other.ipv6;
        self.consumed_ipv4 += other.consumed_ipv4;
        self.managed += other.managed;
        self.monitored += other.monitored;
        self.unmonitored += other.unmonitored;
        self.brought_ipv4 += other.brought_ipv4;
        self.contiguous_ipv4 += other.contiguous_ipv4;
        for (region, count) in &other.public_ipv4 {
            let place = self.public_ipv4.partition_point(|(there, _)| there < region);
            match self.public_ipv4.get_mut(place) {
                Some((there, sum)) if there == region => *sum += count,
                _ => self.public_ipv4.insert(place, (*region, *count)),
            }
        }
    }

    /// Takes off what was added before.
    pub(super) fn take_off(&mut self, other: &Self) {
        self.ipv4 -= other.ipv4;
        self.ipv6 -= other.ipv6;
        self.consumed_ipv4 -= other.consumed_ipv4;
        self.managed -= other.managed;
        self.monitored -= other.monitored;
        self.unmonitored -= other.unmonitored;
        self.brought_ipv4 -= other.brought_ipv4;
        self.contiguous_ipv4 -= other.contiguous_ipv4;
        for (region, count) in &other.public_ipv4 {
            for (there, sum) in &mut self.public_ipv4 {
                if there == region {
                    *sum -= count;
                }
            }
        }
        self.public_ipv4.retain(|(_, sum)| *sum > 0);
    }

    /// The counts with what they cost.
    pub(super) fn figures(&self, terms: &Terms) -> Figures {
        let mut figures = Figures {
            ipv4: self.ipv4,
            ipv6: self.ipv6,
            consumed_ipv4: self.consumed_ipv4,
            managed: self.managed,
            monitored: self.monitored,
            unmonitored: self.unmonitored,
            brought_ipv4: self.brought_ipv4,
            contiguous_ipv4: self.contiguous_ipv4,
            ipam: Money::of(self.managed + self.monitored, terms.ipam_rate()),
            ..Figures::default()
        };
        for (region, count) in &self.public_ipv4 {
            figures.public_ipv4 += count;
            match terms.public_ipv4_price(*region).rate {
                Some(rate) => figures.public_ipv4_charge += Money::of(*count, rate),
                None => figures.unpriced_public_ipv4 += count,
            }
        }
        figures
    }
}
