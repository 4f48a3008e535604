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

/// A pool of which only a size is said is wanted so; what a plan knows only with its addresses is left out, and that is said.
#[test]
fn what_has_only_a_size_is_not_dropped_in_silence() {
    let mut table = "CIDR,Name,Kind,Parent\n10.0.0.0/16,Top,Pool,\n".to_owned();
    for place in 0..8 {
        table += &format!("10.0.{}.0/20,web {place},VPC,Top\n", place * 16);
    }
    table +=
        "/20,later,Pool,Top\n/24,a,Subnet,web 1\n/24,kept,Reservation,Top\n/22,next,VPC,Top\n/16,office,Network,\n";
    let understood = Reading::new(vec![Source::file("sizes.csv", table.as_bytes().to_vec())]).finish();
    let (plan, preview) = new_plan("imported", &understood, &Choices::default(), &mut CountedIds::default());
    assert_eq!(
        counts(&plan),
        [2, 1, 0, 9, 8, 0, 2],
        "{:#?} {preview:#?}",
        understood.notes
    );
    assert_eq!(plan.intent().networks.len(), 0);
    let said = preview
        .notes
        .list()
        .iter()
        .map(|note| (note.place.line, note.sentence.as_str()));
    let said: Vec<_> = said.filter(|(_, sentence)| sentence.contains("size")).collect();
    assert_eq!(
        said,
        [
            (
                12,
                "a subnet needs its addresses, and only the size /24 is said; it is left out"
            ),
            (
                13,
                "a reservation needs its addresses, and only the size /24 is said; it is left out"
            ),
            (
                14,
                "a VPC needs its addresses, and only a size is said; it is taken without a CIDR"
            ),
            (
                15,
                "a network on premises needs its addresses, and only the size /16 is said; it is left out"
            ),
        ]
    );
}
