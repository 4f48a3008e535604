//! Demands that are placed later, and the same change to many rows.

use ipam_planner::address::{BulkPlacement, Strategy};
use ipam_planner::ordered::OrderedMap;
use ipam_planner::plan::gesture::{
    AccountChoice, BulkKind, ManyChange, Unchanged, add_demand, change_demand, change_many, place_demands,
};
use ipam_planner::plan::{Account, Demand, Id, Lock, Node, Pool};

use super::tree::{Tree, length, region};

fn sketch() -> Tree {
    let mut tree = Tree::new();
    tree.pool("", "top", &["10.0.0.0/8"]);
    tree.pool("top", "prod", &["10.0.0.0/20"]);
    tree.pool("top", "dev", &["10.1.0.0/20"]);
    tree
}

fn demand(tree: &mut Tree, pool: Id<Pool>, name: &str, bits: u8, count: u32) -> Id<Demand> {
    let before: Vec<_> = tree.plan().intent().demands.keys().copied().collect();
    let gesture = add_demand(
        Demand {
            name: name.to_owned(),
            pool,
            netmask_length: length(bits),
            count,
            note: String::new(),
        },
        &mut tree.ids,
    );
    tree.take(gesture);
    *tree
        .plan()
        .intent()
        .demands
        .keys()
        .find(|id| !before.contains(id))
        .unwrap()
}

#[test]
fn demands_are_placed_one_by_one_or_all() {
    let mut tree = sketch();
    let (prod, dev) = (tree.id_of_pool("prod"), tree.id_of_pool("dev"));
    let shop = demand(&mut tree, prod, "shop", 22, 3);
    let lab = demand(&mut tree, dev, "lab", 21, 1);
    let how = BulkPlacement {
        strategy: Strategy::LowestAddress,
        ..BulkPlacement::default()
    };
    let place = |tree: &mut Tree, wanted: &[(Id<Demand>, u32)]| {
        let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
        let placed = place_demands(plan, index, wanted, (BulkKind::Vpcs, &how), &mut tree.ids)?;
        tree.take(placed.gesture.clone());
        Ok::<_, Vec<_>>(placed)
    };
    let one = place(&mut tree, &[(shop, 1)]).unwrap();
    assert_eq!(one.gesture.label, "Place shop-1 at 10.0.0.0/22");
    assert_eq!(tree.plan().intent().demands.get(&shop).unwrap().count, 2);
    let all = place(&mut tree, &[(shop, 9), (lab, 9)]).unwrap();
    assert_eq!(all.gesture.label, "Place 3 blocks");
    let lines: Vec<_> = all
        .lines
        .iter()
        .map(|line| format!("{} {} {}", line.number, line.name, line.cidr))
        .collect();
    assert_eq!(
        lines,
        ["1 shop-2 10.0.4.0/22", "1 shop-3 10.0.8.0/22", "2 lab 10.1.0.0/21"]
    );
    assert!(tree.plan().intent().demands.is_empty());
    // What has no room is told, and nothing is placed.
    let more = demand(&mut tree, prod, "more", 22, 2);
    let lab = demand(&mut tree, dev, "lab", 22, 1);
    let before = tree.plan().clone();
    let problems = place(&mut tree, &[(more, 2), (lab, 1)]).unwrap_err();
    let [(pool, problem)] = problems.as_slice() else {
        panic!()
    };
    assert_eq!(*pool, prod);
    assert!(
        problem
            .to_string()
            .starts_with("1 of 2 blocks does not fit: the largest free block is 10.0.12.0/22"),
        "{problem}"
    );
    assert_eq!(*tree.plan(), before);
    let gesture = change_demand(tree.plan(), more, None).unwrap();
    assert_eq!(gesture.label, "Drop the demand for more");
    tree.take(gesture);
    assert_eq!(place(&mut tree, &[(more, 1)]), Err(Vec::new()));
}

#[test]
fn many_rows_change_in_one_step() {
    let mut tree = sketch();
    tree.vpc("prod", "shop", "10.0.0.0/22");
    tree.vpc("dev", "lab", "10.1.0.0/22");
    tree.reservation("prod", "vpn", "10.0.4.0/24");
    tree.lock("dev");
    let before = tree.plan().clone();
    let nodes = ["top", "shop", "lab", "vpn"].map(|name| tree.node(name));
    let tags = [("env".to_owned(), Some("prod".to_owned())), ("old".to_owned(), None)];
    let change = ManyChange {
        tags: OrderedMap::from(tags),
        region: Some(Some(region("eu-west-1"))),
        account: Some(Some(AccountChoice::New(Account::named("payments")))),
        ..ManyChange::default()
    };
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let changed = change_many(plan, index, &nodes, &change, &mut tree.ids);
    assert_eq!(
        (changed.changed, changed.gesture.label.as_str()),
        (3, "Change several things of 3 rows")
    );
    let [(locked, Unchanged::Locked(lock))] = changed.unchanged.as_slice() else {
        panic!("{:?}", changed.unchanged)
    };
    assert_eq!(
        (*locked, lock.to_string().as_str()),
        (nodes[2], "dev is locked: unlock it first")
    );
    tree.take(changed.gesture);
    let design = tree.plan().design();
    let shop = design.vpcs.get(&tree.id_of_vpc("shop")).unwrap();
    assert_eq!((shop.region, shop.account.is_some()), (region("eu-west-1"), true));
    assert_eq!(shop.tags.get("env").map(String::as_str), Some("prod"));
    let top = design.pools.get(&tree.id_of_pool("top")).unwrap();
    assert_eq!((top.locale, top.tags.len()), (Some(region("eu-west-1")), 1));
    tree.workspace.undo().unwrap();
    assert_eq!(*tree.plan(), before);

    // What has nothing of it stays, and so does what is so already; locking is not kept by a lock.
    let lock = ManyChange {
        lock: Some(Lock::Locked),
        ..ManyChange::default()
    };
    let nodes = ["top", "dev", "vpn"].map(|name| tree.node(name));
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let changed = change_many(plan, index, &nodes, &lock, &mut tree.ids);
    assert_eq!(changed.changed, 2);
    assert_eq!(changed.unchanged, [(tree.node("dev"), Unchanged::SoAlready)]);
    assert!(matches!(tree.node("dev"), Node::Pool(_)));
}
