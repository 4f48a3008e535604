//! What the shapes of others become as a plan.

use ipam_planner::import::{Choices, Reading, Source, new_plan};
use ipam_planner::plan::{CountedIds, Plan};

/// Pools, pool CIDRs, reservations, VPCs, VPC CIDRs, subnets and scopes.
fn counts(plan: &Plan) -> [usize; 7] {
    let design = plan.design();
    [
        design.pools.len(),
        design.pool_cidrs.len(),
        design.reservations.len(),
        design.vpcs.len(),
        design.vpc_cidrs.len(),
        design.subnets.len(),
        design.scopes.len(),
    ]
}

#[test]
fn every_shape_becomes_a_plan() {
    let literal = [
        "terraform/literal/main.tf",
        "terraform/literal/variables.tf",
        "terraform/literal/prod.tfvars",
    ];
    for (files, expected) in [
        // The VPC at the far end of the peering is in no file, and is one of the plan all the same.
        (["cloudformation/ipam.yaml"].as_slice(), [3, 2, 1, 4, 2, 2, 3]),
        (&literal, [4, 3, 1, 4, 2, 3, 3]),
        (&["terraform/aws-ia-ipam.tf"], [6, 5, 0, 1, 0, 0, 2]),
        (&["terraform/state.json"], [2, 1, 1, 1, 1, 1, 2]),
        (&["terraform/plan.json"], [3, 2, 0, 1, 0, 0, 2]),
        (&["landing-zone/network-config.yaml"], [4, 6, 0, 4, 3, 2, 3]),
        // A container, a block that holds a reservation, the reservation, and a block without anything in it.
        (&["tables/netbox-view.csv"], [2, 2, 1, 1, 1, 0, 2]),
        // What is divided, and what it is divided into.
        (&["visual-subnet-calculator/link-2.txt"], [1, 1, 0, 7, 7, 0, 2]),
        (&["davidc-subnets/bookmark.txt"], [1, 1, 0, 7, 7, 0, 2]),
    ] {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
        let sources = files
            .iter()
            .map(|name| Source::file(name, std::fs::read(root.join(name)).unwrap()));
        let understood = Reading::new(sources.collect()).finish();
        let (plan, preview) = new_plan("imported", &understood, &Choices::default(), &mut CountedIds::default());
        assert_eq!(counts(&plan), expected, "{files:?}: {preview:#?}");
    }
}
