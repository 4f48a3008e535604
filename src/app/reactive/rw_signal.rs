//! A value that can be set, and that tells when it was.

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, IsDisposed, RwSignal as Inner, Set, Track, Update, UpdateUntracked};

use super::Callback;
use super::erased::{Shared, cast};
use super::readable::readable;

/// A value that can be set; what read it runs again.
pub struct RwSignal<T> {
    inner: Inner<Shared>,
    value: PhantomData<fn() -> T>,
}

readable!(RwSignal, Inner<Shared>);

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal that begins with `value`.
    pub fn new(value: T) -> Self {
        Self {
            inner: begin(Arc::new(value)),
            value: PhantomData,
        }
    }

    pub(super) fn inner(self) -> Inner<Shared> {
        self.inner
    }

    /// Whether the owner is gone, and the value with it.
    pub fn is_disposed(&self) -> bool {
        self.inner.is_disposed()
    }

    /// What sets the value, for a component that tells what it should be.
    pub fn setter(self) -> Callback<T> {
        Callback::new(move |value| self.set(value))
    }

    /// Sets the value. Nothing happens when the owner is gone.
    pub fn set(&self, value: T) {
        set(self.inner, Arc::new(value));
    }
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    /// The value, once, if the owner is still there.
    pub fn try_get_untracked(&self) -> Option<T> {
        self.inner.try_get_untracked().map(|value| cast::<T>(&value).clone())
    }

    /// Changes the value, and tells so whether it differs or not. Nothing happens when the owner is gone.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        update(self.inner, &mut on_shared(change));
    }

    /// Changes the value and tells nobody.
    pub fn update_untracked(&self, change: impl FnOnce(&mut T)) {
        self.inner.update_untracked(on_shared(change));
    }
}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// A change of a `T` as one of what is shared.
fn on_shared<T: Clone + Send + Sync + 'static>(change: impl FnOnce(&mut T)) -> impl FnMut(&mut Shared) {
    let mut change = Some(change);
    move |shared| {
        let Some(change) = change.take() else { return };
        // Somebody may be reading it at this moment.
        if let Some(value) = Arc::get_mut(shared).and_then(|value| value.downcast_mut()) {
            change(value);
        } else {
            let mut value = cast::<T>(shared).clone();
            change(&mut value);
            *shared = Arc::new(value);
        }
    }
}

#[inline(never)]
fn begin(value: Shared) -> Inner<Shared> {
    Inner::new(value)
}

#[inline(never)]
fn set(inner: Inner<Shared>, value: Shared) {
    inner.set(value);
}

#[inline(never)]
fn update(inner: Inner<Shared>, change: &mut dyn FnMut(&mut Shared)) {
    inner.update(change);
}
