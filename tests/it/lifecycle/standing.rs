//! How rows stand to what exists, and the steps in numbers.

use ipam_planner::lifecycle::{
    Minutes, Residents, Standing, Summary, done, lifecycle, standing, tear_down, unchangeable, waits,
};
use ipam_planner::plan::gesture::mark_existing;
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    AwsChange, AwsTables, CountedIds, Edit, Id, Node, Plan, PoolCidr, Reservation, Row, RowChange, Table,
};

use super::cases::Mistake;

fn standing_of(plan: &Plan, node: Node) -> Option<Standing> {
    standing(plan, &Index::build(plan), node)
}

fn change<T: Row>(plan: &mut Plan, id: Id<T>, table: fn(&AwsTables) -> &Table<T>, change: impl FnOnce(&mut T))
where
    AwsChange: From<RowChange<T>>,
{
    let mut edit = Edit::new();
    edit.update(id, table(plan.design()).get(&id).unwrap(), change);
    plan.apply(edit).unwrap();
}

#[test]
fn rows_stand_to_what_exists() {
    let Mistake {
        plan,
        top,
        subs,
        vpcs,
        cidrs,
        reservation,
        ..
    } = Mistake::new();
    let fresh = Plan::new("nothing exists", "us-east-1".parse().unwrap());
    assert_eq!(standing_of(&fresh, Node::Ipam), None, "nothing to tell apart");
    for node in [
        Node::Ipam,
        Node::Pool(top),
        Node::VpcCidr(cidrs[0]),
        Node::Reservation(reservation),
    ] {
        assert_eq!(standing_of(&plan, node), Some(Standing::Exists), "{node:?}");
    }
    assert_eq!(
        standing_of(&plan, Node::Free(top)),
        None,
        "free space is nothing in AWS"
    );

    let check = |label: &str, edit: &dyn Fn(&mut Plan), node: Node, expected: Standing| {
        let mut plan = plan.clone();
        edit(&mut plan);
        assert_eq!(standing_of(&plan, node), Some(expected), "{label}");
    };
    let pools: fn(&AwsTables) -> &Table<_> = |tables| &tables.pools;
    let differs = |plan: &mut Plan| change(plan, top, pools, |row| row.description.push('x'));
    check("a description", &differs, Node::Pool(top), Standing::Differs);
    let note = |plan: &mut Plan| change(plan, top, pools, |row| row.note.push('x'));
    check("a note is the plan's alone", &note, Node::Pool(top), Standing::Exists);
    let locale = |plan: &mut Plan| change(plan, top, pools, |row| row.locale = None);
    check("a locale", &locale, Node::Pool(top), Standing::Replaced);
    check(
        "the locale of the pool above",
        &locale,
        Node::Pool(subs[0]),
        Standing::Replaced,
    );
    let region = |plan: &mut Plan| {
        change(
            plan,
            vpcs[0],
            |tables| &tables.vpcs,
            |row| row.region = "eu-west-1".parse().unwrap(),
        );
    };
    check(
        "the Region of its VPC",
        &region,
        Node::VpcCidr(cidrs[0]),
        Standing::Replaced,
    );
    let provision = |plan: &mut Plan| {
        let mut edit = Edit::new();
        let cidr = "10.64.0.0/12".parse().unwrap();
        edit.add(
            Id::mint(&mut CountedIds::starting_at(9_000)),
            PoolCidr { pool: subs[1], cidr },
        );
        plan.apply(edit).unwrap();
    };
    check("one CIDR more", &provision, Node::Pool(subs[1]), Standing::Differs);

    let mut plan = plan;
    let id = Id::mint(&mut CountedIds::starting_at(9_500));
    let mut edit = Edit::new();
    edit.add(id, Reservation::new(subs[0], "10.8.0.0/16".parse().unwrap()));
    plan.apply(edit).unwrap();
    assert_eq!(standing_of(&plan, Node::Reservation(id)), Some(Standing::Planned));
    let index = Index::build(&plan);
    let marked = mark_existing(&plan, &index, Node::Reservation(id)).unwrap();
    plan.apply(marked.edit).unwrap();
    assert_eq!(standing_of(&plan, Node::Reservation(id)), Some(Standing::Exists));
}

#[test]
fn fields_that_aws_does_not_change_are_named() {
    let Mistake {
        mut plan, top, vpcs, ..
    } = Mistake::new();
    assert!(unchangeable(&plan, top).is_empty());
    change(
        &mut plan,
        top,
        |tables| &tables.pools,
        |row| {
            row.locale = None;
            row.description.push('x');
        },
    );
    change(
        &mut plan,
        vpcs[1],
        |tables| &tables.vpcs,
        |row| row.region = "eu-west-1".parse().unwrap(),
    );
    assert_eq!(unchangeable(&plan, top), ["locale"]);
    assert_eq!(unchangeable(&plan, vpcs[1]), ["Region"]);
    assert!(unchangeable(&plan, vpcs[0]).is_empty());
}

#[test]
fn the_steps_of_a_costly_mistake_in_numbers() {
    let Mistake { mut plan, top, .. } = Mistake::new();
    assert_eq!(lifecycle(&plan).summary(), Summary::default());
    change(&mut plan, top, |tables| &tables.pools, |row| row.locale = None);
    let lifecycle = lifecycle(&plan);
    // Five CIDRs are ignored one after the other, and released in the same time.
    let [run] = &waits(&lifecycle.steps)[..] else {
        panic!("one wait: {:?}", waits(&lifecycle.steps))
    };
    assert_eq!(run.len(), 5);
    let expected = Summary {
        // Down: a reservation, five CIDRs ignored, three pools with a CIDR each. Up: three pools with a CIDR each, a reservation,
        // five CIDRs watched, two pools that import for a while, five imports.
        steps: 1 + 5 + 6 + 6 + 1 + 5 + 4 + 5,
        waiting: Minutes { least: 20, most: 30 },
        created: 0,
        recreated: 4,
        destroyed: 0,
        reimported: 5,
        unverified: 5,
        impossible: 0,
    };
    assert_eq!(lifecycle.summary(), expected);
}

#[test]
fn when_all_steps_are_done_there_are_none_left() {
    let Mistake {
        mut plan, top, subs, ..
    } = Mistake::new();
    change(&mut plan, top, |tables| &tables.pools, |row| row.locale = None);
    let steps = lifecycle(&plan);
    let before = plan.clone();
    let undo = plan.apply(done(&plan, &steps)).unwrap();
    assert_eq!(lifecycle(&plan).steps, []);
    assert_eq!(standing_of(&plan, Node::Pool(top)), Some(Standing::Exists));
    // The pools have other ids by now.
    for pool in [top, subs[0], subs[1]] {
        assert_eq!(plan.actual().pools.get(&pool).unwrap().aws_id, None);
        assert_eq!(plan.design().pools.get(&pool).unwrap().aws_id, None);
    }
    assert_eq!(plan.design().ipams, before.design().ipams, "it stays");
    plan.apply(undo).unwrap();
    assert_eq!(plan, before);

    let down = tear_down(&plan, Node::Pool(subs[0]), Residents::Go);
    plan.apply(done(&plan, &down)).unwrap();
    assert!(!plan.actual().pools.contains_key(&subs[0]));
    assert!(plan.design().pools.contains_key(&subs[0]), "it is planned all the same");
    assert!(tear_down(&plan, Node::Pool(subs[0]), Residents::Go).steps.is_empty());
}
