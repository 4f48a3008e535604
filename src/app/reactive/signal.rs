//! A value to read, wherever it comes from.

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Signal as Inner, Track};

use super::erased::{Shared, cast};
use super::readable::readable;
use super::{Memo, RwSignal};

/// A value to read: a signal, a memo, a function of others, or one that stays as it is.
pub struct Signal<T> {
    inner: Inner<Shared>,
    value: PhantomData<fn() -> T>,
}

readable!(Signal, Inner<Shared>);

impl<T: Send + Sync + 'static> Signal<T> {
    /// What `compute` gives, each time anew.
    pub fn derive(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::boxed(Box::new(compute))
    }

    fn boxed(compute: Box<dyn Fn() -> T + Send + Sync>) -> Self {
        Self::of(derive(Box::new(move || Arc::new(compute()))))
    }

    /// A value that stays as it is.
    pub fn stored(value: T) -> Self {
        Self::of(stored(Arc::new(value)))
    }

    fn of(inner: Inner<Shared>) -> Self {
        Self {
            inner,
            value: PhantomData,
        }
    }
}

impl<T: Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

impl<T: Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::of(from_cell(signal.inner()))
    }
}

impl<T: Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::of(from_memo(memo.inner()))
    }
}

impl From<&str> for Signal<String> {
    fn from(text: &str) -> Self {
        Self::stored(text.to_owned())
    }
}

impl From<String> for Signal<Option<String>> {
    fn from(text: String) -> Self {
        Self::stored(Some(text))
    }
}

impl From<&str> for Signal<Option<String>> {
    fn from(text: &str) -> Self {
        Self::stored(Some(text.to_owned()))
    }
}

#[inline(never)]
fn derive(compute: Box<dyn Fn() -> Shared + Send + Sync>) -> Inner<Shared> {
    Inner::derive(compute)
}

#[inline(never)]
fn stored(value: Shared) -> Inner<Shared> {
    Inner::stored(value)
}

#[inline(never)]
fn from_cell(cell: leptos::prelude::RwSignal<Shared>) -> Inner<Shared> {
    cell.into()
}

#[inline(never)]
fn from_memo(memo: leptos::prelude::Memo<Shared>) -> Inner<Shared> {
    memo.into()
}
