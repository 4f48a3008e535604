//! Where a box stands that floats beside something: pure arithmetic, in CSS pixels of the window.

/// A rectangle in the window.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Area {
    /// The distance of its left side from the window's.
    pub left: f64,
    /// The distance of its upper side from the window's.
    pub top: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

impl Area {
    /// A point, such as the one that was pressed.
    pub const fn point(left: f64, top: f64) -> Self {
        Self {
            left,
            top,
            width: 0.0,
            height: 0.0,
        }
    }

    fn right(self) -> f64 {
        self.left + self.width
    }

    fn bottom(self) -> f64 {
        self.top + self.height
    }
}

impl From<web_sys::DomRect> for Area {
    fn from(rect: web_sys::DomRect) -> Self {
        Self {
            left: rect.x(),
            top: rect.y(),
            width: rect.width(),
            height: rect.height(),
        }
    }
}

/// Which sides of the box and its anchor are in line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Align {
    /// The left ones.
    #[default]
    Start,
    /// The middles.
    Center,
    /// The right ones.
    End,
}

/// The room between a box and its anchor.
const GAP: f64 = 4.0;
/// The room between a box and the sides of the window.
const MARGIN: f64 = 8.0;

/// The left and upper side of a box of `size` beside `anchor`: below it, or above it where only there is enough room, or
/// where there is more; moved sideways as far as the window asks. It never begins outside of the window.
pub fn beside(anchor: Area, size: (f64, f64), window: (f64, f64), align: Align) -> (f64, f64) {
    let (width, height) = size;
    let left = match align {
        Align::Start => anchor.left,
        Align::Center => anchor.left + (anchor.width - width) / 2.0,
        Align::End => anchor.right() - width,
    };
    let below = anchor.bottom() + GAP;
    let above = anchor.top - GAP - height;
    let room_below = window.1 - MARGIN - below;
    let room_above = anchor.top - GAP - MARGIN;
    let top = if height <= room_below || room_below >= room_above {
        below
    } else {
        above
    };
    (inside(left, width, window.0), inside(top, height, window.1))
}

fn inside(begin: f64, extent: f64, window: f64) -> f64 {
    begin.min(window - MARGIN - extent).max(MARGIN)
}

#[cfg(test)]
mod tests {
    use super::{Align, Area, beside};

    #[test]
    fn a_box_stands_below_its_anchor_if_it_fits_and_never_outside() {
        let window = (1000.0, 600.0);
        let anchor = |left, top| Area {
            left,
            top,
            width: 100.0,
            height: 30.0,
        };
        for (case, anchor, size, align, expected) in [
            (
                "below, left sides in line",
                anchor(50.0, 40.0),
                (200.0, 100.0),
                Align::Start,
                (50.0, 74.0),
            ),
            (
                "right sides in line",
                anchor(450.0, 40.0),
                (200.0, 100.0),
                Align::End,
                (350.0, 74.0),
            ),
            (
                "middles in line",
                anchor(450.0, 40.0),
                (200.0, 100.0),
                Align::Center,
                (400.0, 74.0),
            ),
            (
                "above, at the foot of the window",
                anchor(50.0, 550.0),
                (200.0, 100.0),
                Align::Start,
                (50.0, 446.0),
            ),
            (
                "moved in from the right",
                anchor(950.0, 40.0),
                (200.0, 100.0),
                Align::Start,
                (792.0, 74.0),
            ),
            (
                "moved in from the left",
                anchor(0.0, 40.0),
                (200.0, 100.0),
                Align::End,
                (8.0, 74.0),
            ),
            (
                "higher than the window",
                anchor(50.0, 300.0),
                (200.0, 900.0),
                Align::Start,
                (50.0, 8.0),
            ),
            (
                "wider than the window",
                anchor(50.0, 40.0),
                (1200.0, 100.0),
                Align::Start,
                (8.0, 74.0),
            ),
            (
                "a point",
                Area::point(10.0, 20.0),
                (50.0, 50.0),
                Align::Start,
                (10.0, 24.0),
            ),
        ] {
            assert_eq!(beside(anchor, size, window, align), expected, "{case}");
        }
    }
}
