//! Listeners and timers that end with their value.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

use super::exception::named;
use crate::format::stored::StorageProblem;

/// A listener for an event. Dropping it removes it.
#[derive(Debug)]
#[must_use = "a listener is removed when it is dropped"]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `heard` for each `event` that reaches `target`.
    pub fn new(target: &EventTarget, event: &'static str, heard: impl FnMut(Event) + 'static) -> Self {
        let callback = Closure::<dyn FnMut(Event)>::new(heard);
        // It throws only for arguments of the wrong kind.
        let _ = target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
        Self {
            target: target.clone(),
            event,
            callback,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self
            .target
            .remove_event_listener_with_callback(self.event, self.callback.as_ref().unchecked_ref());
    }
}

/// Something that is done once, later. Dropping it before that means it is not done.
#[derive(Debug)]
#[must_use = "a timer stops when it is dropped"]
pub struct Timer {
    handle: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `done` once after `milliseconds` (in a hidden page perhaps much later). `None` outside a window.
    pub fn after(milliseconds: u64, done: impl FnOnce() + 'static) -> Option<Self> {
        let mut done = Some(done);
        let callback = Closure::<dyn FnMut()>::new(move || {
            if let Some(done) = done.take() {
                done();
            }
        });
        let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
        let handle = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), milliseconds)
            .ok()?;
        Some(Self {
            handle,
            _callback: callback,
        })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.handle);
        }
    }
}

/// Waits for `promise`, but not longer than `milliseconds`.
///
/// # Errors
/// What the promise was rejected with, as a problem; `TimeoutError` when the time is over. What was waited for goes on.
pub async fn within(milliseconds: u64, promise: Promise) -> Result<JsValue, StorageProblem> {
    let mut timer = None;
    let timeout = Promise::new(&mut |_, reject: Function| {
        timer = Timer::after(milliseconds, move || {
            let _ = reject.call1(&JsValue::NULL, &JsValue::NULL);
        });
    });
    let first = Promise::race(&Array::of2(&promise, &timeout)).await;
    drop(timer);
    first.map_err(|exception| match exception.is_null() {
        true => named("TimeoutError", "the browser did not answer in time"),
        false => super::exception::problem(&exception),
    })
}

/// Waits `milliseconds`.
pub async fn pause(milliseconds: u64) {
    let mut timer = None;
    let over = Promise::new(&mut |resolve: Function, _| {
        timer = Timer::after(milliseconds, move || {
            let _ = resolve.call0(&JsValue::NULL);
        });
    });
    let _ = over.await;
    drop(timer);
}
