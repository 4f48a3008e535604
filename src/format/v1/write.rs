//! The whole file of version 1, written in one pass.

use super::out::{Layout, Out};
use super::tables::{AwsTable, IntentTable};
use super::{ipam, row};
use crate::format::FORMAT;
use crate::plan::{AwsTables, Plan};

/// The file of `plan`.
pub(super) fn write(plan: &Plan, layout: Layout) -> String {
    let mut out = Out::new(layout);
    out.object(|out| {
        out.required_text("format", FORMAT);
        out.number("version", 1);
        row::write_about(plan.about(), out);
        write_side("design", plan.design(), out);
        if plan.actual().row_count() > 0 {
            write_side("actual", plan.actual(), out);
        }
        IntentTable::write(plan.intent(), out);
    });
    out.into_text()
}

fn write_side(key: &str, tables: &AwsTables, out: &mut Out) {
    out.member_object(key, |out| {
        // A plan has at most the one IPAM on each side.
        for ipam in tables.ipams.values() {
            out.member_object("ipam", |out| ipam::write_ipam(ipam, out));
        }
        AwsTable::write(tables, out);
    });
}
