//! The pool structure of AWS's documentation: a top-level pool, Regional pools, environment pools.
//!
//! After <https://docs.aws.amazon.com/vpc/latest/ipam/planning-ipam.html>, "IPv4 pools in multiple AWS Regions" of
//! <https://docs.aws.amazon.com/vpc/latest/ipam/planning-examples-ipam.html>, and the top-level CIDR 10.0.0.0/8 of
//! <https://docs.aws.amazon.com/vpc/latest/ipam/intro-create-ipv4-pools.html>.

use super::sketch::{Sketch, literal, rules, tags};
use crate::plan::{CidrRole, ConnectionKind, Id, Integration, Monitoring, Plan, Pool, Vpc};

/// The organizational unit of AWS's tutorial, as an ARN.
const WORKLOADS_OU: &str = "arn:aws:organizations::111122223333:ou/o-exampleorgid/ou-fssg-q5brfv9c";

struct Environment {
    name: &'static str,
    /// The value of the tag `Environment` that its pools require.
    tag: &'static str,
    cidr: &'static str,
    /// Shortest, longest and default netmask length of its VPCs.
    rules: (u8, u8, u8),
    vpcs: &'static [(&'static str, &'static str)],
}

struct Region {
    code: &'static str,
    cidr: &'static str,
    environments: &'static [Environment],
}

const REGIONS: &[Region] = &[
    Region {
        code: "us-east-1",
        cidr: "10.0.0.0/13",
        environments: &[
            Environment {
                name: "Production",
                tag: "prod",
                cidr: "10.0.0.0/15",
                rules: (17, 24, 20),
                vpcs: &[
                    ("data-prod", "10.0.0.0/17"),
                    ("payments-prod", "10.0.128.0/18"),
                    ("orders-prod", "10.0.192.0/18"),
                    ("web-prod", "10.1.0.0/19"),
                    ("shared-services-prod", "10.1.32.0/20"),
                    ("inspection-prod", "10.1.48.0/22"),
                ],
            },
            Environment {
                name: "Pre-production",
                tag: "preprod",
                cidr: "10.2.0.0/16",
                rules: (19, 24, 20),
                vpcs: &[
                    ("payments-preprod", "10.2.0.0/20"),
                    ("orders-preprod", "10.2.16.0/20"),
                    ("data-preprod", "10.2.32.0/19"),
                    ("web-preprod", "10.2.64.0/20"),
                ],
            },
            Environment {
                name: "Development",
                tag: "dev",
                cidr: "10.3.0.0/16",
                rules: (20, 26, 21),
                vpcs: &[
                    ("payments-dev", "10.3.0.0/21"),
                    ("orders-dev", "10.3.8.0/21"),
                    ("data-dev", "10.3.16.0/20"),
                    ("web-dev", "10.3.32.0/21"),
                    ("sandbox", "10.3.48.0/20"),
                ],
            },
        ],
    },
    Region {
        code: "us-west-2",
        cidr: "10.8.0.0/13",
        environments: &[
            Environment {
                name: "Production",
                tag: "prod",
                cidr: "10.8.0.0/15",
                rules: (17, 24, 20),
                vpcs: &[
                    ("payments-prod", "10.8.0.0/18"),
                    ("orders-prod", "10.8.64.0/18"),
                    ("web-prod", "10.8.128.0/19"),
                    ("shared-services-prod", "10.8.160.0/20"),
                ],
            },
            Environment {
                name: "Pre-production",
                tag: "preprod",
                cidr: "10.10.0.0/16",
                rules: (19, 24, 20),
                vpcs: &[("web-preprod", "10.10.0.0/20")],
            },
            Environment {
                name: "Development",
                tag: "dev",
                cidr: "10.11.0.0/16",
                rules: (20, 26, 21),
                vpcs: &[],
            },
        ],
    },
    Region {
        code: "eu-west-1",
        cidr: "10.16.0.0/13",
        environments: &[
            Environment {
                name: "Production",
                tag: "prod",
                cidr: "10.16.0.0/16",
                rules: (17, 24, 20),
                vpcs: &[
                    ("payments-prod", "10.16.0.0/18"),
                    ("orders-prod", "10.16.64.0/18"),
                    ("web-prod", "10.16.128.0/18"),
                    ("data-prod", "10.16.192.0/19"),
                    ("shared-services-prod", "10.16.224.0/20"),
                ],
            },
            Environment {
                name: "Pre-production",
                tag: "preprod",
                cidr: "10.17.0.0/16",
                rules: (19, 24, 20),
                vpcs: &[("payments-preprod", "10.17.0.0/20"), ("web-preprod", "10.17.16.0/20")],
            },
            Environment {
                name: "Development",
                tag: "dev",
                cidr: "10.18.0.0/17",
                rules: (20, 26, 21),
                vpcs: &[("payments-dev", "10.18.0.0/21"), ("web-dev", "10.18.8.0/21")],
            },
        ],
    },
];

/// Which account owns the VPCs of each name's first word.
const OWNERS: &[(&str, &str, &str)] = &[
    ("payments", "Payments", "444455556666"),
    ("orders", "Orders", "777788889999"),
    ("web", "Web shop", "123456789012"),
    ("data", "Data platform", "210987654321"),
    ("sandbox", "Sandbox", "112233445566"),
];

/// Active IPv4 addresses per VPC of a name's first word, in production.
const ACTIVE: &[(&str, u32)] = &[("payments", 1_450), ("orders", 1_120), ("web", 640), ("data", 2_300)];

pub(super) fn plan() -> Plan {
    let note = "The pool structure of AWS's documentation with the VPCs of a company in it.";
    let mut sketch = Sketch::new("AnyCompany", note, "us-east-1", |ipam| {
        ipam.name = "anycompany".to_owned();
        ipam.operating_regions = ["us-west-2", "eu-west-1"].map(literal).into();
        ipam.integration = Integration::Organization {
            delegated_administrator: Some(literal("111122223333")),
        };
    });
    let network = sketch.account("Network", "111122223333", &["Infrastructure"]);
    let owners: Vec<_> = OWNERS
        .iter()
        .map(|(word, name, number)| (*word, sketch.account(name, number, &["Workloads"])))
        .collect();
    let owner_of = |vpc: &str| {
        let owner = owners.iter().find(|(word, _)| vpc.starts_with(word));
        owner.map_or(network, |(_, account)| *account)
    };

    let global = sketch.pool(Plan::default_private_scope(), "Global", &["10.0.0.0/8"], |pool| {
        pool.description = "Top-level pool".to_owned();
    });
    sketch.reservation(
        global,
        "10.64.0.0/10",
        "Data centers and offices",
        "Routed over Direct Connect, never in AWS",
    );

    let mut backbone = Vec::new();
    for region in REGIONS {
        let regional = sketch.pool(global, region.code, &[region.cidr], |pool| {
            pool.description = format!("Regional pool {}", region.code);
            pool.locale = Some(literal(region.code));
        });
        for environment in region.environments {
            let pool = draw_environment(&mut sketch, regional, region, environment);
            for (name, cidr) in environment.vpcs {
                let account = owner_of(name);
                let vpc = sketch.vpc(name, account, region.code, |vpc| {
                    vpc.tags = tags([("Environment", environment.tag)]);
                });
                sketch.primary(vpc, cidr, Some(pool));
                if environment.tag == "prod" {
                    backbone.push(vpc);
                    if let Some((_, active)) = ACTIVE.iter().find(|(word, _)| name.starts_with(word)) {
                        sketch.workload(vpc, &format!("{name} {}", region.code), *active);
                    }
                }
                if (*name, region.code) == ("payments-prod", "us-east-1") {
                    draw_kubernetes(&mut sketch, vpc);
                }
                if (*name, region.code) == ("web-prod", "us-east-1") {
                    draw_web_subnets(&mut sketch, vpc);
                }
            }
            if (region.code, environment.tag) == ("us-east-1", "prod") {
                sketch.demand(pool, "search-prod", 19, 1);
                sketch.demand(pool, "analytics-prod", 20, 2);
            }
        }
    }
    sketch.connection("Production backbone", ConnectionKind::TransitGateway, &backbone);
    sketch.finish()
}

fn draw_environment(sketch: &mut Sketch, regional: Id<Pool>, region: &Region, environment: &Environment) -> Id<Pool> {
    let name = format!("{} {}", environment.name, region.code);
    let (min, max, default) = environment.rules;
    sketch.pool(regional, &name, &[environment.cidr], |pool| {
        pool.locale = Some(literal(region.code));
        pool.rules = rules(min, max, default);
        pool.required_tags = tags([("Environment", environment.tag)]);
        pool.shared_with = [literal(WORKLOADS_OU)].into();
    })
}

/// The overlay range of a cluster's pods as a secondary CIDR, and its subnets beside those of the nodes.
fn draw_kubernetes(sketch: &mut Sketch, vpc: Id<Vpc>) {
    let pods = sketch.pool(
        Plan::default_private_scope(),
        "Kubernetes pods",
        &["100.64.0.0/10"],
        |pool| pool.description = "Shared address space of RFC 6598, for pods".to_owned(),
    );
    let regional = sketch.pool(pods, "Kubernetes pods us-east-1", &["100.64.0.0/14"], |pool| {
        pool.locale = Some(literal("us-east-1"));
    });
    sketch.vpc_cidr(
        vpc,
        "100.64.0.0/16",
        CidrRole::Secondary,
        Some(regional),
        Monitoring::Monitored,
    );
    for (zone, nodes, public, attachment, pods) in [
        (
            "us-east-1a",
            "10.0.128.0/20",
            "10.0.176.0/24",
            "10.0.179.0/28",
            "100.64.0.0/18",
        ),
        (
            "us-east-1b",
            "10.0.144.0/20",
            "10.0.177.0/24",
            "10.0.179.16/28",
            "100.64.64.0/18",
        ),
        (
            "us-east-1c",
            "10.0.160.0/20",
            "10.0.178.0/24",
            "10.0.179.32/28",
            "100.64.128.0/18",
        ),
    ] {
        sketch.subnet(vpc, &format!("private-{zone}"), nodes, zone, "private");
        sketch.subnet(vpc, &format!("public-{zone}"), public, zone, "public");
        sketch.subnet(vpc, &format!("transit-{zone}"), attachment, zone, "transit gateway");
        sketch.subnet(vpc, &format!("pods-{zone}"), pods, zone, "pods");
    }
}

fn draw_web_subnets(sketch: &mut Sketch, vpc: Id<Vpc>) {
    for (zone, private, public) in [
        ("us-east-1a", "10.1.0.0/22", "10.1.16.0/24"),
        ("us-east-1b", "10.1.4.0/22", "10.1.17.0/24"),
        ("us-east-1c", "10.1.8.0/22", "10.1.18.0/24"),
    ] {
        sketch.subnet(vpc, &format!("private-{zone}"), private, zone, "private");
        sketch.subnet(vpc, &format!("public-{zone}"), public, zone, "public");
    }
}
