//! Drawing only the rows that are seen.

use std::ops::Range;

use leptos::html;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

use super::listener::listen;
use crate::app::markup::*;
use crate::app::reactive::{RwSignal, StoredValue, effect};

/// What decides which rows of equal height are drawn. Lengths are CSS pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RowWindow {
    /// How many rows there are.
    pub rows: usize,
    /// How high one row is.
    pub row_height: f64,
    /// How far the rows are scrolled.
    pub top: f64,
    /// How much of them is seen at once.
    pub height: f64,
    /// How many rows are drawn beyond what is seen, on each side, at least.
    pub overscan: usize,
}

impl RowWindow {
    /// The rows to draw. Both ends stand at multiples of the overscan, so that they move rarely while scrolling, and at most
    /// twice the overscan is drawn on each side. Lengths that make no sense (not finite, a row without height) give no
    /// more than the overscan.
    pub fn range(self) -> Range<usize> {
        let step = self.overscan.max(1);
        let first = whole_rows(self.top / self.row_height, self.rows);
        let seen = whole_rows((self.height / self.row_height).ceil(), self.rows) + 1;
        let start = first.saturating_sub(self.overscan) / step * step;
        let end = first.saturating_add(seen).saturating_add(self.overscan).div_ceil(step) * step;
        start..end.min(self.rows)
    }

    /// How far to scroll so that `row` is seen whole, or `None` when it is. `covered` is how much of the upper end lies
    /// under a heading that stays.
    pub fn scroll_to(self, row: usize, covered: f64) -> Option<f64> {
        let top = row as f64 * self.row_height;
        if top < self.top {
            Some(top)
        } else if top + self.row_height > self.top + self.height - covered {
            Some((top + self.row_height - self.height + covered).max(0.0))
        } else {
            None
        }
    }
}

/// A number of rows, from 0 to `rows`.
fn whole_rows(number: f64, rows: usize) -> usize {
    // The cast turns what is negative or no number into 0, and what is too large into the largest.
    if number.is_finite() {
        (number as usize).min(rows)
    } else {
        0
    }
}

/// What is seen of an element that scrolls. All are signals, in CSS pixels.
#[derive(Clone, Copy)]
pub struct ScrollView {
    /// How far it is scrolled down.
    pub top: RwSignal<f64>,
    /// How far it is scrolled to the right.
    pub left: RwSignal<f64>,
    /// How high it is inside.
    pub height: RwSignal<f64>,
    /// How wide it is inside.
    pub width: RwSignal<f64>,
}

/// Watches an element that scrolls, for as long as it is in the page. The signals change at most once per frame.
pub fn use_scroll_view(node: NodeRef<html::Div>) -> ScrollView {
    let [top, left, height, width] = [(); 4].map(|()| RwSignal::new(0.0));
    // Only what differs is told: a signal wakes its readers even with an equal value.
    let tell = |signal: RwSignal<f64>, value: f64| {
        if signal.try_get_untracked().is_some_and(|before| before != value) {
            signal.set(value);
        }
    };
    let measure = move |element: &Element| {
        tell(top, f64::from(element.scroll_top()));
        tell(left, f64::from(element.scroll_left()));
        tell(height, f64::from(element.client_height()));
        tell(width, f64::from(element.client_width()));
    };
    effect(move |_| {
        let Some(element) = node.get() else { return };
        let element: Element = element.into();
        measure(&element);
        let is_due = StoredValue::new(false);
        let watched = element.clone();
        let on_scroll = move |_| {
            if !is_due.get_value() {
                is_due.set_value(true);
                let watched = watched.clone();
                request_animation_frame(move || {
                    is_due.set_value(false);
                    measure(&watched);
                });
            }
        };
        listen(&element, "scroll", on_scroll);
        let watched = element.clone();
        observe_size(&element, move || measure(&watched));
    });
    ScrollView {
        top,
        left,
        height,
        width,
    }
}

/// An observer that is disconnected when this is dropped, together with the function that it calls.
struct SizeObserver {
    observer: ResizeObserver,
    _on_change: Closure<dyn FnMut()>,
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls when the element's size has changed, once per frame at most, for as long as the current owner stands.
pub fn observe_size(element: &Element, on_change: impl FnMut() + 'static) {
    let on_change = Closure::<dyn FnMut()>::new(on_change);
    if let Ok(observer) = ResizeObserver::new(on_change.as_ref().unchecked_ref()) {
        observer.observe(element);
        StoredValue::new(SizeObserver {
            observer,
            _on_change: on_change,
        });
    }
}

/// How high a row is: the token `--row` where `element` stands, in CSS pixels. It depends on the size of the font and on
/// whether there is a fine pointer. 30 where it cannot be read.
pub fn row_height(element: &Element) -> f64 {
    let style = |element: &Element, name: &str| {
        let style = window().get_computed_style(element).ok().flatten()?;
        style.get_property_value(name).ok()
    };
    let root_font = || style(&document().document_element()?, "font-size").and_then(|size| pixels(&size, 16.0));
    style(element, "--row")
        .and_then(|row| pixels(&row, root_font().unwrap_or(16.0)))
        .unwrap_or(30.0)
}

/// A CSS length in `px` or `rem`.
fn pixels(length: &str, rem: f64) -> Option<f64> {
    let length = length.trim();
    if let Some(number) = length.strip_suffix("rem") {
        number.parse::<f64>().ok().map(|number| number * rem)
    } else {
        length.strip_suffix("px")?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{RowWindow, pixels};

    fn window(rows: usize, top: f64, height: f64) -> RowWindow {
        RowWindow {
            rows,
            row_height: 30.0,
            top,
            height,
            overscan: 10,
        }
    }

    #[test]
    fn what_is_seen_is_drawn_with_some_more_on_each_side() {
        for (case, window, expected) in [
            ("nothing", window(0, 0.0, 600.0), 0..0),
            ("fewer rows than fit", window(5, 0.0, 600.0), 0..5),
            ("the beginning", window(1_000, 0.0, 600.0), 0..40),
            ("one pixel on", window(1_000, 1.0, 600.0), 0..40),
            ("the middle", window(1_000, 15_000.0, 600.0), 490..540),
            ("the end", window(1_000, 29_400.0, 600.0), 970..1_000),
            ("scrolled past the end", window(1_000, 90_000.0, 600.0), 990..1_000),
            (
                "before the beginning, as a bouncing scroller says",
                window(1_000, -50.0, 600.0),
                0..40,
            ),
            ("no height yet", window(1_000, 0.0, 0.0), 0..20),
        ] {
            assert_eq!(window.range(), expected, "{case}");
        }
    }

    #[test]
    fn lengths_that_make_no_sense_draw_little() {
        for (row_height, top, height) in [
            (0.0, 0.0, 600.0),
            (30.0, f64::NAN, f64::NAN),
            (f64::NAN, 0.0, f64::INFINITY),
        ] {
            let range = RowWindow {
                rows: 100_000,
                row_height,
                top,
                height,
                overscan: 10,
            }
            .range();
            assert!(range.len() <= 20, "{range:?}");
        }
        let range = RowWindow {
            overscan: 0,
            ..window(1_000, 300.0, 60.0)
        }
        .range();
        assert_eq!(range, 10..13);
    }

    #[test]
    fn every_seen_row_is_drawn_wherever_one_scrolls() {
        for rows in [0, 1, 19, 20, 21, 333] {
            for top in (0..10_000).step_by(7) {
                let window = window(rows, f64::from(top), 445.0);
                let range = window.range();
                let seen = (0..rows).filter(|&row| {
                    let row = row as f64 * 30.0;
                    row + 30.0 > window.top && row < window.top + window.height
                });
                for row in seen {
                    assert!(range.contains(&row), "row {row} of {rows} at {top}: {range:?}");
                }
                assert!(range.len() <= 16 + 40);
            }
        }
    }

    #[test]
    fn a_row_is_scrolled_to_only_when_it_is_not_seen_whole() {
        let window = window(1_000, 300.0, 600.0);
        for (row, covered, expected) in [
            (10, 0.0, None),
            (29, 0.0, None),
            (9, 0.0, Some(270.0)),
            (30, 0.0, Some(330.0)),
            (29, 30.0, Some(330.0)),
            (0, 0.0, Some(0.0)),
        ] {
            assert_eq!(window.scroll_to(row, covered), expected, "row {row}");
        }
    }

    #[test]
    fn lengths_are_read_in_pixels() {
        assert_eq!(pixels(" 1.875rem", 16.0), Some(30.0));
        assert_eq!(pixels("40px", 16.0), Some(40.0));
        assert_eq!(pixels("", 16.0), None);
        assert_eq!(pixels("3em", 16.0), None);
    }
}
