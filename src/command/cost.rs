//! `cost`: what a plan costs.

use std::path::Path;

use serde_json::json;

use super::arguments::Format;
use super::files::read;
use super::{FINE, Outcome};
use crate::cost::{Dimension, Figures, Group, Period, csv};
use crate::workspace::Workspace;

pub(super) fn cost(path: &Path, format: Format) -> Result<Outcome, String> {
    let workspace = Workspace::open(read(path)?.plan);
    let estimate = workspace.estimate();
    let terms = estimate.terms();
    let total = estimate.total();
    let by_region: Vec<(String, Figures)> = estimate
        .by(Dimension::Region)
        .into_iter()
        .map(|(group, figures)| match group {
            Group::Region(region) => (region.to_string(), figures),
            _ => (String::new(), figures),
        })
        .collect();
    let text = match format {
        Format::Csv => csv(workspace.plan(), estimate),
        Format::Json => {
            let figures = |figures: &Figures| {
                json!({
                    "active_ips": figures.active().to_string(),
                    "public_ipv4_addresses": figures.public_ipv4.to_string(),
                    "ipam_per_month": figures.ipam_for(terms, Period::Month).with_decimals(2),
                    "public_ipv4_per_month": figures.public_ipv4_for(terms, Period::Month).with_decimals(2),
                    "total_per_month": figures.total_for(terms, Period::Month).with_decimals(2),
                })
            };
            let regions: serde_json::Map<_, _> = by_region
                .iter()
                .map(|(region, of_region)| (region.clone(), figures(of_region)))
                .collect();
            format!("{:#}\n", json!({ "total": figures(&total), "regions": regions }))
        }
        _ => {
            let mut rows =
                vec![["", "Active IPs", "IPAM a month", "Public IPv4 a month", "Total a month"].map(str::to_owned)];
            let row = |name: String, figures: &Figures| {
                [
                    name,
                    figures.active().to_string(),
                    figures.ipam_for(terms, Period::Month).with_decimals(2),
                    figures.public_ipv4_for(terms, Period::Month).with_decimals(2),
                    figures.total_for(terms, Period::Month).with_decimals(2),
                ]
            };
            rows.extend(by_region.iter().map(|(region, figures)| row(region.clone(), figures)));
            rows.push(row("Total".to_owned(), &total));
            table(&rows)
        }
    };
    Ok(Outcome::new(text, FINE))
}

/// Columns in line: the first to the left, numbers to the right.
fn table(rows: &[[String; 5]]) -> String {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
    };
    let widths: Vec<usize> = (0..5).filter_map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}
