//! The differences where they stand and to scale, and taken back.

use std::collections::{BTreeMap, BTreeSet};

use ipam_planner::compare::{Details, LENGTH, Mark, What, strips, tree};
use ipam_planner::plan::{AnyId, Plan, Side};

use super::{after, compared};
use crate::support::{Random, RandomEdits};

fn random_pair(seed: u32) -> (Plan, Plan) {
    let mut edits = RandomEdits::with_ids_of_its_own(seed);
    let a = edits.plan(25);
    let mut b = a.clone();
    for _ in 0..15 {
        let edit = edits.edit(&b);
        let _refused = b.apply(edit);
    }
    (a, b)
}

fn in_tree(row: AnyId) -> bool {
    use AnyId::{Ipam, Pool, PublicBlock, Reservation, Scope, Subnet, Vpc};
    matches!(
        row,
        Ipam(_) | Scope(_) | Pool(_) | Reservation(_) | Vpc(_) | Subnet(_) | PublicBlock(_)
    )
}

#[test]
fn the_tree_has_every_difference_once_under_what_it_is_in() {
    let (mut moved, mut deepest) = (0, 0);
    for seed in 1..60 {
        let (a, b) = random_pair(seed);
        let comparison = compared(&a, &b);
        let lines = tree(&comparison, &Details::of(&a, &b));
        let mut marked: Vec<usize> = Vec::new();
        let mut path: Vec<AnyId> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            assert!(line.depth <= path.len(), "a line is at most one below the one before");
            path.truncate(line.depth);
            // What it is under says so itself, in the plan that has it here.
            let plan = if matches!(line.mark, Some(Mark::Removed | Mark::Left)) {
                &a
            } else {
                &b
            };
            if let (Some(above), AnyId::Pool(id)) = (path.last(), line.row) {
                let parent = plan.design().pools.get(&id).unwrap().parent;
                assert_eq!(
                    *above,
                    match parent {
                        ipam_planner::plan::PoolParent::Scope(scope) => scope.into(),
                        ipam_planner::plan::PoolParent::Pool(pool) => AnyId::from(pool),
                    }
                );
            }
            path.push(line.row);
            deepest = deepest.max(line.depth);
            match line.mark {
                // Where it is not marked, something below it is.
                None => assert!(lines.get(at + 1).is_some_and(|next| next.depth > line.depth)),
                Some(Mark::Left) => {
                    moved += 1;
                    let what = comparison.differences[line.difference.unwrap()].what;
                    assert_eq!(what, What::Moved);
                }
                Some(_) => marked.extend(line.difference),
            }
        }
        marked.sort_unstable();
        let expected: Vec<usize> = (0..comparison.differences.len())
            .filter(|place| {
                let difference = &comparison.differences[*place];
                difference.side == Some(Side::Design) && in_tree(difference.row)
            })
            .collect();
        assert_eq!(marked, expected, "seed {seed}");
    }
    assert!(moved > 10 && deepest > 2, "{moved} moved, {deepest} deep");
}

/// Every block that came or went inside of something that is in both plans stands in a strip, to scale.
#[test]
fn strips_show_every_block_that_came_or_went() {
    let mut shown: BTreeMap<Mark, usize> = BTreeMap::new();
    for seed in 1..60 {
        let (a, b) = random_pair(seed);
        let comparison = compared(&a, &b);
        let strips = strips(&comparison, &Details::of(&a, &b));
        let rows: BTreeSet<AnyId> = comparison
            .differences
            .iter()
            .filter(|difference| difference.side == Some(Side::Design))
            .map(|difference| difference.row)
            .collect();
        for strip in &strips {
            for (lane, bars) in [&strip.before, &strip.after].into_iter().enumerate() {
                for bar in bars {
                    assert!(bar.start + bar.width <= LENGTH && bar.width > 0);
                    assert!(strip.cidr.contains(bar.cidr));
                    assert_eq!(bar.mark.is_some(), rows.contains(&bar.row));
                    let wrong = [[Mark::Added, Mark::Arrived], [Mark::Removed, Mark::Left]][lane];
                    // What has other blocks now lost some and got some.
                    assert!(!bar.mark.is_some_and(|mark| wrong.contains(&mark)), "{bar:?}");
                    *shown.entry(bar.mark.unwrap_or(Mark::Changed)).or_default() += bar.count;
                }
                assert!(bars.is_sorted_by_key(|bar| bar.cidr));
            }
        }
        // Subnets that came, one by one.
        let came = b.design().subnets.iter();
        let came = came.filter(|(id, _)| !a.design().subnets.contains_key(id));
        for (id, row) in came.filter(|(_, row)| a.design().vpcs.contains_key(&row.vpc)) {
            let held = strips.iter().any(|strip| {
                strip.row == row.vpc.into()
                    && strip
                        .after
                        .iter()
                        .any(|bar| bar.mark == Some(Mark::Added) && (bar.row == (*id).into() || bar.count > 1))
            });
            let inside = b.design().vpc_cidrs.values().chain(a.design().vpc_cidrs.values());
            let mut inside = inside.filter(|cidr| cidr.vpc == row.vpc);
            assert_eq!(
                held,
                inside.any(|cidr| cidr.cidr.contains(row.cidr)),
                "{id:?} of {seed}"
            );
        }
    }
    for mark in Mark::ALL {
        assert!(shown.get(&mark).is_some_and(|count| *count > 5), "{shown:?}");
    }
}

#[test]
fn single_differences_can_be_taken_back() {
    let mut taken = 0;
    for seed in 1..40 {
        let (a, b) = random_pair(seed);
        let comparison = compared(&a, &b);
        let all: Vec<usize> = (0..comparison.differences.len()).collect();
        assert_eq!(after(&b, comparison.taking_back(&all)), a);
        assert!(comparison.taking_back(&[]).is_empty());
        let mut random = Random::new(seed);
        let chosen: Vec<usize> = all.iter().copied().filter(|_| random.once_in(3)).collect();
        let mut plan = b.clone();
        if plan.apply(comparison.taking_back(&chosen)).is_err() {
            continue;
        }
        taken += 1;
        let still: BTreeSet<(Option<Side>, AnyId)> = compared(&a, &plan)
            .differences
            .iter()
            .map(|difference| (difference.side, difference.row))
            .collect();
        for place in chosen {
            let difference = &comparison.differences[place];
            assert!(!still.contains(&(difference.side, difference.row)), "seed {seed}");
        }
    }
    assert!(taken > 25, "{taken} of 39 choices were taken back");
}
