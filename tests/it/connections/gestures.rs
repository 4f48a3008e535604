//! Stating, changing and taking back what must reach what.

use ipam_planner::plan::gesture::{Gesture, put_connection, put_network, remove_connection, remove_network};
use ipam_planner::plan::{Connection, ConnectionKind, Id, Network, Plan};

fn take(plan: &mut Plan, gesture: Gesture) -> String {
    plan.apply(gesture.edit).unwrap();
    gesture.label
}

#[test]
fn a_network_and_its_connection_come_change_and_go() {
    let mut plan = Plan::new("test", "eu-central-1".parse().unwrap());
    let empty = plan.clone();
    let (office, vpn): (Id<Network>, Id<Connection>) = ("office".parse().unwrap(), "vpn".parse().unwrap());
    let mut network = Network {
        name: "Berlin".to_owned(),
        ..Network::default()
    };
    let gesture = put_network(&plan, office, network.clone());
    assert_eq!(take(&mut plan, gesture), "Add network Berlin");
    network.cidrs.insert("192.168.0.0/16".parse().unwrap());
    let gesture = put_network(&plan, office, network.clone());
    assert_eq!(take(&mut plan, gesture), "Change network Berlin");
    assert!(put_network(&plan, office, network).edit.is_empty());

    let mut connection = Connection::new(ConnectionKind::Vpn);
    connection.networks.insert(office);
    let gesture = put_connection(&plan, vpn, connection);
    assert_eq!(take(&mut plan, gesture), "Add a connection without a name");
    let with_both = plan.clone();

    // What goes is taken out of what names it.
    let gesture = remove_network(&plan, office).unwrap();
    assert_eq!(take(&mut plan, gesture), "Remove network Berlin");
    assert_eq!(
        plan.intent().connections.get(&vpn),
        Some(&Connection::new(ConnectionKind::Vpn))
    );
    let gesture = remove_connection(&plan, vpn).unwrap();
    assert_eq!(take(&mut plan, gesture), "Remove a connection without a name");
    assert_eq!(plan, empty);
    assert!(remove_network(&plan, office).is_none() && remove_connection(&plan, vpn).is_none());

    let mut plan = with_both;
    let gesture = remove_connection(&plan, vpn).unwrap();
    take(&mut plan, gesture);
    assert!(plan.intent().networks.contains_key(&office));
}
