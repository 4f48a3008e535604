//! The whole file of version 1, written in pieces: between two rows it can be left and taken up again, so that a page that saves a
//! large plan stays alive.

use super::out::{Layout, Out};
use super::tables::{AwsTable, IntentTable};
use super::{ipam, row};
use crate::format::FORMAT;
use crate::plan::{AwsTables, Plan, Side, Table};

/// A piece of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// What stands before all tables.
    Head,
    /// The beginning of one of the two sets of AWS tables, with its IPAM.
    Begin(Side),
    Aws(Side, AwsTable),
    /// Its end.
    End,
    Intent(IntentTable),
}

/// The writing of a plan, which must stay as it is meanwhile.
pub(in crate::format) struct Writer {
    out: Out,
    parts: Vec<Part>,
    /// The part that comes next, and the row of it.
    next: (usize, usize),
}

impl Writer {
    /// Nothing is written yet.
    pub(super) fn of(plan: &Plan, layout: Layout) -> Self {
        let mut parts = vec![Part::Head];
        for side in [Side::Design, Side::Actual] {
            if side == Side::Design || plan.actual().row_count() > 0 {
                parts.push(Part::Begin(side));
                parts.extend(AwsTable::ALL.iter().map(|table| Part::Aws(side, *table)));
                parts.push(Part::End);
            }
        }
        parts.extend(IntentTable::ALL.iter().map(|table| Part::Intent(*table)));
        Self {
            out: Out::new(layout),
            parts,
            next: (0, 0),
        }
    }

    /// Writes on: `rows` rows at most. Whether there is more.
    pub(in crate::format) fn go_on(&mut self, plan: &Plan, rows: usize) -> bool {
        let out = &mut self.out;
        let mut left = rows;
        while let Some(part) = self.parts.get(self.next.0) {
            let from = self.next.1;
            let next = match *part {
                Part::Head => {
                    out.open('{');
                    out.required_text("format", FORMAT);
                    out.number("version", 1);
                    row::write_about(plan.about(), out);
                    None
                }
                Part::Begin(side) => {
                    let (key, tables) = side_of(plan, side);
                    out.open_member(key);
                    // A plan has at most the one IPAM on each side.
                    for ipam in tables.ipams.values() {
                        out.member_object("ipam", |out| ipam::write_ipam(ipam, out));
                    }
                    None
                }
                Part::Aws(side, table) => table.write(side_of(plan, side).1, from, left, out),
                Part::End => {
                    out.close('}');
                    None
                }
                Part::Intent(table) => table.write(plan.intent(), from, left, out),
            };
            match next {
                Some(next) => {
                    self.next.1 = next;
                    left -= (next - from).min(left);
                    if left == 0 {
                        return true;
                    }
                }
                None => self.next = (self.next.0 + 1, 0),
            }
        }
        false
    }

    /// The text, once everything is written.
    pub(in crate::format) fn finish(mut self, plan: &Plan) -> String {
        while self.go_on(plan, usize::MAX) {}
        self.out.close('}');
        self.out.into_text()
    }
}

fn side_of(plan: &Plan, side: Side) -> (&'static str, &AwsTables) {
    match side {
        Side::Design => ("design", plan.design()),
        Side::Actual => ("actual", plan.actual()),
    }
}

/// Writes rows of a table, of a stretch that begins at a row and has so many at most. Where to go on; nothing when the table is
/// written.
pub(super) fn write_rows<T>(
    table: &Table<T>,
    key: &str,
    write: fn(&T, &mut Out),
    (from, most): (usize, usize),
    out: &mut Out,
) -> Option<usize> {
    if table.is_empty() {
        return None;
    }
    if from == 0 {
        out.open_member(key);
    }
    for (id, row) in table.iter().skip(from).take(most) {
        out.member_object(id.as_str(), |out| write(row, out));
    }
    let next = from.saturating_add(most);
    if next < table.len() {
        return Some(next);
    }
    out.close('}');
    None
}
