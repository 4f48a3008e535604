//! Plans in the database.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use super::aside::{Aside, Why};
use super::asides;
use super::database::{DONE, Database, Query, Table, Transaction};
use super::keys::{range, revision_key};
use super::search::{Search, about, entry, epoch, read_value, revisions, text};
use crate::format::stored::{Draft, Entry, Packing, StorageProblem, StoredPlan, may_commit};

/// How many good revisions of a plan are kept.
const KEPT_REVISIONS: usize = 3;

/// How many deleted plans are kept.
const KEPT_DELETED: usize = 10;

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
    // The text goes to the browser before it is waited for: what is done then is long enough.
    let mut line_of_plan = plan.entry();
    let value = Object::new();
    set(&value, "header", &plan.header_of(&line_of_plan, Packing::Plain));
    set(&value, "text", &plan.draft.text);
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
        transaction.put(Table::Revisions, &revision_key(&plan.id, plan.at.revision), &value)?;
        line_of_plan.exported_at = plan.exported_at.max(before.and_then(|before| before.exported_at));
        put_entry(transaction, &line_of_plan)?;
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
            asides = Some(asides::read(about));
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
        asides::put(transaction, &aside, &text)?;
        let mut deleted = asides.take().unwrap_or_default();
        deleted.retain(|other| other.why == Why::Deleted && other.key != aside.key);
        if aside.why == Why::Deleted {
            deleted.push(aside.clone());
        }
        for old in Aside::latest_first(deleted).iter().skip(KEPT_DELETED) {
            asides::remove(transaction, &old.key)?;
        }
        transaction.delete(Table::Revisions, &range(id)?)?;
        transaction.delete(Table::Entries, &JsValue::from_str(id))?;
        put_lease(transaction, id, search.found.epoch.saturating_add(1))?;
        set_aside = Some(aside);
        Ok(DONE)
    };
    let mut queries = about(id)?;
    queries.push(asides::all()?);
    database.write(queries, decide).await?;
    set_aside.ok_or(StorageProblem::NotFound)
}

pub(super) fn put_lease(transaction: &Transaction, id: &str, epoch: u64) -> Result<(), StorageProblem> {
    transaction.put(Table::Leases, &JsValue::from_str(id), &JsValue::from_f64(epoch as f64))
}

fn put_entry(transaction: &Transaction, entry: &Entry) -> Result<(), StorageProblem> {
    transaction.put(
        Table::Entries,
        &JsValue::from_str(&entry.plan),
        &JsValue::from_str(&entry.write()),
    )
}

fn set(object: &Object, field: &str, value: &str) {
    // A new object takes any field.
    let _ = Reflect::set(object, &JsValue::from_str(field), &JsValue::from_str(value));
}
