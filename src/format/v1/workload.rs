//! Workloads: exactly one object says what each is.

use super::fields::Fields;
use super::out::Out;
use super::value::Words;
use crate::plan::{
    Instances, NodeGroup, PlainAddresses, PodAddressing, PodNetwork, WarmTargets, Workload, WorkloadKind,
    ZonalInterfaces, ZonalService,
};

pub(super) const ADDRESSINGS: &Words<PodAddressing> = &[
    ("secondary-ip", PodAddressing::SecondaryIps),
    ("prefix", PodAddressing::Prefixes),
    ("ipv6", PodAddressing::Ipv6),
    ("overlay", PodAddressing::Overlay),
];

const SERVICES: &Words<ZonalService> = &[
    ("load-balancer", ZonalService::LoadBalancer),
    ("nat-gateway", ZonalService::NatGateway),
    ("interface-endpoint", ZonalService::InterfaceEndpoint),
    ("lambda", ZonalService::Lambda),
    ("database", ZonalService::Database),
    ("other", ZonalService::Other),
];

pub(super) fn write_workload(row: &Workload, out: &mut Out) {
    out.text("name", &row.name);
    out.spelled("vpc", &row.vpc);
    out.set("subnets", &row.subnets);
    match &row.kind {
        WorkloadKind::Addresses(plain) => out.member_object("addresses", |out| {
            out.number("ipv4", plain.ipv4.into());
            out.number("ipv6", plain.ipv6.into());
            out.number_unless("public_ipv4", plain.public_ipv4.into(), 0);
        }),
        WorkloadKind::Instances(instances) => out.member_object("instances", |out| {
            out.number("count", instances.count.into());
            out.number_unless("interfaces", instances.interfaces.into(), 1);
            out.number_unless("ipv4_per_interface", instances.ipv4_per_interface.into(), 1);
            out.number_unless("ipv6_per_interface", instances.ipv6_per_interface.into(), 0);
            out.number_unless("public_ipv4_per_instance", instances.public_ipv4_per_instance.into(), 0);
        }),
        WorkloadKind::ZonalInterfaces(zonal) => out.member_object("zonal_interfaces", |out| {
            out.word("service", SERVICES, zonal.service);
            out.number("count", zonal.count.into());
            out.number("zones", zonal.zones.into());
            out.number_unless("interfaces_per_zone", zonal.interfaces_per_zone.into(), 1);
            out.number_unless("ipv6_per_interface", zonal.ipv6_per_interface.into(), 0);
            out.number_unless("public_ipv4_per_interface", zonal.public_ipv4_per_interface.into(), 0);
        }),
        WorkloadKind::NodeGroup(nodes) => out.member_object("node_group", |out| write_nodes(nodes, out)),
    }
    out.text("note", &row.note);
}

fn write_nodes(nodes: &NodeGroup, out: &mut Out) {
    out.spelled("instance_type", &nodes.instance_type);
    out.number("nodes", nodes.nodes.into());
    out.number("pods_per_node", nodes.pods_per_node.into());
    out.number_unless("host_network_pods", nodes.host_network_pods.into(), 0);
    if nodes.addressing != PodAddressing::default() {
        out.word("mode", ADDRESSINGS, nodes.addressing);
    }
    write_warm_targets(&nodes.warm, out);
    out.maybe_number("max_eni", nodes.max_enis);
    out.maybe_number("max_pods", nodes.max_pods);
    if let PodNetwork::Custom { subnets } = &nodes.pod_network {
        out.member_object("custom_networking", |out| out.set("subnets", subnets));
    }
    out.number_unless("public_ipv4_per_node", nodes.public_ipv4_per_node.into(), 0);
}

pub(super) fn write_warm_targets(warm: &WarmTargets, out: &mut Out) {
    out.maybe_number("warm_eni_target", warm.enis);
    out.maybe_number("warm_ip_target", warm.ips);
    out.maybe_number("minimum_ip_target", warm.minimum_ips);
    out.maybe_number("warm_prefix_target", warm.prefixes);
}

/// The objects of which a workload has one.
const KINDS: [&str; 4] = ["addresses", "instances", "zonal_interfaces", "node_group"];

pub(super) fn read_workload(fields: &mut Fields<'_, '_>) -> Option<Workload> {
    let name = fields.text("name");
    let vpc = fields.spelled("vpc");
    let subnets = fields.set("subnets");
    match KINDS.into_iter().filter(|kind| fields.has(kind)).count() {
        1 => {}
        0 => fields.blame(format!(
            "a workload needs one of \"{}\"; this one has none",
            KINDS.join("\", \"")
        )),
        _ => fields.blame(format!(
            "a workload has only one of \"{}\"; this one has several",
            KINDS.join("\", \"")
        )),
    }
    let mut kind = None;
    fields.maybe_object("addresses", &mut |fields| {
        let (ipv4, ipv6) = (fields.u32("ipv4"), fields.u32("ipv6"));
        let public_ipv4 = fields.number_or("public_ipv4", 0);
        if let (Some(ipv4), Some(ipv6)) = (ipv4, ipv6) {
            kind = Some(WorkloadKind::Addresses(PlainAddresses {
                ipv4,
                ipv6,
                public_ipv4,
            }));
        }
    });
    fields.maybe_object("instances", &mut |fields| {
        let count = fields.u32("count");
        let mut instances = Instances {
            count: 0,
            interfaces: fields.u16_or("interfaces", 1),
            ipv4_per_interface: fields.u16_or("ipv4_per_interface", 1),
            ipv6_per_interface: fields.u16_or("ipv6_per_interface", 0),
            public_ipv4_per_instance: fields.u16_or("public_ipv4_per_instance", 0),
        };
        if let Some(count) = count {
            instances.count = count;
            kind = Some(WorkloadKind::Instances(instances));
        }
    });
    fields.maybe_object("zonal_interfaces", &mut |fields| {
        kind = read_zonal(fields).or(kind.take());
    });
    fields.maybe_object("node_group", &mut |fields| {
        kind = read_nodes(fields).or(kind.take());
    });
    let note = fields.text("note");
    Some(Workload {
        name,
        vpc: vpc?,
        subnets,
        kind: kind?,
        note,
    })
}

fn read_zonal(fields: &mut Fields<'_, '_>) -> Option<WorkloadKind> {
    let service = fields.word("service", SERVICES);
    let count = fields.u32("count");
    let zones = fields.u16("zones");
    let interfaces_per_zone = fields.u16_or("interfaces_per_zone", 1);
    let ipv6_per_interface = fields.u16_or("ipv6_per_interface", 0);
    let public_ipv4_per_interface = fields.u16_or("public_ipv4_per_interface", 0);
    Some(WorkloadKind::ZonalInterfaces(ZonalInterfaces {
        service: service?,
        count: count?,
        zones: zones?,
        interfaces_per_zone,
        ipv6_per_interface,
        public_ipv4_per_interface,
    }))
}

fn read_nodes(fields: &mut Fields<'_, '_>) -> Option<WorkloadKind> {
    let instance_type = fields.spelled("instance_type");
    let nodes = fields.u32("nodes");
    let pods_per_node = fields.u32("pods_per_node");
    let host_network_pods = fields.number_or("host_network_pods", 0);
    let addressing = fields.maybe_word("mode", ADDRESSINGS).unwrap_or_default();
    let warm = read_warm_targets(fields);
    let max_enis = fields.maybe_number("max_eni", u32::MAX);
    let max_pods = fields.maybe_number("max_pods", u32::MAX);
    let mut pod_network = PodNetwork::Nodes;
    fields.maybe_object("custom_networking", &mut |fields| {
        pod_network = PodNetwork::Custom {
            subnets: fields.set("subnets"),
        };
    });
    let public_ipv4_per_node = fields.u16_or("public_ipv4_per_node", 0);
    Some(WorkloadKind::NodeGroup(NodeGroup {
        instance_type: instance_type?,
        nodes: nodes?,
        pods_per_node: pods_per_node?,
        host_network_pods,
        addressing,
        warm,
        max_enis,
        max_pods,
        pod_network,
        public_ipv4_per_node,
    }))
}

pub(super) fn read_warm_targets(fields: &mut Fields<'_, '_>) -> WarmTargets {
    WarmTargets {
        enis: fields.maybe_number("warm_eni_target", u32::MAX),
        ips: fields.maybe_number("warm_ip_target", u32::MAX),
        minimum_ips: fields.maybe_number("minimum_ip_target", u32::MAX),
        prefixes: fields.maybe_number("warm_prefix_target", u32::MAX),
    }
}
