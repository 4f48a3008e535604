//! Plans in the database.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use super::aside::{Aside, Why};
use super::database::{DONE, Database, Query, Table, Transaction};
use crate::app::platform::later::Later;
use crate::format::stored::{
    Candidate, Damage, Damaged, Draft, Entry, Packing, Slot, StorageProblem, StoredPlan, may_commit, read_record,
};

/// How many good revisions of a plan are kept.
const KEPT_REVISIONS: usize = 3;

/// How many deleted plans are kept.
const KEPT_DELETED: usize = 10;

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
struct Search<'i> {
    id: &'i str,
    supported: u32,
    found: Found,
    /// Where to look further, the newest last.
    older: Vec<(u64, JsValue)>,
    /// The revision that was asked for.
    asked: Option<u64>,
}

impl<'i> Search<'i> {
    fn new(id: &'i str, supported: u32) -> Self {
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
    fn take(&mut self, answers: &[JsValue]) -> Option<Query> {
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
        match above {
            None => {
                let decide = &mut |_: &Transaction, answers: &[JsValue]| Ok(search.take(answers).into_iter().collect());
                database.read(about(id)?, decide).await?;
            }
            Some(above) => {
                let decide = &mut |transaction: &Transaction, answers: &[JsValue]| {
                    if let Some(query) = search.take(answers) {
                        return Ok(vec![query]);
                    }
                    search.found.epoch = search.found.epoch.max(above).saturating_add(1);
                    put_lease(transaction, id, search.found.epoch)?;
                    Ok(DONE)
                };
                database.write(about(id)?, decide).await?;
            }
        }
        Ok(search.found)
    })
}

/// Whether one of the kept revisions says the same as `draft`.
pub(super) async fn holds(database: &Database, id: &str, draft: &Draft) -> Result<bool, StorageProblem> {
    let mut holds = false;
    let decide = &mut |_: &Transaction, answers: &[JsValue]| {
        for value in answers.iter().flat_map(Array::from) {
            holds |= read_value(id, &value, u32::MAX).is_ok_and(|plan| plan.draft == *draft);
        }
        Ok(DONE)
    };
    let all = vec![Query::values(Table::Revisions, range(id)?)];
    database.read(all, decide).await?;
    Ok(holds)
}

/// Stores a revision, its line in the list, and drops what is older than the last three. `expected` is the revision that
/// the writer saw last.
pub(super) async fn commit(database: &Database, plan: &StoredPlan, expected: u64) -> Result<(), StorageProblem> {
    let decide = &mut |transaction: &Transaction, answers: &[JsValue]| {
        let [lease, line, keys] = answers else { return Ok(DONE) };
        let (lease, before, mut older) = (epoch(lease), entry(&plan.id, line), revisions(keys));
        may_commit(plan.at.epoch, expected, lease, before.as_ref().map(|entry| entry.at))
            .map_err(|_| StorageProblem::LostLease)?;
        older.retain(|(revision, _)| *revision < plan.at.revision);
        let surplus = older.len().saturating_sub(KEPT_REVISIONS - 1);
        for (_, key) in older.iter().take(surplus) {
            transaction.delete(Table::Revisions, key)?;
        }
        let value = Object::new();
        set(&value, "header", &plan.header(Packing::Plain));
        set(&value, "text", &plan.draft.text);
        transaction.put(Table::Revisions, &revision_key(&plan.id, plan.at.revision), &value)?;
        let mut entry = plan.entry();
        entry.exported_at = entry.exported_at.max(before.and_then(|before| before.exported_at));
        put_entry(transaction, &entry)?;
        if lease != Some(plan.at.epoch) {
            put_lease(transaction, &plan.id, plan.at.epoch)?;
        }
        Ok(DONE)
    };
    database.write(about(&plan.id)?, decide).await
}

/// The list of plans, by id. A plan whose line is missing or unreadable gets one from its newest revision.
pub(super) async fn list(database: &Database) -> Result<Vec<Entry>, StorageProblem> {
    let mut list: Vec<Entry> = Vec::new();
    // The plans without a line, whose revisions were asked for.
    let mut nameless: Vec<String> = Vec::new();
    let decide = &mut |_: &Transaction, answers: &[JsValue]| {
        if !nameless.is_empty() {
            for (id, value) in nameless.iter().zip(answers) {
                let header = text(value, "header").and_then(|header| Entry::read(&header));
                let entry = header.filter(|entry| entry.plan == *id);
                list.push(entry.unwrap_or_else(|| Entry::nameless(id)));
            }
            return Ok(DONE);
        }
        let [lines, keys] = answers else { return Ok(DONE) };
        for line in Array::from(lines) {
            list.extend(line.as_string().and_then(|line| Entry::read(&line)));
        }
        let mut queries: Vec<Query> = Vec::new();
        // In order, so the keys of a plan follow each other, and its last one is the newest.
        for key in Array::from(keys) {
            let Some(id) = Array::from(&key).get(0).as_string() else {
                continue;
            };
            if nameless.last() == Some(&id) {
                queries.pop();
            } else if list.iter().any(|entry| entry.plan == id) {
                continue;
            } else {
                nameless.push(id);
            }
            queries.push(Query::value(Table::Revisions, key));
        }
        Ok(queries)
    };
    let all = vec![
        Query::values(Table::Entries, JsValue::UNDEFINED),
        Query::keys(Table::Revisions, JsValue::UNDEFINED),
    ];
    database.read(all, decide).await?;
    Ok(list)
}

/// Notes that the plan was exported.
pub(super) async fn mark_exported(database: &Database, id: &str, at: u64) -> Result<(), StorageProblem> {
    let decide = &mut |transaction: &Transaction, answers: &[JsValue]| {
        let entry = answers.first().and_then(|line| entry(id, line));
        let mut entry = entry.ok_or(StorageProblem::NotFound)?;
        entry.exported_at = Some(at);
        put_entry(transaction, &entry)?;
        Ok(DONE)
    };
    let line = vec![Query::value(Table::Entries, JsValue::from_str(id))];
    database.write(line, decide).await
}

/// Sets something aside. `instead_of` is the revision that it was found in, which is then removed.
pub(super) async fn set_aside(
    database: &Database,
    aside: &Aside,
    text: &str,
    instead_of: Option<u64>,
) -> Result<(), StorageProblem> {
    let decide = &mut |transaction: &Transaction, _: &[JsValue]| {
        put_aside(transaction, aside, text)?;
        if let Some(revision) = instead_of {
            transaction.delete(Table::Revisions, &revision_key(&aside.plan, revision))?;
        }
        Ok(DONE)
    };
    database.write(DONE, decide).await
}

/// Removes a plan and sets its newest revision aside (`given` where the database has none). Whoever has it open is no
/// longer its writer.
pub(super) async fn delete(
    database: &Database,
    id: &str,
    at: u64,
    mut given: Option<StoredPlan>,
    supported: u32,
) -> Result<Aside, StorageProblem> {
    let mut search = Search::new(id, supported);
    let mut asides: Option<Vec<Aside>> = None;
    let mut set_aside = None;
    let decide = &mut |transaction: &Transaction, answers: &[JsValue]| {
        if asides.is_none() {
            let [rest @ .., about] = answers else { return Ok(DONE) };
            asides = Some(asides_of(about));
            if let Some(query) = search.take(rest) {
                return Ok(vec![query]);
            }
        } else if let Some(query) = search.take(answers) {
            return Ok(vec![query]);
        }
        let newest = search
            .found
            .candidates
            .drain(..)
            .next()
            .map(|candidate| candidate.found);
        let (aside, text) = match (newest, given.take()) {
            (Some(Ok(plan)), given) => {
                let newer = given.filter(|given| given.at > plan.at);
                let plan = newer.unwrap_or(plan);
                (Aside::of_plan(&plan, Why::Deleted, at), plan.draft.text)
            }
            (_, Some(plan)) => (Aside::of_plan(&plan, Why::Deleted, at), plan.draft.text),
            (Some(Err(damaged)), None) => (Aside::of_damaged(id, &damaged, at), damaged.text),
            (None, None) => return Err(StorageProblem::NotFound),
        };
        put_aside(transaction, &aside, &text)?;
        let mut deleted = asides.take().unwrap_or_default();
        deleted.retain(|other| other.why == Why::Deleted && other.key != aside.key);
        if aside.why == Why::Deleted {
            deleted.push(aside.clone());
        }
        for old in Aside::latest_first(deleted).iter().skip(KEPT_DELETED) {
            remove_aside(transaction, &old.key)?;
        }
        transaction.delete(Table::Revisions, &range(id)?)?;
        transaction.delete(Table::Entries, &JsValue::from_str(id))?;
        put_lease(transaction, id, search.found.epoch.saturating_add(1))?;
        set_aside = Some(aside);
        Ok(DONE)
    };
    let mut queries = about(id)?;
    queries.push(Query::values(Table::Aside, range("about")?));
    database.write(queries, decide).await?;
    set_aside.ok_or(StorageProblem::NotFound)
}

/// Everything that is set aside, without the texts.
pub(super) async fn asides(database: &Database) -> Result<Vec<Aside>, StorageProblem> {
    let mut asides = Vec::new();
    let decide = &mut |_: &Transaction, answers: &[JsValue]| {
        asides = answers.first().map(asides_of).unwrap_or_default();
        Ok(DONE)
    };
    let all = vec![Query::values(Table::Aside, range("about")?)];
    database.read(all, decide).await?;
    Ok(asides)
}

/// The text of something that is set aside.
pub(super) async fn aside_text(database: &Database, key: &str) -> Result<String, StorageProblem> {
    let mut text = None;
    let decide = &mut |_: &Transaction, answers: &[JsValue]| {
        text = answers.first().and_then(JsValue::as_string);
        Ok(DONE)
    };
    let text_of = vec![Query::value(Table::Aside, pair("text", &JsValue::from_str(key)))];
    database.read(text_of, decide).await?;
    text.ok_or(StorageProblem::NotFound)
}

/// Removes something that is set aside, for good.
pub(super) async fn discard(database: &Database, key: &str) -> Result<(), StorageProblem> {
    let decide = &mut |transaction: &Transaction, _: &[JsValue]| {
        remove_aside(transaction, key)?;
        Ok(DONE)
    };
    database.write(DONE, decide).await
}

/// What is asked of a plan before anything is done about it: its lease, its line, the keys of its revisions.
fn about(id: &str) -> Result<Vec<Query>, StorageProblem> {
    Ok(vec![
        Query::value(Table::Leases, JsValue::from_str(id)),
        Query::value(Table::Entries, JsValue::from_str(id)),
        Query::keys(Table::Revisions, range(id)?),
    ])
}

fn epoch(lease: &JsValue) -> Option<u64> {
    // Written below from a number that a header can hold: whole and below 2^53.
    lease.as_f64().filter(|epoch| *epoch >= 0.0).map(|epoch| epoch as u64)
}

fn put_lease(transaction: &Transaction, id: &str, epoch: u64) -> Result<(), StorageProblem> {
    transaction.put(Table::Leases, &JsValue::from_str(id), &JsValue::from_f64(epoch as f64))
}

fn entry(id: &str, line: &JsValue) -> Option<Entry> {
    Entry::read(&line.as_string()?).filter(|entry| entry.plan == id)
}

fn put_entry(transaction: &Transaction, entry: &Entry) -> Result<(), StorageProblem> {
    transaction.put(
        Table::Entries,
        &JsValue::from_str(&entry.plan),
        &JsValue::from_str(&entry.write()),
    )
}

/// The kept revisions and their keys, oldest first.
fn revisions(keys: &JsValue) -> Vec<(u64, JsValue)> {
    let mut revisions = Vec::new();
    for key in Array::from(keys) {
        let number = Array::from(&key).get(1).as_f64();
        if let Some(number) = number.filter(|number| *number >= 0.0) {
            revisions.push((number as u64, key));
        }
    }
    revisions
}

fn asides_of(values: &JsValue) -> Vec<Aside> {
    let mut asides = Vec::new();
    for about in Array::from(values) {
        asides.extend(about.as_string().and_then(|about| Aside::read(&about)));
    }
    asides
}

fn put_aside(transaction: &Transaction, aside: &Aside, text: &str) -> Result<(), StorageProblem> {
    let key = JsValue::from_str(&aside.key);
    transaction.put(Table::Aside, &pair("about", &key), &JsValue::from_str(&aside.write()))?;
    transaction.put(Table::Aside, &pair("text", &key), &JsValue::from_str(text))
}

fn remove_aside(transaction: &Transaction, key: &str) -> Result<(), StorageProblem> {
    let key = JsValue::from_str(key);
    transaction.delete(Table::Aside, &pair("about", &key))?;
    transaction.delete(Table::Aside, &pair("text", &key))
}

fn read_value(id: &str, value: &JsValue, supported: u32) -> Result<StoredPlan, Damaged> {
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

fn text(value: &JsValue, field: &str) -> Option<String> {
    Reflect::get(value, &JsValue::from_str(field)).ok()?.as_string()
}

fn set(object: &Object, field: &str, value: &str) {
    // A new object takes any field.
    let _ = Reflect::set(object, &JsValue::from_str(field), &JsValue::from_str(value));
}

fn revision_key(id: &str, revision: u64) -> JsValue {
    pair(id, &JsValue::from_f64(revision as f64))
}

fn pair(first: &str, second: &JsValue) -> JsValue {
    Array::of2(&JsValue::from_str(first), second).into()
}

/// Every key that is a pair beginning with `first`: arrays order after everything else that a key can be.
fn range(first: &str) -> Result<JsValue, StorageProblem> {
    let (lower, upper) = (Array::of1(&JsValue::from_str(first)), pair(first, &Array::new()));
    IdbKeyRange::bound(&lower, &upper)
        .map(JsValue::from)
        .map_err(|exception| crate::app::platform::exception::problem(&exception))
}
