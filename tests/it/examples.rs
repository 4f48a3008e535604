//! The worked examples, and the generated plans.

use std::collections::BTreeSet;

use ipam_planner::address::Cidr;
use ipam_planner::examples::{EXAMPLES, Example, generated};
use ipam_planner::format;
use ipam_planner::plan::{Id, Plan, Pool, PoolParent};
use ipam_planner::workspace::Workspace;

fn example(key: &str) -> Plan {
    let example = EXAMPLES.iter().find(|example| example.key == key);
    example.unwrap().plan()
}

/// Every block of a plan's pools that is not inside a CIDR of the pool above it.
fn outside_their_source(plan: &Plan) -> Vec<Cidr> {
    let design = plan.design();
    let inside = |pool, cidr| {
        design
            .pool_cidrs
            .values()
            .any(|above| above.pool == pool && above.cidr.contains(cidr))
    };
    let mut outside = Vec::new();
    for row in design.pool_cidrs.values() {
        if let PoolParent::Pool(source) = design.pools.get(&row.pool).unwrap().parent
            && !inside(source, row.cidr)
        {
            outside.push(row.cidr);
        }
    }
    for (pool, cidr) in allocations(plan) {
        if !inside(pool, cidr) {
            outside.push(cidr);
        }
    }
    outside
}

fn allocations(plan: &Plan) -> Vec<(Id<Pool>, Cidr)> {
    let design = plan.design();
    let vpcs = design.vpc_cidrs.values().filter_map(|row| Some((row.pool?, row.cidr)));
    let public = design
        .public_blocks
        .values()
        .filter_map(|row| Some((row.pool?, row.cidr)));
    let reserved = design.reservations.values().map(|row| (row.pool, row.cidr));
    vpcs.chain(public).chain(reserved).collect()
}

/// Pairs of siblings that overlap: what one pool gives out, or what one scope's top-level pools hold.
fn overlapping_siblings(plan: &Plan) -> Vec<(Cidr, Cidr)> {
    let design = plan.design();
    let mut siblings: Vec<(PoolParent, Cidr)> = design
        .pool_cidrs
        .values()
        .map(|row| (design.pools.get(&row.pool).unwrap().parent, row.cidr))
        .collect();
    siblings.extend(
        allocations(plan)
            .into_iter()
            .map(|(pool, cidr)| (PoolParent::Pool(pool), cidr)),
    );
    siblings.sort();
    let mut pairs = Vec::new();
    for (at, (parent, cidr)) in siblings.iter().enumerate() {
        let later = siblings[at + 1..].iter();
        let overlapping = later.take_while(|(other, next)| other == parent && cidr.contains(*next));
        pairs.extend(overlapping.map(|(_, other)| (*cidr, *other)));
    }
    pairs
}

#[test]
fn each_example_is_the_same_every_time_and_round_trips() {
    let keys: BTreeSet<_> = EXAMPLES.iter().map(|example| example.key).collect();
    assert_eq!(keys.len(), EXAMPLES.len());
    for example in EXAMPLES {
        let Example { title, sentence, .. } = example;
        let text = format::write(&example.plan());
        assert_eq!(format::write(&example.plan()), text, "{title}");
        assert_eq!(format::read(&text).unwrap().plan, example.plan(), "{title}");
        assert!(
            !sentence.ends_with('.'),
            "{title}: a label of one sentence has no full stop"
        );
    }
}

#[test]
fn the_organization_is_sound() {
    let plan = example("organization");
    assert_eq!(outside_their_source(&plan), []);
    assert_eq!(overlapping_siblings(&plan), []);
    assert_eq!(plan.design().vpcs.len(), 29);
    for subnet in plan.design().subnets.values() {
        let cidrs = plan.design().vpc_cidrs.values().filter(|row| row.vpc == subnet.vpc);
        assert!(
            cidrs.map(|row| row.cidr).any(|cidr| cidr.contains(subnet.cidr)),
            "{subnet:?}"
        );
    }
    for row in plan.design().vpc_cidrs.values() {
        let pool = plan.design().pools.get(&row.pool.unwrap()).unwrap();
        let vpc = plan.design().vpcs.get(&row.vpc).unwrap();
        assert_eq!(pool.locale, Some(vpc.region), "{}", vpc.name);
        assert!(
            pool.required_tags
                .iter()
                .all(|(key, value)| vpc.tags.get(key) == Some(value)),
            "{}",
            vpc.name
        );
        let length = row.cidr.netmask_length();
        assert!(pool.rules.min.is_none_or(|min| min <= length), "{}", vpc.name);
        assert!(pool.rules.max.is_none_or(|max| length <= max), "{}", vpc.name);
    }
}

#[test]
fn the_dual_stack_plan_is_sound() {
    let plan = example("dual-stack");
    assert_eq!(outside_their_source(&plan), []);
    assert_eq!(overlapping_siblings(&plan), []);
}

#[test]
fn the_merger_has_what_the_checks_are_for() {
    let plan = example("merger");
    let outside: Vec<String> = outside_their_source(&plan).iter().map(ToString::to_string).collect();
    assert_eq!(outside, ["10.32.0.0/14"]);
    let overlapping: Vec<String> = overlapping_siblings(&plan)
        .iter()
        .map(|(a, b)| format!("{a} {b}"))
        .collect();
    assert_eq!(overlapping, ["10.4.0.0/15 10.5.0.0/16"]);
}

#[test]
fn a_generated_plan_has_exactly_the_allocations_asked_for() {
    for count in [0, 1, 7, 99, 1_000, 10_000] {
        let plan = generated(count);
        assert_eq!(plan.design().vpc_cidrs.len(), count);
        assert!(plan.design().vpc_cidrs.values().all(|row| row.pool.is_some()));
        assert_eq!(plan, generated(count));
    }
}

#[test]
fn a_generated_plan_nests_and_has_a_few_overlaps() {
    let plan = generated(3_000);
    assert_eq!(outside_their_source(&plan), []);
    let overlaps = overlapping_siblings(&plan).len();
    assert!((1..=12).contains(&overlaps), "{overlaps}");
    let lengths: BTreeSet<u8> = plan
        .design()
        .vpc_cidrs
        .values()
        .map(|row| row.cidr.netmask_length().get())
        .collect();
    assert!(
        lengths.contains(&28) && lengths.iter().all(|length| (16..=28).contains(length)),
        "{lengths:?}"
    );
}

#[test]
fn what_should_be_sound_has_no_findings_and_what_should_not_has_many_kinds() {
    for example in EXAMPLES {
        let workspace = Workspace::open(example.plan());
        let codes: BTreeSet<&str> = workspace.findings().iter().map(|finding| finding.rule.code).collect();
        if example.key == "merger" {
            assert!(codes.len() >= 8, "{codes:?}");
        } else {
            // That the range for pods is shared address space is worth knowing, and meant.
            let noted = BTreeSet::from(["shared-address-space"]);
            let expected = if example.key == "organization" {
                noted
            } else {
                BTreeSet::new()
            };
            assert_eq!(codes, expected, "{}", example.key);
        }
    }
}
