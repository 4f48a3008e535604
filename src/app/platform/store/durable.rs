//! Plans in the database.

use std::collections::BTreeMap;

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use super::aside::{Aside, Why};
use super::database::{Database, Table, Transaction};
use crate::format::stored::{
    Candidate, Damage, Damaged, Draft, Entry, Packing, Slot, StorageProblem, StoredPlan, may_commit, read_record,
};

/// How many good revisions of a plan are kept.
const KEPT_REVISIONS: usize = 3;

/// How many deleted plans are kept.
const KEPT_DELETED: usize = 10;

/// What the database holds of a plan.
pub(super) struct Found {
    /// The newest revision that can be read, and before it every newer one that cannot.
    pub(super) candidates: Vec<Candidate>,
    /// The plan's line in the list.
    pub(super) entry: Option<Entry>,
    /// The epoch of the plan's writer, 0 before the first.
    pub(super) epoch: u64,
}

/// Finds a plan. Revisions older than a readable one are not looked at: they are its past.
pub(super) async fn find(database: &Database, id: &str, supported: u32) -> Result<Found, StorageProblem> {
    database
        .read(async |transaction| find_in(transaction, id, supported).await)
        .await
}

/// Makes the caller the writer: the epoch grows above that of every other, and above `floor`. Then finds the plan.
pub(super) async fn claim(database: &Database, id: &str, floor: u64, supported: u32) -> Result<Found, StorageProblem> {
    database
        .write(async |transaction| {
            let mut found = find_in(transaction, id, supported).await?;
            found.epoch = found.epoch.max(floor).saturating_add(1);
            put_lease(transaction, id, found.epoch)?;
            Ok(found)
        })
        .await
}

async fn find_in(transaction: &Transaction, id: &str, supported: u32) -> Result<Found, StorageProblem> {
    let epoch = lease(transaction, id).await?.unwrap_or(0);
    let entry = entry(transaction, id).await?;
    let mut candidates = Vec::new();
    for (revision, key) in revisions(transaction, id).await?.into_iter().rev() {
        let found = read_value(id, &transaction.get(Table::Revisions, &key).await?, supported);
        let readable = found.is_ok();
        candidates.push(Candidate {
            slot: Slot::Durable(revision),
            found,
        });
        if readable {
            break;
        }
    }
    Ok(Found {
        candidates,
        entry,
        epoch,
    })
}

/// Whether one of the kept revisions says the same as `draft`.
pub(super) async fn holds(database: &Database, id: &str, draft: &Draft) -> Result<bool, StorageProblem> {
    database
        .read(async |transaction| {
            for (_, key) in revisions(transaction, id).await? {
                let value = transaction.get(Table::Revisions, &key).await?;
                if read_value(id, &value, u32::MAX).is_ok_and(|plan| plan.draft == *draft) {
                    return Ok(true);
                }
            }
            Ok(false)
        })
        .await
}

/// Stores a revision, its line in the list, and drops what is older than the last three. `expected` is the revision that
/// the writer saw last.
pub(super) async fn commit(database: &Database, plan: &StoredPlan, expected: u64) -> Result<(), StorageProblem> {
    database
        .write(async |transaction| {
            let lease = lease(transaction, &plan.id).await?;
            let before = entry(transaction, &plan.id).await?;
            may_commit(plan.at.epoch, expected, lease, before.as_ref().map(|entry| entry.at))
                .map_err(|_| StorageProblem::LostLease)?;
            let kept = revisions(transaction, &plan.id).await?;
            let older: Vec<_> = kept
                .iter()
                .filter(|(revision, _)| *revision < plan.at.revision)
                .collect();
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
            Ok(())
        })
        .await
}

/// The list of plans, by id. A plan whose line is missing or unreadable gets one from its newest revision.
pub(super) async fn list(database: &Database) -> Result<BTreeMap<String, Entry>, StorageProblem> {
    database
        .read(async |transaction| {
            let lines = transaction.values(Table::Entries, &JsValue::UNDEFINED).await?;
            let lines = lines.iter().filter_map(|line| Entry::read(&line.as_string()?));
            let mut list: BTreeMap<_, _> = lines.map(|entry| (entry.plan.clone(), entry)).collect();
            let mut newest = BTreeMap::new();
            for key in transaction.keys(Table::Revisions, &JsValue::UNDEFINED).await?.iter() {
                if let Some(id) = Array::from(&key).get(0).as_string() {
                    newest.insert(id, key);
                }
            }
            for (id, key) in newest {
                if !list.contains_key(&id) {
                    let value = transaction.get(Table::Revisions, &key).await?;
                    let entry = text(&value, "header").and_then(|header| Entry::read(&header));
                    list.insert(
                        id.clone(),
                        entry
                            .filter(|entry| entry.plan == id)
                            .unwrap_or_else(|| Entry::nameless(&id)),
                    );
                }
            }
            Ok(list)
        })
        .await
}

/// Notes that the plan was exported.
pub(super) async fn mark_exported(database: &Database, id: &str, at: u64) -> Result<(), StorageProblem> {
    database
        .write(async |transaction| {
            let Some(entry) = entry(transaction, id).await? else {
                return Err(StorageProblem::NotFound);
            };
            put_entry(
                transaction,
                &Entry {
                    exported_at: Some(at),
                    ..entry
                },
            )
        })
        .await
}

/// Sets something aside. `instead_of` is the revision that it was found in, which is then removed.
pub(super) async fn set_aside(
    database: &Database,
    aside: &Aside,
    text: &str,
    instead_of: Option<u64>,
) -> Result<(), StorageProblem> {
    database
        .write(async |transaction| {
            put_aside(transaction, aside, text)?;
            match instead_of {
                Some(revision) => transaction.delete(Table::Revisions, &revision_key(&aside.plan, revision)),
                None => Ok(()),
            }
        })
        .await
}

/// Removes a plan and sets its newest revision aside (`given` where the database has none). Whoever has it open is no
/// longer its writer.
pub(super) async fn delete(
    database: &Database,
    id: &str,
    at: u64,
    given: Option<StoredPlan>,
    supported: u32,
) -> Result<Aside, StorageProblem> {
    database
        .write(async |transaction| {
            let found = find_in(transaction, id, supported).await?;
            let newest = found.candidates.into_iter().next().map(|candidate| candidate.found);
            let (aside, text) = match (newest, given) {
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
            let mut deleted: Vec<Aside> = asides_in(transaction).await?;
            deleted.retain(|aside| aside.why == Why::Deleted);
            Aside::latest_first(&mut deleted);
            for old in deleted.iter().skip(KEPT_DELETED) {
                remove_aside(transaction, &old.key)?;
            }
            transaction.delete(Table::Revisions, &range(id)?)?;
            transaction.delete(Table::Entries, &JsValue::from_str(id))?;
            put_lease(transaction, id, found.epoch.saturating_add(1))?;
            Ok(aside)
        })
        .await
}

/// Everything that is set aside, without the texts.
pub(super) async fn asides(database: &Database) -> Result<Vec<Aside>, StorageProblem> {
    database.read(asides_in).await
}

/// The text of something that is set aside.
pub(super) async fn aside_text(database: &Database, key: &str) -> Result<String, StorageProblem> {
    database
        .read(async |transaction| {
            let text = transaction
                .get(Table::Aside, &pair("text", &JsValue::from_str(key)))
                .await?;
            text.as_string().ok_or(StorageProblem::NotFound)
        })
        .await
}

/// Removes something that is set aside, for good.
pub(super) async fn discard(database: &Database, key: &str) -> Result<(), StorageProblem> {
    database.write(async |transaction| remove_aside(transaction, key)).await
}

async fn asides_in(transaction: &Transaction) -> Result<Vec<Aside>, StorageProblem> {
    let about = transaction.values(Table::Aside, &range("about")?).await?;
    Ok(about
        .iter()
        .filter_map(|about| Aside::read(&about.as_string()?))
        .collect())
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

async fn lease(transaction: &Transaction, id: &str) -> Result<Option<u64>, StorageProblem> {
    let epoch = transaction.get(Table::Leases, &JsValue::from_str(id)).await?.as_f64();
    // Written below from a number that a header can hold: whole and below 2^53.
    Ok(epoch.filter(|epoch| *epoch >= 0.0).map(|epoch| epoch as u64))
}

fn put_lease(transaction: &Transaction, id: &str, epoch: u64) -> Result<(), StorageProblem> {
    transaction.put(Table::Leases, &JsValue::from_str(id), &JsValue::from_f64(epoch as f64))
}

async fn entry(transaction: &Transaction, id: &str) -> Result<Option<Entry>, StorageProblem> {
    let line = transaction.get(Table::Entries, &JsValue::from_str(id)).await?;
    Ok(line
        .as_string()
        .and_then(|line| Entry::read(&line))
        .filter(|entry| entry.plan == id))
}

fn put_entry(transaction: &Transaction, entry: &Entry) -> Result<(), StorageProblem> {
    transaction.put(
        Table::Entries,
        &JsValue::from_str(&entry.plan),
        &JsValue::from_str(&entry.write()),
    )
}

/// The kept revisions and their keys, oldest first.
async fn revisions(transaction: &Transaction, id: &str) -> Result<Vec<(u64, JsValue)>, StorageProblem> {
    let keys = transaction.keys(Table::Revisions, &range(id)?).await?;
    let number = |key: &JsValue| Array::from(key).get(1).as_f64().filter(|number| *number >= 0.0);
    Ok(keys
        .iter()
        .filter_map(|key| Some((number(&key)? as u64, key)))
        .collect())
}

fn read_value(id: &str, value: &JsValue, supported: u32) -> Result<StoredPlan, Damaged> {
    match (text(value, "header"), text(value, "text")) {
        (Some(header), Some(text)) => read_record(id, &header, text, supported),
        (_, Some(text)) => Err(Damaged {
            damage: Damage::Unreadable,
            text,
            claims: None,
        }),
        (_, None) => {
            let text = JSON::stringify(value)
                .ok()
                .and_then(|json| json.as_string())
                .unwrap_or_default();
            Err(Damaged {
                damage: Damage::Unreadable,
                text,
                claims: None,
            })
        }
    }
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
