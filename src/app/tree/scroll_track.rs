//! Where rows are on a scroll bar. Pure arithmetic, in CSS pixels.

/// The tallest element that is made. Firefox stops at about 17.9 million pixels, Chromium and Safari at 33.5 million.
const TALLEST: f64 = 15_000_000.0;

/// All rows one above the other, of which a part is seen.
///
/// As long as they fit an element, a pixel of scrolling is a pixel of rows. Beyond half a million rows of 30 pixels the
/// scroll bar is a scale: it still reaches every row, in longer strides, while what is drawn stays as tall as it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct ScrollTrack {
    /// How many rows there are.
    pub(super) rows: usize,
    /// How high one is.
    pub(super) row_height: f64,
    /// How much is seen at once.
    pub(super) view: f64,
}

impl ScrollTrack {
    /// How tall the rows are together.
    fn content(self) -> f64 {
        self.rows as f64 * self.row_height
    }

    /// How tall the element is that stands for them.
    pub(super) fn height(self) -> f64 {
        self.content().min(TALLEST)
    }

    /// How far the rows can be scrolled.
    fn last_top(self) -> f64 {
        (self.content() - self.view).max(0.0)
    }

    /// How many pixels of rows a pixel of scrolling is.
    fn stride(self) -> f64 {
        let reach = self.height() - self.view;
        if self.content() <= TALLEST || reach <= 0.0 {
            1.0
        } else {
            self.last_top() / reach
        }
    }

    /// How far the rows are scrolled when the scroll bar stands at `scroll`. It never lies beyond the last row, also when
    /// the browser has not noticed yet that there are fewer.
    pub(super) fn top_at(self, scroll: f64) -> f64 {
        (scroll * self.stride()).clamp(0.0, self.last_top())
    }

    /// Where the scroll bar stands when the rows are scrolled by `top`.
    pub(super) fn scroll_for(self, top: f64) -> f64 {
        top.clamp(0.0, self.last_top()) / self.stride()
    }

    /// Where in the element the row `index` is drawn while the scroll bar stands at `scroll`: inside of the element, and
    /// at its very place whenever it is in sight.
    pub(super) fn place(self, index: usize, scroll: f64) -> f64 {
        let from_view = index as f64 * self.row_height - self.top_at(scroll);
        let scroll = self.scroll_for(self.top_at(scroll));
        (scroll + from_view).clamp(0.0, (self.height() - self.row_height).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{ScrollTrack, TALLEST};

    fn track(rows: usize) -> ScrollTrack {
        ScrollTrack {
            rows,
            row_height: 30.0,
            view: 600.0,
        }
    }

    #[test]
    fn a_hundred_thousand_rows_are_scrolled_pixel_by_pixel() {
        let track = track(100_000);
        assert_eq!(track.height(), 3_000_000.0);
        for scroll in [0.0, 1.0, 299.0, 1_234_567.0, 2_999_400.0] {
            assert_eq!(track.top_at(scroll), scroll);
            assert_eq!(track.scroll_for(scroll), scroll);
        }
        assert_eq!(track.place(77_777, 1_000.0), 77_777.0 * 30.0);
    }

    #[test]
    fn millions_of_rows_are_all_within_reach() {
        for rows in [600_000, 1_000_000, 30_000_000] {
            let track = track(rows);
            assert_eq!(track.height(), TALLEST);
            assert_eq!(track.top_at(0.0), 0.0);
            let end = TALLEST - 600.0;
            assert!((track.top_at(end) - (rows as f64 * 30.0 - 600.0)).abs() < 1.0);
            for top in [0.0, 12_345.0, rows as f64 * 15.0] {
                assert!((track.top_at(track.scroll_for(top)) - top).abs() < 0.01);
            }
            // What is in sight is drawn where it is seen.
            for scroll in [0.0, 5_000.0, end / 2.0, end] {
                let first = (track.top_at(scroll) / 30.0).ceil() as usize;
                for index in first..first + 19 {
                    let seen = track.place(index, scroll) - scroll;
                    assert!((0.0..=571.0).contains(&seen), "row {index} at {scroll}: {seen}");
                }
            }
        }
    }

    #[test]
    fn what_is_out_of_sight_is_drawn_inside_of_the_element() {
        for rows in [1, 100, 1_000_000] {
            let track = track(rows);
            for scroll in [0.0, 400.0, track.height() - 600.0, track.height()] {
                for index in [0, rows / 2, rows - 1] {
                    let place = track.place(index, scroll);
                    assert!(
                        (0.0..=track.height() - 30.0).contains(&place),
                        "row {index} of {rows} at {scroll}: {place}"
                    );
                }
            }
        }
    }

    #[test]
    fn fewer_rows_than_fit_are_not_scrolled() {
        for rows in [0, 1, 20] {
            assert_eq!(track(rows).top_at(500.0), 0.0);
            assert_eq!(track(rows).scroll_for(500.0), 0.0);
        }
    }
}
