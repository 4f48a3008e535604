//! Which rows are drawn, and where: at every scroll, every change of the rows and every move of the focus.

use leptos::html;
use leptos::prelude::*;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::drawn::{DrawnRows, RowAt};
use super::rows::Rows;
use super::scroll_track::ScrollTrack;
use super::state::{Sight, TreeState, Wish};
use crate::app::parts::{RowWindow, ScrollView, row_height, use_scroll_view};

/// How many rows are drawn beyond what is seen, on each side, at least.
const OVERSCAN: usize = 8;
/// No window is so high that more rows make sense; a page that is zoomed out must not draw thousands.
const MOST_SEEN: f64 = 200.0;

/// The elements that the layout works on.
#[derive(Clone, Copy)]
pub(super) struct Places {
    /// What scrolls. The heading lies at its upper end.
    pub(super) scroller: NodeRef<html::Div>,
    /// As tall as all rows together.
    pub(super) space: NodeRef<html::Div>,
    /// What holds the rows that are drawn.
    pub(super) sheet: NodeRef<html::Div>,
}

/// What the last layout left.
struct Layout {
    rows: Rows,
    /// How far the rows were scrolled.
    top: f64,
    row_height: f64,
    /// Where the focused row was.
    focused: usize,
}

/// Keeps the rows that are drawn right for as long as the component that calls stands.
///
/// All of it is one effect, so that it happens in one order: the height, the scrolling that an edit or a wish asks for, the
/// rows, the focus. What is in sight stays where it is when rows come and go above it.
pub(super) fn lay_out(tree: TreeState, places: Places) {
    let scroll = use_scroll_view(places.scroller);
    let height = row_height_of(places, scroll);
    let drawn = StoredValue::new_local(DrawnRows::new(tree));
    Effect::new(move |before: Option<Option<Layout>>| {
        let (Some(scroller), Some(space), Some(sheet)) =
            (places.scroller.get(), places.space.get(), places.sheet.get())
        else {
            return None;
        };
        let before = before.flatten();
        let rows = tree.rows.get();
        let row_height = height.get();
        let wish = tree.wish.get();
        // The event tells that there is something to do; where it stands now, only the element knows.
        scroll.top.track();
        tree.focused.track();
        let focused = focused_position(tree, &rows);
        let scroll_height = scroll.height.get();
        let track = ScrollTrack {
            rows: rows.len(),
            row_height,
            view: (scroll_height - row_height).clamp(0.0, MOST_SEEN * row_height),
        };
        tree.page
            .set_value(((track.view / row_height) as usize).saturating_sub(1).max(1));

        if before
            .as_ref()
            .is_none_or(|before| before.rows.len() != rows.len() || before.row_height != row_height)
        {
            set_style(&space, "height", &pixels(track.height()));
        }
        let stands = f64::from(scroller.scroll_top());
        let seen = |top| RowWindow {
            rows: rows.len(),
            row_height,
            top,
            height: track.view,
            overscan: OVERSCAN,
        };
        let kept = before
            .as_ref()
            .map_or(track.top_at(stands), |before| anchored(before, &rows, track, stands));
        let top = match wish.sight {
            Some(sight) => track.top_at(track.scroll_for(brought_to_sight(seen(kept), focused, sight))),
            None => kept,
        };
        let target = track.scroll_for(top).round();
        let stands = if (target - stands).abs() >= 1.0 {
            scroller.set_scroll_top(target as i32);
            target
        } else {
            stands
        };

        let range = seen(top).range();
        set_style(
            &sheet,
            "transform",
            &format!("translateY({})", pixels(track.place(range.start, stands))),
        );
        let first = track.place(range.start, stands);
        let at = |index: usize| {
            rows.get(index).map(|row| RowAt {
                row,
                index,
                away: (!range.contains(&index)).then(|| track.place(index, stands) - first),
            })
        };
        let wanted: Vec<RowAt> = (focused < range.start)
            .then_some(focused)
            .into_iter()
            .chain(range.clone())
            .chain((focused >= range.end).then_some(focused))
            .filter_map(at)
            .collect();
        let held = held_by(&sheet);
        drawn.update_value(|drawn| drawn.draw(&sheet, wanted));
        let node = tree.focused.get_untracked();
        drawn.with_value(|drawn| {
            let row = drawn.element(node);
            if wish.focus || held.is_some_and(|held| has_strayed(&held, row)) {
                row.map(take_focus);
            }
        });
        tree.wish.update_untracked(|wish| *wish = Wish::default());
        Some(Layout {
            rows,
            top,
            row_height,
            focused,
        })
    });
}

/// Where the focused row is. When it is gone, the selected one takes its place, else the first.
fn focused_position(tree: TreeState, rows: &Rows) -> usize {
    tree.focused_position().unwrap_or_else(|| {
        let selected = tree.planner.selected_untracked();
        let position = rows.position(selected, 0).unwrap_or_default();
        if let Some(row) = rows.get(position) {
            tree.focused.set(row.node);
        }
        position
    })
}

/// How far the rows are scrolled after they have changed: so that the focused row stays where it was seen, or, when it was not
/// in sight, the first one that was.
fn anchored(before: &Layout, rows: &Rows, track: ScrollTrack, stands: f64) -> f64 {
    if before.rows.is(rows) {
        return track.top_at(stands);
    }
    let was_seen = |index: usize| {
        let place = index as f64 * before.row_height - before.top;
        place > -before.row_height && place < track.view
    };
    let first = (before.top / before.row_height) as usize;
    let anchors = [Some(before.focused).filter(|focused| was_seen(*focused)), Some(first)];
    let moved = anchors.into_iter().flatten().find_map(|was| {
        let is = rows.position(before.rows.get(was)?.node, was)?;
        Some((is as f64 - was as f64) * track.row_height)
    });
    (before.top + moved.unwrap_or_default()).max(0.0)
}

/// How far to scroll so that the row is seen.
fn brought_to_sight(seen: RowWindow, row: usize, sight: Sight) -> f64 {
    match (seen.scroll_to(row, 0.0), sight) {
        (None, _) => seen.top,
        (Some(nearest), Sight::Nearest) => nearest,
        (Some(_), Sight::Amidst) => ((row as f64 + 0.5) * seen.row_height - seen.height / 2.0).max(0.0),
    }
}

/// The height of a row. It is measured anew whenever the tree has another size: a larger font changes both.
fn row_height_of(places: Places, scroll: ScrollView) -> Memo<f64> {
    Memo::new(move |_| {
        scroll.height.track();
        scroll.width.track();
        places.scroller.get().map_or(30.0, |scroller| row_height(&scroller))
    })
}

/// The element in the rows that has the focus.
fn held_by(sheet: &HtmlElement) -> Option<Element> {
    document()
        .active_element()
        .filter(|active| sheet.contains(Some(active)))
}

/// Whether the focus, which `held` had, is no longer in the row it belongs to: that row is another one now, or the element
/// was taken away or moved.
fn has_strayed(held: &Element, row: Option<&HtmlElement>) -> bool {
    let is_in_row = row.is_some_and(|row| row.contains(Some(held)));
    !is_in_row || document().active_element().as_ref() != Some(held)
}

/// The row is where it shall be already: the browser must not scroll to it in its own way.
fn take_focus(row: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus leaves it where it is.
    let _ = row.focus_with_options(&options);
}

fn pixels(length: f64) -> String {
    format!("{length}px")
}

fn set_style(element: &HtmlElement, property: &str, value: &str) {
    // It fails only for a property or value that no browser knows.
    let _ = element.style().set_property(property, value);
}
