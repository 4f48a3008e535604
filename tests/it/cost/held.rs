//! What the public scope holds: Elastic IP addresses, what was brought to AWS, and contiguous blocks.

use ipam_planner::cost::{Dimension, Figures, Group, Period, Terms, curve, total_under};
use ipam_planner::plan::PublicBlockKind::{ElasticIp, PublicIpv4Pool};
use ipam_planner::plan::PublicIpSource::{Amazon, Byoip};
use ipam_planner::plan::{Growth, Id, Node, PlainAddresses, Plan, Pool, PublicIpSource, WorkloadKind};

use super::sketch::Sketch;

fn public_pool(sketch: &mut Sketch, cidr: &str, source: Option<PublicIpSource>) -> Id<Pool> {
    let pool = sketch.pool(Plan::default_public_scope().into(), cidr);
    sketch.change_pool(pool, |pool| {
        pool.public_ip_source = source;
        pool.locale = Some("eu-west-1".parse().unwrap());
    });
    pool
}

/// What AWS charges by the hour, what it does not charge, and what it charges at a rate that nobody confirms.
fn numbers(figures: &Figures) -> (u128, u128, u128) {
    (figures.public_ipv4, figures.brought_ipv4, figures.contiguous_ipv4)
}

/// "$3.60 for 720 hours, $43.80 for a year": of re:Post, for an Elastic IP address in use or idle.
#[test]
fn an_elastic_ip_address_costs_what_a_public_address_costs() {
    let mut sketch = Sketch::new();
    let id = sketch.public(ElasticIp, "52.0.0.1/32", None);
    sketch.settings(|settings| settings.hours = ipam_planner::plan::HoursPerMonth::ThirtyDays);
    let workspace = sketch.open();
    let (estimate, terms) = (workspace.estimate(), workspace.estimate().terms());
    let total = estimate.total();
    assert_eq!(total.total_for(terms, Period::Month).plain(), "3.6");
    assert_eq!(total.total_for(terms, Period::Year).plain(), "43.8");
    // It is on no network interface by being held.
    assert_eq!((total.active(), total.consumed_ipv4), (0, 0));
    let home = terms.home_region;
    for group in [
        Group::Region(home),
        Group::Account(None),
        Group::Scope(Plan::default_public_scope()),
        Group::Pool(None),
        Group::OutsideVpcs(Dimension::Vpc),
        Group::OutsideVpcs(Dimension::Workload),
        Group::Node(Node::PublicBlock(id)),
        Group::Node(Node::Ipam),
    ] {
        assert_eq!(estimate.of(group), total, "{group:?}");
    }
}

#[test]
fn who_provides_the_addresses_decides_what_is_charged() {
    let (charged, brought, in_block) = ((1, 0, 0), (0, 1, 0), (0, 0, 0));
    for (kind, source, expected) in [
        (ElasticIp, None, charged),
        // A pool of EC2 is of addresses that were brought to it.
        (PublicIpv4Pool, None, brought),
        (ElasticIp, Some(Some(Byoip)), brought),
        (ElasticIp, Some(None), brought),
        (PublicIpv4Pool, Some(Some(Byoip)), brought),
        // With the block that it is of.
        (ElasticIp, Some(Some(Amazon)), in_block),
    ] {
        let mut sketch = Sketch::new();
        let pool = source.map(|source| public_pool(&mut sketch, "52.0.0.0/28", source));
        let id = sketch.public(kind, "52.0.0.1/32", pool);
        let figures = sketch.open().estimate().of(Group::Node(Node::PublicBlock(id)));
        assert_eq!(numbers(&figures), expected, "{kind:?} {source:?}");
    }
    // The price of public IPv4 is not one of IPv6.
    let mut sketch = Sketch::new();
    sketch.public(ElasticIp, "2600::/56", None);
    assert_eq!(numbers(&sketch.open().estimate().total()), (0, 0, 0));
}

/// "Billed until deprovisioned, whole block": what is allocated from it makes no difference, and no amount is made up.
#[test]
fn a_contiguous_block_is_counted_whole_and_has_no_price() {
    let mut sketch = Sketch::new();
    let pool = public_pool(&mut sketch, "52.0.0.0/28", Some(Amazon));
    sketch.pool(pool.into(), "52.0.0.0/30");
    sketch.public(ElasticIp, "52.0.0.5/32", Some(pool));
    let workspace = sketch.open();
    let total = workspace.estimate().total();
    assert_eq!(numbers(&total), (0, 0, 16));
    assert_eq!(total.total_for(workspace.estimate().terms(), Period::Year).plain(), "0");
    let ireland = Group::Region("eu-west-1".parse().unwrap());
    assert_eq!(numbers(&workspace.estimate().of(ireland)), (0, 0, 16));
    assert_eq!(
        numbers(&workspace.estimate().of(Group::Node(Node::Pool(pool)))),
        (0, 0, 16)
    );
    // In the private scope nobody asks.
    let mut sketch = Sketch::new();
    sketch.pool(Plan::default_private_scope().into(), "10.0.0.0/28");
    assert_eq!(numbers(&sketch.open().estimate().total()), (0, 0, 0));
}

#[test]
fn the_region_is_its_own_or_that_of_its_pool_or_home() {
    let mut sketch = Sketch::new();
    let pool = public_pool(&mut sketch, "52.0.0.0/24", Some(Byoip));
    let from_pool = sketch.public(ElasticIp, "52.0.0.1/32", Some(pool));
    let alone = sketch.public(ElasticIp, "53.0.0.1/32", None);
    let mut workspace = sketch.open();
    let at = |workspace: &ipam_planner::workspace::Workspace, region: &str| {
        numbers(&workspace.estimate().of(Group::Region(region.parse().unwrap())))
    };
    assert_eq!(
        (at(&workspace, "eu-central-1"), at(&workspace, "eu-west-1")),
        ((1, 0, 0), (0, 1, 0))
    );
    // What changes is followed: the pool's locale, the block's Region, the home Region.
    let mut edit = ipam_planner::plan::Edit::new();
    edit.update(pool, workspace.plan().design().pools.get(&pool).unwrap(), |pool| {
        pool.locale = None
    });
    edit.update(Plan::ipam_id(), workspace.plan().ipam(), |ipam| {
        ipam.home_region = "us-east-1".parse().unwrap();
    });
    workspace.apply("test", edit).unwrap();
    assert_eq!(at(&workspace, "us-east-1"), (1, 1, 0));
    for id in [from_pool, alone] {
        let mut edit = ipam_planner::plan::Edit::new();
        edit.update(id, workspace.plan().design().public_blocks.get(&id).unwrap(), |row| {
            row.region = Some("eu-west-1".parse().unwrap());
        });
        workspace.apply("test", edit).unwrap();
    }
    assert_eq!(at(&workspace, "eu-west-1"), (1, 1, 0));
    let mut edit = ipam_planner::plan::Edit::new();
    edit.update(pool, workspace.plan().design().pools.get(&pool).unwrap(), |pool| {
        pool.public_ip_source = Some(Amazon);
    });
    workspace.apply("test", edit).unwrap();
    assert_eq!(at(&workspace, "eu-west-1"), (1, 0, 0));
    assert_eq!(numbers(&workspace.estimate().total()), (1, 0, 256));
}

/// Where no source gives a price, there is none until the plan gives one.
#[test]
fn a_region_without_a_price_is_said() {
    let mut sketch = Sketch::new();
    let id = sketch.public(ElasticIp, "52.0.0.1/32", None);
    sketch.change_public(id, |row| row.region = Some("us-gov-west-1".parse().unwrap()));
    let total = sketch.open().estimate().total();
    assert_eq!((total.public_ipv4, total.unpriced_public_ipv4), (1, 1));
    assert_eq!(total.public_ipv4_charge.nano_dollars(), 0);
}

/// Scenarios and the months to come have it as it is: nothing that runs makes more of it.
#[test]
fn it_stays_when_workloads_grow() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/16", None);
    sketch.workload(
        vpc,
        WorkloadKind::Addresses(PlainAddresses {
            ipv4: 10,
            public_ipv4: 10,
            ..PlainAddresses::default()
        }),
    );
    for address in ["52.0.0.1/32", "52.0.0.2/32"] {
        sketch.public(ElasticIp, address, None);
    }
    let workspace = sketch.open();
    let (plan, index, terms) = (workspace.plan(), workspace.index(), Terms::of(workspace.plan()));
    assert_eq!(total_under(plan, index, &terms), workspace.estimate().total());
    let doubling = Growth {
        addresses: 100,
        blocks: 0,
    };
    let months = curve(plan, index, &terms, doubling, 12);
    // 12 addresses × $0.005 × 730 hours, and 22.
    assert_eq!(months.first().unwrap().public_ipv4.plain(), "43.8");
    assert_eq!(months.last().unwrap().public_ipv4.plain(), "80.3");
}
