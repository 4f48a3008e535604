//! The titles of the columns.

use crate::app::markup::*;

/// The titles, in the order of the cells. The last column has one only for the ear.
#[component]
pub(super) fn Header() -> impl IntoView {
    view! {
        <div role="rowgroup" class="tree__header">
            <div role="row" class="tree__row" aria-rowindex="1">
                <div role="columnheader" aria-colindex="1" class="tree__cell tree__cell--name">"Name"</div>
                <div role="columnheader" aria-colindex="2" class="tree__cell tree__cell--cidr">"CIDR"</div>
                <div role="columnheader" aria-colindex="3" class="tree__cell tree__cell--place">"Locale"</div>
                <div role="columnheader" aria-colindex="4" class="tree__cell tree__cell--addresses">"Addresses"</div>
                <div role="columnheader" aria-colindex="5" class="tree__cell tree__cell--share">"Utilization"</div>
                <div role="columnheader" aria-colindex="6" class="tree__cell tree__cell--findings">"Findings"</div>
                <div role="columnheader" aria-colindex="7" class="tree__cell tree__cell--actions">
                    <span class="visually-hidden">"Actions"</span>
                </div>
            </div>
        </div>
    }
}
