//! A table of which the rows in sight are drawn.

use std::sync::Arc;

use leptos::html;

use crate::app::markup::*;
use crate::app::parts::TableRows;
use crate::app::reactive::Signal;

/// So many rows are drawn whether seen or not.
const DRAWN: usize = 60;

/// A column: its heading, and the class of its cells.
pub(super) type Column = (&'static str, &'static str);

/// What makes the cells of a row, one for each column; none for a row that is gone.
pub(super) type Cells = Arc<dyn Fn(usize) -> Option<Vec<AnyView>> + Send + Sync>;

/// The table. What `cells` reads is followed. All rows are of one height; the first cell names its row.
pub(super) fn table(label: &'static str, columns: &'static [Column], count: Signal<usize>, cells: Cells) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let seen = TableRows::of(node, count, DRAWN);
    let rows = following(move || {
        let range = seen.range.get();
        let (first, below) = (range.start, count.get().saturating_sub(range.end));
        let drawn = range
            .filter_map(|place| Some(row(columns, place, cells(place)?)))
            .collect_view();
        (seen.room(first), drawn, seen.room(below))
    });
    let heading = |(words, class): &Column| view! { <th scope="col" class=*class>{*words}</th> };
    view! {
        <div class="cost__scroll focus-inside" role="region" aria-label=label tabindex="0" node_ref=node>
            <table class="cost__table cost__table--wide adoption__table" aria-rowcount=move || count.get() + 1>
                <thead>
                    <tr aria-rowindex="1">{columns.iter().map(heading).collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Words that are cut where they do not fit, and said whole by the browser's tip.
pub(super) fn clipped(words: String) -> AnyView {
    let whole = words.clone();
    view! { <span class="clip" title=whole>{words}</span> }.into_any()
}

fn row(columns: &'static [Column], place: usize, cells: Vec<AnyView>) -> AnyView {
    let cell = |(at, (cell, (_, class))): (usize, (AnyView, &Column))| match at {
        0 => view! { <th scope="row" class=*class>{cell}</th> }.into_any(),
        _ => view! { <td class=*class>{cell}</td> }.into_any(),
    };
    let cells = cells.into_iter().zip(columns).enumerate().map(cell).collect_view();
    view! { <tr aria-rowindex=place + 2>{cells}</tr> }.into_any()
}
