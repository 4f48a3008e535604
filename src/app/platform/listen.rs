//! Listeners and timers that end with their value.

use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

/// When a listener hears an event that is meant for something inside of what it listens at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// On its way up, after whatever is inside: unless that has kept it, and if the event goes up at all.
    Up,
    /// On its way down (the capture phase), before whatever is inside, which so can hide nothing. Scrolling, which does not
    /// go up, is heard too.
    Down,
}

/// A listener for an event. Dropping it removes it.
#[derive(Debug)]
#[must_use = "a listener is removed when it is dropped"]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    phase: Phase,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `heard` for each `event` that reaches `target`.
    pub fn new(target: &EventTarget, event: &'static str, heard: impl FnMut(Event) + 'static) -> Self {
        Self::boxed(target, event, Phase::Up, Box::new(heard))
    }

    /// As [`Listener::new`], on the way down.
    pub fn on_the_way_down(target: &EventTarget, event: &'static str, heard: impl FnMut(Event) + 'static) -> Self {
        Self::boxed(target, event, Phase::Down, Box::new(heard))
    }

    fn boxed(target: &EventTarget, event: &'static str, phase: Phase, heard: Box<dyn FnMut(Event)>) -> Self {
        let listener = Self {
            target: target.clone(),
            event,
            phase,
            callback: Closure::wrap(heard),
        };
        let callback = listener.callback.as_ref().unchecked_ref();
        // It throws only for arguments of the wrong kind.
        let _ = target.add_event_listener_with_callback_and_bool(event, callback, phase == Phase::Down);
        listener
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let (callback, down) = (self.callback.as_ref().unchecked_ref(), self.phase == Phase::Down);
        let _ = self
            .target
            .remove_event_listener_with_callback_and_bool(self.event, callback, down);
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
    pub fn after(milliseconds: u64, done: impl FnMut() + 'static) -> Option<Self> {
        Self::boxed(milliseconds, Box::new(done))
    }

    fn boxed(milliseconds: u64, done: Box<dyn FnMut()>) -> Option<Self> {
        let callback = Closure::wrap(done);
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
