//! What an estimate rests on besides the workloads: taken from the plan, or from the plan and a scenario.

use crate::ordered::OrderedSet;
use crate::plan::{
    Account, AccountNumber, Adjustment, CostSettings, Counting, Integration, MeteredAccount, Plan, Rate, RegionCode,
    Tier,
};

use super::price_book::{self, Charge, Price, PriceBasis};

/// The hours of a year.
pub const HOURS_PER_YEAR: u32 = 8_760;

/// A span of time that a cost is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// One hour.
    Hour,
    /// A month of as many hours as the plan says.
    Month,
    /// A year of 8,760 hours.
    Year,
}

/// What an estimate rests on besides the workloads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Where the active IPs of all Regions are metered.
    pub home_region: RegionCode,
    /// The Regions that are monitored, the home Region among them.
    pub operating_regions: OrderedSet<RegionCode>,
    /// The Free Tier charges nothing.
    pub tier: Tier,
    /// Which account pays: its owner's or each address's own.
    pub metered_account: MeteredAccount,
    /// Rates, hours, what counts, which accounts do not.
    pub settings: CostSettings,
    /// A rate for public IPv4 addresses of every Region.
    pub public_ipv4_everywhere: Option<Rate>,
    /// What a scenario changes about node groups, and everything else that it says.
    pub adjustments: Vec<Adjustment>,
    /// What an active IP costs in an hour, which every workload asks for.
    ipam_rate: Rate,
    /// Who is never excluded; `None` where there is no organization, in which nothing can be excluded.
    administrator: Option<Option<AccountNumber>>,
}

impl Terms {
    /// The terms of a plan as it stands.
    pub fn of(plan: &Plan) -> Self {
        Self::under(plan, &[])
    }

    /// The terms of a plan under what a scenario says.
    pub fn under(plan: &Plan, adjustments: &[Adjustment]) -> Self {
        let ipam = plan.ipam();
        let mut terms = Self {
            home_region: ipam.home_region,
            operating_regions: ipam.all_operating_regions(),
            tier: ipam.tier,
            metered_account: ipam.metered_account,
            settings: plan.about().cost.clone(),
            public_ipv4_everywhere: None,
            adjustments: adjustments.to_vec(),
            ipam_rate: Rate::default(),
            administrator: match ipam.integration {
                Integration::SingleAccount => None,
                Integration::Organization {
                    delegated_administrator,
                } => Some(delegated_administrator),
            },
        };
        for adjustment in adjustments {
            terms.adjust(adjustment);
        }
        if terms.tier == Tier::Advanced {
            terms.ipam_rate = terms.ipam_price().rate.unwrap_or_default();
        }
        terms
    }

    fn adjust(&mut self, adjustment: &Adjustment) {
        match adjustment {
            Adjustment::DropRegion(region) if *region != self.home_region => {
                self.operating_regions.remove(region);
            }
            Adjustment::ExcludeOu(exclusion) => self.settings.excluded_ous.push(exclusion.clone()),
            Adjustment::IpamRate { region, rate } => {
                let region = region.unwrap_or(self.home_region);
                self.settings.ipam_rates.insert(region, *rate);
            }
            Adjustment::PublicIpv4Rate {
                region: Some(region),
                rate,
            } => {
                self.settings.public_ipv4_rates.insert(*region, *rate);
            }
            Adjustment::PublicIpv4Rate { region: None, rate } => {
                self.settings.public_ipv4_rates = Default::default();
                self.public_ipv4_everywhere = Some(*rate);
            }
            Adjustment::DropRegion(_) | Adjustment::Growth(_) | Adjustment::Nodes { .. } => {}
        }
    }

    /// The price per active IP: that of the home Region, wherever the address is. The Free Tier charges nothing.
    pub fn ipam_price(&self) -> Price {
        let overridden = self.settings.ipam_rates.get(&self.home_region).copied();
        or_published(overridden, Charge::Ipam, self.home_region)
    }

    /// What an active IP costs in an hour: nothing in the Free Tier, and nothing where there is no price, which
    /// [`Terms::ipam_price`] tells apart.
    pub fn ipam_rate(&self) -> Rate {
        self.ipam_rate
    }

    /// The price per public IPv4 address of a Region.
    pub fn public_ipv4_price(&self, region: RegionCode) -> Price {
        let overridden = self.settings.public_ipv4_rates.get(&region).copied();
        or_published(overridden.or(self.public_ipv4_everywhere), Charge::PublicIpv4, region)
    }

    /// Whether IPAM monitors addresses in a Region and of an account.
    pub fn monitors(&self, region: RegionCode, account: Option<&Account>) -> bool {
        self.operates_in(region) && !account.is_some_and(|account| self.excludes(account))
    }

    /// Whether IPAM monitors addresses in a Region.
    fn operates_in(&self, region: RegionCode) -> bool {
        self.operating_regions.has(&region)
    }

    /// Whether IPAM monitors the same Regions and accounts as under other terms.
    pub(super) fn monitors_like(&self, other: &Self) -> bool {
        let exclusions = |terms: &Self| (terms.administrator, terms.reads_accounts());
        self.operating_regions == other.operating_regions
            && exclusions(self) == exclusions(other)
            && self.settings.excluded_ous == other.settings.excluded_ous
    }

    /// Whether an account is excluded with its organizational unit.
    fn excludes(&self, account: &Account) -> bool {
        let mut exclusions = self.settings.excluded_ous.iter();
        self.can_exclude(account) && exclusions.any(|exclusion| exclusion.covers(&account.ou_path))
    }

    /// Whether an account can be excluded at all: in an organization, and not the delegated administrator.
    pub fn can_exclude(&self, account: &Account) -> bool {
        self.administrator
            .is_some_and(|administrator| account.number.is_none() || account.number != administrator)
    }

    /// Whether what an account says can change an estimate.
    pub(super) fn reads_accounts(&self) -> bool {
        self.administrator.is_some() && !self.settings.excluded_ous.is_empty()
    }

    /// Whether public IPv4 addresses are active IPs.
    pub fn counts_public_ipv4(&self) -> bool {
        self.settings.public_ipv4 == Counting::Counted
    }

    /// Whether IPv6 addresses are active IPs.
    pub fn counts_ipv6(&self) -> bool {
        self.settings.ipv6 == Counting::Counted
    }

    /// The hours of a period.
    pub fn hours(&self, period: Period) -> u32 {
        match period {
            Period::Hour => 1,
            Period::Month => self.settings.hours.hours(),
            Period::Year => HOURS_PER_YEAR,
        }
    }
}

fn or_published(overridden: Option<Rate>, charge: Charge, region: RegionCode) -> Price {
    match overridden {
        Some(rate) => Price {
            rate: Some(rate),
            basis: PriceBasis::Overridden,
        },
        None => price_book::price(charge, region),
    }
}
