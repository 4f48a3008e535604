//! One row of a plan as the file writes it.

use super::fields::{Fields, read_object};
use super::out::{Layout, Out};
use super::problems::{Place, Problems};
use super::tables::{AwsTable, IntentTable};
use super::{cost, intent, ipam};
use crate::plan::{About, AnyId, AwsTables, IntentTables};

/// The object of the row `id`, on one line; nothing when the tables do not have it.
pub(in crate::format) fn write_row(aws: &AwsTables, intent: &IntentTables, id: AnyId) -> Option<String> {
    let mut out = Out::new(Layout::OneLine);
    let mut is_there = false;
    out.object(|out| {
        is_there = match id {
            AnyId::Ipam(id) => aws.ipams.get(&id).map(|row| ipam::write_ipam(row, out)).is_some(),
            AnyId::About(id) => intent.abouts.get(&id).map(|row| write_about(row, out)).is_some(),
            id => AwsTable::write_one(aws, id, out) || IntentTable::write_one(intent, id, out),
        };
    });
    is_there.then(|| out.into_text())
}

/// The keys that lead to the row `id` of the design in the file.
pub(in crate::format) fn keys_to(id: &AnyId) -> Vec<&str> {
    match id {
        AnyId::Ipam(_) => vec!["design", "ipam"],
        AnyId::About(_) => Vec::new(),
        row => match (AwsTable::key_for(*row), IntentTable::key_for(*row)) {
            (Some(table), _) => vec!["design", table, row.as_str()],
            (None, Some(table)) => vec![table, row.as_str()],
            (None, None) => Vec::new(),
        },
    }
}

/// The plan as a document: its members stand at the top of the file.
pub(super) fn write_about(about: &About, out: &mut Out) {
    out.text("name", &about.name);
    out.text("note", &about.note);
    intent::write_quotas(&about.quotas, out);
    cost::write_settings(&about.cost, out);
}

/// Reads the object of the row `id` into its place in the tables. Whether all of it could be read.
pub(in crate::format) fn read_row(text: &str, id: AnyId, aws: &mut AwsTables, intent: &mut IntentTables) -> bool {
    let mut problems = Problems::of(text);
    read_object(text, Place::Top, &mut problems, &mut |fields| match id {
        AnyId::Ipam(id) => {
            if let Some(row) = ipam::read_ipam(fields) {
                aws.ipams.insert(id, row);
            }
        }
        AnyId::About(id) => {
            let about = read_about(fields);
            intent.abouts.insert(id, about);
        }
        id => {
            AwsTable::read_one(aws, id, fields);
            IntentTable::read_one(intent, id, fields);
        }
    });
    problems.is_empty() && (aws.has(id) || intent.has(id))
}

fn read_about(fields: &mut Fields<'_, '_>) -> About {
    let mut about = About {
        name: fields.text("name"),
        note: fields.text("note"),
        ..About::default()
    };
    fields.maybe_object("quotas", &mut |fields| about.quotas = intent::read_quotas(fields));
    fields.maybe_object("cost", &mut |fields| about.cost = cost::read_settings(fields));
    about
}
