//! A report for those who read rather than plan: the tree, what was found, and what it costs.

use std::collections::VecDeque;
use std::fmt::Write;

use super::line::{self, Line, found};
use super::writing::{Left, Out, Scene, Writer};
use crate::cost::{Dimension, Group, Period};
use crate::plan::{Integration, Node, Tier};
use crate::rules::{Facts, Severity};

/// What is remembered between two pieces.
#[derive(Default)]
pub(super) struct Report {
    /// The findings that are still to be written, once the tree is.
    findings: Option<VecDeque<(crate::rules::Subject, &'static str)>>,
    severity: Option<Severity>,
}

impl Writer for Report {
    fn head(&mut self, scene: Scene<'_>, out: &mut Out) {
        let plan = scene.plan();
        out.push(&format!("# {}\n\n", plain(&line::title(plan))));
        for paragraph in plan.about().note.lines().filter(|line| !line.trim().is_empty()) {
            out.push(&format!("{}\n\n", plain(paragraph)));
        }
        let ipam = plan.ipam();
        let regions = ipam.all_operating_regions();
        let regions: Vec<String> = regions.iter().map(|region| region.to_string()).collect();
        let estimate = scene.source.estimate;
        let total = estimate.total();
        let month = match line::has_price(scene) {
            true => {
                let amount = total.total_for(estimate.terms(), Period::Month);
                format!("{} {}", line::currency(scene), amount.with_decimals(2))
            }
            false => "no price is known for the home Region".to_owned(),
        };
        let tier = match ipam.tier {
            Tier::Free => "Free",
            Tier::Advanced => "Advanced",
        };
        let reach = match ipam.integration {
            Integration::SingleAccount => "one account",
            Integration::Organization { .. } => "an organization",
        };
        let design = plan.design();
        let found = match found(scene.source.findings.total()) {
            none if none.is_empty() => "none".to_owned(),
            found => found,
        };
        out.push("| | |\n|---|---|\n");
        for (what, value) in [
            ("Home Region", ipam.home_region.to_string()),
            ("Operating Regions", regions.join(", ")),
            ("Tier", format!("{tier}, for {reach}")),
            ("Pools", design.pools.len().to_string()),
            ("VPCs", design.vpcs.len().to_string()),
            ("Subnets", design.subnets.len().to_string()),
            ("Active IPs", total.active().to_string()),
            ("Cost per month", month),
            ("Findings", found),
        ] {
            out.push(&format!("| {what} | {} |\n", plain(&value)));
        }
        out.push("\n## Addresses\n\n");
        out.push("| Name | CIDR | Place | Addresses | Utilization | Active IPs | Cost per month | Findings |\n");
        out.push("|---|---|---|---:|---:|---:|---:|---|\n");
        out.losses.of_tables(scene);
    }

    fn row(&mut self, scene: Scene<'_>, node: Node, level: u32, out: &mut Out) {
        let Some(line) = Line::of(scene, node) else { return };
        let indent = "&emsp;".repeat(level.min(32) as usize);
        let name = match line.name.trim() {
            "" => format!("*{}*", line.kind),
            name => plain(name),
        };
        let account = match line.account.is_empty() {
            true => String::new(),
            false => format!(" ({})", plain(&line.account)),
        };
        let state = match line.state {
            "" | "managed" => String::new(),
            state => format!(", {state}"),
        };
        let cidrs = match line.cidrs.as_slice() {
            [] => String::new(),
            cidrs => cidrs.join("<br>"),
        };
        let used = line.used.map(|used| format!("{}.{} %", used / 10, used % 10));
        // Written to a string, which takes it.
        _ = writeln!(
            out.text,
            "| {indent}{name}{account}{state} | {cidrs} | {} | {} | {} | {} | {} | {} |",
            plain(&line.place),
            line.addresses.map(|count| count.to_string()).unwrap_or_default(),
            used.unwrap_or_default(),
            line.active.map(|active| active.to_string()).unwrap_or_default(),
            line.cost.map(|cost| cost.with_decimals(2)).unwrap_or_default(),
            found(line.findings),
        );
    }

    fn foot(&mut self, scene: Scene<'_>, out: &mut Out) -> Left {
        let facts = Facts {
            plan: scene.plan(),
            index: scene.source.index,
        };
        let all = scene.source.findings;
        if self.findings.is_none() {
            out.push("\n## Findings\n");
            if all.iter().next().is_none() {
                out.push("\nNone.\n");
            }
        }
        let left = self
            .findings
            .get_or_insert_with(|| all.iter().map(|finding| (finding.subject, finding.rule.code)).collect());
        if let Some((subject, code)) = left.pop_front() {
            let mut about = all.about(subject);
            if let Some(finding) = about.find(|finding| finding.rule.code == code)
                && let Some(sentence) = finding.sentence(facts)
            {
                let severity = finding.rule.severity;
                if self.severity.replace(severity) != Some(severity) {
                    let heading = match severity {
                        Severity::Error => "Errors",
                        Severity::Warning => "Warnings",
                        Severity::Note => "Notes",
                    };
                    out.push(&format!("\n### {heading}\n\n"));
                }
                let accepted = finding
                    .acceptance
                    .and_then(|id| scene.plan().intent().acceptances.get(&id));
                let accepted = match accepted {
                    Some(accepted) => format!(" *Accepted: {}*", plain(&accepted.reason)),
                    None => String::new(),
                };
                out.push(&format!(
                    "- {} (`{code}`, [AWS]({})){accepted}\n",
                    plain(&sentence),
                    finding.rule.source.url
                ));
            }
            return Left::More;
        }
        costs(scene, out);
        Left::Nothing
    }
}

fn costs(scene: Scene<'_>, out: &mut Out) {
    let estimate = scene.source.estimate;
    if estimate.total().is_empty() || !line::has_price(scene) {
        return;
    }
    let plan = scene.plan();
    out.push(&format!("\n## Cost per month in {}\n", line::currency(scene)));
    let dimensions = [("Region", Dimension::Region), ("Account", Dimension::Account)];
    for (called, dimension) in dimensions {
        out.push(&format!(
            "\n| {called} | Active IPs | IPAM | Public IPv4 |\n|---|---:|---:|---:|\n"
        ));
        for (group, figures) in estimate.by(dimension) {
            let name = match group {
                Group::Region(region) => region.to_string(),
                Group::Account(None) => "no account".to_owned(),
                Group::Account(id) => line::account(plan, id),
                _ => String::new(),
            };
            let terms = estimate.terms();
            let amounts = [
                figures.ipam_for(terms, Period::Month),
                figures.public_ipv4_for(terms, Period::Month),
            ];
            let [ipam, public] = amounts.map(|amount| amount.with_decimals(2));
            out.push(&format!(
                "| {} | {} | {ipam} | {public} |\n",
                plain(&name),
                figures.active()
            ));
        }
    }
    out.push("\nAWS meters IPAM under the home Region: that a Region or an account has its share is an attribution.\n");
}

/// A text that means nothing to Markdown, nor to HTML in it, on one line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in super::naming::one_line(text).trim().chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '#' | '$' | '!' => out.extend(['\\', letter]),
            letter => out.push(letter),
        }
    }
    out
}
