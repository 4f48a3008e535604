//! Tests of what the inspector says and takes.

use super::lists::LISTED;
use super::*;
use crate::address::{Family, NetmaskLength};
use crate::plan::gesture::{NewPool, NewReservation, NewVpc, add_pool, add_reservation, add_vpc};
use crate::plan::{
    AllocationRules, CountedIds, Edit, Id, Monitoring, Node, Plan, Pool, PoolParent, Subnet, Tags, Vpc, VpcCidr,
};
use crate::workspace::Workspace;

fn block(text: &str) -> Cidr {
    text.parse().expect("a CIDR")
}

fn length(length: u8) -> NetmaskLength {
    NetmaskLength::new(length).expect("a length")
}

/// A plan with a pool of 10.0.0.0/16, and the ids to go on with.
struct Design {
    workspace: Workspace,
    ids: CountedIds,
    pool: Id<Pool>,
}

impl Design {
    fn new() -> Self {
        let mut ids = CountedIds::default();
        let plan = Plan::new("Test", "eu-central-1".parse().expect("a Region"));
        let mut workspace = Workspace::open(plan);
        let new = NewPool {
            name: "Frankfurt".to_owned(),
            description: String::new(),
            parent: PoolParent::Scope(Plan::default_private_scope()),
            family: Family::Ipv4,
            locale: "eu-central-1".parse().ok(),
            rules: AllocationRules {
                min: None,
                max: Some(length(24)),
                default: None,
            },
            cidrs: vec![block("10.0.0.0/16")],
        };
        let gesture = add_pool(new, &mut ids);
        let Some(Node::Pool(pool)) = gesture.focus else {
            unreachable!("a pool")
        };
        workspace.apply("add", gesture.edit).expect("a plan");
        Self { workspace, ids, pool }
    }

    fn vpc(&mut self, name: &str, cidr: &str, pool: Option<Id<Pool>>) -> (Id<Vpc>, Id<VpcCidr>) {
        let new = NewVpc {
            name: name.to_owned(),
            scope: Plan::default_private_scope(),
            region: "eu-central-1".parse().expect("a Region"),
            account: None,
            tags: Tags::new(),
            pool,
            cidr: block(cidr),
        };
        let gesture = add_vpc(new, &mut self.ids);
        let Some(Node::VpcCidr(id)) = gesture.focus else {
            unreachable!("a CIDR")
        };
        self.workspace.apply("add", gesture.edit).expect("a plan");
        (self.workspace.plan().design().vpc_cidrs.get(&id).unwrap().vpc, id)
    }

    fn subnet(&mut self, vpc: Id<Vpc>, cidr: &str) {
        let mut edit = Edit::new();
        edit.add(Id::mint(&mut self.ids), Subnet::new(vpc, block(cidr)));
        self.workspace.apply("add", edit).expect("a plan");
    }

    fn reserve(&mut self, name: &str, cidr: &str) {
        let new = NewReservation {
            name: name.to_owned(),
            pool: self.pool,
            cidr: block(cidr),
        };
        let gesture = add_reservation(new, &mut self.ids);
        self.workspace.apply("add", gesture.edit).expect("a plan");
    }
}

#[test]
fn an_account_is_known_by_twelve_digits() {
    for (text, expected) in [
        ("", Ok(None)),
        (" 111122223333 ", Ok(Some("111122223333"))),
        ("1111", Err(())),
    ] {
        let found = account_number(text).map(|number| number.map(|number| number.to_string()));
        assert_eq!(
            found.map_err(drop),
            expected.map(|number| number.map(str::to_owned)),
            "{text:?}"
        );
    }
}

#[test]
fn rows_are_told_apart_by_what_aws_calls_them() {
    let mut design = Design::new();
    let (_, managed) = design.vpc("orders", "10.0.0.0/20", Some(design.pool));
    let (_, unmanaged) = design.vpc("", "192.168.0.0/20", None);
    let (_, ignored) = design.vpc("old", "192.168.16.0/20", None);
    let mut edit = Edit::new();
    let row = design.workspace.plan().design().vpc_cidrs.get(&ignored).unwrap();
    edit.update(ignored, row, |row| row.monitoring = Monitoring::Ignored);
    design.workspace.apply("ignore", edit).expect("a plan");
    for (node, title, pills) in [
        (Node::Pool(design.pool), "Frankfurt", vec!["pool", "IPv4"]),
        (Node::Free(design.pool), "Free in Frankfurt", vec!["free"]),
        (Node::VpcCidr(managed), "orders", vec!["VPC", "managed"]),
        (
            Node::VpcCidr(unmanaged),
            "a VPC without a name",
            vec!["VPC", "unmanaged"],
        ),
        (Node::VpcCidr(ignored), "old", vec!["VPC", "ignored"]),
        (
            Node::Scope(Plan::default_private_scope()),
            "Private scope",
            vec!["private scope", "default"],
        ),
    ] {
        let identity = Identity::of(&design.workspace, node).expect("a row");
        assert_eq!(
            (identity.title.as_str(), identity.pills),
            (title, pills.iter().map(|word| (*word).to_owned()).collect())
        );
    }
    let gone = "nothing".parse().map(Node::Pool).expect("an id");
    assert_eq!(Identity::of(&design.workspace, gone), None);
}

#[test]
fn a_pool_lists_its_allocations_with_the_types_of_aws() {
    let mut design = Design::new();
    let (_, vpc) = design.vpc("orders", "10.0.0.0/20", Some(design.pool));
    design.reserve("mainframe", "10.0.16.0/20");
    let listed = allocations(&design.workspace, design.pool);
    let seen: Vec<_> = listed
        .lines
        .iter()
        .map(|line| {
            (
                line.cidr.to_string(),
                line.detail.as_str(),
                line.name.as_str(),
                line.figure.as_str(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("10.0.0.0/20".to_owned(), "vpc", "orders", "4,096"),
            ("10.0.16.0/20".to_owned(), "custom", "mainframe", "4,096"),
        ]
    );
    assert_eq!(listed.lines[0].node, Some(Node::VpcCidr(vpc)));
    assert_eq!(listed.more, 0);
}

#[test]
fn of_a_long_list_the_first_lines_are_drawn_and_the_rest_is_counted() {
    let mut design = Design::new();
    for third in 0..LISTED + 3 {
        design.reserve("", &format!("10.0.{third}.0/24"));
    }
    let listed = allocations(&design.workspace, design.pool);
    assert_eq!((listed.lines.len(), listed.more), (LISTED, 3));
    let last = listed.lines.last().map(|line| line.cidr);
    assert_eq!(last, Some(block(&format!("10.0.{}.0/24", LISTED - 1))));
}

#[test]
fn capacity_counts_free_blocks_and_what_would_fit() {
    let mut design = Design::new();
    // Of the /16 remain a /17, a /18, a /19 and a /20.
    design.reserve("", "10.0.0.0/20");
    let capacity = pool_capacity(&design.workspace, design.pool).expect("a pool with a CIDR");
    assert_eq!(
        (capacity.size.as_str(), capacity.used.as_str(), capacity.free.as_str()),
        ("65,536", "4,096", "61,440")
    );
    assert_eq!(capacity.permille, 62);
    assert_eq!(capacity.largest, Some(block("10.0.128.0/17")));
    let sizes: Vec<_> = capacity
        .sizes
        .iter()
        .map(|size| (size.length.get(), size.blocks, size.fit.as_str()))
        .collect();
    // /24 is listed because it is the pool's maximum.
    assert_eq!(
        sizes,
        [(17, 1, "1"), (18, 1, "3"), (19, 1, "7"), (20, 1, "15"), (24, 0, "240")]
    );
}

#[test]
fn a_new_subnet_gets_the_lowest_free_block_or_a_reason() {
    let mut design = Design::new();
    let (vpc, _) = design.vpc("orders", "10.0.0.0/23", Some(design.pool));
    design.subnet(vpc, "10.0.0.0/25");
    for (text, expected) in [
        ("/25", Ok("10.0.0.128/25")),
        ("24", Ok("10.0.1.0/24")),
        ("100 addresses", Ok("10.0.0.128/25")),
        ("10.0.1.0/26", Ok("10.0.1.0/26")),
        (
            "/23",
            Err("No /23 is free in the VPC: the largest free block is 10.0.1.0/24"),
        ),
        ("10.0.0.0/26", Err("10.0.0.0/26 overlaps a subnet of the VPC")),
        ("10.0.0.0/24", Err("10.0.0.0/24 overlaps a subnet of the VPC")),
        (
            "10.9.0.0/24",
            Err("10.9.0.0/24 lies outside the VPC, which has 10.0.0.0/23"),
        ),
        ("/29", Err("A subnet is /16 to /28, and not /29")),
        ("fd00::/64", Err("The VPC has no IPv6 CIDR")),
        (
            "fd00::/62",
            Err("An IPv6 subnet is /44 to /64 in steps of 4, and not /62"),
        ),
    ] {
        let placed = place_subnet(&design.workspace, vpc, Family::Ipv4, text);
        assert_eq!(placed, expected.map(block).map_err(str::to_owned), "{text}");
    }
    assert!(place_subnet(&design.workspace, vpc, Family::Ipv4, "").is_err());
}

#[test]
fn subnets_lack_the_five_addresses_that_aws_keeps() {
    let mut design = Design::new();
    let (vpc, _) = design.vpc("orders", "10.0.0.0/23", Some(design.pool));
    design.subnet(vpc, "10.0.0.0/24");
    design.subnet(vpc, "10.0.1.0/28");
    let figures: Vec<_> = subnets(&design.workspace, vpc)
        .lines
        .into_iter()
        .map(|line| line.figure)
        .collect();
    assert_eq!(figures, ["251", "11"]);
    assert_eq!(usable(block("10.0.0.0/32")).to_string(), "0");
}

#[test]
fn netmask_lengths_are_typed_with_and_without_a_slash() {
    for (text, family, expected) in [
        ("", Family::Ipv4, Ok(None)),
        ("  ", Family::Ipv4, Ok(None)),
        ("/20", Family::Ipv4, Ok(Some(20))),
        ("20", Family::Ipv4, Ok(Some(20))),
        ("256 addresses", Family::Ipv4, Ok(Some(24))),
        ("/56", Family::Ipv6, Ok(Some(56))),
        ("/33", Family::Ipv4, Err("A netmask length of IPv4 is /0 to /32")),
        (
            "10.0.0.0/20",
            Family::Ipv4,
            Err("This is a CIDR: write only its netmask length, /20"),
        ),
    ] {
        let typed = netmask_length(text, family);
        assert_eq!(
            typed,
            expected.map(|found| found.map(length)).map_err(str::to_owned),
            "{text}"
        );
    }
}

#[test]
fn a_cidr_keeps_its_family_and_an_id_its_beginning() {
    assert_eq!(cidr(" 10.0.0.0/8 ", Family::Ipv4), Ok(block("10.0.0.0/8")));
    assert_eq!(
        cidr("fd00::/8", Family::Ipv4),
        Err("fd00::/8 is IPv6, and this is IPv4".to_owned())
    );
    assert!(cidr("10.0.0.300/8", Family::Ipv4).is_err());
    assert_eq!(aws_id("", "vpc-"), Ok(None));
    assert_eq!(aws_id(" vpc-0abc ", "vpc-"), Ok(Some("vpc-0abc".to_owned())));
    assert_eq!(
        aws_id("subnet-0abc", "vpc-"),
        Err("The id in AWS begins with vpc-".to_owned())
    );
    assert_eq!(
        aws_id("vpc-0a c", "vpc-"),
        Err("An id in AWS has letters, digits and hyphens".to_owned())
    );
}

#[test]
fn steps_of_the_history_say_what_is_set() {
    assert_eq!(
        set_label("purpose", "pods")("pods-a"),
        "Set the purpose of pods-a to pods"
    );
    assert_eq!(set_label("purpose", "")("pods-a"), "Clear the purpose of pods-a");
    let long = set_label("note", &"x".repeat(31))("Frankfurt");
    assert_eq!(long, format!("Set the note of Frankfurt to {}…", "x".repeat(30)));
}
