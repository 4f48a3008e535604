//! Listening to what happens outside of a component's own elements.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget};

use crate::app::reactive::StoredValue;

/// An event listener that is removed when this is dropped.
///
/// It hears the event on its way down to the target (the capture phase), so that scrolling, which does not bubble, is heard
/// too, and nothing on the way up can hide an event from it.
struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        // It fails only when the listener was never added.
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback_and_bool(self.name, function, true);
    }
}

/// Listens for as long as the current owner stands: the component, or the part of it that is being built.
pub fn listen(target: &EventTarget, name: &'static str, on_event: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(on_event);
    let added = target.add_event_listener_with_callback_and_bool(name, closure.as_ref().unchecked_ref(), true);
    if added.is_ok() {
        // The arena drops it together with the owner.
        StoredValue::new(Listener {
            target: target.clone(),
            name,
            closure,
        });
    }
}

/// Whether an event happened on the element that listens, not on something inside.
pub(super) fn is_on_itself(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some() && target == event.current_target().and_then(|listener| listener.dyn_into().ok())
}
