//! One CIDR of the map.

use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::model::{Content, Frame, Tile, describe};
use crate::address::{Cidr, NetmaskLength};
use crate::app::markup::*;
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::plan::Node;

/// How many cells stand in a row.
const COLUMNS: u32 = 32;

/// A CIDR as a grid of cells: 32 in a row, each as large as the heading says. Blocks and holes of a cell and more are tiles
/// that can be chosen; what is smaller is drawn to scale inside its cell.
///
/// One stop for Tab: the arrow keys go from tile to tile in order of address, Enter or Space chooses.
#[component]
pub(super) fn FrameView(
    /// What is shown.
    frame: Memo<Option<Frame>>,
    /// Whether holes can be used.
    usable: Signal<bool>,
    /// Somebody wants to use a hole.
    on_use: Callback<Cidr>,
) -> impl IntoView {
    let planner = use_planner();
    let node = NodeRef::<html::Div>::new();
    // The tile where Tab arrives.
    let stop = RwSignal::new(0_usize);
    let count = Memo::new(move |_| frame.with(|frame| frame.as_ref().map_or(0, |frame| frame.tiles.len())));
    let go = move |to: usize| {
        stop.set(to);
        let tile = node.get_untracked().and_then(|node| {
            node.query_selector(&format!("[data-tile=\"{to}\"]"))
                .ok()
                .flatten()?
                .dyn_into::<HtmlElement>()
                .ok()
        });
        if let Some(tile) = tile {
            // An element that cannot take the focus leaves it where it is.
            let _ = tile.focus();
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        let (at, last) = (stop.get_untracked(), count.get_untracked().saturating_sub(1));
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => (at + 1).min(last),
            "ArrowLeft" | "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        go(to);
    };
    let heading = move || {
        frame.with(|frame| {
            let frame = frame.as_ref()?;
            let cell = if frame.cells > 1 {
                format!("one cell is a {}", frame.cell)
            } else {
                String::new()
            };
            Some(view! {
                <span class="map__cidr">{frame.cidr.to_string()}</span>
                <span class="map__scale">{cell}</span>
            })
        })
    };
    let tiles = move || {
        let selected = planner.selected();
        frame.with(|frame| {
            let frame = frame.as_ref()?;
            let tiles = frame.tiles.iter().enumerate();
            Some(
                tiles
                    .flat_map(|(position, tile)| pieces(tile).map(move |piece| (position, tile, piece)))
                    .map(|(position, tile, piece)| {
                        tile_view(frame, tile, piece, position, selected, stop, usable, on_use)
                    })
                    .collect_view(),
            )
        })
    };
    let row_labels = move || {
        frame.with(|frame| {
            let frame = frame.as_ref()?;
            let row = frame
                .cell
                .get()
                .saturating_sub(COLUMNS.trailing_zeros() as u8)
                .max(frame.cidr.netmask_length().get());
            let rows = NetmaskLength::new(row).and_then(|row| frame.cidr.split(row));
            let label = |(place, row): (usize, Cidr)| {
                view! {
                    <span class="map__row" style:grid-row=(place + 1).to_string()>
                        {row.first().to_string()}
                    </span>
                }
            };
            Some(rows.into_iter().flatten().enumerate().map(label).collect_view())
        })
    };
    let rows = move || frame.with(|frame| frame.as_ref().map_or(1, |frame| frame.cells.div_ceil(COLUMNS)));
    let columns = move || frame.with(|frame| frame.as_ref().map_or(1, |frame| frame.cells.min(COLUMNS)));
    let label = move || frame.with(|frame| frame.as_ref().map(|frame| format!("Addresses of {}", frame.cidr)));
    view! {
        <div class="map__frame">
            <p class="map__heading">{heading}</p>
            <div class="map__grid">
            <div class="map__rows" aria-hidden="true" style:grid-template-rows=move || format!("repeat({}, 1.625rem)", rows())>
                {row_labels}
            </div>
            <div
                class="map__cells"
                role="listbox"
                aria-label=label
                aria-orientation="horizontal"
                style:grid-template-columns=move || format!("repeat({}, minmax(0, 1fr))", columns())
                style:grid-template-rows=move || format!("repeat({}, 1.625rem)", rows())
                node_ref=node
                on:keydown=on_keydown
            >
                {tiles}
            </div>
            </div>
        </div>
    }
}

/// A tile breaks at the end of a row.
#[derive(Clone, Copy)]
struct Piece {
    row: u32,
    column: u32,
    cells: u32,
    is_first: bool,
}

fn pieces(tile: &Tile) -> impl Iterator<Item = Piece> + use<> {
    let (start, end) = (tile.start, tile.start + tile.cells);
    (start / COLUMNS..end.div_ceil(COLUMNS)).map(move |row| {
        let from = start.max(row * COLUMNS);
        let to = end.min((row + 1) * COLUMNS);
        Piece {
            row,
            column: from % COLUMNS,
            cells: to - from,
            is_first: from == start,
        }
    })
}

#[expect(clippy::too_many_arguments, reason = "what one tile is drawn from")]
fn tile_view(
    frame: &Frame,
    tile: &Tile,
    piece: Piece,
    position: usize,
    selected: Node,
    stop: RwSignal<usize>,
    usable: Signal<bool>,
    on_use: Callback<Cidr>,
) -> AnyView {
    let planner = use_planner();
    let cidr = tile.cidr;
    let node = match &tile.content {
        Content::Block { node, .. } | Content::Mixed { node, .. } => Some(*node),
        Content::Free => None,
    };
    let act = move || match node {
        Some(node) => planner.reveal(node),
        None if usable.get_untracked() => on_use.run(cidr),
        None => {}
    };
    let (class, label, conflict) = match &tile.content {
        Content::Block {
            kind, name, conflict, ..
        } => (kind.name(), Some(name.clone()), *conflict),
        Content::Free => ("free", None, false),
        Content::Mixed { .. } => ("mixed", None, false),
    };
    let slivers = match &tile.content {
        Content::Mixed { slots, .. } => Some(
            slots
                .iter()
                .map(|(kind, stretches)| {
                    let path: String = stretches
                        .iter()
                        .map(|(start, count)| format!("M{start} 0h{count}v1h-{count}z"))
                        .collect();
                    view! { <path class=format!("map__sliver map__sliver--{kind}") d=path></path> }
                })
                .collect_view(),
        ),
        _ => None,
    };
    let description = describe(tile, frame);
    let style_column = format!("{} / span {}", piece.column + 1, piece.cells);
    let style_row = (piece.row + 1).to_string();
    let class = format!("map__tile map__tile--{class}");
    let slivers = slivers.map(|slivers| {
        view! {
            <svg class="map__slivers" viewBox="0 0 32 1" preserveAspectRatio="none" aria-hidden="true">
                {slivers}
            </svg>
        }
    });
    let text = label
        .filter(|_| piece.is_first && piece.cells >= 2)
        .map(|name| view! { <span class="map__label">{name}</span> });
    let is_selected = node == Some(selected);
    if !piece.is_first {
        // The rest of a tile is for the eye and the pointer: the first piece has said it.
        return view! {
            <div
                class=class
                data-conflict=conflict.then_some("true")
                data-selected=is_selected.then_some("true")
                style:grid-column=style_column
                style:grid-row=style_row
                data-tip=description
                aria-hidden="true"
                on:click=move |_| act()
            >
                {slivers}
            </div>
        }
        .into_any();
    }
    let on_keydown = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            act();
        }
    };
    view! {
        <div
            class=class
            role="option"
            data-tile=position.to_string()
            data-conflict=conflict.then_some("true")
            data-selected=is_selected.then_some("true")
            aria-selected=if is_selected { "true" } else { "false" }
            aria-label=description.clone()
            data-tip=description
            tabindex=move || if stop.get() == position { "0" } else { "-1" }
            style:grid-column=style_column
            style:grid-row=style_row
            on:click=move |_| act()
            on:focus=move |_| stop.set(position)
            on:keydown=on_keydown
        >
            {slivers}
            {text}
        </div>
    }
    .into_any()
}
