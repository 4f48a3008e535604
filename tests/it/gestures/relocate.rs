//! Move, rebase, duplicate and lock, each on a tree that a person can read.

use ipam_planner::address::Strategy;
use ipam_planner::format::{read, write};
use ipam_planner::plan::gesture::{
    BlockKind, Copying, JoinInto, Manner, Obstacle, Placing, duplicate, join, lock_on, move_many, move_to, outcome,
    rebase, remove, remove_many, resize, set_lock, split,
};
use ipam_planner::plan::{Demand, Lock, Node, Plan, PoolParent};

use super::reshape::{company, splitting, try_split};
use super::tree::{HOME, cidr, length, region};

#[test]
fn a_node_moves_to_a_block_of_another_pool() {
    let tree = company();
    let ireland = PoolParent::Pool(tree.id_of_pool("ireland"));
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let at = |block: &str| move_to(plan, index, tree.node("prod"), ireland, Placing::At(cidr(block)));
    let moved: Vec<_> = outcome(plan, &at("10.1.128.0/18").unwrap())
        .blocks
        .iter()
        .map(|block| block.after.as_ref().unwrap().to_string())
        .collect();
    let expected = ["prod (10.1.128.0/18)", "shop (10.1.128.0/22)", "shop-a (10.1.128.0/24)"];
    assert_eq!(moved.get(..3).unwrap(), expected);
    for (block, refusal) in [
        ("10.2.0.0/18", "10.2.0.0/18 lies outside 10.1.0.0/16"),
        (
            "10.1.0.0/20",
            "This cannot be done here: choose a pool, a VPC or a reservation",
        ),
    ] {
        assert_eq!(at(block).unwrap_err().to_string(), refusal, "{block}");
    }
}

#[test]
fn a_node_moves_to_another_pool() {
    let mut tree = company();
    let ireland = PoolParent::Pool(tree.id_of_pool("ireland"));
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let keep = move_to(plan, index, tree.node("prod"), ireland, Placing::Keep).unwrap_err();
    assert_eq!(keep.to_string(), "10.0.0.0/18 lies outside 10.1.0.0/16");
    let own = PoolParent::Pool(tree.id_of_pool("prod"));
    let into_itself = move_to(plan, index, tree.node("frankfurt"), own, Placing::Keep).unwrap_err();
    assert_eq!(into_itself, Obstacle::IntoItself);
    let there = move_to(plan, index, tree.node("shop"), own, Placing::Keep).unwrap_err();
    assert_eq!(there, Obstacle::AlreadyThere);

    let lowest = Placing::Anew(Strategy::LowestAddress);
    let gesture = move_to(plan, index, tree.node("prod"), ireland, lowest).unwrap();
    assert_eq!(gesture.label, "Move prod to ireland");
    let preview = outcome(plan, &gesture);
    let moved: Vec<_> = preview
        .blocks
        .iter()
        .map(|block| (block.kind, block.after.as_ref().unwrap().to_string()))
        .collect();
    assert_eq!(
        moved,
        [
            (BlockKind::Pool, "prod (10.1.0.0/18)".to_owned()),
            (BlockKind::Vpc, "shop (10.1.0.0/22)".to_owned()),
            (BlockKind::Subnet, "shop-a (10.1.0.0/24)".to_owned()),
            (BlockKind::Subnet, "shop-b (10.1.3.0/24)".to_owned()),
            (BlockKind::Vpc, "pay (10.1.32.0/20)".to_owned()),
        ]
    );
    tree.take(gesture);
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let gesture = move_to(plan, index, tree.node("vpn"), ireland, lowest).unwrap();
    tree.take(gesture);
    assert_eq!(
        tree.lines()[2..],
        [
            "  ireland 10.1.0.0/16",
            "    prod 10.1.0.0/18",
            "      shop 10.1.0.0/22",
            "        shop-a 10.1.0.0/24",
            "        shop-b 10.1.3.0/24",
            "      pay 10.1.32.0/20",
            "    vpn 10.1.64.0/20",
        ]
    );
}

#[test]
fn a_subtree_is_rebased_onto_a_network_that_holds_what_is_in_use() {
    let mut tree = company();
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let frankfurt = tree.node("frankfurt");
    for (to, sentence) in [
        ("10.1.0.0/16", "10.1.0.0/16 is not free: ireland (10.1.0.0/16) is there"),
        ("172.16.0.0/16", "172.16.0.0/16 lies outside 10.0.0.0/8"),
        ("10.8.0.0/18", "10.8.0.0/18 does not hold vpn (10.0.64.0/20)"),
        ("10.0.0.0/16", "It is there already"),
        ("fd00::/48", "fd00::/48 is IPv6, but IPv4 is needed"),
    ] {
        let error = rebase(plan, index, frankfurt, cidr("10.0.0.0/16"), cidr(to)).unwrap_err();
        assert_eq!(error.to_string(), sentence);
    }
    // Half as large is enough, and twice as large is fine.
    for (to, lines) in [
        (
            "10.8.128.0/17",
            [
                "  frankfurt 10.8.128.0/17",
                "    prod 10.8.128.0/18",
                "      shop 10.8.128.0/22",
            ],
        ),
        (
            "10.2.0.0/15",
            [
                "  frankfurt 10.2.0.0/15",
                "    prod 10.2.0.0/18",
                "      shop 10.2.0.0/22",
            ],
        ),
    ] {
        let mut tree = company();
        let gesture = rebase(
            tree.workspace.plan(),
            tree.workspace.index(),
            frankfurt,
            cidr("10.0.0.0/16"),
            cidr(to),
        )
        .unwrap();
        tree.take(gesture);
        let at = tree.lines().iter().position(|line| line.contains("frankfurt")).unwrap();
        assert_eq!(tree.lines()[at..at + 3], lines);
    }
    // It may overlap where it was.
    let gesture = rebase(plan, index, tree.node("top"), cidr("10.0.0.0/8"), cidr("10.0.0.0/9")).unwrap();
    tree.take(gesture);
    assert_eq!(tree.lines()[0], "top 10.0.0.0/9");
}

#[test]
fn a_subtree_is_duplicated_for_another_region() {
    let mut tree = company();
    tree.intent(Demand {
        name: "later".to_owned(),
        pool: tree.id_of_pool("prod"),
        netmask_length: length(22),
        count: 2,
        note: String::new(),
    });
    try_split(
        &mut tree,
        "pay",
        "10.0.32.0/20",
        &splitting(21, Manner::Below, "pay-{az}"),
    )
    .unwrap();
    let copying = Copying {
        region: Some((region(HOME), region("eu-west-1"))),
        names: vec![
            ("frankfurt".to_owned(), "dublin".to_owned()),
            (HOME.to_owned(), "eu-west-1".to_owned()),
        ],
        ..Copying::default()
    };
    let (node, plan, index) = (tree.node("frankfurt"), tree.workspace.plan(), tree.workspace.index());
    let blocks = (cidr("10.0.0.0/16"), cidr("10.2.0.0/16"));
    let gesture = duplicate(plan, index, node, blocks, &copying, &mut tree.ids).unwrap();
    assert_eq!(gesture.label, "Duplicate frankfurt to 10.2.0.0/16");
    let focus = gesture.focus.unwrap();
    tree.take(gesture);
    assert_eq!(focus, tree.node("dublin"));
    let lines = tree.lines();
    let at = lines.iter().position(|line| line.contains("dublin")).unwrap();
    assert_eq!(
        lines[at..],
        [
            "  dublin 10.2.0.0/16",
            "    prod 10.2.0.0/18",
            "      shop 10.2.0.0/22",
            "        shop-a 10.2.0.0/24",
            "        shop-b 10.2.3.0/24",
            "      pay 10.2.32.0/20",
            "        pay-eu-west-1a 10.2.32.0/21",
            "        pay-eu-west-1b 10.2.40.0/21",
            "    vpn 10.2.64.0/20",
        ]
    );
    let design = tree.plan().design();
    let ireland: Vec<_> = design
        .vpcs
        .values()
        .filter(|row| row.region == region("eu-west-1"))
        .collect();
    assert_eq!(ireland.len(), 2);
    assert_eq!(tree.plan().intent().demands.len(), 2);
    let Node::Subnet(id) = tree.node("pay-eu-west-1b") else {
        panic!()
    };
    assert_eq!(design.subnets.get(&id).unwrap().zone.as_deref(), Some("eu-west-1b"));
    assert!(tree.workspace.undo().is_some());
    assert!(!tree.lines().iter().any(|line| line.contains("dublin")));
}

#[test]
fn a_lock_keeps_what_lies_in_it() {
    let mut tree = company();
    tree.lock("prod");
    let locked = "prod is locked: unlock it first";
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    for name in ["prod", "shop", "shop-a", "frankfurt", "top"] {
        assert_eq!(
            lock_on(plan, index, tree.node(name)).unwrap().to_string(),
            locked,
            "{name}"
        );
    }
    for name in ["vpn", "ireland"] {
        assert_eq!(lock_on(plan, index, tree.node(name)), None, "{name}");
    }
    let prod = PoolParent::Pool(tree.id_of_pool("prod"));
    let sentences = [
        move_to(plan, index, tree.node("vpn"), prod, Placing::Anew(Strategy::BestFit)).unwrap_err(),
        rebase(
            plan,
            index,
            tree.node("frankfurt"),
            cidr("10.0.0.0/16"),
            cidr("10.3.0.0/16"),
        )
        .unwrap_err(),
        resize(plan, index, tree.node("pay"), cidr("10.0.32.0/20"), length(21)).unwrap_err(),
        split(
            plan,
            index,
            tree.node("pay"),
            cidr("10.0.32.0/20"),
            &splitting(21, Manner::Beside, ""),
            &mut tree.ids,
        )
        .unwrap_err(),
        join(plan, index, &[tree.node("prod")], &JoinInto::Source).unwrap_err(),
    ];
    assert!(
        sentences.iter().all(|sentence| sentence.to_string() == locked),
        "{sentences:?}"
    );
    assert_eq!(
        remove(plan, index, tree.node("shop"))
            .unwrap()
            .lock
            .unwrap()
            .to_string(),
        locked
    );
    assert_eq!(remove(plan, index, tree.node("vpn")).unwrap().lock, None);
    assert_eq!(
        remove_many(plan, index, &[tree.node("vpn"), tree.node("top")])
            .unwrap_err()
            .to_string(),
        locked
    );
    // A copy of it is a new thing.
    let top = Plan::default_private_scope();
    let copying = Copying {
        parent: Some(PoolParent::Scope(top)),
        ..Copying::default()
    };
    let blocks = (cidr("10.0.0.0/18"), cidr("172.16.0.0/18"));
    let copy = duplicate(plan, index, tree.node("prod"), blocks, &copying, &mut tree.ids).unwrap();
    tree.take(copy);
}

#[test]
fn vpcs_and_reservations_are_locked_as_pools_are() {
    let mut tree = company();
    tree.lock("shop");
    tree.lock("vpn");
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    for (name, locked) in [
        ("shop", Some("shop")),
        ("shop-a", Some("shop")),
        ("prod", Some("shop")),
        ("vpn", Some("vpn")),
        ("pay", None),
        ("ireland", None),
    ] {
        let lock = lock_on(plan, index, tree.node(name)).map(|lock| lock.name);
        assert_eq!(lock.as_deref(), locked, "{name}");
    }
    let prod = PoolParent::Pool(tree.id_of_pool("prod"));
    let moved = move_to(plan, index, tree.node("vpn"), prod, Placing::Anew(Strategy::BestFit));
    assert_eq!(moved.unwrap_err().to_string(), "vpn is locked: unlock it first");
    let resized = resize(plan, index, tree.node("shop"), cidr("10.0.0.0/22"), length(23));
    assert_eq!(resized.unwrap_err().to_string(), "shop is locked: unlock it first");
    // Unlocked, it is as it was; and a lock stays in the file.
    let before = write(plan);
    assert_eq!(write(&read(&before).unwrap().plan), before);
    let open = set_lock(plan, tree.node("shop"), Lock::Open).unwrap();
    assert_eq!(open.label, "Unlock shop");
    assert_eq!(open.focus, Some(tree.node("shop")));
    tree.take(open);
    assert_eq!(lock_on(tree.plan(), tree.workspace.index(), tree.node("prod")), None);
    assert_eq!(
        set_lock(tree.plan(), tree.node("shop-a"), Lock::Open),
        None,
        "a subnet has none"
    );
}

#[test]
fn several_rows_move_as_one_step() {
    let mut tree = company();
    let ireland = PoolParent::Pool(tree.id_of_pool("ireland"));
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    // What lies in another goes along with it, and what is there already stays.
    let nodes = ["prod", "shop", "vpn"].map(|name| tree.node(name));
    let kept = move_many(plan, index, &nodes, ireland, Placing::Keep).unwrap_err();
    assert_eq!(kept.to_string(), "10.0.0.0/18 lies outside 10.1.0.0/16");
    let gesture = move_many(plan, index, &nodes, ireland, Placing::Anew(Strategy::LowestAddress)).unwrap();
    assert_eq!(gesture.label, "Move 2 rows to ireland");
    tree.take(gesture);
    let lines = tree.lines();
    let at = lines.iter().position(|line| line.contains("ireland")).unwrap();
    assert_eq!(
        lines[at..at + 4],
        [
            "  ireland 10.1.0.0/16",
            "    prod 10.1.0.0/18",
            "      shop 10.1.0.0/22",
            "        shop-a 10.1.0.0/24"
        ]
    );
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let nodes = ["prod", "vpn"].map(|name| tree.node(name));
    assert_eq!(
        move_many(plan, index, &nodes, ireland, Placing::Keep),
        Err(Obstacle::AlreadyThere)
    );
}
