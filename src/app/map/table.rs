//! The map as a table, for those who read and those who copy.

use leptos::ev::Event;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::listing::{Entry, as_text, entries};
use crate::app::copying::copier;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Button, ButtonSize, Glyph, Icon, TableRows};
use crate::app::planner::Planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::plan::Node;

/// So many rows are drawn whether seen or not.
const DRAWN: usize = 200;

/// Every block and hole of the map with its size and its first and last address, once somebody unfolds it. Of many rows
/// only those in sight are in the page; all of them can be copied.
pub(super) fn view(planner: Planner, of: Signal<Option<Node>>) -> AnyView {
    let is_open = RwSignal::new(false);
    let on_toggle = move |event: Event| {
        let details = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        is_open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let content = following(move || is_open.get().then(|| unfolded(planner, of)));
    view! {
        <details class="disclosure map__listing" on:toggle=on_toggle>
            <summary class="disclosure__title">
                <Icon glyph=Glyph::ChevronRight />
                "As a table"
            </summary>
            {content}
        </details>
    }
    .into_any()
}

fn unfolded(planner: Planner, of: Signal<Option<Node>>) -> AnyView {
    let all = Memo::new(move |_| match of.get() {
        Some(of) => planner.read(|workspace| entries(workspace, of)),
        None => Vec::new(),
    });
    let node = NodeRef::<html::Div>::new();
    let seen = TableRows::of(node, Signal::derive(move || all.with(Vec::len)), DRAWN);
    let rows = move || {
        let range = seen.range.get();
        let below = all.with(Vec::len).saturating_sub(range.end);
        let first = range.start;
        let drawn: Vec<Entry> = all.with(|all| all.get(range).map(<[Entry]>::to_vec).unwrap_or_default());
        let row = |(place, entry): (usize, Entry)| {
            let words = planner.read(|workspace| entry.words(workspace));
            view! {
                <tr aria-rowindex=first + place + 2>
                    <th scope="row" class="mono">{words.cidr}</th>
                    <td><span class="clip">{words.what}</span></td>
                    <td class="number">{words.addresses}</td>
                    <td class="mono">{words.first}</td>
                    <td class="mono">{words.last}</td>
                </tr>
            }
        };
        let drawn = drawn.into_iter().enumerate().map(row).collect_view();
        (seen.room(first), drawn, seen.room(below))
    };
    let copy = copier(
        move || planner.peek(|workspace| all.with_untracked(|all| as_text(workspace, all))),
        "Copied the table",
    );
    let count = move || counted(all.with(Vec::len) as u64, "row", "rows");
    view! {
        <div class="cluster map__copy">
            <span class="dim">{count}</span>
            <Button label="Copy all rows" size=ButtonSize::Small on_press=copy />
        </div>
        <div
            class="map__scroll focus-inside"
            role="region"
            aria-label="Blocks and free space of the map"
            tabindex="0"
            node_ref=node
        >
            <table class="map__table" aria-rowcount=move || all.with(Vec::len) + 1>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col">"CIDR"</th>
                        <th scope="col">"What"</th>
                        <th scope="col" class="number">"Addresses"</th>
                        <th scope="col">"First"</th>
                        <th scope="col">"Last"</th>
                    </tr>
                </thead>
                <tbody>{following(rows)}</tbody>
            </table>
        </div>
    }
    .into_any()
}
