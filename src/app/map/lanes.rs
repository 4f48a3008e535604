//! The lanes of the map: what is seen is drawn, pointer and keys are heard.

mod drawn;
mod keys;
mod moving;
mod pointer;

use leptos::html;

use super::Map;
use super::ask_for;
use super::axis::Axis;
use super::scene::{Holder, Spot, What};
use super::state::Cursor;
use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::{Announcer, observe_size, use_announcer};
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{StoredValue, effect};
pub(super) use drawn::{class_of, label, marks};
use moving::Moving;
use pointer::Pointers;

/// How high a lane is, with the line below it, in CSS pixels.
const LANE: f64 = 26.0;

/// Likewise for fingers.
const LANE_FOR_FINGERS: f64 = 36.0;

/// The lanes. One stop for Tab; the keys go from block to block, and everything that a pointer does is done by a key.
#[component]
pub(super) fn Lanes(
    /// The map.
    map: Map,
) -> impl IntoView {
    let planner = use_planner();
    let node = NodeRef::<html::Div>::new();
    effect(move |_| {
        let Some(element) = node.get() else { return };
        let element: web_sys::Element = element.into();
        let measured = element.clone();
        let measure = move || {
            let width = f64::from(measured.client_width());
            if map.width.try_get_untracked().is_some_and(|before| before != width) {
                map.width.set(width);
            }
        };
        measure();
        observe_size(&element, measure);
    });
    let coarse = window().match_media("(pointer: coarse)").ok().flatten();
    let lane = match coarse.is_some_and(|query| query.matches()) {
        true => LANE_FOR_FINGERS,
        false => LANE,
    };
    let lanes = LanesHandle {
        map,
        planner,
        announcer: use_announcer(),
        node,
        lane,
        moving: Moving::new(),
        pointers: StoredValue::new(Pointers::default()),
    };
    drawn::view(lanes)
}

/// The lanes as what they hear knows them; free to copy.
#[derive(Clone, Copy)]
struct LanesHandle {
    map: Map,
    planner: Planner,
    announcer: Announcer,
    node: NodeRef<html::Div>,
    /// How high a lane is.
    lane: f64,
    moving: Moving,
    pointers: StoredValue<Pointers>,
}

impl LanesHandle {
    /// What stands at a point of the window of the browser: the lane, the place in it, and how far it is from the left.
    fn hit(self, x: f64, y: f64) -> Option<(usize, Option<usize>, f64)> {
        let area = self.node.get_untracked()?.get_bounding_client_rect();
        let (x, y) = (x - area.left(), y - area.top());
        if y < 0.0 {
            return None;
        }
        let lane = (y / self.lane) as usize;
        Some((lane, self.map.scene.with_untracked(|scene| scene.at(lane, x)), x))
    }

    /// The address at a distance from the left.
    fn address_at(self, x: f64) -> Option<u128> {
        let window = self.map.window.get_untracked()?;
        let share = x / self.map.width.get_untracked().max(1.0);
        let found = |axis: &Option<Axis>| axis.as_ref()?.at(window.place_at(share.clamp(0.0, 1.0)));
        self.map.axis.with_untracked(found).map(|(_, address)| address)
    }

    fn spot(self, lane: usize, place: usize) -> Option<Spot> {
        self.map.scene.with_untracked(|scene| scene.spot(lane, place).cloned())
    }

    /// Where the keys are: the spot of the cursor, else of what is selected, else the first. Tracked.
    fn current(self) -> Option<(usize, usize)> {
        let cursor = self.map.state.cursor.get();
        let selected = self.planner.selected();
        self.map.scene.with(|scene| {
            if let Some(cursor) = cursor
                && let Some(place) = scene.holding(cursor.lane, cursor.address)
            {
                return Some((cursor.lane, place));
            }
            let is_selected = |spot: &Spot| matches!(&spot.what, What::Block(seen) if seen.node == selected);
            let lanes = scene.lanes.iter().enumerate();
            let mut found = lanes.filter_map(|(lane, it)| Some((lane, it.spots.iter().position(is_selected)?)));
            let first = || {
                scene
                    .lanes
                    .first()
                    .filter(|lane| !lane.spots.is_empty())
                    .map(|_| (0, 0))
            };
            found.next().or_else(first)
        })
    }

    /// Puts the keys somewhere.
    fn put_cursor(self, lane: usize, address: u128) {
        self.map.state.cursor.set(Some(Cursor { lane, address }));
    }

    /// What a press on a spot does: a block is selected, a hole used, small blocks looked at from nearer.
    fn press(self, lane: usize, spot: &Spot) {
        self.put_cursor(lane, spot.first);
        match &spot.what {
            What::Block(seen) => {
                // It is in sight: the map stays where it is.
                self.map.state.followed.set_value(Some(seen.node));
                self.planner.reveal(seen.node);
            }
            What::Hole { cidr, holder } => {
                let ask = match holder {
                    Holder::Pool(pool) => self.planner.peek(|workspace| ask_for(workspace, *pool)),
                    Holder::Vpc(vpc) => Ask::DesignSubnets(*vpc),
                };
                self.planner.ask_about(ask, *cidr);
            }
            What::Many { .. } => self.map.show_around(spot.first, spot.last),
        }
    }
}
