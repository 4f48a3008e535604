//! A list of rows of equal height, of which those in sight are drawn.

use leptos::html;

use crate::app::markup::*;
use crate::app::parts::TableRows;
use crate::app::reactive::{Callback, Signal};

/// So many rows are drawn whether seen or not.
const DRAWN: usize = 60;

/// A table that scrolls by itself. `heading` is its head, `row` makes the row at a place; both are of the columns that the class
/// of the table knows.
pub(super) fn table(
    label: &'static str,
    class: &'static str,
    heading: AnyView,
    count: Signal<usize>,
    row: Callback<usize, AnyView>,
) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let seen = TableRows::of(node, count, DRAWN);
    let rows = move || {
        let range = seen.range.get();
        let (first, below) = (range.start, count.get().saturating_sub(range.end));
        let drawn = range.map(|place| row.run(place)).collect_view();
        (seen.room(first), drawn, seen.room(below))
    };
    view! {
        <div class="import__scroll focus-inside" role="region" aria-label=label tabindex="0" node_ref=node>
            <table class=class aria-rowcount=move || (count.get() + 1).to_string()>
                <thead>{heading}</thead>
                <tbody>{following(rows)}</tbody>
            </table>
        </div>
    }
    .into_any()
}
