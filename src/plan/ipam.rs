//! The IPAM itself: one per plan.

use crate::ordered::OrderedSet;

use super::{AccountNumber, AnyId, RegionCode, Row, Tags};

/// An IPAM: <https://docs.aws.amazon.com/vpc/latest/ipam/create-ipam.html>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ipam {
    /// AWS's tag `Name`.
    pub name: String,
    /// AWS's description.
    pub description: String,
    /// Where the IPAM is created and metered. It is always an operating Region.
    pub home_region: RegionCode,
    /// The Regions in which IPAM discovers resources and pools may have their locale, besides the home Region.
    pub operating_regions: OrderedSet<RegionCode>,
    /// Free or Advanced.
    pub tier: Tier,
    /// One account, or an organization.
    pub integration: Integration,
    /// Which account pays.
    pub metered_account: MeteredAccount,
    /// Whether private pools may hold IPv6 global unicast addresses.
    pub private_gua: PrivateGua,
    /// The tags besides `Name`.
    pub tags: Tags,
    /// What the planners want to remember.
    pub note: String,
    /// The id in AWS, once it exists there.
    pub aws_id: Option<String>,
}

impl Ipam {
    /// An IPAM of the Advanced Tier in `home_region` alone.
    pub fn new(home_region: RegionCode) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            home_region,
            operating_regions: OrderedSet::new(),
            tier: Tier::Advanced,
            integration: Integration::SingleAccount,
            metered_account: MeteredAccount::IpamOwner,
            private_gua: PrivateGua::Disabled,
            tags: Tags::new(),
            note: String::new(),
            aws_id: None,
        }
    }

    /// Whether the IPAM works in `region`: the home Region is always an operating Region.
    pub fn operates_in(&self, region: RegionCode) -> bool {
        region == self.home_region || self.operating_regions.has(&region)
    }

    /// Every operating Region, the home Region among them, in order of code.
    pub fn all_operating_regions(&self) -> OrderedSet<RegionCode> {
        let mut regions = self.operating_regions.clone();
        regions.insert(self.home_region);
        regions
    }
}

impl Row for Ipam {
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}

/// The tier of an IPAM. The API makes the Advanced Tier when nothing is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Public Amazon-provided and BYOIP space, and Public IP Insights. No private pools.
    Free,
    /// Everything, billed by active IP address.
    #[default]
    Advanced,
}

/// Whether the IPAM sees one account or an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Integration {
    /// One account. Pools cannot be shared.
    #[default]
    SingleAccount,
    /// AWS Organizations, with a member account that administers the IPAM.
    Organization {
        /// The delegated administrator: a member account, never the management account.
        delegated_administrator: Option<AccountNumber>,
    },
}

/// Which account is charged for active IP addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeteredAccount {
    /// The owner of the IPAM, for all.
    #[default]
    IpamOwner,
    /// The account that owns the address.
    ResourceOwner,
}

/// Whether pools of a private scope may be given IPv6 global unicast addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrivateGua {
    /// Only unique local addresses.
    #[default]
    Disabled,
    /// Global unicast addresses too.
    Enabled,
}
