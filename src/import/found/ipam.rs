//! IPAMs, scopes, pools, and what is allocated from pools.

use super::Key;
use crate::address::{Cidr, Family, NetmaskLength};
use crate::import::Place;
use crate::ordered::OrderedSet;
use crate::plan::{
    AccountNumber, Advertisable, AllocationRules, AutoImport, AwsService, MeteredAccount, Principal, PrivateGua,
    PublicIpSource, RegionCode, ScopeKind, ScopeOrigin, Tags, Tier,
};

/// An IPAM.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the plan's IPAM")]
pub struct Ipam {
    pub place: Place,
    pub key: Key,
    pub name: Option<String>,
    pub description: Option<String>,
    pub home_region: Option<RegionCode>,
    pub operating_regions: Option<OrderedSet<RegionCode>>,
    pub tier: Option<Tier>,
    pub metered_account: Option<MeteredAccount>,
    pub private_gua: Option<PrivateGua>,
    /// The account that it belongs to.
    pub owner: Option<AccountNumber>,
    /// Its default private scope.
    pub private_scope: Option<Key>,
    /// Its default public scope.
    pub public_scope: Option<Key>,
    pub tags: Option<Tags>,
}

impl Ipam {
    /// An IPAM of which nothing is said.
    pub fn new(place: Place, key: Key) -> Self {
        Self {
            place,
            key,
            name: None,
            description: None,
            home_region: None,
            operating_regions: None,
            tier: None,
            metered_account: None,
            private_gua: None,
            owner: None,
            private_scope: None,
            public_scope: None,
            tags: None,
        }
    }
}

/// A scope.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the plan's scopes")]
pub struct Scope {
    pub place: Place,
    pub key: Key,
    /// Its IPAM.
    pub ipam: Option<Key>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub kind: Option<ScopeKind>,
    pub origin: Option<ScopeOrigin>,
    pub tags: Option<Tags>,
}

impl Scope {
    /// A scope of which nothing is said.
    pub fn new(place: Place, key: Key) -> Self {
        Self {
            place,
            key,
            ipam: None,
            name: None,
            description: None,
            kind: None,
            origin: None,
            tags: None,
        }
    }
}

/// What a pool hangs from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PoolPlace {
    /// It is a top-level pool of this scope.
    Scope(Key),
    /// It is a top-level pool of the default scope of this kind.
    DefaultScope(ScopeKind),
    /// It is a sub-pool of this pool.
    Pool(Key),
}

/// A pool.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the plan's pools")]
pub struct Pool {
    pub place: Place,
    pub key: Key,
    pub parent: Option<PoolPlace>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub family: Option<Family>,
    /// `Some(None)` where the file says that it has none.
    pub locale: Option<Option<RegionCode>>,
    /// `Some` where the file shows all of them.
    pub rules: Option<AllocationRules>,
    pub auto_import: Option<AutoImport>,
    pub required_tags: Option<Tags>,
    pub aws_service: Option<AwsService>,
    pub public_ip_source: Option<PublicIpSource>,
    pub advertisable: Option<Advertisable>,
    /// The VPC for whose subnets it plans.
    pub source_resource: Option<Key>,
    pub shared_with: Option<OrderedSet<Principal>>,
    /// The size of its CIDR, where AWS is to choose which.
    pub wanted_length: Option<NetmaskLength>,
    pub tags: Option<Tags>,
}

impl Pool {
    /// A pool of which nothing is said.
    pub fn new(place: Place, key: Key) -> Self {
        Self {
            place,
            key,
            parent: None,
            name: None,
            description: None,
            family: None,
            locale: None,
            rules: None,
            auto_import: None,
            required_tags: None,
            aws_service: None,
            public_ip_source: None,
            advertisable: None,
            source_resource: None,
            shared_with: None,
            wanted_length: None,
            tags: None,
        }
    }
}

/// A CIDR that is provisioned to a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolCidr {
    /// Where it was read.
    pub place: Place,
    /// The pool. Output that does not say it names one that is known nowhere, the same for all of one document.
    pub pool: Key,
    /// The block.
    pub cidr: Cidr,
}

/// What an allocation is for: AWS's `ResourceType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllocationKind {
    /// `ipam-pool`: the CIDR of a sub-pool.
    Pool,
    /// `vpc`
    Vpc,
    /// `ec2-public-ipv4-pool`
    PublicIpv4Pool,
    /// `custom`: a reservation.
    Custom,
    /// `subnet`
    Subnet,
    /// `eip`
    ElasticIp,
    /// `anycast-ip-list`, which the plan has nothing for.
    AnycastIpList,
}

/// A CIDR that is allocated from a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// Where it was read.
    pub place: Place,
    /// The pool. Output that does not say it names one that is known nowhere, the same for all of one document.
    pub pool: Key,
    /// The block.
    pub cidr: Cidr,
    /// What it is for.
    pub kind: AllocationKind,
    /// The id of the allocation in AWS.
    pub aws_id: Option<String>,
    /// What has it: the VPC, the sub-pool, the subnet, the Elastic IP address.
    pub resource: Option<Key>,
    /// The Region of what has it.
    pub region: Option<RegionCode>,
    /// The account of what has it.
    pub owner: Option<AccountNumber>,
    /// What it is called, where the shape has names for reservations.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Tags besides `Name`.
    pub tags: Option<Tags>,
}

impl Allocation {
    /// An allocation of which only this is known.
    pub fn new(place: Place, pool: Key, cidr: Cidr, kind: AllocationKind) -> Self {
        Self {
            place,
            pool,
            cidr,
            kind,
            aws_id: None,
            resource: None,
            region: None,
            owner: None,
            name: None,
            description: None,
            tags: None,
        }
    }
}
