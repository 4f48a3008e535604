//! What the AWS CLI prints as JSON: lists of objects, one command each, and what the script of [`inventory`] makes of many of them.
//!
//! A command prints an object with one list in it. Others print the one object that they made or changed, with the fields of the
//! list's; they are read the same way.

mod interfaces;
mod inventory;
mod ipams;
mod item;
mod lists;
mod others;
mod pools;
mod resources;
mod script;
mod vpcs;

pub use script::{Interfaces, Inventory, Organization, inventory_script};

use super::json::{Kind, View};
use super::shapes::JsonShape;
use lists::{List, Lists};

/// An entry of [`SHAPES`]: the word, the list, and the key under which a single one is printed.
macro_rules! list {
    ($word:literal, $key:literal, $alone:literal, $read:path) => {
        JsonShape {
            word: $word,
            is: |root| has(root, $key) || has(root, $alone),
            reader: || {
                Box::new(Lists::new(&[List {
                    key: $key,
                    alone: $alone,
                    read: $read,
                }]))
            },
        }
    };
}

/// The commands whose output is read.
#[rustfmt::skip]
pub(super) const SHAPES: &[JsonShape] = &[
    inventory::SHAPE,
    list!("the output of aws ec2 describe-ipams", "Ipams", "Ipam", ipams::ipam),
    list!("the output of aws ec2 describe-ipam-scopes", "IpamScopes", "IpamScope", ipams::scope),
    list!("the output of aws ec2 describe-ipam-pools", "IpamPools", "IpamPool", pools::pool),
    list!("the output of aws ec2 get-ipam-pool-cidrs", "IpamPoolCidrs", "IpamPoolCidr", pools::pool_cidr),
    list!("the output of aws ec2 get-ipam-pool-allocations", "IpamPoolAllocations", "IpamPoolAllocation", pools::allocation),
    list!("the output of aws ec2 get-ipam-resource-cidrs", "IpamResourceCidrs", "IpamResourceCidr", resources::resource_cidr),
    list!("the output of aws ec2 get-ipam-discovered-resource-cidrs", "IpamDiscoveredResourceCidrs", "IpamDiscoveredResourceCidr", resources::resource_cidr),
    list!("the output of aws ec2 describe-vpcs", "Vpcs", "Vpc", vpcs::vpc),
    list!("the output of aws ec2 describe-subnets", "Subnets", "Subnet", vpcs::subnet),
    list!("the output of aws ec2 describe-network-interfaces", "NetworkInterfaces", "NetworkInterface", interfaces::interface),
    list!("the output of aws ec2 describe-addresses", "Addresses", "Address", resources::address),
    list!("the output of aws ec2 describe-vpc-peering-connections", "VpcPeeringConnections", "VpcPeeringConnection", others::peering),
    list!("the output of aws organizations list-accounts", "Accounts", "Account", others::account),
    // These say nothing about a plan, and are no mistake either.
    list!("the output of aws ec2 describe-regions", "Regions", "Region", others::nothing),
    list!("the output of aws ec2 describe-availability-zones", "AvailabilityZones", "AvailabilityZone", others::nothing),
    JsonShape {
        word: "the output of aws ec2 get-subnet-cidr-reservations",
        is: |root| has(root, IPV4_RESERVATIONS) || has(root, IPV6_RESERVATIONS),
        reader: || Box::new(Lists::new(&[
            List { key: IPV4_RESERVATIONS, alone: "SubnetCidrReservation", read: others::subnet_reservation },
            List { key: IPV6_RESERVATIONS, alone: "", read: others::subnet_reservation },
        ])),
    },
];

const IPV4_RESERVATIONS: &str = "SubnetIpv4CidrReservations";
const IPV6_RESERVATIONS: &str = "SubnetIpv6CidrReservations";

/// Whether the document is an object with this key and a list or an object under it.
fn has(root: View<'_>, key: &str) -> bool {
    root.members()
        .any(|(name, value)| name == key && matches!(value.kind(), Kind::List | Kind::Object))
}
