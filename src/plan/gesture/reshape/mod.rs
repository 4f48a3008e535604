//! Gestures that change the shape of what is there: split, join, grow, shrink, move, rebase, duplicate, lock.
//!
//! All know what a locked pool is, and name the [`Obstacle`] that is in their way. None knows a rule: what the result breaks is
//! told by [`Workspace::foresee`](crate::workspace::Workspace::foresee).

mod content;
mod duplicate;
mod join;
mod lock;
mod move_to;
mod obstacle;
mod pattern;
mod rebase;
mod resize;
mod shift;
mod split;
mod subtree;

pub use duplicate::{Copying, duplicate};
pub use join::{JoinInto, join};
pub use lock::{Locked, lock_above, lock_at_or_below, lock_of, lock_on, lock_on_any, set_lock};
pub use move_to::{Destination, Placing, move_many, move_to};
pub use obstacle::{NamedBlock, Obstacle};
pub use pattern::{NamePattern, PatternError};
pub use rebase::rebase;
pub use resize::{largest_growth, resize, resized};
pub use split::{Manner, Splitting, split};

pub(super) use pattern::Named;
pub(super) use shift::{Shift, is_free_in};
pub(super) use subtree::Subtree;

/// A length that there is.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
fn length(length: u8) -> crate::address::NetmaskLength {
    crate::address::NetmaskLength::new(length).unwrap()
}
