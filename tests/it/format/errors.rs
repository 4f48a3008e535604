//! What is said of a file that cannot be opened. One case per line: a sound file, a text in it, what stands there
//! instead, and the sentence.

use ipam_planner::address::Cidr;
use ipam_planner::format::{self, Location, MAX_BYTES, MAX_PROBLEMS, MAX_ROWS, OpenError, Problem};

/// A small plan with a row of each table that the cases touch.
const SOUND: &str = r#"{
  "format": "ipam-planner",
  "version": 1,
  "name": "Example Corp",
  "design": {
    "ipam": {
      "home_region": "us-east-1",
      "operating_regions": [
        "eu-west-1"
      ],
      "tier": "advanced",
      "organization": {
        "delegated_administrator": "111122223333"
      }
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
    },
    "pools": {
      "p1": {
        "name": "Global",
        "scope": "private",
        "address_family": "ipv4",
        "tags": {
          "Owner": "net"
        }
      },
      "p2": {
        "name": "Regional",
        "source": "p1",
        "address_family": "ipv4",
        "locale": "eu-west-1",
        "allocation_min_netmask_length": 16,
        "auto_import": true,
        "shared_with": [
          "111122223333",
          "444455556666"
        ]
      }
    },
    "pool_cidrs": {
      "c1": {
        "pool": "p1",
        "cidr": "10.0.0.0/8"
      }
    },
    "vpcs": {
      "v1": {
        "scope": "private",
        "account": "a1",
        "region": "eu-west-1"
      }
    }
  },
  "accounts": {
    "a1": {
      "name": "Network",
      "number": "111122223333"
    }
  },
  "workloads": {
    "w1": {
      "vpc": "v1",
      "addresses": {
        "ipv4": 12,
        "ipv6": 0
      }
    }
  }
}
"#;

/// The sound file with `instead` in place of `here`, where `§` in `instead` (or, without one, the beginning of the
/// file) is the place to blame.
fn altered(here: &str, instead: &str) -> (String, Location) {
    assert!(SOUND.contains(here), "{here}");
    let marked = SOUND.replacen(here, instead, 1);
    let before = marked.split_once('§').map_or("", |(before, _)| before);
    let place = Location {
        line: 1 + before.matches('\n').count(),
        column: 1 + before.chars().rev().take_while(|letter| *letter != '\n').count(),
    };
    (marked.replace('§', ""), place)
}

fn problems(text: &str) -> Vec<Problem> {
    match format::read(text) {
        Err(OpenError::Broken(problems)) => problems,
        other => panic!("expected a broken plan, not {other:?}"),
    }
}

#[test]
fn the_sound_file_opens_and_is_canonical() {
    let opened = format::read(SOUND).unwrap();
    assert_eq!(format::write(&opened.plan), SOUND);
    assert_eq!(opened.version, 1);
}

#[test]
#[rustfmt::skip]
fn a_broken_plan_is_told_with_path_and_place() {
    for (here, instead, path, sentence) in [
        // Scalars.
        (r#""locale": "eu-west-1""#, r#""locale": §"eu_west_1""#,
         "design.pools.p2.locale", r#""eu_west_1" is not a Region code: one looks like eu-central-1, in lower case"#),
        (r#""locale": "eu-west-1""#, r#""locale": §null"#,
         "design.pools.p2.locale", r#"a Region code such as "eu-central-1" is expected, not null"#),
        (r#""locale": "eu-west-1""#, r#""locale": §5"#,
         "design.pools.p2.locale", r#"a Region code such as "eu-central-1" is expected, not 5"#),
        (r#""locale": "eu-west-1""#, r#""locale": §{"a": [1, 2]}"#,
         "design.pools.p2.locale", r#"a Region code such as "eu-central-1" is expected, not an object"#),
        (r#""444455556666""#, r#"§"4444""#,
         "design.pools.p2.shared_with[1]",
         r#""4444" is neither an account id of 12 digits nor the ARN of an organization or organizational unit"#),
        (r#""auto_import": true"#, r#""auto_import": §"yes""#,
         "design.pools.p2.auto_import", r#"true or false is expected, not "yes""#),
        (r#""allocation_min_netmask_length": 16"#, r#""allocation_min_netmask_length": §129"#,
         "design.pools.p2.allocation_min_netmask_length",
         "a netmask length (a whole number from 0 to 128) is expected, not 129"),
        (r#""allocation_min_netmask_length": 16"#, r#""allocation_min_netmask_length": §16.5"#,
         "design.pools.p2.allocation_min_netmask_length",
         "a netmask length (a whole number from 0 to 128) is expected, not 16.5"),
        (r#""tier": "advanced""#, r#""tier": §"Advanced""#,
         "design.ipam.tier", r#""free" or "advanced" is expected, not "Advanced""#),
        (r#""delegated_administrator": "111122223333""#, r#""delegated_administrator": §111122223333"#,
         "design.ipam.organization.delegated_administrator",
         "an account id of 12 digits in quotes is expected, not 111122223333"),
        (r#""ipv4": 12"#, r#""ipv4": §-12"#,
         "workloads.w1.addresses.ipv4", "a whole number from 0 to 4294967295 is expected, not -12"),
        (r#""Owner": "net""#, r#""Owner": §1"#,
         "design.pools.p1.tags.Owner", "a text in quotes is expected, not 1"),
        (r#""name": "Example Corp""#, r#""name": §[[]]"#,
         "name", "a text in quotes is expected, not a list"),
        (r#""name": "Global""#, r#""name": "Üblich", "note": §7"#,
         "design.pools.p1.note", "a text in quotes is expected, not 7"),
        // Fields that are unknown, missing, or there twice.
        (r#""locale": "#, r#""locael": §"#,
         "design.pools.p2.locael", r#"there is no field "locael" here; "locale" may be meant"#),
        (r#""delegated_administrator": "#, r#""delegated_admin": §"#,
         "design.ipam.organization.delegated_admin",
         r#"there is no field "delegated_admin" here; "delegated_administrator" may be meant"#),
        (r#""pool": "p1""#, r#""pool": "p1", "zebra": §1"#,
         "design.pool_cidrs.c1.zebra", r#"there is no field "zebra" here; the fields are pool, cidr"#),
        (r#""pools": "#, r#""pool": §"#,
         "design.pool", r#"there is no field "pool" here; "pools" may be meant"#),
        (r#""accounts": "#, r#""acounts": §"#,
         "acounts", r#"there is no field "acounts" here; "accounts" may be meant"#),
        (r#""ipv4": 12,"#, r#""ipv4": 12, "ipv4": §13,"#,
         "workloads.w1.addresses.ipv4", "this stands here twice, and only one can be meant"),
        (r#""Owner": "net""#, r#""Owner": "net", "Owner": §"x""#,
         "design.pools.p1.tags.Owner", "this stands here twice, and only one can be meant"),
        (r#""444455556666""#, r#""111122223333""#,
         "design.pools.p2.shared_with", r#""111122223333" stands in this list twice"#),
        (r#""p2": {"#, r#""p1": §{"#,
         "design.pools.p1", "this stands here twice, and only one can be meant"),
        (r#""workloads": {"#, r#""workloads": {}, "workloads": §{"#,
         "workloads", "this stands here twice, and only one can be meant"),
        (r#""pool_cidrs": {"#, r#""pool_cidrs": {}, "pool_cidrs": §{"#,
         "design.pool_cidrs", "this stands here twice, and only one can be meant"),
        ("\"ipam\": {\n      \"home_region\": \"us-east-1\",", r#""ipam": §{"#,
         "design.ipam", r#"the field "home_region" is missing"#),
        (r#""p2": {"#, r#""p 2": §{"#,
         "design.pools.p 2", r#""p 2" is not an id: an id is 1 to 16 characters of a-z, A-Z, 0-9, - and _"#),
        ("\"c1\": {", "\"c1\": §[], \"c2\": {",
         "design.pool_cidrs.c1", "an object is expected, not a list"),
        ("\"pool_cidrs\": {", "\"reservations\": §[], \"pool_cidrs\": {",
         "design.reservations", "an object of rows by id is expected, not a list"),
        (r#""accounts": "#, r#""actual": §5, "accounts": "#,
         "actual", "an object of tables is expected, not 5"),
        // Fields that do not go together.
        ("\"scope\": \"private\",\n        \"address", r#""address"#,
         "design.pools.p1",
         r#"a pool needs either a "scope" or, for a sub-pool, the "source" pool; this one has neither"#),
        (r#""source": "p1""#, r#""scope": "private", "source": §"p1""#,
         "design.pools.p2.source",
         r#"a pool stands either in a "scope" or under a "source" pool, whose scope is then its own; this one has both"#),
        // References.
        (r#""source": "p1""#, r#""source": §"p2""#,
         "design.pools.p2.source", "the pool would be its own source pool, directly or through others"),
        (r#""source": "p1""#, r#""source": §"p9""#,
         "design.pools.p2.source", r#"there is no pool "p9" in design"#),
        (r#""account": "a1""#, r#""account": §"a2""#,
         "design.vpcs.v1.account", r#"there is no account "a2" in the plan"#),
        (r#""vpc": "v1""#, r#""vpc": §"v7""#,
         "workloads.w1.vpc", r#"there is no VPC "v7" in design"#),
        (r#""accounts": "#, r#""actual": {"pool_cidrs": {"c1": {"pool": §"p1", "cidr": "10.0.0.0/8"}}}, "accounts": "#,
         "actual.pool_cidrs.c1.pool", r#"there is no pool "p1" in actual"#),
        // What every plan has.
        ("\"public\": {\n        \"type\": \"public\",\n        \"default\": true", "\"public\": §{\n        \"type\": \"public\"",
         "design.scopes.public", r#"every plan has this scope, with "type": "public" and "default": true"#),
        (r#""public": {"#, r#""extra": {"type": "private", "default": §true}, "public": {"#,
         "design.scopes.extra.default", r#"only the scopes "private" and "public" can be the default ones"#),
        // The version.
        (r#""version": 1"#, r#""version": §"1""#,
         "version", r#"the version is a whole number such as 1, not "1""#),
        (r#""version": 1"#, r#""version": §0"#,
         "version", "there is no version 0; the first is 1"),
        (r#""version": 1,"#, "",
         "version", "the version is missing; this planner writes 1"),
    ] {
        let (text, place) = altered(here, instead);
        let [problem] = problems(&text).try_into().unwrap_or_else(|all| panic!("{instead}: {all:?}"));
        assert_eq!((problem.path.as_str(), problem.sentence.as_str()), (path, sentence), "{instead}");
        if instead.contains('§') {
            assert_eq!(problem.location, place, "{instead}");
        }
    }
}

#[test]
fn the_sentence_of_a_cidr_is_the_one_of_the_address_module() {
    let (text, place) = altered("\"10.0.0.0/8\"", "§\"10.0.0.1/8\"");
    let [problem] = problems(&text).try_into().unwrap();
    assert_eq!(problem.path, "design.pool_cidrs.c1.cidr");
    assert_eq!(problem.location, place);
    assert_eq!(problem.sentence, "10.0.0.1/8".parse::<Cidr>().unwrap_err().to_string());
}

#[test]
fn one_problem_does_not_hide_the_next() {
    let text = SOUND
        .replace("eu-west-1", "EU")
        .replace("10.0.0.0/8", "10/8")
        .replace("\"private\",\n        \"address", "\"p r\",\n        \"address");
    let paths: Vec<String> = problems(&text).into_iter().map(|problem| problem.path).collect();
    assert_eq!(
        paths,
        [
            "design.ipam.operating_regions[0]",
            "design.pools.p1.scope",
            "design.pools.p2.locale",
            "design.pool_cidrs.c1.cidr",
            "design.vpcs.v1.region",
        ]
    );
}

#[test]
fn no_more_problems_are_reported_than_people_read() {
    let rows: Vec<String> = (0..1000).map(|row| format!("\"x{row}\": {{}}")).collect();
    let text = SOUND.replace("\"c1\": {", &format!("{}, \"c1\": {{", rows.join(", ")));
    assert_eq!(problems(&text).len(), MAX_PROBLEMS);
    let error = format::read(&text).unwrap_err().to_string();
    assert!(
        error.starts_with("The plan in the file is broken in at least 20 places:\n"),
        "{error}"
    );
}

#[test]
fn each_kind_of_refusal_has_its_sentence() {
    let cut = &SOUND[..SOUND.len() / 2];
    for (text, expected) in [
        ("", "The file is empty"),
        (" \n\t", "The file is empty"),
        (
            "hello",
            "The file is not JSON: at line 1, column 1, no object begins it, as JSON does with \"{\"",
        ),
        (
            "<html></html>",
            "The file is not JSON: at line 1, column 1, a \"<\" begins it, as in HTML or XML",
        ),
        (
            "{\"a\": 1,}",
            "The file is not JSON: at line 1, column 9, a comma stands before the end of an object",
        ),
        (
            "{\"ä\": tru}",
            "The file is not JSON: at line 1, column 10, only true, false and null stand without quotes",
        ),
        (
            "{} {}",
            "The file is not JSON: at line 1, column 4, something stands behind the end",
        ),
        (
            "[1, 2]",
            "The file is JSON, and no plan of this planner: a plan begins with \"format\": \"ipam-planner\"",
        ),
        (
            "\"text\"",
            "The file is JSON, and no plan of this planner: a plan begins with \"format\": \"ipam-planner\"",
        ),
        (
            "{\"format\": \"excalidraw\", \"version\": 1}",
            "The file is JSON, and no plan of this planner: a plan begins with \"format\": \"ipam-planner\"",
        ),
        (
            "{\"IpamPools\": []}",
            "The file is no plan of this planner: it looks like the output of aws ec2 describe-ipam-pools",
        ),
        (
            "{\"format_version\": \"1.0\", \"terraform_version\": \"1.9.0\", \"values\": {}}",
            "The file is no plan of this planner: it looks like the output of terraform show -json",
        ),
        (
            "{\"version\": 4, \"terraform_version\": \"1.9.0\", \"serial\": 1, \"lineage\": \"x\"}",
            "The file is no plan of this planner: it looks like a Terraform state file",
        ),
        (
            "{\"AWSTemplateFormatVersion\": \"2010-09-09\", \"Resources\": {}}",
            "The file is no plan of this planner: it looks like a CloudFormation template",
        ),
        (
            "{\"syncToken\": \"1\", \"prefixes\": []}",
            "The file is no plan of this planner: it looks like AWS's list of its public address ranges, ip-ranges.json",
        ),
        (
            "{\"format\": \"ipam-planner\", \"version\": 7, \"future\": true}",
            "The file was made by a newer planner: it is version 7, and this one reads up to 1",
        ),
        (
            "{\"version\": 99999999999999999999, \"format\": \"ipam-planner\"}",
            "The file was made by a newer planner: it is version 99999999999999999999, and this one reads up to 1",
        ),
    ] {
        assert_eq!(format::read(text).unwrap_err().to_string(), expected, "{text}");
    }
    let error = format::read(cut).unwrap_err();
    assert!(matches!(&error, OpenError::NotJson { .. }), "{error}");
    assert!(
        error
            .to_string()
            .ends_with("it ends too early, as if a part were cut off"),
        "{error}"
    );
}

#[test]
fn bytes_that_are_not_utf8_are_told_apart() {
    assert_eq!(format::read_bytes(SOUND.as_bytes()), format::read(SOUND));
    let mut bytes = b"{\n  \"a\": \"\xC3\xA4".to_vec();
    bytes.push(0xE4);
    assert_eq!(
        format::read_bytes(&bytes).unwrap_err().to_string(),
        "The file is not text in UTF-8: the first byte that is none is at line 2, column 10"
    );
    let utf16: Vec<u8> = "\u{FEFF}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        format::read_bytes(&utf16).unwrap_err().to_string(),
        "The file is text in UTF-16; save it as UTF-8 and open it again"
    );
}

#[test]
fn what_other_editors_do_to_a_file_is_read() {
    let plan = format::read(SOUND).unwrap().plan;
    for text in [
        format!("\u{FEFF}{SOUND}"),
        SOUND.replace('\n', "\r\n"),
        SOUND.split_whitespace().collect::<Vec<_>>().join(" "),
        // Keys in another order, the header at the end.
        SOUND
            .replace("  \"format\": \"ipam-planner\",\n  \"version\": 1,\n", "")
            .trim_end()
            .trim_end_matches('}')
            .to_owned()
            + ", \"version\": 1, \"format\": \"ipam-planner\"}",
        // Escapes where none are needed.
        SOUND
            .replace("\"design\"", "\"\\u0064esign\"")
            .replace("\"name\"", "\"n\\u0061me\""),
        SOUND
            .replace("\"private\"", "\"pri\\u0076ate\"")
            .replace("10.0.0.0/8", "10.0.0.0\\/8"),
        // A field with its default, written out.
        SOUND.replace("\"scope\": \"private\"", "\"note\": \"\", \"scope\": \"private\""),
    ] {
        assert_eq!(
            format::read(&text).map(|opened| opened.plan),
            Ok(plan.clone()),
            "{text}"
        );
    }
}

#[test]
fn depth_is_no_danger() {
    let deep = "[".repeat(1_000_000);
    let closed = format!("{deep}{}", "]".repeat(1_000_000));
    assert!(matches!(format::read(&deep), Err(OpenError::NotJson { .. })));
    assert!(matches!(format::read(&closed), Err(OpenError::NotOurs { .. })));
    for (here, instead) in [
        ("\"name\": \"Example Corp\"", format!("\"name\": {closed}")),
        ("\"name\": \"Example Corp\"", format!("\"future\": {closed}")),
        ("\"tags\": {", format!("\"tags\": {closed}, \"x\": {{")),
        ("\"c1\": {", format!("\"c1\": {closed}, \"c2\": {{")),
    ] {
        assert!((1..=2).contains(&problems(&SOUND.replacen(here, &instead, 1)).len()));
    }
}

#[test]
fn a_file_over_the_caps_is_refused_before_it_is_read() {
    let error = format::read_bytes(&vec![b' '; MAX_BYTES + 1]).unwrap_err();
    assert_eq!(error.to_string(), "The file has 129 MiB; a plan has at most 128 MiB");
    let mut rows = String::new();
    for row in 0..=MAX_ROWS {
        rows.push_str(&format!("\"{row}\":{{\"finding\":\"\"}},"));
    }
    let text = SOUND.replace(
        "  \"workloads\": {",
        &format!(
            "  \"acceptances\": {{{}}}, \"workloads\": {{",
            rows.trim_end_matches(',')
        ),
    );
    assert_eq!(format::read(&text), Err(OpenError::TooManyRows));
    assert_eq!(
        OpenError::TooManyRows.to_string(),
        "The file holds more than 1000000 rows, the most that a plan may have"
    );
}

/// A key that is no text ends the reading, wherever it stands: it is not taken for the end of the file.
#[test]
fn half_a_character_in_a_key_is_said() {
    for (key, lines_into_its_object) in [("design", 0), ("pools", 0), ("p1", 0), ("name", 0), ("Owner", 1)] {
        let half = SOUND.replacen(&format!("\"{key}\":"), "\"\\ud800\":", 1);
        assert_ne!(half, SOUND, "{key}");
        let Err(OpenError::Broken(problems)) = format::read(&half) else {
            panic!("{key}")
        };
        let line = 1 + half[..half.find("ud800").unwrap()].matches('\n').count();
        assert!(
            problems[0].sentence.contains("half of a character"),
            "{key}: {problems:?}"
        );
        assert_eq!(problems[0].location.line, line - lines_into_its_object, "{key}");
    }
}
