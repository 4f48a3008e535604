//! From files to a preview and one edit.

use ipam_planner::import::{
    Choices, DefaultVpcs, Effect, PoolChoice, Preview, Question, Sameness, Target, conflicts, new_plan, preview,
};
use ipam_planner::plan::{AnyId, CountedIds, Monitoring, Plan, WorkloadKind};
use ipam_planner::workspace::Workspace;

use super::{notes, read};

const IPAMS: &str = include_str!("../../fixtures/import/aws-cli/describe-ipams-1.json");
const SCOPES: &str = include_str!("../../fixtures/import/aws-cli/describe-ipam-scopes-1.json");
const POOLS: &str = include_str!("../../fixtures/import/aws-cli/describe-ipam-pools-1.json");
const VPCS: &str = include_str!("../../fixtures/import/aws-cli/describe-vpcs-1.json");

/// An organization after its IPAM was made: a top-level pool, a Regional one with auto-import, a managed VPC and one that is not,
/// two default VPCs of two accounts, subnets, interfaces and a peering. Composed from the documented shapes.
pub(super) const ORGANIZATION: &[(&str, &str)] = &[
    (
        "ipams.json",
        r#"{"Ipams": [{"IpamId": "ipam-1", "OwnerId": "111122223333", "IpamRegion": "us-east-1", "Tier": "advanced",
        "PrivateDefaultScopeId": "ipam-scope-private", "PublicDefaultScopeId": "ipam-scope-public",
        "OperatingRegions": [{"RegionName": "us-east-1"}, {"RegionName": "eu-west-1"}], "Tags": [{"Key": "Name", "Value": "Corp"}]}]}"#,
    ),
    (
        "pools.json",
        r#"{"IpamPools": [
        {"IpamPoolId": "ipam-pool-0e", "SourceIpamPoolId": "ipam-pool-0a", "IpamScopeArn": "arn:aws:ec2::1:ipam-scope/ipam-scope-private",
         "IpamScopeType": "private", "Locale": "eu-west-1", "AddressFamily": "ipv4", "AutoImport": true,
         "Tags": [{"Key": "Name", "Value": "Ireland"}]},
        {"IpamPoolId": "ipam-pool-0a", "IpamScopeArn": "arn:aws:ec2::1:ipam-scope/ipam-scope-private", "IpamScopeType": "private",
         "Locale": "None", "AddressFamily": "ipv4", "AutoImport": false, "Tags": [{"Key": "Name", "Value": "Global"}]}]}"#,
    ),
    (
        "cidrs ipam-pool-0a.json",
        r#"{"IpamPoolCidrs": [{"Cidr": "10.0.0.0/8", "State": "provisioned"}]}"#,
    ),
    (
        "allocations-of-top.json",
        r#"{"IpamPoolAllocations": [
        {"Cidr": "10.16.0.0/12", "IpamPoolAllocationId": "ipam-pool-alloc-1", "ResourceType": "ipam-pool", "ResourceId": "ipam-pool-0e"},
        {"Cidr": "10.0.0.0/16", "IpamPoolAllocationId": "ipam-pool-alloc-2", "ResourceType": "custom", "Description": "Data center"}]}"#,
    ),
    (
        "allocations-of-eu.json",
        r#"{"IpamPoolAllocations": [
        {"Cidr": "10.16.0.0/16", "IpamPoolAllocationId": "ipam-pool-alloc-3", "ResourceType": "vpc", "ResourceId": "vpc-managed",
         "ResourceRegion": "eu-west-1", "ResourceOwner": "111122223333"},
        {"Cidr": "10.17.0.0/16", "IpamPoolAllocationId": "ipam-pool-alloc-4", "ResourceType": "vpc", "ResourceId": "vpc-elsewhere",
         "ResourceRegion": "eu-west-1", "ResourceOwner": "444455556666"}]}"#,
    ),
    (
        "eu-west-1 vpcs.json",
        r#"{"Vpcs": [
        {"VpcId": "vpc-managed", "CidrBlock": "10.16.0.0/16", "OwnerId": "111122223333", "IsDefault": false,
         "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8:1::/56", "Ipv6CidrBlockState": {"State": "associated"}}],
         "Tags": [{"Key": "Name", "Value": "shop"}, {"Key": "aws:cloudformation:stack-name", "Value": "x"}]},
        {"VpcId": "vpc-wild", "CidrBlock": "10.20.0.0/16", "OwnerId": "111122223333", "IsDefault": false},
        {"VpcId": "vpc-default-1", "CidrBlock": "172.31.0.0/16", "OwnerId": "111122223333", "IsDefault": true},
        {"VpcId": "vpc-default-2", "CidrBlock": "172.31.0.0/16", "OwnerId": "444455556666", "IsDefault": true}]}"#,
    ),
    (
        "subnets.json",
        r#"{"Subnets": [
        {"SubnetId": "subnet-1", "VpcId": "vpc-managed", "CidrBlock": "10.16.0.0/24", "AvailabilityZone": "eu-west-1a",
         "AvailableIpAddressCount": 241},
        {"SubnetId": "subnet-2", "VpcId": "vpc-managed", "CidrBlock": "10.16.1.0/24", "AvailabilityZone": "eu-west-1b",
         "AvailableIpAddressCount": 200,
         "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8:1::/64", "Ipv6CidrBlockState": {"State": "associated"}}]}]}"#,
    ),
    (
        "interfaces.json",
        r#"{"NetworkInterfaces": [
        {"NetworkInterfaceId": "eni-1", "Status": "in-use", "VpcId": "vpc-managed", "SubnetId": "subnet-1",
         "PrivateIpAddresses": [{"PrivateIpAddress": "10.16.0.10", "Association": {"PublicIp": "203.0.113.1"}},
                                {"PrivateIpAddress": "10.16.0.11"}],
         "Ipv4Prefixes": [{"Ipv4Prefix": "10.16.0.16/28"}]},
        {"NetworkInterfaceId": "eni-2", "Status": "available", "VpcId": "vpc-managed", "SubnetId": "subnet-1",
         "PrivateIpAddresses": [{"PrivateIpAddress": "10.16.0.40"}]}]}"#,
    ),
    (
        "peerings.json",
        r#"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active"},
        "RequesterVpcInfo": {"VpcId": "vpc-managed", "OwnerId": "111122223333", "Region": "eu-west-1", "CidrBlock": "10.16.0.0/16"},
        "AccepterVpcInfo": {"VpcId": "vpc-partner", "OwnerId": "777788889999", "Region": "us-east-1", "CidrBlock": "192.168.0.0/20"}}]}"#,
    ),
];

fn both() -> Choices {
    Choices {
        target: Target::Both,
        ..Choices::default()
    }
}

fn imported(files: &[(&str, &str)], choices: &Choices) -> (Plan, Preview) {
    new_plan("Imported", &read(files), choices, &mut CountedIds::default())
}

fn counts(preview: &Preview) -> Vec<String> {
    let counts = preview.counts();
    counts
        .iter()
        .map(|count| {
            format!(
                "{} +{} ~{} ={}",
                count.kind, count.added, count.changed, count.unchanged
            )
        })
        .collect()
}

#[test]
fn an_organization_becomes_a_plan() {
    let (plan, preview) = imported(ORGANIZATION, &both());
    assert_eq!(preview.questions, []);
    assert_eq!(
        counts(&preview),
        [
            "IPAM +0 ~1 =0",
            "scope +0 ~1 =0",
            "pool +2 ~0 =0",
            "pool CIDR +2 ~0 =0",
            "reservation +1 ~0 =0",
            "account +3 ~0 =0",
            "VPC +6 ~0 =0",
            "VPC CIDR +7 ~0 =0",
            "subnet +3 ~0 =0",
            "connection +1 ~0 =0",
            "workload +2 ~0 =0",
        ]
    );
    let design = plan.design();
    assert_eq!(design.pools, plan.actual().pools);
    let pool = |aws_id: &str| {
        design
            .pools
            .iter()
            .find(|(_, row)| row.aws_id.as_deref() == Some(aws_id))
            .unwrap()
    };
    let (top, _) = pool("ipam-pool-0a");
    let (eu, row) = pool("ipam-pool-0e");
    assert_eq!(row.parent, (*top).into());
    assert_eq!(row.locale.unwrap().as_str(), "eu-west-1");
    let cidr = |text: &str| {
        design
            .vpc_cidrs
            .values()
            .find(|row| row.cidr.to_string() == text)
            .unwrap()
    };
    // From the allocations, which name no pool: by their addresses.
    assert_eq!(cidr("10.16.0.0/16").pool, Some(*eu));
    assert_eq!(cidr("10.17.0.0/16").pool, Some(*eu));
    assert_eq!(cidr("10.20.0.0/16").pool, None);
    let shop = design.vpcs.values().find(|row| row.name == "shop").unwrap();
    assert!(shop.tags.is_empty());
    assert_eq!(shop.region.as_str(), "eu-west-1");
    let workloads: Vec<_> = plan.intent().workloads.values().map(|row| &row.kind).collect();
    let active: Vec<(u32, u32)> = workloads
        .iter()
        .map(|kind| match kind {
            WorkloadKind::Addresses(plain) => (plain.ipv4, plain.public_ipv4),
            other => panic!("{other:?}"),
        })
        .collect();
    // Two addresses and a prefix; and of the other subnet, 256 - 5 - 200 that are not free.
    assert!(active.contains(&(3, 1)) && active.contains(&(51, 0)), "{active:?}");
    assert_eq!(
        super::lines(&preview.notes),
        [
            "line 2: this output does not say of which pool it is: by its addresses it is ipam-pool-0a",
            "line 2: this output does not say of which pool it is: by its addresses it is ipam-pool-0e",
            "line 4: the VPC vpc-elsewhere is in no file: it is taken as one that has 10.17.0.0/16 and of which nothing else is known",
            "line 1: vpc-partner is in no file but this one, which names it at the end of a connection: it is taken with what is said here",
            "line 2: 1 network interface is attached to nothing, and AWS bills no address of such: they are not counted",
            "line 4: addresses in use are those of a subnet that are not free: a delegated prefix counts as 16 of them, though AWS bills it as one active IP. Give the output of describe-network-interfaces as well to count what is billed",
        ]
    );
    // What exists is what is planned. Only the VPC that the pool with auto-import holds is still to be imported.
    let steps = ipam_planner::lifecycle::lifecycle(&plan);
    let titles: Vec<&str> = steps.steps.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(
        titles,
        ["Wait until the pool Ireland has imported 10.20.0.0/16 of a VPC without a name"]
    );
    let impossible: Vec<&str> = steps.impossible.iter().map(|refused| refused.why.as_str()).collect();
    assert_eq!(
        impossible,
        ["It cannot stay unmanaged: the pool Ireland imports automatically what lies in its range"]
    );
}

#[test]
fn a_second_import_of_the_same_changes_nothing() {
    let (plan, _) = imported(ORGANIZATION, &both());
    let again = preview(
        &plan,
        &read(ORGANIZATION),
        &both(),
        &mut CountedIds::starting_at(1 << 40),
    );
    assert_eq!(again.questions, []);
    let changed: Vec<_> = again
        .items
        .iter()
        .filter(|item| item.effect != Effect::Unchanged)
        .collect();
    assert!(changed.is_empty(), "{changed:#?}");
    assert_eq!(again.gesture(), None);
}

#[test]
fn an_import_is_one_step_that_is_undone_to_the_same_bytes() {
    let plan = ipam_planner::examples::EXAMPLES[0];
    let mut workspace = Workspace::open(plan.plan());
    let before = ipam_planner::format::write(workspace.plan());
    let preview = preview(
        workspace.plan(),
        &read(ORGANIZATION),
        &both(),
        &mut CountedIds::starting_at(1 << 40),
    );
    let gesture = preview.gesture().unwrap();
    assert_eq!(gesture.label, "Import 9 files");
    workspace.apply(&gesture.label, gesture.edit).unwrap();
    assert_ne!(ipam_planner::format::write(workspace.plan()), before);
    workspace.undo().unwrap();
    assert_eq!(ipam_planner::format::write(workspace.plan()), before);
}

#[test]
fn default_vpcs_are_decided_on_at_once() {
    for (choice, vpcs, ignored) in [
        (DefaultVpcs::Take, 6, 0),
        (DefaultVpcs::Ignore, 6, 2),
        (DefaultVpcs::LeaveOut, 4, 0),
    ] {
        let choices = Choices {
            default_vpcs: choice,
            ..both()
        };
        let (plan, preview) = imported(ORGANIZATION, &choices);
        assert_eq!(plan.design().vpcs.len(), vpcs);
        let cidrs = plan.design().vpc_cidrs.values();
        assert_eq!(
            cidrs.filter(|row| row.monitoring == Monitoring::Ignored).count(),
            ignored
        );
        assert_eq!(preview.questions, []);
    }
}

/// The default VPCs of two accounts are one conflict with both in it.
#[test]
fn conflicts_are_shown_by_cluster() {
    let understood = read(ORGANIZATION);
    let plan = Plan::new("Empty", "us-east-1".parse().unwrap());
    let preview = preview(&plan, &understood, &both(), &mut CountedIds::default());
    let found = conflicts(&plan, &preview).unwrap();
    let shown: Vec<Vec<String>> = found
        .iter()
        .map(|conflict| {
            conflict
                .blocks
                .iter()
                .map(|(cidr, id)| format!("{} {cidr}", id.kind()))
                .collect()
        })
        .collect();
    assert_eq!(shown, [["VPC CIDR 172.31.0.0/16", "VPC CIDR 172.31.0.0/16"]]);
}

#[test]
fn what_exists_alone_leaves_the_design_as_it_is() {
    let plan = Plan::new("Wanted", "us-east-1".parse().unwrap());
    let choices = Choices {
        target: Target::Actual,
        ..Choices::default()
    };
    let preview = preview(
        &plan,
        &read(&[("vpcs.json", VPCS)]),
        &choices,
        &mut CountedIds::default(),
    );
    let mut after = plan.clone();
    after.apply(preview.gesture().unwrap().edit).unwrap();
    assert_eq!(after.design(), plan.design());
    assert_eq!(after.actual().vpcs.len(), 2);
    // The scope that they are in comes along, and no IPAM: there is none.
    assert_eq!((after.actual().scopes.len(), after.actual().ipams.len()), (1, 0));
}

/// A VPC that is planned, found with its id: by its block, since nobody knew the id before.
#[test]
fn a_planned_row_is_found_by_its_block_and_learns_its_id() {
    let (planned, _) = imported(
        &[(
            "us-east-1.json",
            r#"{"Vpcs": [{"VpcId": "x", "CidrBlock": "30.1.0.0/16", "OwnerId": "111122223333"}]}"#,
        )],
        &Choices::default(),
    );
    let mut design = planned.design().clone();
    let ids: Vec<_> = design.vpcs.keys().copied().collect();
    design.vpcs.get_mut(&ids[0]).unwrap().aws_id = None;
    let planned = Plan::from_tables(design, planned.actual().clone(), planned.intent().clone()).unwrap();
    let found = preview(
        &planned,
        &read(&[("us-east-1.json", VPCS)]),
        &both(),
        &mut CountedIds::starting_at(99),
    );
    let vpcs: Vec<_> = found
        .items
        .iter()
        .filter(|item| matches!(item.id, AnyId::Vpc(_)))
        .collect();
    assert_eq!(vpcs[0].id, AnyId::Vpc(ids[0]));
    assert_eq!(
        vpcs[0].effect,
        Effect::Changed(
            vec!["name", "tags", "id in AWS"][..1]
                .iter()
                .chain(&["id in AWS"])
                .copied()
                .collect()
        )
    );
    assert_eq!(vpcs[1].effect, Effect::Added);
}

/// Two planned VPCs of one block, and a file that fits both: the person says which it is.
#[test]
fn ambiguity_is_a_question() {
    let two = r#"{"Vpcs": [{"VpcId": "a", "CidrBlock": "10.0.0.0/16"}, {"VpcId": "b", "CidrBlock": "10.0.0.0/16"}]}"#;
    let (planned, _) = imported(&[("us-east-1.json", two)], &Choices::default());
    let mut design = planned.design().clone();
    for row in design.vpcs.values_mut() {
        row.aws_id = None;
    }
    let planned = Plan::from_tables(design, planned.actual().clone(), planned.intent().clone()).unwrap();
    let files = [(
        "us-east-1.json",
        r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}"#,
    )];
    let asked = preview(&planned, &read(&files), &both(), &mut CountedIds::starting_at(99));
    assert_eq!(asked.gesture(), None);
    let [Question::Same { key, candidates, .. }] = asked.questions.as_slice() else {
        panic!("{:?}", asked.questions)
    };
    assert_eq!(candidates.len(), 2);
    for (answer, vpcs) in [(Sameness::Same(candidates[1]), 2), (Sameness::New, 3)] {
        let mut choices = both();
        choices.same.insert(key.clone(), answer);
        let decided = preview(&planned, &read(&files), &choices, &mut CountedIds::starting_at(99));
        let mut after = planned.clone();
        after.apply(decided.gesture().unwrap().edit).unwrap();
        assert_eq!(after.design().vpcs.len(), vpcs);
    }
}

/// Output that names no pool, and two pools that it could be of.
#[test]
fn the_pool_of_output_is_asked_for_where_addresses_do_not_tell() {
    let pools = r#"{"IpamPools": [
        {"IpamPoolId": "ipam-pool-1", "AddressFamily": "ipv4"}, {"IpamPoolId": "ipam-pool-2", "AddressFamily": "ipv4"}]}"#;
    let cidrs = r#"{"IpamPoolCidrs": [{"Cidr": "10.0.0.0/8", "State": "provisioned"}]}"#;
    let files = [("pools.json", pools), ("cidrs.json", cidrs)];
    let plan = Plan::new("Empty", "us-east-1".parse().unwrap());
    let asked = preview(&plan, &read(&files), &both(), &mut CountedIds::default());
    let [Question::Pool { key, candidates, .. }] = asked.questions.as_slice() else {
        panic!("{:?}", asked.questions)
    };
    assert_eq!(candidates.len(), 2);
    let mut choices = both();
    choices.pools.insert(key.clone(), candidates[1].clone());
    assert!(matches!(&candidates[1], PoolChoice::Found(_)));
    let decided = preview(&plan, &read(&files), &choices, &mut CountedIds::default());
    let mut after = plan.clone();
    after.apply(decided.gesture().unwrap().edit).unwrap();
    let held = after.design().pool_cidrs.values().next().unwrap();
    assert_eq!(
        after.design().pools.get(&held.pool).unwrap().aws_id.as_deref(),
        Some("ipam-pool-2")
    );
    // The name of the file says it as well.
    let named = [("pools.json", pools), ("cidrs-ipam-pool-2.json", cidrs)];
    assert_eq!(
        preview(&plan, &read(&named), &both(), &mut CountedIds::default()).questions,
        []
    );
}

/// Rows of a plan that the file does not speak of stay as people wrote them.
#[test]
fn what_a_file_does_not_say_stays() {
    let (plan, _) = imported(ORGANIZATION, &both());
    let mut design = plan.design().clone();
    for row in design.pools.values_mut() {
        row.note = "Ask the network team".to_owned();
        row.description = "kept".to_owned();
    }
    let plan = Plan::from_tables(design.clone(), plan.actual().clone(), plan.intent().clone()).unwrap();
    let again = preview(
        &plan,
        &read(ORGANIZATION),
        &both(),
        &mut CountedIds::starting_at(1 << 40),
    );
    assert!(again.edit().is_empty(), "{:#?}", again.edit());
}

#[test]
fn scopes_of_the_documentation_are_the_default_ones_and_one_more() {
    let (plan, preview) = imported(&[("i", IPAMS), ("s", SCOPES), ("p", POOLS)], &both());
    assert_eq!(notes(&read(&[("i", IPAMS)])), Vec::<String>::new());
    assert_eq!(plan.design().scopes.len(), 3);
    let private = plan.design().scopes.get(&Plan::default_private_scope()).unwrap();
    assert_eq!(private.aws_id.as_deref(), Some("ipam-scope-02fc38cd4c48e7d38"));
    let pool = plan.design().pools.values().next().unwrap();
    assert_eq!(pool.parent, Plan::default_private_scope().into());
    assert_eq!((pool.name.as_str(), pool.locale), ("Preprod pool", None));
    assert_eq!(plan.ipam().home_region.as_str(), "us-east-1");
    assert_eq!(plan.ipam().operating_regions.len(), 2);
    assert_eq!(preview.questions, []);
}
