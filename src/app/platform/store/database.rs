//! IndexedDB: one connection, and transactions that are over only when the browser says `complete`.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use crate::app::platform::exception::{named, problem};
use crate::app::platform::later::{Later, promise, within};
use crate::app::platform::listen::Listener;
use crate::format::stored::StorageProblem;

const NAME: &str = "ipam-planner";

/// The version of the tables. What is in them has versions of its own.
const VERSION: u32 = 1;

/// How long opening may take, in milliseconds. Browsers have been known never to answer.
const PATIENCE: u64 = 10_000;

/// A table of the database.
#[derive(Clone, Copy)]
pub(super) enum Table {
    /// `[plan, revision]` to `{header, text}`: the last revisions of each plan.
    Revisions,
    /// Plan to the JSON of its line in the list.
    Entries,
    /// Plan to the epoch of its writer.
    Leases,
    /// `["about", key]` to the JSON of an `Aside`, `["text", key]` to its text.
    Aside,
}

impl Table {
    const ALL: [Self; 4] = [Self::Revisions, Self::Entries, Self::Leases, Self::Aside];

    fn name(self) -> &'static str {
        match self {
            Self::Revisions => "revisions",
            Self::Entries => "entries",
            Self::Leases => "leases",
            Self::Aside => "aside",
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// web-sys has the third argument only among its unstable interfaces.
    #[wasm_bindgen(extends = IdbDatabase)]
    type Connection;

    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Connection, tables: &Array, mode: &str, options: &Object) -> Result<IdbTransaction, JsValue>;

    /// web-sys marks `commit` as deprecated; the standard (Indexed Database 3.0) does not.
    #[wasm_bindgen(extends = IdbTransaction)]
    type Committing;

    #[wasm_bindgen(method, catch)]
    fn commit(this: &Committing) -> Result<(), JsValue>;
}

/// The database. It connects again when the browser has cut the connection, as some do after a long sleep.
pub(super) struct Database {
    open: Rc<RefCell<Option<Open>>>,
}

struct Open {
    handle: IdbDatabase,
    _listeners: [Listener; 2],
}

/// Something that a transaction asks for.
pub(super) struct Query {
    table: Table,
    wanted: Wanted,
    key: JsValue,
}

enum Wanted {
    Value,
    Values,
    Keys,
}

impl Query {
    /// The value of a key, or undefined.
    pub(super) fn value(table: Table, key: JsValue) -> Self {
        let wanted = Wanted::Value;
        Self { table, wanted, key }
    }

    /// The values of a range of keys as an array, in the order of the keys; all for undefined.
    pub(super) fn values(table: Table, key: JsValue) -> Self {
        let wanted = Wanted::Values;
        Self { table, wanted, key }
    }

    /// The keys of a range as an array, in order; all for undefined.
    pub(super) fn keys(table: Table, key: JsValue) -> Self {
        let wanted = Wanted::Keys;
        Self { table, wanted, key }
    }
}

/// What a transaction does with the answers to its queries, which come in the order of the queries. It may write, and ask
/// for more: then it is called again.
pub(super) type Decide<'d> = &'d mut dyn FnMut(&Transaction, &[JsValue]) -> Result<Vec<Query>, StorageProblem>;

/// Nothing more to ask.
pub(super) const DONE: Vec<Query> = Vec::new();

impl Database {
    /// Connects.
    pub(super) async fn open() -> Result<Self, StorageProblem> {
        let database = Self { open: Rc::default() };
        database.connect().await?;
        Ok(database)
    }

    fn connect(&self) -> Later<'_, Result<IdbDatabase, StorageProblem>> {
        Box::pin(async {
            let handle = connect().await?;
            let listeners = ["close", "versionchange"].map(|event| {
                let open = Rc::downgrade(&self.open);
                Listener::new(&handle, event, move |_| {
                    // A newer program waits for this connection to end before it can change the tables.
                    if let Some(open) = open.upgrade().and_then(|open| open.borrow_mut().take()) {
                        open.handle.close();
                    }
                })
            });
            self.open.replace(Some(Open {
                handle: handle.clone(),
                _listeners: listeners,
            }));
            Ok(handle)
        })
    }

    /// Reads in one transaction.
    pub(super) fn read<'d>(&'d self, queries: Vec<Query>, decide: Decide<'d>) -> Later<'d, Result<(), StorageProblem>> {
        self.transact("readonly", queries, decide)
    }

    /// Reads and writes in one transaction: all of it is stored, and on the disk, when this comes out `Ok`, and nothing of
    /// it otherwise.
    pub(super) fn write<'d>(
        &'d self,
        queries: Vec<Query>,
        decide: Decide<'d>,
    ) -> Later<'d, Result<(), StorageProblem>> {
        self.transact("readwrite", queries, decide)
    }

    /// That `decide` cannot wait for anything is what keeps the transaction open: one that is asked for nothing ends.
    fn transact<'d>(
        &'d self,
        mode: &'static str,
        mut queries: Vec<Query>,
        decide: Decide<'d>,
    ) -> Later<'d, Result<(), StorageProblem>> {
        Box::pin(async move {
            let (transaction, complete) = self.begin(mode).await?;
            let refusal = loop {
                let answers = match transaction.answers(&queries).await {
                    Ok(answers) => answers,
                    Err(failure) => break Some(failure),
                };
                match decide(&transaction, &answers) {
                    Ok(more) if more.is_empty() => break None,
                    Ok(more) => queries = more,
                    Err(refusal) => break Some(refusal),
                }
            };
            self.end(&transaction, complete, refusal).await
        })
    }

    /// Begins a transaction. The future settles when it is over.
    async fn begin(&self, mode: &str) -> Result<(Transaction, JsFuture), StorageProblem> {
        let connected = self.open.borrow().as_ref().map(|open| open.handle.clone());
        let transaction = match connected.map(|handle| begin(&handle, mode)) {
            Some(Ok(transaction)) => transaction,
            // Not connected, or the connection was cut without a word.
            _ => {
                self.forget();
                begin(&self.connect().await?, mode)?
            }
        };
        let (complete, resolve, reject) = promise();
        transaction.inner.set_oncomplete(Some(&resolve));
        transaction.inner.set_onabort(Some(&reject));
        // Listens from now on, so that an abort is not missed.
        Ok((transaction, JsFuture::from(complete)))
    }

    /// Commits, or aborts because of `refusal`, and waits for the end.
    async fn end(
        &self,
        transaction: &Transaction,
        complete: JsFuture,
        refusal: Option<StorageProblem>,
    ) -> Result<(), StorageProblem> {
        let Some(refusal) = refusal else {
            // Not waiting for the transaction to find out by itself that nothing follows: the page may be going.
            let _ = transaction.inner.unchecked_ref::<Committing>().commit();
            return complete.await.map(drop).map_err(|_| self.why(transaction));
        };
        match transaction.inner.abort() {
            Ok(()) => {
                let _ = complete.await;
                Err(refusal)
            }
            // Aborted already: the reason is the transaction's, and `refusal` only what came of it.
            Err(_) => Err(self.why(transaction)),
        }
    }

    fn why(&self, transaction: &Transaction) -> StorageProblem {
        let why = match transaction.inner.error() {
            Some(exception) => problem(&exception),
            None => named("AbortError", "the transaction was aborted"),
        };
        if !matches!(why, StorageProblem::Full) {
            self.forget();
        }
        why
    }

    fn forget(&self) {
        let open = self.open.borrow_mut().take();
        if let Some(open) = open {
            open.handle.close();
        }
    }
}

async fn connect() -> Result<IdbDatabase, StorageProblem> {
    let factory = web_sys::window()
        .ok_or(StorageProblem::Blocked)?
        .indexed_db()
        .map_err(|exception| problem(&exception))?
        .ok_or(StorageProblem::Blocked)?;
    let request = factory
        .open_with_u32(NAME, VERSION)
        .map_err(|exception| problem(&exception))?;
    let upgrade = Closure::<dyn FnMut()>::new({
        let request = request.clone();
        move || {
            let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) else {
                return;
            };
            for table in Table::ALL {
                // What fails here fails the request too.
                let _ = database.create_object_store(table.name());
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let opened = settled(&request);
    match within(PATIENCE, opened).await {
        Ok(_) => request
            .result()
            .map(JsCast::unchecked_into)
            .map_err(|exception| problem(&exception)),
        Err(timeout @ StorageProblem::Other { .. })
            if request.ready_state() == web_sys::IdbRequestReadyState::Pending =>
        {
            // Should it open after all, nobody closes it; it is the browser's fault and does no harm until an upgrade.
            upgrade.forget();
            Err(timeout)
        }
        Err(_) => Err(match request.error() {
            Ok(Some(exception)) if exception.name() == "VersionError" => StorageProblem::NewerFormat(VERSION + 1),
            Ok(Some(exception)) => problem(&exception),
            _ => named("UnknownError", "the database did not open"),
        }),
    }
}

fn begin(connection: &IdbDatabase, mode: &str) -> Result<Transaction, StorageProblem> {
    let tables: Array = Table::ALL.iter().map(|table| JsValue::from_str(table.name())).collect();
    let options = Object::new();
    let _ = Reflect::set(&options, &JsValue::from_str("durability"), &JsValue::from_str("strict"));
    let inner = connection
        .unchecked_ref::<Connection>()
        .transaction(&tables, mode, &options)
        .map_err(|exception| problem(&exception))?;
    Ok(Transaction { inner })
}

/// Settles with the request. The event that it settles with says nothing; ask the request.
fn settled(request: &IdbRequest) -> Promise {
    let (settled, resolve, reject) = promise();
    request.set_onsuccess(Some(&resolve));
    request.set_onerror(Some(&reject));
    settled
}

/// A transaction over all tables.
pub(super) struct Transaction {
    inner: IdbTransaction,
}

impl Transaction {
    /// Writes a value. A failure is the transaction's.
    pub(super) fn put(&self, table: Table, key: &JsValue, value: &JsValue) -> Result<(), StorageProblem> {
        made(self.table(table)?.put_with_key(value, key)).map(drop)
    }

    /// Removes a key, or a range of them. A failure is the transaction's.
    pub(super) fn delete(&self, table: Table, key: &JsValue) -> Result<(), StorageProblem> {
        made(self.table(table)?.delete(key)).map(drop)
    }

    async fn answers(&self, queries: &[Query]) -> Result<Vec<JsValue>, StorageProblem> {
        let mut requests = Vec::new();
        for Query { table, wanted, key } in queries {
            let table = self.table(*table)?;
            requests.push(made(match wanted {
                Wanted::Value => table.get(key),
                Wanted::Values => table.get_all_with_key(key),
                Wanted::Keys => table.get_all_keys_with_key(key),
            })?);
        }
        // Requests are answered in their order, and one that fails takes those behind it along.
        if let Some(last) = requests.last()
            && settled(last).await.is_err()
        {
            return Err(match last.error() {
                Ok(Some(exception)) => problem(&exception),
                _ => named("UnknownError", "the request failed"),
            });
        }
        let mut answers = Vec::new();
        for request in requests {
            answers.push(request.result().map_err(|exception| problem(&exception))?);
        }
        Ok(answers)
    }

    fn table(&self, table: Table) -> Result<IdbObjectStore, StorageProblem> {
        self.inner
            .object_store(table.name())
            .map_err(|exception| problem(&exception))
    }
}

fn made(request: Result<IdbRequest, JsValue>) -> Result<IdbRequest, StorageProblem> {
    request.map_err(|exception| problem(&exception))
}
