//! Addresses of workloads, with their working.

use ipam_planner::cost::{Addresses, MOST_COUNTED, Usage};
use ipam_planner::plan::{
    Instances, NodeGroup, PlainAddresses, PodAddressing, WorkloadKind, ZonalInterfaces, ZonalService,
};

use super::nodes;

fn zonal(service: ZonalService, count: u32, zones: u16, interfaces_per_zone: u16) -> ZonalInterfaces {
    ZonalInterfaces {
        service,
        count,
        zones,
        interfaces_per_zone,
        ipv6_per_interface: 0,
        public_ipv4_per_interface: 0,
    }
}

/// Active IPv4, IPv6, public IPv4, and the IPv4 addresses that subnets lose.
fn figures(usage: &Usage) -> [u64; 4] {
    let total = usage.total();
    [
        total.active_ipv4(),
        total.active_ipv6(),
        total.public_ipv4,
        total.consumed_ipv4(),
    ]
}

#[test]
fn every_kind_of_workload_shows_its_working() {
    let plain = PlainAddresses {
        ipv4: 1_450,
        ipv6: 20,
        public_ipv4: 2,
    };
    let cases: [(WorkloadKind, [u64; 4], &str); 10] = [
        (
            WorkloadKind::Addresses(PlainAddresses {
                ipv6: 0,
                public_ipv4: 0,
                ..plain
            }),
            [1_450, 0, 0, 1_450],
            "1,450 IPv4",
        ),
        (
            WorkloadKind::Addresses(plain),
            [1_450, 20, 2, 1_450],
            "1,450 IPv4 + 20 IPv6 addresses + 2 public IPv4 = 1,472",
        ),
        (
            WorkloadKind::Addresses(PlainAddresses::default()),
            [0; 4],
            "no addresses",
        ),
        (
            WorkloadKind::Instances(Instances::plain(40)),
            [40, 0, 0, 40],
            "1 interface per instance × 40 instances = 40",
        ),
        (
            WorkloadKind::Instances(Instances {
                count: 3,
                interfaces: 2,
                ipv4_per_interface: 4,
                ipv6_per_interface: 1,
                public_ipv4_per_instance: 1,
            }),
            [24, 6, 3, 24],
            "2 interfaces + 6 secondary + 2 IPv6 addresses + 1 public IPv4 = 11 per instance × 3 instances = 33",
        ),
        (
            WorkloadKind::ZonalInterfaces(zonal(ZonalService::LoadBalancer, 4, 3, 2)),
            [24, 0, 0, 24],
            "6 interfaces per load balancer × 4 load balancers = 24",
        ),
        (
            WorkloadKind::ZonalInterfaces(ZonalInterfaces {
                public_ipv4_per_interface: 1,
                ..zonal(ZonalService::NatGateway, 1, 1, 1)
            }),
            [1, 0, 1, 1],
            "1 interface + 1 public IPv4 = 2 per NAT gateway × 1 NAT gateway = 2",
        ),
        (
            WorkloadKind::NodeGroup(nodes("m5.large", 100, 20)),
            [3_000, 0, 0, 3_000],
            "3 interfaces + 27 secondary = 30 per node × 100 nodes = 3,000",
        ),
        (
            WorkloadKind::NodeGroup(NodeGroup {
                addressing: PodAddressing::Prefixes,
                ..nodes("m5.large", 100, 20)
            }),
            [400, 0, 0, 4_900],
            "1 interface + 3 /28 prefixes = 4 per node × 100 nodes = 400",
        ),
        (
            WorkloadKind::NodeGroup(NodeGroup {
                addressing: PodAddressing::Ipv6,
                ..nodes("m5.large", 2, 20)
            }),
            [2, 4, 0, 2],
            "1 interface + 1 IPv6 address + 1 /80 prefix = 3 per node × 2 nodes = 6",
        ),
    ];
    for (kind, expected, working) in cases {
        let usage = Usage::of(&kind);
        assert_eq!(figures(&usage), expected, "{kind:?}");
        assert_eq!(usage.to_string(), working);
    }
}

#[test]
fn parts_are_even_and_add_up() {
    let kinds = [
        WorkloadKind::NodeGroup(nodes("m5.large", 100, 20)),
        WorkloadKind::Instances(Instances::plain(7)),
        WorkloadKind::ZonalInterfaces(zonal(ZonalService::Lambda, 5, 3, 1)),
        WorkloadKind::Addresses(PlainAddresses {
            ipv4: 11,
            ipv6: 2,
            public_ipv4: 1,
        }),
        WorkloadKind::Instances(Instances {
            count: u32::MAX,
            interfaces: u16::MAX,
            ipv4_per_interface: u16::MAX,
            ipv6_per_interface: 1,
            public_ipv4_per_instance: 3,
        }),
    ];
    for kind in kinds {
        let usage = Usage::of(&kind);
        for parts in 1..9 {
            let shares = (0..parts).map(|part| usage.part(&usage.each, part, parts));
            let sum = shares.fold(Addresses::default(), |sum, share| sum.plus(&share));
            assert_eq!(sum, usage.own(), "{kind:?} in {parts}");
        }
    }
    // Nodes are whole: 34, 33 and 33 of them.
    let usage = Usage::of(&WorkloadKind::NodeGroup(nodes("m5.large", 100, 20)));
    let shares: Vec<u64> = (0..3)
        .map(|part| usage.part(&usage.each, part, 3).active_ipv4())
        .collect();
    assert_eq!(shares, [1_020, 990, 990]);
}

#[test]
fn no_number_is_larger_than_is_counted() {
    let usage = Usage::of(&WorkloadKind::Instances(Instances {
        count: u32::MAX,
        interfaces: u16::MAX,
        ipv4_per_interface: u16::MAX,
        ipv6_per_interface: u16::MAX,
        public_ipv4_per_instance: u16::MAX,
    }));
    let total = usage.total();
    assert_eq!(
        (total.secondary_ipv4, total.ipv6_addresses),
        (MOST_COUNTED, MOST_COUNTED)
    );
    assert_eq!(total.public_ipv4, u64::from(u32::MAX) * u64::from(u16::MAX));
}
