//! What is summed of addresses: how many there are, apart from what they cost. Another rate changes no count.

use super::addresses::Addresses;
use super::draw::{Draw, Home, draws};
use super::figures::Figures;
use super::held::HeldAs;
use super::money::Money;
use super::terms::Terms;
use super::usage::Usage;
use crate::plan::index::{Index, VpcEntry};
use crate::plan::{Account, Id, ManagementState, Plan, Pool, RegionCode, VpcCidr, Workload};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    /// From where.
    pub(super) home: Home,
    /// The pool that the place is allocated from.
    pub(super) pool: Option<Id<Pool>>,
    seen: Seen,
    addresses: Addresses,
}

/// Whether IPAM monitors what is in a VPC.
pub(super) fn is_monitored(plan: &Plan, terms: &Terms, region: RegionCode, account: Option<Id<Account>>) -> bool {
    // Few plans exclude accounts.
    let account = account.filter(|_| terms.reads_accounts());
    terms.monitors(region, account.and_then(|account| plan.intent().accounts.get(&account)))
}

/// What a workload of this usage draws from each place in its VPC, which is `vpc`.
pub(super) fn drawn(
    (plan, index): (&Plan, &Index),
    is_monitored: bool,
    vpc: &VpcEntry,
    workload: &Workload,
    usage: &Usage,
) -> impl ExactSizeIterator<Item = Drawn> {
    let draws = draws(plan, index, workload, usage).into_iter();
    draws.map(move |Draw { home, addresses }| {
        let row = home.cidr.and_then(|cidr| vpc.row(workload.vpc, cidr));
        let is_managed = |row: &VpcCidr| row.management_state() == ManagementState::Managed;
        let pool = row.filter(is_managed).and_then(|row| row.pool);
        Drawn {
            home,
            pool,
            seen: match (is_monitored, pool) {
                (false, _) => Seen::Not,
                (true, Some(_)) => Seen::Managed,
                (true, None) => Seen::Monitored,
            },
            addresses,
        }
    })
}

/// Numbers of addresses, apart from what they cost and from which of them count as active IPs: neither changes a sum. Sums are
/// exact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    managed: Active,
    monitored: Active,
    unmonitored: Active,
    consumed_ipv4: u128,
    /// Public IPv4 addresses of each Region that has some, by Region: they are charged where they are.
    public_ipv4: Vec<(RegionCode, u128)>,
    /// Public IPv4 addresses that were brought to AWS, which charges nothing for them.
    brought_ipv4: u128,
    /// Addresses of contiguous blocks that Amazon provides.
    contiguous_ipv4: u128,
}

/// What is, or may be, active IPs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Active {
    ipv4: u128,
    ipv6: u128,
    public_ipv4: u128,
}

impl Active {
    /// How many of them count.
    fn counted(&self, terms: &Terms) -> u128 {
        let mut counted = self.ipv4;
        if terms.counts_ipv6() {
            counted += self.ipv6;
        }
        if terms.counts_public_ipv4() {
            counted += self.public_ipv4;
        }
        counted
    }

    fn add(&mut self, other: &Self) {
        self.ipv4 += other.ipv4;
        self.ipv6 += other.ipv6;
        self.public_ipv4 += other.public_ipv4;
    }

    fn take_off(&mut self, other: &Self) {
        self.ipv4 -= other.ipv4;
        self.ipv6 -= other.ipv6;
        self.public_ipv4 -= other.public_ipv4;
    }
}

impl Counts {
    /// The counts of what is drawn from one place in a Region.
    pub(super) fn of(drawn: &Drawn, region: RegionCode) -> Self {
        let mut counts = Self::default();
        counts.add_drawn(drawn, region);
        counts
    }

    /// Adds what is drawn from one place in a Region.
    pub(super) fn add_drawn(&mut self, drawn: &Drawn, region: RegionCode) {
        let addresses = &drawn.addresses;
        let seen = match drawn.seen {
            Seen::Managed => &mut self.managed,
            Seen::Monitored => &mut self.monitored,
            Seen::Not => &mut self.unmonitored,
        };
        seen.ipv4 += u128::from(addresses.active_ipv4());
        seen.ipv6 += u128::from(addresses.active_ipv6());
        seen.public_ipv4 += u128::from(addresses.public_ipv4);
        self.consumed_ipv4 += u128::from(addresses.consumed_ipv4());
        if addresses.public_ipv4 > 0 {
            self.add_public_ipv4(region, addresses.public_ipv4.into());
        }
    }

    fn add_public_ipv4(&mut self, region: RegionCode, count: u128) {
        let place = self.public_ipv4.partition_point(|(there, _)| *there < region);
        match self.public_ipv4.get_mut(place) {
            Some((there, sum)) if *there == region => *sum += count,
            _ => self.public_ipv4.insert(place, (region, count)),
        }
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
        self.managed.add(&other.managed);
        self.monitored.add(&other.monitored);
        self.unmonitored.add(&other.unmonitored);
        self.consumed_ipv4 += other.consumed_ipv4;
        self.brought_ipv4 += other.brought_ipv4;
        self.contiguous_ipv4 += other.contiguous_ipv4;
        for (region, count) in &other.public_ipv4 {
            self.add_public_ipv4(*region, *count);
        }
    }

    /// Takes off what was added before.
    pub(super) fn take_off(&mut self, other: &Self) {
        self.managed.take_off(&other.managed);
        self.monitored.take_off(&other.monitored);
        self.unmonitored.take_off(&other.unmonitored);
        self.consumed_ipv4 -= other.consumed_ipv4;
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
        let all = [&self.managed, &self.monitored, &self.unmonitored];
        let [managed, monitored, unmonitored] = all.map(|active| active.counted(terms));
        let mut figures = Figures {
            ipv4: all.iter().map(|active| active.ipv4).sum(),
            ipv6: all.iter().map(|active| active.ipv6).sum(),
            consumed_ipv4: self.consumed_ipv4,
            managed,
            monitored,
            unmonitored,
            brought_ipv4: self.brought_ipv4,
            contiguous_ipv4: self.contiguous_ipv4,
            ipam: Money::of(managed + monitored, terms.ipam_rate()),
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
