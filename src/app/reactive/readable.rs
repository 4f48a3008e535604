//! What every handle that can be read has in common.

/// Makes `$handle`, a struct over an `inner` handle of the erased kind `$inner`, one that is copied freely and can be read.
macro_rules! readable {
    ($handle:ident, $inner:ty) => {
        impl<T> Clone for $handle<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $handle<T> {}

        impl<T: Send + Sync + 'static> $handle<T> {
            /// Reads the value, and has the reader run again when it changes.
            pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
                read(cast(&tracked(self.inner)))
            }

            /// Reads the value once.
            pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
                read(cast(&untracked(self.inner)))
            }

            /// Has the reader run again when the value changes.
            pub fn track(&self) {
                self.inner.track();
            }
        }

        impl<T: Clone + Send + Sync + 'static> $handle<T> {
            /// The value. The reader runs again when it changes.
            pub fn get(&self) -> T {
                self.with(T::clone)
            }

            /// The value, once.
            pub fn get_untracked(&self) -> T {
                self.with_untracked(T::clone)
            }
        }

        #[inline(never)]
        fn tracked(inner: $inner) -> Shared {
            inner.get()
        }

        #[inline(never)]
        fn untracked(inner: $inner) -> Shared {
            inner.get_untracked()
        }
    };
}
pub(super) use readable;
