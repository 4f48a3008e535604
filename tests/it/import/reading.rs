//! Several files, several documents, and notes.

use ipam_planner::import::{Progress, Reading, Source};

use super::{notes, read};

const VPCS: &str = include_str!("../../fixtures/import/aws-cli/describe-vpcs-1.json");
const SUBNETS: &str = include_str!("../../fixtures/import/aws-cli/describe-subnets-1.json");

#[test]
fn documents_may_stand_one_behind_the_other() {
    let both = format!("{VPCS}\n{SUBNETS}");
    let together = read(&[("all.json", &both)]);
    assert_eq!(
        together.files[0].shapes,
        [
            "the output of aws ec2 describe-vpcs",
            "the output of aws ec2 describe-subnets"
        ]
    );
    let apart = read(&[("vpcs.json", VPCS), ("subnets.json", SUBNETS)]);
    assert_eq!(together.found.row_count(), apart.found.row_count());
    assert_eq!(together.files[0].rows, apart.files[0].rows + apart.files[1].rows);
}

#[test]
fn progress_only_grows_and_ends_at_all_bytes() {
    let sources = vec![
        Source::file("a", VPCS.into()),
        Source::file("b", SUBNETS.into()),
        Source::pasted("{"),
    ];
    let bytes: usize = sources.iter().map(|source| source.bytes.len()).sum();
    let mut reading = Reading::new(sources);
    let mut last = 0;
    while let Progress::Reading { done, of } = reading.step(50) {
        assert!(done >= last && of == bytes, "{last} {done} {of}");
        last = done;
    }
    assert_eq!(last, bytes);
}

#[test]
fn the_name_of_a_file_tells_the_region() {
    for (name, region) in [
        ("us-east-1-vpcs.json", Some("us-east-1")),
        ("111122223333/us-gov-west-1/vpcs.json", Some("us-gov-west-1")),
        ("vpcs_eu-central-1.json", Some("eu-central-1")),
        ("vpcs.json", None),
        ("mars-north-1.json", None),
    ] {
        let understood = read(&[(name, VPCS)]);
        let found = understood.found.vpcs[0].region.map(|region| region.to_string());
        assert_eq!(found.as_deref(), region, "{name}");
        assert_eq!(notes(&understood), Vec::<String>::new());
    }
}
