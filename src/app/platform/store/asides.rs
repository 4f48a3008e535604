//! What is set aside in the database.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::aside::Aside;
use super::database::{DONE, Database, Query, Table, Transaction};
use super::keys::{pair, range, revision_key};
use crate::format::stored::StorageProblem;

/// Sets something aside. `instead_of` is the revision that it was found in, which is then removed.
pub(super) async fn add(
    database: &Database,
    aside: &Aside,
    text: &str,
    instead_of: Option<u64>,
) -> Result<(), StorageProblem> {
    let decide = &mut |transaction: &Transaction, _: &[JsValue]| {
        put(transaction, aside, text)?;
        if let Some(revision) = instead_of {
            transaction.delete(Table::Revisions, &revision_key(&aside.plan, revision))?;
        }
        Ok(DONE)
    };
    database.write(DONE, decide).await
}

/// Everything that is set aside, without the texts.
pub(super) async fn list(database: &Database) -> Result<Vec<Aside>, StorageProblem> {
    let mut asides = Vec::new();
    let decide = &mut |_: &Transaction, answers: &[JsValue]| {
        asides = answers.first().map(read).unwrap_or_default();
        Ok(DONE)
    };
    database.read(vec![all()?], decide).await?;
    Ok(asides)
}

/// The text of something that is set aside.
pub(super) async fn text(database: &Database, key: &str) -> Result<String, StorageProblem> {
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
        remove(transaction, key)?;
        Ok(DONE)
    };
    database.write(DONE, decide).await
}

/// The answer to [`all`].
pub(super) fn read(values: &JsValue) -> Vec<Aside> {
    let mut asides = Vec::new();
    for about in Array::from(values) {
        asides.extend(about.as_string().and_then(|about| Aside::read(&about)));
    }
    asides
}

pub(super) fn put(transaction: &Transaction, aside: &Aside, text: &str) -> Result<(), StorageProblem> {
    let key = JsValue::from_str(&aside.key);
    transaction.put(Table::Aside, &pair("about", &key), &JsValue::from_str(&aside.write()))?;
    transaction.put(Table::Aside, &pair("text", &key), &JsValue::from_str(text))
}

pub(super) fn remove(transaction: &Transaction, key: &str) -> Result<(), StorageProblem> {
    let key = JsValue::from_str(key);
    transaction.delete(Table::Aside, &pair("about", &key))?;
    transaction.delete(Table::Aside, &pair("text", &key))
}

/// Asks for everything that is set aside.
pub(super) fn all() -> Result<Query, StorageProblem> {
    Ok(Query::values(Table::Aside, range("about")?))
}
