//! Handles as attributes and as text of elements.

use std::sync::{Arc, Mutex};

use leptos::prelude::{IntoAttributeValue, IntoRender};
use leptos::tachys::reactive_graph::SharedReactiveFunction;

use super::{Memo, RwSignal, Signal};

macro_rules! in_views {
    ($($handle:ident),*) => {$(
        impl<T: Clone + Send + Sync + 'static> IntoAttributeValue for $handle<T> {
            type Output = SharedReactiveFunction<T>;

            fn into_attribute_value(self) -> Self::Output {
                Arc::new(Mutex::new(move || self.get()))
            }
        }

        impl<T: Clone + Send + Sync + 'static> IntoRender for $handle<T> {
            type Output = SharedReactiveFunction<T>;

            fn into_render(self) -> Self::Output {
                Arc::new(Mutex::new(move || self.get()))
            }
        }
    )*};
}

in_views!(Memo, RwSignal, Signal);
