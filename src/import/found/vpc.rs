//! VPCs, subnets, accounts, connections, and the addresses that are in use.

use std::net::IpAddr;

use super::Key;
use crate::address::Cidr;
use crate::import::Place;
use crate::plan::{AccountNumber, CidrRole, ConnectionKind, ManagementState, PublicBlockKind, RegionCode, Tags};

/// Who owns something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The account of this number.
    Number(AccountNumber),
    /// The account of this name.
    Name(String),
}

/// Whether a VPC is the default VPC of its Region, which AWS makes in every account with the same addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultVpc {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// A VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the plan's VPCs")]
pub struct Vpc {
    pub place: Place,
    pub key: Key,
    pub name: Option<String>,
    pub scope: Option<Key>,
    pub owner: Option<Owner>,
    pub region: Option<RegionCode>,
    pub default: Option<DefaultVpc>,
    pub tags: Option<Tags>,
    pub note: Option<String>,
}

impl Vpc {
    /// A VPC of which nothing is said.
    pub fn new(place: Place, key: Key) -> Self {
        Self {
            place,
            key,
            name: None,
            scope: None,
            owner: None,
            region: None,
            default: None,
            tags: None,
            note: None,
        }
    }
}

/// A CIDR of a VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcCidr {
    /// Where it was read.
    pub place: Place,
    /// The VPC.
    pub vpc: Key,
    /// The block.
    pub cidr: Cidr,
    /// Primary or secondary.
    pub role: Option<CidrRole>,
    /// The pool it is allocated from.
    pub pool: Option<Key>,
    /// What IPAM says of it.
    pub state: Option<ManagementState>,
}

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the plan's subnets")]
pub struct Subnet {
    pub place: Place,
    pub key: Key,
    pub vpc: Option<Key>,
    pub cidr: Cidr,
    /// The Availability Zone.
    pub zone: Option<String>,
    pub name: Option<String>,
    pub purpose: Option<String>,
    /// The resource planning pool it is allocated from.
    pub pool: Option<Key>,
    /// How many IPv4 addresses of it are free: `AvailableIpAddressCount`.
    pub available: Option<u64>,
    pub tags: Option<Tags>,
}

impl Subnet {
    /// A subnet of which only the addresses are known.
    pub fn new(place: Place, key: Key, cidr: Cidr) -> Self {
        Self {
            place,
            key,
            vpc: None,
            cidr,
            zone: None,
            name: None,
            purpose: None,
            pool: None,
            available: None,
            tags: None,
        }
    }
}

/// A block that is reserved within a subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubnetReservation {
    /// Where it was read.
    pub place: Place,
    /// The subnet.
    pub subnet: Key,
    /// The block.
    pub cidr: Cidr,
    /// `prefix` or `explicit`.
    pub kind: String,
    /// Its description.
    pub description: Option<String>,
}

/// A network interface, or a part of one: those of one key are one, with the addresses of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Where it was read.
    pub place: Place,
    /// Its id.
    pub key: Key,
    /// The VPC.
    pub vpc: Key,
    /// The subnet.
    pub subnet: Option<Key>,
    /// Whether it is attached to something. AWS bills no addresses of others.
    pub in_use: bool,
    /// Its private IPv4 addresses, its IPv6 addresses and the prefixes that are delegated to it.
    pub addresses: Vec<Cidr>,
    /// Its public IPv4 addresses.
    pub public: Vec<IpAddr>,
}

/// An Elastic IP address, or a block of public addresses that a pool gave out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the plan's public blocks")]
pub struct PublicBlock {
    pub place: Place,
    pub key: Key,
    pub kind: PublicBlockKind,
    pub cidr: Cidr,
    pub pool: Option<Key>,
    pub region: Option<RegionCode>,
    pub owner: Option<AccountNumber>,
    pub name: Option<String>,
    pub tags: Option<Tags>,
}

/// An account of the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Where it was read.
    pub place: Place,
    /// Its number.
    pub number: Option<AccountNumber>,
    /// Its name.
    pub name: Option<String>,
    /// The organizational units above it, from the root, each by name.
    pub ou_path: Option<Vec<String>>,
}

/// VPCs that can route to one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Where it was read.
    pub place: Place,
    /// What it is called.
    pub name: Option<String>,
    /// How they are connected.
    pub kind: ConnectionKind,
    /// The VPCs.
    pub vpcs: Vec<Key>,
    /// What is known of VPCs at its end that may be in no file: their CIDRs, owner and Region.
    pub ends: Vec<ConnectionEnd>,
    /// What somebody wrote beside it, or the id in AWS.
    pub note: Option<String>,
}

/// What a connection says of a VPC at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of a VPC")]
pub struct ConnectionEnd {
    pub vpc: Key,
    pub owner: Option<AccountNumber>,
    pub region: Option<RegionCode>,
    pub cidrs: Vec<Cidr>,
}
