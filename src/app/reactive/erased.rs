//! The two kinds of value that the reactive graph holds: shared ones in signals, and things that are kept beside it.

use std::any::Any;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{GetValue, LocalStorage, StoredValue};

/// What a signal or a memo holds, whatever its type.
pub(super) type Shared = Arc<dyn Any + Send + Sync>;

/// A place for something that is dropped together with the owner under which it was kept.
pub(super) type Kept = StoredValue<Rc<dyn Any>, LocalStorage>;

pub(super) fn cast<T: 'static>(shared: &Shared) -> &T {
    shared.downcast_ref().unwrap_or_else(|| wrong_type())
}

pub(super) fn keep(kept: Rc<dyn Any>) -> Kept {
    StoredValue::new_local(kept)
}

#[inline(never)]
pub(super) fn kept(place: Kept) -> Rc<dyn Any> {
    place.get_value()
}

#[inline(never)]
pub(super) fn try_kept(place: Kept) -> Option<Rc<dyn Any>> {
    place.try_get_value()
}

/// A handle is made together with the value that it reads, and its type stays with it.
#[cold]
#[inline(never)]
pub(super) fn wrong_type() -> ! {
    unreachable!("a handle of another type")
}
