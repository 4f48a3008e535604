//! Quotas of AWS that a plan may say are others than the default ones.

/// A quota that a plan can override.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaName {
    /// Scopes of the IPAM, the default ones among them.
    ScopesPerIpam,
    /// Pools of one scope, at any depth.
    PoolsPerScope,
    /// How deep pools may be nested.
    PoolDepth,
    /// CIDRs provisioned to one pool.
    CidrsPerPool,
    /// Allocations of one pool.
    AllocationsPerPool,
    /// IPv4 CIDRs of one VPC.
    Ipv4CidrsPerVpc,
    /// IPv6 CIDRs of one VPC.
    Ipv6CidrsPerVpc,
    /// Subnets of one VPC.
    SubnetsPerVpc,
    /// VPCs of one account in one Region.
    VpcsPerRegion,
}

/// What AWS was asked for: the quotas that are not the default ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quotas([Option<u32>; 9]);

impl Quotas {
    /// The value of a quota, if it is another than AWS's default.
    pub fn get(&self, name: QuotaName) -> Option<u32> {
        self.0.get(name as usize).copied().flatten()
    }

    /// Gives a quota a value, or none: AWS's default.
    pub fn set(&mut self, name: QuotaName, value: Option<u32>) {
        if let Some(place) = self.0.get_mut(name as usize) {
            *place = value;
        }
    }

    /// Whether every quota is AWS's default.
    pub fn are_default(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}
