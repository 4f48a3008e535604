use ipam_planner::compare::{Conflict, Copies, Merged, Take, merge};
use ipam_planner::plan::{AnyId, Edit, Id, Plan, Pool, PoolCidr, PoolParent, Vpc};

use super::after;
use crate::support::RandomEdits;

fn undecided(base: &Plan, ours: &Plan, theirs: &Plan) -> Merged {
    merge(base, ours, theirs, &|_| None).unwrap()
}

/// Two copies of a random plan, each of which went its own way.
fn copies(seed: u32) -> [Plan; 3] {
    let mut edits = RandomEdits::new(seed);
    let base = edits.plan(25);
    let grown = [1, 2].map(|copy| {
        let mut edits = RandomEdits::with_ids_of_its_own(seed * 1000 + copy);
        let mut plan = base.clone();
        for _ in 0..8 {
            let edit = edits.edit(&plan);
            let _refused = plan.apply(edit);
        }
        plan
    });
    let [ours, theirs] = grown;
    [base, ours, theirs]
}

#[test]
fn the_laws_of_merging_hold_on_random_plans() {
    let (mut without_conflict, mut with_conflict) = (0, 0);
    for seed in 1..80 {
        let [base, ours, theirs] = copies(seed);
        let only_theirs = undecided(&base, &base, &theirs);
        assert!(only_theirs.conflicts.is_empty() && only_theirs.kept.is_empty());
        assert_eq!(
            after(&base, only_theirs.edit),
            theirs,
            "one copy unchanged gives the other"
        );
        assert!(undecided(&base, &ours, &base).edit.is_empty());
        assert!(
            undecided(&base, &ours, &ours).edit.is_empty(),
            "the same twice is no conflict"
        );

        let (here, there) = (undecided(&base, &ours, &theirs), undecided(&base, &theirs, &ours));
        let [one, other] = [after(&ours, here.edit), after(&theirs, there.edit)];
        let rows = |conflicts: &[Conflict]| {
            conflicts
                .iter()
                .map(|conflict| (conflict.row, conflict.field.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(&here.conflicts), rows(&there.conflicts), "seed {seed}");
        if here.conflicts.is_empty() {
            without_conflict += 1;
            assert_eq!(here.kept, there.kept, "seed {seed}");
            assert_eq!(one, other, "seed {seed}: merging is symmetric");
        } else {
            with_conflict += 1;
        }
        // Deciding everything for theirs is the same as beginning with theirs.
        let decided = merge(&base, &ours, &theirs, &|conflict| {
            let mirrored = there
                .conflicts
                .iter()
                .find(|other| other.row == conflict.row && other.field == conflict.field);
            mirrored.map(|other| match other.taken {
                Take::Ours => Take::Theirs,
                Take::Theirs => Take::Ours,
            })
        });
        let decided = decided.unwrap();
        if decided
            .conflicts
            .iter()
            .all(|conflict| conflict.field != Some(vec!["source".to_owned()]))
        {
            assert_eq!(after(&ours, decided.edit), other, "seed {seed}");
        }
    }
    assert!(
        without_conflict > 10 && with_conflict > 10,
        "{without_conflict} without, {with_conflict} with conflict"
    );
}

fn pool(plan: &Plan, id: Id<Pool>) -> &Pool {
    plan.design().pools.get(&id).unwrap()
}

fn changed(plan: &Plan, id: Id<Pool>, change: impl FnOnce(&mut Pool)) -> Plan {
    let mut edit = Edit::new();
    edit.update(id, pool(plan, id), change);
    after(plan, edit)
}

/// A plan with two pools.
fn two_pools() -> (Plan, Id<Pool>, Id<Pool>) {
    let plan = Plan::new("Acme", "eu-west-1".parse().unwrap());
    let (a, b): (Id<Pool>, Id<Pool>) = ("a".parse().unwrap(), "b".parse().unwrap());
    let new = |name: &str| Pool {
        name: name.to_owned(),
        ..Pool::new(
            PoolParent::Scope(Plan::default_private_scope()),
            ipam_planner::address::Family::Ipv4,
        )
    };
    let mut edit = Edit::new();
    edit.add(a, new("A"));
    edit.add(b, new("B"));
    (after(&plan, edit), a, b)
}

#[test]
fn fields_that_one_copy_changed_merge_by_themselves() {
    let (base, a, _) = two_pools();
    let ours = changed(&base, a, |row| {
        row.name = "Ours".to_owned();
        row.tags.insert("Owner".to_owned(), "net".to_owned());
    });
    let theirs = changed(&base, a, |row| {
        row.locale = Some("eu-west-1".parse().unwrap());
        row.tags.insert("CostCenter".to_owned(), "42".to_owned());
    });
    let merged = undecided(&base, &ours, &theirs);
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    let plan = after(&ours, merged.edit);
    let row = pool(&plan, a);
    assert_eq!(
        (row.name.as_str(), row.locale.map(|code| code.to_string())),
        ("Ours", Some("eu-west-1".to_owned()))
    );
    assert_eq!(row.tags.len(), 2);
}

#[test]
fn a_field_that_both_changed_is_a_conflict_to_decide() {
    let (base, a, _) = two_pools();
    let ours = changed(&base, a, |row| row.name = "Ours".to_owned());
    let theirs = changed(&base, a, |row| row.name = "Theirs".to_owned());
    let merged = undecided(&base, &ours, &theirs);
    assert!(merged.edit.is_empty());
    let [conflict] = &merged.conflicts[..] else {
        panic!("{:?}", merged.conflicts)
    };
    assert_eq!(conflict.field, Some(vec!["name".to_owned()]));
    assert_eq!(
        conflict.values.clone().map(|value| value.unwrap()),
        ["\"A\"", "\"Ours\"", "\"Theirs\""]
    );
    let decided = merge(&base, &ours, &theirs, &|_| Some(Take::Theirs)).unwrap();
    assert_eq!(pool(&after(&ours, decided.edit), a).name, "Theirs");
}

#[test]
fn what_one_removed_and_the_other_works_on_stays() {
    let (base, a, _) = two_pools();
    let mut edit = Edit::new();
    edit.remove(a, pool(&base, a));
    let removed = after(&base, edit);
    // Changed there: a conflict, whose default loses nothing.
    let renamed = changed(&base, a, |row| row.name = "Renamed".to_owned());
    let merged = undecided(&base, &removed, &renamed);
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(pool(&after(&removed, merged.edit), a).name, "Renamed");
    let decided = merge(&base, &removed, &renamed, &|_| Some(Take::Ours)).unwrap();
    assert!(decided.edit.is_empty());
    // Used there: it stays, and that is said.
    let mut edit = Edit::new();
    edit.add(
        "c".parse().unwrap(),
        PoolCidr {
            pool: a,
            cidr: "10.0.0.0/8".parse().unwrap(),
        },
    );
    let used = after(&base, edit);
    let merged = undecided(&base, &removed, &used);
    assert_eq!(merged.kept, [(Some(ipam_planner::plan::Side::Design), AnyId::Pool(a))]);
    assert_eq!(after(&removed, merged.edit), used);
}

#[test]
fn two_pools_that_were_put_under_each_other_stay_a_tree() {
    let (base, a, b) = two_pools();
    let ours = changed(&base, a, |row| row.parent = PoolParent::Pool(b));
    let theirs = changed(&base, b, |row| row.parent = PoolParent::Pool(a));
    let merged = undecided(&base, &ours, &theirs);
    assert!(!merged.conflicts.is_empty());
    assert_eq!(after(&ours, merged.edit), ours);
}

#[test]
fn additions_of_both_copies_are_all_there() {
    let (base, a, _) = two_pools();
    let with = |name: &str| {
        let mut edit = Edit::new();
        let vpc = Vpc {
            name: name.to_owned(),
            ..Vpc::new(Plan::default_private_scope(), "eu-west-1".parse().unwrap())
        };
        edit.add(name.parse().unwrap(), vpc);
        after(&base, edit)
    };
    let (ours, theirs) = (with("one"), with("two"));
    let merged = undecided(&base, &ours, &theirs);
    assert!(merged.conflicts.is_empty());
    assert_eq!(after(&ours, merged.edit).design().vpcs.len(), 2);
    let _ = a;
}

#[test]
fn conflicts_are_told_as_people_speak() {
    let (base, a, b) = two_pools();
    let ours = changed(&base, b, |row| row.name = "Ours".to_owned());
    let ours = changed(&ours, a, |row| row.parent = PoolParent::Pool(b));
    let theirs = changed(&base, b, |row| row.name = "Theirs".to_owned());
    let mut edit = Edit::new();
    edit.remove(a, pool(&theirs, a));
    let theirs = after(&theirs, edit);
    let conflicts = undecided(&base, &ours, &theirs).conflicts;
    let copies = Copies::of([&base, &ours, &theirs]);
    let told: Vec<_> = conflicts.iter().map(|conflict| copies.told(conflict)).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(
        (told[0].name.as_str(), told[0].kind, &told[0].field),
        ("A", "pool", &None)
    );
    assert_eq!(told[0].values, [some("A"), some("A"), None]);
    assert_eq!(told[0].path, ["Private scope", "Ours"]);
    assert_eq!((told[1].name.as_str(), &told[1].field), ("Ours", &some("name")));
    assert_eq!(told[1].values, [some("B"), some("Ours"), some("Theirs")]);
    assert_eq!(copies.name(None, Plan::about_id().into()), "Acme");
}
