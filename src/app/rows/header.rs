//! The titles of the columns: a press sorts, the edge between two resizes.
//!
//! One tab stop: arrows go from title to title, Enter sorts, and with Shift the arrows change the width.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::app::look::{Column, Sort, Way};
use crate::app::markup::*;
use crate::app::parts::use_announcer;
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{RwSignal, StoredValue};

/// How narrow and how wide a column may be, in CSS pixels.
pub(super) const WIDTHS: (u32, u32) = (48, 1_200);

/// How far a key moves an edge.
const STEP: f64 = 16.0;

/// The titles.
pub(super) fn header() -> AnyView {
    let planner = use_planner();
    let row = NodeRef::<html::Div>::new();
    let stop = RwSignal::new(Column::Name);
    let titles = Column::ALL.into_iter().enumerate();
    let titles = titles
        .map(|(at, column)| title(planner, row, stop, at + 1, column))
        .collect_view();
    view! {
        <div role="rowgroup" class="tree__header">
            <div role="row" class="tree__row" aria-rowindex="1" node_ref=row>
                {titles}
                <div role="columnheader" aria-colindex="11" class="tree__cell tree__cell--actions">
                    <span class="visually-hidden">"Actions"</span>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn title(
    planner: Planner,
    row: NodeRef<html::Div>,
    stop: RwSignal<Column>,
    at: usize,
    column: Column,
) -> impl IntoView + use<> {
    let sort = move || planner.look.with(|look| look.sort.filter(|sort| sort.by == column));
    let aria_sort = move || match sort() {
        None => "none",
        Some(Sort { way: Way::Up, .. }) => "ascending",
        Some(Sort { way: Way::Down, .. }) => "descending",
    };
    let class = format!("tree__cell tree__cell--{}", column.key());
    let drag = StoredValue::new(None::<(f64, f64)>);
    let begin = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(edge) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // Without the capture the drag ends at the edge of the handle, which is a nuisance and no harm.
            let _ = edge.set_pointer_capture(event.pointer_id());
        }
        keep_widths(planner, row);
        drag.set_value(Some((f64::from(event.client_x()), width_of(row, column))));
        event.prevent_default();
    };
    let move_edge = move |event: PointerEvent| {
        if let Some((from, width)) = drag.get_value() {
            resize(planner, column, width + f64::from(event.client_x()) - from);
        }
    };
    let usual = move || planner.set_look(&|look| look.widths.clear());
    view! {
        <div role="columnheader" aria-colindex=at.to_string() aria-sort=aria_sort class=class>
            <button
                type="button"
                class="tree__title"
                tabindex=move || if stop.get() == column { "0" } else { "-1" }
                aria-description="Enter sorts siblings, arrows go on, Shift and arrows change the width"
                data-column=column.key()
                on:click=move |_| {
                    stop.set(column);
                    sort_by(planner, column);
                }
                on:keydown=move |event| on_key(planner, row, stop, column, &event)
            >
                <span class="clip">{column.title()}</span>
                <span class="tree__sorted" aria-hidden="true"></span>
            </button>
            <span
                class="tree__edge"
                aria-hidden="true"
                on:pointerdown=begin
                on:pointermove=move_edge
                on:pointerup=move |_| drag.set_value(None)
                on:pointercancel=move |_| drag.set_value(None)
                on:dblclick=move |_| usual()
            ></span>
        </div>
    }
}

/// Up, then down, then by address again.
fn sort_by(planner: Planner, column: Column) {
    planner.set_look(&|look| {
        look.sort = match look.sort.filter(|sort| sort.by == column) {
            None => Some(Sort {
                by: column,
                way: Way::Up,
            }),
            Some(Sort { way: Way::Up, .. }) => Some(Sort {
                by: column,
                way: Way::Down,
            }),
            Some(Sort { way: Way::Down, .. }) => None,
        };
    });
    let title = column.title();
    let sentence = match planner.look.with_untracked(|look| look.sort) {
        Some(Sort { way: Way::Up, .. }) => format!("Siblings are sorted by {title}, the smallest first"),
        Some(_) => format!("Siblings are sorted by {title}, the greatest first"),
        None => "The rows are in order of address again".to_owned(),
    };
    use_announcer().polite(sentence);
}

fn on_key(planner: Planner, row: NodeRef<html::Div>, stop: RwSignal<Column>, column: Column, event: &KeyboardEvent) {
    let outward: i16 = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if event.shift_key() {
        keep_widths(planner, row);
        resize(planner, column, width_of(row, column) + f64::from(outward) * STEP);
        return;
    }
    let shown: Vec<Column> = planner
        .look
        .with_untracked(|look| Column::ALL.into_iter().filter(|column| look.shows(*column)).collect());
    let at = shown.iter().position(|shown| *shown == column).unwrap_or_default();
    let next = at
        .saturating_add_signed(outward.into())
        .min(shown.len().saturating_sub(1));
    if let Some(next) = shown.get(next) {
        stop.set(*next);
        let selector = format!("[data-column={}]", next.key());
        let button = row
            .get_untracked()
            .and_then(|row| row.query_selector(&selector).ok().flatten());
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }
}

/// From now on every column has a width of its own: one that is changed leaves the others as they are.
pub(super) fn keep_widths(planner: Planner, row: NodeRef<html::Div>) {
    let missing = planner.look.with_untracked(|look| {
        let shown = Column::ALL
            .into_iter()
            .filter(|column| look.shows(*column) && look.width(*column).is_none());
        shown
            .map(|column| (column, width_of(row, column) as u32))
            .collect::<Vec<_>>()
    });
    // What the window is too narrow for has no width.
    let missing: Vec<_> = missing.into_iter().filter(|(_, width)| *width > 0).collect();
    if !missing.is_empty() {
        planner.set_look(&|look| look.widths.extend(missing.iter().copied()));
    }
}

fn width_of(row: NodeRef<html::Div>, column: Column) -> f64 {
    let selector = format!(".tree__cell--{}", column.key());
    let cell = row
        .get_untracked()
        .and_then(|row| row.query_selector(&selector).ok().flatten());
    cell.map_or(0.0, |cell| cell.get_bounding_client_rect().width())
}

/// Gives a column a width, within bounds.
pub(super) fn resize(planner: Planner, column: Column, wanted: f64) {
    let (least, most) = WIDTHS;
    let width = wanted.round().clamp(f64::from(least), f64::from(most)) as u32;
    if planner.look.with_untracked(|look| look.width(column)) != Some(width) {
        planner.set_look(&|look| {
            look.widths.retain(|(known, _)| *known != column);
            look.widths.push((column, width));
        });
    }
}
