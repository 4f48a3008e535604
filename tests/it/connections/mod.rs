//! Which VPCs can be connected, against looking at every pair of CIDRs.

use ipam_planner::connections::{Consequence, Pair, consequence, judge_connection, judge_pair, stated, unconnectable};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    CidrRole, Connection, ConnectionKind, CountedIds, Edit, Id, Monitoring, Plan, RowChange, Scope, ScopeKind,
    ScopeOrigin, Vpc, VpcCidr,
};

use crate::support::Random;

struct Sketch {
    plan: Plan,
    ids: CountedIds,
}

impl Sketch {
    fn new() -> Self {
        Self {
            plan: Plan::new("connections", "eu-central-1".parse().unwrap()),
            ids: CountedIds::default(),
        }
    }

    fn scope(&mut self) -> Id<Scope> {
        let id = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.add(id, Scope::new(ScopeKind::Private, ScopeOrigin::Additional));
        self.plan.apply(edit).unwrap();
        id
    }

    fn vpc(&mut self, scope: Id<Scope>, cidrs: &[&str], monitoring: Monitoring) -> Id<Vpc> {
        let vpc = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.add(vpc, Vpc::new(scope, "eu-central-1".parse().unwrap()));
        for (at, cidr) in cidrs.iter().enumerate() {
            let role = if at == 0 {
                CidrRole::Primary
            } else {
                CidrRole::Secondary
            };
            let row = VpcCidr {
                vpc,
                cidr: cidr.parse().unwrap(),
                role,
                pool: None,
                monitoring,
            };
            edit.add(Id::mint(&mut self.ids), row);
        }
        self.plan.apply(edit).unwrap();
        vpc
    }
}

#[test]
fn pairs() {
    let private = Plan::default_private_scope();
    type Case = (
        &'static [&'static str],
        &'static [&'static str],
        Option<(&'static str, &'static str)>,
    );
    let cases: &[Case] = &[
        (&["10.0.0.0/16"], &["10.1.0.0/16"], None),
        (&["10.0.0.0/16"], &["10.0.0.0/16"], Some(("10.0.0.0/16", "10.0.0.0/16"))),
        (
            &["10.0.0.0/16"],
            &["10.0.255.0/24"],
            Some(("10.0.0.0/16", "10.0.255.0/24")),
        ),
        (&["10.0.0.0/24"], &["10.0.1.0/24"], None),
        (
            &["10.0.0.0/24", "100.64.0.0/16"],
            &["10.0.1.0/24", "100.64.9.0/24"],
            Some(("100.64.0.0/16", "100.64.9.0/24")),
        ),
        (
            &["10.0.0.0/24", "fd00::/56"],
            &["10.0.1.0/24", "fd00::/56"],
            Some(("fd00::/56", "fd00::/56")),
        ),
    ];
    for (one, other, overlap) in cases {
        for (same_scope, monitoring) in [(true, Monitoring::Monitored), (false, Monitoring::Ignored)] {
            let mut sketch = Sketch::new();
            let elsewhere = if same_scope { private } else { sketch.scope() };
            let first = sketch.vpc(private, one, monitoring);
            let second = sketch.vpc(elsewhere, other, monitoring);
            let index = Index::build(&sketch.plan);
            let row = unconnectable(&sketch.plan, &index, first);
            let pair = judge_pair(&index, first, second);
            match overlap {
                None => assert_eq!((pair, row.len()), (Pair::Free, 0)),
                Some((one, other)) => {
                    let found = row.get(&second).unwrap();
                    assert_eq!((found.one, found.other), (one.parse().unwrap(), other.parse().unwrap()));
                    assert_eq!(pair, Pair::Overlapping(*found));
                }
            }
        }
    }
}

#[test]
fn a_vpc_and_itself_and_one_without_a_cidr() {
    let mut sketch = Sketch::new();
    let one = sketch.vpc(Plan::default_private_scope(), &["10.0.0.0/16"], Monitoring::Monitored);
    let bare = sketch.vpc(Plan::default_private_scope(), &[], Monitoring::Monitored);
    let index = Index::build(&sketch.plan);
    assert_eq!(judge_pair(&index, one, one), Pair::Same);
    assert_eq!(judge_pair(&index, one, bare), Pair::Undecided);
    assert_eq!(unconnectable(&sketch.plan, &index, one).len(), 0);
}

#[test]
fn a_connection_names_every_pair_that_clashes() {
    let mut sketch = Sketch::new();
    let (private, partners) = (Plan::default_private_scope(), sketch.scope());
    let vpcs = [
        sketch.vpc(private, &["10.0.0.0/16"], Monitoring::Monitored),
        sketch.vpc(partners, &["10.0.0.0/24"], Monitoring::Monitored),
        sketch.vpc(private, &["10.2.0.0/16"], Monitoring::Monitored),
    ];
    let connection = Connection {
        name: "hub".to_owned(),
        kind: ConnectionKind::Peering,
        vpcs: vpcs.into_iter().collect(),
        note: String::new(),
    };
    let id = Id::mint(&mut sketch.ids);
    let mut edit = Edit::new();
    let after = Some(Box::new(connection.clone()));
    edit.intent(RowChange {
        id,
        before: None,
        after,
    });
    sketch.plan.apply(edit).unwrap();
    let index = Index::build(&sketch.plan);
    let clashes = judge_connection(&sketch.plan, &index, &connection);
    let [clash] = clashes.as_slice() else {
        panic!("{clashes:?}")
    };
    assert_eq!(
        (clash.one, clash.other, clash.consequence),
        (vpcs[0], vpcs[1], Consequence::Refused)
    );
    assert_eq!(stated(&sketch.plan, vpcs[2], vpcs[0]).len(), 1);
    assert_eq!(stated(&sketch.plan, vpcs[2], id_of_nothing()).len(), 0);
    assert_eq!(consequence(ConnectionKind::TransitGateway), Consequence::Unroutable);
}

fn id_of_nothing() -> Id<Vpc> {
    "nothing".parse().unwrap()
}

#[test]
fn a_row_of_the_matrix_is_what_every_pair_says() {
    for seed in 1..=60 {
        let mut random = Random::new(seed);
        let mut sketch = Sketch::new();
        let scopes = [Plan::default_private_scope(), sketch.scope(), sketch.scope()];
        let mut vpcs = Vec::new();
        for _ in 0..25 {
            // Blocks of different tens, so that those of one VPC do not overlap.
            let count = 1 + random.below(3);
            let cidrs: Vec<String> = (0..count)
                .map(|at| {
                    let length = 18 + random.below(6);
                    let third = random.below(256) >> (24 - length) << (24 - length);
                    format!("10.{}.{third}.0/{length}", at * 10 + random.below(2))
                })
                .collect();
            let cidrs: Vec<&str> = cidrs.iter().map(String::as_str).collect();
            vpcs.push(sketch.vpc(random.pick(&scopes), &cidrs, Monitoring::Monitored));
        }
        let index = Index::build(&sketch.plan);
        let cidrs = |vpc: Id<Vpc>| {
            let rows = sketch.plan.design().vpc_cidrs.values();
            rows.filter(move |row| row.vpc == vpc)
                .map(|row| row.cidr)
                .collect::<Vec<_>>()
        };
        for one in &vpcs {
            let row = unconnectable(&sketch.plan, &index, *one);
            for other in vpcs.iter().filter(|other| *other != one) {
                let mut clash = cidrs(*one)
                    .into_iter()
                    .flat_map(|a| cidrs(*other).into_iter().map(move |b| (a, b)));
                let expected = clash.any(|(a, b)| a.overlaps(b));
                assert_eq!(row.contains_key(other), expected, "seed {seed}");
                let pair = judge_pair(&index, *one, *other);
                assert_eq!(matches!(pair, Pair::Overlapping(_)), expected, "seed {seed}: {pair:?}");
            }
        }
    }
}
