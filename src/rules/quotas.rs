//! AWS's default quotas. Most can be raised, so going over one is a warning and never an error.

/// A quota and where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// What it limits, as AWS calls it.
    pub name: &'static str,
    /// How many there may be when nothing was asked for.
    pub default: usize,
    /// The code under which Service Quotas raises it.
    pub code: &'static str,
    /// The page.
    pub url: &'static str,
}

const IPAM: &str = "https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html";
const VPC: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

const fn quota(name: &'static str, default: usize, code: &'static str, url: &'static str) -> Quota {
    Quota {
        name,
        default,
        code,
        url,
    }
}

/// How deep pools may be nested; a top-level pool has depth 1.
pub const POOL_DEPTH: Quota = quota("Pool depth", 10, "L-047C0565", IPAM);
/// Pools of one scope, at any depth.
pub const POOLS_PER_SCOPE: Quota = quota("Pools per scope", 50, "L-7319AFC3", IPAM);
/// CIDRs provisioned to one pool.
pub const CIDRS_PER_POOL: Quota = quota("CIDRs per pool", 50, "L-0BC051D6", IPAM);
/// IPv4 CIDRs of one VPC, the primary one among them. At most 50.
pub const IPV4_CIDRS_PER_VPC: Quota = quota("IPv4 CIDR blocks per VPC", 5, "L-83CA0A9D", VPC);
/// IPv6 CIDRs of one VPC. At most 50.
pub const IPV6_CIDRS_PER_VPC: Quota = quota("IPv6 CIDR blocks per VPC", 5, "L-085A6257", VPC);

/// Every quota that a rule looks at.
pub const QUOTAS: &[Quota] = &[
    POOL_DEPTH,
    POOLS_PER_SCOPE,
    CIDRS_PER_POOL,
    IPV4_CIDRS_PER_VPC,
    IPV6_CIDRS_PER_VPC,
];

impl Quota {
    /// The end of a sentence that says how many there are: "AWS's default quota is 50 (L-7319AFC3, adjustable)".
    pub(super) fn clause(self) -> String {
        format!("AWS's default quota is {} ({}, adjustable)", self.default, self.code)
    }
}
