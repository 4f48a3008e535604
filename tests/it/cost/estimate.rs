//! Estimates of plans.

use ipam_planner::cost::{Dimension, Estimate, Figures, Group, Money, Period, Usage};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    CidrRole, Counting, Edit, Instances, Monitoring, Node, NodeGroup, OuChildren, OuExclusion, Outline, PlainAddresses,
    Plan, PodAddressing, PoolParent, RegionCode, Tier, WorkloadKind,
};
use ipam_planner::workspace::Workspace;

use super::nodes;
use super::sketch::{Sketch, plain};
use crate::support::RandomEdits;

fn month(estimate: &Estimate, figures: &Figures) -> String {
    figures.total_for(estimate.terms(), Period::Month).plain()
}

fn instances(count: u32) -> WorkloadKind {
    WorkloadKind::Instances(Instances::plain(count))
}

#[test]
fn the_amounts_that_are_known_come_out() {
    let with = |kind: WorkloadKind| {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/16", None);
        sketch.workload(vpc, kind);
        let workspace = sketch.open();
        let total = workspace.estimate().total();
        (total.active(), month(workspace.estimate(), &total))
    };
    let prefixes = NodeGroup {
        addressing: PodAddressing::Prefixes,
        ..nodes("m5.large", 100, 20)
    };
    let cases = [
        (plain(1), 1, "0.1971"),
        (plain(7), 7, "1.3797"),
        (plain(5_000), 5_000, "985.5"),
        (WorkloadKind::NodeGroup(nodes("m5.large", 100, 20)), 3_000, "591.3"),
        (WorkloadKind::NodeGroup(prefixes), 400, "78.84"),
    ];
    for (kind, active, money) in cases {
        assert_eq!(with(kind), (active, money.to_owned()));
    }
}

#[test]
fn public_addresses_are_charged_where_they_are_and_count_as_active() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web", "eu-west-1", "10.0.0.0/16", None);
    sketch.workload(
        vpc,
        WorkloadKind::Addresses(PlainAddresses {
            public_ipv4: 1,
            ..PlainAddresses::default()
        }),
    );
    sketch.settings(|settings| {
        settings.public_ipv4_rates = [("eu-west-1".parse().unwrap(), "0.01".parse().unwrap())]
            .into_iter()
            .collect()
    });
    let workspace = sketch.open();
    let (estimate, total) = (workspace.estimate(), workspace.estimate().total());
    assert_eq!(total.public_ipv4_for(estimate.terms(), Period::Year).plain(), "87.6");
    assert_eq!(total.ipam_for(estimate.terms(), Period::Hour).plain(), "0.00027");
    assert_eq!((total.active(), total.consumed_ipv4), (1, 0));
}

#[test]
fn what_counts_can_be_switched() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/16", None);
    sketch.workload(
        vpc,
        WorkloadKind::Addresses(PlainAddresses {
            ipv4: 10,
            ipv6: 200,
            public_ipv4: 3_000,
        }),
    );
    for (public_ipv4, ipv6, active) in [
        (Counting::Counted, Counting::Counted, 3_210),
        (Counting::NotCounted, Counting::Counted, 210),
        (Counting::Counted, Counting::NotCounted, 3_010),
        (Counting::NotCounted, Counting::NotCounted, 10),
    ] {
        sketch.settings(|settings| (settings.public_ipv4, settings.ipv6) = (public_ipv4, ipv6));
        assert_eq!(sketch.open().estimate().total().active(), active);
    }
}

#[test]
fn the_free_tier_charges_nothing_and_the_home_region_sets_the_rate() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web", "eu-west-1", "10.0.0.0/16", None);
    sketch.workload(vpc, instances(100));
    sketch.settings(|settings| {
        let rates = [("eu-west-1", "1"), ("eu-central-1", "0.5")];
        settings.ipam_rates = rates
            .iter()
            .map(|(region, rate)| (region.parse().unwrap(), rate.parse().unwrap()))
            .collect();
    });
    assert_eq!(sketch.open().estimate().total().ipam.plain(), "50");
    sketch.ipam(|ipam| ipam.tier = Tier::Free);
    let total = sketch.open().estimate().total();
    assert_eq!((total.active(), total.ipam), (100, Money::ZERO));
}

#[test]
fn where_no_price_is_published_there_is_none() {
    let mut sketch = Sketch::new();
    sketch.ipam(|ipam| ipam.home_region = "cn-north-1".parse().unwrap());
    let vpc = sketch.vpc("web", "cn-north-1", "10.0.0.0/16", None);
    sketch.workload(
        vpc,
        WorkloadKind::Addresses(PlainAddresses {
            ipv4: 10,
            ipv6: 0,
            public_ipv4: 2,
        }),
    );
    let total = sketch.open().estimate().total();
    assert_eq!(
        (total.active(), total.ipam, total.public_ipv4_charge),
        (12, Money::ZERO, Money::ZERO)
    );
    assert_eq!(total.unpriced_public_ipv4, 2);
    assert_eq!(sketch.open().estimate().terms().ipam_price().rate, None);
    sketch.settings(|settings| {
        let region: RegionCode = "cn-north-1".parse().unwrap();
        settings.ipam_rates.insert(region, "0.002".parse().unwrap());
    });
    assert_eq!(sketch.open().estimate().total().ipam.plain(), "0.024");
}

#[test]
fn only_what_ipam_sees_is_billed() {
    let mut sketch = Sketch::new();
    let near = sketch.vpc("near", "eu-west-1", "10.0.0.0/16", None);
    let far = sketch.vpc("far", "us-east-1", "10.1.0.0/16", None);
    sketch.workload(near, instances(10));
    sketch.workload(far, instances(100));
    let total = sketch.open().estimate().total();
    assert_eq!((total.active(), total.unmonitored, total.ipv4), (10, 100, 110));
}

#[test]
fn excluded_organizational_units_are_not_billed() {
    let exclusion = |path: &[&str], children| OuExclusion {
        path: path.iter().map(|unit| (*unit).to_owned()).collect(),
        children,
    };
    let active = |exclusion: OuExclusion, organization, administrator: Option<&str>| {
        let mut sketch = Sketch::new();
        let account = sketch.account("team", "111122223333", &["Workloads", "Production"]);
        let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/16", Some(account));
        sketch.workload(vpc, instances(10));
        sketch.organization(organization, administrator);
        sketch.settings(|settings| settings.excluded_ous = vec![exclusion]);
        sketch.open().estimate().total().active()
    };
    use OuChildren::{Excluded, Kept};
    let cases = [
        (exclusion(&["Workloads", "Production"], Kept), true, None, 0),
        (exclusion(&["Workloads"], Excluded), true, None, 0),
        (exclusion(&["Workloads"], Kept), true, None, 10),
        (exclusion(&["Production"], Excluded), true, None, 10),
        (exclusion(&[], Excluded), true, None, 10),
        // The delegated administrator never is, and without an organization nobody is.
        (exclusion(&["Workloads"], Excluded), true, Some("111122223333"), 10),
        (exclusion(&["Workloads"], Excluded), true, Some("444455556666"), 0),
        (exclusion(&["Workloads"], Excluded), false, None, 10),
    ];
    for (exclusion, organization, administrator, expected) in cases {
        assert_eq!(
            active(exclusion.clone(), organization, administrator),
            expected,
            "{exclusion:?}"
        );
    }
}

#[test]
fn addresses_are_attributed_to_pools_subnets_and_everything_above() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(Plan::default_private_scope().into(), "10.0.0.0/8");
    let regional = sketch.pool(PoolParent::Pool(top), "10.0.0.0/12");
    let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/16", None);
    let cidr = sketch.allocate(vpc, regional);
    let one = sketch.subnet(vpc, "10.0.0.0/24");
    let two = sketch.subnet(vpc, "10.0.1.0/24");
    let outside = sketch.vpc("old", "eu-central-1", "192.168.0.0/16", None);
    sketch.workload_in(vpc, &[one, two], instances(11));
    sketch.workload(outside, instances(5));
    let workspace = sketch.open();
    let estimate = workspace.estimate();
    let active = |group: Group| estimate.of(group).active();
    assert_eq!(active(Group::Node(Node::Subnet(one))), 6);
    assert_eq!(active(Group::Node(Node::Subnet(two))), 5);
    assert_eq!(active(Group::Node(Node::VpcCidr(cidr))), 11);
    assert_eq!(active(Group::Node(Node::Pool(regional))), 11);
    assert_eq!(active(Group::Node(Node::Pool(top))), 11);
    assert_eq!(active(Group::Node(Node::Ipam)), 16);
    assert_eq!(
        (active(Group::Pool(Some(regional))), active(Group::Pool(Some(top)))),
        (11, 0)
    );
    assert_eq!(active(Group::Pool(None)), 5);
    let total = estimate.total();
    assert_eq!((total.managed, total.monitored), (11, 5));
    // Ignored CIDRs are billed, and are from no pool.
    sketch.change_cidr(cidr, |row| row.monitoring = Monitoring::Ignored);
    let total = sketch.open().estimate().total();
    assert_eq!((total.managed, total.monitored), (0, 16));
}

#[test]
fn ipv6_comes_from_ipv6_blocks() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web", "eu-central-1", "10.0.0.0/16", None);
    let v6 = sketch.cidr(vpc, "fd00:0:0:100::/56", CidrRole::Secondary);
    let v4_subnet = sketch.subnet(vpc, "10.0.0.0/24");
    let v6_subnet = sketch.subnet(vpc, "fd00:0:0:100::/64");
    let kind = WorkloadKind::Addresses(PlainAddresses {
        ipv4: 4,
        ipv6: 9,
        public_ipv4: 0,
    });
    sketch.workload_in(vpc, &[v4_subnet], kind.clone());
    sketch.workload_in(vpc, &[v4_subnet, v6_subnet], kind);
    let workspace = sketch.open();
    let at = |node| {
        let figures = workspace.estimate().at(workspace.plan(), workspace.index(), node);
        (figures.ipv4, figures.ipv6)
    };
    assert_eq!(at(Node::Subnet(v4_subnet)), (8, 0));
    assert_eq!(at(Node::Subnet(v6_subnet)), (0, 9));
    assert_eq!(at(Node::VpcCidr(v6)), (0, 18));
}

fn assert_sums_agree(estimate: &Estimate, plan: &Plan) {
    let total = estimate.total();
    let dimensions = [
        Dimension::Total,
        Dimension::Region,
        Dimension::Account,
        Dimension::Scope,
        Dimension::Pool,
        Dimension::Vpc,
        Dimension::Workload,
    ];
    for dimension in dimensions {
        let mut sum = Figures::default();
        for (_, figures) in estimate.by(dimension) {
            sum += &figures;
        }
        assert_eq!(sum, total, "by {dimension:?}");
        for period in [Period::Hour, Period::Month, Period::Year] {
            let sum: Money = estimate
                .by(dimension)
                .into_iter()
                .map(|(_, figures)| figures.total_for(estimate.terms(), period))
                .sum();
            assert_eq!(
                sum,
                total.total_for(estimate.terms(), period),
                "by {dimension:?} for a {period:?}"
            );
        }
    }
    assert_eq!(estimate.of(Group::Node(Node::Ipam)), total);
    let mut consumed = 0;
    for (id, workload) in &plan.intent().workloads {
        let usage = estimate.usage(plan, *id).unwrap();
        assert_eq!(usage, Usage::of(&workload.kind));
        let mut sum = Figures::default();
        for (_, figures) in estimate.places(*id) {
            sum += &figures;
        }
        assert_eq!(sum, estimate.of(Group::Workload(*id)));
        assert_eq!(sum.ipv4, u128::from(usage.total().active_ipv4()));
        consumed += u128::from(usage.total().consumed_ipv4());
    }
    assert_eq!(consumed, total.consumed_ipv4);
}

/// Rows of the tree say the same whichever way they are asked about, and VPCs and accounts what their workloads add up to.
fn assert_rows_agree(estimate: &Estimate, plan: &Plan, index: &Index) {
    let outline = Outline::new(plan, index);
    let mut nodes = vec![Node::Ipam];
    let mut next = 0;
    while let Some(node) = nodes.get(next).copied() {
        next += 1;
        let at = estimate.at(plan, index, node);
        assert_eq!(at, estimate.of(Group::Node(node)), "{node:?}");
        nodes.extend(outline.children(node));
    }
    for (group, figures) in estimate
        .by(Dimension::Vpc)
        .into_iter()
        .chain(estimate.by(Dimension::Account))
    {
        assert_eq!(estimate.of(group), figures, "{group:?}");
    }
    for vpc in plan.design().vpcs.keys() {
        let mut sum = Figures::default();
        for (id, workload) in &plan.intent().workloads {
            if workload.vpc == *vpc {
                sum += &estimate.of(Group::Workload(*id));
            }
        }
        assert_eq!(sum, estimate.of(Group::Vpc(*vpc)));
    }
}

#[test]
fn sums_agree_on_random_plans() {
    let mut with_workloads = 0;
    for seed in 1..=60 {
        let plan = RandomEdits::new(seed).plan(150);
        let index = Index::build(&plan);
        let estimate = Estimate::build(&plan, &index);
        assert_sums_agree(&estimate, &plan);
        assert_rows_agree(&estimate, &plan, &index);
        with_workloads += usize::from(!estimate.total().is_empty());
    }
    assert!(with_workloads > 40, "only {with_workloads} plans cost something");
}

#[test]
fn an_estimate_that_is_kept_current_is_one_from_scratch() {
    let mut taken = 0;
    for seed in 100..=130 {
        let mut edits = RandomEdits::new(seed);
        let mut workspace = Workspace::open(edits.plan(60));
        for _ in 0..150 {
            match edits.random.below(10) {
                0 => _ = workspace.undo(),
                1 => _ = workspace.redo(),
                _ => {
                    let edit: Edit = edits.edit(workspace.plan());
                    taken += usize::from(workspace.apply("random", edit).is_ok());
                }
            }
            let fresh = Estimate::build(workspace.plan(), workspace.index());
            assert!(*workspace.estimate() == fresh, "after edit {taken} of seed {seed}");
        }
    }
    assert!(taken > 2_000, "only {taken} edits");
}
