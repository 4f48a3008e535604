//! The examples of AWS's own documentation. What is expected stands on the page that each fixture names in its note; nothing
//! here is what the program printed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ipam_planner::address::{Cidr, NetmaskLength, Strategy};
use ipam_planner::format;
use ipam_planner::plan::gesture::{Wanted, propose};
use ipam_planner::plan::index::Block;
use ipam_planner::plan::{
    AwsChange, AwsTables, Edit, Id, Monitoring, Plan, Pool, PublicBlockKind, RegionCode, Reservation, Row, RowChange,
    Table, Tags, VpcCidr,
};
use ipam_planner::rules::Severity;
use ipam_planner::workspace::Workspace;

fn example(name: &str) -> Workspace {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/plans/aws-{name}.json"));
    let plan = format::read(&std::fs::read_to_string(path).unwrap()).unwrap().plan;
    assert!(
        plan.about().note.starts_with("https://docs.aws.amazon.com/"),
        "{name} names its page"
    );
    Workspace::open(plan)
}

fn id<T>(text: &str) -> Id<T> {
    text.parse().unwrap()
}

fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap()
}

/// The codes of the findings of a severity, each with how often.
fn found(workspace: &Workspace, severity: Severity) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for finding in workspace
        .findings()
        .iter()
        .filter(|finding| finding.rule.severity == severity)
    {
        *codes.entry(finding.rule.code).or_default() += 1;
    }
    codes
}

/// What AWS lists as allocated from a pool: CIDR and resource type.
fn allocations(workspace: &Workspace, pool: &str) -> Vec<(String, &'static str)> {
    let entry = workspace.index().pool(id(pool)).unwrap();
    let listed = entry.allocations().iter().map(|placed| {
        let kind = match placed.block {
            Block::PoolCidr(_) => "ipam-pool",
            Block::Reservation(_) => "custom",
            Block::VpcCidr(_) => "vpc",
            Block::Subnet(_) => "subnet",
            Block::PublicBlock(id) => match workspace.plan().design().public_blocks.get(&id).unwrap().kind {
                PublicBlockKind::ElasticIp => "eip",
                PublicBlockKind::PublicIpv4Pool => "ec2-public-ipv4-pool",
            },
        };
        (placed.cidr.to_string(), kind)
    });
    listed.collect()
}

/// Changes a row of an example.
fn change<T: Row>(workspace: &mut Workspace, of: &str, table: fn(&AwsTables) -> &Table<T>, change: impl FnOnce(&mut T))
where
    AwsChange: From<RowChange<T>>,
{
    let mut edit = Edit::new();
    let row = table(workspace.plan().design()).get(&id(of)).unwrap();
    edit.update(id(of), row, change);
    workspace.apply("change", edit).unwrap();
}

const EXAMPLES: [&str; 8] = [
    "top-regional-development",
    "create-vpc-cli",
    "get-started-console",
    "subnet-planning",
    "byoip-ipv4",
    "byoip-ipv6",
    "amazon-ipv6",
    "sequential-eips",
];

/// Every page leads to resources that exist in the end: AWS refused nothing of it.
#[test]
fn what_aws_accepts_is_no_error() {
    for name in EXAMPLES {
        let workspace = example(name);
        let sentences: Vec<_> = (workspace.findings().iter())
            .filter(|finding| finding.rule.severity == Severity::Error)
            .map(|finding| finding.sentence(workspace.facts()))
            .collect();
        assert!(sentences.is_empty(), "{name}: {sentences:#?}");
        let dangers = found(&workspace, Severity::Warning);
        assert!(!dangers.contains_key("unmanaged-in-pool"), "{name}: {dangers:?}");
    }
}

#[test]
fn pools_list_what_the_pages_list() {
    type Listed = &'static [(&'static str, &'static str)];
    let cases: [(&str, &str, u32, Listed); 11] = [
        ("top-regional-development", "top", 1, &[("10.0.0.0/16", "ipam-pool")]),
        ("top-regional-development", "reg", 2, &[("10.0.0.0/24", "ipam-pool")]),
        ("top-regional-development", "dev", 3, &[("10.0.0.0/25", "vpc")]),
        // "The Regional pool is considered an allocation within the top-level pool."
        ("create-vpc-cli", "top", 1, &[("10.0.0.0/16", "ipam-pool")]),
        ("create-vpc-cli", "reg", 2, &[("10.0.0.0/24", "vpc")]),
        (
            "get-started-console",
            "glob",
            1,
            &[("10.0.0.0/18", "ipam-pool"), ("10.0.64.0/18", "ipam-pool")],
        ),
        ("subnet-planning", "dev", 2, &[("10.0.0.0/28", "subnet")]),
        ("byoip-ipv4", "reg", 2, &[("130.137.245.0/24", "ec2-public-ipv4-pool")]),
        ("byoip-ipv6", "reg", 2, &[("2605:9cc0:409::/56", "vpc")]),
        ("amazon-ipv6", "dev", 2, &[("2001:db8::/56", "vpc")]),
        ("sequential-eips", "p", 1, &[("18.97.0.41/32", "eip")]),
    ];
    for (name, pool, depth, expected) in cases {
        let workspace = example(name);
        assert_eq!(
            workspace.index().pool(id(pool)).unwrap().depth(),
            depth,
            "{name}: depth of {pool}"
        );
        let expected: Vec<_> = expected
            .iter()
            .map(|(cidr, kind)| ((*cidr).to_owned(), *kind))
            .collect();
        assert_eq!(allocations(&workspace, pool), expected, "{name}: {pool}");
    }
}

/// Where a page asks for a length and shows the block that AWS gave, the lowest free address gives the same.
#[test]
fn a_length_gives_the_block_of_the_page() {
    for (name, row, pool, bits, expected) in [
        ("byoip-ipv6", "x", "reg", 56, "2605:9cc0:409::/56"),
        ("amazon-ipv6", "x", "dev", 56, "2001:db8::/56"),
        ("get-started-console", "x", "pre", 24, "10.0.0.0/24"),
    ] {
        let mut workspace = example(name);
        let mut edit = Edit::new();
        let vpc_cidr: Id<VpcCidr> = id(row);
        edit.remove(vpc_cidr, workspace.plan().design().vpc_cidrs.get(&vpc_cidr).unwrap());
        workspace.apply("take away", edit).unwrap();
        let wanted = Wanted::Length(length(bits), Strategy::LowestAddress);
        let given = propose(workspace.index(), workspace.plan(), id(pool), wanted).unwrap();
        assert_eq!(given.cidr.to_string(), expected, "{name}");
    }
}

/// "If Amazon provides you a public IPv4 CIDR block of 192.0.2.0/30 and you allocate the four available public IPv4 addresses, an
/// example of four sequential Elastic IP addresses is 192.0.2.0, 192.0.2.1, 192.0.2.2, and 192.0.2.3": tutorials-eip-pool.
#[test]
fn four_addresses_of_a_30_come_in_sequence() {
    let mut workspace = example("sequential-eips");
    let mut edit = Edit::new();
    let design = workspace.plan().design();
    edit.remove(id("e"), design.public_blocks.get(&id("e")).unwrap());
    edit.update(id("c"), design.pool_cidrs.get(&id("c")).unwrap(), |row| {
        row.cidr = "192.0.2.0/30".parse().unwrap();
    });
    workspace.apply("another block", edit).unwrap();
    let mut preview = workspace.index().pool(id("p")).unwrap().space().preview();
    let given: Vec<String> = std::iter::from_fn(|| preview.take_next(length(32), Strategy::LowestAddress))
        .map(|cidr| cidr.to_string())
        .collect();
    assert_eq!(given, ["192.0.2.0/32", "192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32"]);
}

/// What the pages say AWS refuses, one change away from what it accepts.
#[test]
fn what_the_pages_say_is_refused_is_found() {
    let refused = |name: &str, code: &str, spoil: &dyn Fn(&mut Workspace)| {
        let mut workspace = example(name);
        spoil(&mut workspace);
        let errors = found(&workspace, Severity::Error);
        assert!(errors.contains_key(code), "{name}: {code} is not among {errors:?}");
    };
    // "An error appears telling you that a required tag was not added": tutorials-get-started-console.
    refused("get-started-console", "required-tags", &|workspace| {
        change(workspace, "v", |tables| &tables.vpcs, |row| row.tags = Tags::new());
    });
    // "The only netmask option available is /24": the same page.
    for other in ["10.0.0.0/23", "10.0.0.0/25"] {
        refused("get-started-console", "allocation-netmask", &|workspace| {
            change(
                workspace,
                "x",
                |tables| &tables.vpc_cidrs,
                |row| row.cidr = other.parse().unwrap(),
            );
        });
    }
    // "When you create a VPC, the pool that the VPC draws from must be in the same Region as the VPC": tutorials-create-vpc-ipam.
    refused("create-vpc-cli", "vpc-pool-locale", &|workspace| {
        change(
            workspace,
            "v",
            |tables| &tables.vpcs,
            |row| row.region = "us-east-1".parse().unwrap(),
        );
    });
    // "If a pool has a locale of None, the pool won't be available to VPC resources in any AWS Region": the same page.
    refused("create-vpc-cli", "vpc-pool-locale", &|workspace| {
        change(
            workspace,
            "reg",
            |tables| &tables.pools,
            |row: &mut Pool| row.locale = None,
        );
    });
    // "You must select an operating region so that you can use the locale option": tutorials-byoip-ipam-ipv6.
    refused("byoip-ipv6", "locale-not-operating", &|workspace| {
        change(
            workspace,
            "ipam",
            |tables| &tables.ipams,
            |row| row.operating_regions = [].into(),
        );
    });
    // "You must associate an IPv4 CIDR block to the VPC as well or the request will fail": the same page.
    refused("byoip-ipv6", "primary-cidr", &|workspace| {
        let mut edit = Edit::new();
        edit.remove(id("y"), workspace.plan().design().vpc_cidrs.get(&id("y")).unwrap());
        workspace.apply("without IPv4", edit).unwrap();
    });
    // "More specific CIDRs (such as /25) are not permitted": tutorials-byoip-ipam-ipv4, of both pools.
    for pool_cidr in ["c1", "c2"] {
        refused("byoip-ipv4", "byoip-block-size", &|workspace| {
            change(
                workspace,
                pool_cidr,
                |tables| &tables.pool_cidrs,
                |row| {
                    row.cidr = "130.137.245.0/25".parse().unwrap();
                },
            );
        });
    }
    // "The most specific IPv6 address range that you can bring is /48 for CIDRs that are publicly advertisable": tutorials-byoip-ipam-ipv6.
    refused("byoip-ipv6", "byoip-block-size", &|workspace| {
        change(
            workspace,
            "c2",
            |tables| &tables.pool_cidrs,
            |row| row.cidr = "2605:9cc0:409::/49".parse().unwrap(),
        );
    });
    // "It must be provisioned to a pool with a locale (AWS Region) selected": create-ipv6-reg-pool.
    refused("amazon-ipv6", "amazon-pool-without-locale", &|workspace| {
        change(
            workspace,
            "reg",
            |tables| &tables.pools,
            |row: &mut Pool| row.locale = None,
        );
    });
    // "Choose the netmask size between /40 and /52": the same page. "Between /28 and /30": tutorials-eip-pool.
    for (name, row, cidr) in [
        ("amazon-ipv6", "c1", "2001:db8::/39"),
        ("amazon-ipv6", "c1", "2001:db8::/53"),
        ("sequential-eips", "c", "18.97.0.32/27"),
        ("sequential-eips", "c", "18.97.0.40/31"),
    ] {
        refused(name, "amazon-block-size", &|workspace| {
            change(
                workspace,
                row,
                |tables| &tables.pool_cidrs,
                |row| row.cidr = cidr.parse().unwrap(),
            );
        });
    }
    // "10.0.0.1/24" of tutorials-subnet-planning names no block, and the block that it lies in is the other pool's.
    assert!("10.0.0.1/24".parse::<Cidr>().is_err());
    refused("subnet-planning", "overlap", &|workspace| {
        change(
            workspace,
            "c3",
            |tables| &tables.pool_cidrs,
            |row| row.cidr = "10.0.0.0/24".parse().unwrap(),
        );
    });
}

/// "The CIDR you provision to the resource planning pool must match the CIDR provisioned to the VPC": tutorials-subnet-planning.
#[test]
fn a_planning_pool_has_the_cidr_of_its_vpc() {
    let mut workspace = example("subnet-planning");
    assert!(!found(&workspace, Severity::Error).contains_key("planning-pool-cidr"));
    change(
        &mut workspace,
        "c1",
        |tables| &tables.pool_cidrs,
        |row| row.cidr = "10.0.0.0/21".parse().unwrap(),
    );
    assert!(found(&workspace, Severity::Error).contains_key("planning-pool-cidr"));
}

/// "For example, if you have a VPC with a 10.0.0.0/26 CIDR allocated in an IPAM pool, a VPC with a 10.0.0.0/23 CIDR (that would cover
/// the 10.0.0.0/26 CIDR) cannot be imported": create-top-ipam. It stays unmanaged, and overlaps.
#[test]
fn a_larger_vpc_around_an_allocation_overlaps_it() {
    let mut workspace = example("top-regional-development");
    change(
        &mut workspace,
        "x",
        |tables| &tables.vpc_cidrs,
        |row| row.cidr = "10.0.0.0/26".parse().unwrap(),
    );
    assert!(!found(&workspace, Severity::Error).contains_key("overlap"));
    let mut edit = Edit::new();
    let region: RegionCode = "us-east-1".parse().unwrap();
    edit.add(
        id("large"),
        ipam_planner::plan::Vpc::new(Plan::default_private_scope(), region),
    );
    edit.add(
        id("large"),
        VpcCidr {
            vpc: id("large"),
            cidr: "10.0.0.0/23".parse().unwrap(),
            role: ipam_planner::plan::CidrRole::Primary,
            pool: None,
            monitoring: Monitoring::Monitored,
        },
    );
    workspace.apply("discover", edit).unwrap();
    assert!(found(&workspace, Severity::Error).contains_key("overlap"));
}

/// "You can only manually allocate IP address space in the pool to reserve space": tutorials-create-vpc-ipam, of a pool without a
/// locale.
#[test]
fn a_pool_without_a_locale_takes_reservations() {
    let mut workspace = example("create-vpc-cli");
    let mut edit = Edit::new();
    edit.add(id("r"), Reservation::new(id("top"), "10.1.0.0/16".parse().unwrap()));
    workspace.apply("reserve", edit).unwrap();
    assert!(found(&workspace, Severity::Error).is_empty());
}
