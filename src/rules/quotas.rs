//! AWS's quotas. Most can be raised, so going over one is a warning and never an error, and a plan may say what each was raised to.

use crate::plan::{Plan, QuotaName};

/// A quota and where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// What it limits, as AWS calls it.
    pub name: &'static str,
    /// How many there may be when nothing was asked for.
    pub default: usize,
    /// Whether, and how far, it can be raised.
    pub adjustable: Adjustable,
    /// The code under which Service Quotas raises it.
    pub code: &'static str,
    /// The page.
    pub url: &'static str,
    /// What overrides it in a plan.
    pub setting: QuotaName,
}

/// How far AWS raises a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustable {
    /// As far as it agrees to: no page names a limit.
    Yes,
    /// To this and no further.
    UpTo(usize),
}

const IPAM: &str = "https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html";
const VPC: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

const fn of_ipam(name: &'static str, default: usize, code: &'static str, setting: QuotaName) -> Quota {
    Quota {
        name,
        default,
        adjustable: Adjustable::Yes,
        code,
        url: IPAM,
        setting,
    }
}

const fn of_vpc(
    name: &'static str,
    default: usize,
    adjustable: Adjustable,
    code: &'static str,
    setting: QuotaName,
) -> Quota {
    Quota {
        name,
        default,
        adjustable,
        code,
        url: VPC,
        setting,
    }
}

/// Scopes of one IPAM. That the two default ones count is inferred from AWS's own output, in which a new IPAM has two.
pub const SCOPES_PER_IPAM: Quota = of_ipam("Scopes per IPAM", 5, "L-F493CFD2", QuotaName::ScopesPerIpam);
/// Pools of one scope, at any depth.
pub const POOLS_PER_SCOPE: Quota = of_ipam("Pools per scope", 50, "L-7319AFC3", QuotaName::PoolsPerScope);
/// How deep pools may be nested; a top-level pool has depth 1.
pub const POOL_DEPTH: Quota = of_ipam("Pool depth", 10, "L-047C0565", QuotaName::PoolDepth);
/// CIDRs provisioned to one pool.
pub const CIDRS_PER_POOL: Quota = of_ipam("CIDRs per pool", 50, "L-0BC051D6", QuotaName::CidrsPerPool);
/// Allocations of one pool.
pub const ALLOCATIONS_PER_POOL: Quota = of_ipam(
    "Allocations per pool",
    550_000,
    "L-BE3D23C2",
    QuotaName::AllocationsPerPool,
);
/// IPv4 CIDRs of one VPC, the primary one among them.
pub const IPV4_CIDRS_PER_VPC: Quota = of_vpc(
    "IPv4 CIDR blocks per VPC",
    5,
    Adjustable::UpTo(50),
    "L-83CA0A9D",
    QuotaName::Ipv4CidrsPerVpc,
);
/// IPv6 CIDRs of one VPC.
pub const IPV6_CIDRS_PER_VPC: Quota = of_vpc(
    "IPv6 CIDR blocks per VPC",
    5,
    Adjustable::UpTo(50),
    "L-085A6257",
    QuotaName::Ipv6CidrsPerVpc,
);
/// Subnets of one VPC.
pub const SUBNETS_PER_VPC: Quota = of_vpc(
    "Subnets per VPC",
    200,
    Adjustable::Yes,
    "L-407747CB",
    QuotaName::SubnetsPerVpc,
);

/// VPCs of one account in one Region, the default one among them.
pub const VPCS_PER_REGION: Quota = of_vpc(
    "VPCs per Region",
    5,
    Adjustable::Yes,
    "L-F678F1CE",
    QuotaName::VpcsPerRegion,
);

/// Every quota that a rule looks at.
pub const QUOTAS: &[Quota] = &[
    SCOPES_PER_IPAM,
    POOLS_PER_SCOPE,
    POOL_DEPTH,
    CIDRS_PER_POOL,
    ALLOCATIONS_PER_POOL,
    IPV4_CIDRS_PER_VPC,
    IPV6_CIDRS_PER_VPC,
    SUBNETS_PER_VPC,
    VPCS_PER_REGION,
];

impl Quota {
    /// How many there may be, by what the plan says or by AWS's default.
    pub fn value(self, plan: &Plan) -> usize {
        let raised = plan.about().quotas.get(self.setting);
        raised.map_or(self.default, |raised| usize::try_from(raised).unwrap_or(usize::MAX))
    }

    /// The end of a sentence that says how many there are: "AWS's default quota is 50 (L-7319AFC3, adjustable)".
    pub(super) fn clause(self, plan: &Plan) -> String {
        let (value, code) = (self.value(plan), self.code);
        let adjustable = match self.adjustable {
            Adjustable::Yes => "adjustable".to_owned(),
            Adjustable::UpTo(most) => format!("adjustable up to {most}"),
        };
        match plan.about().quotas.get(self.setting) {
            None => format!("AWS's default quota is {value} ({code}, {adjustable})"),
            Some(_) => format!("the plan's quota is {value} ({code}, {adjustable})"),
        }
    }
}
