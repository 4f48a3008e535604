//! Network interfaces: the addresses that are in use, and that AWS bills as active IPs.

use std::net::IpAddr;

use super::item::Item;
use crate::address::{Cidr, Family};
use crate::import::found::{Interface, Key};
use crate::import::note::Severity;

/// An object of `describe-network-interfaces`.
///
/// Every address of an interface that is in use is an active IP, and a delegated prefix is one as a whole.
pub(super) fn interface(item: &mut Item<'_, '_, '_>) {
    let Some(key) = item.id("NetworkInterfaceId") else {
        return;
    };
    let Some(vpc) = item.string("VpcId").map(Key::Aws) else {
        item.note(
            Severity::Refused,
            "a network interface without \"VpcId\" is left out".to_owned(),
        );
        return;
    };
    let in_use = item.text("Status").is_none_or(|status| status == "in-use");
    let mut interface = Interface {
        place: item.place(),
        key,
        vpc,
        subnet: item.string("SubnetId").map(Key::Aws),
        in_use,
        addresses: Vec::new(),
        public: Vec::new(),
    };
    for value in item.list("PrivateIpAddresses") {
        let mut address = item.inside(value);
        interface.addresses.extend(alone(address.spelled("PrivateIpAddress")));
        if let Some(association) = value.member("Association") {
            interface
                .public
                .extend(address.inside(association).spelled::<IpAddr>("PublicIp"));
        }
    }
    for value in item.list("Ipv6Addresses") {
        interface
            .addresses
            .extend(alone(item.inside(value).spelled("Ipv6Address")));
    }
    for (list, key) in [("Ipv4Prefixes", "Ipv4Prefix"), ("Ipv6Prefixes", "Ipv6Prefix")] {
        for value in item.list(list) {
            interface.addresses.extend(item.inside(value).cidr(key));
        }
    }
    item.out.found.interfaces.push(interface);
}

/// The block of one address.
fn alone(address: Option<IpAddr>) -> Option<Cidr> {
    let address = address?;
    let family = if address.is_ipv4() { Family::Ipv4 } else { Family::Ipv6 };
    Cidr::new(address, family.longest())
}
