//! VPCs, their CIDRs and subnets, and blocks of public addresses.

use std::net::{IpAddr, Ipv4Addr};

use super::{Account, AnyId, Id, Lock, Pool, RegionCode, Row, Scope, Tags};
use crate::address::Cidr;

/// A VPC: a resource that takes one or more CIDRs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// AWS's tag `Name`.
    pub name: String,
    /// The scope that its CIDRs are in.
    pub scope: Id<Scope>,
    /// The account that owns it.
    pub account: Option<Id<Account>>,
    /// The Region it is in.
    pub region: RegionCode,
    /// Whether gestures leave it alone, with its CIDRs and subnets.
    pub lock: Lock,
    /// The tags besides `Name`.
    pub tags: Tags,
    /// What the planners want to remember.
    pub note: String,
    /// The id in AWS, once it exists there.
    pub aws_id: Option<String>,
}

impl Vpc {
    /// A VPC without a name or an account.
    pub fn new(scope: Id<Scope>, region: RegionCode) -> Self {
        Self {
            name: String::new(),
            scope,
            account: None,
            region,
            lock: Lock::Open,
            tags: Tags::new(),
            note: String::new(),
            aws_id: None,
        }
    }
}

impl Row for Vpc {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Scope(self.scope));
        if let Some(account) = self.account {
            visit(AnyId::Account(account));
        }
    }
}

/// A CIDR of a VPC. With a pool it *is* the `vpc` allocation of that pool; without one it is unmanaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcCidr {
    /// The VPC that holds it.
    pub vpc: Id<Vpc>,
    /// The block.
    pub cidr: Cidr,
    /// Primary or secondary.
    pub role: CidrRole,
    /// The pool it is allocated from.
    pub pool: Option<Id<Pool>>,
    /// Whether IPAM is told to ignore it.
    pub monitoring: Monitoring,
}

impl VpcCidr {
    /// How AWS would call its management state.
    pub fn management_state(&self) -> ManagementState {
        match (self.monitoring, self.pool) {
            (Monitoring::Ignored, _) => ManagementState::Ignored,
            (Monitoring::Monitored, Some(_)) => ManagementState::Managed,
            (Monitoring::Monitored, None) => ManagementState::Unmanaged,
        }
    }
}

impl Row for VpcCidr {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Vpc(self.vpc));
        if let Some(pool) = self.pool {
            visit(AnyId::Pool(pool));
        }
    }
}

/// Whether these are the addresses that AWS gives every default VPC, 172.31.0.0/16:
/// <https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html>.
pub fn is_default_vpc_cidr(cidr: Cidr) -> bool {
    cidr.first() == IpAddr::V4(Ipv4Addr::new(172, 31, 0, 0)) && cidr.netmask_length().get() == 16
}

/// Which CIDR of its VPC a CIDR is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CidrRole {
    /// The IPv4 CIDR that the VPC was made with.
    Primary,
    /// One associated later, or of IPv6.
    Secondary,
}

/// Whether IPAM watches a CIDR. An ignored one takes no space of a pool, and its addresses are billed all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Monitoring {
    /// Watched.
    #[default]
    Monitored,
    /// Exempt from overlap and rules.
    Ignored,
}

/// AWS's management state of a resource's CIDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ManagementState {
    /// Allocated from a pool.
    Managed,
    /// Exists, and not from a pool.
    Unmanaged,
    /// Exempt.
    Ignored,
}

/// A subnet of a VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// AWS's tag `Name`.
    pub name: String,
    /// The VPC it is in.
    pub vpc: Id<Vpc>,
    /// The block. AWS keeps five addresses of it.
    pub cidr: Cidr,
    /// The Availability Zone (`eu-central-1a`), when it is chosen.
    pub zone: Option<String>,
    /// What it is for: public, private, pods, …
    pub purpose: String,
    /// The resource planning pool it is allocated from.
    pub pool: Option<Id<Pool>>,
    /// The tags besides `Name`.
    pub tags: Tags,
    /// What the planners want to remember.
    pub note: String,
    /// The id in AWS, once it exists there.
    pub aws_id: Option<String>,
}

impl Subnet {
    /// A subnet without a name or an Availability Zone.
    pub fn new(vpc: Id<Vpc>, cidr: Cidr) -> Self {
        Self {
            name: String::new(),
            vpc,
            cidr,
            zone: None,
            purpose: String::new(),
            pool: None,
            tags: Tags::new(),
            note: String::new(),
            aws_id: None,
        }
    }
}

impl Row for Subnet {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Vpc(self.vpc));
        if let Some(pool) = self.pool {
            visit(AnyId::Pool(pool));
        }
    }
}

/// Addresses of the public scope: an Elastic IP address, or a block that a pool gave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicBlock {
    /// AWS's tag `Name`.
    pub name: String,
    /// The scope it is in.
    pub scope: Id<Scope>,
    /// What it is.
    pub kind: PublicBlockKind,
    /// The addresses.
    pub cidr: Cidr,
    /// The pool they are allocated from.
    pub pool: Option<Id<Pool>>,
    /// The Region they are used in.
    pub region: Option<RegionCode>,
    /// The account that owns them.
    pub account: Option<Id<Account>>,
    /// The tags besides `Name`.
    pub tags: Tags,
    /// What the planners want to remember.
    pub note: String,
    /// The id in AWS, once it exists there.
    pub aws_id: Option<String>,
}

impl Row for PublicBlock {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Scope(self.scope));
        if let Some(pool) = self.pool {
            visit(AnyId::Pool(pool));
        }
        if let Some(account) = self.account {
            visit(AnyId::Account(account));
        }
    }
}

/// What a block of public addresses is in AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublicBlockKind {
    /// One Elastic IP address: `eip`.
    ElasticIp,
    /// A public IPv4 pool of EC2: `ec2-public-ipv4-pool`.
    PublicIpv4Pool,
}
