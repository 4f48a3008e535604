//! The titles of the columns, until those come that sort and resize.

use crate::app::look::Column;
use crate::app::markup::*;

/// The titles, in the order of the cells. The last column has one only for the ear.
#[component]
pub(super) fn Header() -> impl IntoView {
    let title = |(at, column): (usize, Column)| {
        let class = format!("tree__cell tree__cell--{}", column.key());
        view! { <div role="columnheader" aria-colindex=(at + 1).to_string() class=class>{column.title()}</div> }
    };
    view! {
        <div role="rowgroup" class="tree__header">
            <div role="row" class="tree__row" aria-rowindex="1">
                {Column::ALL.into_iter().enumerate().map(title).collect_view()}
                <div role="columnheader" aria-colindex="11" class="tree__cell tree__cell--actions">
                    <span class="visually-hidden">"Actions"</span>
                </div>
            </div>
        </div>
    }
}
