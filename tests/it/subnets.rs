//! The subnet designer.

use ipam_planner::address::Family;
use ipam_planner::address::{AddressCount, Cidr, NetmaskLength};
use ipam_planner::plan::gesture::{
    DesignedSubnets, NewSubnets, Purpose, SUBNET_NAMES, SubnetProblem, SubnetSize, ZoneLetter, design_subnets,
    smaller_that_fits,
};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{CidrRole, CountedIds, Edit, Id, Monitoring, Plan, Subnet, Vpc, VpcCidr};

use crate::support::Random;

fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap()
}

fn plan(cidr: &str, subnets: &[Cidr], ids: &mut CountedIds) -> (Plan, Id<VpcCidr>) {
    let mut plan = Plan::new("subnets", "eu-central-1".parse().unwrap());
    let (vpc, id) = (Id::mint(ids), Id::mint(ids));
    let mut row = Vpc::new(Plan::default_private_scope(), "eu-central-1".parse().unwrap());
    row.name = "payments".to_owned();
    let mut edit = Edit::new();
    edit.add(vpc, row);
    let row = VpcCidr {
        vpc,
        cidr: cidr.parse().unwrap(),
        role: CidrRole::Primary,
        pool: None,
        monitoring: Monitoring::Monitored,
    };
    edit.add(id, row);
    for cidr in subnets {
        edit.add(Id::mint(ids), Subnet::new(vpc, *cidr));
    }
    plan.apply(edit).unwrap();
    (plan, id)
}

fn design(
    cidr: &str,
    subnets: &[&str],
    zones: u8,
    purposes: &[(&str, SubnetSize)],
) -> Result<DesignedSubnets, SubnetProblem> {
    let mut ids = CountedIds::default();
    let subnets: Vec<Cidr> = subnets.iter().map(|text| text.parse().unwrap()).collect();
    let (mut plan, within) = plan(cidr, &subnets, &mut ids);
    let index = Index::build(&plan);
    let purposes = purposes.iter().map(|(name, size)| Purpose {
        name: (*name).to_owned(),
        size: *size,
    });
    let purposes = purposes.collect();
    let new = NewSubnets {
        within,
        zones: ZoneLetter::first(zones).collect(),
        purposes,
        names: SUBNET_NAMES.to_owned(),
    };
    let designed = design_subnets(&plan, &index, &new, &mut ids)?;
    let before = plan.clone();
    let inverse = plan.apply(designed.gesture.edit.clone()).unwrap();
    assert_eq!(
        plan.design().subnets.len(),
        before.design().subnets.len() + designed.subnets.len()
    );
    plan.apply(inverse).unwrap();
    assert_eq!(plan, before);
    Ok(designed)
}

fn blocks(designed: &DesignedSubnets) -> Vec<String> {
    let subnets = designed.subnets.iter();
    subnets
        .map(|subnet| format!("{} {} {}", subnet.purpose, subnet.zone, subnet.cidr))
        .collect()
}

#[test]
fn three_zones_two_purposes() {
    let wanted = [
        ("public", SubnetSize::Length(length(26))),
        ("private", SubnetSize::Length(length(24))),
    ];
    let designed = design("10.0.0.0/22", &[], 3, &wanted).unwrap();
    // The larger first, from the lowest address; what is left lies at the end.
    let expected = [
        "public eu-central-1a 10.0.3.0/26",
        "public eu-central-1b 10.0.3.64/26",
        "public eu-central-1c 10.0.3.128/26",
        "private eu-central-1a 10.0.0.0/24",
        "private eu-central-1b 10.0.1.0/24",
        "private eu-central-1c 10.0.2.0/24",
    ];
    assert_eq!(blocks(&designed), expected);
    assert_eq!(designed.left, AddressCount::new(64));
    assert_eq!(designed.largest_left, Some("10.0.3.192/26".parse().unwrap()));
    // 64 - 5 and 256 - 5.
    let usable: Vec<AddressCount> = designed.subnets.iter().map(|subnet| subnet.usable).collect();
    assert_eq!(usable[0], AddressCount::new(59));
    assert_eq!(usable[5], AddressCount::new(251));
    assert_eq!(designed.gesture.label, "Add 6 subnets in 3 zones to 10.0.0.0/22");
}

#[test]
fn shares_are_rounded_down_to_blocks() {
    // Half of 4096 addresses over 3 zones is 682 each: a /23 of 512. A quarter is 341: a /24. A tenth is 136: a /25.
    for (percent, expected) in [(50, 23), (25, 24), (10, 25), (100, 22), (1, 28)] {
        let wanted = [("pods", SubnetSize::Percent(percent))];
        let designed = match design("10.0.0.0/20", &[], 3, &wanted) {
            Ok(designed) => designed,
            // 40 addresses over 3 zones are 13 each: less than the 16 of a /28.
            Err(problem) => {
                assert_eq!(
                    (percent, problem),
                    (
                        1,
                        SubnetProblem::ShareTooSmall {
                            purpose: "pods".to_owned(),
                            percent: 1
                        }
                    )
                );
                continue;
            }
        };
        assert!(
            designed
                .subnets
                .iter()
                .all(|subnet| subnet.cidr.netmask_length() == length(expected)),
            "{percent}"
        );
    }
    let ipv6 = design("fd00::/56", &[], 3, &[("pods", SubnetSize::Percent(50))]).unwrap();
    assert_eq!(ipv6.subnets[0].cidr.netmask_length(), length(60));
}

#[test]
fn problems() {
    let size = |bits| SubnetSize::Length(length(bits));
    type Asked<'a> = &'a [(&'a str, SubnetSize)];
    let cases: &[(&str, &[&str], u8, Asked<'_>, &str)] = &[
        (
            "10.0.0.0/20",
            &[],
            0,
            &[("a", size(24))],
            "Ask for at least one Availability Zone",
        ),
        (
            "10.0.0.0/20",
            &[],
            4,
            &[("a", size(24))],
            "AWS lists 3 Availability Zones in eu-central-1: ask for at most as many",
        ),
        (
            "10.0.0.0/20",
            &[],
            1,
            &[],
            "Name at least one purpose, for example private",
        ),
        (
            "10.0.0.0/20",
            &[],
            1,
            &[("a", size(24)), ("a ", size(24))],
            "Two purposes are called a",
        ),
        (
            "10.0.0.0/20",
            &[],
            1,
            &[("a", size(29))],
            "a asks for /29, but an IPv4 subnet is /16 to /28",
        ),
        (
            "fd00::/56",
            &[],
            1,
            &[("a", size(62))],
            "a asks for /62, but an IPv6 subnet is /44 to /64 in steps of 4",
        ),
        (
            "10.0.0.0/20",
            &[],
            1,
            &[("a", SubnetSize::Percent(60)), ("b", SubnetSize::Percent(41))],
            "The shares add up to 101 %: at most 100 % can be given away",
        ),
        (
            "10.0.0.0/24",
            &[],
            3,
            &[("a", size(25))],
            "2 of 3 subnets fit, but not /25 for a in eu-central-1c: nothing is free",
        ),
        (
            "10.0.0.0/24",
            &["10.0.0.64/26"],
            2,
            &[("a", size(25))],
            "1 of 2 subnets fit, but not /25 for a in eu-central-1b: the largest free block is 10.0.0.0/26",
        ),
        (
            "10.0.0.0/24",
            &[],
            1,
            &[("a", size(20))],
            "0 of 1 subnets fit, but not /20 for a in eu-central-1a: the largest free block is 10.0.0.0/24",
        ),
    ];
    for (cidr, subnets, zones, purposes, expected) in cases {
        let problem = design(cidr, subnets, *zones, purposes).unwrap_err();
        assert_eq!(problem.to_string(), *expected);
    }
}

#[test]
fn all_fit_whenever_they_can() {
    let mut fitted = 0;
    for seed in 1..=600 {
        let mut random = Random::new(seed);
        let existing: Vec<Cidr> = (0..random.below(4))
            .map(|_| {
                format!("10.0.{}.{}/28", random.below(4), random.below(16) * 16)
                    .parse()
                    .unwrap()
            })
            .collect();
        let lengths: Vec<u8> = (0..1 + random.below(4)).map(|_| 23 + random.below(6) as u8).collect();
        let zones = 1 + random.below(3) as u8;
        let names = ["public", "private", "isolated", "pods"];
        let purposes: Vec<(&str, SubnetSize)> = names
            .iter()
            .zip(&lengths)
            .map(|(name, bits)| (*name, SubnetSize::Length(length(*bits))))
            .collect();
        let texts: Vec<String> = existing.iter().map(Cidr::to_string).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let result = design("10.0.0.0/22", &texts, zones, &purposes);
        // The naive model: 64 blocks of /28; blocks of one size after the other, the largest first, are all there is to try,
        // since aligned blocks either nest or are disjoint.
        let mut free: Vec<bool> = (0..64)
            .map(|at| existing.iter().all(|cidr| cidr.first_bits() != (10 << 24) + at * 16))
            .collect();
        let mut sizes: Vec<usize> = lengths.iter().map(|bits| 1 << (28 - bits)).collect();
        sizes.sort_by(|one, other| other.cmp(one));
        let fits = sizes.iter().all(|size| {
            (0..zones).all(|_| {
                let start = (0..64)
                    .step_by(*size)
                    .find(|start| free[*start..start + size].iter().all(|free| *free));
                start.map(|start| free[start..start + size].fill(false)).is_some()
            })
        });
        assert_eq!(result.is_ok(), fits, "seed {seed}");
        let Ok(designed) = result else { continue };
        fitted += 1;
        let left = free.iter().filter(|free| **free).count() as u128 * 16;
        assert_eq!(designed.left, AddressCount::new(left), "seed {seed}");
        let mut all: Vec<Cidr> = designed.subnets.iter().map(|subnet| subnet.cidr).collect();
        assert_eq!(all.len(), lengths.len() * usize::from(zones));
        let mut distinct = existing.clone();
        distinct.sort();
        distinct.dedup();
        all.extend(distinct);
        for (at, one) in all.iter().enumerate() {
            assert!("10.0.0.0/22".parse::<Cidr>().unwrap().contains(*one));
            assert!(
                all.iter().skip(at + 1).all(|other| !one.overlaps(*other)),
                "seed {seed}"
            );
        }
    }
    assert!(fitted > 200, "{fitted}");
}

#[test]
fn sizes_as_they_are_typed() {
    let size = |bits| Some(SubnetSize::Length(length(bits)));
    // 251 hosts and the five that AWS keeps fill a /24; 11 fill a /28, the smallest that AWS makes.
    for (text, expected) in [
        ("/24", size(24)),
        ("24", size(24)),
        ("251 hosts", size(24)),
        ("252 hosts", size(23)),
        ("11 hosts", size(28)),
        ("12 hosts", size(27)),
        ("1,000 addresses", size(22)),
        ("1019 hosts", size(22)),
        ("1020 hosts", size(21)),
        ("25 %", Some(SubnetSize::Percent(25))),
        ("100%", Some(SubnetSize::Percent(100))),
        ("0 %", None),
        ("101 %", None),
        ("", None),
        ("10.0.0.0/24", None),
        ("many", None),
        ("4294967291 hosts", size(0)),
        ("4294967292 hosts", None),
    ] {
        assert_eq!(SubnetSize::parse(text, Family::Ipv4).ok(), expected, "{text:?}");
    }
}

#[test]
fn zones_and_names_as_they_are_asked_for() {
    let mut ids = CountedIds::default();
    let (plan, within) = plan("10.0.0.0/22", &[], &mut ids);
    let index = Index::build(&plan);
    let mut new = NewSubnets {
        within,
        zones: ['c', 'a'].into_iter().filter_map(ZoneLetter::new).collect(),
        purposes: vec![Purpose {
            name: "pods".to_owned(),
            size: SubnetSize::Length(length(24)),
        }],
        names: "{purpose}/{letter} {cidr} of {vpc}".to_owned(),
    };
    let names = |new: &NewSubnets| -> Vec<String> {
        let designed = design_subnets(&plan, &index, new, &mut CountedIds::default()).unwrap();
        designed.subnets.into_iter().map(|subnet| subnet.name).collect()
    };
    assert_eq!(
        names(&new),
        ["pods/a 10.0.0.0/24 of payments", "pods/c 10.0.1.0/24 of payments"]
    );
    new.names = "{zone}-".to_owned();
    assert_eq!(names(&new), ["eu-central-1a", "eu-central-1c"]);
    assert!(ZoneLetter::new('A').is_none() && ZoneLetter::new('\u{e4}').is_none());
}

#[test]
fn what_would_fit() {
    let mut ids = CountedIds::default();
    let (plan, within) = plan("10.0.0.0/24", &["10.0.0.0/26".parse().unwrap()], &mut ids);
    let index = Index::build(&plan);
    let fits = |purposes: &[(&str, u8)]| {
        let purposes = purposes.iter().map(|(name, bits)| Purpose {
            name: (*name).to_owned(),
            size: SubnetSize::Length(length(*bits)),
        });
        let new = NewSubnets {
            within,
            zones: ZoneLetter::first(3).collect(),
            purposes: purposes.collect(),
            names: String::new(),
        };
        smaller_that_fits(&plan, &index, &new)
    };
    // 192 addresses are free: three times 64 fit, three times 128 do not.
    assert_eq!(fits(&[("a", 25)]), Some((0, length(26))));
    assert_eq!(fits(&[("a", 26)]), None, "it fits as it is");
    // b cannot get smaller: a has to.
    assert_eq!(fits(&[("a", 26), ("b", 28)]), Some((0, length(27))));
    assert_eq!(
        fits(&[("a", 25), ("b", 25), ("c", 25)]),
        None,
        "no single one is enough"
    );
}
