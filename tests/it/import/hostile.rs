//! Files that somebody made to break the import, or that broke on the way.

use ipam_planner::import::{Choices, Previewing, Progress, Reading, Source, Target, new_plan, preview};
use ipam_planner::plan::{CountedIds, Plan};

use super::merge::ORGANIZATION;
use super::{lines, read};
use crate::support::Random;

/// Every sample, and an organization of several files: what is mutated.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let mut corpus: Vec<(String, Vec<u8>)> = ORGANIZATION
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect();
    for folder in ["aws-cli", "aws-docs-eip-pool"] {
        let path = format!("{}/tests/fixtures/import/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut files: Vec<_> = std::fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            corpus.push((name, std::fs::read(&file).unwrap()));
        }
    }
    corpus
}

/// A change or several: a byte, a piece that goes, comes twice or comes from elsewhere, a digit, the end.
fn mutate(random: &mut Random, bytes: &mut Vec<u8>) {
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(40)).min(bytes.len());
        match random.below(8) {
            0 => bytes[at] = random.below(256) as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                drop(bytes.splice(to..to, piece));
            }
            4 => bytes.truncate(at),
            5 => {
                // A value of another kind, or a hostile number.
                let words: [&[u8]; 8] = [
                    b"null",
                    b"-1",
                    b"1e999",
                    b"\"\"",
                    b"[[[]]]",
                    b"{}",
                    b"340282366920938463463374607431768211456",
                    b"\"::/0\"",
                ];
                drop(bytes.splice(at..end, words[random.below(words.len())].to_vec()));
            }
            // Digits, so that addresses, lengths and ids change and the file stays JSON.
            _ => {
                if let Some(digit) = bytes[at..].iter_mut().find(|byte| byte.is_ascii_digit()) {
                    *digit = b'0' + random.below(10) as u8;
                }
            }
        }
    }
}

/// Reads mutated files, previews them into an empty plan and into what the sound ones made, and takes what can be taken.
fn survive(rounds: usize, seed: u32) {
    let corpus = corpus();
    let choices = Choices {
        target: Target::Both,
        ..Choices::default()
    };
    let (sound, _) = new_plan("Sound", &read(ORGANIZATION), &choices, &mut CountedIds::default());
    let mut random = Random::new(seed);
    for round in 0..rounds {
        let mut sources = Vec::new();
        for _ in 0..=random.below(3) {
            let (name, bytes) = &corpus[random.below(corpus.len())];
            let mut bytes = bytes.clone();
            mutate(&mut random, &mut bytes);
            sources.push(Source::file(name, bytes));
        }
        let mut reading = Reading::new(sources);
        let effort = 1 + random.below(2_000);
        while reading.step(effort) != Progress::Finished {}
        let understood = reading.into_understood();
        for plan in [&sound, &Plan::new("Empty", "eu-west-1".parse().unwrap())] {
            let mut ids = CountedIds::starting_at(1 << 40);
            let preview = preview(plan, &understood, &choices, &mut ids);
            let mut after = plan.clone();
            let inverse = after.apply(preview.edit().clone());
            let inverse = inverse.unwrap_or_else(|refusal| panic!("round {round}: {refusal}"));
            after.apply(inverse).unwrap();
            assert!(&after == plan, "round {round}");
        }
    }
}

#[test]
fn mutated_files_are_survived() {
    survive(1_500, 0x9E37_79B9);
}

/// The long run: a million mutated inputs.
#[test]
#[ignore = "takes an hour"]
fn a_million_mutated_files_are_survived() {
    survive(500_000, 0x517C_C1B7);
}

/// Names are text everywhere: every string comes into the plan byte for byte.
#[test]
fn naughty_strings_are_names() {
    #[derive(serde::Deserialize)]
    struct Vectors {
        cases: Vec<String>,
    }
    let text = include_str!("../../fixtures/vectors/naughty_strings.json");
    let strings: Vectors = serde_json::from_str(text).unwrap();
    let rows: Vec<String> = strings
        .cases
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let text = serde_json::to_string(text).unwrap();
            format!(
                r#"{{"VpcId": "vpc-{at}", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333",
                    "Tags": [{{"Key": "Name", "Value": {text}}}, {{"Key": "k", "Value": {text}}}]}}"#
            )
        })
        .collect();
    let file = format!("{{\"Vpcs\": [{}]}}", rows.join(",\n"));
    let (plan, preview) = new_plan(
        "Names",
        &read(&[("us-east-1", &file)]),
        &Choices::default(),
        &mut CountedIds::default(),
    );
    assert_eq!(lines(&preview.notes), Vec::<String>::new());
    for (at, text) in strings.cases.iter().enumerate() {
        let id = format!("vpc-{at}");
        let row = plan
            .design()
            .vpcs
            .values()
            .find(|row| row.aws_id.as_deref() == Some(&id))
            .unwrap();
        assert_eq!((&row.name, row.tags.get("k")), (text, Some(text)));
    }
}

/// An import that is as large as goals name: what it takes, by hand with `--ignored --nocapture` in a release build.
#[test]
#[ignore = "measures, and asserts nothing but that it works"]
fn a_hundred_thousand_vpcs() {
    for count in [10_000, 100_000] {
        let rows: Vec<String> = (0..count)
            .map(|at| {
                let (a, b, c) = (at / 65_536 % 256, at / 256 % 256, at % 256);
                format!(
                    r#"{{"VpcId": "vpc-{at:08x}", "CidrBlock": "{}.{a}.{b}.{}/28", "OwnerId": "111122223333"}}"#,
                    10 + c / 16,
                    c % 16 * 16
                )
            })
            .collect();
        let file = format!("{{\"Vpcs\": [{}]}}", rows.join(","));
        let bytes = file.len();
        let start = std::time::Instant::now();
        let mut reading = Reading::new(vec![Source::file("us-east-1.json", file.into_bytes())]);
        let mut longest = std::time::Duration::ZERO;
        loop {
            let step = std::time::Instant::now();
            let progress = reading.step(256 * 1024);
            longest = longest.max(step.elapsed());
            if progress == Progress::Finished {
                break;
            }
        }
        let read = start.elapsed();
        let understood = reading.into_understood();
        let start = std::time::Instant::now();
        let plan = Plan::new("Large", "us-east-1".parse().unwrap());
        let choices = Choices::default();
        let mut ids = CountedIds::default();
        let mut previewing = Previewing::new(&plan, &understood, &choices, &mut ids);
        let mut longest_preview = std::time::Duration::ZERO;
        loop {
            let step = std::time::Instant::now();
            let done = previewing.step();
            longest_preview = longest_preview.max(step.elapsed());
            if done {
                break;
            }
        }
        let preview = previewing.finish();
        println!(
            "{count} VPCs, {bytes} bytes: read {read:?}, longest step {longest:?}; preview {:?}, longest step {longest_preview:?}; {} changes",
            start.elapsed(),
            preview.edit().changes.len()
        );
        assert!(preview.edit().changes.len() >= 2 * count);
    }
}
