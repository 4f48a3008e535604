//! The pointer on the map: drags, presses, wheels, two fingers.

use leptos::ev::{MouseEvent, PointerEvent, WheelEvent};

use super::LanesHandle;
use crate::address::{Cidr, NetmaskLength};
use crate::app::map::carry::Target;
use crate::app::map::scene::{Holder, What};
use crate::plan::Node;

/// From so many pixels on a press is a drag.
const DRAG: f64 = 4.0;

/// A block that is wider than this share of the map is not dragged: the map is.
const WIDE: f64 = 0.9;

/// The pointers that are down.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointers {
    /// Each with where it is.
    down: Vec<(i32, f64)>,
    /// What a drag began with.
    drag: Option<Drag>,
    /// The press that follows is the end of a drag.
    was_drag: bool,
}

#[derive(Clone, Copy, Debug)]
struct Drag {
    from: (f64, f64),
    /// Where it was last.
    x: f64,
    kind: DragKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum DragKind {
    /// Not far enough yet to be one: the block that it began on.
    Begins(Option<(Node, Cidr)>),
    /// The map moves.
    Map,
    /// A block is carried.
    Block,
}

impl LanesHandle {
    pub(super) fn on_wheel(self, event: &WheelEvent) {
        // In lines where it is not in pixels.
        let unit = if event.delta_mode() == 0 { 1.0 } else { 16.0 };
        let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            let Some((_, _, x)) = self.hit(f64::from(event.client_x()), f64::from(event.client_y())) else {
                return;
            };
            let at = x / self.map.width.get_untracked().max(1.0);
            self.map.zoom((dy.clamp(-50.0, 50.0) * 0.01).exp(), at.clamp(0.0, 1.0));
        } else {
            let way = match event.shift_key() && dx == 0.0 {
                true => dy,
                false if dx.abs() > dy.abs() => dx,
                // It scrolls what is around.
                false => return,
            };
            event.prevent_default();
            self.map.pan(way / self.map.width.get_untracked().max(1.0));
        }
    }

    pub(super) fn on_pointer_down(self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let begins_on = self.hit(x, y).and_then(|(lane, place, _)| {
            let spot = self.spot(lane, place?)?;
            match spot.what {
                // A finger moves the map; what it points at is picked up with the keys, or with the dialog.
                What::Block(seen)
                    if event.pointer_type() != "touch" && spot.width < WIDE * self.map.width.get_untracked() =>
                {
                    Some((seen.node, seen.placed.cidr))
                }
                _ => None,
            }
        });
        self.pointers.update_value(|pointers| {
            pointers.was_drag = false;
            pointers.down.retain(|(id, _)| *id != event.pointer_id());
            pointers.down.push((event.pointer_id(), x));
            pointers.drag = (pointers.down.len() == 1).then_some(Drag {
                from: (x, y),
                x,
                kind: DragKind::Begins(begins_on),
            });
        });
    }

    pub(super) fn on_pointer_move(self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if self.pinch(event.pointer_id(), x) {
            return;
        }
        let Some(drag) = self.pointers.with_value(|pointers| pointers.drag) else {
            return;
        };
        let kind = match drag.kind {
            DragKind::Begins(on) => {
                if (x - drag.from.0).hypot(y - drag.from.1) < DRAG {
                    return;
                }
                if let Some(node) = self.node.get_untracked() {
                    // Without the capture the drag ends at the edge of the map.
                    let _ = node.set_pointer_capture(event.pointer_id());
                }
                match on {
                    Some((node, from)) if self.pick_up(node, from) => DragKind::Block,
                    _ => DragKind::Map,
                }
            }
            other => other,
        };
        self.pointers.update_value(|pointers| {
            pointers.was_drag = true;
            pointers.drag = Some(Drag { x, kind, ..drag });
        });
        match kind {
            DragKind::Map => self.map.pan((drag.x - x) / self.map.width.get_untracked().max(1.0)),
            DragKind::Block => self.aim(self.target_at(x, y)),
            DragKind::Begins(_) => {}
        }
    }

    /// Two fingers zoom and move the map. Whether there are two.
    fn pinch(self, id: i32, x: f64) -> bool {
        let moved = self.pointers.try_update_value(|pointers| {
            let before = pointers.down.clone();
            let now = pointers.down.iter_mut().find(|(other, _)| *other == id)?;
            now.1 = x;
            match (&before[..], &pointers.down[..]) {
                ([(_, one), (_, other)], [(_, new_one), (_, new_other)]) => {
                    pointers.was_drag = true;
                    let (apart, new_apart) = ((one - other).abs(), (new_one - new_other).abs());
                    let (middle, new_middle) = ((one + other) / 2.0, (new_one + new_other) / 2.0);
                    Some((apart.max(8.0) / new_apart.max(8.0), middle, new_middle))
                }
                _ => None,
            }
        });
        let Some((times, middle, new_middle)) = moved.flatten() else {
            return false;
        };
        let width = self.map.width.get_untracked().max(1.0);
        let left = self
            .node
            .get_untracked()
            .map_or(0.0, |node| node.get_bounding_client_rect().left());
        self.map.pan((middle - new_middle) / width);
        self.map.zoom(times, ((new_middle - left) / width).clamp(0.0, 1.0));
        true
    }

    pub(super) fn on_pointer_up(self, event: &PointerEvent) {
        let drag = self.lift(event.pointer_id());
        if drag == Some(DragKind::Block) {
            self.drop_it();
        }
    }

    pub(super) fn on_pointer_lost(self, event: &PointerEvent) {
        if self.lift(event.pointer_id()) == Some(DragKind::Block) {
            self.put_back();
        }
    }

    /// A pointer is not down any more. What it did.
    fn lift(self, id: i32) -> Option<DragKind> {
        let drag = self.pointers.try_update_value(|pointers| {
            pointers.down.retain(|(other, _)| *other != id);
            pointers.drag.take()
        });
        drag.flatten().map(|drag| drag.kind)
    }

    pub(super) fn on_click(self, event: &MouseEvent) {
        let was_drag = self
            .pointers
            .try_update_value(|pointers| std::mem::take(&mut pointers.was_drag));
        // The second of two presses is the zoom.
        if was_drag == Some(true) || event.detail() > 1 {
            return;
        }
        let hit = self.hit(f64::from(event.client_x()), f64::from(event.client_y()));
        let Some((lane, Some(place), _)) = hit else { return };
        if let Some(spot) = self.spot(lane, place) {
            self.press(lane, &spot);
        }
    }

    pub(super) fn on_double_click(self, event: &MouseEvent) {
        let hit = self.hit(f64::from(event.client_x()), f64::from(event.client_y()));
        let Some((lane, Some(place), _)) = hit else { return };
        if let Some(spot) = self.spot(lane, place)
            && matches!(spot.what, What::Block(_))
        {
            self.map.show_around(spot.first, spot.last);
        }
    }

    /// Where what is carried would go, from what the pointer is on: the place in the hole, or in the pool.
    fn target_at(self, x: f64, y: f64) -> Option<Target> {
        let (lane, place, x) = self.hit(x, y)?;
        let holder = match self.spot(lane, place?)?.what {
            What::Hole { holder, .. } => holder,
            What::Block(seen) => match seen.node {
                Node::Pool(pool) => Holder::Pool(pool),
                _ => return None,
            },
            What::Many { .. } => return None,
        };
        let length: NetmaskLength = self
            .map
            .state
            .carried
            .with_untracked(|carried| Some(carried.as_ref()?.from.netmask_length()))?;
        let family = self.map.axis.with_untracked(|axis| Some(axis.as_ref()?.family))?;
        let host = Cidr::from_bits(family, self.address_at(x)?, family.longest())?;
        let cidr = host.supernet(length)?;
        Some(Target { holder, cidr })
    }
}
