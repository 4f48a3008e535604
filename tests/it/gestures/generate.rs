//! The generator: sizes, order of levels, quotas, and generating again.

use ipam_planner::address::Strategy;
use ipam_planner::generate::{
    Blueprint, Headroom, Level, LevelKind, LevelSize, Member, Naming, generate, made_by, preview, recall, regenerate,
};
use ipam_planner::plan::gesture::{rename, set_lock};
use ipam_planner::plan::{Lock, Node, Plan};

use super::tree::{Tree, cidr, length, region};

fn regions(codes: &[&str], size: LevelSize) -> Level {
    Level {
        kind: LevelKind::Region,
        members: codes.iter().map(|code| Member::Region(region(code))).collect(),
        size,
    }
}

fn named(kind: LevelKind, names: &[&str], size: LevelSize) -> Level {
    Level {
        kind,
        members: names.iter().map(|name| Member::Named((*name).to_owned())).collect(),
        size,
    }
}

fn fit(percent: u16) -> LevelSize {
    LevelSize::Fit(Headroom::Percent(percent))
}

fn blueprint(levels: Vec<Level>) -> Blueprint {
    Blueprint {
        name: "Global".to_owned(),
        supernet: cidr("10.0.0.0/8"),
        parent: Plan::default_private_scope().into(),
        levels,
        naming: Naming::Member,
        strategy: Strategy::LowestAddress,
    }
}

fn two_levels() -> Blueprint {
    blueprint(vec![
        regions(&["eu-central-1", "eu-west-1"], fit(50)),
        named(LevelKind::Environment, &["prod", "test", "dev"], fit(0)),
    ])
}

#[test]
fn levels_share_what_is_above_or_hold_what_is_below() {
    let sizes = |levels: Vec<Level>| {
        let tree = Tree::new();
        let preview = preview(tree.plan(), tree.workspace.index(), &blueprint(levels));
        preview.map(|preview| preview.lengths.iter().map(|length| length.get()).collect::<Vec<_>>())
    };
    let two = ["eu-central-1", "eu-west-1"];
    let three = ["prod", "test", "dev"];
    let environment = |size| named(LevelKind::Environment, &three, size);
    let given = |bits| LevelSize::Length(length(bits));
    // Two Regions and half as many again are three, so four; three environments are four.
    assert_eq!(
        sizes(vec![regions(&two, fit(50)), environment(fit(0))]).unwrap(),
        [10, 12]
    );
    assert_eq!(
        sizes(vec![regions(&two, fit(0)), environment(fit(0))]).unwrap(),
        [9, 11]
    );
    assert_eq!(
        sizes(vec![regions(&two, LevelSize::Fit(Headroom::NextPowerOfTwo))]).unwrap(),
        [10]
    );
    assert_eq!(
        sizes(vec![environment(LevelSize::Fit(Headroom::NextPowerOfTwo))]).unwrap(),
        [10]
    );
    // From below: three of /20 take four, and with as many again eight.
    assert_eq!(
        sizes(vec![regions(&two, fit(0)), environment(given(20))]).unwrap(),
        [18, 20]
    );
    assert_eq!(
        sizes(vec![regions(&two, fit(100)), environment(given(20))]).unwrap(),
        [17, 20]
    );
    // In between one that says its size, and below it one that shares.
    assert_eq!(
        sizes(vec![
            regions(&two, fit(0)),
            environment(given(14)),
            named(LevelKind::BusinessUnit, &["a", "b"], fit(0))
        ])
        .unwrap(),
        [12, 14, 15]
    );
    let error = sizes(vec![regions(&two, given(8))]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "A pool of /8 does not hold 2 pools of /8 on level 1: choose smaller ones, or less headroom"
    );
    let error = sizes(vec![regions(&two, given(31)), environment(fit(0))]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "A pool of /31 does not hold 3 pools on level 2: choose a larger supernet, or less headroom"
    );
    let error = sizes(vec![environment(fit(0)), regions(&[], fit(0))]).unwrap_err();
    assert_eq!(error.to_string(), "Level 2 has no members: name at least one");
    let error = sizes(vec![regions(&["eu-west-1", "eu-west-1"], fit(0))]).unwrap_err();
    assert_eq!(error.to_string(), "Level 1 names Ireland twice");
}

#[test]
fn the_order_of_levels_is_free_and_regions_give_their_locale() {
    let mut tree = Tree::new();
    let mut answers = two_levels();
    answers.levels.reverse();
    answers.naming = Naming::Path;
    let (gesture, preview) = generate(tree.workspace.plan(), tree.workspace.index(), &answers, &mut tree.ids).unwrap();
    assert_eq!(gesture.label, "Generate 10 pools in 10.0.0.0/8");
    assert_eq!(preview.pools, 10);
    tree.take(gesture);
    assert_eq!(
        tree.lines()[..5],
        [
            "Global 10.0.0.0/8",
            "  prod 10.0.0.0/10",
            "    prod Frankfurt 10.0.0.0/12",
            "    prod Ireland 10.16.0.0/12",
            "  test 10.64.0.0/10",
        ]
    );
    let locale = |name: &str| tree.plan().design().pools.get(&tree.id_of_pool(name)).unwrap().locale;
    assert_eq!(locale("prod"), None);
    assert_eq!(locale("test Ireland"), Some(region("eu-west-1")));
    assert!(tree.plan().ipam().operates_in(region("eu-west-1")));
    let errors: Vec<_> = tree
        .workspace
        .findings()
        .iter()
        .filter(|finding| finding.rule.severity == ipam_planner::rules::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn the_legend_says_what_the_bits_of_the_levels_mean() {
    let said = |answers: &Blueprint| {
        let tree = Tree::new();
        let preview = preview(tree.plan(), tree.workspace.index(), answers).unwrap();
        let parts = preview.top.legend.parts().iter().map(|part| {
            let values: Vec<String> = part
                .values
                .iter()
                .map(|(value, word)| format!("{value} {word}"))
                .collect();
            format!("{} {}-{}: {}", part.name, part.from, part.to, values.join(", "))
        });
        parts.collect::<Vec<_>>()
    };
    let lowest = two_levels();
    assert_eq!(
        said(&lowest),
        [
            "Region 8-10: 0 Frankfurt, 1 Ireland",
            "Environment 10-12: 0 prod, 1 test, 2 dev",
        ]
    );
    let spread = Blueprint {
        strategy: Strategy::Spread,
        ..two_levels()
    };
    assert_eq!(said(&spread)[0], "Region 8-10: 0 Frankfurt, 2 Ireland");
    // A level that takes all of what is above has no bits.
    let whole = blueprint(vec![
        regions(&["eu-west-1"], fit(0)),
        named(LevelKind::Account, &["a", "b"], fit(0)),
    ]);
    assert_eq!(said(&whole), ["Account 8-9: 0 a, 1 b"]);
    let wide = Blueprint {
        supernet: cidr("fd00::/16"),
        ..blueprint(vec![regions(
            &["eu-west-1", "eu-west-2"],
            LevelSize::Length(length(56)),
        )])
    };
    assert!(said(&wide).is_empty(), "more bits than anybody numbers");
}

#[test]
fn quotas_are_checked_before_anything_is_made() {
    let tree = Tree::new();
    let names: Vec<String> = (1..=10).map(|number| format!("unit {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let six = [
        "eu-central-1",
        "eu-west-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    ];
    let answers = blueprint(vec![
        regions(&six, fit(0)),
        named(LevelKind::BusinessUnit, &names, fit(0)),
    ]);
    let preview = preview(tree.plan(), tree.workspace.index(), &answers).unwrap();
    assert_eq!(preview.pools, 67);
    let sentences: Vec<String> = preview.quotas.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "Pools per scope: 67 do not fit AWS's default of 50",
            "Pool depth: 3 of 10"
        ]
    );
    assert_eq!(
        preview.quotas.iter().map(|quota| quota.is_over()).collect::<Vec<_>>(),
        [true, false]
    );
}

#[test]
fn a_tree_is_generated_again_until_somebody_changes_it() {
    let mut tree = Tree::new();
    let old = two_levels();
    let (gesture, _) = generate(tree.workspace.plan(), tree.workspace.index(), &old, &mut tree.ids).unwrap();
    tree.take(gesture);
    let root = tree.id_of_pool("Global");
    let frankfurt = tree.id_of_pool("Frankfurt");
    let new = Blueprint {
        supernet: cidr("172.16.0.0/12"),
        levels: vec![
            regions(&["eu-central-1", "us-east-1"], fit(0)),
            named(LevelKind::Environment, &["prod", "lab"], fit(0)),
        ],
        ..old.clone()
    };
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let (gesture, preview) = regenerate(plan, index, root, &old, &new, &mut tree.ids).unwrap();
    assert_eq!(preview.quotas[0].used, 7);
    tree.take(gesture);
    assert_eq!(
        tree.lines(),
        [
            "Global 172.16.0.0/12",
            "  Frankfurt 172.16.0.0/13",
            "    prod 172.16.0.0/14",
            "    lab 172.20.0.0/14",
            "  N. Virginia 172.24.0.0/13",
            "    prod 172.24.0.0/14",
            "    lab 172.28.0.0/14",
        ]
        .map(|line| line.replace("N. Virginia", "Virginia"))
    );
    assert_eq!(
        (tree.id_of_pool("Global"), tree.id_of_pool("Frankfurt")),
        (root, frankfurt)
    );
    // It is just what the new answers make from nothing.
    let mut fresh = Tree::new();
    let (gesture, _) = generate(fresh.workspace.plan(), fresh.workspace.index(), &new, &mut fresh.ids).unwrap();
    fresh.take(gesture);
    assert_eq!(fresh.lines(), tree.lines());

    // Undone, the old answers hold again.
    tree.workspace.undo().unwrap();
    assert_eq!(made_by(tree.plan(), tree.workspace.index(), root, &old), Ok(()));
    assert!(made_by(tree.plan(), tree.workspace.index(), root, &new).is_err());
    let step = rename(tree.plan(), Node::Pool(frankfurt), "FRA").unwrap();
    tree.take(step);
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let error = regenerate(plan, index, root, &old, &new, &mut tree.ids).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Global was changed by hand in the pools below it: generate a new tree beside it"
    );
    tree.workspace.undo().unwrap();
    tree.vpc("prod", "shop", "10.0.0.0/16");
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let error = regenerate(plan, index, root, &old, &new, &mut tree.ids).unwrap_err();
    assert_eq!(
        error.to_string(),
        "prod was changed by hand in what is allocated from it: generate a new tree beside it"
    );
    tree.workspace.undo().unwrap();
    let step = set_lock(tree.plan(), Node::Pool(frankfurt), Lock::Locked).unwrap();
    tree.take(step);
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let error = regenerate(plan, index, root, &old, &new, &mut tree.ids).unwrap_err();
    assert_eq!(error.to_string(), "Frankfurt is locked: unlock it first");
}

#[test]
fn a_tree_says_with_which_answers_it_can_be_made() {
    let units = |names: &[&str], size| named(LevelKind::BusinessUnit, names, size);
    let accounts = |names: &[&str], size| named(LevelKind::Account, names, size);
    let levels = [
        vec![regions(&["eu-central-1", "eu-west-1"], fit(50))],
        two_levels().levels,
        two_levels().levels.into_iter().rev().collect(),
        vec![
            units(&["shop", "bank", "lab"], LevelSize::Fit(Headroom::NextPowerOfTwo)),
            regions(&["us-east-1"], fit(0)),
            named(LevelKind::Environment, &["prod", "prod 2"], fit(100)),
            accounts(&["one", "two", "three"], LevelSize::Length(length(20))),
        ],
    ];
    for levels in levels {
        for naming in [Naming::Member, Naming::Path] {
            for strategy in [Strategy::LowestAddress, Strategy::Spread] {
                let answers = Blueprint {
                    naming,
                    strategy,
                    ..blueprint(levels.clone())
                };
                let mut tree = Tree::new();
                let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
                let (gesture, _) = generate(plan, index, &answers, &mut tree.ids).unwrap();
                let Some(Node::Pool(root)) = gesture.focus else {
                    panic!()
                };
                tree.take(gesture);
                let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
                let recalled = recall(plan, index, root).unwrap_or_else(|| panic!("{answers:?}"));
                assert_eq!(made_by(plan, index, root, &recalled), Ok(()), "{answers:?}");
                // It can go on from there as from the answers that were given.
                let members = |blueprint: &Blueprint| -> Vec<(LevelKind, usize)> {
                    let levels = blueprint.levels.iter();
                    levels.map(|level| (level.kind, level.members.len())).collect()
                };
                assert_eq!(members(&recalled), members(&answers));
                let mut more = recalled.clone();
                more.name = "World".to_owned();
                assert!(regenerate(plan, index, root, &recalled, &more, &mut tree.ids).is_ok());
                // Whoever changes it by hand has a tree of his own.
                let sub = index.pool(root).unwrap().sub_pools().next().unwrap();
                let gesture = set_lock(plan, Node::Pool(sub), Lock::Locked).unwrap();
                tree.take(gesture);
                let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
                assert_eq!(recall(plan, index, root), None);
            }
        }
    }
    let mut tree = Tree::new();
    let top = tree.pool("", "top", &["10.0.0.0/8"]);
    tree.pool("top", "prod", &["10.0.0.0/20"]);
    assert_eq!(
        recall(tree.plan(), tree.workspace.index(), top),
        None,
        "nobody generated it"
    );
}
