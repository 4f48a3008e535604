//! The adoption of a network that runs.

use ipam_planner::address::NetmaskLength;
use ipam_planner::adoption::{
    Fate, Growth, Overlap, Rooms, SafeOrder, Standing, Wish, adopt, auto_import, build_tree, dangers, default_vpcs,
    ignore, left_by, predict, propose_tree, put_block, put_tops_around, survey,
};
use ipam_planner::import::{Choices, Target, new_plan};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    AutoImport, CidrRole, CountedIds, Edit, Id, Lock, Monitoring, Plan, Pool, PoolCidr, PoolParent, Vpc, VpcCidr,
};

use crate::import::read;

/// What was measured in September 2026 (smsilva/wasp-idp, `docs/adr/0015-defer-ipam-adoption.md`): a fresh pool in which a block is
/// reserved, and two VPCs that run and are not imported.
const POOL: &str = r#"{"IpamPools": [{"IpamPoolId": "ipam-pool-0a", "AddressFamily": "ipv4", "Locale": "us-east-1", "AutoImport": true}]}"#;
const CIDRS: &str = r#"{"IpamPoolCidrs": [{"Cidr": "10.0.0.0/14", "State": "provisioned"}]}"#;
const ALLOCATIONS: &str = r#"{"IpamPoolAllocations": [
    {"Cidr": "10.0.0.0/16", "ResourceType": "custom", "Description": "organization_reserved"}]}"#;
const VPCS: &str = r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.1.0.0/16", "OwnerId": "111122223333"},
    {"VpcId": "vpc-2", "CidrBlock": "10.2.0.0/16", "OwnerId": "444455556666"}]}"#;

fn plan_of(files: &[(&str, &str)]) -> Plan {
    let choices = Choices {
        target: Target::Both,
        ..Choices::default()
    };
    let (plan, preview) = new_plan("Running", &read(files), &choices, &mut CountedIds::default());
    assert_eq!(preview.questions, []);
    plan
}

fn brownfield() -> Plan {
    plan_of(&[
        ("pools", POOL),
        ("cidrs", CIDRS),
        ("allocations", ALLOCATIONS),
        ("us-east-1 vpcs", VPCS),
    ])
}

fn only_pool(plan: &Plan) -> Id<Pool> {
    *plan.design().pools.keys().next().unwrap()
}

fn cidr(plan: &Plan, text: &str) -> Id<VpcCidr> {
    let mut rows = plan.design().vpc_cidrs.iter();
    *rows.find(|(_, row)| row.cidr.to_string() == text).unwrap().0
}

/// The brownfield story: the pool would give 10.1.0.0/24, that would break a VPC that runs and stop its import, and each of the two
/// orders avoids it.
#[test]
fn the_planner_predicts_what_aws_did_and_each_order_avoids_it() {
    let plan = brownfield();
    let index = Index::build(&plan);
    let live = survey(&plan, &index);
    let pool = only_pool(&plan);
    let (first, second) = (cidr(&plan, "10.1.0.0/16"), cidr(&plan, "10.2.0.0/16"));
    let standings: Vec<_> = live.iter().map(|live| live.standing.clone()).collect();
    assert_eq!(standings, [Standing::Unmanaged(pool), Standing::Unmanaged(pool)]);

    let danger = dangers(&plan, &index, &live);
    assert_eq!(danger.len(), 1);
    assert_eq!((danger[0].pool, &danger[0].cidrs), (pool, &vec![first, second]));

    let predicted = predict(&plan, &index, &live, pool, NetmaskLength::new(24).unwrap()).unwrap();
    assert_eq!(predicted.cidr.to_string(), "10.1.0.0/24");
    assert_eq!(predicted.breaks, [first]);
    assert_eq!(predicted.never_imported, [first]);
    assert_eq!(
        predicted.sentence(&plan).unwrap(),
        "10.1.0.0/24 lies in 10.1.0.0/16 of vpc-1, which is running, and IPAM could never import what overlaps it"
    );

    // That allocation made, the VPC is imported never.
    let mut harmed = plan.clone();
    let mut edit = ipam_planner::plan::Edit::new();
    edit.add(
        "late".parse().unwrap(),
        ipam_planner::plan::Reservation::new(pool, predicted.cidr),
    );
    harmed.apply(edit).unwrap();
    let harmed_index = Index::build(&harmed);
    let imports = auto_import(&harmed, &harmed_index, &survey(&harmed, &harmed_index), pool).unwrap();
    assert!(matches!(imports[0].fate, Fate::Blocked(cidr, _) if cidr == predicted.cidr));
    assert_eq!(imports[1].fate, Fate::Imported);

    for (order, standing) in [
        (SafeOrder::ReserveFirst, None),
        (SafeOrder::ImportFirst, Some(Standing::Managed(pool))),
    ] {
        let adoption = adopt(&plan, &index, &live, order, &mut CountedIds::starting_at(1 << 40));
        assert_eq!((adoption.safe.len(), &adoption.left), (2, &vec![]), "{order:?}");
        let mut after = plan.clone();
        after.apply(adoption.gesture.unwrap().edit).unwrap();
        let index = Index::build(&after);
        let live = survey(&after, &index);
        let predicted = predict(&after, &index, &live, pool, NetmaskLength::new(24).unwrap()).unwrap();
        assert_eq!(predicted.cidr.to_string(), "10.3.0.0/24", "{order:?}");
        assert_eq!(predicted.sentence(&after), None);
        assert!(dangers(&after, &index, &live).is_empty());
        match standing {
            Some(standing) => assert!(live.iter().all(|live| live.standing == standing)),
            None => assert!(
                live.iter()
                    .all(|live| matches!(live.standing, Standing::Reserved(held, _) if held == pool))
            ),
        }
    }
}

/// What AWS says of auto-import: the largest of overlapping CIDRs, any one of identical ones, none that overlaps an allocation, and
/// none of another Region.
#[test]
fn auto_import_takes_what_aws_says() {
    let vpcs = |region: &str, rows: &[(&str, &str)]| {
        let rows: Vec<String> = rows
            .iter()
            .map(|(id, cidr)| format!(r#"{{"VpcId": "{id}", "CidrBlock": "{cidr}"}}"#))
            .collect();
        (format!("{region}.json"), format!(r#"{{"Vpcs": [{}]}}"#, rows.join(",")))
    };
    let here = vpcs(
        "us-east-1",
        &[
            ("a", "10.1.0.0/16"),
            ("b", "10.1.0.0/24"),
            ("c", "10.2.0.0/16"),
            ("d", "10.2.0.0/16"),
            ("e", "10.2.3.0/24"),
            ("f", "10.0.4.0/22"),
            ("g", "10.3.0.0/16"),
            ("h", "10.99.0.0/16"),
        ],
    );
    let there = vpcs("eu-west-1", &[("i", "10.3.0.0/16")]);
    let plan = plan_of(&[
        ("pools", POOL),
        ("cidrs", CIDRS),
        ("allocations", ALLOCATIONS),
        (&here.0, &here.1),
        (&there.0, &there.1),
    ]);
    let index = Index::build(&plan);
    let imports = auto_import(&plan, &index, &survey(&plan, &index), only_pool(&plan)).unwrap();
    let name = |id: &Id<VpcCidr>| {
        let vpc = plan.design().vpc_cidrs.get(id).unwrap().vpc;
        plan.design().vpcs.get(&vpc).unwrap().aws_id.clone().unwrap()
    };
    let told: Vec<String> = imports
        .iter()
        .map(|import| {
            let fate = match &import.fate {
                Fate::Imported => "imported".to_owned(),
                Fate::OneOf(ids) => format!("one of {}", ids.iter().map(name).collect::<Vec<_>>().join(" ")),
                Fate::Blocked(cidr, _) => format!("blocked by {cidr}"),
                Fate::LosesTo(ids) => format!("loses to {}", ids.iter().map(name).collect::<Vec<_>>().join(" ")),
            };
            format!("{} {fate}", name(&import.id))
        })
        .collect();
    assert_eq!(
        told,
        [
            "f blocked by 10.0.0.0/16",
            "a imported",
            "b loses to a",
            "c one of c d",
            "d one of c d",
            "e loses to c d",
            "g imported",
        ]
    );
}

#[test]
fn a_pool_without_a_locale_imports_nothing_and_that_is_said() {
    let pool = POOL.replace("us-east-1", "None");
    let plan = plan_of(&[("pools", &pool), ("cidrs", CIDRS), ("us-east-1 vpcs", VPCS)]);
    let index = Index::build(&plan);
    let live = survey(&plan, &index);
    assert_eq!(auto_import(&plan, &index, &live, only_pool(&plan)), None);
    let adoption = adopt(&plan, &index, &live, SafeOrder::ImportFirst, &mut CountedIds::default());
    assert_eq!(adoption.gesture, None);
    assert_eq!(
        adoption.left[0].why,
        "its pool has no locale, and without one AWS offers no auto-import: give it a sub-pool with one"
    );
}

/// No pools yet: one for each Region around what runs there, with room to grow where nothing else is in the way.
#[test]
fn a_tree_is_proposed_around_what_runs() {
    let eu = r#"{"Vpcs": [{"VpcId": "a", "CidrBlock": "10.16.0.0/16"}, {"VpcId": "b", "CidrBlock": "10.17.0.0/16"},
        {"VpcId": "c", "CidrBlock": "10.20.0.0/16"}]}"#;
    let us =
        r#"{"Vpcs": [{"VpcId": "d", "CidrBlock": "10.21.0.0/16"}, {"VpcId": "e", "CidrBlock": "192.168.0.0/24"}]}"#;
    let plan = plan_of(&[("eu-west-1", eu), ("us-east-1", us)]);
    let index = Index::build(&plan);
    let live = survey(&plan, &index);
    assert!(live.iter().all(|live| live.standing == Standing::OutsidePools));
    let told = |growth| -> Vec<String> {
        let proposed = propose_tree(&plan, &index, &live, growth);
        let told = proposed.iter().map(|pool| {
            let cidrs: Vec<String> = pool.cidrs.iter().map(ToString::to_string).collect();
            format!("{}: {}", pool.name, cidrs.join(" "))
        });
        told.collect()
    };
    assert_eq!(
        told(Growth::None),
        [
            "Running network: 10.16.0.0/15 10.20.0.0/15 192.168.0.0/24",
            "eu-west-1: 10.16.0.0/15 10.20.0.0/16",
            "us-east-1: 10.21.0.0/16 192.168.0.0/24",
        ]
    );
    // 10.20.0.0/16 cannot grow: 10.21.0.0/16 runs in another Region, and neither can that.
    assert_eq!(
        told(Growth::Fourfold),
        [
            "Running network: 10.16.0.0/14 10.20.0.0/15 192.168.0.0/22",
            "eu-west-1: 10.16.0.0/14 10.20.0.0/16",
            "us-east-1: 10.21.0.0/16 192.168.0.0/22",
        ]
    );
    let proposed = propose_tree(&plan, &index, &live, Growth::Double);
    let mut after = plan.clone();
    after
        .apply(
            build_tree(&proposed, &mut CountedIds::starting_at(1 << 40))
                .unwrap()
                .edit,
        )
        .unwrap();
    let index = Index::build(&after);
    let live = survey(&after, &index);
    assert!(
        live.iter().all(|live| matches!(live.standing, Standing::Unmanaged(_))),
        "{live:#?}"
    );
    // And now both orders bring all of it to the pools.
    for order in [SafeOrder::ReserveFirst, SafeOrder::ImportFirst] {
        let adoption = adopt(&after, &index, &live, order, &mut CountedIds::starting_at(1 << 41));
        assert_eq!(
            (adoption.safe.len(), adoption.left.len()),
            (5, 0),
            "{order:?} {:#?}",
            adoption.left
        );
    }
    let pools = after.design().pools.values();
    assert!(pools.clone().all(|pool| pool.auto_import == AutoImport::Disabled));
}

/// A plan in which one VPC of `region` runs for each of these CIDRs, from no pool.
fn running(rows: &[(&str, &str)]) -> Plan {
    let mut plan = Plan::new("Running", "eu-west-1".parse().unwrap());
    let (mut edit, mut ids) = (Edit::new(), CountedIds::default());
    for (region, cidr) in rows {
        let vpc: Id<Vpc> = Id::mint(&mut ids);
        edit.add(vpc, Vpc::new(Plan::default_private_scope(), region.parse().unwrap()));
        let row = VpcCidr {
            vpc,
            cidr: cidr.parse().unwrap(),
            role: CidrRole::Primary,
            pool: None,
            monitoring: Monitoring::Monitored,
        };
        edit.add(Id::mint(&mut ids), row);
    }
    plan.apply(edit).unwrap();
    plan
}

/// Two thousand default VPCs are one decision. Each conflicts with all others, which is told without naming two thousand.
#[test]
fn default_vpcs_are_ignored_as_one_decision() {
    let rows: Vec<(&str, &str)> = vec![("eu-west-1", "172.31.0.0/16"); 2_000];
    let mut plan = running(
        &[
            rows.as_slice(),
            &[("eu-west-1", "172.31.8.0/24"), ("us-east-1", "10.0.0.0/16")],
        ]
        .concat(),
    );
    let index = Index::build(&plan);
    let live = survey(&plan, &index);
    for live in live.iter().filter(|live| live.cidr.to_string() == "172.31.0.0/16") {
        let Standing::Conflicting(Overlap { with, has_more }) = &live.standing else {
            panic!("{live:?}")
        };
        assert_eq!((with.len(), *has_more), (Overlap::NAMED, true));
    }
    let found = default_vpcs(&plan, &live);
    assert_eq!(found.len(), 2_000);
    let gesture = ignore(&plan, &found).unwrap();
    assert_eq!(gesture.label, "Ignore the 2000 default VPCs");
    plan.apply(gesture.edit).unwrap();
    let index = Index::build(&plan);
    let live = survey(&plan, &index);
    let ignored = live.iter().filter(|live| live.standing == Standing::Ignored);
    assert_eq!(ignored.count(), 2_000);
    assert_eq!(
        live.iter()
            .filter(|live| live.standing == Standing::OutsidePools)
            .count(),
        2
    );
    assert_eq!(default_vpcs(&plan, &live), []);
    assert_eq!(ignore(&plan, &[]), None);
}

/// A locked VPC is left as it is.
#[test]
fn what_is_locked_is_left_alone() {
    let mut plan = running(&[("eu-west-1", "172.31.0.0/16"), ("eu-west-1", "172.31.0.0/16")]);
    let (id, row) = plan
        .design()
        .vpcs
        .iter()
        .next()
        .map(|(id, row)| (*id, row.clone()))
        .unwrap();
    let mut edit = Edit::new();
    edit.update(id, &row, |row| row.lock = Lock::Locked);
    let pool: Id<Pool> = "pool".parse().unwrap();
    let mut top = Pool::new(
        PoolParent::Scope(Plan::default_private_scope()),
        ipam_planner::address::Family::Ipv4,
    );
    top.lock = Lock::Locked;
    top.locale = Some("eu-west-1".parse().unwrap());
    top.name = "Top".to_owned();
    edit.add(pool, top);
    let cidr = "172.31.0.0/16".parse().unwrap();
    edit.add("cidr".parse::<Id<PoolCidr>>().unwrap(), PoolCidr { pool, cidr });
    plan.apply(edit).unwrap();
    let index = Index::build(&plan);
    let live = survey(&plan, &index);
    assert_eq!(default_vpcs(&plan, &live).len(), 1);
    for order in [SafeOrder::ReserveFirst, SafeOrder::ImportFirst] {
        let adoption = adopt(&plan, &index, &live, order, &mut CountedIds::default());
        assert_eq!((adoption.gesture, adoption.left.len()), (None, 2), "{order:?}");
        assert_eq!(
            adoption.left[0].why,
            "its pool cannot change: Top is locked: unlock it first"
        );
    }
}

/// What is proposed can be edited: blocks grow and shrink as far as they hold what runs and meet nobody else, and a Region that is
/// left out is in no pool.
#[test]
fn a_proposed_tree_is_edited_before_it_is_taken() {
    let plan = running(&[
        ("eu-west-1", "10.16.0.0/16"),
        ("eu-west-1", "10.18.0.0/24"),
        ("us-east-1", "10.24.0.0/16"),
        ("us-east-1", "10.16.4.0/24"),
        ("eu-west-1", "fd00::/48"),
    ]);
    let index = Index::build(&plan);
    let live = survey(&plan, &index);
    let mut proposed = propose_tree(&plan, &index, &live, Growth::None);
    let told = |proposed: &[ipam_planner::adoption::ProposedPool]| -> Vec<String> {
        let pools = proposed.iter().map(|pool| {
            let cidrs: Vec<String> = pool.cidrs.iter().map(ToString::to_string).collect();
            format!("{}: {}", pool.name, cidrs.join(" "))
        });
        pools.collect()
    };
    // 10.16.0.0/16 and 10.16.4.0/24 overlap, and are of two Regions.
    assert_eq!(
        told(&proposed),
        [
            "Running network: 10.18.0.0/24 10.24.0.0/16",
            "eu-west-1: 10.18.0.0/24",
            "us-east-1: 10.24.0.0/16",
        ]
    );
    let why: Vec<String> = left_by(&index, &live, &proposed)
        .into_iter()
        .map(|left| left.why)
        .collect();
    let other = "what runs in another Region, or a network on premises, has addresses of it";
    assert_eq!(why.iter().filter(|why| *why == other).count(), 2);
    assert_eq!(why.iter().filter(|why| why.starts_with("it is of IPv6")).count(), 1);
    assert_eq!(why.len(), 3);

    let rooms = Rooms::around(&plan, &index, &live, &proposed);
    let eu = "10.18.0.0/24".parse().unwrap();
    let room = rooms.of(&proposed[1], eu).unwrap();
    // 10.16.0.0/14 has what runs in us-east-1.
    assert_eq!((room.least, room.largest.to_string().as_str()), (eu, "10.18.0.0/15"));
    let us = rooms.of(&proposed[2], "10.24.0.0/16".parse().unwrap()).unwrap();
    assert_eq!(us.largest.to_string(), "10.24.0.0/13");
    assert_eq!(rooms.of(&proposed[0], eu), None, "the pool above follows those below");
    put_block(&mut proposed, 1, eu, room.largest);
    proposed[1].name = "Dublin".to_owned();
    assert_eq!(
        told(&proposed),
        [
            "Running network: 10.18.0.0/15 10.24.0.0/16",
            "Dublin: 10.18.0.0/15",
            "us-east-1: 10.24.0.0/16",
        ]
    );
    proposed[2].wish = Wish::LeftOut;
    put_tops_around(&mut proposed);
    let gesture = build_tree(&proposed, &mut CountedIds::starting_at(1 << 40)).unwrap();
    assert_eq!(gesture.label, "Add 2 pools around what runs");
    let mut after = plan.clone();
    after.apply(gesture.edit).unwrap();
    let names: Vec<&str> = after.design().pools.values().map(|pool| pool.name.as_str()).collect();
    assert_eq!(names, ["Running network", "Dublin"]);
    let index = Index::build(&after);
    let managed = survey(&after, &index);
    let of = |text: &str| {
        managed
            .iter()
            .find(|live| live.cidr.to_string() == text)
            .map(|live| live.standing.clone())
    };
    assert!(matches!(of("10.18.0.0/24"), Some(Standing::Unmanaged(_))));
    assert_eq!(of("10.24.0.0/16"), Some(Standing::OutsidePools));
    for pool in &mut proposed {
        pool.wish = Wish::LeftOut;
    }
    assert_eq!(build_tree(&proposed, &mut CountedIds::default()), None);
}

/// Against the definition, on random networks: a block that is proposed is in the way of nobody, in no pool, and together they
/// cover every CIDR that no other Region disputes; and a block's room is what can be said of its neighbours one by one.
#[test]
fn proposed_trees_are_in_nobodys_way() {
    let mut random = crate::support::Random::new(7);
    for _ in 0..200 {
        let regions = ["eu-west-1", "us-east-1", "ap-south-1"];
        let rows: Vec<(&str, String)> = (0..random.below(24) + 1)
            .map(|_| {
                let length = 16 + u32::try_from(random.below(9)).unwrap();
                let bits = (10_u32 << 24) | (u32::try_from(random.below(1 << 10)).unwrap() << 12);
                let first = bits >> (32 - length) << (32 - length);
                (
                    regions[random.below(3)],
                    format!("{}/{length}", std::net::Ipv4Addr::from_bits(first)),
                )
            })
            .collect();
        let rows: Vec<(&str, &str)> = rows.iter().map(|(region, cidr)| (*region, cidr.as_str())).collect();
        let plan = running(&rows);
        let index = Index::build(&plan);
        let live = survey(&plan, &index);
        for growth in [Growth::None, Growth::Fourfold] {
            let proposed = propose_tree(&plan, &index, &live, growth);
            let rooms = Rooms::around(&plan, &index, &live, &proposed);
            for (at, pool) in proposed.iter().enumerate() {
                for cidr in &pool.cidrs {
                    let Some(region) = pool.region else { continue };
                    let others = live.iter().filter(|live| live.region != region);
                    let meets = |block: ipam_planner::address::Cidr| {
                        others.clone().any(|live| live.cidr.overlaps(block))
                            || proposed.iter().enumerate().any(|(other, pool)| {
                                other != at
                                    && pool.region.is_some()
                                    && pool.cidrs.iter().any(|cidr| cidr.overlaps(block))
                            })
                    };
                    assert!(!meets(*cidr), "{region} {cidr} of {rows:?}");
                    let room = rooms.of(pool, *cidr).unwrap();
                    assert!(room.largest.contains(*cidr) && cidr.contains(room.least));
                    assert!(!meets(room.largest));
                    let beyond = room.largest.parent().unwrap();
                    assert!(
                        room.largest.netmask_length().get() == 8 || meets(beyond),
                        "{region} {beyond} of {rows:?}"
                    );
                    let inside = live.iter().filter(|live| cidr.contains(live.cidr));
                    assert!(inside.clone().all(|live| room.least.contains(live.cidr)));
                }
            }
            for live in &live {
                let is_disputed = live_of_others(&plan, live.region).any(|other| other.overlaps(live.cidr));
                let is_covered = proposed.iter().any(|pool| pool.covers.contains(&live.id));
                assert_eq!(is_covered, !is_disputed, "{live:?} of {rows:?}");
            }
        }
    }
}

fn live_of_others(
    plan: &Plan,
    region: ipam_planner::plan::RegionCode,
) -> impl Iterator<Item = ipam_planner::address::Cidr> + '_ {
    let design = plan.design();
    let rows = design.vpc_cidrs.values();
    rows.filter(move |row| design.vpcs.get(&row.vpc).unwrap().region != region)
        .map(|row| row.cidr)
}
