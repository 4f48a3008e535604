//! When what is seen is worked out: while it is seen, and after edits once nobody types for a moment. Each piece is a task of its
//! own, so that none is long however much runs.

use std::rc::Rc;
use std::sync::Arc;

use super::Page;
use super::network::Network;
use crate::app::markup::*;
use crate::app::planner::Planner;
use crate::app::platform::listen::Timer;
use crate::app::reactive::{RwSignal, Signal, StoredValue, effect};
use crate::plan::gesture::Gesture;
use crate::rules::Fix;
use crate::workspace::Workspace;

/// How long nothing must have changed before the network is looked at again, in milliseconds.
const REST: u64 = 350;

/// What the pages share. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) planner: Planner,
    /// What of the adoption is shown.
    pub(super) page: RwSignal<Page>,
    /// What runs, as it was looked at last. Told anew after each look, whether it differs or not: names may.
    pub(super) network: RwSignal<Option<Arc<Network>>>,
    timer: StoredValue<Option<Timer>>,
    /// Whether the next edit is one that was made here, and is looked at without a rest.
    is_awaited: StoredValue<bool>,
}

impl State {
    /// Looks at the network for as long as the component stands that calls.
    pub(super) fn begin(planner: Planner) -> Self {
        let state = Self {
            planner,
            page: RwSignal::new(Page::Runs),
            network: RwSignal::new(None),
            timer: StoredValue::new(None),
            is_awaited: StoredValue::new(false),
        };
        effect(move |before: Option<()>| {
            planner.read(|_| ());
            // What is asked for is shown at once, after the tab has been drawn.
            let is_awaited = before.is_none() || state.is_awaited.get_value();
            state.is_awaited.set_value(false);
            state.after(if is_awaited { 0 } else { REST });
        });
        on_cleanup(move || {
            // What is still to come would read what is gone.
            let _ = state.timer.try_update_value(Option::take);
        });
        state
    }

    fn after(self, milliseconds: u64) {
        // The one before is stopped as it is dropped.
        self.timer.set_value(Timer::after(milliseconds, move || {
            let network = self.planner.peek(Network::of);
            self.network.set(Some(Arc::new(network)));
        }));
    }

    /// Takes a gesture, says so, and looks at the network again without a rest.
    pub(super) fn take(self, gesture: Gesture) {
        self.is_awaited.set_value(true);
        let done = self.planner.mend(Fix {
            label: gesture.label,
            edit: gesture.edit,
        });
        match (done, gesture.focus) {
            (true, Some(focus)) => self.planner.reveal(focus),
            (true, None) => {}
            (false, _) => self.is_awaited.set_value(false),
        }
    }
}

/// What `compute` makes of the network and of `input`, again whenever either changes, in a task of its own.
pub(super) fn worked<I, T>(
    state: State,
    input: Signal<I>,
    compute: impl Fn(&Workspace, &Network, I) -> T + 'static,
) -> RwSignal<Option<Arc<T>>>
where
    I: Clone + Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    let worked = RwSignal::new(None);
    let timer = StoredValue::new(None::<Timer>);
    let compute = Rc::new(compute);
    effect(move |_: Option<()>| {
        let (network, input) = (state.network.get(), input.get());
        let Some(network) = network else { return };
        let compute = Rc::clone(&compute);
        timer.set_value(Timer::after(0, move || {
            let found = state
                .planner
                .peek(|workspace| compute(workspace, &network, input.clone()));
            worked.set(Some(Arc::new(found)));
        }));
    });
    on_cleanup(move || {
        let _ = timer.try_update_value(Option::take);
    });
    worked
}
