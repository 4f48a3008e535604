//! That a plan can only be looked at here, and how that is said.

use super::planner::{Access, Planner};
use super::reactive::Signal;

/// Why nothing can be changed.
pub(super) const EDITED_ELSEWHERE: &str = "This plan is being edited in another tab";

impl Planner {
    /// Whether the plan can only be looked at.
    pub(super) fn read_only(self) -> Signal<bool> {
        Signal::derive(move || self.access.get() == Access::ReadOnly)
    }

    /// Why a button that changes the plan does nothing; none when it does.
    pub(super) fn refusal(self) -> Signal<Option<String>> {
        Signal::derive(move || (self.access.get() == Access::ReadOnly).then(|| EDITED_ELSEWHERE.to_owned()))
    }
}
