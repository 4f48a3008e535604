//! The difference of two plans is the edit between them.

use ipam_planner::plan::{Edit, Plan, diff};

use crate::support::RandomEdits;

#[test]
fn the_difference_leads_from_one_plan_to_the_other_and_back() {
    for seed in 1..=300 {
        let mut edits = RandomEdits::new(seed);
        let from = edits.plan(30);
        // A relative of the first, or, with its own ids, a stranger.
        let to = if seed % 3 == 0 {
            RandomEdits::new(seed + 1_000).plan(30)
        } else {
            let mut to = from.clone();
            for _ in 0..20 {
                let edit = edits.edit(&to);
                let _refused_or_not = to.apply(edit);
            }
            to
        };
        let edit = diff(&from, &to);
        let mut plan = from.clone();
        let inverse = plan
            .apply(edit.clone())
            .unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
        assert_eq!(plan, to, "seed {seed}");
        assert_eq!(inverse, edit.clone().inverted(), "seed {seed}");
        plan.apply(inverse).unwrap();
        assert_eq!(plan, from, "seed {seed}");
        assert_eq!(diff(&from, &from), Edit::new());
        assert_eq!(edit.inverted().inverted(), diff(&from, &to));
    }
}

#[test]
fn equal_plans_differ_in_nothing() {
    let plan = Plan::new("one", "eu-central-1".parse().unwrap());
    assert!(diff(&plan, &plan.clone()).is_empty());
    let other = Plan::new("two", "eu-central-1".parse().unwrap());
    assert_eq!(diff(&plan, &other).changes.len(), 1);
}
