//! Many blocks at once.

use ipam_planner::address::{BulkOrder, BulkPlacement, Family, NetmaskLength, Strategy};
use ipam_planner::plan::gesture::{
    BulkKind, BulkPlaced, BulkProblem, BulkRequest, NamePattern, NewPool, SizeOrBlock, add_pool, place_bulk, read_lines,
};
use ipam_planner::plan::{AllocationRules, Node, Plan, Tags};
use serde_json::Value;

use super::tree::{HOME, Tree, cidr, length, region};

fn request(tree: &Tree, pool: &str, text: &str) -> BulkRequest {
    BulkRequest {
        pool: tree.id_of_pool(pool),
        kind: BulkKind::Vpcs,
        lines: read_lines(text, Family::Ipv4).unwrap(),
        names: NamePattern::parse("vpc-{nn}").unwrap(),
        how: BulkPlacement {
            order: BulkOrder::AsListed,
            ..BulkPlacement::default()
        },
        tags: Tags::new(),
    }
}

fn place(tree: &mut Tree, request: &BulkRequest) -> Result<BulkPlaced, BulkProblem> {
    place_bulk(tree.workspace.plan(), tree.workspace.index(), request, &mut tree.ids)
}

fn sketch() -> Tree {
    let mut tree = Tree::new();
    tree.pool("", "top", &["10.0.0.0/8"]);
    tree.pool("top", "prod", &["10.0.0.0/20"]);
    tree.pool("top", "dev", &["10.1.0.0/16"]);
    tree
}

#[test]
fn lines_are_read_as_people_write_them() {
    for (text, name, bits, count, place, account) in [
        ("app /24", "app", 24, 1, None, None),
        ("app 24", "app", 24, 1, None, None),
        (
            "my shop /22 eu-west-1 payments team",
            "my shop",
            22,
            1,
            Some("eu-west-1"),
            Some("payments team"),
        ),
        ("team 7 /20 111122223333", "team 7", 20, 1, None, Some("111122223333")),
        (
            "app\t/24\teu-west-1\tpayments",
            "app",
            24,
            1,
            Some("eu-west-1"),
            Some("payments"),
        ),
        ("app,4096 addresses,,payments", "app", 20, 1, None, Some("payments")),
        ("\"app\";\"/28\"", "app", 28, 1, None, None),
        ("8 × /20", "", 20, 8, None, None),
        ("8x /20", "8x", 20, 1, None, None),
        ("8×/20", "", 20, 8, None, None),
        (
            "shop 3 * /24 us-west-2-lax-1",
            "shop",
            24,
            3,
            Some("us-west-2-lax-1"),
            None,
        ),
        (
            "shop 2 x /24 payments eu-west-1",
            "shop",
            24,
            2,
            Some("eu-west-1"),
            Some("payments"),
        ),
    ] {
        let lines = read_lines(&format!("# a list\n\n  {text}  \n"), Family::Ipv4).unwrap();
        let [line] = lines.as_slice() else { panic!("{text}") };
        assert_eq!(
            (line.number, line.name.as_str(), line.count),
            (3, name, count),
            "{text}"
        );
        assert_eq!(line.size, SizeOrBlock::Size(length(bits)), "{text}");
        assert_eq!(line.region, place.map(region), "{text}");
        assert_eq!(line.account.as_deref(), account, "{text}");
    }
    assert_eq!(read_lines("Name,Size\napp,/24", Family::Ipv4).unwrap().len(), 1);
    let block = read_lines("app 10.0.4.0/24 payments", Family::Ipv4).unwrap();
    assert_eq!(block[0].size, SizeOrBlock::Block(cidr("10.0.4.0/24")));
}

#[test]
fn every_line_that_is_none_is_named() {
    let text = "app /24\njust-a-name\n/24 without name\napp 33\napp /33\napp fd00::/48\n3 × 10.0.0.0/24\n0 × /24\n99999 × /24\n,/24";
    let problems = read_lines(text, Family::Ipv4).unwrap_err();
    let sentences: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "Line 2, \"just-a-name\": no size: write a name and a size, for example app /24",
            "Line 3, \"/24 without name\": no name: write one before the size, for example app /24",
            "Line 4, \"app 33\": a netmask length of IPv4 is /0 to /32",
            "Line 5, \"app /33\": a netmask length of IPv4 is /0 to /32",
            "Line 6, \"app fd00::/48\": fd00::/48 is IPv6, but the pool holds IPv4",
            "Line 7, \"3 × 10.0.0.0/24\": a CIDR is one block: write a size to have several, for example 8 × /24",
            "Line 8, \"0 × /24\": a list asks for 1 to 10000 blocks",
            "Line 9, \"99999 × /24\": a list asks for 1 to 10000 blocks",
            "Line 10, \",/24\": no name: write one before the size, for example app /24",
        ]
    );
}

#[test]
fn a_list_becomes_vpcs_with_their_accounts_in_one_step() {
    let mut tree = sketch();
    let list = "shop /22 eu-west-1 payments\nweb /23 Payments\nfixed 10.0.8.0/24\n2 × /24";
    let mut wanted = request(&tree, "prod", list);
    wanted.how.strategy = Strategy::BestFit;
    let placed = place(&mut tree, &wanted).unwrap();
    assert_eq!(placed.gesture.label, "Add 5 VPCs");
    assert_eq!(placed.new_accounts, ["payments"]);
    let lines: Vec<String> = placed
        .lines
        .iter()
        .map(|line| format!("{} {} {} {}", line.number, line.name, line.cidr, line.reason))
        .collect();
    assert_eq!(
        lines,
        [
            "1 shop 10.0.12.0/22 lies in the smallest free block that holds it",
            "2 web 10.0.10.0/23 lies in the smallest free block that holds it",
            "3 fixed 10.0.8.0/24 is free",
            "4 vpc-04 10.0.9.0/24 lies in the smallest free block that holds it",
            "4 vpc-05 10.0.0.0/24 lies in the smallest free block that holds it",
        ]
    );
    let before = tree.plan().clone();
    tree.take(placed.gesture);
    let design = tree.plan().design();
    let shop = design.vpcs.get(&tree.id_of_vpc("shop")).unwrap();
    let web = design.vpcs.get(&tree.id_of_vpc("web")).unwrap();
    assert_eq!((shop.region, web.region), (region("eu-west-1"), region(HOME)));
    assert!(shop.account.is_some() && shop.account == web.account);
    tree.workspace.undo().unwrap();
    assert_eq!(*tree.plan(), before);

    let mut wanted = request(&tree, "dev", "team 3 × /20\nlast /24");
    wanted.kind = BulkKind::SubPools;
    let placed = place(&mut tree, &wanted).unwrap();
    tree.take(placed.gesture);
    assert!(matches!(tree.node("team-3"), Node::Pool(_)));
    let mut wanted = request(&tree, "team-3", "vpn /24");
    wanted.kind = BulkKind::Reservations;
    let placed = place(&mut tree, &wanted).unwrap();
    tree.take(placed.gesture);
    assert_eq!(tree.lines().last().unwrap().trim(), "last 10.1.48.0/24");
    assert!(tree.lines().contains(&"      vpn 10.1.32.0/24".to_owned()));
}

#[test]
fn what_does_not_fit_is_told_line_by_line_with_what_would_make_room() {
    let mut tree = sketch();
    let wanted = request(&tree, "prod", "a /22\nbig /19\nb /22\nc /21\nd /22");
    let Err(BulkProblem::DoesNotFit(misfit)) = place(&mut tree, &wanted) else {
        panic!()
    };
    let lines: Vec<String> = misfit.unplaced.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "Line 2: big /19 is larger than every CIDR of the pool",
            "Line 5: d /22 finds no free block as large"
        ]
    );
    assert_eq!(
        misfit.to_string(),
        "2 of 5 blocks do not fit: the largest free block is 10.0.0.0/20. Another /18 provisioned to the pool would make room. \
         There is room in dev"
    );
    let wanted = request(&tree, "prod", "a /24\nb /21\nc /22\nd /24\ne /23");
    assert!(place(&mut tree, &wanted).is_ok());
    // As listed they leave holes; the largest first they fit.
    let wanted = request(&tree, "prod", "a /24\nb /21\nc /22\nd /24\ne /22");
    let Err(error) = place(&mut tree, &wanted) else {
        panic!()
    };
    assert!(error.to_string().contains("There is room in dev"), "{error}");
    for (list, sentence) in [
        (
            "a 10.0.0.0/24\nb 10.0.0.128/25",
            "Line 2: 10.0.0.128/25 is not free: 10.0.0.0/24 is there",
        ),
        ("a 10.9.0.0/24", "Line 1: 10.9.0.0/24 lies outside 10.0.0.0/20"),
        ("", "The list is empty: write one block a line, for example app /24"),
    ] {
        let wanted = request(&tree, "prod", list);
        assert_eq!(place(&mut tree, &wanted).unwrap_err().to_string(), sentence);
    }
    tree.lock("prod");
    let wanted = request(&tree, "prod", "a /24");
    assert_eq!(
        place(&mut tree, &wanted).unwrap_err().to_string(),
        "prod is locked: unlock it first"
    );
}

/// The subnet calculator places each block behind the one before and never goes back, so it leaves holes that a later block would
/// fit. Here the lowest address is the lowest address: in this case blocks come earlier, and all differ for that reason alone.
const FILLS_HOLES: (&str, [&str; 6]) = (
    "should not create duplicate allocations with 6 subnets",
    [
        "10.0.0.0/26",
        "10.0.0.64/27",
        "10.0.1.0/24",
        "10.0.0.128/26",
        "10.0.2.0/25",
        "10.0.0.192/26",
    ],
);

#[test]
fn lists_are_read_and_placed_as_the_subnet_calculator_does() {
    let file: Value = serde_json::from_str(include_str!("../../fixtures/vectors/bulk_allocation.json")).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 20);
    for case in cases {
        let base = cidr(case["base"].as_str().unwrap());
        let list: Vec<&str> = case["requests"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line.as_str().unwrap())
            .collect();
        let expects_error = case["expects_error"].as_bool().unwrap();
        let Ok(lines) = read_lines(&list.join("\n"), Family::Ipv4) else {
            assert!(expects_error, "{case}");
            continue;
        };
        let mut tree = Tree::new();
        let new = NewPool {
            name: "base".to_owned(),
            description: String::new(),
            parent: Plan::default_private_scope().into(),
            family: Family::Ipv4,
            locale: None,
            rules: AllocationRules::default(),
            cidrs: vec![base],
        };
        let gesture = add_pool(new, &mut tree.ids);
        tree.take(gesture);
        let bits = |field: &str| {
            let text = case[field].as_str()?.trim_start_matches('/');
            text.parse().ok().and_then(NetmaskLength::new)
        };
        let wanted = BulkRequest {
            lines,
            how: BulkPlacement {
                order: if case["order"].is_string() {
                    BulkOrder::LargestFirst
                } else {
                    BulkOrder::AsListed
                },
                padding: bits("padding"),
                alignment: bits("align"),
                ..BulkPlacement::default()
            },
            ..request(&tree, "base", "")
        };
        let placed = place(&mut tree, &wanted);
        assert_eq!(placed.is_err(), expects_error, "{case}");
        let Ok(placed) = placed else { continue };
        for (at, line) in placed.lines.iter().enumerate() {
            let expected = match case["test"].as_str().unwrap() {
                test if test == FILLS_HOLES.0 => FILLS_HOLES.1[at],
                _ => case["expected"][line.name.as_str()].as_str().unwrap(),
            };
            assert_eq!(line.cidr, cidr(expected), "{} in {case}", line.name);
        }
    }
}
