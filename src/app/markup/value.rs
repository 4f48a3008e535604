//! What an attribute, a property or a style can be.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::{IntoAttributeValue, IntoRender};
use leptos::tachys::reactive_graph::SharedReactiveFunction;

use crate::app::reactive::{Memo, RwSignal, Signal};

/// A value of an attribute, a property or a style.
pub enum Value {
    /// It is not there.
    Absent,
    /// It is there, or it is not.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
    /// Whatever the function gives, now and whenever what it reads has changed.
    Changing(Box<dyn FnMut() -> Value + Send>),
}

impl Value {
    /// The value now. What it was read from is tracked.
    pub(super) fn now(self) -> Self {
        match self {
            Self::Changing(mut value) => value().now(),
            value => value,
        }
    }

    /// The text of an attribute; none when it is not to be there.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Absent | Self::Flag(false) | Self::Changing(_) => None,
            Self::Flag(true) => Some(""),
            Self::Text(text) => Some(text),
        }
    }
}

/// What can be written as a value in `view!`.
pub trait IntoValue {
    /// The value that it stands for.
    fn into_value(self) -> Value;
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoAttributeValue for Value {
    type Output = Self;

    fn into_attribute_value(self) -> Self {
        self
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Text(self.into())
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self.into())
    }
}

impl IntoValue for usize {
    fn into_value(self) -> Value {
        Value::Text(self.to_string().into())
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Absent, T::into_value)
    }
}

impl<F, T> IntoValue for F
where
    F: FnMut() -> T + Send + 'static,
    T: IntoValue,
{
    fn into_value(mut self) -> Value {
        Value::Changing(Box::new(move || self().into_value()))
    }
}

/// What `view!` makes of a closure.
impl<T: IntoValue + 'static> IntoValue for Arc<Mutex<dyn FnMut() -> T + Send>> {
    fn into_value(self) -> Value {
        let invoke = move || self.lock().unwrap_or_else(PoisonError::into_inner)().into_value();
        Value::Changing(Box::new(invoke))
    }
}

macro_rules! handles {
    ($($handle:ident),*) => {$(
        impl<T: IntoValue + Clone + Send + Sync + 'static> IntoValue for $handle<T> {
            fn into_value(self) -> Value {
                Value::Changing(Box::new(move || self.get().into_value()))
            }
        }

        impl<T: IntoValue + Clone + Send + Sync + 'static> IntoAttributeValue for $handle<T> {
            type Output = Value;

            fn into_attribute_value(self) -> Value {
                self.into_value()
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

handles!(Memo, RwSignal, Signal);
