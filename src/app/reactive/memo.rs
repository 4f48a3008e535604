//! A value that follows from others, computed when they have changed and somebody reads it.

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Memo as Inner, Track};

use super::erased::{Shared, cast};
use super::readable::readable;

/// A value that follows from others; what read it runs again when it differs from before.
pub struct Memo<T> {
    inner: Inner<Shared>,
    value: PhantomData<fn() -> T>,
}

readable!(Memo, Inner<Shared>);

impl<T: Send + Sync + 'static> Memo<T> {
    /// Follows what `compute` reads. It is given the value from before.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::boxed(Box::new(compute))
    }

    fn boxed(compute: Compute<T>) -> Self
    where
        T: PartialEq,
    {
        let inner = follow(Box::new(move |before| {
            let before = before.as_ref().map(cast);
            let now = compute(before);
            let is_new = before.is_none_or(|before| *before != now);
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
}

/// The value from before to the value now.
type Compute<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

#[inline(never)]
fn follow(compute: Box<dyn Fn(Option<Shared>) -> (Shared, bool) + Send + Sync>) -> Inner<Shared> {
    Inner::new_owning(compute)
}
