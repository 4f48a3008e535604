//! Split, join, grow and shrink, each on a tree that a person can read.

use ipam_planner::plan::gesture::{
    JoinInto, Manner, NamePattern, Obstacle, Splitting, join, largest_growth, resize, split,
};
use ipam_planner::plan::{Connection, ConnectionKind, Node, PlainAddresses, Workload, WorkloadKind};

use super::tree::{Tree, cidr, length};

/// A small company.
pub(super) fn company() -> Tree {
    let mut tree = Tree::new();
    tree.pool("", "top", &["10.0.0.0/8"]);
    tree.pool("top", "frankfurt", &["10.0.0.0/16"]);
    tree.pool("frankfurt", "prod", &["10.0.0.0/18"]);
    tree.vpc("prod", "shop", "10.0.0.0/22");
    tree.subnet("shop", "shop-a", "10.0.0.0/24");
    tree.subnet("shop", "shop-b", "10.0.3.0/24");
    tree.vpc("prod", "pay", "10.0.32.0/20");
    tree.reservation("frankfurt", "vpn", "10.0.64.0/20");
    tree.pool("top", "ireland", &["10.1.0.0/16"]);
    tree
}

pub(super) fn splitting(bits: u8, manner: Manner, names: &str) -> Splitting {
    Splitting {
        length: length(bits),
        manner,
        names: NamePattern::parse(names).unwrap(),
    }
}

pub(super) fn try_split(tree: &mut Tree, name: &str, block: &str, how: &Splitting) -> Result<(), Obstacle> {
    let (node, plan, index) = (tree.node(name), tree.workspace.plan(), tree.workspace.index());
    let gesture = split(plan, index, node, cidr(block), how, &mut tree.ids)?;
    tree.take(gesture);
    Ok(())
}

fn try_join(tree: &mut Tree, names: &[&str], into: JoinInto) -> Result<(), Obstacle> {
    let nodes: Vec<Node> = names.iter().map(|name| tree.node(name)).collect();
    let gesture = join(tree.workspace.plan(), tree.workspace.index(), &nodes, &into)?;
    tree.take(gesture);
    Ok(())
}

#[test]
fn a_pool_is_split_beside_itself_with_what_lies_in_it() {
    let mut tree = company();
    try_split(
        &mut tree,
        "prod",
        "10.0.0.0/18",
        &splitting(19, Manner::Beside, "prod-{letter}"),
    )
    .unwrap();
    assert_eq!(
        tree.lines(),
        [
            "top 10.0.0.0/8",
            "  frankfurt 10.0.0.0/16",
            "    prod-a 10.0.0.0/19",
            "      shop 10.0.0.0/22",
            "        shop-a 10.0.0.0/24",
            "        shop-b 10.0.3.0/24",
            "    prod-b 10.0.32.0/19",
            "      pay 10.0.32.0/20",
            "    vpn 10.0.64.0/20",
            "  ireland 10.1.0.0/16",
        ]
    );
    try_join(
        &mut tree,
        &["prod-b", "prod-a"],
        JoinInto::First(Some("prod".to_owned())),
    )
    .unwrap();
    assert_eq!(*tree.plan(), *company().plan());
}

#[test]
fn a_pool_is_split_below_itself_and_dissolved_again() {
    let mut tree = company();
    try_split(
        &mut tree,
        "frankfurt",
        "10.0.0.0/16",
        &splitting(18, Manner::Below, "{name}-{n}"),
    )
    .unwrap();
    assert_eq!(
        tree.lines()[1..9],
        [
            "  frankfurt 10.0.0.0/16",
            "    frankfurt-1 10.0.0.0/18",
            "      prod 10.0.0.0/18",
            "        shop 10.0.0.0/22",
            "          shop-a 10.0.0.0/24",
            "          shop-b 10.0.3.0/24",
            "        pay 10.0.32.0/20",
            "    frankfurt-2 10.0.64.0/18",
        ]
    );
    let parts = ["frankfurt-1", "frankfurt-2", "frankfurt-3", "frankfurt-4"];
    try_join(&mut tree, &parts, JoinInto::Source).unwrap();
    assert_eq!(*tree.plan(), *company().plan());
}

#[test]
fn what_is_larger_than_the_parts_stops_a_split() {
    let mut tree = company();
    let error = try_split(&mut tree, "prod", "10.0.0.0/18", &splitting(22, Manner::Beside, "{n}")).unwrap_err();
    assert_eq!(error.to_string(), "Parts of /22 are too small for pay (10.0.32.0/20)");
    let error = try_split(&mut tree, "shop", "10.0.0.0/22", &splitting(25, Manner::Beside, "{n}")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Parts of /25 are too small for shop-a (10.0.0.0/24), shop-b (10.0.3.0/24)"
    );
    for (bits, sentence) in [
        (
            18,
            "10.0.0.0/18 has no parts of /18: choose more than /18 and at most /32",
        ),
        (
            33,
            "10.0.0.0/18 has no parts of /33: choose more than /18 and at most /32",
        ),
        (30, "At most 1024 parts can be made at once: choose larger ones"),
    ] {
        let error = try_split(
            &mut tree,
            "prod",
            "10.0.0.0/18",
            &splitting(bits, Manner::Beside, "{n}"),
        )
        .unwrap_err();
        assert_eq!(error.to_string(), sentence);
    }
    let error = try_split(&mut tree, "vpn", "10.0.64.0/20", &splitting(22, Manner::Below, "{n}")).unwrap_err();
    assert_eq!(error, Obstacle::NotPossible);
    assert_eq!(*tree.plan(), *company().plan());
}

#[test]
fn a_vpc_becomes_several_and_one_again() {
    let mut tree = company();
    let workload = |tree: &mut Tree, subnet: &str| {
        let Node::Subnet(id) = tree.node(subnet) else { panic!() };
        let row = Workload {
            name: subnet.to_owned(),
            vpc: tree.id_of_vpc("shop"),
            subnets: [id].into_iter().collect(),
            kind: WorkloadKind::Addresses(PlainAddresses {
                ipv4: 9,
                ..PlainAddresses::default()
            }),
            note: String::new(),
        };
        tree.intent(row)
    };
    let [first, second] = ["shop-a", "shop-b"].map(|name| workload(&mut tree, name));
    let before = tree.plan().clone();
    try_split(
        &mut tree,
        "shop",
        "10.0.0.0/22",
        &splitting(23, Manner::Beside, "shop{n}"),
    )
    .unwrap();
    let of = |tree: &Tree, id| tree.plan().intent().workloads.get(&id).unwrap().vpc;
    assert_eq!(of(&tree, first), tree.id_of_vpc("shop1"));
    assert_eq!(of(&tree, second), tree.id_of_vpc("shop2"));
    assert_eq!(
        tree.lines()[3..7],
        [
            "      shop1 10.0.0.0/23",
            "        shop-a 10.0.0.0/24",
            "      shop2 10.0.2.0/23",
            "        shop-b 10.0.3.0/24"
        ]
    );
    let vpcs = ["shop1", "shop2"]
        .map(|name| tree.id_of_vpc(name))
        .into_iter()
        .collect();
    let connection = tree.intent(Connection {
        vpcs,
        ..Connection::new(ConnectionKind::Peering)
    });
    try_join(&mut tree, &["shop1", "shop2"], JoinInto::First(Some("shop".to_owned()))).unwrap();
    let vpcs = &tree.plan().intent().connections.get(&connection).unwrap().vpcs;
    assert!(vpcs.iter().eq([&tree.id_of_vpc("shop")]));
    assert_eq!(tree.plan().design(), before.design());
    assert_eq!(tree.plan().intent().workloads, before.intent().workloads);
}

#[test]
fn a_vpc_is_split_into_subnets_by_zone() {
    let mut tree = company();
    try_split(
        &mut tree,
        "pay",
        "10.0.32.0/20",
        &splitting(22, Manner::Below, "pay-{az}"),
    )
    .unwrap();
    let lines = tree.lines();
    let at = lines.iter().position(|line| line.contains("pay 10")).unwrap();
    assert_eq!(
        lines[at + 1..at + 5],
        [
            "        pay-eu-central-1a-1 10.0.32.0/22",
            "        pay-eu-central-1b-2 10.0.36.0/22",
            "        pay-eu-central-1c-3 10.0.40.0/22",
            "        pay-eu-central-1a-4 10.0.44.0/22",
        ]
    );
    let Node::Subnet(id) = tree.node("pay-eu-central-1b-2") else {
        panic!()
    };
    assert_eq!(
        tree.plan().design().subnets.get(&id).unwrap().zone.as_deref(),
        Some("eu-central-1b")
    );
    let error = try_split(&mut tree, "shop", "10.0.0.0/22", &splitting(24, Manner::Below, "{n}")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "10.0.0.0/22 is not free: shop-a (10.0.0.0/24) is there"
    );
}

#[test]
fn only_siblings_that_agree_are_joined() {
    let mut tree = company();
    tree.reservation("frankfurt", "dmz", "10.0.80.0/21");
    tree.reservation("ireland", "far", "10.1.0.0/20");
    for (names, sentence) in [
        (
            vec!["vpn", "dmz"],
            "They do not make up one block: 10.0.88.0/21 is missing",
        ),
        (
            vec!["vpn"],
            "This cannot be done here: choose a pool, a VPC or a reservation",
        ),
        (vec!["frankfurt", "prod"], "They do not make up one block: they overlap"),
        (
            vec!["shop", "vpn"],
            "They do not make up one block: 10.0.4.0/22 is missing",
        ),
    ] {
        let error = try_join(&mut tree, &names, JoinInto::First(None)).unwrap_err();
        assert_eq!(error.to_string(), sentence, "{names:?}");
    }
    tree.reservation("frankfurt", "rest", "10.0.88.0/21");
    tree.reservation("prod", "inner", "10.0.4.0/22");
    let error = try_join(&mut tree, &["shop", "inner"], JoinInto::First(None)).unwrap_err();
    assert_eq!(error.to_string(), "They cannot be joined, because they differ in kind");
    try_join(&mut tree, &["dmz", "vpn", "rest"], JoinInto::First(None)).unwrap();
    assert!(tree.lines().contains(&"    vpn 10.0.64.0/19".to_owned()));
}

#[test]
fn a_block_grows_as_far_as_its_neighbours_let_it() {
    let mut tree = company();
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let (grown, stop) = largest_growth(plan, index, tree.node("shop"), cidr("10.0.0.0/22"));
    assert_eq!(grown, cidr("10.0.0.0/19"));
    assert_eq!(
        stop.unwrap().to_string(),
        "10.0.0.0/18 is not free: pay (10.0.32.0/20) is there"
    );
    let (grown, stop) = largest_growth(plan, index, tree.node("vpn"), cidr("10.0.64.0/20"));
    assert_eq!(grown, cidr("10.0.64.0/18"));
    assert_eq!(
        stop.unwrap().to_string(),
        "10.0.0.0/17 is not free: prod (10.0.0.0/18) is there"
    );
    let (grown, stop) = largest_growth(plan, index, tree.node("top"), cidr("10.0.0.0/8"));
    assert_eq!((grown, stop), (cidr("0.0.0.0/0"), None));
    let (grown, stop) = largest_growth(plan, index, tree.node("shop-b"), cidr("10.0.3.0/24"));
    assert_eq!(grown, cidr("10.0.2.0/23"));
    assert_eq!(
        stop.unwrap().to_string(),
        "10.0.0.0/22 is not free: shop-a (10.0.0.0/24) is there"
    );

    for (name, from, bits, to) in [
        ("shop", "10.0.0.0/22", 20, Ok("10.0.0.0/20")),
        ("vpn", "10.0.64.0/20", 24, Ok("10.0.64.0/24")),
        (
            "prod",
            "10.0.0.0/18",
            19,
            Err("10.0.0.0/19 does not hold pay (10.0.32.0/20)"),
        ),
        ("pay", "10.0.32.0/20", 16, Err("10.0.0.0/16 lies outside 10.0.0.0/18")),
        ("ireland", "10.1.0.0/16", 20, Ok("10.1.0.0/20")),
        ("shop-b", "10.0.3.0/24", 24, Err("It is there already")),
    ] {
        let (node, plan, index) = (tree.node(name), tree.workspace.plan(), tree.workspace.index());
        match (resize(plan, index, node, cidr(from), length(bits)), to) {
            (Ok(gesture), Ok(to)) => {
                tree.take(gesture);
                assert!(
                    tree.lines().iter().any(|line| line.trim() == format!("{name} {to}")),
                    "{name}"
                );
            }
            (Err(obstacle), Err(sentence)) => assert_eq!(obstacle.to_string(), sentence),
            (found, _) => panic!("{name}: {found:?}"),
        }
    }
    // Shrinking finds the part that is in use, wherever it is.
    tree.vpc("ireland", "late", "10.1.12.0/23");
    let (node, plan, index) = (tree.node("ireland"), tree.workspace.plan(), tree.workspace.index());
    let gesture = resize(plan, index, node, cidr("10.1.0.0/20"), length(22)).unwrap();
    assert_eq!(gesture.label, "Shrink ireland to 10.1.12.0/22");
}
