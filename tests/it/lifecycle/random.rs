//! Steps of random plans, replayed on the naive model of AWS.

use std::collections::BTreeMap;

use ipam_planner::lifecycle::{Action, Impossible, Lifecycle, Residents, Step, diff, tear_down};
use ipam_planner::plan::gesture::{mark_existing, unmark_existing};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{AutoImport, AwsTables, IntentTables, Monitoring, Node, Plan};

use super::aws::Aws;
use super::likely::Likely;
use crate::support::RandomEdits;

/// A pool with auto-import imports what lies in it: a plan that has such a thing unmanaged contradicts itself.
fn without_contradictions(mut tables: AwsTables) -> AwsTables {
    let unmanaged = tables.vpc_cidrs.values();
    let unmanaged = unmanaged.filter(|row| row.monitoring == Monitoring::Monitored && row.pool.is_none());
    let unmanaged: Vec<_> = unmanaged.map(|row| row.cidr).collect();
    let importing = tables.pools.iter();
    let importing = importing.filter(|(_, row)| row.auto_import == AutoImport::Enabled);
    let importing: Vec<_> = importing.map(|(id, _)| *id).collect();
    for pool in importing {
        let mut cidrs = tables.pool_cidrs.values().filter(|row| row.pool == pool);
        if cidrs.any(|row| unmanaged.iter().any(|cidr| row.cidr.overlaps(*cidr))) {
            tables.pools.get_mut(&pool).unwrap().auto_import = AutoImport::Disabled;
        }
    }
    tables
}

/// How often each thing was done.
#[derive(Default)]
struct Done(BTreeMap<Action, usize>);

impl Done {
    /// Replays the steps on AWS as it is when `exists` exists.
    fn replay(&mut self, exists: &AwsTables, lifecycle: &Lifecycle) -> Aws {
        let mut aws = Aws::with(exists);
        aws.replay(lifecycle);
        for step in &lifecycle.steps {
            *self.0.entry(step.action).or_default() += 1;
        }
        aws
    }
}

#[test]
fn no_step_of_random_plans_is_refused_and_all_lead_to_the_plan() {
    let intent = IntentTables::default();
    let mut done = Done::default();
    for seed in 1..=150 {
        let mut edits = RandomEdits::new(seed);
        let mut plan = edits.plan(60);
        let mut exists = AwsTables::default();
        for _ in 0..6 {
            let design = without_contradictions(plan.design().clone());
            let lifecycle = diff(&exists, &design, &intent);
            done.replay(&exists, &lifecycle);
            exists = lifecycle.outcome;
            assert_eq!(diff(&exists, &exists, &intent).steps, []);
            for _ in 0..15 {
                let edit = edits.edit(&plan);
                let _refused_or_not = plan.apply(edit);
            }
        }
        let lifecycle = diff(&exists, &AwsTables::default(), &intent);
        let aws = done.replay(&exists, &lifecycle);
        assert_eq!(aws.now, AwsTables::default());
    }
    for seed in 1..=100 {
        let mut likely = Likely::new(seed);
        let mut exists = AwsTables::default();
        for _ in 0..6 {
            let design = without_contradictions(likely.tables.clone());
            let lifecycle = diff(&exists, &design, &intent);
            done.replay(&exists, &lifecycle);
            exists = lifecycle.outcome;
            for _ in 0..1 + seed as usize % 12 {
                likely.change();
            }
        }
        let lifecycle = diff(&exists, &AwsTables::default(), &intent);
        done.replay(&exists, &lifecycle);
    }
    let often = |action: &Action| done.0.get(action).is_some_and(|times| *times >= 10);
    for action in ACTIONS {
        assert!(often(&action), "{action:?} is too rare: {:#?}", done.0);
    }
}

const ACTIONS: [Action; 35] = [
    Action::DelegateAdministrator,
    Action::RevokeAdministrator,
    Action::CreateServiceLinkedRole,
    Action::CreateIpam,
    Action::ModifyIpam,
    Action::DeleteIpam,
    Action::CreateScope,
    Action::ModifyScope,
    Action::DeleteScope,
    Action::CreatePool,
    Action::ModifyPool,
    Action::DeletePool,
    Action::SharePool,
    Action::UnsharePool,
    Action::StartImport,
    Action::StopImport,
    Action::Provision,
    Action::Deprovision,
    Action::Allocate,
    Action::Release,
    Action::CreateVpc,
    Action::DeleteVpc,
    Action::Associate,
    Action::Disassociate,
    Action::Ignore,
    Action::Monitor,
    Action::MoveToScope,
    Action::AwaitImport,
    Action::CreateSubnet,
    Action::DeleteSubnet,
    Action::CreatePublicPool,
    Action::TakePublicBlock,
    Action::ReturnPublicBlock,
    Action::DeletePublicPool,
    Action::Tag,
];

#[test]
fn what_is_marked_by_hand_can_be_torn_down_again() {
    let mut done = Done::default();
    let (mut marked, mut torn_down, mut refused) = (0, 0, 0);
    for seed in 1..=40 {
        let mut edits = RandomEdits::new(seed);
        let mut plan = edits.plan(60);
        // What AWS would refuse cannot exist.
        let possible = diff(&AwsTables::default(), plan.design(), plan.intent()).outcome;
        let possible = without_contradictions(possible);
        let mut intent = IntentTables::default();
        intent.abouts.clone_from(&plan.intent().abouts);
        intent.accounts.clone_from(&plan.intent().accounts);
        plan = Plan::from_tables(possible, AwsTables::default(), intent).unwrap_or_else(|_| {
            refused += 1;
            Plan::new("refused", "eu-central-1".parse().unwrap())
        });
        let index = Index::build(&plan);
        for _ in 0..6 {
            let nodes = nodes(&plan);
            let node = edits.random.pick(&nodes);
            let before = plan.clone();
            let Some(gesture) = mark_existing(&plan, &index, node) else {
                continue;
            };
            let inverse = plan.apply(gesture.edit).unwrap();
            marked += 1;
            let mut back = plan.clone();
            back.apply(inverse).unwrap();
            assert_eq!(back, before);
            for residents in [Residents::Stay, Residents::Go] {
                let node = edits.random.pick(&nodes);
                let lifecycle = tear_down(&plan, node, residents);
                assert_eq!(lifecycle.impossible, []);
                done.replay(plan.actual(), &lifecycle);
                torn_down += usize::from(!lifecycle.steps.is_empty());
            }
            let node = edits.random.pick(&nodes);
            if let Some(gesture) = unmark_existing(&plan, node) {
                plan.apply(gesture.edit).unwrap();
            }
        }
        if let Some(gesture) = mark_existing(&plan, &index, Node::Ipam) {
            plan.apply(gesture.edit).unwrap();
        }
        assert_eq!(plan.actual(), plan.design());
        assert_eq!(mark_existing(&plan, &index, Node::Ipam), None);
        plan.apply(unmark_existing(&plan, Node::Ipam).unwrap().edit).unwrap();
        assert_eq!(plan.actual(), &AwsTables::default());
    }
    assert!(refused < 10, "{refused} plans are none");
    assert!(marked > 75 && torn_down > 75, "{marked} marked, {torn_down} torn down");
}

#[test]
fn any_part_of_what_exists_can_be_torn_down() {
    let mut done = Done::default();
    let (mut cascades, mut left) = (0, 0);
    for seed in 1..=80 {
        let mut likely = Likely::new(seed);
        for _ in 0..20 {
            likely.change();
        }
        let design = without_contradictions(likely.tables.clone());
        let exists = diff(&AwsTables::default(), &design, &IntentTables::default()).outcome;
        let mut exists = without_contradictions(exists);
        // An ignored CIDR may name a pool that is gone; rows of a plan name only what there is.
        for row in exists.vpc_cidrs.values_mut() {
            row.pool = row.pool.filter(|pool| exists.pools.contains_key(pool));
        }
        let intent = Plan::new("torn down", "eu-central-1".parse().unwrap()).intent().clone();
        let plan = Plan::from_tables(exists.clone(), exists.clone(), intent).unwrap();
        let nodes = nodes(&plan).into_iter().skip(seed as usize % 3).step_by(3);
        for node in nodes {
            for residents in [Residents::Stay, Residents::Go] {
                let lifecycle = tear_down(&plan, node, residents);
                // A pool above with auto-import imports what was allocated from the one that goes.
                let imported = |it: &Impossible| it.why.starts_with("It cannot stay unmanaged");
                let refused: Vec<_> = lifecycle.impossible.iter().filter(|it| !imported(it)).collect();
                assert!(refused.is_empty(), "{node:?} {residents:?} of {seed}: {refused:?}");
                done.replay(&exists, &lifecycle);
                let cascade = |step: &&Step| step.call.to_string().ends_with("--cascade");
                cascades += lifecycle.steps.iter().filter(cascade).count();
                let subnets = lifecycle.outcome.subnets.iter();
                let without = subnets.filter(|(id, row)| row.pool != exists.subnets.get(id).unwrap().pool);
                left += without.count();
                if residents == Residents::Go {
                    assert!(!lifecycle.steps.iter().any(|step| cascade(&step)), "{node:?} of {seed}");
                }
            }
        }
    }
    assert!(cascades > 20 && left > 20, "{cascades} cascades, {left} left");
}

fn nodes(plan: &Plan) -> Vec<Node> {
    let design = plan.design();
    let mut nodes = vec![Node::Ipam];
    nodes.extend(design.scopes.keys().map(|id| Node::Scope(*id)));
    nodes.extend(design.pools.keys().map(|id| Node::Pool(*id)));
    nodes.extend(design.reservations.keys().map(|id| Node::Reservation(*id)));
    nodes.extend(design.vpcs.keys().map(|id| Node::Vpc(*id)));
    nodes.extend(design.vpc_cidrs.keys().map(|id| Node::VpcCidr(*id)));
    nodes.extend(design.subnets.keys().map(|id| Node::Subnet(*id)));
    nodes.extend(design.public_blocks.keys().map(|id| Node::PublicBlock(*id)));
    nodes
}
