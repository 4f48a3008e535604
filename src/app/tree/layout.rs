//! Which rows are drawn, and where: at every scroll, every change of the rows and every move of the focus.

use leptos::html;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::drawn::{DrawnRows, RowAt};
use super::rows::Rows;
use super::scroll_track::ScrollTrack;
use super::state::{TreeState, Wish};
use super::view_port::ViewPort;
use crate::app::markup::*;
use crate::app::parts::length;
use crate::app::parts::{ScrollView, row_height, use_scroll_view};
use crate::app::planner::{Chosen, Clipped};
use crate::app::reactive::{Memo, StoredValue, effect};
use crate::plan::Node;

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

/// Keeps the rows that are drawn right for as long as the component that calls stands.
///
/// All of it is one effect, so that it happens in one order: the height, the scrolling that an edit or a wish asks for, the
/// rows, the focus. What is in sight stays where it is when rows come and go above it.
pub(super) fn lay_out(tree: TreeState, places: Places) {
    let scroll = use_scroll_view(places.scroller);
    let row_height = row_height_of(places, scroll);
    let drawn = StoredValue::new(DrawnRows::new(tree));
    effect(move |before: Option<Option<ViewPort>>| {
        let scroller = places.scroller.get()?;
        let space = places.space.get()?;
        let sheet = places.sheet.get()?;
        let before = before.flatten();
        let rows = tree.rows.get();
        let wish = tree.wish.get();
        let marks = Marks {
            selected: tree.planner.selected(),
            chosen: tree.planner.chosen(),
            clipped: tree.planner.clipped.get().filter(|clipped| clipped.is_cut),
        };
        let focused = focused_position(tree, &rows);
        let row_height = row_height.get();
        let track = ScrollTrack {
            rows: rows.len(),
            row_height,
            // The heading takes a row.
            view: (scroll.height.get() - row_height).clamp(0.0, MOST_SEEN * row_height),
        };
        tree.page.set_value((track.view / row_height) as usize);

        // The event tells that it was scrolled; where it stands by now, only the element knows.
        scroll.top.track();
        let stands = f64::from(scroller.scroll_top());
        let mut view = ViewPort::new(before.as_ref(), rows, track, focused, stands);
        if let Some(sight) = wish.sight {
            view = view.showing_focused(sight);
        }
        if before.is_none_or(|before| before.track.height() != track.height()) {
            set_style(&space, "height", &pixels(track.height()));
        }
        let stands = if (view.scroll() - stands).abs() < 1.0 {
            stands
        } else {
            scroller.set_scroll_top(view.scroll() as i32);
            view.scroll()
        };

        let held = held_by(&sheet);
        let first = track.place(view.range().start, stands);
        set_style(&sheet, "transform", &format!("translateY({})", pixels(first)));
        drawn.update_value(|drawn| drawn.draw(&sheet, wanted(&view, stands, &marks)));
        drawn.with_value(|drawn| {
            let row = drawn.element(tree.focused.get_untracked());
            if wish.focus || held.is_some_and(|held| has_strayed(&held, row)) {
                row.map(take_focus);
            }
        });
        tree.wish.update_untracked(|wish| *wish = Wish::default());
        Some(view)
    });
}

/// What sets rows apart.
struct Marks {
    selected: Node,
    chosen: Chosen,
    clipped: Option<Clipped>,
}

/// The rows to draw, in their order: those in sight, and the focused one wherever it is.
fn wanted(view: &ViewPort, stands: f64, marks: &Marks) -> Vec<RowAt> {
    let range = view.range();
    let first = view.track.place(range.start, stands);
    let at = |index: usize| {
        view.rows.get(index).map(|row| RowAt {
            row,
            index,
            away: (!range.contains(&index)).then(|| view.track.place(index, stands) - first),
            is_focused: index == view.focused,
            is_selected: match marks.chosen.is_empty() {
                true => row.node == marks.selected,
                false => marks.chosen.has(row.node),
            },
            is_aside: view.rows.is_aside(row.node)
                || marks
                    .clipped
                    .as_ref()
                    .is_some_and(|clipped| clipped.nodes.contains(&row.node)),
        })
    };
    let above = (view.focused < range.start).then_some(view.focused);
    let below = (view.focused >= range.end).then_some(view.focused);
    let indices = above.into_iter().chain(range.clone()).chain(below);
    indices.filter_map(at).collect()
}

/// Where the focused row is. When it is gone, the selected one takes its place, else the first.
fn focused_position(tree: TreeState, rows: &Rows) -> usize {
    tree.focused.track();
    tree.focused_position().unwrap_or_else(|| {
        let selected = tree.planner.selected_untracked();
        let position = rows.position(selected, 0).unwrap_or_default();
        if let Some(row) = rows.get(position) {
            tree.focused.set(row.node);
        }
        position
    })
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

fn pixels(pixels: f64) -> String {
    length(pixels, "px")
}

fn set_style(element: &HtmlElement, property: &str, value: &str) {
    // It fails only for a property or value that no browser knows.
    let _ = element.style().set_property(property, value);
}
