//! When the steps are worked out: while they are seen, and after edits once nobody types for a moment.

use std::sync::Arc;

use super::model::{Course, Work};
use crate::app::markup::*;
use crate::app::planner::Planner;
use crate::app::platform::listen::Timer;
use crate::app::reactive::{RwSignal, StoredValue, effect};
use crate::lifecycle::Residents;

/// How long nothing must have changed before the steps are worked out again, in milliseconds.
const REST: u64 = 350;

/// The steps of plans with more rows than this, of what exists and of the design, are worked out on demand after an edit: it
/// takes so long that it would be felt while somebody types.
const ROWS: usize = 8_000;

/// The worked-out steps, and how far they are behind the plan. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct Workings {
    planner: Planner,
    /// What becomes of VPCs when something is torn down.
    pub(super) residents: RwSignal<Residents>,
    /// The steps as they were worked out last.
    pub(super) work: RwSignal<Option<Arc<Work>>>,
    /// Which line of them is shown in full.
    pub(super) chosen: RwSignal<usize>,
    /// Whether the plan has changed since, and is too large to follow at once.
    pub(super) is_behind: RwSignal<bool>,
    timer: StoredValue<Option<Timer>>,
}

impl Workings {
    /// Works the steps out for as long as the component stands that calls.
    pub(super) fn begin(planner: Planner) -> Self {
        let workings = Self {
            planner,
            residents: RwSignal::new(Residents::Stay),
            work: RwSignal::new(None),
            chosen: RwSignal::new(0),
            is_behind: RwSignal::new(false),
            timer: StoredValue::new(None),
        };
        effect(move |before: Option<Course>| {
            let course = workings.course();
            let rows = planner.read(|workspace| {
                let plan = workspace.plan();
                plan.design().row_count() + plan.actual().row_count()
            });
            if before != Some(course) {
                // What is asked for is shown at once, after the tab has been drawn.
                workings.after(0);
            } else if rows > ROWS {
                workings.is_behind.set(true);
            } else {
                workings.after(REST);
            }
            course
        });
        on_cleanup(move || {
            // What is still to come would read what is gone.
            let _ = workings.timer.try_update_value(Option::take);
        });
        workings
    }

    /// What the steps lead to. Tracked.
    fn course(self) -> Course {
        match self.planner.torn.get() {
            Some(node) => Course::TearDown(node, self.residents.get()),
            None => Course::Build,
        }
    }

    fn after(self, milliseconds: u64) {
        // The one before is stopped as it is dropped.
        self.timer.set_value(Timer::after(milliseconds, move || self.now()));
    }

    /// Works them out now.
    pub(super) fn now(self) {
        let course = untrack(|| self.course());
        let work = self.planner.peek(|workspace| Work::of(workspace, course));
        // Whoever reads a step goes on reading it.
        let before = self.work.get_untracked();
        let kept = before.and_then(|before| {
            let line = before.lines.get(self.chosen.get_untracked())?;
            work.find(&before, line)
        });
        self.chosen.set(kept.unwrap_or_else(|| work.first()));
        self.work.set(Some(Arc::new(work)));
        self.is_behind.set(false);
    }
}
