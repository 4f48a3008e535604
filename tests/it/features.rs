//! The table of features in `docs` names the test that shows each of them: all of these tests exist.

use std::fs;
use std::path::Path;

const TABLE: &str = include_str!("../../docs/features.md");

/// The rows of the tables: what it is about, and its last two cells.
fn rows() -> Vec<(&'static str, &'static str, &'static str)> {
    let lines = TABLE
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| |"));
    let cells = lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect::<Vec<_>>());
    let rows = cells.map(|cells| match cells.as_slice() {
        [about, .., here, shown] if cells.len() == 9 => (*about, *here, *shown),
        _ => panic!("a row has nine cells: {cells:?}"),
    });
    rows.collect()
}

#[test]
fn every_yes_is_shown_by_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut shown_by_tests = 0;
    for (about, here, shown) in rows() {
        if here != "yes" {
            continue;
        }
        let (file, test) = shown
            .strip_prefix('`')
            .and_then(|shown| shown.split_once("`: "))
            .unwrap_or_else(|| panic!("{about}: write the file and the name of the test, not {shown}"));
        let text = fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{about}: {file}: {error}"));
        // A test of the browser may be run in light and dark, and is then called after both.
        let is_there = match test.strip_prefix("fn ") {
            Some(name) => text.contains(&format!("fn {name}() {{")),
            None => ["\"", "`"]
                .iter()
                .any(|quote| text.contains(&format!("test({quote}{test}"))),
        };
        assert!(is_there, "{about}: {file} has no test that is called {test}");
        shown_by_tests += 1;
    }
    assert!(shown_by_tests > 50, "{shown_by_tests}");
}

#[test]
fn every_no_has_its_reason() {
    let kept = rows().into_iter().filter(|(_, here, _)| *here != "yes");
    for (about, here, shown) in kept {
        assert_eq!(here, "no", "{about}");
        assert!(shown.len() > 20 && !shown.starts_with('`'), "{about}: why not?");
    }
}
