//! Web Locks: which tab holds a plan. The browser lets go when a tab closes or crashes.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use crate::app::platform::later::{Later, promise, spawn};

#[wasm_bindgen]
extern "C" {
    // Web Locks are not among the stable interfaces of web-sys.
    #[wasm_bindgen(extends = web_sys::Navigator)]
    type Locking;
    #[wasm_bindgen(method, getter)]
    fn locks(this: &Locking) -> Option<LockManager>;

    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &Function) -> Result<Promise, JsValue>;
}

/// A lock. Dropping it releases it.
pub(super) struct Lock {
    release: Function,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// How an attempt at a lock ended.
pub(super) enum Attempt {
    /// It is held now.
    Held(Lock),
    /// Another tab holds it.
    Busy,
    /// This browser has no locks, or not for this page (they need https or localhost).
    Unsupported,
}

/// Called should another tab take the lock away.
pub(super) type Stolen = Box<dyn FnOnce()>;

/// Takes the lock if it is free.
pub(super) fn attempt(name: &str, stolen: Stolen) -> Later<'static, Attempt> {
    request(name, &option("ifAvailable", &JsValue::TRUE), stolen)
}

/// Takes the lock from whoever holds it.
pub(super) fn steal(name: &str, stolen: Stolen) -> Later<'static, Attempt> {
    request(name, &option("steal", &JsValue::TRUE), stolen)
}

/// A place in the queue for a lock. Dropping it leaves the queue.
pub(super) struct Place {
    abort: AbortController,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.abort.abort();
    }
}

/// Waits in the queue until the lock is free; then `granted` gets it. `None` where there are no locks.
pub(super) fn queue(name: &str, granted: Box<dyn FnOnce(Lock)>, stolen: Stolen) -> Option<Place> {
    manager()?;
    let abort = AbortController::new().ok()?;
    let attempt = request(name, &option("signal", &abort.signal()), stolen);
    spawn(async move {
        if let Attempt::Held(lock) = attempt.await {
            granted(lock);
        }
    });
    Some(Place { abort })
}

/// Asks at once; what comes later is the answer.
fn request(name: &str, options: &Object, stolen: Stolen) -> Later<'static, Attempt> {
    // The lock is held until this promise is settled.
    let (held, release, _) = promise();
    let (answered, answer, refuse) = promise();
    let was_held = Rc::new(Cell::new(false));
    let granted = Closure::<dyn FnMut(JsValue) -> JsValue>::new({
        let was_held = Rc::clone(&was_held);
        move |lock: JsValue| {
            was_held.set(!lock.is_null());
            let _ = answer.call1(&JsValue::NULL, &lock);
            if lock.is_null() {
                JsValue::UNDEFINED
            } else {
                held.clone().into()
            }
        }
    });
    let asked = manager().and_then(|manager| {
        let granted = granted.as_ref().unchecked_ref();
        manager.request(name, options, granted).ok()
    });
    let Some(over) = asked else {
        return Box::pin(std::future::ready(Attempt::Unsupported));
    };
    spawn(async move {
        let ended = over.await;
        drop(granted);
        match ended {
            Err(_) if was_held.get() => stolen(),
            Err(exception) => drop(refuse.call1(&JsValue::NULL, &exception)),
            Ok(_) => {}
        }
    });
    Box::pin(async move {
        match answered.await {
            Ok(lock) if lock.is_null() => Attempt::Busy,
            Ok(_) => Attempt::Held(Lock { release }),
            Err(_) => Attempt::Unsupported,
        }
    })
}

fn manager() -> Option<LockManager> {
    web_sys::window()?.navigator().unchecked_into::<Locking>().locks()
}

fn option(name: &str, value: &JsValue) -> Object {
    let options = Object::new();
    // A new object takes any field.
    let _ = Reflect::set(&options, &JsValue::from_str(name), value);
    options
}
