//! The tree as a table for spreadsheets, by RFC 4180.
//!
//! Names are text to whoever opens it: what a spreadsheet would take for a formula begins with an apostrophe
//! (<https://owasp.org/www-community/attacks/CSV_Injection>).

use super::line::{self, Line, tags_in_a_cell};
use super::writing::{Left, Out, Scene, Writer};
use crate::cost;
use crate::plan::Node;

const COLUMNS: [&str; 19] = [
    "level",
    "kind",
    "name",
    "cidr",
    "place",
    "addresses",
    "utilization_percent",
    "active_ips",
    "cost_per_month",
    "currency",
    "errors",
    "warnings",
    "notes",
    "account",
    "state",
    "purpose",
    "tags",
    "aws_id",
    "note",
];

pub(super) struct Csv;

impl Writer for Csv {
    fn head(&mut self, scene: Scene<'_>, out: &mut Out) {
        out.push(&COLUMNS.join(","));
        out.push("\r\n");
        out.losses.of_tables(scene);
    }

    fn row(&mut self, scene: Scene<'_>, node: Node, level: u32, out: &mut Out) {
        let Some(line) = Line::of(scene, node) else { return };
        let number = |number: Option<u128>| number.map(|number| number.to_string()).unwrap_or_default();
        let count = |count: u32| if count == 0 { String::new() } else { count.to_string() };
        let cells = [
            (level + 1).to_string(),
            line.kind.to_owned(),
            line.name,
            line.cidrs.join("; "),
            line.place,
            line.addresses.map(digits).unwrap_or_default(),
            line.used
                .map(|used| format!("{}.{}", used / 10, used % 10))
                .unwrap_or_default(),
            number(line.active),
            line.cost.map(|cost| cost.with_decimals(2)).unwrap_or_default(),
            line.cost.map(|_| line::currency(scene).to_owned()).unwrap_or_default(),
            count(line.findings.errors),
            count(line.findings.warnings),
            count(line.findings.notes),
            line.account,
            line.state.to_owned(),
            line.purpose,
            tags_in_a_cell(&line.tags),
            line.aws_id,
            line.note,
        ];
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                out.push(",");
            }
            cost::cell(&mut out.text, cell);
        }
        out.push("\r\n");
    }

    fn foot(&mut self, _scene: Scene<'_>, _out: &mut Out) -> Left {
        Left::Nothing
    }
}

/// All digits, without separators: 2^128 is one more than the largest number there is.
fn digits(count: crate::address::AddressCount) -> String {
    count.to_string().chars().filter(char::is_ascii_digit).collect()
}
