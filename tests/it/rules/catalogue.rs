//! What holds of every rule.

use std::collections::BTreeSet;
use std::path::Path;

use ipam_planner::rules::RULES;
use ipam_planner::rules::quotas::QUOTAS;

#[test]
fn every_rule_can_be_referred_to_and_rests_on_a_page() {
    let mut codes = BTreeSet::new();
    for rule in RULES {
        let code = rule.code;
        assert!(codes.insert(code), "{code} is the code of one rule");
        let of_code = |letter: char| letter.is_ascii_lowercase() || letter == '-';
        assert!(code.chars().all(of_code), "{code}");
        assert!(!rule.checks.is_empty(), "{code} looks at something");
        let first = rule.title.chars().next().unwrap();
        assert!(first.is_uppercase() && !rule.title.ends_with('.'), "{}", rule.title);
        assert!(rule.title.len() <= 48, "{} is a few words", rule.title);
        for text in [rule.explanation, rule.source.statement] {
            assert!(
                text.ends_with('.') && text.len() > 20 && !text.contains("  "),
                "{code}: {text}"
            );
        }
        let url = rule.source.url;
        assert!(
            url.starts_with("https://docs.aws.amazon.com/") && url.ends_with(".html"),
            "{url}"
        );
    }
}

#[test]
fn every_rule_has_its_test_and_every_test_its_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for rule in RULES {
        let name = format!("{}.rs", rule.code.replace('-', "_"));
        for folder in [folder.join("src/rules"), folder.join("tests/it/rules")] {
            let text = std::fs::read_to_string(folder.join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(
                text.contains(&format!("\"{}\"", rule.code)),
                "{name} in {}",
                folder.display()
            );
        }
        let text = std::fs::read_to_string(folder.join("src/rules").join(&name)).unwrap();
        assert!(
            text.starts_with("//! \"") && text.contains("<https://docs.aws.amazon.com/"),
            "{name} begins with AWS's words"
        );
    }
}

#[test]
fn every_quota_has_a_code_and_a_page() {
    let codes: BTreeSet<_> = QUOTAS.iter().map(|quota| quota.code).collect();
    assert_eq!(codes.len(), QUOTAS.len());
    for quota in QUOTAS {
        assert!(quota.code.starts_with("L-") && quota.code.len() == 10, "{quota:?}");
        assert!(
            quota.url.starts_with("https://docs.aws.amazon.com/") && quota.default > 0,
            "{quota:?}"
        );
    }
}
