//! The strip above the map: all addresses, and which of them the map shows.

use leptos::ev::PointerEvent;
use leptos::html;

use super::Map;
use super::axis::Window;
use super::colour::Colours;
use super::scene::{Scene, What};
use crate::app::markup::*;
use crate::app::parts::{BlockKind, length};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, StoredValue};

/// How many marks the strip has from end to end.
const MARKS: f64 = 512.0;

/// The strip. A press or a drag moves the window there; everything it does is done by the keys of the map, too.
#[component]
pub(super) fn Overview(
    /// The map.
    map: Map,
) -> impl IntoView {
    let planner = use_planner();
    let node = NodeRef::<html::Div>::new();
    let is_dragged = StoredValue::new(false);
    // The outermost level of all there is.
    let all = Memo::new(move |_| {
        let place = map.state.place.get();
        map.axis.with(|axis| {
            let (axis, place) = (axis.as_ref()?, place?);
            let kinds = Colours::default();
            planner.read(|workspace| {
                let entry = workspace.index().scope(place.scope)?;
                let scene = Scene::of(workspace, entry, axis, Window::whole(axis), MARKS, &kinds);
                Some(marks(&scene))
            })
        })
    });
    let shapes = following(move || {
        all.with(|all| {
            let path = |(class, d): &(&'static str, String)| {
                view! { <path class=format!("map__mark map__mark--{class}") d=d.clone()></path> }
            };
            Some(all.as_ref()?.iter().map(path).collect_view())
        })
    });
    let share = move || {
        let window = map.window.get()?;
        map.axis.with(|axis| {
            let whole = Window::whole(axis.as_ref()?);
            let end = window.start.saturating_add(window.length);
            Some((whole.share_of(window.start), whole.share_of(end)))
        })
    };
    let left = move || share().map_or_else(String::new, |(begin, _)| length(begin * 100.0, "%"));
    let width = move || share().map_or_else(String::new, |(begin, end)| length((end - begin) * 100.0, "%"));
    let go_to = move |event: &PointerEvent| {
        let Some(node) = node.get_untracked() else { return };
        let area = node.get_bounding_client_rect();
        let at = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        map.go(|window, axis| {
            let middle = Window::whole(axis).place_at(at.clamp(0.0, 1.0));
            let start = middle.saturating_sub(window.length / 2);
            Window { start, ..window }.panned(axis, 0.0)
        });
    };
    let on_pointerdown = move |event: PointerEvent| {
        if event.button() == 0
            && let Some(node) = node.get_untracked()
        {
            // Without the capture the drag ends at the edge of the strip.
            let _ = node.set_pointer_capture(event.pointer_id());
            is_dragged.set_value(true);
            go_to(&event);
        }
    };
    let on_pointermove = move |event: PointerEvent| {
        if is_dragged.get_value() {
            go_to(&event);
        }
    };
    view! {
        <div
            class="map__overview no-print"
            aria-hidden="true"
            node_ref=node
            on:pointerdown=on_pointerdown
            on:pointermove=on_pointermove
            on:pointerup=move |_| is_dragged.set_value(false)
            on:pointercancel=move |_| is_dragged.set_value(false)
        >
            <svg class="map__all" viewBox="0 0 512 1" preserveAspectRatio="none">
                {shapes}
            </svg>
            <div class="map__window" style:left=left style:width=width></div>
        </div>
    }
}

/// The blocks of the first lanes as paths by kind: the deeper lanes over the outer ones.
fn marks(scene: &Scene) -> Vec<(&'static str, String)> {
    let mut paths: Vec<(&'static str, String)> = Vec::new();
    let mut add = |class: &'static str, left: f64, width: f64| {
        let d = format!(
            "M{} 0h{}v1h-{}z",
            length(left.max(0.0), ""),
            length(width.max(0.5), ""),
            length(width.max(0.5), "")
        );
        match paths.iter_mut().find(|(other, _)| *other == class) {
            Some((_, path)) => path.push_str(&d),
            None => paths.push((class, d)),
        }
    };
    // The outermost pools are all of the strip, and would say nothing.
    let outermost = scene.lanes.iter().take(1).flat_map(|lane| &lane.spots);
    let outermost = outermost.filter(|spot| !matches!(&spot.what, What::Block(seen) if seen.kind == BlockKind::Pool));
    let inner = scene.lanes.iter().skip(1).take(3).flat_map(|lane| &lane.spots);
    for spot in outermost.chain(inner) {
        match &spot.what {
            What::Block(seen) => add(seen.kind.name(), spot.left, spot.width),
            What::Many { marks, .. } => marks.iter().for_each(|(class, left, width)| add(class, *left, *width)),
            What::Hole { .. } => {}
        }
    }
    paths
}
