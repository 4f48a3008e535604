//! Files that somebody made to break the reader, or that broke on the way.

use std::collections::BTreeMap;

use ipam_planner::format::{self, OpenError};
use ipam_planner::plan::{Adjustment, AwsTables, IntentTables, Plan, Tags};
use serde::Deserialize;

use super::EVERY_ROW;
use crate::support::{Random, base64_bytes};

#[derive(Deserialize)]
struct Vectors<T> {
    cases: Vec<T>,
}

#[derive(Deserialize)]
struct JsonCase {
    name: String,
    expect: String,
    /// The file, unless it is so large that it is only named.
    base64: Option<String>,
}

impl JsonCase {
    fn bytes(&self) -> Vec<u8> {
        match (&self.base64, self.name.as_str()) {
            (Some(base64), _) => base64_bytes(base64),
            (None, "n_structure_100000_opening_arrays.json") => b"[".repeat(100_000),
            (None, "n_structure_open_array_object.json") => [b"[{\"\":".repeat(50_000).as_slice(), b"\n"].concat(),
            (None, name) => panic!("{name} has no content"),
        }
    }
}

/// <https://github.com/nst/JSONTestSuite>: none of its files is a plan, and each must be refused for the right reason.
#[test]
fn the_json_test_suite_is_refused_for_the_right_reason() {
    let text = include_str!("../../fixtures/vectors/json_test_suite.json");
    let suite: Vectors<JsonCase> = serde_json::from_str(text).unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &suite.cases {
        let error = format::read_bytes(&case.bytes()).unwrap_err();
        let is_json = matches!(error, OpenError::NotOurs { .. });
        let expected = match &case.name[..2] {
            "y_" => is_json,
            "n_" => !is_json,
            _ => true,
        };
        assert!(expected, "{} ({}): {error}", case.name, case.expect);
        *counts.entry(&case.name[..2]).or_default() += 1;
    }
    assert_eq!(counts, BTreeMap::from([("i_", 35), ("n_", 188), ("y_", 95)]));
}

/// The plan of every row with `text` in each field that takes any text, as far as the field then stays apart from others.
fn with_text_everywhere(text: &str) -> Plan {
    let plan = format::read(EVERY_ROW).unwrap().plan;
    let tags = || Tags::from([(text.to_owned(), text.to_owned())]);
    let fill = |tables: &mut AwsTables| {
        for row in tables.ipams.values_mut() {
            (row.name, row.description, row.note) = (text.to_owned(), text.to_owned(), text.to_owned());
            (row.tags, row.aws_id) = (tags(), Some(text.to_owned()));
        }
        for row in tables.scopes.values_mut() {
            (row.name, row.description, row.note) = (text.to_owned(), text.to_owned(), text.to_owned());
            (row.tags, row.aws_id) = (tags(), Some(text.to_owned()));
        }
        for row in tables.pools.values_mut() {
            (row.name, row.description, row.note) = (text.to_owned(), text.to_owned(), text.to_owned());
            (row.tags, row.required_tags, row.aws_id) = (tags(), tags(), Some(text.to_owned()));
            row.shared_with = [format!("arn:{text}").parse().unwrap()].into();
        }
        for row in tables.reservations.values_mut() {
            (row.name, row.description, row.note) = (text.to_owned(), text.to_owned(), text.to_owned());
            (row.tags, row.aws_id) = (tags(), Some(text.to_owned()));
        }
        for row in tables.vpcs.values_mut() {
            (row.name, row.note) = (text.to_owned(), text.to_owned());
            (row.tags, row.aws_id) = (tags(), Some(text.to_owned()));
        }
        for row in tables.subnets.values_mut() {
            (row.name, row.note, row.purpose) = (text.to_owned(), text.to_owned(), text.to_owned());
            (row.tags, row.aws_id, row.zone) = (tags(), Some(text.to_owned()), Some(text.to_owned()));
        }
        for row in tables.public_blocks.values_mut() {
            (row.name, row.note) = (text.to_owned(), text.to_owned());
            (row.tags, row.aws_id) = (tags(), Some(text.to_owned()));
        }
    };
    let (mut design, mut actual) = (plan.design().clone(), plan.actual().clone());
    fill(&mut design);
    fill(&mut actual);
    let mut intent: IntentTables = plan.intent().clone();
    for row in intent.abouts.values_mut() {
        (row.name, row.note) = (text.to_owned(), text.to_owned());
        for exclusion in &mut row.cost.excluded_ous {
            exclusion.path = vec![text.to_owned()];
        }
    }
    for row in intent.accounts.values_mut() {
        (row.name, row.note, row.ou_path) = (text.to_owned(), text.to_owned(), vec![text.to_owned(); 2]);
    }
    for row in intent.workloads.values_mut() {
        (row.name, row.note) = (text.to_owned(), text.to_owned());
    }
    for row in intent.connections.values_mut() {
        (row.name, row.note) = (text.to_owned(), text.to_owned());
    }
    for row in intent.demands.values_mut() {
        (row.name, row.note) = (text.to_owned(), text.to_owned());
    }
    for row in intent.acceptances.values_mut() {
        (row.finding, row.reason) = (text.to_owned(), text.to_owned());
    }
    for row in intent.scenarios.values_mut() {
        (row.name, row.note) = (text.to_owned(), text.to_owned());
        for adjustment in &mut row.adjustments {
            if let Adjustment::ExcludeOu(exclusion) = adjustment {
                exclusion.path = vec![text.to_owned()];
            }
        }
    }
    Plan::from_tables(design, actual, intent).unwrap()
}

#[test]
fn every_naughty_string_survives_in_every_field() {
    let text = include_str!("../../fixtures/vectors/naughty_strings.json");
    let strings: Vectors<String> = serde_json::from_str(text).unwrap();
    assert!(strings.cases.len() > 500);
    let own = [
        "\u{0}",
        "\u{7f}\u{80}\u{2028}\u{2029}",
        "\u{feff}",
        "\u{10ffff}",
        "a\r\nb\tc\u{8}\u{c}",
        "__proto__",
    ];
    for text in strings.cases.iter().map(String::as_str).chain(own) {
        let plan = with_text_everywhere(text);
        let written = format::write(&plan);
        assert_eq!(format::read(&written).unwrap().plan, plan, "{text:?}");
        assert_eq!(
            format::read(&format::write_compact(&plan)).unwrap().plan,
            plan,
            "{text:?}"
        );
        assert_eq!(
            format::write(&format::read(&written).unwrap().plan),
            written,
            "{text:?}"
        );
    }
}

/// Words that a mutation puts where others stood, to come further than a changed byte does.
const WORDS: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "\"\"",
    "\"p1\"",
    "\"v1\"",
    "\"private\"",
    "{}",
    "[]",
    "{\"a\":1}",
    "\"10.0.0.0/8\"",
    "\"ipv6\"",
    "18446744073709551616",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\u{feff}",
    "\"tags\":{},",
    "\"format\"",
    ",",
    ":",
    "}",
    "{",
];

pub(super) fn mutated(random: &mut Random, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len().max(1)).min(bytes.len());
        let until = (at + random.below(40)).min(bytes.len());
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => bytes.insert(at, random.bits() as u8),
            2 => drop(bytes.drain(at..until)),
            3 => {
                let copy = bytes[at..until].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            4 => bytes.truncate(until),
            // From one quote to the next: a whole key or text.
            5 => {
                let quotes: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'"').collect();
                if quotes.len() > 1 {
                    let first = random.below(quotes.len() - 1);
                    let word = WORDS[random.below(WORDS.len())];
                    bytes.splice(quotes[first]..=quotes[first + 1], word.bytes());
                }
            }
            _ => {
                let word = WORDS[random.below(WORDS.len())];
                bytes.splice(at..at, word.bytes());
            }
        }
    }
    bytes
}

/// A few thousand in the gate; as many as `MUTATIONS` says in a long run.
#[test]
fn a_mutated_file_is_opened_or_refused_and_nothing_else() {
    let count: u32 = std::env::var("MUTATIONS").map_or(4_000, |count| count.parse().unwrap());
    let (mut opened, mut refused) = (0, 0);
    for seed in 1..=count {
        let mut random = Random::new(seed);
        let bytes = mutated(&mut random, EVERY_ROW.as_bytes());
        let read = format::read_bytes(&bytes);
        if let (0, Ok(text)) = (seed % 8, std::str::from_utf8(&bytes)) {
            let in_pieces = format::Reading::of(text).and_then(|mut reading| {
                while reading.go_on(2) {}
                reading.end()
            });
            assert_eq!(in_pieces, read, "seed {seed}");
        }
        match read {
            Ok(read) => {
                opened += 1;
                let written = format::write(&read.plan);
                assert_eq!(format::read(&written).as_ref(), Ok(&read), "seed {seed}");
            }
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().is_empty());
                if let OpenError::Broken(problems) = &error {
                    assert!((1..=format::MAX_PROBLEMS).contains(&problems.len()), "seed {seed}");
                    // A problem without a path is one that the second reading did not find.
                    let at_the_top = problems.iter().find(|problem| problem.path.is_empty());
                    let known = at_the_top.is_none_or(|problem| {
                        problem.sentence == "the field \"design\" is missing"
                            || problem.sentence.contains("half of a character")
                    });
                    assert!(known, "seed {seed}: {error}");
                }
            }
        }
    }
    assert!(
        opened > count / 100 && refused > count / 2,
        "{opened} opened, {refused} refused"
    );
}
