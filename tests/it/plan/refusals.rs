//! What a plan refuses, and the sentence that says so.

use ipam_planner::address::Family;
use ipam_planner::plan::{
    Account, Change, Edit, Id, Ipam, Plan, Pool, PoolCidr, PoolParent, Refusal, RowChange, Scope, ScopeKind,
    ScopeOrigin, Side, Table, Vpc,
};

fn id<T>(text: &str) -> Id<T> {
    text.parse().unwrap()
}

fn scope(text: &str) -> PoolParent {
    PoolParent::Scope(id(text))
}

fn pool(parent: PoolParent) -> Pool {
    Pool::new(parent, Family::Ipv4)
}

/// A plan with the pools `a`, `b` under `a`, `c` under `b`, a CIDR of `a`, and a VPC of an account.
fn plan() -> Plan {
    let mut plan = Plan::new("plan", "eu-central-1".parse().unwrap());
    let mut edit = Edit::new();
    edit.add(id("a"), pool(scope("private")));
    edit.add(id("b"), pool(PoolParent::Pool(id("a"))));
    edit.add(id("c"), pool(PoolParent::Pool(id("b"))));
    let cidr = "10.0.0.0/8".parse().unwrap();
    edit.add(id("a1"), PoolCidr { pool: id("a"), cidr });
    let mut vpc = Vpc::new(Plan::default_private_scope(), "eu-central-1".parse().unwrap());
    vpc.account = Some(id("acc"));
    edit.add(id("v"), vpc);
    edit.intent(RowChange {
        id: id("acc"),
        before: None,
        after: Some(Box::new(Account::named("Network"))),
    });
    plan.apply(edit).unwrap();
    plan
}

fn existing<T: Clone>(table: &Table<T>, text: &str) -> T {
    table.get(&id(text)).unwrap().clone()
}

#[test]
fn what_makes_no_plan_is_refused_with_a_sentence() {
    type Case = (&'static str, fn(&Plan, &mut Edit), &'static str);
    let cases: &[Case] = &[
        (
            "a row that is not as expected",
            |plan, edit| {
                let mut row = existing(&plan.design().pools, "a");
                row.name = "another".to_owned();
                edit.remove(id("a"), &row);
            },
            "the pool a has changed since this edit was prepared",
        ),
        (
            "a row that is added and exists",
            |_, edit| edit.add(id("a"), pool(scope("private"))),
            "the pool a has changed since this edit was prepared",
        ),
        (
            "the same row twice",
            |_, edit| {
                edit.add(id("d"), pool(scope("private")));
                edit.add(id("d"), pool(scope("private")));
            },
            "the edit changes the pool d twice",
        ),
        (
            "a pool in no scope",
            |_, edit| edit.add(id("d"), pool(scope("nowhere"))),
            "the pool d refers to the scope nowhere, which does not exist",
        ),
        (
            "a pool under none",
            |_, edit| edit.add(id("d"), pool(PoolParent::Pool(id("zzz")))),
            "the pool d refers to the pool zzz, which does not exist",
        ),
        (
            "what exists referring to what is only designed",
            |_, edit| {
                let cidr = "10.0.0.0/8".parse().unwrap();
                edit.changes.push(Change::Aws(
                    Side::Actual,
                    RowChange {
                        id: id("x"),
                        before: None,
                        after: Some(Box::new(PoolCidr { pool: id("a"), cidr })),
                    }
                    .into(),
                ));
            },
            "the pool CIDR x refers to the pool a, which does not exist",
        ),
        (
            "the removal of a pool with a CIDR and a sub-pool",
            |plan, edit| edit.remove(id("a"), &existing(&plan.design().pools, "a")),
            "the pool a cannot be removed: others still refer to it",
        ),
        (
            "the removal of an account that owns a VPC",
            |plan, edit| {
                edit.intent(RowChange {
                    id: id("acc"),
                    before: Some(Box::new(existing(&plan.intent().accounts, "acc"))),
                    after: None,
                });
            },
            "the account acc cannot be removed: others still refer to it",
        ),
        (
            "a pool under itself",
            |plan, edit| {
                edit.update(id("a"), &existing(&plan.design().pools, "a"), |row| {
                    row.parent = PoolParent::Pool(id("a"));
                });
            },
            "the pool a would be its own source pool",
        ),
        (
            "a pool under its grandchild",
            |plan, edit| {
                edit.update(id("a"), &existing(&plan.design().pools, "a"), |row| {
                    row.parent = PoolParent::Pool(id("c"));
                });
            },
            "the pool a would be its own source pool",
        ),
        (
            "no IPAM",
            |plan, edit| edit.remove(Plan::ipam_id(), plan.ipam()),
            "the IPAM ipam is one that every plan has, exactly once",
        ),
        (
            "a second IPAM",
            |_, edit| edit.add(id("other"), Ipam::new("eu-central-1".parse().unwrap())),
            "the IPAM ipam is one that every plan has, exactly once",
        ),
        (
            "no default scope",
            |plan, edit| edit.remove(id("public"), &existing(&plan.design().scopes, "public")),
            "the scope public is one that every plan has, exactly once",
        ),
        (
            "a private default scope that turns public",
            |plan, edit| {
                edit.update(id("private"), &existing(&plan.design().scopes, "private"), |row| {
                    row.kind = ScopeKind::Public;
                });
            },
            "the scope private is one that every plan has, exactly once",
        ),
        (
            "a third default scope",
            |_, edit| edit.add(id("s"), Scope::new(ScopeKind::Private, ScopeOrigin::Default)),
            "the scope s is one that every plan has, exactly once",
        ),
    ];
    for (what, make, sentence) in cases {
        let mut plan = plan();
        let mut edit = Edit::new();
        make(&plan, &mut edit);
        let refusal = plan.apply(edit).unwrap_err();
        assert_eq!(refusal.to_string(), *sentence, "{what}");
        assert_eq!(plan, self::plan(), "{what}");
    }
}

#[test]
fn what_hangs_together_can_be_added_and_removed_in_any_order() {
    let mut plan = plan();
    let before = plan.clone();
    // The child first, then what it needs.
    let mut edit = Edit::new();
    edit.add(id("y"), pool(PoolParent::Pool(id("x"))));
    edit.add(id("x"), pool(scope("private")));
    let inverse = plan.apply(edit).unwrap();
    assert_eq!(plan.design().pools.len(), 5);
    // And removed in the order in which they were added.
    let mut removal = inverse;
    removal.changes.reverse();
    plan.apply(removal).unwrap();
    assert_eq!(plan, before);
}

#[test]
fn all_that_is_wrong_with_tables_is_named() {
    let sound = plan();
    let mut design = sound.design().clone();
    design.scopes.remove(&id("public"));
    let turn = |pool: &mut Pool| pool.parent = PoolParent::Pool(id("c"));
    turn(design.pools.get_mut(&id("a")).unwrap());
    // Hangs from the cycle and is not on it.
    design.pools.insert(id("e"), pool(PoolParent::Pool(id("b"))));
    let mut actual = sound.actual().clone();
    actual
        .ipams
        .insert(id("other"), Ipam::new("eu-central-1".parse().unwrap()));
    actual.pools.insert(id("lost"), pool(scope("private")));
    let refusals = Plan::from_tables(design, actual, sound.intent().clone()).unwrap_err();
    let expected = [
        (Side::Actual, Refusal::Singleton(id::<Ipam>("other").into())),
        (Side::Design, Refusal::Singleton(id::<Scope>("public").into())),
        (
            Side::Actual,
            Refusal::Missing {
                from: id::<Pool>("lost").into(),
                to: id::<Scope>("private").into(),
            },
        ),
        (Side::Design, Refusal::Cycle(id::<Pool>("a").into())),
        (Side::Design, Refusal::Cycle(id::<Pool>("b").into())),
        (Side::Design, Refusal::Cycle(id::<Pool>("c").into())),
    ];
    assert_eq!(refusals, expected);
}

#[test]
fn a_chain_of_pools_as_deep_as_a_file_can_hold_is_checked_in_linear_time() {
    let mut design = Plan::new("deep", "eu-central-1".parse().unwrap()).design().clone();
    design.pools.insert(id("0"), pool(scope("private")));
    // Quadratic work would take minutes here.
    for depth in 1..50_000 {
        let source = id(&format!("{}", depth - 1));
        design
            .pools
            .insert(id(&format!("{depth}")), pool(PoolParent::Pool(source)));
    }
    let intent = Plan::new("deep", "eu-central-1".parse().unwrap()).intent().clone();
    assert!(Plan::from_tables(design, Default::default(), intent).is_ok());
}
