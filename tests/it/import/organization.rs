//! An organization of several accounts and Regions, with what there usually is: default VPCs, overlaps, a peering, ranges that no pool
//! knows, a page that was cut off, a command that failed.

use ipam_planner::import::{Choices, DefaultVpcs, Severity, Target, conflicts, new_plan, preview};
use ipam_planner::plan::{CountedIds, Plan};

use super::read;

const FILES: [(&str, &str); 3] = [
    (
        "network.json",
        include_str!("../../fixtures/import/organization/network.json"),
    ),
    (
        "payments.json",
        include_str!("../../fixtures/import/organization/payments.json"),
    ),
    (
        "data.json",
        include_str!("../../fixtures/import/organization/data.json"),
    ),
];

fn choices() -> Choices {
    Choices {
        target: Target::Both,
        ..Choices::default()
    }
}

#[test]
fn a_running_organization_is_imported_with_its_mess() {
    let understood = read(&FILES);
    let refused = understood.notes.list().iter();
    let refused: Vec<String> = refused
        .filter(|note| note.severity == Severity::Refused)
        .map(|note| note.sentence.clone())
        .collect();
    assert!(
        refused
            .iter()
            .any(|note| note.contains("describe-vpcs in eu-west-1 failed")),
        "{refused:#?}"
    );
    let all: Vec<&str> = understood
        .notes
        .list()
        .iter()
        .map(|note| note.sentence.as_str())
        .collect();
    assert!(all.iter().any(|note| note.contains("NextToken")), "{all:#?}");

    let (plan, made) = new_plan("Meridian", &understood, &choices(), &mut CountedIds::default());
    assert_eq!(made.questions, []);
    assert_eq!(plan.ipam().home_region.as_str(), "us-east-1");
    let (design, actual) = (plan.design(), plan.actual());
    assert_eq!(design.pools.len(), 3);
    // Three are default VPCs, one is known by its allocation alone.
    assert_eq!((design.vpcs.len(), actual.vpcs.len()), (11, 11));
    assert_eq!(plan.intent().connections.len(), 1, "the other peering was deleted");
    assert_eq!(plan.intent().accounts.len(), 5);
}

#[test]
fn what_overlaps_is_named_before_it_is_taken() {
    let understood = read(&FILES);
    let plan = Plan::new("Meridian", "us-east-1".parse().unwrap());
    let told = |choices: &Choices| -> Vec<Vec<String>> {
        let preview = preview(&plan, &understood, choices, &mut CountedIds::default());
        let conflicts = conflicts(&plan, &preview).unwrap();
        let mut told: Vec<Vec<String>> = conflicts
            .iter()
            .map(|conflict| conflict.blocks.iter().map(|(cidr, _)| cidr.to_string()).collect())
            .collect();
        told.sort();
        told
    };
    // IPAM ignores one of the three default VPCs. That a VPC lies in a reservation is what reservations are for.
    let default_vpc = "172.31.0.0/16".to_owned();
    let mut expected = vec![
        vec!["10.0.0.0/16".to_owned(), "10.0.64.0/18".to_owned()],
        vec![default_vpc.clone(), default_vpc],
    ];
    assert_eq!(told(&choices()), expected);
    expected.pop();
    let without = Choices {
        default_vpcs: DefaultVpcs::LeaveOut,
        ..choices()
    };
    assert_eq!(told(&without), expected);
}
