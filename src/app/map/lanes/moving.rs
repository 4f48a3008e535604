//! Moving a block into a hole: picked up, shown where it would go and what that would do, dropped as one step of the history.

use super::LanesHandle;
use crate::address::Cidr;
use crate::app::map::axis::Window;
use crate::app::map::carry::{self, Side, Target};
use crate::app::markup::untrack;
use crate::app::parts::Notice;
use crate::app::reactive::StoredValue;
use crate::plan::Node;

/// The holes that what is carried fits into.
#[derive(Clone, Copy)]
pub(super) struct Moving {
    places: StoredValue<Vec<Target>>,
}

/// How far a key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To the next hole.
    Hole,
    /// To the next place, in the same hole while there is one.
    Place,
}

impl Moving {
    pub(super) fn new() -> Self {
        Self {
            places: StoredValue::new(Vec::new()),
        }
    }
}

impl LanesHandle {
    /// Picks a block up, or says why not. Whether it did.
    pub(super) fn pick_up(self, node: Node, from: Cidr) -> bool {
        let picked = match untrack(|| self.planner.access.get()).refusal() {
            Some(refusal) => Err(refusal.to_owned()),
            None => self.planner.peek(|workspace| carry::pick_up(workspace, node, from)),
        };
        match picked {
            Ok(carried) => {
                let places = self.planner.peek(|workspace| carry::places(workspace, &carried));
                self.moving.places.set_value(places);
                self.map.state.carried.set(Some(carried));
                true
            }
            Err(reason) => {
                self.announcer.show(Notice::note(reason));
                false
            }
        }
    }

    /// Leaves it where it is.
    pub(super) fn put_back(self) {
        let name = self
            .map
            .state
            .carried
            .with_untracked(|carried| carried.as_ref().map(|it| it.name.clone()));
        self.map.state.carried.set(None);
        if let Some(name) = name {
            self.announcer.polite(format!("{name} stays where it is"));
        }
    }

    /// Shows what it would do there. Nothing changes yet.
    pub(super) fn aim(self, target: Option<Target>) {
        let Some(mut carried) = self.map.state.carried.get_untracked() else {
            return;
        };
        if carried.to == target {
            return;
        }
        carried.to = target;
        carried.outcome = target.map(|target| {
            let gesture = self
                .planner
                .peek(|workspace| carry::gesture(workspace, &carried, target))?;
            let foresight = self.planner.foresee(gesture.edit.clone())?;
            Ok(carry::told(&carried, &gesture, &foresight))
        });
        self.map.state.carried.set(Some(carried));
    }

    /// Puts it down, as one step of the history; where it cannot be it is left where it was.
    pub(super) fn drop_it(self) {
        let Some(carried) = self.map.state.carried.get_untracked() else {
            return;
        };
        let Some(target) = carried.to else {
            return self.put_back();
        };
        self.map.state.carried.set(None);
        match self
            .planner
            .peek(|workspace| carry::gesture(workspace, &carried, target))
        {
            Ok(gesture) => {
                let label = gesture.label.clone();
                // What moves stays in sight.
                self.map.state.followed.set_value(Some(carried.node));
                if self.planner.take(gesture) {
                    let planner = self.planner;
                    self.announcer
                        .show(Notice::done(label).with_action("Undo", move || planner.undo()));
                }
            }
            Err(reason) => self.announcer.show(Notice::note(format!("Not moved: {reason}"))),
        }
    }

    /// The next hole that it fits into, or the next place in the same hole.
    pub(super) fn choose(self, side: Side, reach: Reach) {
        let now = self.map.state.carried.with_untracked(|carried| carried.as_ref()?.to);
        let beside = now
            .filter(|_| reach == Reach::Place)
            .and_then(|now| self.planner.peek(|workspace| carry::beside(workspace, now, side)));
        let next = beside.or_else(|| self.next_place(side, now, |_, _| true));
        self.look_for(next);
    }

    /// The next pool that has a hole for it.
    pub(super) fn choose_pool(self, side: Side) {
        let now = self.map.state.carried.with_untracked(|carried| carried.as_ref()?.to);
        let next = self.next_place(side, now, |now, other| now.is_none_or(|now| now.holder != other.holder));
        self.look_for(next);
    }

    /// The next place that will do: from where it is chosen now, else from where it lies.
    fn next_place(
        self,
        side: Side,
        now: Option<Target>,
        will_do: impl Fn(Option<Target>, Target) -> bool,
    ) -> Option<Target> {
        let from = match now {
            Some(now) => now.cidr,
            None => self
                .map
                .state
                .carried
                .with_untracked(|carried| Some(carried.as_ref()?.from))?,
        };
        self.moving.places.with_value(|places| {
            let will_do = |target: &&Target| will_do(now, **target);
            match side {
                Side::Behind => places.iter().filter(|target| target.cidr > from).find(will_do),
                Side::Before => places.iter().rev().filter(|target| target.cidr < from).find(will_do),
            }
            .copied()
        })
    }

    fn look_for(self, target: Option<Target>) {
        let Some(target) = target else {
            return self.announcer.polite("No other hole in this direction");
        };
        self.aim(Some(target));
        self.map.go(|window, axis| {
            let places = axis
                .place_of(target.cidr.first_bits())
                .zip(axis.place_of(target.cidr.last_bits()));
            match places {
                Some((begin, end)) if !window.shows(begin, end) => {
                    let middle = begin + (end - begin) / 2;
                    let start = middle.saturating_sub(window.length / 2);
                    Window { start, ..window }.panned(axis, 0.0)
                }
                _ => window,
            }
        });
    }
}
