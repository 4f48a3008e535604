//! Listening to what happens outside of a component's own elements.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget};

use crate::app::platform::listen::Listener;
use crate::app::reactive::StoredValue;

/// Listens for as long as the current owner stands: the component, or the part of it that is being built. It hears the
/// event on its way down, so that scrolling is heard too, and nothing inside of the target can hide an event from it.
pub fn listen(target: &EventTarget, name: &'static str, on_event: impl FnMut(Event) + 'static) {
    keep(Listener::on_the_way_down(target, name, on_event));
}

/// Keeps a listener for as long as the current owner stands.
pub(in crate::app) fn keep(listener: Listener) {
    // The arena drops it together with the owner.
    StoredValue::new(listener);
}

/// Whether an event happened on the element that listens, not on something inside.
pub(super) fn is_on_itself(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some() && target == event.current_target().and_then(|listener| listener.dyn_into().ok())
}
