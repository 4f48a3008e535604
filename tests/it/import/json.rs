//! The reader of JSON under everything else: what is JSON, what is not, in pieces of any size.

use std::collections::BTreeMap;

use ipam_planner::import::{Progress, Reading, Severity, Source, Understood};
use serde::Deserialize;

use super::{notes, read};
use crate::support::base64_bytes;

#[derive(Deserialize)]
struct Suite {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    /// The file, unless it is so large that it is only named.
    base64: Option<String>,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        match (&self.base64, self.name.as_str()) {
            (Some(base64), _) => base64_bytes(base64),
            (None, "n_structure_100000_opening_arrays.json") => b"[".repeat(100_000),
            (None, "n_structure_open_array_object.json") => [b"[{\"\":".repeat(50_000).as_slice(), b"\n"].concat(),
            (None, name) => panic!("{name} has no content"),
        }
    }
}

/// What is read in steps of `effort` bytes.
fn in_steps(name: &str, bytes: &[u8], effort: usize) -> Understood {
    let mut reading = Reading::new(vec![Source::file(name, bytes.to_vec())]);
    while reading.step(effort) != Progress::Finished {}
    reading.into_understood()
}

/// <https://github.com/nst/JSONTestSuite>. Nothing in it is of a known shape: what is JSON is refused for that, and what is not
/// for the place at which it stops being JSON. An import takes objects and lists alone, so plain values are refused as well.
#[test]
fn the_json_test_suite_is_told_apart() {
    let text = include_str!("../../fixtures/vectors/json_test_suite.json");
    let suite: Suite = serde_json::from_str(text).unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &suite.cases {
        let bytes = case.bytes();
        // A list around it leaves plain values JSON, and what is not JSON stays so.
        let wrapped = [b"[", bytes.as_slice(), b"\n]"].concat();
        let understood = in_steps("case.json", &wrapped, usize::MAX);
        let all = notes(&understood);
        assert_eq!(understood.notes.count(Severity::Refused), all.len(), "{}", case.name);
        let is_json = all.iter().all(|note| note.contains("of no shape that is known"));
        let expected = match &case.name[..2] {
            "y_" => is_json,
            // These are wrong for what stands around the value, and a list makes a value of them.
            "n_" => !is_json || matches!(case.name.as_str(), "n_structure_no_data.json" | "n_single_space.json"),
            _ => true,
        };
        assert!(expected, "{}: {all:?}", case.name);
        *counts.entry(&case.name[..2]).or_default() += 1;
        for effort in [1, 2, 7] {
            assert_eq!(in_steps("case.json", &wrapped, effort), understood, "{}", case.name);
        }
        // And as it is: never a row, never a panic.
        assert_eq!(in_steps("case.json", &bytes, 3).found.row_count(), 0, "{}", case.name);
    }
    assert_eq!(counts, BTreeMap::from([("i_", 35), ("n_", 188), ("y_", 95)]));
}

/// A text, the line of the note, and what it says.
const BROKEN: &[(&str, &str)] = &[
    (
        "{\"Vpcs\": [}",
        "line 1: The file is not JSON: at column 11, a value is expected: a text in double quotes, a number, a list or an object",
    ),
    (
        "{\"Vpcs\": [],}",
        "line 1: The file is not JSON: at column 13, a comma stands before the end of an object",
    ),
    (
        "{\"Vpcs\": [1,]}",
        "line 1: The file is not JSON: at column 13, a comma stands before the end of a list",
    ),
    (
        "{\n  \"Vpcs\": [\n    {\"VpcId\": \"vpc-1\n",
        "line 3: The file is not JSON: at column 21, a text holds a control character or line break, which JSON writes as an escape",
    ),
    (
        "{\"Vpcs\": [{\"VpcId\": \"vpc-1\"}",
        "line 1: The file is not JSON: at column 29, it ends too early, as if a part were cut off",
    ),
    (
        "{\"Vpcs\": [True]}",
        "line 1: The file is not JSON: at column 11, a value is expected: a text in double quotes, a number, a list or an object",
    ),
    (
        "{\"Vpcs\": [nil]}",
        "line 1: The file is not JSON: at column 11, only true, false and null stand without quotes",
    ),
    (
        "{'Vpcs': []}",
        "line 1: The file is not JSON: at column 2, a key in double quotes is expected",
    ),
    (
        "{\"Vpcs\": []} x",
        "line 1: What stands behind the last document is not JSON: at column 14, an object or a list is expected: JSON begins with \"{\" or \"[\"",
    ),
    (
        "{\"a\": 1}",
        "line 1: This JSON is of no shape that is known: it begins with \"a\"",
    ),
    (
        "{\"format\": \"ipam-planner\", \"version\": 1}",
        "line 1: This is a plan of this planner: open it, instead of importing it",
    ),
    (
        "{\"syncToken\": \"1\", \"prefixes\": []}",
        "line 1: This is AWS's list of its own public address ranges, which are not of your network",
    ),
    (
        "{}",
        "line 1: This JSON is of no shape that is known: it is a list or an object without keys",
    ),
    (
        "{\"ä\": \"ö\" 5}",
        "line 1: The file is not JSON: at column 11, a comma or \"}\" is expected",
    ),
];

#[test]
fn what_is_not_json_is_said_with_its_place() {
    for (text, sentence) in BROKEN {
        assert_eq!(notes(&read(&[("x.json", text)])), [*sentence], "{text}");
    }
}

/// What PowerShell writes, what editors put in front, and what is no text at all.
#[test]
fn bytes_become_text() {
    let text = "{\"Vpcs\": [{\"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.0.0.0/16\"}]}";
    let little: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let big: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    for bytes in [little.as_slice(), &big, &marked, text.as_bytes()] {
        assert_eq!(in_steps("vpcs.json", bytes, 10).found.vpcs.len(), 1);
    }
    for (bytes, sentence) in [
        (
            &b"{\"Vpcs\":\n\xFF}"[..],
            "it is not text: line 2 has bytes that are not UTF-8; save it as UTF-8 and try again",
        ),
        (
            &b"\xFF\xFE{"[..],
            "it begins as UTF-16 does and is broken further on; save it as UTF-8 and try again",
        ),
        (&b" \n"[..], "It is empty"),
        (&b"hello"[..], "It is of no shape that is known"),
    ] {
        assert_eq!(notes(&in_steps("file", bytes, 10)), [sentence]);
    }
}
