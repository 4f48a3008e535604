//! `diff`: what differs between two plans.

use std::path::Path;

use serde_json::{Value, json};

use super::arguments::{ExitCode, Format};
use super::check::word;
use super::files::read;
use super::{FINE, FOUND, Outcome};
use crate::compare::{Comparison, Details, Total, markdown};
use crate::foresight::ToldFinding;
use crate::plan::{Plan, Side};
use crate::workspace::Workspace;

pub(super) fn diff(before: &Path, after: &Path, format: Format, exit_code: ExitCode) -> Result<Outcome, String> {
    let names = [before, after].map(|path| path.display().to_string());
    let [before, after] = [Workspace::open(read(before)?.plan), Workspace::open(read(after)?.plan)];
    let comparison = Comparison::of(before.source(), after.source());
    let text = match format {
        Format::Json => json_of(&comparison, before.plan(), after.plan()),
        _ => markdown(&comparison, (&names[0], before.plan()), (&names[1], after.plan())),
    };
    let tells = exit_code == ExitCode::TellsDifference && !comparison.is_empty();
    Ok(Outcome::new(text, if tells { FOUND } else { FINE }))
}

fn json_of(comparison: &Comparison, before: &Plan, after: &Plan) -> String {
    let details = Details::of(before, after);
    let differences: Vec<Value> = comparison
        .differences
        .iter()
        .map(|difference| {
            let fields: Vec<Value> = details
                .fields(&comparison.edit, difference)
                .into_iter()
                .map(|field| json!({ "field": field.field, "before": field.before, "after": field.after }))
                .collect();
            let cidrs: Vec<String> = difference.cidrs.iter().map(ToString::to_string).collect();
            json!({
                "what": difference.what.word().to_lowercase(),
                "kind": difference.row.kind(),
                "id": difference.row.as_str(),
                "in": if difference.side == Some(Side::Actual) { "actual" } else { "design" },
                "name": difference.name,
                "path": difference.path,
                "cidrs": cidrs,
                "fields": fields,
            })
        })
        .collect();
    let findings = |list: &[ToldFinding]| -> Vec<Value> {
        let told = list.iter();
        told.map(|told| {
            let rule = told.finding.rule;
            json!({ "rule": rule.code, "severity": word(rule.severity), "message": told.sentence })
        })
        .collect()
    };
    let log = json!({
        "before": total(&comparison.before),
        "after": total(&comparison.after),
        "findings": {
            "gained": findings(&comparison.findings.gained),
            "changed": findings(&comparison.findings.changed),
            "gone": findings(&comparison.findings.gone),
        },
        "differences": differences,
    });
    format!("{log:#}\n")
}

fn total(total: &Total) -> Value {
    json!({
        "pools": total.pools,
        "vpcs": total.vpcs,
        "subnets": total.subnets,
        "vpc_ipv4_addresses": total.vpc_addresses.to_string(),
        "active_ips": total.active_ips.to_string(),
        "usd_per_month": total.monthly.with_decimals(2),
        "findings": total.findings,
    })
}
