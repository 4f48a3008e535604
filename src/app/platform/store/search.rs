//! Finding a plan in the database.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;

use super::database::{DONE, Database, Query, Table, Transaction};
use super::durable::put_lease;
use super::keys::range;
use crate::app::platform::later::Later;
use crate::format::stored::{Candidate, Damage, Damaged, Entry, Slot, StorageProblem, StoredPlan, read_record};

/// What the database holds of a plan.
#[derive(Default)]
pub(super) struct Found {
    /// The newest revision that can be read, and before it every newer one that cannot.
    pub(super) candidates: Vec<Candidate>,
    /// The plan's line in the list.
    pub(super) entry: Option<Entry>,
    /// The epoch of the plan's writer, 0 before the first.
    pub(super) epoch: u64,
}

/// Looks for a plan, from its newest revision back. Revisions older than a readable one are not looked at: they are its
/// past.
pub(super) struct Search<'i> {
    id: &'i str,
    supported: u32,
    pub(super) found: Found,
    /// Where to look further, the newest last.
    older: Vec<(u64, JsValue)>,
    /// The revision that was asked for.
    asked: Option<u64>,
}

impl<'i> Search<'i> {
    pub(super) fn new(id: &'i str, supported: u32) -> Self {
        Self {
            id,
            supported,
            found: Found::default(),
            older: Vec::new(),
            asked: None,
        }
    }

    /// Takes in what [`about`] asks for, and then one revision after the other, each of which it asks for. `None` when it
    /// knows enough.
    pub(super) fn take(&mut self, answers: &[JsValue]) -> Option<Query> {
        match (self.asked, answers) {
            (Some(revision), [value]) => {
                let found = read_value(self.id, value, self.supported);
                if found.is_ok() {
                    self.older.clear();
                }
                let slot = Slot::Durable(revision);
                self.found.candidates.push(Candidate { slot, found });
            }
            (_, [lease, line, keys]) => {
                self.found.epoch = epoch(lease).unwrap_or(0);
                self.found.entry = entry(self.id, line);
                self.older = revisions(keys);
            }
            _ => {}
        }
        let (revision, key) = self.older.pop()?;
        self.asked = Some(revision);
        Some(Query::value(Table::Revisions, key))
    }
}

/// Finds a plan. For a writer (`above`), its epoch grows above that of every other, and above `above`.
pub(super) fn find<'a>(
    database: &'a Database,
    id: &'a str,
    above: Option<u64>,
    supported: u32,
) -> Later<'a, Result<Found, StorageProblem>> {
    Box::pin(async move {
        let mut search = Search::new(id, supported);
        let decide = &mut |transaction: &Transaction, answers: &[JsValue]| {
            if let Some(query) = search.take(answers) {
                return Ok(vec![query]);
            }
            if let Some(above) = above {
                search.found.epoch = search.found.epoch.max(above).saturating_add(1);
                put_lease(transaction, id, search.found.epoch)?;
            }
            Ok(DONE)
        };
        match above {
            None => database.read(about(id)?, decide).await?,
            Some(_) => database.write(about(id)?, decide).await?,
        }
        Ok(search.found)
    })
}

/// What is asked of a plan before anything is done about it: its lease, its line, the keys of its revisions.
pub(super) fn about(id: &str) -> Result<Vec<Query>, StorageProblem> {
    Ok(vec![
        Query::value(Table::Leases, JsValue::from_str(id)),
        Query::value(Table::Entries, JsValue::from_str(id)),
        Query::keys(Table::Revisions, range(id)?),
    ])
}

pub(super) fn epoch(lease: &JsValue) -> Option<u64> {
    // Written below from a number that a header can hold: whole and below 2^53.
    lease.as_f64().filter(|epoch| *epoch >= 0.0).map(|epoch| epoch as u64)
}

pub(super) fn entry(id: &str, line: &JsValue) -> Option<Entry> {
    Entry::read(&line.as_string()?).filter(|entry| entry.plan == id)
}

/// The kept revisions and their keys, oldest first.
pub(super) fn revisions(keys: &JsValue) -> Vec<(u64, JsValue)> {
    let mut revisions = Vec::new();
    for key in Array::from(keys) {
        let number = Array::from(&key).get(1).as_f64();
        if let Some(number) = number.filter(|number| *number >= 0.0) {
            revisions.push((number as u64, key));
        }
    }
    revisions
}

pub(super) fn read_value(id: &str, value: &JsValue, supported: u32) -> Result<StoredPlan, Damaged> {
    let text = match (text(value, "header"), text(value, "text")) {
        (Some(header), Some(text)) => return read_record(id, &header, text, supported),
        (None, Some(text)) => text,
        (_, None) => {
            let json = JSON::stringify(value).ok().and_then(|json| json.as_string());
            json.unwrap_or_default()
        }
    };
    Err(Damaged {
        damage: Damage::Unreadable,
        text,
        claims: None,
    })
}

pub(super) fn text(value: &JsValue, field: &str) -> Option<String> {
    Reflect::get(value, &JsValue::from_str(field)).ok()?.as_string()
}
