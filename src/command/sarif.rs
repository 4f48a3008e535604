//! Findings as SARIF 2.1.0, which code hosts show beside the lines of a file.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use serde_json::{Value, json};

use super::check::{Told, word};
use crate::ordered::OrderedMap;
use crate::rules::Rule;

pub(super) fn sarif(file: &str, findings: &[Told<'_>]) -> String {
    let mut rules: OrderedMap<&str, &'static Rule> = OrderedMap::new();
    for told in findings {
        rules.insert(told.finding.rule.code, told.finding.rule);
    }
    let places: Vec<&str> = rules.keys().copied().collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|told| {
            let rule = told.finding.rule;
            let mut result = json!({
                "ruleId": rule.code,
                "ruleIndex": places.binary_search(&rule.code).unwrap_or_default(),
                "level": word(rule.severity),
                "message": { "text": told.sentence },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": uri(file) },
                        "region": { "startLine": told.location.line, "startColumn": told.location.column },
                    },
                }],
            });
            if told.finding.acceptance.is_some() {
                result["suppressions"] = json!([{ "kind": "external", "status": "accepted" }]);
            }
            result
        })
        .collect();
    let described: Vec<Value> = rules.values().map(|rule| description(rule)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": { "name": "ipam-planner", "version": env!("CARGO_PKG_VERSION"), "rules": described },
            },
            // Columns count characters.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn description(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.explanation },
        "help": { "text": format!("{} {}", rule.source.statement, rule.source.url) },
        "helpUri": rule.source.url,
        "defaultConfiguration": { "level": word(rule.severity) },
    })
}

/// A path as a relative URI: what must not stand in one is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => uri.push(byte.into()),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
