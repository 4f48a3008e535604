//! What must be able to route to what: connections, and networks on premises.

use super::fields::Fields;
use super::out::Out;
use super::value::Words;
use crate::plan::{Connection, ConnectionKind, Network};

const CONNECTION_KINDS: &Words<ConnectionKind> = &[
    ("peering", ConnectionKind::Peering),
    ("transit-gateway", ConnectionKind::TransitGateway),
    ("direct-connect", ConnectionKind::DirectConnect),
    ("vpn", ConnectionKind::Vpn),
];

pub(super) fn write_network(row: &Network, out: &mut Out) {
    out.text("name", &row.name);
    out.set("cidrs", &row.cidrs);
    out.text("note", &row.note);
}

pub(super) fn read_network(fields: &mut Fields<'_, '_>) -> Option<Network> {
    Some(Network {
        name: fields.text("name"),
        cidrs: fields.set("cidrs"),
        note: fields.text("note"),
    })
}

pub(super) fn write_connection(row: &Connection, out: &mut Out) {
    out.text("name", &row.name);
    out.word("type", CONNECTION_KINDS, row.kind);
    out.set("vpcs", &row.vpcs);
    out.set("networks", &row.networks);
    out.text("note", &row.note);
}

pub(super) fn read_connection(fields: &mut Fields<'_, '_>) -> Option<Connection> {
    let name = fields.text("name");
    let kind = fields.word("type", CONNECTION_KINDS);
    let vpcs = fields.set("vpcs");
    let networks = fields.set("networks");
    let note = fields.text("note");
    Some(Connection {
        name,
        kind: kind?,
        vpcs,
        networks,
        note,
    })
}
