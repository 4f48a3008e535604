//! Pools, the CIDRs provisioned to them, and the reservations in them.

use crate::ordered::OrderedSet;
use std::fmt;
use std::str::FromStr;

use super::{AccountNumber, AnyId, Id, Legend, RegionCode, Row, Scope, Tags, Vpc};
use crate::address::{Cidr, Family, NetmaskLength};

/// A pool: <https://docs.aws.amazon.com/vpc/latest/ipam/how-it-works-ipam.html>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// AWS's tag `Name`.
    pub name: String,
    /// AWS's description.
    pub description: String,
    /// Where it stands: on top of a scope, or under its source pool, whose scope is then its own.
    pub parent: PoolParent,
    /// The family of every CIDR in it.
    pub family: Family,
    /// The Region (or, for public IPv4, the Local Zone group) whose resources it serves. AWS never changes it.
    pub locale: Option<RegionCode>,
    /// What may be allocated.
    pub rules: AllocationRules,
    /// The size of the CIDR that is wanted for the pool when AWS is to choose which.
    pub wanted_length: Option<NetmaskLength>,
    /// How full it may get before that is a finding.
    pub thresholds: Thresholds,
    /// Tags that a resource must have to get a CIDR from the pool.
    pub required_tags: Tags,
    /// Whether IPAM brings resources that it discovers inside the pool's CIDRs under management.
    pub auto_import: AutoImport,
    /// Which service may use a public pool.
    pub aws_service: Option<AwsService>,
    /// Where the public addresses come from.
    pub public_ip_source: Option<PublicIpSource>,
    /// Whether a public IPv6 BYOIP pool may be advertised.
    pub advertisable: Option<Advertisable>,
    /// The VPC for whose subnets a resource planning pool plans.
    pub source_resource: Option<Id<Vpc>>,
    /// Who may use it, through AWS Resource Access Manager.
    pub shared_with: OrderedSet<Principal>,
    /// Whether the planner keeps edits away.
    pub lock: Lock,
    /// What the bits of the addresses in it mean.
    pub legend: Legend,
    /// The tags besides `Name`.
    pub tags: Tags,
    /// What the planners want to remember.
    pub note: String,
    /// The id in AWS, once it exists there.
    pub aws_id: Option<String>,
}

impl Pool {
    /// A pool without a name, rules or locale.
    pub fn new(parent: PoolParent, family: Family) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            parent,
            family,
            locale: None,
            rules: AllocationRules::default(),
            wanted_length: None,
            thresholds: Thresholds::default(),
            required_tags: Tags::new(),
            auto_import: AutoImport::Disabled,
            aws_service: None,
            public_ip_source: None,
            advertisable: None,
            source_resource: None,
            shared_with: OrderedSet::new(),
            lock: Lock::Open,
            legend: Legend::default(),
            tags: Tags::new(),
            note: String::new(),
            aws_id: None,
        }
    }
}

impl Row for Pool {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        match self.parent {
            PoolParent::Scope(scope) => visit(AnyId::Scope(scope)),
            PoolParent::Pool(pool) => visit(AnyId::Pool(pool)),
        }
        if let Some(vpc) = self.source_resource {
            visit(AnyId::Vpc(vpc));
        }
    }
}

/// What a pool hangs from. A sub-pool has no scope of its own to disagree with its source pool's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PoolParent {
    /// A top-level pool of the scope.
    Scope(Id<Scope>),
    /// A sub-pool of this source pool.
    Pool(Id<Pool>),
}

impl From<Id<Scope>> for PoolParent {
    fn from(scope: Id<Scope>) -> Self {
        PoolParent::Scope(scope)
    }
}

impl From<Id<Pool>> for PoolParent {
    fn from(source: Id<Pool>) -> Self {
        PoolParent::Pool(source)
    }
}

/// The netmask lengths a pool gives out. They hold for resources in that very pool, not in its sub-pools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AllocationRules {
    /// The shortest netmask length: the largest block.
    pub min: Option<NetmaskLength>,
    /// The longest netmask length: the smallest block.
    pub max: Option<NetmaskLength>,
    /// The netmask length when none is asked for.
    pub default: Option<NetmaskLength>,
}

/// How full a pool may get. A planning aid: AWS knows nothing of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Thresholds {
    /// From here on it is worth knowing.
    pub warning: Option<Percent>,
    /// From here on it is a warning.
    pub critical: Option<Percent>,
}

/// A share of a hundred, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u8);

impl Percent {
    /// The share, unless it is more than all.
    pub fn new(percent: u8) -> Option<Self> {
        (percent <= 100).then_some(Self(percent))
    }

    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.0)
    }
}

/// Whether a pool imports what IPAM discovers inside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum AutoImport {
    /// Only explicit allocations.
    #[default]
    Disabled,
    /// Discovered resources are imported, compliant or not.
    Enabled,
}

/// The service that may use a public pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AwsService {
    /// `ec2`
    Ec2,
    /// `global-services`
    GlobalServices,
}

/// Where public addresses come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublicIpSource {
    /// Provided by Amazon.
    Amazon,
    /// Brought by the customer.
    Byoip,
}

/// Whether addresses of a public IPv6 BYOIP pool can be advertised on the internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Advertisable {
    /// They cannot.
    No,
    /// They can.
    Yes,
}

/// With whom a pool is shared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Principal {
    /// An account.
    Account(AccountNumber),
    /// An organizational unit or an organization, by its ARN.
    Arn(Arn),
}

impl FromStr for Principal {
    type Err = InvalidPrincipal;

    fn from_str(text: &str) -> Result<Self, InvalidPrincipal> {
        if let Ok(number) = text.parse() {
            return Ok(Principal::Account(number));
        }
        let arn = text.starts_with("arn:").then(|| Arn(text.to_owned()));
        arn.map(Principal::Arn).ok_or_else(|| InvalidPrincipal(text.to_owned()))
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Principal::Account(number) => number.fmt(f),
            Principal::Arn(arn) => f.write_str(arn.as_str()),
        }
    }
}

/// An Amazon Resource Name: text that begins with `arn:`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arn(String);

impl Arn {
    /// The ARN as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that names nobody a pool can be shared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPrincipal(String);

impl fmt::Display for InvalidPrincipal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.0.chars().take(80).collect();
        write!(
            f,
            "\"{shown}\" is neither an account id of 12 digits nor the ARN of an organization or organizational unit"
        )
    }
}

impl std::error::Error for InvalidPrincipal {}

/// Whether the planner refuses gestures on a pool, a VPC or a reservation. A planning aid: AWS knows nothing of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lock {
    /// May be edited.
    #[default]
    Open,
    /// Gestures and quick fixes leave it alone, with all that lies in it: they neither change it nor move anything into it.
    Locked,
}

/// A CIDR provisioned to a pool. In a sub-pool it *is* the `ipam-pool` allocation of the source pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolCidr {
    /// The pool that holds it.
    pub pool: Id<Pool>,
    /// The block.
    pub cidr: Cidr,
}

impl Row for PoolCidr {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Pool(self.pool));
    }
}

/// A block kept out of use: AWS's *custom* allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// The pool it is allocated from.
    pub pool: Id<Pool>,
    /// The block.
    pub cidr: Cidr,
    /// What it is called; AWS has only a description for it.
    pub name: String,
    /// AWS's description.
    pub description: String,
    /// Whether gestures leave it alone.
    pub lock: Lock,
    /// The tags besides `Name`.
    pub tags: Tags,
    /// What the planners want to remember.
    pub note: String,
    /// The allocation's id in AWS, once it exists there.
    pub aws_id: Option<String>,
}

impl Reservation {
    /// A reservation without a name.
    pub fn new(pool: Id<Pool>, cidr: Cidr) -> Self {
        Self {
            pool,
            cidr,
            name: String::new(),
            description: String::new(),
            lock: Lock::Open,
            tags: Tags::new(),
            note: String::new(),
            aws_id: None,
        }
    }
}

impl Row for Reservation {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Pool(self.pool));
    }
}
