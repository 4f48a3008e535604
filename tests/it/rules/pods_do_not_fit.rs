use ipam_planner::plan::{NodeGroup, PodAddressing, WorkloadKind};

use super::sketch::Sketch;

const CODE: &str = "pods-do-not-fit";

fn sentence(group: NodeGroup) -> Option<String> {
    let mut sketch = Sketch::new();
    let vpc = sketch.vpc("web");
    sketch.vpc_cidr(vpc, "10.0.0.0/16", None);
    sketch.workload(vpc, &[], WorkloadKind::NodeGroup(group));
    sketch.sentence(CODE)
}

#[test]
fn nodes_hold_their_pods() {
    let group = |instance_type: &str, pods| NodeGroup::new(instance_type.parse().unwrap(), 1, pods);
    let cases: [(NodeGroup, Option<&str>); 10] = [
        (group("m5.large", 27), None),
        (
            group("m5.large", 28),
            Some("In the workload cluster of web, a node of type m5.large has addresses for 27 of its 28 pods"),
        ),
        // The kubelet takes 29, of which 27 have an address of their own.
        (
            NodeGroup {
                host_network_pods: 2,
                ..group("m5.large", 27)
            },
            None,
        ),
        (
            NodeGroup {
                host_network_pods: 3,
                ..group("m5.large", 27)
            },
            Some("In the workload cluster of web, a node of type m5.large takes 29 of its 30 pods"),
        ),
        (
            NodeGroup {
                addressing: PodAddressing::Prefixes,
                ..group("m5.large", 28)
            },
            None,
        ),
        // With prefixes the addresses suffice for 432, and the kubelet takes 110.
        (
            NodeGroup {
                addressing: PodAddressing::Prefixes,
                ..group("m5.large", 110)
            },
            None,
        ),
        (
            NodeGroup {
                addressing: PodAddressing::Prefixes,
                ..group("m5.large", 111)
            },
            Some("In the workload cluster of web, a node of type m5.large takes 110 of its 111 pods"),
        ),
        (
            NodeGroup {
                addressing: PodAddressing::Ipv6,
                ..group("m5.large", 110)
            },
            None,
        ),
        // What no table says anything of is another finding.
        (group("zz9.large", 10_000), None),
        (
            NodeGroup {
                addressing: PodAddressing::Ipv6,
                ..group("c3.large", 1)
            },
            Some(
                "In the workload cluster of web, a node of type c3.large takes no prefixes, from which pods have their \
                 IPv6 addresses",
            ),
        ),
    ];
    for (group, expected) in cases {
        assert_eq!(sentence(group).as_deref(), expected);
    }
}
