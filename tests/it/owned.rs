//! CIDRs of a VPC, accounts and public addresses, as gestures.

use ipam_planner::plan::gesture::{add_public_block, add_vpc_cidr, make_primary, plan_subnets_by_pool, remove_account};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    Account, CidrRole, CountedIds, Edit, Id, Plan, PublicBlock, PublicBlockKind, RowChange, Tags, Vpc,
};
use ipam_planner::rules::{Facts, Findings};

fn plan_with_vpc(ids: &mut CountedIds) -> (Plan, Id<Vpc>, Id<Account>) {
    let mut plan = Plan::new("owned", "eu-central-1".parse().unwrap());
    let (vpc, account) = (Id::mint(ids), Id::mint(ids));
    let mut row = Vpc::new(Plan::default_private_scope(), "eu-central-1".parse().unwrap());
    row.name = "payments".to_owned();
    row.account = Some(account);
    let mut edit = Edit::new();
    edit.intent(RowChange {
        id: account,
        before: None,
        after: Some(Box::new(Account::named("Payments"))),
    });
    edit.add(vpc, row);
    plan.apply(edit).unwrap();
    (plan, vpc, account)
}

/// The role of each CIDR, in order of address.
fn roles(plan: &Plan) -> Vec<(String, CidrRole)> {
    let rows = plan.design().vpc_cidrs.values();
    let mut roles: Vec<_> = rows.map(|row| (row.cidr.to_string(), row.role)).collect();
    roles.sort_by(|one, other| one.0.cmp(&other.0));
    roles
}

#[test]
fn the_first_ipv4_cidr_is_the_primary_one_until_another_is() {
    let mut ids = CountedIds::default();
    let (mut plan, vpc, _) = plan_with_vpc(&mut ids);
    let mut last = None;
    for cidr in ["fd00:1::/56", "10.0.0.0/24", "10.1.0.0/24"] {
        let index = Index::build(&plan);
        let gesture = add_vpc_cidr(&plan, &index, vpc, cidr.parse().unwrap(), None, &mut ids).unwrap();
        assert_eq!(gesture.label, format!("Add {cidr} to payments"));
        last = gesture.focus;
        plan.apply(gesture.edit).unwrap();
    }
    let (primary, secondary) = (CidrRole::Primary, CidrRole::Secondary);
    let owned = |rows: [(&str, CidrRole); 3]| rows.map(|(cidr, role)| (cidr.to_owned(), role)).to_vec();
    let before = owned([
        ("10.0.0.0/24", primary),
        ("10.1.0.0/24", secondary),
        ("fd00:1::/56", secondary),
    ]);
    assert_eq!(roles(&plan), before);
    let Some(ipam_planner::plan::Node::VpcCidr(last)) = last else {
        panic!("{last:?}")
    };
    let index = Index::build(&plan);
    let gesture = make_primary(&plan, &index, last).unwrap();
    let undo = plan.apply(gesture.edit).unwrap();
    assert_eq!(
        roles(&plan),
        owned([
            ("10.0.0.0/24", secondary),
            ("10.1.0.0/24", primary),
            ("fd00:1::/56", secondary)
        ])
    );
    assert!(make_primary(&plan, &index, last).is_none(), "it is already");
    plan.apply(undo).unwrap();
    assert_eq!(roles(&plan), before);
    let ipv6 = plan
        .design()
        .vpc_cidrs
        .iter()
        .find(|(_, row)| row.cidr.to_string().contains(':'))
        .unwrap();
    assert!(make_primary(&plan, &index, *ipv6.0).is_none());
}

#[test]
fn a_resource_planning_pool_holds_the_cidr_of_its_vpc() {
    let mut ids = CountedIds::default();
    let (mut plan, vpc, _) = plan_with_vpc(&mut ids);
    let index = Index::build(&plan);
    let gesture = add_vpc_cidr(&plan, &index, vpc, "10.0.0.0/24".parse().unwrap(), None, &mut ids).unwrap();
    plan.apply(gesture.edit).unwrap();
    let within = *plan.design().vpc_cidrs.keys().next().unwrap();
    let gesture = plan_subnets_by_pool(&plan, within, &mut ids).unwrap();
    assert_eq!(gesture.label, "Add a resource planning pool for payments");
    plan.apply(gesture.edit).unwrap();
    let pool = plan.design().pools.values().next().unwrap();
    assert_eq!(
        (pool.source_resource, pool.name.as_str()),
        (Some(vpc), "payments subnets")
    );
    assert_eq!(pool.locale, Some("eu-central-1".parse().unwrap()));
    assert_eq!(
        plan.design().pool_cidrs.values().next().unwrap().cidr.to_string(),
        "10.0.0.0/24"
    );
    // It holds the addresses of the VPC on purpose, and gives them to nobody else.
    let index = Index::build(&plan);
    let facts = Facts {
        plan: &plan,
        index: &index,
    };
    let codes: Vec<&str> = Findings::build(facts).iter().map(|finding| finding.rule.code).collect();
    assert!(
        !codes
            .iter()
            .any(|code| matches!(*code, "overlap" | "unmanaged-in-pool")),
        "{codes:?}"
    );
}

#[test]
fn what_a_removed_account_owned_is_owned_by_nobody() {
    let mut ids = CountedIds::default();
    let (mut plan, vpc, account) = plan_with_vpc(&mut ids);
    let block = PublicBlock {
        name: "NAT".to_owned(),
        scope: Plan::default_public_scope(),
        kind: PublicBlockKind::ElasticIp,
        cidr: "203.0.113.9/32".parse().unwrap(),
        pool: None,
        region: None,
        account: Some(account),
        tags: Tags::new(),
        note: String::new(),
        aws_id: None,
    };
    let gesture = add_public_block(block, &mut ids);
    assert_eq!(gesture.label, "Add public addresses 203.0.113.9/32");
    plan.apply(gesture.edit).unwrap();
    let before = plan.clone();
    let gesture = remove_account(&plan, account).unwrap();
    assert_eq!(gesture.label, "Remove account Payments");
    let undo = plan.apply(gesture.edit).unwrap();
    assert!(plan.intent().accounts.is_empty());
    assert_eq!(plan.design().vpcs.get(&vpc).unwrap().account, None);
    assert!(plan.design().public_blocks.values().all(|row| row.account.is_none()));
    assert!(remove_account(&plan, account).is_none());
    plan.apply(undo).unwrap();
    assert_eq!(plan, before);
}
