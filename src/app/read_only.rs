//! That a plan can only be looked at here, and how that is said.

use super::planner::{Access, Planner};
use super::reactive::Signal;

/// Why nothing can be changed: another tab does.
pub(super) const EDITED_ELSEWHERE: &str = "This plan is being edited in another tab";

/// Why nothing can be changed: the plan is nobody's here.
pub(super) const FROM_A_LINK: &str = "This plan came in a link: keep a copy to change it";

impl Planner {
    /// Whether the plan can only be looked at.
    pub(super) fn read_only(self) -> Signal<bool> {
        Signal::derive(move || self.access.get() != Access::Edit)
    }

    /// Why a button that changes the plan does nothing; none when it does.
    pub(super) fn refusal(self) -> Signal<Option<String>> {
        Signal::derive(move || self.access.get().refusal().map(str::to_owned))
    }
}
