//! Which VPCs and networks can be connected, against looking at every pair of CIDRs.

mod gestures;

use std::collections::BTreeSet;

use ipam_planner::address::Cidr;
use ipam_planner::connections::{
    Among, Consequence, Overlap, Pair, connected, consequence, judge_connection, judge_pair, matrix, overlaps, stated,
    unconnectable,
};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    CidrRole, Connection, ConnectionKind, CountedIds, Edit, End, Id, IntentChange, Monitoring, Network, Plan, Row,
    RowChange, Scope, ScopeKind, ScopeOrigin, Vpc, VpcCidr,
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

    fn state<T: Row>(&mut self, row: T) -> Id<T>
    where
        IntentChange: From<RowChange<T>>,
    {
        let id = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(row)),
        });
        self.plan.apply(edit).unwrap();
        id
    }

    fn network(&mut self, cidrs: &[&str]) -> Id<Network> {
        self.state(Network {
            cidrs: cidrs.iter().map(|cidr| cidr.parse().unwrap()).collect(),
            ..Network::default()
        })
    }

    /// The CIDRs of an end, in order.
    fn cidrs(&self, end: End) -> Vec<Cidr> {
        let mut cidrs: Vec<Cidr> = match end {
            End::Vpc(vpc) => {
                let rows = self.plan.design().vpc_cidrs.values();
                rows.filter(|row| row.vpc == vpc).map(|row| row.cidr).collect()
            }
            End::Network(id) => self
                .plan
                .intent()
                .networks
                .get(&id)
                .unwrap()
                .cidrs
                .iter()
                .copied()
                .collect(),
        };
        cidrs.sort_unstable();
        cidrs
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
            let (first, second) = (End::Vpc(first), End::Vpc(second));
            let row = unconnectable(&sketch.plan, &index, first);
            let pair = judge_pair(&sketch.plan, &index, first, second);
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
fn an_end_and_itself_and_one_without_a_cidr() {
    let mut sketch = Sketch::new();
    let one = End::Vpc(sketch.vpc(Plan::default_private_scope(), &["10.0.0.0/16"], Monitoring::Monitored));
    let bare = End::Vpc(sketch.vpc(Plan::default_private_scope(), &[], Monitoring::Monitored));
    let (office, empty) = (
        End::Network(sketch.network(&["10.9.0.0/16"])),
        End::Network(sketch.network(&[])),
    );
    let index = Index::build(&sketch.plan);
    let pair = |one, other| judge_pair(&sketch.plan, &index, one, other);
    assert_eq!((pair(one, one), pair(office, office)), (Pair::Same, Pair::Same));
    assert_eq!((pair(one, bare), pair(one, empty)), (Pair::Undecided, Pair::Undecided));
    assert_eq!((pair(one, office), pair(office, one)), (Pair::Free, Pair::Free));
    assert_eq!(unconnectable(&sketch.plan, &index, one).len(), 0);
}

#[test]
fn a_network_that_states_a_large_block_and_its_parts_is_met_where_it_is_first() {
    let mut sketch = Sketch::new();
    let vpc = End::Vpc(sketch.vpc(
        Plan::default_private_scope(),
        &["10.1.0.0/16", "10.200.0.0/16"],
        Monitoring::Ignored,
    ));
    let office = End::Network(sketch.network(&["10.0.0.0/8", "10.0.0.0/24", "10.1.2.0/24"]));
    let depot = End::Network(sketch.network(&["10.1.2.0/24", "192.168.0.0/16"]));
    let index = Index::build(&sketch.plan);
    for (one, other, first) in [
        (vpc, office, ("10.1.0.0/16", "10.0.0.0/8")),
        (office, vpc, ("10.0.0.0/8", "10.1.0.0/16")),
        (vpc, depot, ("10.1.0.0/16", "10.1.2.0/24")),
        (office, depot, ("10.0.0.0/8", "10.1.2.0/24")),
    ] {
        let expected = Overlap {
            one: first.0.parse().unwrap(),
            other: first.1.parse().unwrap(),
        };
        assert_eq!(
            judge_pair(&sketch.plan, &index, one, other),
            Pair::Overlapping(expected)
        );
        assert_eq!(unconnectable(&sketch.plan, &index, one).get(&other), Some(&expected));
    }
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
    let networks = [sketch.network(&["10.2.9.0/24"]), sketch.network(&["10.2.0.0/15"])];
    let connection = Connection {
        vpcs: vpcs.into_iter().collect(),
        networks: networks.into_iter().collect(),
        ..Connection::new(ConnectionKind::DirectConnect)
    };
    let id = sketch.state(connection.clone());
    let index = Index::build(&sketch.plan);
    let clashes = judge_connection(&sketch.plan, &index, &connection);
    let found: Vec<_> = clashes
        .iter()
        .map(|clash| (clash.one, clash.other, clash.consequence))
        .collect();
    let expected = [
        (End::Vpc(vpcs[0]), End::Vpc(vpcs[1]), Consequence::Refused),
        (End::Vpc(vpcs[2]), End::Network(networks[0]), Consequence::Hidden),
        (End::Vpc(vpcs[2]), End::Network(networks[1]), Consequence::Hidden),
        (
            End::Network(networks[0]),
            End::Network(networks[1]),
            Consequence::Unroutable,
        ),
    ];
    assert_eq!(found, expected);
    let stated = |one, other| stated(&sketch.plan, &index, one, other).into_iter().collect::<Vec<_>>();
    assert_eq!(stated(End::Vpc(vpcs[2]), End::Vpc(vpcs[0])), [id]);
    assert_eq!(stated(End::Network(networks[1]), End::Vpc(vpcs[0])), [id]);
    assert_eq!(stated(End::Vpc(vpcs[2]), End::Vpc(id_of_nothing())), []);
}

#[test]
fn what_an_overlap_means_depends_on_what_connects_what() {
    use ConnectionKind::{DirectConnect, Peering, TransitGateway, Vpn};
    let (one, other): (Id<Vpc>, Id<Vpc>) = ("a".parse().unwrap(), "b".parse().unwrap());
    let (here, there): (Id<Network>, Id<Network>) = ("a".parse().unwrap(), "b".parse().unwrap());
    for (kind, expected) in [
        (Peering, Consequence::Refused),
        (DirectConnect, Consequence::Refused),
        (TransitGateway, Consequence::NotPropagated),
        (Vpn, Consequence::Unroutable),
    ] {
        assert_eq!(consequence(kind, End::Vpc(one), End::Vpc(other)), expected);
        assert_eq!(
            consequence(kind, End::Vpc(one), End::Network(here)),
            Consequence::Hidden
        );
        assert_eq!(
            consequence(kind, End::Network(here), End::Vpc(one)),
            Consequence::Hidden
        );
        let networks = consequence(kind, End::Network(here), End::Network(there));
        assert_eq!(networks, Consequence::Unroutable);
        assert_eq!(expected.page().is_some(), expected != Consequence::Unroutable);
    }
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
        let mut ends = Vec::new();
        for at in 0..30 {
            let count = 1 + random.below(3);
            let cidrs: Vec<String> = (0..count)
                .map(|at| {
                    let length = 17 + random.below(7);
                    let third = random.below(256) >> (24 - length) << (24 - length);
                    // Of some VPCs and networks the blocks lie in one another.
                    let second = if random.once_in(2) { 0 } else { at * 10 };
                    format!("10.{}.{third}.0/{length}", second + random.below(2))
                })
                .collect();
            let mut cidrs: Vec<&str> = cidrs.iter().map(String::as_str).collect();
            cidrs.sort_unstable();
            cidrs.dedup();
            ends.push(match at % 4 {
                3 => End::Network(sketch.network(&cidrs)),
                _ => End::Vpc(sketch.vpc(random.pick(&scopes), &cidrs, Monitoring::Monitored)),
            });
        }
        let mut connected_pairs = Vec::new();
        for _ in 0..6 {
            let some: Vec<End> = (0..5).map(|_| random.pick(&ends)).collect();
            let mut connection = Connection::new(ConnectionKind::TransitGateway);
            for end in &some {
                _ = match end {
                    End::Vpc(id) => connection.vpcs.insert(*id),
                    End::Network(id) => connection.networks.insert(*id),
                };
            }
            let id = sketch.state(connection);
            connected_pairs.extend(
                some.iter()
                    .flat_map(|one| some.iter().map(move |other| (*one, *other, id))),
            );
        }
        let index = Index::build(&sketch.plan);
        let whole = matrix(&sketch.plan, &index, ends.clone());
        assert_eq!((whole.ends.len(), whole.row(30).len()), (30, 0));
        for (at, one) in ends.iter().enumerate() {
            let row = unconnectable(&sketch.plan, &index, *one);
            for (beside, other) in ends.iter().enumerate() {
                let cell = whole.cell(at, beside).unwrap();
                let pair = judge_pair(&sketch.plan, &index, *one, *other);
                assert_eq!(cell.pair, pair);
                if one == other {
                    assert_eq!((pair, cell.stated.len()), (Pair::Same, 0));
                    continue;
                }
                let (ones, others) = (sketch.cidrs(*one), sketch.cidrs(*other));
                let mut clash = ones.iter().flat_map(|a| others.iter().map(move |b| (*a, *b)));
                let expected = clash
                    .find(|(a, b)| a.overlaps(*b))
                    .map(|(one, other)| Overlap { one, other });
                assert_eq!(row.get(other).copied(), expected, "seed {seed}");
                assert_eq!(pair, expected.map_or(Pair::Free, Pair::Overlapping), "seed {seed}");
                let stated: BTreeSet<_> = cell.stated.iter().map(|(id, _)| *id).collect();
                let of_pair = connected_pairs.iter().filter(|pair| (pair.0, pair.1) == (*one, *other));
                assert_eq!(
                    stated,
                    of_pair.map(|pair| pair.2).collect::<BTreeSet<_>>(),
                    "seed {seed}"
                );
                assert_eq!(cell.is_broken(), expected.is_some() && !stated.is_empty());
            }
        }
        let expected: BTreeSet<End> = connected_pairs.iter().map(|pair| pair.0).collect();
        assert!(connected(&sketch.plan).into_iter().eq(expected), "seed {seed}");
        for row in sketch.plan.intent().connections.values() {
            assert_overlaps_as_naive(&sketch, &index, row);
        }
    }
}

/// What overlaps in a connection, against every pair of CIDRs.
fn assert_overlaps_as_naive(sketch: &Sketch, index: &Index, row: &Connection) {
    let is_network = |end: &End| matches!(end, End::Network(_));
    let held: Vec<_> = row
        .ends()
        .flat_map(|end| sketch.cidrs(end).into_iter().map(move |cidr| (cidr, end)))
        .collect();
    for among in [Among::Vpcs, Among::Networks] {
        let mut ends = BTreeSet::new();
        for (cidr, one) in &held {
            for (beside, other) in held.iter().filter(|(_, other)| other != one) {
                let looks = (is_network(one) || is_network(other)) == (among == Among::Networks);
                if looks && cidr.overlaps(*beside) {
                    ends.extend([*one, *other]);
                }
            }
        }
        let found = overlaps(&sketch.plan, index, row, among);
        assert_eq!(found.is_some(), !ends.is_empty());
        if let Some(found) = found {
            assert!(found.ends.iter().eq(&ends));
            let ((outer, one), (inner, other)) = found.first;
            assert!(one != other && outer.contains(inner));
            assert_eq!(is_network(&one) || is_network(&other), among == Among::Networks);
        }
    }
}
