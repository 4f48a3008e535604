//! Whether gestures leave a row alone.

use crate::app::markup::*;
use crate::app::parts::Checkbox;
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo};
use crate::plan::gesture::{lock_of, set_lock};
use crate::plan::{Lock, Node};

/// The lock of a pool, a VPC or a reservation. `hint` says what it means there.
pub(super) fn lock_field(planner: Planner, node: Node, hint: &'static str) -> AnyView {
    let is_locked = Memo::new(move |_| planner.read(|w| lock_of(w.plan(), node) == Some(Lock::Locked)));
    let change = move |on: bool| {
        let lock = if on { Lock::Locked } else { Lock::Open };
        if let Some(gesture) = planner.peek(|workspace| set_lock(workspace.plan(), node, lock)) {
            planner.edit(&gesture.label, gesture.edit);
        }
    };
    view! {
        <Checkbox
            label="Locked"
            checked=is_locked
            hint=Some(hint.to_owned())
            read_only=planner.read_only()
            on_change=Callback::new(change)
        />
    }
    .into_any()
}
