//! The keys of the map.

use leptos::ev::KeyboardEvent;

use super::LanesHandle;
use super::moving::Reach;
use crate::app::map::STEP;
use crate::app::map::axis::Window;
use crate::app::map::carry::Side;
use crate::app::map::scene::{Spot, What};
use crate::app::markup::untrack;

/// How far a page is, as a share of the window.
const PAGE: f64 = 0.8;

impl LanesHandle {
    pub(super) fn on_key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        let key = event.key();
        let reach = if event.shift_key() { Reach::Place } else { Reach::Hole };
        let is_carrying = self.map.state.carried.with_untracked(Option::is_some);
        match key.as_str() {
            "+" | "=" => self.zoom_here(1.0 / STEP),
            "-" | "_" => self.zoom_here(STEP),
            "0" => self.map.show_all(),
            "PageUp" => self.map.pan(-PAGE),
            "PageDown" => self.map.pan(PAGE),
            "Escape" if is_carrying => self.put_back(),
            " " | "Enter" if is_carrying => self.drop_it(),
            "ArrowRight" if is_carrying => self.choose(Side::Behind, reach),
            "ArrowLeft" if is_carrying => self.choose(Side::Before, reach),
            "ArrowDown" if is_carrying => self.choose_pool(Side::Behind),
            "ArrowUp" if is_carrying => self.choose_pool(Side::Before),
            "ArrowRight" if event.shift_key() => self.map.pan(0.25),
            "ArrowLeft" if event.shift_key() => self.map.pan(-0.25),
            "ArrowRight" => self.step(Side::Behind),
            "ArrowLeft" => self.step(Side::Before),
            "ArrowDown" => self.change_lane(Side::Behind),
            "ArrowUp" => self.change_lane(Side::Before),
            "Home" => self.end_of_lane(Side::Before),
            "End" => self.end_of_lane(Side::Behind),
            "Enter" if event.shift_key() => self.look_at_current(),
            "Enter" => {
                if let Some((lane, spot)) = self.current_spot() {
                    self.press(lane, &spot);
                }
            }
            " " => self.pick_up_current(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// The spot where the keys are.
    pub(super) fn current_spot(self) -> Option<(usize, Spot)> {
        let (lane, place) = untrack(|| self.current())?;
        Some((lane, self.spot(lane, place)?))
    }

    /// Zooms around the spot where the keys are, if it is in sight.
    fn zoom_here(self, times: f64) {
        let width = self.map.width.get_untracked().max(1.0);
        let middle = self.current_spot().map(|(_, spot)| {
            let (left, right) = (spot.left.max(0.0), (spot.left + spot.width).min(width));
            (left + right) / 2.0 / width
        });
        self.map.zoom(times, middle.unwrap_or(0.5).clamp(0.0, 1.0));
    }

    fn step(self, side: Side) {
        let Some((lane, place)) = untrack(|| self.current()) else {
            return;
        };
        let next = match side {
            Side::Behind => place.checked_add(1),
            Side::Before => place.checked_sub(1),
        };
        match next.and_then(|next| self.spot(lane, next)) {
            Some(spot) => self.stand_at(lane, &spot, side),
            None => {
                // What follows is out of sight.
                let Some(spot) = self.spot(lane, place) else { return };
                self.put_cursor(lane, spot.first);
                self.map.pan(match side {
                    Side::Behind => 0.5,
                    Side::Before => -0.5,
                });
                let again = self.map.scene.with_untracked(|scene| {
                    let place = scene.holding(lane, spot.first)?;
                    let next = match side {
                        Side::Behind => place + 1,
                        Side::Before => place.checked_sub(1)?,
                    };
                    scene.spot(lane, next).cloned()
                });
                if let Some(next) = again {
                    self.stand_at(lane, &next, side);
                }
            }
        }
    }

    /// Puts the keys at a spot and brings it into sight.
    fn stand_at(self, lane: usize, spot: &Spot, side: Side) {
        let width = self.map.width.get_untracked();
        self.put_cursor(lane, spot.first);
        let is_out = match side {
            Side::Behind => spot.left + spot.width > width && spot.left > width * 0.5,
            Side::Before => spot.left < 0.0 && spot.left + spot.width < width * 0.5,
        };
        if is_out {
            self.map.pan(match side {
                Side::Behind => 0.5,
                Side::Before => -0.5,
            });
        }
    }

    /// Goes to what the current spot lies in, or to the first of what lies in it.
    fn change_lane(self, side: Side) {
        let Some((lane, spot)) = self.current_spot() else {
            return;
        };
        let to = match side {
            Side::Behind => lane.checked_add(1),
            Side::Before => lane.checked_sub(1),
        };
        let Some(to) = to else { return };
        let found = self.map.scene.with_untracked(|scene| {
            let lane = scene.lanes.get(to)?;
            let meets = |other: &&Spot| other.first <= spot.last && spot.first <= other.last;
            // What is in sight comes before what begins left of it.
            let seen = |other: &&Spot| meets(other) && other.left + other.width > 0.0;
            lane.spots.iter().find(seen).cloned()
        });
        if let Some(found) = found {
            self.put_cursor(to, found.first);
        }
    }

    fn end_of_lane(self, side: Side) {
        let Some((lane, _)) = self.current_spot() else { return };
        self.map.go(|window, axis| match side {
            Side::Before => Window { start: 0, ..window },
            Side::Behind => {
                let start = axis.length().saturating_sub(window.length);
                Window { start, ..window }
            }
        });
        let found = self.map.scene.with_untracked(|scene| {
            let spots = &scene.lanes.get(lane)?.spots;
            match side {
                Side::Before => spots.first().cloned(),
                Side::Behind => spots.last().cloned(),
            }
        });
        if let Some(found) = found {
            self.put_cursor(lane, found.first);
        }
    }

    /// Looks at the current spot from as near as it fits.
    fn look_at_current(self) {
        if let Some((lane, spot)) = self.current_spot() {
            self.put_cursor(lane, spot.first);
            self.map.show_around(spot.first, spot.last);
        }
    }

    fn pick_up_current(self) {
        match self.current_spot() {
            Some((
                lane,
                Spot {
                    first,
                    what: What::Block(seen),
                    ..
                },
            )) => {
                self.put_cursor(lane, first);
                self.pick_up(seen.node, seen.placed.cidr);
            }
            _ => self.announcer.polite("Only a block can be moved"),
        }
    }
}
