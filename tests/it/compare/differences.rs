use std::collections::BTreeSet;

use ipam_planner::compare::{Details, Difference, What, designed, existing, markdown};
use ipam_planner::plan::{
    Account, AnyId, CidrRole, CountedIds, Edit, Id, Monitoring, Plan, Pool, PoolCidr, PoolParent, Side, Vpc, VpcCidr,
};

use super::{after, compared};
use crate::support::{Random, RandomEdits};

#[test]
fn the_laws_of_differences_hold_on_random_plans() {
    for seed in 1..40 {
        let mut edits = RandomEdits::with_ids_of_its_own(seed);
        let a = edits.plan(25);
        let mut b = a.clone();
        for _ in 0..15 {
            let edit = edits.edit(&b);
            let _refused = b.apply(edit);
        }
        let comparison = compared(&a, &b);
        assert_eq!(
            after(&a, comparison.edit.clone()),
            b,
            "applying the difference gives the second plan"
        );
        assert!(compared(&a, &a).differences.is_empty());
        assert_eq!(after(&b, comparison.edit.clone().inverted()), a);

        let mut places: Vec<usize> = comparison
            .differences
            .iter()
            .flat_map(|difference| difference.changes.clone())
            .collect();
        places.sort_unstable();
        let all: Vec<usize> = (0..comparison.edit.changes.len()).collect();
        assert_eq!(places, all, "each change belongs to exactly one difference");

        // Seen from the other side, what came is gone.
        let back = compared(&b, &a);
        for (what, mirrored) in [
            (What::Added, What::Removed),
            (What::Removed, What::Added),
            (What::Moved, What::Moved),
        ] {
            assert_eq!(comparison.count(what), back.count(mirrored), "seed {seed}");
        }
        assert_eq!((comparison.before, comparison.after), (back.after, back.before));
        assert_eq!(comparison.findings.gained.len(), back.findings.gone.len());
    }
}

/// Whatever is taken over, alone or together, the plan accepts; all of it gives the second plan.
#[test]
fn single_differences_can_be_taken_over() {
    let mut taken = 0;
    for seed in 1..40 {
        let mut edits = RandomEdits::with_ids_of_its_own(seed);
        let a = edits.plan(25);
        let mut b = a.clone();
        for _ in 0..15 {
            let edit = edits.edit(&b);
            let _refused = b.apply(edit);
        }
        let comparison = compared(&a, &b);
        let mut random = Random::new(seed);
        for _ in 0..10 {
            let chosen: Vec<usize> = (0..comparison.differences.len())
                .filter(|_| random.once_in(4))
                .collect();
            let edit = comparison.taking(&chosen);
            let mut plan = a.clone();
            // Two pools that change places are refused when only one of them moves: the one thing that cannot be had alone.
            if plan.apply(edit).is_err() {
                continue;
            }
            taken += 1;
            let left = compared(&plan, &b);
            let still: BTreeSet<(Option<Side>, AnyId)> = left
                .differences
                .iter()
                .map(|difference| (difference.side, difference.row))
                .collect();
            for place in chosen {
                let Difference { side, row, .. } = comparison.differences[place];
                assert!(!still.contains(&(side, row)), "seed {seed}: {row:?} was taken over");
            }
        }
        let all: Vec<usize> = (0..comparison.differences.len()).collect();
        assert_eq!(after(&a, comparison.taking(&all)), b);
    }
    assert!(taken > 300, "{taken} of 390 choices were taken");
}

struct Story {
    plan: Plan,
    global: Id<Pool>,
    regional: Id<Pool>,
    regional_cidr: Id<PoolCidr>,
}

/// A top-level pool with a Regional one.
fn story() -> Story {
    let mut ids = CountedIds::default();
    let mut plan = Plan::new("Acme", "eu-west-1".parse().unwrap());
    let (global, regional) = (Id::mint(&mut ids), Id::mint(&mut ids));
    let (global_cidr, regional_cidr): (Id<PoolCidr>, Id<PoolCidr>) = (Id::mint(&mut ids), Id::mint(&mut ids));
    let family = ipam_planner::address::Family::Ipv4;
    let mut edit = Edit::new();
    let named = |parent, name: &str| Pool {
        name: name.to_owned(),
        ..Pool::new(parent, family)
    };
    edit.add(
        global,
        named(PoolParent::Scope(Plan::default_private_scope()), "Global"),
    );
    edit.add(regional, named(PoolParent::Pool(global), "Regional"));
    edit.add(
        global_cidr,
        PoolCidr {
            pool: global,
            cidr: "10.0.0.0/8".parse().unwrap(),
        },
    );
    edit.add(
        regional_cidr,
        PoolCidr {
            pool: regional,
            cidr: "10.0.0.0/12".parse().unwrap(),
        },
    );
    plan.apply(edit).unwrap();
    Story {
        plan,
        global,
        regional,
        regional_cidr,
    }
}

#[test]
fn differences_are_told_as_people_speak() {
    let Story {
        plan,
        regional,
        regional_cidr,
        global,
    } = story();
    let mut edit = Edit::new();
    let row = plan.design().pools.get(&regional).unwrap();
    edit.update(regional, row, |row| row.locale = Some("eu-west-1".parse().unwrap()));
    let cidr = plan.design().pool_cidrs.get(&regional_cidr).unwrap();
    edit.update(regional_cidr, cidr, |row| row.cidr = "10.16.0.0/12".parse().unwrap());
    let mut ids = CountedIds::starting_at(100);
    let (account, vpc, vpc_cidr): (Id<Account>, Id<Vpc>, Id<VpcCidr>) =
        (Id::mint(&mut ids), Id::mint(&mut ids), Id::mint(&mut ids));
    edit.intent(ipam_planner::plan::RowChange {
        id: account,
        before: None,
        after: Some(Box::new(Account::named("payments"))),
    });
    edit.add(
        vpc,
        Vpc {
            name: "payments|prod".to_owned(),
            account: Some(account),
            ..Vpc::new(Plan::default_private_scope(), "eu-west-1".parse().unwrap())
        },
    );
    edit.add(
        vpc_cidr,
        VpcCidr {
            vpc,
            cidr: "10.16.0.0/20".parse().unwrap(),
            role: CidrRole::Primary,
            pool: Some(regional),
            monitoring: Monitoring::Monitored,
        },
    );
    let changed = after(&plan, edit);
    let comparison = compared(&plan, &changed);

    let told: Vec<(What, &str, String, String)> = comparison
        .differences
        .iter()
        .map(|difference| {
            let cidrs: Vec<String> = difference.cidrs.iter().map(ToString::to_string).collect();
            (
                difference.what,
                difference.name.as_str(),
                difference.path.join(" > "),
                cidrs.join(" "),
            )
        })
        .collect();
    let private = "Private scope".to_owned();
    assert_eq!(
        told,
        [
            (
                What::Moved,
                "Regional",
                format!("{private} > Global"),
                "10.16.0.0/12".to_owned()
            ),
            (
                What::Added,
                "payments|prod",
                format!("{private} > Global > Regional"),
                "10.16.0.0/20".to_owned()
            ),
            (What::Added, "payments", String::new(), String::new()),
        ]
    );
    let details = Details::of(&plan, &changed);
    let fields = |place: usize| -> Vec<(String, Option<String>, Option<String>)> {
        let list = details.fields(&comparison.edit, &comparison.differences[place]);
        list.into_iter()
            .map(|field| (field.field, field.before, field.after))
            .collect()
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        fields(0),
        [
            ("locale".to_owned(), None, text("eu-west-1")),
            (
                "CIDR 10.0.0.0/12 cidr".to_owned(),
                text("10.0.0.0/12"),
                text("10.16.0.0/12")
            ),
        ]
    );
    assert!(
        fields(1).contains(&("account".to_owned(), None, text("payments"))),
        "{:?}",
        fields(1)
    );

    // The VPC alone brings its account with it, and not the pool's move.
    let taken = after(&plan, comparison.taking(&[1]));
    assert_eq!(taken.intent().accounts.len(), 1);
    assert_eq!(
        taken.design().pool_cidrs.get(&regional_cidr).unwrap().cidr.to_string(),
        "10.0.0.0/12"
    );

    // Taking the pool away from the changed plan takes what is in it.
    let mut gone = compared(&changed, &plan);
    gone.differences.retain(|difference| difference.what == What::Removed);
    assert_eq!(gone.differences.len(), 2);

    let report = markdown(&comparison, ("main", &plan), ("feature", &changed));
    assert!(report.starts_with("# main → feature\n"), "{report}");
    assert!(report.contains("| VPCs | 0 | **1** |"), "{report}");
    assert!(
        report.contains("- **payments\\|prod** (VPC) `10.16.0.0/20` in Private scope › Global › Regional"),
        "{report}"
    );
    assert!(report.contains("  - locale: none → eu-west-1"), "{report}");
    assert_eq!(
        markdown(&compared(&plan, &plan), ("a", &plan), ("b", &plan)),
        "# a → b\n\nNo difference.\n"
    );
    let _ = global;
}

#[test]
fn what_exists_is_compared_with_what_is_designed() {
    let Story { plan, regional, .. } = story();
    assert_eq!(existing(&plan), None, "nothing is marked");
    // Everything but the Regional pool exists.
    let mut edit = Edit::new();
    for id in plan.design().ids() {
        if id == AnyId::Pool(regional) || matches!(id, AnyId::PoolCidr(_)) {
            continue;
        }
        let change = plan.actual().change_to(plan.design(), id).unwrap();
        edit.changes.push(ipam_planner::plan::Change::Aws(Side::Actual, change));
    }
    let plan = after(&plan, edit);
    let (exists, wanted) = (existing(&plan).unwrap(), designed(&plan).unwrap());
    let comparison = compared(&exists, &wanted);
    let names: Vec<(What, &str)> = comparison
        .differences
        .iter()
        .map(|difference| (difference.what, difference.name.as_str()))
        .collect();
    assert_eq!(
        names,
        [(What::Moved, "Global"), (What::Added, "Regional")].map(|(what, name)| match what {
            // The pool is there, and has no CIDR yet.
            What::Moved => (What::Changed, name),
            what => (what, name),
        })
    );
}
