//! Accounts, peerings, reservations in subnets, and what says nothing about a plan.

use super::item::Item;
use crate::import::found::{Account, Connection, ConnectionEnd, SubnetReservation};
use crate::import::note::Severity;
use crate::plan::ConnectionKind;

/// An object of `organizations list-accounts`.
pub(super) fn account(item: &mut Item<'_, '_, '_>) {
    let number = item.account("Id");
    let name = item.string("Name");
    if number.is_none() && name.is_none() {
        item.note(
            Severity::Refused,
            "an account without \"Id\" and \"Name\" is left out".to_owned(),
        );
        return;
    }
    let status = item.text("Status").unwrap_or_default();
    if !matches!(&*status, "ACTIVE" | "") {
        item.note(Severity::Remark, format!("the status of this account is {status}"));
    }
    item.out.found.accounts.push(Account {
        place: item.out.place(item.value.line()),
        number,
        name,
        ou_path: None,
    });
}

/// An object of `describe-vpc-peering-connections`.
pub(super) fn peering(item: &mut Item<'_, '_, '_>) {
    let status = item.value.member("Status").and_then(|status| status.member("Code"));
    let status = status.and_then(|code| code.text()).unwrap_or_default();
    if !matches!(&*status, "active" | "provisioning" | "") {
        item.note(Severity::Remark, format!("this peering is {status}, so it is left out"));
        return;
    }
    let mut ends = Vec::new();
    for key in ["RequesterVpcInfo", "AccepterVpcInfo"] {
        let Some(value) = item.value.member(key) else { continue };
        let mut end = item.inside(value);
        let Some(vpc) = end.id("VpcId") else { continue };
        let (owner, region) = (end.account("OwnerId"), end.region("Region"));
        let mut cidrs = Vec::new();
        for (list, key) in [("CidrBlockSet", "CidrBlock"), ("Ipv6CidrBlockSet", "Ipv6CidrBlock")] {
            for value in end.list(list) {
                cidrs.extend(end.inside(value).cidr(key));
            }
        }
        if cidrs.is_empty() {
            cidrs.extend(end.cidr("CidrBlock"));
        }
        ends.push(ConnectionEnd {
            vpc,
            owner,
            region,
            cidrs,
        });
    }
    if ends.len() < 2 {
        item.note(
            Severity::Refused,
            "a peering needs two VPCs, \"RequesterVpcInfo\" and \"AccepterVpcInfo\"".to_owned(),
        );
        return;
    }
    let (name, _) = item.tags("Tags");
    let connection = Connection {
        place: item.place(),
        name,
        kind: ConnectionKind::Peering,
        vpcs: ends.iter().map(|end| end.vpc.clone()).collect(),
        ends,
        note: item.string("VpcPeeringConnectionId"),
    };
    item.out.found.connections.push(connection);
}

/// An object of `get-subnet-cidr-reservations`.
pub(super) fn subnet_reservation(item: &mut Item<'_, '_, '_>) {
    let (Some(subnet), Some(cidr)) = (item.id("SubnetId"), item.cidr("Cidr")) else {
        return;
    };
    let reservation = SubnetReservation {
        place: item.place(),
        subnet,
        cidr,
        kind: item.string("ReservationType").unwrap_or_default(),
        description: item.string("Description"),
    };
    item.out.found.subnet_reservations.push(reservation);
}

/// What is recognised and says nothing about a plan.
pub(super) fn nothing(_item: &mut Item<'_, '_, '_>) {}
