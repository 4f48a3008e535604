//! A value that follows from others, computed when they have changed and somebody reads it.

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Memo as Inner, Track};

use super::erased::{Shared, cast};

/// A value that follows from others; what read it runs again when it differs from before.
pub struct Memo<T> {
    inner: Inner<Shared>,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: Send + Sync + 'static> Memo<T> {
    /// Follows what `compute` reads. It is given the value from before.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::new_with_compare(compute, |before, now| before != now)
    }

    /// As [`Memo::new`], with a judgement of its own whether a value differs from the one before.
    pub fn new_with_compare(
        compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
        differs: impl Fn(&T, &T) -> bool + Send + Sync + 'static,
    ) -> Self {
        let inner = follow(Box::new(move |before| {
            let before = before.as_ref().map(cast);
            let now = compute(before);
            let is_new = before.is_none_or(|before| differs(before, &now));
            (Arc::new(now), is_new)
        }));
        Self {
            inner,
            value: PhantomData,
        }
    }

    pub(super) fn inner(self) -> Inner<Shared> {
        self.inner
    }

    /// Reads the value, and has the reader run again when it differs.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(cast(&tracked(self.inner)))
    }

    /// Reads the value once.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(cast(&untracked(self.inner)))
    }

    /// Has the reader run again when the value differs.
    pub fn track(&self) {
        self.inner.track();
    }
}

impl<T: Clone + Send + Sync + 'static> Memo<T> {
    /// The value. The reader runs again when it differs.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value, once.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// The value from before to the value now, and whether they differ.
type Compute = Box<dyn Fn(Option<Shared>) -> (Shared, bool) + Send + Sync>;

#[inline(never)]
fn follow(compute: Compute) -> Inner<Shared> {
    Inner::new_owning(compute)
}

#[inline(never)]
fn tracked(inner: Inner<Shared>) -> Shared {
    inner.get()
}

#[inline(never)]
fn untracked(inner: Inner<Shared>) -> Shared {
    inner.get_untracked()
}
