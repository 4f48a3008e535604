//! A value that nobody is told about.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use super::erased::{Kept, keep, kept, try_kept, wrong_type};

/// A value that belongs to an owner and can be read and changed; nobody is told. It need not be `Send`, and is for the
/// thread that made it.
pub struct StoredValue<T> {
    place: Kept,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T: 'static> StoredValue<T> {
    /// Keeps `value` as long as the owner stands.
    pub fn new(value: T) -> Self {
        Self::of_shared(Rc::new(RefCell::new(value)))
    }

    /// Keeps a value that others hold as well, as long as the owner stands.
    pub fn of_shared(value: Rc<RefCell<T>>) -> Self {
        Self {
            place: keep(value),
            value: PhantomData,
        }
    }

    fn share(self) -> Rc<RefCell<T>> {
        kept(self.place).downcast().unwrap_or_else(|_| wrong_type())
    }

    fn try_share(self) -> Option<Rc<RefCell<T>>> {
        try_kept(self.place)?.downcast().ok()
    }

    /// Reads the value.
    pub fn with_value<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.share().borrow())
    }

    /// Reads the value, if the owner is still there.
    pub fn try_with_value<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.try_share().map(|value| read(&value.borrow()))
    }

    /// Changes the value. Nothing happens when the owner is gone.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    /// Changes the value, if the owner is still there.
    pub fn try_update_value<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.try_share().map(|value| change(&mut value.borrow_mut()))
    }

    /// Whether the owner is gone, and the value with it.
    pub fn is_disposed(self) -> bool {
        self.try_share().is_none()
    }

    /// Puts another value in its place. Nothing happens when the owner is gone.
    pub fn set_value(self, value: T) {
        self.try_update_value(|before| *before = value);
    }
}

impl<T: Clone + 'static> StoredValue<T> {
    /// The value.
    pub fn get_value(self) -> T {
        self.with_value(T::clone)
    }

    /// The value, if the owner is still there.
    pub fn try_get_value(self) -> Option<T> {
        self.try_share().map(|value| value.borrow().clone())
    }
}

impl<T: Default + 'static> Default for StoredValue<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}
