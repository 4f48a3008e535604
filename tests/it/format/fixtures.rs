//! The released files: each is canonical, and each opens.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ipam_planner::examples::EXAMPLES;
use ipam_planner::format;
use ipam_planner::plan::Plan;

use super::EVERY_ROW;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/plans")
}

/// Every fixture, by name.
pub(super) fn fixtures() -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder()).unwrap();
    files
        .map(|file| {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            (name, std::fs::read_to_string(file.path()).unwrap())
        })
        .collect()
}

/// With `UPDATE_FIXTURES` set, this writes each as it is written: then look at the difference.
#[test]
fn every_fixture_opens_and_is_written_as_it_stands() {
    let fixtures = fixtures();
    assert!(fixtures.len() > EXAMPLES.len());
    for (name, text) in fixtures {
        let opened = format::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(folder().join(&name), format::write(&opened.plan)).unwrap();
            continue;
        }
        assert_eq!(format::write(&opened.plan), text, "{name}");
        let compact = format::write_compact(&opened.plan);
        assert!(!compact.contains('\n'));
        assert_eq!(format::read(&compact).unwrap(), opened, "{name}");
    }
}

#[test]
fn in_pieces_the_same_is_read_and_written() {
    for (name, text) in fixtures() {
        let whole = format::read(&text);
        let plan = whole.as_ref().unwrap().plan.clone();
        let written = format::write_compact(&plan);
        for rows in [1, 2, 7, 100] {
            let mut reading = format::Reading::of(&text).unwrap();
            let mut pieces = 1;
            while reading.go_on(rows) {
                pieces += 1;
            }
            let all = plan.design().row_count() + plan.actual().row_count() + plan.intent().row_count();
            // The IPAM and the heading are no rows of the file.
            assert!(pieces * rows + 3 >= all, "{name}: {pieces} pieces of {rows} rows");
            assert_eq!(reading.end(), whole, "{name}, {rows} rows at a time");

            let mut writing = format::Writing::of(&plan);
            while writing.go_on(&plan, rows) {}
            assert_eq!(writing.end(&plan), written, "{name}, {rows} rows at a time");
        }
        let mut left = format::Writing::of(&plan);
        left.go_on(&plan, 3);
        assert_eq!(
            left.end(&plan),
            written,
            "{name}: what was not written yet is written in the end"
        );
        let mut left = format::Reading::of(&text).unwrap();
        left.go_on(3);
        assert_eq!(left.end(), whole, "{name}: what was not read yet is read in the end");
    }
}

/// With `UPDATE_FIXTURES` set, this writes the files instead: then look at the difference.
#[test]
fn the_examples_stand_among_the_fixtures() {
    for example in EXAMPLES {
        let path = folder().join(format!("{}.json", example.key));
        let text = format::write(&example.plan());
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let stands = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(stands == text, "{} differs from the example", path.display());
    }
}

#[test]
fn the_fixture_of_every_row_has_a_row_of_every_table() {
    let plan = format::read(EVERY_ROW).unwrap().plan;
    for tables in [plan.design(), plan.actual()] {
        let counts = [
            tables.ipams.len(),
            tables.scopes.len(),
            tables.pools.len(),
            tables.pool_cidrs.len(),
            tables.reservations.len(),
            tables.vpcs.len(),
            tables.vpc_cidrs.len(),
            tables.subnets.len(),
            tables.public_blocks.len(),
        ];
        assert!(!counts.contains(&0), "{counts:?}");
        assert_eq!(
            counts.iter().sum::<usize>(),
            tables.row_count(),
            "a table is not in this list"
        );
    }
    let intent = plan.intent();
    let counts = [
        intent.abouts.len(),
        intent.accounts.len(),
        intent.workloads.len(),
        intent.networks.len(),
        intent.connections.len(),
        intent.demands.len(),
        intent.acceptances.len(),
        intent.scenarios.len(),
    ];
    assert!(!counts.contains(&0), "{counts:?}");
    assert_eq!(
        counts.iter().sum::<usize>(),
        intent.row_count(),
        "a table is not in this list"
    );
}

/// Each table has a fixture of its own with every field that its rows have, and little beside.
#[test]
fn every_table_has_a_fixture() {
    let fixtures = fixtures();
    let every_row: serde_json::Value = serde_json::from_str(EVERY_ROW).unwrap();
    let tables = |object: &serde_json::Value| -> Vec<String> {
        let members = object.as_object().unwrap().iter();
        let tables = members.filter(|(key, value)| {
            value.is_object() && !["ipam", "design", "actual", "quotas", "cost"].contains(&&***key)
        });
        tables.map(|(key, _)| key.clone()).collect()
    };
    let all = tables(&every_row["design"]).into_iter().chain(tables(&every_row));
    let mut seen = 0;
    for table in all {
        let name = format!("table-{}.json", table.replace('_', "-"));
        let file = fixtures.get(&name).unwrap_or_else(|| panic!("there is no {name}"));
        let file: serde_json::Value = serde_json::from_str(file).unwrap();
        let rows = [&file["design"][&table], &file[&table]];
        assert!(
            rows.iter().any(|rows| rows.is_object()),
            "{name} has no row of its table"
        );
        seen += 1;
    }
    assert_eq!(seen, 15);
}

#[test]
fn an_empty_plan_is_as_short_as_it_reads() {
    let plan = Plan::new("", "eu-central-1".parse().unwrap());
    let expected = r#"{
  "format": "ipam-planner",
  "version": 1,
  "design": {
    "ipam": {
      "home_region": "eu-central-1",
      "tier": "advanced"
    },
    "scopes": {
      "private": {
        "type": "private",
        "default": true
      },
      "public": {
        "type": "public",
        "default": true
      }
    }
  }
}
"#;
    assert_eq!(format::write(&plan), expected);
}

#[test]
fn a_plan_is_summed_up() {
    let plan = format::read(EVERY_ROW).unwrap().plan;
    let summary = format::summary(&plan);
    assert_eq!(summary.name, "Every kind of row");
    assert_eq!(summary.home_region.as_str(), "us-east-1");
    let regions: Vec<&str> = summary.regions.iter().map(|region| region.as_str()).collect();
    assert_eq!(regions, ["eu-west-1", "us-east-1", "us-west-2", "us-west-2-lax-1"]);
    let supernets: Vec<String> = summary.supernets.iter().map(ToString::to_string).collect();
    assert_eq!(supernets, ["0.0.0.0/0", "10.0.0.0/8", "2001:db8::/52"]);
    assert_eq!(
        (summary.counts.pools, summary.counts.vpcs, summary.counts.connections),
        (7, 2, 4)
    );
    assert_eq!(summary.actual_rows, 9);
    assert_eq!(
        summary.rows,
        plan.design().row_count() + plan.actual().row_count() + plan.intent().row_count()
    );
}
