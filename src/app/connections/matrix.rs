//! The grid of all pairs: rows and columns are VPCs and networks, of which only those in sight are in the page.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use wasm_bindgen::JsCast;

use super::model::{EndView, Verdict, cell, reason};
use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::{RowWindow, ScrollView, length, unique_id, use_scroll_view};
use crate::app::planner::{Access, Planner};
use crate::app::reactive::{Memo, RwSignal, effect};
use crate::plan::End;

/// How high a row is, how wide a column, and how large the headers are, in pixels. The sheet has the same numbers.
const ROW: f64 = 28.0;
const COLUMN: f64 = 112.0;
const HEAD: f64 = 40.0;
const SIDE: f64 = 216.0;

/// How many rows and columns are drawn beyond those seen.
const OVERSCAN: usize = 2;

/// Which rows and columns are drawn.
#[derive(Clone, PartialEq)]
struct Window {
    rows: Vec<usize>,
    columns: Vec<usize>,
}

/// A cell, by its row and its column.
type Place = (usize, usize);

/// The matrix. A grid by the pattern of ARIA: it has one tab stop and keeps the focus itself; arrows, Page Up and Down, Home and End
/// (with Control: to the ends of the matrix) move the marked cell, Enter asks about the connection of the pair.
pub(super) fn view(planner: Planner, listed: Memo<Vec<EndView>>, looked: RwSignal<Option<(End, End)>>) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let scroll = use_scroll_view(node);
    let active = RwSignal::new((0_usize, 0_usize));
    let id = unique_id("matrix");
    let window = Memo::new(move |_| {
        let count = listed.with(Vec::len);
        let (row, column) = active.get();
        Window {
            rows: drawn(count, ROW, scroll.top.get(), scroll.height.get() - HEAD, row),
            columns: drawn(count, COLUMN, scroll.left.get(), scroll.width.get() - SIDE, column),
        }
    });
    // What is filtered away is not looked at any more.
    effect(move |_| {
        let count = listed.with(Vec::len);
        let (row, column) = active.get_untracked();
        if row.max(column) >= count {
            active.set((0, 0));
            looked.set(None);
        }
    });
    let look = move |place: Place| {
        active.set(place);
        let pair = listed.with_untracked(|listed| Some((listed.get(place.0)?.end, listed.get(place.1)?.end)));
        looked.set(pair);
        scroll_to(node, scroll, place);
    };
    let on_keydown = move |event: KeyboardEvent| {
        let count = listed.with_untracked(Vec::len);
        let page = (scroll.height.get_untracked() / ROW) as usize;
        let control = event.ctrl_key() || event.meta_key();
        if event.key() == "Enter" {
            event.prevent_default();
            return ask(planner, looked.get_untracked());
        }
        if let Some(place) = next(&event.key(), control, active.get_untracked(), count, page.max(2) - 1) {
            event.prevent_default();
            event.stop_propagation();
            look(place);
        }
    };
    let on_click = move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let cell = target.and_then(|target| target.closest("[data-cell]").ok().flatten());
        let place = cell.and_then(|cell| cell.get_attribute("data-cell"));
        let place = place.and_then(|place| {
            let (row, column) = place.split_once(' ')?;
            Some((row.parse().ok()?, column.parse().ok()?))
        });
        if let Some(place) = place {
            look(place);
        }
    };
    let cell_id = id.clone();
    let active_id = move || {
        let (row, column) = active.get();
        listed
            .with(|listed| !listed.is_empty())
            .then(|| format!("{id}-{row}-{column}"))
    };
    let content = following(move || {
        let window = window.get();
        listed.with(|listed| {
            planner.read(|workspace| {
                let rows = window.rows.iter().filter_map(|row| {
                    let one = listed.get(*row)?;
                    let cells = window.columns.iter().filter_map(|column| {
                        let other = listed.get(*column)?;
                        let view = cell(workspace, one.end, other.end);
                        let words = reason(workspace, one.end, other.end).sentence;
                        Some(cell_view((*row, *column), &cell_id, active, view, words))
                    });
                    let cells: Vec<AnyView> = cells.collect();
                    Some(row_view(*row, one, cells))
                });
                let heads: Vec<AnyView> = window
                    .columns
                    .iter()
                    .filter_map(|column| Some(head_view(*column, listed.get(*column)?)))
                    .collect();
                let rows: Vec<AnyView> = rows.collect();
                view! {
                    <div role="row" class="matrix__row matrix__row--head" aria-rowindex="1">
                        <span role="columnheader" class="matrix__corner" aria-colindex="1">
                            <span class="visually-hidden">"VPC or network"</span>
                        </span>
                        {heads}
                    </div>
                    {rows}
                }
            })
        })
    });
    let size = move |each: f64, head: f64| length(each * listed.with(Vec::len) as f64 + head, "px");
    let is_empty = move || listed.with(Vec::is_empty);
    view! {
        <div
            class="matrix"
            role="grid"
            tabindex="0"
            aria-label="What can be connected"
            aria-rowcount=move || listed.with(Vec::len) + 1
            aria-colcount=move || listed.with(Vec::len) + 1
            aria-activedescendant=active_id
            hidden=is_empty
            node_ref=node
            on:keydown=on_keydown
            on:click=on_click
            on:dblclick=move |_| ask(planner, looked.get_untracked())
        >
            <div
                class="matrix__space"
                role="presentation"
                style:height=move || size(ROW, HEAD)
                style:width=move || size(COLUMN, SIDE)
            >
                {content}
            </div>
        </div>
        <Show when=is_empty>
            <p class="routes__none dim">"Nothing to compare: no VPC or network with these words is among those shown"</p>
        </Show>
    }
    .into_any()
}

/// The places that are seen, and the one that is marked.
fn drawn(count: usize, each: f64, from: f64, room: f64, marked: usize) -> Vec<usize> {
    let window = RowWindow {
        rows: count,
        row_height: each,
        top: from,
        height: room.max(0.0),
        overscan: OVERSCAN,
    };
    let range = window.range();
    let outside = (marked < count && !range.contains(&marked)).then_some(marked);
    range.chain(outside).collect()
}

/// Where a key leads.
fn next(key: &str, control: bool, (row, column): Place, count: usize, page: usize) -> Option<Place> {
    let last = count.checked_sub(1)?;
    Some(match key {
        "ArrowDown" => ((row + 1).min(last), column),
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowRight" => (row, (column + 1).min(last)),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "PageDown" => ((row + page).min(last), column),
        "PageUp" => (row.saturating_sub(page), column),
        "Home" if control => (0, 0),
        "End" if control => (last, last),
        "Home" => (row, 0),
        "End" => (row, last),
        " " => (row, column),
        _ => return None,
    })
}

/// Asks about the connection of a pair, if the plan may be changed.
fn ask(planner: Planner, pair: Option<(End, End)>) {
    if let Some((one, other)) = pair
        && one != other
        && planner.access.get_untracked() == Access::Edit
    {
        planner.ask(Ask::Connect(one, Some(other)));
    }
}

/// Scrolls as little as is needed to see a cell beside the headers, which stay.
fn scroll_to(node: NodeRef<html::Div>, scroll: ScrollView, (row, column): Place) {
    let Some(element) = node.get_untracked() else { return };
    let near = |place: usize, each: f64, from: f64, room: f64| {
        let start = place as f64 * each;
        if start < from {
            Some(start)
        } else {
            (start + each > from + room).then_some(start + each - room)
        }
    };
    let top = near(
        row,
        ROW,
        scroll.top.get_untracked(),
        scroll.height.get_untracked() - HEAD,
    );
    let left = near(
        column,
        COLUMN,
        scroll.left.get_untracked(),
        scroll.width.get_untracked() - SIDE,
    );
    if let Some(top) = top {
        element.set_scroll_top(top.ceil() as i32);
    }
    if let Some(left) = left {
        element.set_scroll_left(left.ceil() as i32);
    }
}

fn head_view(place: usize, end: &EndView) -> AnyView {
    view! {
        <span
            role="columnheader"
            class="matrix__head"
            aria-colindex=place + 2
            style:left=length(place as f64 * COLUMN + SIDE, "px")
            data-tip=format!("{} {}", end.name, end.cidrs)
        >
            <span class="clip">{end.name.clone()}</span>
            <span class="mono dim clip">{end.cidrs.clone()}</span>
        </span>
    }
    .into_any()
}

fn row_view(place: usize, end: &EndView, cells: Vec<AnyView>) -> AnyView {
    view! {
        <div role="row" class="matrix__row" aria-rowindex=place + 2 style:top=length(place as f64 * ROW + HEAD, "px")>
            <span
                role="rowheader"
                class="matrix__side"
                aria-colindex="1"
                data-tip=format!("{} {}", end.name, end.cidrs)
            >
                <span class="clip">{end.name.clone()}</span>
                <span class="mono dim clip">{end.cidrs.clone()}</span>
            </span>
            {cells}
        </div>
    }
    .into_any()
}

fn cell_view(place: Place, id: &str, active: RwSignal<Place>, cell: super::model::CellView, words: String) -> AnyView {
    let (row, column) = place;
    let verdict = match (cell.verdict, cell.is_stated) {
        (Verdict::Free, _) => "free",
        (Verdict::Overlap, true) => "broken",
        (Verdict::Overlap, false) => "overlap",
        (Verdict::Undecided, _) => "undecided",
        (Verdict::Same, _) => "same",
    };
    let stated = cell
        .is_stated
        .then(|| view! { <span class="matrix__stated" aria-hidden="true">"●"</span> });
    // What is read begins with what is seen.
    let label = match (cell.word(), cell.is_stated) {
        ("", _) => words,
        (word, true) => format!("{word}: {words}; a connection states it"),
        (word, false) => format!("{word}: {words}"),
    };
    view! {
        <span
            role="gridcell"
            id=format!("{id}-{row}-{column}")
            class="matrix__cell"
            data-cell=format!("{row} {column}")
            data-verdict=verdict
            data-active=move || (active.get() == place).then_some("true")
            aria-colindex=column + 2
            aria-label=label
            style:left=length(column as f64 * COLUMN + SIDE, "px")
        >
            <span class="matrix__sign">{cell.sign()}</span>
            {cell.word()}
            {stated}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{drawn, next};

    #[test]
    fn keys_move_within_the_matrix() {
        for (key, control, from, expected) in [
            ("ArrowDown", false, (0, 0), Some((1, 0))),
            ("ArrowDown", false, (9, 3), Some((9, 3))),
            ("ArrowUp", false, (0, 3), Some((0, 3))),
            ("ArrowRight", false, (2, 9), Some((2, 9))),
            ("ArrowLeft", false, (2, 4), Some((2, 3))),
            ("PageDown", false, (2, 4), Some((6, 4))),
            ("PageUp", false, (2, 4), Some((0, 4))),
            ("Home", false, (5, 4), Some((5, 0))),
            ("End", false, (5, 4), Some((5, 9))),
            ("Home", true, (5, 4), Some((0, 0))),
            ("End", true, (5, 4), Some((9, 9))),
            ("Tab", false, (5, 4), None),
        ] {
            assert_eq!(next(key, control, from, 10, 4), expected, "{key} {from:?}");
        }
        assert_eq!(next("ArrowDown", false, (0, 0), 0, 4), None);
    }

    #[test]
    fn the_marked_cell_is_drawn_wherever_one_scrolls() {
        assert!(drawn(500, 28.0, 0.0, 200.0, 400).contains(&400));
        assert!(drawn(500, 28.0, 9_000.0, 200.0, 0).contains(&0));
        assert!(drawn(500, 28.0, 0.0, 200.0, 0).len() < 40);
        assert!(drawn(0, 28.0, 0.0, 200.0, 0).is_empty());
    }
}
