//! When that follows an edit which is worked out over all workloads, several times.

use crate::app::markup::on_cleanup;
use crate::app::planner::Planner;
use crate::app::platform::listen::Timer;
use crate::app::reactive::{RwSignal, StoredValue, effect};

/// Up to so many workloads it is not felt.
const FEW: usize = 1_000;

/// How long nothing must have changed in a plan of more, in milliseconds.
const REST: u64 = 150;

/// Counts the edits, those of a large plan once nobody edits for a moment; for as long as the component stands that calls.
pub(super) fn paced(planner: Planner) -> RwSignal<u64> {
    let edits = RwSignal::new(0_u64);
    let timer = StoredValue::new(None::<Timer>);
    let count = move || edits.update(|edits| *edits += 1);
    effect(move |before: Option<()>| {
        let workloads = planner.read(|workspace| workspace.plan().intent().workloads.len());
        match before {
            None => {}
            Some(()) if workloads <= FEW => count(),
            // The one before is stopped as it is dropped.
            Some(()) => timer.set_value(Timer::after(REST, count)),
        }
    });
    on_cleanup(move || {
        // What is still to come would change what is gone.
        let _ = timer.try_update_value(Option::take);
    });
    edits
}
