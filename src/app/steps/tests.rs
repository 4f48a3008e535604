#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on panics"
)]

use super::model::{Becoming, Course, Line, Work, minutes};
use crate::examples::EXAMPLES;
use crate::lifecycle::{Minutes, Residents};
use crate::plan::gesture::mark_existing;
use crate::plan::{Node, PoolParent};
use crate::workspace::Workspace;

/// The first example, all of which exists.
fn existing() -> Workspace {
    let mut workspace = Workspace::open(EXAMPLES[0].plan());
    let marked = mark_existing(workspace.plan(), workspace.index(), Node::Ipam).unwrap();
    assert!(workspace.apply(&marked.label, marked.edit).is_ok());
    workspace
}

/// A pool of that with pools below it.
fn regional(workspace: &Workspace) -> Node {
    let pools = &workspace.plan().design().pools;
    let is_regional = |parent: PoolParent| matches!(parent, PoolParent::Pool(_));
    let found = pools.iter().find(|(id, row)| {
        is_regional(row.parent) && workspace.outline().has_children(Node::Pool(**id)) && row.locale.is_some()
    });
    Node::Pool(*found.unwrap().0)
}

#[test]
fn a_plan_of_which_nothing_exists_is_built_up_without_a_word_about_vpcs() {
    let workspace = Workspace::open(EXAMPLES[0].plan());
    let work = Work::of(&workspace, Course::Build);
    assert!(work.is_all_new);
    assert_eq!(work.lines.first(), Some(&Line::Heading("Build up")));
    assert_eq!(work.groups, []);
    assert_eq!(work.lines.len(), work.lifecycle.steps.len() + 1);
    assert!(work.sentence().ends_with("resources created"), "{}", work.sentence());
}

#[test]
fn what_exists_as_it_is_planned_takes_no_steps() {
    let work = Work::of(&existing(), Course::Build);
    assert!(!work.is_all_new);
    assert_eq!(work.lines, []);
}

#[test]
fn tearing_down_says_what_happens_to_the_vpcs_and_waits_once_for_a_run() {
    let workspace = existing();
    let node = regional(&workspace);
    for (residents, becoming) in [
        (Residents::Stay, Becoming::Released),
        (Residents::Go, Becoming::Deleted),
    ] {
        let work = Work::of(&workspace, Course::TearDown(node, residents));
        assert_eq!(work.lines.first(), Some(&Line::Heading("What happens to the VPCs")));
        assert_eq!(
            work.groups.iter().map(|group| group.becoming).collect::<Vec<_>>(),
            [becoming]
        );
        let waits: Vec<&Line> = work.lines.iter().filter(|line| matches!(line, Line::Wait(_))).collect();
        assert!(!waits.is_empty(), "{residents:?}");
        // After the last step of each run, and nowhere else.
        for (place, line) in work.lines.iter().enumerate() {
            if let Line::Wait(run) = line {
                assert_eq!(work.lines.get(place - 1), Some(&Line::Step(run.end - 1)));
                assert!(work.step(run.end).is_none_or(|step| !step.releases()));
            }
        }
        let steps: Vec<usize> = (work.lines.iter())
            .filter_map(|line| match line {
                Line::Step(place) => Some(*place),
                _ => None,
            })
            .collect();
        assert_eq!(
            steps,
            (0..work.lifecycle.steps.len()).collect::<Vec<_>>(),
            "each once, in order"
        );
        assert!(work.sentence().contains("of waiting"), "{}", work.sentence());
    }
}

#[test]
fn arrows_pass_headings_over_and_stop_at_both_ends() {
    let workspace = existing();
    let work = Work::of(&workspace, Course::TearDown(regional(&workspace), Residents::Stay));
    let last = work.lines.len() - 1;
    assert_eq!(work.first(), 1);
    assert_eq!(work.from(1, -1), 1, "the heading above is no line to choose");
    assert_eq!(work.from(last, 1), last);
    assert_eq!(work.from(1, isize::MAX), last);
    let mut seen = vec![work.first()];
    while let Some(now) = seen.last().copied()
        && now < last
    {
        seen.push(work.from(now, 1));
    }
    assert!(seen.iter().all(|line| !matches!(work.lines[*line], Line::Heading(_))));
    let headings = work
        .lines
        .iter()
        .filter(|line| matches!(line, Line::Heading(_)))
        .count();
    assert_eq!(seen.len() + headings, work.lines.len());
}

#[test]
fn spans_and_counts_are_said_as_people_do() {
    for (least, most, expected) in [
        (20, 30, "20 to 30 minutes"),
        (100, 150, "100 to 150 minutes"),
        (200, 300, "3 to 5 hours"),
    ] {
        assert_eq!(minutes(Minutes { least, most }), expected);
    }
    for (becoming, count, expected) in [
        (
            Becoming::Reimported,
            1,
            "1\u{a0}VPC stays: ignored, released, and imported again",
        ),
        (
            Becoming::Reimported,
            5,
            "5\u{a0}VPCs stay: ignored, released, and imported again",
        ),
        (
            Becoming::Released,
            1_200,
            "1,200\u{a0}VPCs stay, and are unmanaged afterwards",
        ),
        (Becoming::Recreated, 1, "1\u{a0}VPC is deleted and created again"),
        (Becoming::Deleted, 2, "2\u{a0}VPCs are deleted"),
    ] {
        assert_eq!(becoming.title(count), expected);
    }
}
