//! A comparison as Markdown: for a pull request, a ticket, a review.

use std::fmt::Write;

use super::{Comparison, Details, Total, What};
use crate::cost::Money;
use crate::foresight::ToldFinding;
use crate::plan::{Plan, Side};
use crate::rules::Severity;

/// The report of `comparison`, which is of `before` and `after`, called so. It ends with a line feed.
pub fn markdown(comparison: &Comparison, before: (&str, &Plan), after: (&str, &Plan)) -> String {
    let mut text = format!("# {} → {}\n", escaped(before.0), escaped(after.0));
    if comparison.is_empty() {
        text.push_str("\nNo difference.\n");
        return text;
    }
    totals(&mut text, &comparison.before, &comparison.after);
    let lists = [
        ("New findings", &comparison.findings.gained),
        ("Changed findings", &comparison.findings.changed),
        ("Findings that are gone", &comparison.findings.gone),
    ];
    for (title, list) in lists {
        findings(&mut text, title, list);
    }
    let details = Details::of(before.1, after.1);
    for what in What::ALL {
        differences(&mut text, comparison, what, &details);
    }
    text
}

fn totals(text: &mut String, before: &Total, after: &Total) {
    let counts = |total: &Total| {
        [
            total.pools.to_string(),
            total.vpcs.to_string(),
            total.subnets.to_string(),
            total.vpc_addresses.to_string(),
            total.active_ips.to_string(),
            money(total.monthly),
            total.findings.to_string(),
        ]
    };
    let names = [
        "Pools",
        "VPCs",
        "Subnets",
        "IPv4 addresses of VPCs",
        "Active IPs",
        "USD a month",
        "Findings",
    ];
    text.push_str("\n| | Before | After |\n|---|---:|---:|\n");
    for ((name, before), after) in names.iter().zip(counts(before)).zip(counts(after)) {
        let changed = if before == after { "" } else { "**" };
        write(
            text,
            format_args!("| {name} | {before} | {changed}{after}{changed} |\n"),
        );
    }
}

fn money(amount: Money) -> String {
    amount.with_decimals(2)
}

fn findings(text: &mut String, title: &str, list: &[ToldFinding]) {
    if list.is_empty() {
        return;
    }
    write(text, format_args!("\n## {title} ({})\n\n", list.len()));
    for told in list {
        let severity = match told.finding.rule.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Note => "Note",
        };
        write(text, format_args!("- {severity}: {}\n", escaped(&told.sentence)));
    }
}

fn differences(text: &mut String, comparison: &Comparison, what: What, details: &Details<'_>) {
    let chosen = || {
        comparison
            .differences
            .iter()
            .filter(|difference| difference.what == what)
    };
    if chosen().next().is_none() {
        return;
    }
    write(text, format_args!("\n## {} ({})\n\n", what.word(), chosen().count()));
    for difference in chosen() {
        let kind = difference.row.kind();
        let side = if difference.side == Some(Side::Actual) {
            ", in AWS"
        } else {
            ""
        };
        write(text, format_args!("- **{}** ({kind}{side})", escaped(&difference.name)));
        let cidrs: Vec<String> = difference.cidrs.iter().map(|cidr| format!("`{cidr}`")).collect();
        if !cidrs.is_empty() {
            write(text, format_args!(" {}", cidrs.join(", ")));
        }
        if !difference.path.is_empty() {
            let path: Vec<String> = difference.path.iter().map(|name| escaped(name)).collect();
            write(text, format_args!(" in {}", path.join(" › ")));
        }
        text.push('\n');
        if matches!(what, What::Moved | What::Changed) {
            for field in details.fields(&comparison.edit, difference) {
                let told = |value: Option<String>| value.map_or("none".to_owned(), |value| escaped(&value));
                let (one, other) = (told(field.before), told(field.after));
                write(text, format_args!("  - {}: {one} → {other}\n", escaped(&field.field)));
            }
        }
    }
}

/// Text in which nothing is markup, on one line.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' => {
                plain.push('\\');
                plain.push(letter);
            }
            letter if letter.is_control() => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    plain
}

fn write(text: &mut String, words: std::fmt::Arguments<'_>) {
    // A string takes whatever is written to it.
    let _always = text.write_fmt(words);
}
