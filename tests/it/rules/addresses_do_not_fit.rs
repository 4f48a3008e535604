use ipam_planner::plan::{Instances, NodeGroup, PodAddressing, PodNetwork, WorkloadKind};

use super::sketch::Sketch;

const CODE: &str = "addresses-do-not-fit";

fn instances(count: u32) -> WorkloadKind {
    WorkloadKind::Instances(Instances::plain(count))
}

fn prefix_nodes(nodes: u32) -> NodeGroup {
    NodeGroup {
        addressing: PodAddressing::Prefixes,
        ..NodeGroup::new("m5.large".parse().unwrap(), nodes, 20)
    }
}

/// A VPC 10.0.0.0/16 with these subnets, all of which the workload names.
fn sentence(subnets: &[&str], kind: WorkloadKind) -> Option<String> {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/16", None);
    let mut ids = Vec::new();
    for (number, subnet) in subnets.iter().enumerate() {
        ids.push(sketch.subnet(vpc, &format!("s{number}"), subnet));
    }
    sketch.workload(vpc, &ids, kind);
    sketch.sentence(CODE)
}

#[test]
fn aws_keeps_five_addresses_of_each_subnet() {
    assert_eq!(sentence(&["10.0.0.0/24"], instances(251)), None);
    assert_eq!(
        sentence(&["10.0.0.0/24"], instances(252)).as_deref(),
        Some("In web, the workloads take 252 addresses of s0 (10.0.0.0/24), which has room for 251")
    );
    // Spread over two.
    assert_eq!(sentence(&["10.0.0.0/24", "10.0.1.0/24"], instances(502)), None);
    assert_eq!(
        sentence(&["10.0.0.0/24", "10.0.1.0/25"], instances(600)).as_deref(),
        Some(
            "In web, the workloads take 300 addresses of s0 (10.0.0.0/24), which has room for 251, and 1 more of its \
             blocks are too small"
        )
    );
    // No subnet is named: the primary CIDR.
    assert_eq!(sentence(&[], instances(65_531)), None);
    assert_eq!(
        sentence(&[], instances(65_532)).as_deref(),
        Some("In web, the workloads take 65,532 addresses of web (10.0.0.0/16), which has room for 65,531")
    );
}

#[test]
fn prefixes_take_whole_blocks() {
    // 14 of the 16 blocks of a /24 hold no address that AWS keeps; 4 nodes take 12 and have 4 addresses elsewhere.
    assert_eq!(
        sentence(&["10.0.0.0/24"], WorkloadKind::NodeGroup(prefix_nodes(4))),
        None
    );
    assert_eq!(
        sentence(&["10.0.0.0/24"], WorkloadKind::NodeGroup(prefix_nodes(5))).as_deref(),
        Some("In web, the workloads take 15 /28 prefixes of s0 (10.0.0.0/24), which has room for 14")
    );
    assert_eq!(
        sentence(&["10.0.0.0/27"], WorkloadKind::NodeGroup(prefix_nodes(1))).as_deref(),
        Some("In web, the workloads take 3 /28 prefixes of s0 (10.0.0.0/27), which has room for 0")
    );
}

#[test]
fn pods_may_have_subnets_of_their_own_and_everything_in_a_subnet_counts() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/16", None);
    let nodes = sketch.subnet(vpc, "nodes", "10.0.0.0/28");
    let pods = sketch.subnet(vpc, "pods", "10.0.16.0/20");
    let mut group = prefix_nodes(11);
    group.pod_network = PodNetwork::Custom { subnets: [pods].into() };
    sketch.workload(vpc, &[nodes], WorkloadKind::NodeGroup(group));
    assert_eq!(sketch.sentence(CODE), None);
    sketch.workload(vpc, &[nodes], instances(1));
    assert_eq!(
        sketch.sentence(CODE).as_deref(),
        Some("In web, the workloads take 12 addresses of nodes (10.0.0.0/28), which has room for 11")
    );
    // A CIDR that is drawn on has to hold what its subnets give out as well.
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/24", None);
    let half = sketch.subnet(vpc, "half", "10.0.0.0/25");
    sketch.workload(vpc, &[half], instances(100));
    sketch.workload(vpc, &[], instances(151));
    assert_eq!(sketch.sentence(CODE), None);
    sketch.workload(vpc, &[], instances(1));
    assert_eq!(sketch.evidence(CODE), "252 of 251 addresses in 10.0.0.0/24");
}

/// A /64 has 65,536 blocks of /80, of which AWS keeps an address of the first and of the last.
#[test]
fn prefixes_of_ipv6_take_whole_blocks_too() {
    let ipv6_nodes = |nodes| {
        WorkloadKind::NodeGroup(NodeGroup {
            addressing: PodAddressing::Ipv6,
            ..NodeGroup::new("m5.large".parse().unwrap(), nodes, 20)
        })
    };
    let single = |count| {
        WorkloadKind::Instances(Instances {
            ipv6_per_interface: 1,
            ..Instances::plain(count)
        })
    };
    for (subnets, kind, expected) in [
        (&["fd80::/64"][..], ipv6_nodes(65_534), None),
        (
            &["fd80::/64"],
            ipv6_nodes(65_535),
            Some("take 65,535 /80 prefixes of s1 (fd80::/64), which has room for 65,534"),
        ),
        (&["fd80::/60"], ipv6_nodes(1_048_574), None),
        (
            &["fd80::/60"],
            ipv6_nodes(1_048_575),
            Some("take 1,048,575 /80 prefixes of s1 (fd80::/60), which has room for 1,048,574"),
        ),
        (&["fd80::/64", "fd80:0:0:1::/64"], ipv6_nodes(131_068), None),
        // Single addresses never fill a /64.
        (&["fd80::/64"], single(u32::MAX), None),
    ] {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc("web");
        // No IPv4 subnet is too small.
        sketch.vpc_cidr(vpc, "0.0.0.0/0", None);
        sketch.vpc_cidr(vpc, "fd80::/56", None);
        let mut ids = vec![sketch.subnet(vpc, "s0", "0.0.0.0/0")];
        for (number, subnet) in subnets.iter().enumerate() {
            ids.push(sketch.subnet(vpc, &format!("s{}", number + 1), subnet));
        }
        sketch.workload(vpc, &ids, kind);
        // Instances more than there are addresses of IPv4 are another matter.
        let found = sketch.sentence(CODE).filter(|found| !found.contains("of s0"));
        assert_eq!(
            found,
            expected.map(|expected| format!("In web, the workloads {expected}")),
            "{subnets:?}"
        );
    }
}

#[test]
fn ipv6_needs_a_cidr_of_the_vpc() {
    let dual = |count| {
        WorkloadKind::Instances(Instances {
            ipv6_per_interface: 1,
            ..Instances::plain(count)
        })
    };
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/24", None);
    sketch.workload(vpc, &[], dual(251));
    assert_eq!(
        sketch.sentence(CODE).as_deref(),
        Some("In web, the workloads have addresses of IPv6, and the VPC has no IPv6 CIDR")
    );
    assert_eq!(sketch.evidence(CODE), "IPv6 without a CIDR");
    sketch.workload(vpc, &[], instances(1));
    assert_eq!(
        sketch.sentence(CODE).as_deref(),
        Some(
            "In web, the workloads take 252 addresses of web (10.0.0.0/24), which has room for 251; they have addresses of \
             IPv6, and the VPC has no IPv6 CIDR"
        )
    );
    assert_eq!(
        sketch.evidence(CODE),
        "252 of 251 addresses in 10.0.0.0/24, IPv6 without a CIDR"
    );
    sketch.vpc_cidr(vpc, "fd80::/60", None);
    assert_eq!(sketch.evidence(CODE), "252 of 251 addresses in 10.0.0.0/24");
}

#[test]
fn what_a_vpc_without_a_cidr_or_only_ipv6_holds_is_not_judged() {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    sketch.workload(vpc, &[], instances(1_000_000));
    assert_eq!(sketch.sentence(CODE), None);
}
