//! `check`: what the rules find.

use std::path::Path;

use serde_json::json;

use super::arguments::Format;
use super::files::{PlanFile, read};
use super::{FINE, FOUND, Outcome, sarif};
use crate::format::{Location, Locations};
use crate::plan::Plan;
use crate::rules::{Finding, Severity};
use crate::workspace::Workspace;

/// A finding as it is told.
pub(super) struct Told<'a> {
    pub(super) finding: &'a Finding,
    pub(super) sentence: String,
    /// Where the first row that it is about stands in the file.
    pub(super) location: Location,
}

pub(super) fn check(path: &Path, format: Format, fail_on: Option<Severity>) -> Result<Outcome, String> {
    let PlanFile { text, plan } = read(path)?;
    let workspace = Workspace::open(plan);
    let facts = workspace.facts();
    let locations = Locations::of(&text);
    let findings: Vec<Told<'_>> = workspace
        .findings()
        .iter()
        .map(|finding| {
            let row = finding.subject.nodes(facts).into_iter().find_map(|node| node.row());
            Told {
                finding,
                sentence: finding.sentence(facts).unwrap_or_default(),
                location: locations.row(row.unwrap_or(Plan::ipam_id().into())),
            }
        })
        .collect();
    let fails = |told: &Told<'_>| {
        let finding = told.finding;
        finding.acceptance.is_none() && fail_on.is_some_and(|mildest| finding.rule.severity <= mildest)
    };
    let status = if findings.iter().any(fails) { FOUND } else { FINE };
    let shown = path.display().to_string();
    let text = match format {
        Format::Json => json_of(&findings),
        Format::Sarif => sarif::sarif(&shown, &findings),
        _ => lines(&shown, &findings),
    };
    Ok(Outcome::new(text, status))
}

pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A line for each finding, as compilers write them, and one that counts them.
fn lines(file: &str, findings: &[Told<'_>]) -> String {
    let mut text = String::new();
    let is_open = |told: &&Told<'_>| told.finding.acceptance.is_none();
    for told in findings.iter().filter(is_open) {
        let (rule, at) = (told.finding.rule, told.location);
        let sentence = &told.sentence;
        text.push_str(&format!(
            "{file}:{}:{}: {}: {sentence} [{}]\n",
            at.line,
            at.column,
            word(rule.severity),
            rule.code
        ));
    }
    let count = |severity| {
        findings
            .iter()
            .filter(is_open)
            .filter(|told| told.finding.rule.severity == severity)
            .count()
    };
    let accepted = findings.len() - findings.iter().filter(is_open).count();
    text.push_str(&format!(
        "{} errors, {} warnings, {} notes, {accepted} accepted\n",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    ));
    text
}

fn json_of(findings: &[Told<'_>]) -> String {
    let list: Vec<_> = findings
        .iter()
        .map(|told| {
            let rule = told.finding.rule;
            json!({
                "rule": rule.code,
                "severity": word(rule.severity),
                "message": told.sentence,
                "line": told.location.line,
                "column": told.location.column,
                "accepted": told.finding.acceptance.is_some(),
                "source": rule.source.url,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "findings": list }))
}
