//! A running network after a merger: everything that the checks are there for, in one plan.

use super::sketch::{Sketch, literal, rules, tags};
use crate::plan::{
    Account, CidrRole, ConnectionKind, Id, Integration, MeteredAccount, Monitoring, Plan, Pool, RegionCode, Vpc,
};

/// The CIDR of every default VPC: <https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html>.
const DEFAULT_VPC: &str = "172.31.0.0/16";

pub(super) fn plan() -> Plan {
    let note = "AnyCompany runs IPAM. Example Corp, bought last quarter, never had one. \
                Nothing here is an oversight of the planner: each conflict is one that real mergers have.";
    let mut sketch = Sketch::new("AnyCompany and Example Corp", note, "eu-central-1", |ipam| {
        ipam.name = "anycompany".to_owned();
        ipam.operating_regions = ["eu-west-1", "us-east-1"].map(literal).into();
        ipam.integration = Integration::Organization {
            delegated_administrator: Some(literal("111122223333")),
        };
        ipam.metered_account = MeteredAccount::ResourceOwner;
    });
    let accounts = Accounts {
        network: sketch.account("AnyCompany network", "111122223333", &["Infrastructure"]),
        erp: sketch.account("AnyCompany ERP", "444455556666", &["Workloads", "Production"]),
        billing: sketch.account("AnyCompany billing", "777788889999", &["Workloads", "Production"]),
        shop: sketch.account("Example Corp shop", "123456789012", &["Acquired"]),
        warehouse: sketch.account("Example Corp warehouse", "210987654321", &["Acquired"]),
    };
    let pools = draw_pools(&mut sketch);
    draw_managed(&mut sketch, &accounts, &pools);
    draw_existing(&mut sketch, &accounts);
    draw_default_vpcs(&mut sketch, &accounts);
    draw_isolated(&mut sketch, &accounts);
    sketch.finish()
}

struct Accounts {
    network: Id<Account>,
    erp: Id<Account>,
    billing: Id<Account>,
    shop: Id<Account>,
    warehouse: Id<Account>,
}

struct Pools {
    top: Id<Pool>,
    frankfurt_production: Id<Pool>,
    frankfurt_development: Id<Pool>,
    virginia_production: Id<Pool>,
}

fn draw_pools(sketch: &mut Sketch) -> Pools {
    let at = |region: &str| Some(literal::<RegionCode>(region));
    let top = sketch.pool(Plan::default_private_scope(), "AnyCompany", &["10.0.0.0/8"], |_| {});
    sketch.reservation(
        top,
        "10.200.0.0/16",
        "Data center Frankfurt",
        "Routed over Direct Connect",
    );
    sketch.reservation(top, "10.201.0.0/16", "Offices", "Site-to-site VPN");

    let frankfurt = sketch.pool(top, "eu-central-1", &["10.0.0.0/12"], |pool| {
        pool.locale = at("eu-central-1");
    });
    let frankfurt_production = sketch.pool(frankfurt, "Production eu-central-1", &["10.0.0.0/14"], |pool| {
        pool.locale = at("eu-central-1");
        pool.rules = rules(16, 24, 20);
        pool.required_tags = tags([("Environment", "prod")]);
    });
    let frankfurt_development = sketch.pool(frankfurt, "Development eu-central-1", &["10.4.0.0/15"], |pool| {
        pool.locale = at("eu-central-1");
        pool.rules = rules(18, 24, 22);
    });
    // Overlaps the pool before it: both were entered by hand.
    sketch.pool(frankfurt, "Analytics eu-central-1", &["10.5.0.0/16"], |pool| {
        pool.locale = at("eu-central-1");
    });
    // Its locale is not that of its source pool.
    sketch.pool(frankfurt, "Edge eu-west-1", &["10.12.0.0/16"], |pool| {
        pool.locale = at("eu-west-1");
    });

    let virginia = sketch.pool(top, "us-east-1", &["10.16.0.0/12"], |pool| {
        pool.locale = at("us-east-1");
    });
    // Outside its source pool: the block was moved, and the pool was forgotten.
    let virginia_production = sketch.pool(virginia, "Production us-east-1", &["10.32.0.0/14"], |pool| {
        pool.locale = at("us-east-1");
        pool.rules = rules(16, 24, 20);
    });
    // No operating Region of the IPAM, and no CIDR yet.
    sketch.pool(top, "ap-southeast-2", &[], |pool| {
        pool.locale = at("ap-southeast-2");
    });
    Pools {
        top,
        frankfurt_production,
        frankfurt_development,
        virginia_production,
    }
}

/// VPCs allocated from the pools, as AnyCompany has planned them.
fn draw_managed(sketch: &mut Sketch, accounts: &Accounts, pools: &Pools) {
    let prod = |vpc: &mut Vpc| vpc.tags = tags([("Environment", "prod")]);
    let core = sketch.vpc("core-prod", accounts.network, "eu-central-1", prod);
    sketch.primary(core, "10.0.0.0/16", Some(pools.frankfurt_production));
    // IPAM gave out what was in use: the ERP's VPC was there first, and IPAM did not know it.
    let billing = sketch.vpc("billing-prod", accounts.billing, "eu-central-1", prod);
    sketch.primary(billing, "10.1.64.0/20", Some(pools.frankfurt_production));
    // Without the tag that the pool requires.
    let ledger = sketch.vpc("ledger-prod", accounts.billing, "eu-central-1", |_| {});
    sketch.primary(ledger, "10.2.0.0/20", Some(pools.frankfurt_production));
    // Smaller than the pool's rules allow.
    let ci = sketch.vpc("ci-runners", accounts.network, "eu-central-1", |_| {});
    sketch.primary(ci, "10.4.0.0/26", Some(pools.frankfurt_development));
    let dev = sketch.vpc("billing-dev", accounts.billing, "eu-central-1", |_| {});
    sketch.primary(dev, "10.4.4.0/22", Some(pools.frankfurt_development));
    // In a Region that is not the locale of its pool.
    let reporting = sketch.vpc("reporting-prod", accounts.billing, "eu-west-1", prod);
    sketch.primary(reporting, "10.3.0.0/20", Some(pools.frankfurt_production));
    // From a pool without a locale.
    let lab = sketch.vpc("lab", accounts.network, "eu-central-1", |_| {});
    sketch.primary(lab, "10.128.0.0/20", Some(pools.top));
    let us_core = sketch.vpc("core-prod-us", accounts.network, "us-east-1", prod);
    sketch.primary(us_core, "10.32.0.0/18", Some(pools.virginia_production));
    sketch.demand(pools.frankfurt_production, "Example Corp shop, renumbered", 16, 3);
    sketch.workload(core, "core services", 820);
    sketch.workload(billing, "billing", 460);
}

/// VPCs that exist and that no pool knows.
fn draw_existing(sketch: &mut Sketch, accounts: &Accounts) {
    let existing = |id: &'static str| move |vpc: &mut Vpc| vpc.aws_id = Some(id.to_owned());
    let erp = sketch.vpc(
        "erp-legacy",
        accounts.erp,
        "eu-central-1",
        existing("vpc-0a1b2c3d4e5f60001"),
    );
    sketch.primary(erp, "10.1.0.0/16", None);
    // Inside the block that is reserved for the data center.
    let dc = sketch.vpc(
        "dc-extension",
        accounts.erp,
        "eu-central-1",
        existing("vpc-0a1b2c3d4e5f60002"),
    );
    sketch.primary(dc, "10.200.64.0/20", None);

    let shop = sketch.vpc(
        "shop-prod",
        accounts.shop,
        "us-east-1",
        existing("vpc-0a1b2c3d4e5f60003"),
    );
    sketch.primary(shop, "10.0.0.0/16", None);
    let staging = sketch.vpc(
        "shop-staging",
        accounts.shop,
        "us-east-1",
        existing("vpc-0a1b2c3d4e5f60004"),
    );
    sketch.primary(staging, "10.0.0.0/16", None);
    let search = sketch.vpc(
        "shop-search",
        accounts.shop,
        "us-east-1",
        existing("vpc-0a1b2c3d4e5f60005"),
    );
    sketch.primary(search, "10.0.128.0/18", None);
    let depot = sketch.vpc(
        "depot-north",
        accounts.warehouse,
        "eu-west-1",
        existing("vpc-0a1b2c3d4e5f60006"),
    );
    sketch.primary(depot, "192.168.0.0/16", None);
    let robots = sketch.vpc(
        "depot-robots",
        accounts.warehouse,
        "eu-west-1",
        existing("vpc-0a1b2c3d4e5f60007"),
    );
    sketch.primary(robots, "192.168.32.0/20", None);
    // The range of Docker's default bridge.
    let build = sketch.vpc(
        "build-agents",
        accounts.shop,
        "us-east-1",
        existing("vpc-0a1b2c3d4e5f60008"),
    );
    sketch.primary(build, "172.17.0.0/16", None);

    sketch.connection("Backbone", ConnectionKind::TransitGateway, &[erp, shop, search]);
    sketch.connection("Depot to robots", ConnectionKind::Peering, &[depot, robots]);
    sketch.workload(erp, "ERP", 1_310);
    sketch.workload(shop, "shop", 2_040);
}

fn draw_default_vpcs(sketch: &mut Sketch, accounts: &Accounts) {
    for (account, region) in [
        (accounts.erp, "eu-central-1"),
        (accounts.billing, "eu-central-1"),
        (accounts.billing, "us-east-1"),
        (accounts.shop, "us-east-1"),
        (accounts.warehouse, "us-east-1"),
        (accounts.warehouse, "eu-west-1"),
    ] {
        let vpc = sketch.vpc("default", account, region, |_| {});
        sketch.primary(vpc, DEFAULT_VPC, None);
    }
    // One that IPAM was told to ignore: no conflict any more, and billed all the same.
    let ignored = sketch.vpc("default", accounts.network, "eu-central-1", |_| {});
    sketch.vpc_cidr(ignored, DEFAULT_VPC, CidrRole::Primary, None, Monitoring::Ignored);
}

/// A network of its own, in which the same addresses are no conflict.
fn draw_isolated(sketch: &mut Sketch, accounts: &Accounts) {
    let scope = sketch.scope(
        "Payment terminals",
        "Connected to nothing else, so it may use any address again",
    );
    let pool = sketch.pool(scope, "Terminals eu-central-1", &["10.0.0.0/16"], |pool| {
        pool.locale = Some(literal("eu-central-1"));
    });
    let vpc = sketch.vpc("terminals", accounts.billing, "eu-central-1", |vpc| vpc.scope = scope);
    sketch.primary(vpc, "10.0.0.0/20", Some(pool));
}
