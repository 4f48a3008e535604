use ipam_planner::plan::ConnectionKind::{DirectConnect, Peering, TransitGateway, Vpn};
use ipam_planner::plan::{Node, RowChange};

use super::sketch::{Sketch, private};

#[test]
fn connected_vpcs_have_no_address_in_common() {
    let (refused, not_propagated) = (", which AWS refuses", ", so that the one attached second gets no route");
    for (kind, name, called, then) in [
        (Peering, "web-erp", "The peering connection web-erp", refused),
        (
            TransitGateway,
            "Hub",
            "The transit gateway connection Hub",
            not_propagated,
        ),
        (DirectConnect, "", "A Direct Connect connection without a name", refused),
        (Vpn, "", "A VPN connection without a name", ""),
    ] {
        for (one, other, fires) in [
            ("10.0.0.0/16", "10.1.0.0/16", false),
            ("10.0.0.0/16", "10.0.0.0/16", true),
            ("10.0.0.0/16", "10.0.255.240/28", true),
            ("fd80::/56", "fd80:0:0:100::/56", false),
            ("fd80::/52", "fd80::/56", true),
        ] {
            let mut sketch = Sketch::new();
            let (web, erp) = (sketch.vpc("web"), sketch.vpc("erp"));
            sketch.vpc_cidr(web, one, None);
            sketch.vpc_cidr(erp, other, None);
            sketch.connect(kind, name, &[web, erp]);
            let expected = format!("{called} has web ({one}) and erp ({other}), which overlap{then}");
            assert_eq!(sketch.sentence("connected-vpcs-overlap"), fires.then_some(expected));
        }
    }
}

#[test]
fn those_that_are_not_connected_may_overlap() {
    let mut sketch = Sketch::new();
    let vpcs = ["a", "b", "c"].map(|name| sketch.vpc(name));
    sketch.vpc_cidr(vpcs[0], "10.0.0.0/16", None);
    sketch.vpc_cidr(vpcs[1], "10.1.0.0/16", None);
    let third = sketch.vpc_cidr(vpcs[2], "10.0.0.0/17", None);
    sketch.connect(Peering, "ab", &vpcs[..2]);
    sketch.connect(Peering, "bc", &vpcs[1..]);
    assert_eq!(sketch.found("connected-vpcs-overlap"), [""; 0]);
    // A CIDR that comes later is judged too.
    sketch.vpc_cidr(vpcs[1], "10.0.128.0/17", None);
    assert_eq!(
        sketch.evidence("connected-vpcs-overlap"),
        "10.0.0.0/16 10.0.128.0/17, 2 VPCs"
    );
    sketch.change(
        third,
        |tables| &tables.vpc_cidrs,
        |row| row.cidr = super::sketch::cidr("10.1.0.0/24"),
    );
    assert_eq!(sketch.found("connected-vpcs-overlap").len(), 2);
}

#[test]
fn neither_scopes_nor_ignoring_part_them() {
    let mut sketch = Sketch::new();
    let other = sketch.scope("Partners");
    let (web, erp) = (sketch.vpc("web"), sketch.vpc("erp"));
    sketch.change_vpc(erp, |vpc| vpc.scope = other);
    let cidr = sketch.vpc_cidr(web, "10.0.0.0/16", None);
    sketch.vpc_cidr(erp, "10.0.0.0/16", None);
    sketch.ignore(cidr);
    assert_eq!(sketch.found("overlap"), [""; 0]);
    sketch.connect(Peering, "", &[web, erp]);
    assert_eq!(sketch.found("connected-vpcs-overlap").len(), 1);
}

#[test]
fn many_are_counted_and_shown_where_they_are() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/8"]);
    let vpcs: Vec<_> = (0..5).map(|number| sketch.vpc(&format!("vpc-{number}"))).collect();
    let mut cidrs = Vec::new();
    for (vpc, cidr) in vpcs.iter().zip([
        "10.0.0.0/16",
        "10.0.0.0/24",
        "10.0.0.0/24",
        "10.1.0.0/16",
        "10.2.0.0/16",
    ]) {
        cidrs.push(sketch.vpc_cidr(*vpc, cidr, pool));
    }
    // A VPC does not overlap itself.
    sketch.vpc_cidr(vpcs[4], "10.2.0.0/24", pool);
    let id = sketch.connect(TransitGateway, "Hub", &vpcs);
    let expected = "The transit gateway connection Hub has vpc-0 (10.0.0.0/16) and vpc-1 (10.0.0.0/24), which overlap, so that \
                    the one attached second gets no route; 3 of its 5 VPCs overlap another";
    assert_eq!(sketch.sentence("connected-vpcs-overlap").as_deref(), Some(expected));
    let shown = |sketch: &Sketch, at: usize| {
        let mut at = sketch.workspace.findings().at(Node::VpcCidr(cidrs[at]));
        at.any(|finding| finding.rule.code == "connected-vpcs-overlap")
    };
    assert_eq!(
        [0, 1, 2, 3, 4].map(|at| shown(&sketch, at)),
        [true, true, true, false, false]
    );

    let mut edit = ipam_planner::plan::Edit::new();
    let row = sketch.workspace.plan().intent().connections.get(&id).unwrap().clone();
    edit.intent(RowChange {
        id,
        before: Some(Box::new(row)),
        after: None,
    });
    sketch.take(edit);
    assert_eq!(sketch.found("connected-vpcs-overlap"), [""; 0]);
}
