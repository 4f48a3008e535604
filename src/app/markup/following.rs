//! A part of a view that follows what it is made of.

use leptos::prelude::{AnyView, IntoAny, IntoView};

/// What `view` gives, made anew whenever what it reads has changed.
///
/// A closure in a view does the same; given a name before, it is a type of its own, and drawn by code of its own.
pub fn following<V: IntoView + 'static>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || view().into_any());
    view.into_any()
}
