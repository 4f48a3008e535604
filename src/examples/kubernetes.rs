//! An organization whose Kubernetes clusters cost more in IPAM than all else.
//!
//! Forty VPCs in three Regions, two clusters of two hundred nodes: what "active IP" means for the bill, what delegated prefixes
//! would change, and which pool runs out first.

use super::sketch::{Sketch, literal, rules, tags};
use crate::plan::{
    Adjustment, Growth, Id, Instances, Integration, NodeChange, NodeGroup, NodeGroups, Plan, PodAddressing, Pool,
    QuotaName, Subnet, Vpc, WorkloadKind, ZonalInterfaces, ZonalService,
};

/// Each Region with the second number of its addresses, and how many VPCs it has beside its cluster.
const REGIONS: &[(&str, u8, u8)] = &[("eu-central-1", 0, 13), ("eu-west-1", 64, 13), ("us-east-1", 128, 12)];

/// The Regions with a cluster.
const CLUSTERS: &[&str] = &["eu-central-1", "us-east-1"];

pub(super) fn plan() -> Plan {
    let note = "Two Kubernetes clusters among forty VPCs. The page of the cost says what they make of the bill.";
    let mut sketch = Sketch::new("AnyCompany on Kubernetes", note, "eu-central-1", |ipam| {
        ipam.name = "anycompany".to_owned();
        ipam.operating_regions = ["eu-west-1", "us-east-1"].map(literal).into();
        ipam.integration = Integration::Organization {
            delegated_administrator: Some(literal("111122223333")),
        };
    });
    sketch.quota(QuotaName::VpcsPerRegion, 20);
    let platform = sketch.account("Platform", "111122223333", &["Infrastructure"]);
    let teams = sketch.account("Teams", "444455556666", &["Workloads", "Production"]);
    let sandbox = sketch.account("Sandbox", "777788889999", &["Workloads", "Sandbox"]);
    let global = sketch.pool(Plan::default_private_scope(), "Global", &["10.0.0.0/8"], |pool| {
        pool.description = "Top-level pool".to_owned();
    });
    for (region, second, vpcs) in REGIONS {
        let regional = sketch.pool(global, region, &[&format!("10.{second}.0.0/12")], |pool| {
            pool.locale = Some(literal(region));
        });
        let teams_pool = sketch.pool(
            regional,
            &format!("Teams {region}"),
            &[&format!("10.{second}.0.0/17")],
            |pool| {
                pool.locale = Some(literal(region));
                pool.rules = rules(20, 24, 21);
            },
        );
        for number in 0..*vpcs {
            let account = if number % 4 == 3 { sandbox } else { teams };
            let vpc = sketch.vpc(&format!("team-{:02}", number + 1), account, region, |vpc| {
                vpc.tags = tags([("Owner", "teams")]);
            });
            sketch.primary(vpc, &format!("10.{second}.{}.0/21", 8 * number), Some(teams_pool));
            sketch.runs(vpc, "services", &[], WorkloadKind::Instances(Instances::plain(90)));
            sketch.runs(vpc, "endpoints", &[], endpoints());
        }
        if CLUSTERS.contains(region) {
            let vpc = sketch.vpc(&format!("cluster-{region}"), platform, region, |vpc| {
                vpc.tags = tags([("Owner", "platform")]);
            });
            draw_cluster(&mut sketch, vpc, regional, region, second + 2);
        }
    }
    let all = |change: NodeChange| Adjustment::Nodes {
        groups: NodeGroups::All,
        change,
    };
    sketch.scenario(
        "Delegated prefixes",
        vec![all(NodeChange::Addressing(PodAddressing::Prefixes))],
    );
    sketch.scenario(
        "30 % more every year",
        vec![Adjustment::Growth(Growth {
            addresses: 30,
            blocks: 30,
        })],
    );
    sketch.finish()
}

/// Five interface endpoints in two Availability Zones.
fn endpoints() -> WorkloadKind {
    WorkloadKind::ZonalInterfaces(ZonalInterfaces {
        service: ZonalService::InterfaceEndpoint,
        count: 5,
        zones: 2,
        interfaces_per_zone: 1,
        ipv6_per_interface: 0,
        public_ipv4_per_interface: 0,
    })
}

/// A cluster of two hundred nodes in three subnets, with its NAT gateways in others.
fn draw_cluster(sketch: &mut Sketch, vpc: Id<Vpc>, regional: Id<Pool>, region: &str, second: u8) {
    sketch.primary(vpc, &format!("10.{second}.0.0/16"), Some(regional));
    let subnet = |sketch: &mut Sketch, number: usize, zone: &str, purpose: &str, cidr: String| -> Id<Subnet> {
        let name = format!("{purpose}-{}", number + 1);
        sketch.subnet(vpc, &name, &cidr, &format!("{region}{zone}"), purpose)
    };
    let (mut nodes, mut public) = (Vec::new(), Vec::new());
    for (number, zone) in ["a", "b", "c"].into_iter().enumerate() {
        let cidr = format!("10.{second}.{}.0/19", 32 * number);
        nodes.push(subnet(sketch, number, zone, "nodes", cidr));
        let cidr = format!("10.{second}.{}.0/24", 96 + number);
        public.push(subnet(sketch, number, zone, "public", cidr));
    }
    let group = NodeGroup {
        host_network_pods: 2,
        ..NodeGroup::new(literal("m5.xlarge"), 200, 30)
    };
    sketch.runs(vpc, "nodes", &nodes, WorkloadKind::NodeGroup(group));
    let gateways = ZonalInterfaces {
        service: ZonalService::NatGateway,
        count: 3,
        zones: 1,
        interfaces_per_zone: 1,
        ipv6_per_interface: 0,
        public_ipv4_per_interface: 1,
    };
    sketch.runs(vpc, "NAT gateways", &public, WorkloadKind::ZonalInterfaces(gateways));
}
