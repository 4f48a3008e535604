//! Every fixture is recognised by what is in it, whatever it is called.

use std::path::Path;

use ipam_planner::import::{Reading, Source};

#[test]
fn every_fixture_is_recognised_by_its_content() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    for (folder, names) in [
        (
            "tables",
            [
                ("netbox-import.csv", "a table"),
                ("netbox-view.csv", "a table"),
                ("pasted.tsv", "a table"),
                ("plan.csv", "a table"),
                ("semicolons.csv", "a table"),
                ("list.txt", "a table"),
                ("wiki.md", "a table"),
            ]
            .as_slice(),
        ),
        (
            "cloudformation",
            &[
                ("ipam.yaml", "a CloudFormation template"),
                ("vpc.json", "a CloudFormation template"),
            ],
        ),
        (
            "landing-zone",
            &[(
                "network-config.yaml",
                "a network configuration of the Landing Zone Accelerator",
            )],
        ),
        (
            "visual-subnet-calculator",
            &[
                ("link-1.txt", "links of other planners"),
                ("link-2.txt", "links of other planners"),
                ("file-1.json", "a plan of Visual Subnet Calculator"),
                ("file-2.json", "a plan of Visual Subnet Calculator"),
            ],
        ),
        ("davidc-subnets", &[("bookmark.txt", "links of other planners")]),
        (
            "terraform",
            &[
                ("aws-ia-ipam.tf", "a Terraform configuration"),
                ("plan.json", "the output of terraform show -json of a plan"),
                ("state.json", "the output of terraform show -json of a state"),
                ("terraform.tfstate", "a Terraform state file"),
            ],
        ),
        (
            "terraform/literal",
            &[
                ("main.tf", "a Terraform configuration"),
                ("variables.tf", "a Terraform configuration"),
            ],
        ),
    ] {
        for (name, word) in names {
            let bytes = std::fs::read(root.join(folder).join(name)).unwrap();
            // As a file, as a file with another name, and pasted.
            for called in [*name, "download", "notes.txt", ""] {
                let understood = Reading::new(vec![Source::file(called, bytes.clone())]).finish();
                assert_eq!(understood.files[0].shapes, [*word], "{folder}/{name} as {called:?}");
                if *name != "variables.tf" {
                    assert!(understood.found.row_count() > 0, "{folder}/{name}");
                }
            }
        }
    }
}

/// What commands of AWS print is not taken for one of these.
#[test]
fn what_aws_prints_is_recognised_as_that() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/aws-cli");
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let understood = Reading::new(vec![Source::file("", std::fs::read(&path).unwrap())]).finish();
        for shape in &understood.files[0].shapes {
            assert!(shape.starts_with("the output of aws"), "{path:?}: {shape}");
        }
    }
}
