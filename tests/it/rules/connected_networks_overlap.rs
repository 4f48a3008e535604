use ipam_planner::plan::ConnectionKind::{DirectConnect, TransitGateway, Vpn};
use ipam_planner::plan::{End, Node, RowChange};
use ipam_planner::rules::Subject;

use super::sketch::{Sketch, cidr};

const CODE: &str = "connected-networks-overlap";

#[test]
fn a_network_on_premises_has_no_address_of_a_vpc_that_it_reaches() {
    for (kind, name, called) in [
        (Vpn, "Berlin", "The VPN connection Berlin"),
        (DirectConnect, "", "A Direct Connect connection without a name"),
        (TransitGateway, "Hub", "The transit gateway connection Hub"),
    ] {
        for (vpc, network, fires) in [
            ("10.0.0.0/16", "10.1.0.0/16", false),
            ("10.0.0.0/16", "10.0.0.0/8", true),
            ("10.0.0.0/16", "10.0.255.255/32", true),
            ("10.0.0.0/16", "9.255.255.255/32", false),
            ("fd80::/56", "fd80:0:0:100::/56", false),
            ("fd80::/56", "fd80::/48", true),
        ] {
            let mut sketch = Sketch::new();
            let web = sketch.vpc("web");
            sketch.vpc_cidr(web, vpc, None);
            let office = sketch.network("Office", &[network]);
            sketch.connect_networks(kind, name, &[web], &[office]);
            let mut ends = [("web", vpc), ("the network Office", network)];
            if cidr(network).contains(cidr(vpc)) {
                ends.reverse();
            }
            let [(outer, at), (inner, beside)] = ends;
            let expected = format!(
                "{called} has {outer} ({at}) and {inner} ({beside}), which overlap, and the VPC sends those addresses to itself"
            );
            assert_eq!(sketch.sentence(CODE), fires.then_some(expected));
            assert_eq!(sketch.found("connected-vpcs-overlap"), [""; 0]);
        }
    }
}

#[test]
fn nor_of_another_network_of_the_connection() {
    let mut sketch = Sketch::new();
    let (office, depot) = (
        sketch.network("Office", &["192.168.0.0/16"]),
        sketch.network("", &["192.168.7.0/24"]),
    );
    sketch.connect_networks(Vpn, "", &[], &[office]);
    sketch.connect_networks(Vpn, "", &[], &[depot]);
    assert_eq!(sketch.found(CODE), [""; 0]);
    sketch.connect_networks(Vpn, "Sites", &[], &[office, depot]);
    let expected = "The VPN connection Sites has the network Office (192.168.0.0/16) and a network without a name \
                    (192.168.7.0/24), which overlap";
    assert_eq!(sketch.sentence(CODE).as_deref(), Some(expected));
    assert_eq!(sketch.evidence(CODE), "192.168.0.0/16 192.168.7.0/24, 2 ends");
    // It is counted somewhere in the tree, though it is about no VPC.
    assert_eq!(
        sketch.workspace.findings().below(Node::Ipam),
        sketch.workspace.findings().total()
    );
}

#[test]
fn a_network_may_state_a_block_and_its_parts() {
    let mut sketch = Sketch::new();
    let office = sketch.network("Office", &["192.168.0.0/16", "192.168.7.0/24"]);
    sketch.connect_networks(Vpn, "", &[], &[office]);
    assert_eq!(sketch.found(CODE), [""; 0]);
}

#[test]
fn a_network_that_changes_is_judged_wherever_it_is_connected() {
    let mut sketch = Sketch::new();
    let vpcs = ["web", "erp"].map(|name| sketch.vpc(name));
    let web = sketch.vpc_cidr(vpcs[0], "10.0.0.0/16", None);
    sketch.vpc_cidr(vpcs[1], "10.1.0.0/16", None);
    let office = sketch.network("Office", &["192.168.0.0/16"]);
    let connection = sketch.connect_networks(Vpn, "Berlin", &vpcs, &[office]);
    assert_eq!(sketch.found(CODE), [""; 0]);
    let before = sketch.workspace.plan().intent().networks.get(&office).unwrap().clone();
    let mut after = before.clone();
    after.cidrs.insert(cidr("10.0.128.0/17"));
    let mut edit = ipam_planner::plan::Edit::new();
    edit.intent(RowChange {
        id: office,
        before: Some(Box::new(before)),
        after: Some(Box::new(after)),
    });
    sketch.take(edit);
    assert_eq!(sketch.found(CODE).len(), 1);
    assert_eq!(sketch.workspace.index().connections(End::Network(office)), [connection]);
    let nodes = Subject::Row(connection.into()).nodes(sketch.workspace.facts());
    assert_eq!(nodes, [Node::VpcCidr(web)]);
}
