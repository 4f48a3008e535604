//! Undo is exact, and an edit that is refused leaves everything as it was.

use ipam_planner::format;
use ipam_planner::plan::{Edit, History, Id, Plan, Refusal, RowChange, Vpc};

use super::naive::Tables;
use crate::support::RandomEdits;

/// 1,000 seeds of 100 random operations.
#[test]
fn undo_and_redo_are_exact_and_every_plan_on_the_way_is_one() {
    let counts: Vec<(u32, u32)> = std::thread::scope(|scope| {
        let quarters = [1..=250, 251..=500, 501..=750, 751..=1_000];
        let running = quarters.map(|seeds| scope.spawn(|| seeds.map(there_and_back).collect::<Vec<_>>()));
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let (taken, refused) = counts
        .iter()
        .fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    assert_eq!(counts.len(), 1_000);
    assert!(taken > 70_000 && refused > 5_000, "{taken} taken, {refused} refused");
}

/// After each of 100 operations, the plan is the one that its tables make; an edit is refused when and only when they
/// make none, and then nothing has changed. Undoing all of it gives the identical bytes, and so does redoing it. Gives
/// back how many edits were taken and how many refused.
fn there_and_back(seed: u32) -> (u32, u32) {
    let mut edits = RandomEdits::new(seed);
    let mut plan = Plan::new("random", "eu-central-1".parse().unwrap());
    let mut history = History::default();
    let first = format::write(&plan);
    let mut before = plan.clone();
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..100 {
        let edit = edits.edit(&plan);
        let mut tables = Tables::of(&plan);
        tables.write(&edit);
        match (history.take(&mut plan, "an operation", edit), tables.plan()) {
            (Ok(()), Ok(expected)) => {
                assert_eq!(plan, expected, "seed {seed}");
                before = expected;
                taken += 1;
            }
            (Err(refusal), Err(refusals)) => {
                let rows: Vec<_> = refusals.iter().map(|(_, refusal)| refusal.row()).collect();
                let is_known = rows.contains(&refusal.row()) || matches!(refusal, Refusal::StillUsed(_));
                assert!(is_known, "seed {seed}: {refusal:?} is none of {refusals:?}");
                assert_eq!(plan, before, "seed {seed}");
                refused += 1;
            }
            (result, expected) => panic!("seed {seed}: {result:?}, and all tables give {expected:?}"),
        }
    }
    let (last, depth) = (format::write(&plan), history.depth());
    jump_about(&mut history, &mut plan, edits.random.below(depth + 1));
    assert_eq!(format::write(&plan), last, "seed {seed}");
    while history.undo(&mut plan).is_some() {}
    assert_eq!(format::write(&plan), first, "seed {seed}");
    assert_eq!(history.depth(), 0);
    while history.redo(&mut plan).is_some() {}
    assert_eq!(format::write(&plan), last, "seed {seed}");
    assert_eq!(history.depth(), depth);
    (taken, refused)
}

/// Going anywhere in one step is going there step by step, and `edit_to` is the way.
fn jump_about(history: &mut History, plan: &mut Plan, to: usize) {
    let (from, here) = (history.depth(), plan.clone());
    let mut jumped = plan.clone();
    jumped.apply(history.edit_to(to).unwrap()).unwrap();
    let mut slow = history.clone();
    let mut there = plan.clone();
    while slow.depth() > to {
        slow.undo(&mut there).unwrap();
    }
    assert_eq!(jumped, there);
    let edit = history.go_to(plan, to).unwrap();
    assert_eq!((&*plan, history.depth(), history.len()), (&there, to, from));
    let mut back = plan.clone();
    back.apply(edit.inverted()).unwrap();
    assert_eq!(back, here);
    assert!(history.edit_to(from + 1).is_none() && history.go_to(plan, from + 1).is_none());
    assert_eq!(*plan, there);
    history.go_to(plan, from).unwrap();
}

#[test]
fn steps_are_known_by_place_and_dated_by_whoever_has_a_clock() {
    let mut plan = Plan::new("one", "eu-central-1".parse().unwrap());
    let mut history = History::default();
    history.date(5);
    for (name, at) in [("two", Some(7)), ("three", None), ("four", Some(9))] {
        let edit = renamed(&plan, name);
        history.take(&mut plan, name, edit).unwrap();
        if let Some(at) = at {
            history.date(at);
        }
    }
    let steps = |history: &History| {
        (0..4)
            .map(|place| history.step(place).map(|(label, at)| (label.to_owned(), at)))
            .collect::<Vec<_>>()
    };
    let all = steps(&history);
    let expected =
        [("two", Some(7)), ("three", None), ("four", Some(9))].map(|(label, at)| Some((label.to_owned(), at)));
    assert_eq!(all, [&expected[..], &[None]].concat());
    for depth in [0, 2, 1, 3] {
        history.go_to(&mut plan, depth).unwrap();
        assert_eq!((steps(&history), history.len()), (all.clone(), 3));
        assert_eq!(plan.about().name, ["one", "two", "three", "four"][depth]);
    }
}

#[test]
fn a_random_plan_is_read_as_it_was_written() {
    for seed in 1..=200 {
        let plan = RandomEdits::new(seed).plan(60);
        let text = format::write(&plan);
        let read = format::read(&text)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"))
            .plan;
        assert_eq!(read, plan, "seed {seed}");
        assert_eq!(format::write(&read), text, "seed {seed}");
        assert_eq!(
            format::read(&format::write_compact(&plan)).unwrap().plan,
            plan,
            "seed {seed}"
        );
    }
}

fn renamed(plan: &Plan, name: &str) -> Edit {
    let before = plan.about().clone();
    let mut after = before.clone();
    after.name = name.to_owned();
    let mut edit = Edit::new();
    edit.intent(RowChange {
        id: Plan::about_id(),
        before: Some(Box::new(before)),
        after: Some(Box::new(after)),
    });
    edit
}

#[test]
fn steps_have_labels_and_a_new_one_ends_redo() {
    let mut plan = Plan::new("one", "eu-central-1".parse().unwrap());
    let mut history = History::default();
    assert_eq!((history.undo_label(), history.redo_label()), (None, None));
    for name in ["two", "three"] {
        let edit = renamed(&plan, name);
        history.take(&mut plan, &format!("Rename to {name}"), edit).unwrap();
    }
    assert_eq!(history.undo_label(), Some("Rename to three"));
    assert!(history.undo(&mut plan).is_some());
    assert_eq!(plan.about().name, "two");
    assert_eq!(
        (history.undo_label(), history.redo_label()),
        (Some("Rename to two"), Some("Rename to three"))
    );

    // An edit that changes nothing is no step, and takes no redo away.
    history.take(&mut plan, "Nothing", Edit::new()).unwrap();
    assert_eq!((history.depth(), history.redo_label()), (1, Some("Rename to three")));
    // One that is refused neither.
    let mut refused = Edit::new();
    let id: Id<Vpc> = "v".parse().unwrap();
    refused.add(
        id,
        Vpc::new("nowhere".parse().unwrap(), "eu-central-1".parse().unwrap()),
    );
    assert!(history.take(&mut plan, "Refused", refused).is_err());
    assert_eq!((history.depth(), history.redo_label()), (1, Some("Rename to three")));

    let edit = renamed(&plan, "four");
    history.take(&mut plan, "Rename to four", edit).unwrap();
    assert_eq!(history.redo_label(), None);
    assert!(history.redo(&mut plan).is_none());
}
