//! What the planners state about the bill: rates, hours, what counts and which accounts do not.

use crate::ordered::OrderedMap;

use super::{Rate, RegionCode};

/// How the bill is reckoned, where that is not a fact of AWS or not as AWS publishes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CostSettings {
    /// The hours of a month.
    pub hours: HoursPerMonth,
    /// Rates per active IP address that stand in for the published one, by the home Region that is metered.
    pub ipam_rates: OrderedMap<RegionCode, Rate>,
    /// Rates per public IPv4 address that stand in for the published one, by Region.
    pub public_ipv4_rates: OrderedMap<RegionCode, Rate>,
    /// Whether a public IPv4 address is an active IP of its own. AWS does not say so outright.
    pub public_ipv4: Counting,
    /// Whether IPv6 addresses are active IPs. AWS does not say so outright.
    pub ipv6: Counting,
    /// The organizational units whose accounts IPAM is told not to monitor.
    pub excluded_ous: Vec<OuExclusion>,
}

/// How many hours a month has. A year always has 8,760.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum HoursPerMonth {
    /// 720: thirty days.
    ThirtyDays,
    /// 730: a twelfth of a year.
    #[default]
    TwelfthOfYear,
    /// 744: thirty-one days.
    ThirtyOneDays,
}

impl HoursPerMonth {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::ThirtyDays, Self::TwelfthOfYear, Self::ThirtyOneDays];

    /// The number of hours.
    pub const fn hours(self) -> u32 {
        match self {
            Self::ThirtyDays => 720,
            Self::TwelfthOfYear => 730,
            Self::ThirtyOneDays => 744,
        }
    }
}

/// Whether addresses of a kind count as active IPs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counting {
    /// They do.
    #[default]
    Counted,
    /// They do not.
    NotCounted,
}

/// An organizational unit whose accounts IPAM is told not to monitor:
/// <https://docs.aws.amazon.com/vpc/latest/ipam/exclude-ous.html>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OuExclusion {
    /// The path from the root, each unit by name.
    pub path: Vec<String>,
    /// What becomes of the units below.
    pub children: OuChildren,
}

impl OuExclusion {
    /// Whether accounts of the unit at `path` are excluded. Nothing is excluded by a path that names no unit.
    pub fn covers(&self, path: &[String]) -> bool {
        let is_below = !self.path.is_empty() && path.starts_with(&self.path);
        is_below && (self.children == OuChildren::Excluded || path.len() == self.path.len())
    }
}

/// What becomes of the units below an excluded one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum OuChildren {
    /// They are excluded as well: AWS's path ends in `/*`.
    #[default]
    Excluded,
    /// They stay.
    Kept,
}
