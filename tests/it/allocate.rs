//! Many VPCs in one step, and what can be deleted.

use ipam_planner::address::{NetmaskLength, Strategy};
use ipam_planner::examples::EXAMPLES;
use ipam_planner::plan::gesture::{
    AccountChoice, NewVpc, NewVpcs, Wanted, add_vpc, add_vpcs, is_removable, propose, propose_many, remove,
};
use ipam_planner::plan::{Account, CountedIds, Id, Node, Plan, Pool, Tags};
use ipam_planner::workspace::Workspace;

fn example() -> Workspace {
    Workspace::open(EXAMPLES[0].plan())
}

fn pools(workspace: &Workspace) -> Vec<Id<Pool>> {
    workspace.plan().design().pools.keys().copied().collect()
}

/// A VPC of an account that the plan has not, with the CIDR that was proposed.
fn vpc(workspace: &Workspace, pool: Id<Pool>, cidr: ipam_planner::address::Cidr) -> NewVpc {
    NewVpc {
        name: "naive".to_owned(),
        scope: workspace.index().pool(pool).unwrap().scope(),
        region: workspace.plan().ipam().home_region,
        account: None,
        tags: Tags::new(),
        pool: Some(pool),
        cidr,
    }
}

#[test]
fn many_blocks_are_those_that_one_would_get_after_the_other() {
    let length = NetmaskLength::new(22).unwrap();
    for strategy in [Strategy::LowestAddress, Strategy::BestFit, Strategy::Spread] {
        for pool in pools(&example()) {
            let mut workspace = example();
            let (count, mut naive) = (9, Vec::new());
            let mut ids = CountedIds::starting_at(1 << 40);
            let found = propose_many(workspace.index(), pool, length, strategy, count);
            for _ in 0..count {
                let wanted = Wanted::Length(length, strategy);
                let Ok(proposal) = propose(workspace.index(), workspace.plan(), pool, wanted) else {
                    break;
                };
                naive.push(proposal.cidr);
                let gesture = add_vpc(vpc(&workspace, pool, proposal.cidr), &mut ids);
                workspace.apply(&gesture.label, gesture.edit).unwrap();
            }
            match found {
                Ok(blocks) => assert_eq!(blocks, naive, "{strategy:?} in {pool}"),
                Err(error) => assert_eq!(
                    (error.fit, error.wanted),
                    (naive.len(), count),
                    "{strategy:?} in {pool}"
                ),
            }
        }
    }
}

#[test]
fn vpcs_and_their_new_account_are_one_step() {
    let mut workspace = example();
    let before = workspace.plan().clone();
    let pool = pools(&workspace)[0];
    let cidrs = ["10.200.0.0/20", "10.200.16.0/20", "10.200.32.0/20"];
    let new = NewVpcs {
        vpcs: cidrs
            .iter()
            .zip(1..)
            .map(|(cidr, number)| (format!("app-{number}"), cidr.parse().unwrap()))
            .collect(),
        scope: Plan::default_private_scope(),
        region: before.ipam().home_region,
        account: Some(AccountChoice::New(Account::named("fresh"))),
        tags: Tags::from([("env".to_owned(), "prod".to_owned())]),
        pool: Some(pool),
    };
    let gesture = add_vpcs(new, &mut CountedIds::starting_at(1 << 40));
    assert_eq!(gesture.label, "Allocate 3 VPCs, app-1 to app-3");
    workspace.apply(&gesture.label, gesture.edit).unwrap();

    let after = workspace.plan();
    let account = after
        .intent()
        .accounts
        .iter()
        .find(|(_, row)| row.name == "fresh")
        .map(|(id, _)| *id);
    let mut added: Vec<_> = after
        .design()
        .vpcs
        .iter()
        .filter(|(_, row)| row.account == account)
        .collect();
    added.sort_by_key(|(_, row)| row.name.clone());
    let names: Vec<_> = added.iter().map(|(_, row)| row.name.as_str()).collect();
    assert_eq!(names, ["app-1", "app-2", "app-3"]);
    for ((id, row), cidr) in added.iter().zip(cidrs) {
        assert_eq!(row.tags.get("env").map(String::as_str), Some("prod"));
        let own = after.design().vpc_cidrs.values().find(|row| row.vpc == **id).unwrap();
        assert_eq!((own.cidr.to_string().as_str(), own.pool), (cidr, Some(pool)));
    }
    workspace.undo().unwrap();
    assert_eq!(*workspace.plan(), before);
}

#[test]
fn what_can_be_deleted_is_told_without_deleting_it() {
    for example in EXAMPLES {
        let workspace = Workspace::open(example.plan());
        let outline = workspace.outline();
        let mut waiting = vec![Node::Ipam];
        while let Some(node) = waiting.pop() {
            let removal = remove(workspace.plan(), workspace.index(), node);
            assert_eq!(is_removable(workspace.plan(), node), removal.is_some(), "{node:?}");
            waiting.extend(outline.children(node));
        }
    }
}
