//! Who has an address, where a block fits, what is left, and which rows a query means.

use ipam_planner::address::{AddressCount, Family, FreeSpace};
use ipam_planner::plan::gesture::{SizeOrBlock, name_of};
use ipam_planner::plan::{About, Account, Edit, Id, Node, Plan, PoolParent, RowChange, Scope, ScopeKind, ScopeOrigin};
use ipam_planner::search::{
    Query, SearchRows, fold_ascii, fragmentation, left_by_size, left_of_size, where_fits, who_has,
};
use ipam_planner::workspace::Workspace;

use super::tree::{Tree, cidr, length};
use crate::index::random_plan::RandomEdits;

fn company() -> Tree {
    let mut tree = Tree::new();
    tree.pool("", "top", &["10.0.0.0/8"]);
    tree.pool("top", "prod", &["10.0.0.0/18"]);
    tree.vpc("prod", "shop", "10.0.0.0/22");
    tree.subnet("shop", "shop-a", "10.0.0.0/24");
    tree.reservation("prod", "vpn", "10.0.16.0/20");
    tree.pool("top", "dev", &["10.1.0.0/16", "10.3.0.0/16"]);
    tree.vpc("", "old", "192.168.0.0/16");
    tree
}

fn told(tree: &Tree, asked: &str) -> Vec<String> {
    let found = who_has(tree.plan(), tree.workspace.index(), cidr(asked));
    found.iter().map(|found| found.told(tree.plan()).to_string()).collect()
}

#[test]
fn who_has_an_address_is_told_for_every_scope() {
    let mut tree = company();
    for (asked, sentence) in [
        ("10.0.0.9/32", "10.0.0.9 is in subnet shop-a (10.0.0.0/24)"),
        ("10.0.2.0/32", "10.0.2.0 is in VPC shop (10.0.0.0/22)"),
        ("10.0.20.0/24", "10.0.20.0/24 is reserved as vpn (10.0.16.0/20)"),
        ("10.0.9.0/32", "10.0.9.0 is free in pool prod (10.0.0.0/18)"),
        ("10.3.4.5/32", "10.3.4.5 is free in pool dev (10.3.0.0/16)"),
        (
            "10.0.0.0/18",
            "10.0.0.0/18 is in use in part in pool prod (10.0.0.0/18)",
        ),
        ("10.200.0.0/16", "10.200.0.0/16 is free in pool top (10.0.0.0/8)"),
        ("192.168.7.7/32", "192.168.7.7 is in VPC old (192.168.0.0/16)"),
        ("192.0.0.0/8", "192.0.0.0/8 holds 1 blocks, and lies in none"),
    ] {
        assert_eq!(told(&tree, asked), [sentence]);
    }
    assert_eq!(told(&tree, "8.8.8.8/32"), [""; 0]);
    // In another scope it is somebody else's.
    let mut scope = Scope::new(ScopeKind::Private, ScopeOrigin::Additional);
    scope.name = "merger".to_owned();
    let mut edit = ipam_planner::plan::Edit::new();
    let id = Id::mint(&mut tree.ids);
    edit.add(id, scope);
    tree.workspace.apply("scope", edit).unwrap();
    let pool = tree.pool("", "theirs", &["10.0.0.0/16"]);
    let row = tree.plan().design().pools.get(&pool).unwrap().clone();
    let mut edit = ipam_planner::plan::Edit::new();
    edit.update(pool, &row, |row| row.parent = PoolParent::Scope(id));
    tree.workspace.apply("move", edit).unwrap();
    assert_eq!(
        told(&tree, "10.0.0.9/32"),
        [
            "10.0.0.9 is in subnet shop-a (10.0.0.0/24)",
            "10.0.0.9 is free in pool theirs (10.0.0.0/16), scope merger"
        ]
    );
    // The way to it, from the outside in.
    let found = who_has(tree.plan(), tree.workspace.index(), cidr("10.0.0.9/32"));
    let names: Vec<_> = found[0]
        .holders
        .iter()
        .map(|(_, block)| block.name.clone().unwrap())
        .collect();
    assert_eq!(names, ["top", "prod", "shop", "shop-a"]);
}

#[test]
fn who_has_an_address_is_what_looking_at_every_row_says() {
    for seed in 0..30 {
        let mut edits = RandomEdits::new(seed, 60);
        let mut workspace = Workspace::open(RandomEdits::plan());
        for _ in 0..100 {
            let edit = edits.edit(workspace.plan());
            workspace.apply("random", edit).unwrap();
        }
        let (plan, index) = (workspace.plan(), workspace.index());
        for _ in 0..40 {
            let asked = crate::index::random_plan::random_block(&mut edits.random);
            let found = who_has(plan, index, asked);
            let design = plan.design();
            let mut holders: Vec<Node> = found
                .iter()
                .flat_map(|found| found.holders.iter().map(|(node, _)| *node))
                .collect();
            holders.retain(|node| !matches!(node, Node::Subnet(_)));
            holders.sort_unstable();
            let mut naive: Vec<Node> = Vec::new();
            let pools = design.pool_cidrs.values().filter(|row| row.cidr.contains(asked));
            naive.extend(pools.map(|row| Node::Pool(row.pool)));
            let vpcs = design.vpc_cidrs.iter().filter(|(_, row)| row.cidr.contains(asked));
            naive.extend(vpcs.map(|(id, _)| Node::VpcCidr(*id)));
            let reserved = design.reservations.iter().filter(|(_, row)| row.cidr.contains(asked));
            naive.extend(reserved.map(|(id, _)| Node::Reservation(*id)));
            let public = design.public_blocks.iter().filter(|(_, row)| row.cidr.contains(asked));
            naive.extend(public.map(|(id, _)| Node::PublicBlock(*id)));
            naive.sort_unstable();
            assert_eq!(holders, naive, "seed {seed}: {asked}");
        }
    }
}

#[test]
fn where_a_block_fits_names_the_pools_that_have_it_first() {
    let tree = company();
    let fits = |wanted: &str| {
        let wanted = SizeOrBlock::parse(wanted, Family::Ipv4).unwrap();
        let fits = where_fits(tree.plan(), tree.workspace.index(), wanted);
        fits.iter()
            .map(|fit| {
                format!(
                    "{} {} {:?} {}",
                    name_of(tree.plan(), Node::Pool(fit.pool)).unwrap(),
                    fit.block,
                    fit.place,
                    fit.count
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        fits("10.3.0.0/18"),
        ["dev 10.3.0.0/18 There 8", "top 10.0.64.0/18 OfThatSize 1,015"]
    );
    assert_eq!(
        fits("10.0.8.0/21"),
        [
            "prod 10.0.8.0/21 There 5",
            "top 10.0.64.0/21 OfThatSize 8,120",
            "dev 10.1.0.0/21 OfThatSize 64"
        ]
    );
    assert_eq!(
        fits("/22"),
        [
            "prod 10.0.4.0/22 OfThatSize 11",
            "top 10.0.64.0/22 OfThatSize 16,240",
            "dev 10.1.0.0/22 OfThatSize 128"
        ]
    );
    assert_eq!(fits("/7"), [""; 0]);
}

#[test]
fn what_is_left_is_counted_once_over_all_pools() {
    let tree = company();
    let left = left_of_size(tree.plan(), tree.workspace.index(), Family::Ipv4, length(20));
    // 16 in each CIDR of dev; of prod one from 10.0.32.0 on and one behind it.
    let pools: Vec<_> = left
        .pools
        .iter()
        .map(|(pool, count)| format!("{} {count}", name_of(tree.plan(), Node::Pool(*pool)).unwrap()))
        .collect();
    assert_eq!(pools, ["top 4,060", "dev 32", "prod 2"]);
    assert_eq!(left.total, AddressCount::new(4060 + 32 + 2));
    let table = left_by_size(
        tree.plan(),
        tree.workspace.index(),
        Family::Ipv4,
        (length(8), length(10)),
    );
    assert_eq!(
        table.iter().map(|left| left.total).collect::<Vec<_>>(),
        [0, 1, 3].map(AddressCount::new)
    );
}

#[test]
fn fragmentation_is_said_in_words() {
    for (taken, sentence) in [
        (vec![], "65,536 addresses are free in one piece, 10.0.0.0/16"),
        (vec!["10.0.0.0/16"], "Nothing is free"),
        (
            vec!["10.0.0.0/24"],
            "65,280 addresses are free in 8 pieces; the largest, 10.0.128.0/17, is more than half of it",
        ),
        (
            vec!["10.0.64.0/18", "10.0.192.0/18"],
            "32,768 addresses are free in 2 pieces; the largest, 10.0.0.0/18, is more than half of it",
        ),
        (
            vec!["10.0.0.0/17", "10.0.128.0/24"],
            "32,512 addresses are free in 7 pieces; the largest, 10.0.192.0/18, is more than half of it",
        ),
    ] {
        let space = FreeSpace::new(Family::Ipv4, [cidr("10.0.0.0/16")], taken.iter().map(|text| cidr(text)));
        assert_eq!(fragmentation(&space).to_string(), sentence);
    }
    // Every other /24 of a /16.
    let taken = cidr("10.0.0.0/16").split(length(24)).unwrap().step_by(2);
    let space = FreeSpace::new(Family::Ipv4, [cidr("10.0.0.0/16")], taken);
    assert_eq!(
        fragmentation(&space).to_string(),
        "32,768 addresses are free in 128 pieces; the largest, 10.0.1.0/24, is less than a tenth of it: it is badly broken up"
    );
}

fn names(tree: &Tree, rows: &SearchRows, query: &str) -> Vec<String> {
    let query = Query::parse(query, fold_ascii).unwrap();
    let found = rows.find(&query, tree.workspace.facts(), tree.workspace.findings(), 100);
    assert_eq!(found.total, found.nodes.len());
    found
        .nodes
        .iter()
        .map(|node| name_of(tree.plan(), *node).unwrap().to_owned())
        .collect()
}

#[test]
fn queries_find_rows_by_what_they_are() {
    let mut tree = company();
    tree.lock("prod");
    let rows = SearchRows::build(tree.plan(), tree.workspace.index(), fold_ascii);
    for (query, found) in [
        ("SHOP", vec!["shop", "shop-a"]),
        ("shop -kind:subnet", vec!["shop"]),
        ("name:o", vec!["top", "prod", "shop", "shop-a", "old"]),
        ("kind:pools", vec!["top", "prod", "dev"]),
        ("10.0.0.9", vec!["top", "prod", "shop", "shop-a"]),
        ("10.3.0.0/16 kind:pool", vec!["top", "dev"]),
        ("in:10.0.0.0/18 -kind:pool", vec!["shop", "shop-a", "vpn"]),
        ("size:/16", vec!["dev", "old"]),
        ("size:>/18", vec!["top", "dev", "old"]),
        ("size:<=/22", vec!["shop", "shop-a"]),
        ("is:unmanaged", vec!["old"]),
        ("is:locked kind:vpc", vec!["shop"]),
        ("region:eu- kind:vpc", vec!["shop", "old"]),
        ("192.168", vec!["old"]),
        ("\"shop a\"", vec![]),
        ("finding:any kind:scope", vec![]),
        ("http://x", vec![]),
    ] {
        assert_eq!(names(&tree, &rows, query), found, "{query}");
    }
    for (query, sentence) in [
        ("kind:", "Write what you look for behind kind:"),
        (
            "kind:bridge",
            "\"bridge\" is no kind: write ipam, pool, public, reservation, scope, subnet or vpc",
        ),
        (
            "is:new",
            "\"new\" is no state: write existing, ignored, locked or unmanaged",
        ),
        ("in:here", "\"here\" is no block: write a CIDR such as in:10.0.0.0/16"),
        ("size:/129", "Behind size: a netmask length of IPv6 is /0 to /128"),
    ] {
        assert_eq!(Query::parse(query, fold_ascii).unwrap_err().to_string(), sentence);
    }
}

#[test]
fn what_is_noted_of_a_row_of_the_plan_and_of_an_account_is_found() {
    let mut workspace = Workspace::open(ipam_planner::examples::EXAMPLES[0].plan());
    let mut rows = SearchRows::build(workspace.plan(), workspace.index(), fold_ascii);
    let mut edit = Edit::new();
    let about = workspace.plan().about().clone();
    edit.intent(RowChange {
        id: Plan::about_id(),
        after: Some(Box::new(About {
            note: "# Zebra crossing".to_owned(),
            ..about.clone()
        })),
        before: Some(Box::new(about)),
    });
    let (pool, row) = workspace.plan().design().pools.iter().next().unwrap();
    let pool = *pool;
    edit.update(pool, row, |row| row.note = "a zebra here".to_owned());
    let design = workspace.plan().design();
    let (vpc, account) = design
        .vpcs
        .iter()
        .find_map(|(id, row)| Some((*id, row.account?)))
        .unwrap();
    let before = workspace.plan().intent().accounts.get(&account).unwrap().clone();
    edit.intent(RowChange {
        id: account,
        after: Some(Box::new(Account {
            note: "asks the okapi".to_owned(),
            ..before.clone()
        })),
        before: Some(Box::new(before)),
    });
    workspace.apply("note", edit.clone()).unwrap();
    rows.update(workspace.plan(), workspace.index(), &edit);
    let find = |query: &str| {
        let query = Query::parse(query, fold_ascii).unwrap();
        rows.find(&query, workspace.facts(), workspace.findings(), 100).nodes
    };
    assert_eq!(find("ZEBRA"), [Node::Ipam, Node::Pool(pool)]);
    assert_eq!(find("zebra crossing"), [Node::Ipam]);
    let mut cidrs = workspace
        .index()
        .vpc(vpc)
        .unwrap()
        .cidrs()
        .iter()
        .map(|(_, id)| Node::VpcCidr(*id));
    assert!(cidrs.all(|cidr| find("okapi").contains(&cidr)));
}

#[test]
fn rows_that_are_kept_current_find_what_fresh_ones_find() {
    for seed in 0..12 {
        let mut edits = RandomEdits::new(seed, 50);
        let mut workspace = Workspace::open(RandomEdits::plan());
        let mut rows = SearchRows::build(workspace.plan(), workspace.index(), fold_ascii);
        for step in 0..150 {
            let edit = if step % 7 == 6 {
                let edit = workspace.history().undo_edit().unwrap().clone();
                workspace.undo().unwrap();
                edit
            } else {
                let edit = edits.edit(workspace.plan());
                workspace.apply("random", edit.clone()).unwrap();
                edit
            };
            rows.update(workspace.plan(), workspace.index(), &edit);
            let fresh = SearchRows::build(workspace.plan(), workspace.index(), fold_ascii);
            for query in [
                "",
                "prod",
                "kind:vpc payments",
                "size:>/18 -is:ignored",
                "region:eu-c",
                "tag:env=prod",
                "finding:error",
            ] {
                let query = Query::parse(query, fold_ascii).unwrap();
                let find = |rows: &SearchRows| rows.find(&query, workspace.facts(), workspace.findings(), 10_000);
                assert_eq!(find(&rows), find(&fresh), "seed {seed}, step {step}: {query:?}");
            }
        }
    }
}
