//! What is waited for.
//!
//! The code of an `async fn`, and what drops it wherever it may stop, is copied into each function that awaits it. So what
//! is awaited in more than one place gives a [`Later`]: its code then stands once, behind one pointer.

use std::pin::Pin;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::exception::{named, problem};
use super::listen::Timer;
use crate::format::stored::StorageProblem;

/// Something that comes later.
pub type Later<'a, T = ()> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Lets `work` go on by itself.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(work));
}

fn spawn_boxed(work: Later<'static>) {
    wasm_bindgen_futures::spawn_local(work);
}

/// A promise, and the functions that fulfil and reject it.
pub(super) fn promise() -> (Promise, Function, Function) {
    let promise = Promise::with_resolvers::<JsValue, JsValue>();
    let (resolve, reject) = (promise.resolve(), promise.reject());
    (promise.promise(), resolve.unchecked_into(), reject.unchecked_into())
}

/// Waits for `promise`, but not longer than `milliseconds`.
///
/// # Errors
/// What the promise was rejected with, as a problem; `TimeoutError` when the time is over. What was waited for goes on.
pub fn within(milliseconds: u64, promise: Promise) -> Later<'static, Result<JsValue, StorageProblem>> {
    let (timeout, _, reject) = self::promise();
    let timer = Timer::after(milliseconds, move || drop(reject.call1(&JsValue::NULL, &JsValue::NULL)));
    Box::pin(async move {
        let first = Promise::race(&Array::of2(&promise, &timeout)).await;
        drop(timer);
        first.map_err(|exception| match exception.is_null() {
            true => named("TimeoutError", "the browser did not answer in time"),
            false => problem(&exception),
        })
    })
}

/// Lets the browser draw and hear what was done meanwhile: between two pieces of work that are long together.
pub async fn breathe() {
    pause(0).await;
}

/// Waits `milliseconds`.
pub async fn pause(milliseconds: u64) {
    let (never, ..) = promise();
    // The time being over is all that can come of it.
    let _ = within(milliseconds, never).await;
}
