//! What the Amazon VPC CNI plugin attaches to nodes.

use ipam_planner::cost::{IPV4_PER_PREFIX, NodeLimits, NodeModel, NodeProblem, PrefixSupport, Usage, instance_types};
use ipam_planner::plan::{NodeGroup, PodAddressing, PodNetwork, WarmTargets, WorkloadKind};
use serde::Deserialize;

use super::nodes;
use crate::support::Random;

#[derive(Deserialize)]
struct Cases<T> {
    cases: Vec<T>,
}

#[derive(Debug, Deserialize)]
struct Case {
    instance_type: String,
    warm_eni_target: Option<u32>,
    warm_prefix_target: Option<u32>,
    warm_ip_target: Option<u32>,
    minimum_ip_target: Option<u32>,
    pods: u32,
    attached_enis: u64,
    secondary_ips: Option<u64>,
    attached_prefixes: Option<u64>,
    contradiction: Option<String>,
}

fn model(case: &Case, addressing: PodAddressing) -> NodeModel {
    let mut group = nodes(&case.instance_type, 1, case.pods);
    group.addressing = addressing;
    group.warm = WarmTargets {
        enis: case.warm_eni_target,
        ips: case.warm_ip_target,
        minimum_ips: case.minimum_ip_target,
        prefixes: case.warm_prefix_target,
    };
    NodeModel::of(&group)
}

#[test]
fn secondary_addresses_are_as_in_the_table_of_the_plugin() {
    let text = include_str!("../../fixtures/vectors/cni_secondary_ip.json");
    let cases: Cases<Case> = serde_json::from_str(text).unwrap();
    assert_eq!(cases.cases.len(), 16);
    for case in cases.cases {
        let model = model(&case, PodAddressing::SecondaryIps);
        let attached = (model.interfaces, Some(model.own.secondary_ipv4));
        assert_eq!(attached, (case.attached_enis, case.secondary_ips), "{case:?}");
    }
}

/// Four rows of the plugin's table contradict the text around it. The model follows the text.
#[test]
fn prefixes_are_as_in_the_table_of_the_plugin_where_it_agrees_with_its_text() {
    let text = include_str!("../../fixtures/vectors/cni_prefixes.json");
    let cases: Cases<Case> = serde_json::from_str(text).unwrap();
    assert_eq!(cases.cases.len(), 20);
    let contradictions = cases.cases.iter().filter(|case| case.contradiction.is_some());
    assert_eq!(contradictions.count(), 4);
    for case in cases.cases {
        let model = model(&case, PodAddressing::Prefixes);
        let attached = (model.interfaces, Some(model.own.ipv4_prefixes));
        let agrees = attached == (case.attached_enis, case.attached_prefixes);
        assert_eq!(agrees, case.contradiction.is_none(), "{case:?}: {attached:?}");
    }
}

#[test]
fn rows_that_contradict_the_text_are_as_the_text_says() {
    let cases = [
        // "asking for minimum of 20 IPv4 addresses is equally as asking 32 IPv4 addresses"
        ("t3.small", None, Some(7), Some(20), 0, (1, 2)),
        // "New ENI will only be allocated after we exhaust all the prefixes allocated to existing ENIs."
        ("p3dn.24xlarge", Some(1), None, None, 3, (1, 2)),
        ("p3dn.24xlarge", Some(1), None, None, 95, (1, 7)),
        ("p3dn.24xlarge", None, Some(5), Some(10), 45, (1, 4)),
    ];
    for (instance_type, prefixes, ips, minimum_ips, pods, attached) in cases {
        let mut group = nodes(instance_type, 1, pods);
        group.addressing = PodAddressing::Prefixes;
        group.warm = WarmTargets {
            enis: None,
            ips,
            minimum_ips,
            prefixes,
        };
        let model = NodeModel::of(&group);
        assert_eq!((model.interfaces, model.own.ipv4_prefixes), attached);
    }
}

#[test]
fn prefixes_lower_what_is_billed_and_can_raise_what_is_consumed() {
    let mut group = nodes("m5.large", 100, 20);
    let usage = |group: &NodeGroup| Usage::of(&WorkloadKind::NodeGroup(group.clone()));
    let total = usage(&group).total();
    assert_eq!((total.active_ipv4(), total.consumed_ipv4()), (3_000, 3_000));
    group.addressing = PodAddressing::Prefixes;
    let total = usage(&group).total();
    assert_eq!((total.active_ipv4(), total.consumed_ipv4()), (400, 4_900));
    group.addressing = PodAddressing::Overlay;
    let total = usage(&group).total();
    assert_eq!((total.active_ipv4(), total.consumed_ipv4()), (100, 100));
    group.addressing = PodAddressing::Ipv6;
    let total = usage(&group).total();
    assert_eq!(
        (total.active_ipv4(), total.active_ipv6(), total.consumed_ipv4()),
        (100, 200, 100)
    );
}

/// "~12" was measured on t3.medium.
#[test]
fn a_t3_medium_with_few_pods_has_twelve() {
    for pods in 1..=5 {
        let model = NodeModel::of(&nodes("t3.medium", 1, pods));
        assert_eq!((model.interfaces, model.own.active_ipv4()), (2, 12), "{pods} pods");
    }
}

#[test]
fn custom_networking_gives_the_first_interface_to_no_pod() {
    let mut group = nodes("m5.large", 1, 18);
    group.pod_network = PodNetwork::Custom { subnets: [].into() };
    let model = NodeModel::of(&group);
    assert_eq!((model.capacity, model.problem), (18, None));
    assert_eq!((model.interfaces, model.own.active_ipv4()), (3, 1));
    assert_eq!((model.pods.primary_ipv4, model.pods.secondary_ipv4), (2, 18));
    group.pods_per_node = 19;
    assert_eq!(NodeModel::of(&group).problem, Some(NodeProblem::TooFewAddresses));
    // One interface is too few.
    group.max_enis = Some(1);
    let model = NodeModel::of(&group);
    assert_eq!((model.capacity, model.held, model.pods.active_ipv4()), (0, 0, 0));
}

#[test]
fn nodes_say_why_they_do_not_hold_their_pods() {
    let cases: [(NodeGroup, Option<NodeProblem>, u64); 8] = [
        (nodes("m5.large", 1, 27), None, 27),
        (nodes("m5.large", 1, 28), Some(NodeProblem::TooFewAddresses), 27),
        (
            NodeGroup {
                host_network_pods: 3,
                ..nodes("m5.large", 1, 27)
            },
            Some(NodeProblem::TooManyPods),
            26,
        ),
        (
            NodeGroup {
                max_enis: Some(2),
                ..nodes("m5.large", 1, 19)
            },
            Some(NodeProblem::TooFewAddresses),
            18,
        ),
        (
            NodeGroup {
                addressing: PodAddressing::Prefixes,
                ..nodes("m5.large", 1, 110)
            },
            None,
            110,
        ),
        (
            NodeGroup {
                addressing: PodAddressing::Prefixes,
                ..nodes("m5.large", 1, 111)
            },
            Some(NodeProblem::TooManyPods),
            110,
        ),
        // Xen: the plugin falls back to secondary addresses.
        (
            NodeGroup {
                addressing: PodAddressing::Prefixes,
                ..nodes("c3.large", 1, 28)
            },
            Some(NodeProblem::TooFewAddresses),
            27,
        ),
        (nodes("x9z.huge", 1, 1), Some(NodeProblem::UnknownInstanceType), 0),
    ];
    for (group, problem, held) in cases {
        let model = NodeModel::of(&group);
        assert_eq!((model.problem, model.held), (problem, held), "{group:?}");
    }
    let mut group = nodes("c3.large", 1, 1);
    group.addressing = PodAddressing::Prefixes;
    assert_eq!(NodeModel::of(&group).addressing, PodAddressing::SecondaryIps);
    group.addressing = PodAddressing::Ipv6;
    assert_eq!(NodeModel::of(&group).problem, Some(NodeProblem::NoPrefixes));
}

/// The plugin as it is written: it looks, and takes one step, until nothing is to be done, after each pod that comes.
struct Plugin {
    per_interface: u64,
    most_interfaces: u64,
    max_pods: u64,
    warm: WarmTargets,
    of_slot: u64,
    slots: Vec<u64>,
}

impl Plugin {
    fn addresses(&self) -> u64 {
        self.slots.iter().sum::<u64>() * self.of_slot
    }

    /// `isDatastorePoolTooLow`, `tryAssignCidrs` and `tryAllocateENI` of `ipamd.go`. Says whether anything was done.
    fn step(&mut self, pods: u64) -> bool {
        let total = self.addresses();
        if total >= self.max_pods {
            return false;
        }
        let available = total - pods;
        let (ips, minimum) = (self.warm.ips.unwrap_or(0), self.warm.minimum_ips.unwrap_or(0));
        let targets = ips != 0 || minimum != 0;
        let short = u64::from(ips)
            .saturating_sub(available)
            .max(u64::from(minimum).saturating_sub(total));
        let is_prefix = self.of_slot > 1;
        let warm = u64::from(if is_prefix {
            self.warm.prefixes.unwrap_or(1)
        } else {
            self.warm.enis.unwrap_or(1)
        });
        let of_target = if is_prefix { self.of_slot } else { self.per_interface };
        let is_low = match targets {
            true => short > 0,
            false => available < of_target * warm || (warm == 0 && available == 0),
        };
        if !is_low {
            return false;
        }
        let wanted = match (targets, is_prefix) {
            (true, _) => short.div_ceil(self.of_slot).max(1),
            (false, false) => self.per_interface,
            (false, true) => warm.saturating_sub(available / self.of_slot).max(1),
        };
        if let Some(slots) = self.slots.iter_mut().find(|slots| **slots < self.per_interface) {
            *slots += wanted.min(self.per_interface - *slots);
            return true;
        }
        let has_room = (self.slots.len() as u64) < self.most_interfaces;
        if has_room {
            self.slots.push(wanted.min(self.per_interface));
        }
        has_room
    }
}

/// What the plugin attaches step by step, for as many pods as the model says that the node holds.
fn simulated(group: &NodeGroup, limits: NodeLimits, model: &NodeModel) -> (u64, u64) {
    let is_custom = group.pod_network != PodNetwork::Nodes;
    let most = group.max_enis.filter(|most| *most > 0).unwrap_or(u32::MAX);
    let mut plugin = Plugin {
        per_interface: u64::from(limits.ipv4_per_interface) - 1,
        most_interfaces: u64::from(limits.interfaces.min(most)) - u64::from(is_custom),
        max_pods: model.max_pods,
        warm: group.warm,
        of_slot: match model.addressing {
            PodAddressing::Prefixes => IPV4_PER_PREFIX,
            _ => 1,
        },
        slots: if is_custom { Vec::new() } else { vec![0] },
    };
    for pods in 0..=model.held {
        while plugin.step(pods) {}
        assert!(plugin.addresses() >= pods, "{group:?} has no address for pod {pods}");
    }
    (
        plugin.slots.len() as u64 + u64::from(is_custom),
        plugin.slots.iter().sum(),
    )
}

fn random_group(random: &mut Random, instance_type: &str) -> NodeGroup {
    let mut group = nodes(instance_type, 1, random.below(40) as u32);
    group.host_network_pods = random.below(3) as u32;
    let addressings = [PodAddressing::SecondaryIps, PodAddressing::Prefixes];
    group.addressing = random.pick(&addressings);
    let mut maybe = |most: usize| random.once_in(2).then(|| random.below(most) as u32);
    group.warm = WarmTargets {
        enis: maybe(4),
        ips: maybe(30),
        minimum_ips: maybe(60),
        prefixes: maybe(5),
    };
    // The plugin does not find an address for the next pod when nothing is to be kept at hand.
    if group.warm.minimum_ips.unwrap_or(0) > 0 && group.warm.ips.unwrap_or(0) == 0 {
        group.warm.ips = Some(1);
    }
    (group.max_enis, group.max_pods) = (maybe(5), maybe(60));
    if random.once_in(4) {
        group.pod_network = PodNetwork::Custom { subnets: [].into() };
    }
    group
}

#[test]
fn the_closed_forms_are_where_the_plugin_comes_to_rest() {
    let mut random = Random::new(41);
    for (name, limits) in instance_types() {
        for _ in 0..12 {
            let group = random_group(&mut random, &name);
            let model = NodeModel::of(&group);
            let attached = model.own.plus(&model.pods);
            let slots = attached.secondary_ipv4 + attached.ipv4_prefixes;
            assert_eq!(
                (model.interfaces, slots),
                simulated(&group, limits, &model),
                "{group:?}: {model:?}"
            );
        }
    }
}

#[test]
fn no_type_has_more_than_it_may_and_more_pods_never_need_fewer_addresses() {
    let mut random = Random::new(42);
    for (name, limits) in instance_types() {
        for addressing in [
            PodAddressing::SecondaryIps,
            PodAddressing::Prefixes,
            PodAddressing::Ipv6,
            PodAddressing::Overlay,
        ] {
            let mut group = random_group(&mut random, &name);
            group.addressing = addressing;
            let mut before: Option<NodeModel> = None;
            for pods in (0..=120).chain([250, 737, 1_000_000, u32::MAX]) {
                group.pods_per_node = pods;
                let model = NodeModel::of(&group);
                let all = model.own.plus(&model.pods);
                assert_eq!(all.primary_ipv4, model.interfaces);
                assert!((1..=u64::from(limits.interfaces)).contains(&model.interfaces), "{name}");
                let slots = model.interfaces * u64::from(limits.ipv4_per_interface - 1);
                assert!(all.secondary_ipv4 + all.ipv4_prefixes <= slots, "{name}: {model:?}");
                assert!(all.ipv4_prefixes == 0 || limits.prefixes == PrefixSupport::Supported);
                assert!(all.secondary_ipv4 == 0 || all.ipv4_prefixes == 0, "one mode at a time");
                let of_pods = all.secondary_ipv4 + IPV4_PER_PREFIX * all.ipv4_prefixes;
                if matches!(model.addressing, PodAddressing::SecondaryIps | PodAddressing::Prefixes) {
                    assert!(of_pods >= model.held, "{name}: {model:?}");
                }
                assert!(model.held <= u64::from(pods) && model.held <= model.capacity);
                assert_eq!(
                    model.problem.is_none(),
                    model.held == u64::from(pods) && pods_fit(&group, &model),
                    "{name}"
                );
                if let Some(before) = before {
                    let less = before.own.plus(&before.pods);
                    assert!(less.active_ipv4() <= all.active_ipv4() && less.consumed_ipv4() <= all.consumed_ipv4());
                    assert!(before.interfaces <= model.interfaces);
                }
                before = Some(model);
            }
        }
    }
}

fn pods_fit(group: &NodeGroup, model: &NodeModel) -> bool {
    let all = u64::from(group.pods_per_node) + u64::from(group.host_network_pods);
    all <= model.max_pods && model.problem != Some(NodeProblem::NoPrefixes)
}
