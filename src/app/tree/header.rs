//! The titles of the columns.

use crate::app::markup::*;
use crate::app::reactive::Signal;

/// The titles, in the order of the cells. The last column has one only for the ear.
#[component]
pub(super) fn Header(
    /// Whether active IPs and cost have columns.
    #[prop(into)]
    cost: Signal<bool>,
) -> impl IntoView {
    let titles = following(move || {
        cost.get().then(|| {
            view! {
                <div role="columnheader" aria-colindex="6" class="tree__cell tree__cell--active">"Active IPs"</div>
                <div role="columnheader" aria-colindex="7" class="tree__cell tree__cell--cost">"Cost/month"</div>
            }
        })
    });
    let place = move |column: usize| move || column + if cost.get() { 2 } else { 0 };
    view! {
        <div role="rowgroup" class="tree__header">
            <div role="row" class="tree__row" aria-rowindex="1">
                <div role="columnheader" aria-colindex="1" class="tree__cell tree__cell--name">"Name"</div>
                <div role="columnheader" aria-colindex="2" class="tree__cell tree__cell--cidr">"CIDR"</div>
                <div role="columnheader" aria-colindex="3" class="tree__cell tree__cell--place">"Locale"</div>
                <div role="columnheader" aria-colindex="4" class="tree__cell tree__cell--addresses">"Addresses"</div>
                <div role="columnheader" aria-colindex="5" class="tree__cell tree__cell--share">"Utilization"</div>
                {titles}
                <div role="columnheader" aria-colindex=place(6) class="tree__cell tree__cell--findings">"Findings"</div>
                <div role="columnheader" aria-colindex=place(7) class="tree__cell tree__cell--actions">
                    <span class="visually-hidden">"Actions"</span>
                </div>
            </div>
        </div>
    }
}
