//! An edit as people read it.

use ipam_planner::plan::gesture::NewPool;
use ipam_planner::plan::gesture::{add_pool, remove, rename};
use ipam_planner::plan::{AllocationRules, CountedIds, DifferenceKind, Edit, Lock, Node, Plan, diff, differences};
use ipam_planner::workspace::Workspace;

use crate::support::RandomEdits;

fn told(plan: &Plan, edit: &Edit) -> Vec<String> {
    let line = |difference: &ipam_planner::plan::Difference| {
        let cidrs =
            |cidrs: &[ipam_planner::address::Cidr]| cidrs.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        format!(
            "{:?} {} {} [{}] -> [{}] {}",
            difference.kind,
            difference.row.kind(),
            difference.name.clone().unwrap_or_default(),
            cidrs(&difference.before),
            cidrs(&difference.after),
            difference.fields.join(", ")
        )
    };
    differences(plan, edit).iter().map(line).collect()
}

#[test]
fn what_comes_goes_and_changes_is_told_with_its_blocks_and_fields() {
    let mut workspace = Workspace::open(Plan::new("Test", "eu-central-1".parse().unwrap()));
    let ids = &mut CountedIds::default();
    let new = |name: &str, cidr: &str| NewPool {
        name: name.to_owned(),
        description: String::new(),
        parent: Plan::default_private_scope().into(),
        family: ipam_planner::address::Family::Ipv4,
        locale: None,
        rules: AllocationRules::default(),
        cidrs: vec![cidr.parse().unwrap()],
    };
    let gesture = add_pool(new("Global", "10.0.0.0/8"), ids);
    assert_eq!(
        told(workspace.plan(), &gesture.edit),
        ["Added pool Global [] -> [10.0.0.0/8] "]
    );
    let pool = gesture.focus.unwrap();
    workspace.apply("Add", gesture.edit).unwrap();
    let start = workspace.plan().clone();
    let gesture = rename(workspace.plan(), pool, "World").unwrap();
    workspace.apply("Rename", gesture.edit).unwrap();
    let Node::Pool(id) = pool else { panic!() };
    let mut edit = Edit::new();
    edit.update(id, workspace.plan().design().pools.get(&id).unwrap(), |row| {
        row.lock = Lock::Locked;
        row.note = "kept".to_owned();
    });
    let (cidr, row) = workspace.plan().design().pool_cidrs.iter().next().unwrap();
    edit.update(*cidr, row, |row| row.cidr = "10.0.0.0/9".parse().unwrap());
    workspace.apply("Change", edit).unwrap();
    let now = workspace.plan().clone();
    assert_eq!(
        told(&now, &workspace.history().edit_to(1).unwrap().inverted()),
        ["Changed pool World [10.0.0.0/8] -> [10.0.0.0/9] name (Global before), lock, note"]
    );
    assert_eq!(told(&start, &diff(&start, &now)), told(&now, &diff(&start, &now)));
    let mut unlock = Edit::new();
    unlock.update(id, workspace.plan().design().pools.get(&id).unwrap(), |row| {
        row.lock = Lock::Open
    });
    workspace.apply("Unlock", unlock).unwrap();
    let gone = remove(workspace.plan(), workspace.index(), pool).unwrap();
    workspace.apply("Delete", gone.gesture.edit).unwrap();
    assert_eq!(
        told(workspace.plan(), &workspace.history().edit_to(3).unwrap().inverted()),
        ["Removed pool World [10.0.0.0/9] -> [] "]
    );
    // There and back again is nothing.
    workspace.undo().unwrap();
    assert_eq!(
        told(workspace.plan(), &workspace.history().edit_to(4).unwrap()),
        Vec::<String>::new()
    );
}

#[test]
fn a_difference_is_told_of_every_row_that_changes_whichever_way_it_goes() {
    for seed in 1..=60 {
        let mut edits = RandomEdits::new(seed);
        let (one, other) = (edits.plan(30), edits.plan(40));
        let edit = diff(&one, &other);
        let there = differences(&one, &edit);
        let back = differences(&one, &edit.clone().inverted());
        assert_eq!(there.len(), back.len(), "seed {seed}");
        let count = |all: &[ipam_planner::plan::Difference], kind| all.iter().filter(|told| told.kind == kind).count();
        assert_eq!(
            count(&there, DifferenceKind::Added),
            count(&back, DifferenceKind::Removed),
            "seed {seed}"
        );
        assert!(!edit.is_empty() && !there.is_empty());
        for told in &there {
            let says = !told.fields.is_empty() || !told.before.is_empty() || !told.after.is_empty();
            assert!(says || told.kind != DifferenceKind::Changed, "seed {seed}: {told:?}");
        }
    }
}
