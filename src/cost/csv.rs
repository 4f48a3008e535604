//! An estimate as CSV: a line for each group of each dimension, as spreadsheets read it.

use std::fmt::Write;

use super::estimate::Estimate;
use super::figures::Figures;
use super::group::{Dimension, Group};
use super::price_book::Currency;
use super::terms::Period;
use crate::plan::{Plan, Scope, ScopeKind, ScopeOrigin};

/// The columns. Amounts are in the currency of the home Region, with all the decimals that they need.
const HEADER: &str = "by,id,name,active_ips,managed,monitored_only,not_monitored,private_ipv4,ipv6,public_ipv4,\
                      brought_ipv4,contiguous_ipv4,consumed_ipv4,ipam_per_hour,ipam_per_month,ipam_per_year,public_ipv4_per_month,public_ipv4_per_year,currency,working";

/// The estimate as CSV, by RFC 4180: the total first, then Regions, accounts, scopes, pools, VPCs and workloads.
///
/// Names are text to whoever opens it: what a spreadsheet would take for a formula begins with an apostrophe
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
pub fn csv(plan: &Plan, estimate: &Estimate) -> String {
    let mut text = HEADER.to_owned();
    text.push_str("\r\n");
    let dimensions = [
        Dimension::Total,
        Dimension::Region,
        Dimension::Account,
        Dimension::Scope,
        Dimension::Pool,
        Dimension::Vpc,
        Dimension::Workload,
    ];
    for dimension in dimensions {
        for (group, figures) in estimate.by(dimension) {
            line(&mut text, plan, estimate, group, &figures);
        }
    }
    text
}

fn line(text: &mut String, plan: &Plan, estimate: &Estimate, group: Group, figures: &Figures) {
    let (by, id, name) = called(plan, group);
    for word in [by, &id, &name] {
        cell(text, word);
        text.push(',');
    }
    let counts = [
        figures.active(),
        figures.managed,
        figures.monitored,
        figures.unmonitored,
        figures.ipv4,
        figures.ipv6,
        figures.public_ipv4,
        figures.brought_ipv4,
        figures.contiguous_ipv4,
        figures.consumed_ipv4,
    ];
    let terms = estimate.terms();
    let amounts = [
        figures.ipam_for(terms, Period::Hour),
        figures.ipam_for(terms, Period::Month),
        figures.ipam_for(terms, Period::Year),
        figures.public_ipv4_for(terms, Period::Month),
        figures.public_ipv4_for(terms, Period::Year),
    ];
    // A string takes whatever is written to it.
    for count in counts {
        _ = write!(text, "{count},");
    }
    for amount in amounts {
        _ = write!(text, "{},", amount.plain());
    }
    _ = write!(text, "{},", Currency::of(terms.home_region).code());
    if let Group::Workload(id) = group
        && let Some(usage) = estimate.usage(plan, id)
    {
        cell(text, &usage.to_string());
    }
    text.push_str("\r\n");
}

/// The dimension, the id and the name of a group.
fn called(plan: &Plan, group: Group) -> (&'static str, String, String) {
    let (design, intent) = (plan.design(), plan.intent());
    let named = |id: &str, name: Option<&String>| (id.to_owned(), name.cloned().unwrap_or_default());
    let (by, (id, name)) = match group {
        Group::Total | Group::Node(_) => ("total", named("", None)),
        Group::Region(region) => {
            let name = region.listing().map(|listing| listing.name).unwrap_or_default();
            ("region", (region.to_string(), name.to_owned()))
        }
        Group::Account(None) => ("account", named("", Some(&"no account".to_owned()))),
        Group::Account(Some(id)) => {
            let row = intent.accounts.get(&id);
            let number = row.and_then(|row| row.number).map(|number| number.to_string());
            let id = number.unwrap_or_else(|| id.to_string());
            ("account", named(&id, row.map(|row| &row.name)))
        }
        Group::Scope(id) => ("scope", (id.to_string(), scope(design.scopes.get(&id)))),
        Group::Pool(None) => ("pool", named("", Some(&"no pool".to_owned()))),
        Group::Pool(Some(id)) => ("pool", named(id.as_str(), design.pools.get(&id).map(|row| &row.name))),
        Group::Vpc(id) => ("vpc", named(id.as_str(), design.vpcs.get(&id).map(|row| &row.name))),
        Group::OutsideVpcs(dimension) => {
            let by = if dimension == Dimension::Vpc { "vpc" } else { "workload" };
            (by, named("", Some(&"public scope".to_owned())))
        }
        Group::Workload(id) => {
            let row = intent.workloads.get(&id);
            ("workload", named(id.as_str(), row.map(|row| &row.name)))
        }
    };
    (by, id, name)
}

fn scope(row: Option<&Scope>) -> String {
    match row.map(|row| (row.name.as_str(), row.origin, row.kind)) {
        Some(("", ScopeOrigin::Default, ScopeKind::Private)) => "default private scope".to_owned(),
        Some(("", ScopeOrigin::Default, ScopeKind::Public)) => "default public scope".to_owned(),
        Some((name, ..)) => name.to_owned(),
        None => String::new(),
    }
}

/// A text that is no formula, in quotes where it has to be.
pub(crate) fn cell(text: &mut String, word: &str) {
    let is_formula = word.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let must_quote = |letter: char| matches!(letter, ',' | '"' | '\r' | '\n' | '\t');
    if !is_formula && !word.contains(must_quote) {
        text.push_str(word);
        return;
    }
    text.push('"');
    if is_formula {
        text.push('\'');
    }
    text.push_str(&word.replace('"', "\"\""));
    text.push('"');
}
