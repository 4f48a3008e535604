//! Which part of the rows is seen, before and after they change. Pure arithmetic, in CSS pixels.

use std::ops::Range;

use super::rows::Rows;
use super::scroll_track::ScrollTrack;
use super::state::Sight;
use crate::app::parts::RowWindow;

/// How many rows are drawn beyond what is seen, on each side, at least.
const OVERSCAN: usize = 8;

/// The rows, and how far they are scrolled.
#[derive(Clone, Debug)]
pub(super) struct ViewPort {
    /// The rows.
    pub(super) rows: Rows,
    /// How they lie on the scroll bar.
    pub(super) track: ScrollTrack,
    /// How far they are scrolled.
    pub(super) top: f64,
    /// Where the focused row is.
    pub(super) focused: usize,
}

impl ViewPort {
    /// The view of `rows` whose scroll bar stands at `scroll`. Where `before` showed other rows, what was seen stays where it was:
    /// the focused row, or, when that was not in sight, the first that was.
    pub(super) fn new(before: Option<&Self>, rows: Rows, track: ScrollTrack, focused: usize, scroll: f64) -> Self {
        let top = match before {
            Some(before) if before.rows != rows => {
                let was = before.track.top_at(scroll);
                (was + before.moved(was, &rows, track.row_height)).max(0.0)
            }
            _ => track.top_at(scroll),
        };
        Self {
            rows,
            track,
            top,
            focused,
        }
    }

    /// How far down what is seen at `top` has moved among `rows`.
    fn moved(&self, top: f64, rows: &Rows, row_height: f64) -> f64 {
        let focused_place = self.focused as f64 * self.track.row_height - top;
        let is_focused_seen = focused_place > -self.track.row_height && focused_place < self.track.view;
        let first = (top / self.track.row_height) as usize;
        let anchors = [is_focused_seen.then_some(self.focused), Some(first)];
        let moved = anchors.into_iter().flatten().find_map(|was| {
            let is = rows.position(self.rows.get(was)?.node, was)?;
            Some((is as f64 - was as f64) * row_height)
        });
        moved.unwrap_or_default()
    }

    /// The view with the focused row in sight.
    pub(super) fn showing_focused(self, sight: Sight) -> Self {
        let top = match (self.window().scroll_to(self.focused, 0.0), sight) {
            (None, _) => self.top,
            (Some(nearest), Sight::Nearest) => nearest,
            (Some(_), Sight::Amidst) => (self.focused as f64 + 0.5) * self.track.row_height - self.track.view / 2.0,
        };
        Self { top, ..self }
    }

    /// Where the scroll bar is to stand.
    pub(super) fn scroll(&self) -> f64 {
        self.track.scroll_for(self.top).round()
    }

    /// The rows to draw.
    pub(super) fn range(&self) -> Range<usize> {
        self.window().range()
    }

    fn window(&self) -> RowWindow {
        RowWindow {
            rows: self.rows.len(),
            row_height: self.track.row_height,
            top: self.top,
            height: self.track.view,
            overscan: OVERSCAN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{CountedIds, Id, Node, OutlineRow, RowPlace, Twist};

    /// Rows for these numbers; equal numbers are the same row.
    fn rows(numbers: impl IntoIterator<Item = u64>) -> Rows {
        let row = |number| OutlineRow {
            node: Node::Pool(Id::mint(&mut CountedIds::starting_at(number))),
            place: RowPlace {
                level: 1,
                position: 1,
                siblings: 1,
            },
            twist: Twist::Leaf,
        };
        Rows::new(numbers.into_iter().map(row).collect())
    }

    fn view(before: Option<&ViewPort>, rows: Rows, focused: usize, scroll: f64) -> ViewPort {
        let track = ScrollTrack {
            rows: rows.len(),
            row_height: 30.0,
            view: 600.0,
        };
        ViewPort::new(before, rows, track, focused, scroll)
    }

    #[test]
    fn what_is_seen_stays_where_it_is() {
        // A hundred rows, scrolled by ten and a half; the rows 11 to 29 are seen whole.
        for (case, focused, after, top) in [
            ("nothing changes", 15, (0..100).collect::<Vec<_>>(), 315.0),
            (
                "a row comes above",
                15,
                (0..5).chain([200]).chain(5..100).collect(),
                345.0,
            ),
            ("a row goes above", 15, (1..100).collect(), 285.0),
            (
                "a row comes below",
                15,
                (0..20).chain([200]).chain(20..100).collect(),
                315.0,
            ),
            (
                "one comes between the first and the focused row",
                15,
                (0..12).chain([200]).chain(12..100).collect(),
                345.0,
            ),
            (
                "the focus is far away",
                90,
                (0..50).chain(200..230).chain(50..100).collect(),
                315.0,
            ),
            (
                "the focus is far away, and a row comes above",
                90,
                [200].into_iter().chain(0..100).collect(),
                345.0,
            ),
            ("the focused row goes", 15, (1..15).chain(16..100).collect(), 285.0),
            ("everything else goes", 15, vec![15], 0.0),
            ("everything goes", 15, (300..400).collect(), 315.0),
        ] {
            let before = view(None, rows(0..100), focused, 315.0);
            let after = view(Some(&before), rows(after), focused, 315.0);
            assert_eq!(after.top, top, "{case}");
        }
    }

    #[test]
    fn rows_come_into_sight_with_as_little_scrolling_as_fits() {
        for (focused, scroll, sight, expected) in [
            (15, 315.0, Sight::Nearest, 315.0),
            (15, 315.0, Sight::Amidst, 315.0),
            (10, 315.0, Sight::Nearest, 300.0),
            (31, 315.0, Sight::Nearest, 360.0),
            (60, 315.0, Sight::Amidst, 1_515.0),
            (1, 315.0, Sight::Amidst, 0.0),
            (99, 315.0, Sight::Amidst, 2_400.0),
        ] {
            let view = view(None, rows(0..100), focused, scroll).showing_focused(sight);
            assert_eq!(view.scroll(), expected, "row {focused} {sight:?}");
        }
    }
}
