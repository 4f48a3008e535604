//! IPv6 beside IPv4: public pools from Amazon and from the customer's own range, and a private range.
//!
//! Sizes after <https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html> (a Regional pool of /52, pools of
//! /54 in it, a /56 per VPC) and <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoip-ipam-ipv6.html> (a /48 that
//! is brought, which is also the smallest block that a Region can advertise). The public addresses are those kept for documentation: 2001:db8::/32 and 203.0.113.0/24.
//! The private range lies where both of AWS's statements about unique local addresses agree: under fd80::/9, away from
//! fd00::/16.

use super::sketch::{Sketch, literal, rules};
use crate::plan::{
    Account, Advertisable, AwsService, CidrRole, Id, Integration, Monitoring, Plan, Pool, PublicBlockKind,
    PublicIpSource, RegionCode, Vpc,
};

struct Region {
    code: &'static str,
    ipv4: &'static str,
    /// What Amazon provides, and its halves for production and development.
    amazon: [&'static str; 3],
    /// The part of the unique local range.
    local: &'static str,
    vpcs: &'static [DualStack],
}

/// A VPC with its IPv4 CIDR and its IPv6 one.
struct DualStack {
    name: &'static str,
    ipv4: &'static str,
    ipv6: &'static str,
    from: Source,
}

#[derive(Clone, Copy)]
enum Source {
    Production,
    Development,
    Local,
    Own,
}

const REGIONS: &[Region] = &[
    Region {
        code: "us-east-1",
        ipv4: "10.64.0.0/14",
        amazon: ["2001:db8::/52", "2001:db8::/54", "2001:db8:0:400::/54"],
        local: "fdc4:9a3b:71e2::/52",
        vpcs: &[
            DualStack {
                name: "web-prod",
                ipv4: "10.64.0.0/18",
                ipv6: "2001:db8::/56",
                from: Source::Production,
            },
            DualStack {
                name: "api-prod",
                ipv4: "10.64.64.0/18",
                ipv6: "2001:db8:0:100::/56",
                from: Source::Production,
            },
            DualStack {
                name: "streaming-prod",
                ipv4: "10.64.128.0/19",
                ipv6: "2001:db8:0:200::/56",
                from: Source::Production,
            },
            DualStack {
                name: "web-dev",
                ipv4: "10.65.0.0/20",
                ipv6: "2001:db8:0:400::/56",
                from: Source::Development,
            },
            DualStack {
                name: "ledger-prod",
                ipv4: "10.66.0.0/20",
                ipv6: "fdc4:9a3b:71e2::/56",
                from: Source::Local,
            },
        ],
    },
    Region {
        code: "eu-west-1",
        ipv4: "10.68.0.0/14",
        amazon: ["2001:db8:100::/52", "2001:db8:100::/54", "2001:db8:100:400::/54"],
        local: "fdc4:9a3b:71e2:1000::/52",
        vpcs: &[
            DualStack {
                name: "web-prod",
                ipv4: "10.68.0.0/18",
                ipv6: "2001:db8:100::/56",
                from: Source::Production,
            },
            DualStack {
                name: "api-prod",
                ipv4: "10.68.64.0/18",
                ipv6: "2001:db8:100:100::/56",
                from: Source::Production,
            },
            DualStack {
                name: "web-dev",
                ipv4: "10.69.0.0/20",
                ipv6: "2001:db8:100:400::/56",
                from: Source::Development,
            },
            DualStack {
                name: "ledger-prod",
                ipv4: "10.70.0.0/20",
                ipv6: "fdc4:9a3b:71e2:1000::/56",
                from: Source::Local,
            },
            DualStack {
                name: "mail-prod",
                ipv4: "10.70.16.0/22",
                ipv6: "2001:db8:f000::/56",
                from: Source::Own,
            },
        ],
    },
];

pub(super) fn plan() -> Plan {
    let note = "Every VPC has an IPv4 CIDR from the private scope and an IPv6 CIDR: public where customers reach it, \
                unique local where nobody should.";
    let mut sketch = Sketch::new("AnyCompany dual stack", note, "us-east-1", |ipam| {
        ipam.name = "anycompany".to_owned();
        ipam.operating_regions = [literal("eu-west-1")].into();
        ipam.integration = Integration::Organization {
            delegated_administrator: Some(literal("111122223333")),
        };
    });
    let network = sketch.account("Network", "111122223333", &["Infrastructure"]);
    let products = sketch.account("Products", "444455556666", &["Workloads"]);

    let ipv4 = sketch.pool(Plan::default_private_scope(), "IPv4", &["10.64.0.0/12"], |_| {});
    let local = sketch.pool(
        Plan::default_private_scope(),
        "Unique local IPv6",
        &["fdc4:9a3b:71e2::/48"],
        |pool| pool.description = "Never routed to the internet".to_owned(),
    );
    let own = draw_own_addresses(&mut sketch, network);
    for region in REGIONS {
        draw_region(&mut sketch, region, products, Top { ipv4, local, own });
    }
    sketch.finish()
}

/// The pools above the Regional ones, and the one of the own IPv6 range.
struct Top {
    ipv4: Id<Pool>,
    local: Id<Pool>,
    own: Id<Pool>,
}

fn draw_region(sketch: &mut Sketch, region: &Region, account: Id<Account>, top: Top) {
    let code = region.code;
    let locale = Some(literal::<RegionCode>(code));
    let ipv4 = sketch.pool(top.ipv4, &format!("IPv4 {code}"), &[region.ipv4], |pool| {
        pool.locale = locale;
        pool.rules = rules(18, 24, 20);
    });
    let local = sketch.pool(top.local, &format!("Unique local {code}"), &[region.local], |pool| {
        pool.locale = locale;
        pool.rules = rules(52, 60, 56);
    });
    let from_amazon = |pool: &mut Pool| {
        pool.locale = locale;
        pool.aws_service = Some(AwsService::Ec2);
        pool.public_ip_source = Some(PublicIpSource::Amazon);
    };
    let [all, production, development] = region.amazon;
    // Space from Amazon must go to a top-level pool with a locale.
    let amazon = sketch.pool(
        Plan::default_public_scope(),
        &format!("Amazon IPv6 {code}"),
        &[all],
        from_amazon,
    );
    let production = sketch.pool(amazon, &format!("Production IPv6 {code}"), &[production], from_amazon);
    let development = sketch.pool(amazon, &format!("Development IPv6 {code}"), &[development], from_amazon);

    for planned in region.vpcs {
        let vpc = sketch.vpc(planned.name, account, code, |_| {});
        sketch.primary(vpc, planned.ipv4, Some(ipv4));
        let pool = match planned.from {
            Source::Production => production,
            Source::Development => development,
            Source::Local => local,
            Source::Own => top.own,
        };
        sketch.vpc_cidr(
            vpc,
            planned.ipv6,
            CidrRole::Secondary,
            Some(pool),
            Monitoring::Monitored,
        );
        if (planned.name, code) == ("web-prod", "us-east-1") {
            draw_subnets(sketch, vpc);
        }
    }
}

/// A pair of subnets per Availability Zone: one of IPv4, and a /64 of IPv6.
fn draw_subnets(sketch: &mut Sketch, vpc: Id<Vpc>) {
    for (zone, ipv4, ipv6) in [
        ("us-east-1a", "10.64.0.0/20", "2001:db8::/64"),
        ("us-east-1b", "10.64.16.0/20", "2001:db8:0:1::/64"),
        ("us-east-1c", "10.64.32.0/20", "2001:db8:0:2::/64"),
    ] {
        sketch.subnet(vpc, &format!("private-{zone}"), ipv4, zone, "private");
        sketch.subnet(vpc, &format!("ipv6-{zone}"), ipv6, zone, "public, IPv6 only");
    }
}

/// What the company brings itself: an IPv6 range that it advertises, and a range for Elastic IP addresses. Gives back
/// the Regional pool of the former.
fn draw_own_addresses(sketch: &mut Sketch, account: Id<Account>) -> Id<Pool> {
    let public = Plan::default_public_scope();
    let regional = |pool: &mut Pool| {
        pool.locale = Some(literal("eu-west-1"));
        pool.public_ip_source = Some(PublicIpSource::Byoip);
        pool.aws_service = Some(AwsService::Ec2);
    };
    let brought = sketch.pool(public, "Own IPv4", &["203.0.113.0/24"], |pool| {
        pool.public_ip_source = Some(PublicIpSource::Byoip);
    });
    let elastic = sketch.pool(brought, "Own IPv4 eu-west-1", &["203.0.113.0/24"], regional);
    for (name, kind, cidr) in [
        ("nat-gateways", PublicBlockKind::PublicIpv4Pool, "203.0.113.0/28"),
        ("mail-outbound-1", PublicBlockKind::ElasticIp, "203.0.113.25/32"),
        ("mail-outbound-2", PublicBlockKind::ElasticIp, "203.0.113.26/32"),
    ] {
        sketch.public_block(name, kind, cidr, elastic, "eu-west-1", account);
    }

    let brought = sketch.pool(public, "Own IPv6", &["2001:db8:f000::/44"], |pool| {
        pool.public_ip_source = Some(PublicIpSource::Byoip);
        pool.advertisable = Some(Advertisable::Yes);
    });
    sketch.pool(brought, "Own IPv6 eu-west-1", &["2001:db8:f000::/48"], |pool| {
        regional(pool);
        pool.advertisable = Some(Advertisable::Yes);
    })
}
