//! How a scene is drawn.

use super::LanesHandle;
use crate::app::map::colour::Tint;
use crate::app::map::scene::{Scene, Seen, Spot, What};
use crate::app::map::words::described;
use crate::app::markup::*;
use crate::app::parts::{self, SeverityMark, length};
use crate::plan::Node;
use crate::rules::Severity;

/// From this width on a block says its name, and a hole its size.
const NAMED: f64 = 30.0;
/// From this width on it says its CIDR, too.
const WITH_CIDR: f64 = 190.0;
/// From this width on it has a mark for its findings.
const MARKED: f64 = 18.0;

/// The lanes with what is heard at them.
pub(super) fn view(lanes: LanesHandle) -> AnyView {
    let map = lanes.map;
    let ticks = following(move || {
        map.scene.with(|scene| {
            let tick = |tick: &crate::app::map::scene::Tick| {
                view! { <span class="map__tick" style:left=length(tick.left, "px")>{tick.address.clone()}</span> }
            };
            scene.ticks.iter().map(tick).collect_view()
        })
    });
    let marks = following(move || map.scene.with(|scene| marks(scene, lanes.lane, None)));
    let spots = following(move || {
        let (current, selected) = (lanes.current(), lanes.planner.selected());
        let family = map.axis.with(|axis| axis.as_ref().map(|axis| axis.family));
        map.scene.with(|scene| {
            let family = family?;
            let mut views = Vec::new();
            for (lane, row) in scene.lanes.iter().enumerate() {
                for (place, spot) in row.spots.iter().enumerate() {
                    let words = lanes.planner.peek(|workspace| described(workspace, family, spot));
                    let at = At {
                        lane,
                        top: lane as f64 * lanes.lane,
                        is_current: current == Some((lane, place)),
                        selected,
                        width: map.width.get_untracked(),
                        words,
                    };
                    views.push(spot_view(spot, at));
                }
            }
            Some(views)
        })
    });
    let ghost = following(move || ghost(lanes));
    let active = move || {
        let (lane, place) = lanes.current()?;
        map.scene.with(|scene| Some(id_of(lane, scene.spot(lane, place)?)))
    };
    let height = move || {
        let count = map.scene.with(|scene| scene.lanes.len()).max(3);
        length(count as f64 * lanes.lane, "px")
    };
    let outcome = move || {
        map.state.carried.with(|carried| {
            let carried = carried.as_ref()?;
            Some(match &carried.outcome {
                None => format!(
                    "{} is picked up: choose a hole with the arrow keys, Space drops it, Escape leaves it where it is",
                    carried.name
                ),
                Some(Ok(words)) => words.clone(),
                Some(Err(words)) => format!("Not there: {words}"),
            })
        })
    };
    let verdict = move || {
        map.state
            .carried
            .with(|carried| match carried.as_ref()?.outcome.as_ref()? {
                Ok(_) => Some("possible"),
                Err(_) => Some("refused"),
            })
    };
    view! {
        <div class="map__ticks mono" aria-hidden="true">{ticks}</div>
        <div
            class="map__lanes"
            role="listbox"
            tabindex="0"
            aria-label="Address map"
            aria-orientation="horizontal"
            aria-activedescendant=active
            aria-description="Arrow keys go from block to block, Enter selects a block or uses a hole, Space picks a block up, plus and minus zoom"
            data-carrying=move || map.state.carried.with(Option::is_some).then_some("true")
            style:height=height
            style:--lane=length(lanes.lane, "px")
            node_ref=lanes.node
            on:keydown=move |event| lanes.on_key(&event)
            on:wheel=move |event| lanes.on_wheel(&event)
            on:pointerdown=move |event| lanes.on_pointer_down(&event)
            on:pointermove=move |event| lanes.on_pointer_move(&event)
            on:pointerup=move |event| lanes.on_pointer_up(&event)
            on:pointercancel=move |event| lanes.on_pointer_lost(&event)
            on:click=move |event| lanes.on_click(&event)
            on:dblclick=move |event| lanes.on_double_click(&event)
        >
            {marks}
            {spots}
            {ghost}
        </div>
        <p class="map__outcome" role="status" data-verdict=verdict>{outcome}</p>
    }
    .into_any()
}

/// What a spot is drawn from beside itself.
struct At {
    lane: usize,
    top: f64,
    is_current: bool,
    selected: Node,
    width: f64,
    words: String,
}

/// The id of the element of a spot: another block is another id, so that it is said.
fn id_of(lane: usize, spot: &Spot) -> String {
    format!("map-{lane}-{:x}-{:x}", spot.first, spot.last)
}

fn spot_view(spot: &Spot, at: At) -> AnyView {
    // What reaches out of sight ends a little outside of it: its label stands where it is seen.
    let left = spot.left.max(-4.0);
    let width = (spot.left + spot.width).min(at.width + 4.0) - left;
    let (class, content, seen) = match &spot.what {
        What::Block(seen) => (class_of(seen), label(seen, width), Some(seen)),
        What::Hole { cidr, .. } => {
            let size = (width >= NAMED).then(|| cidr.netmask_length().to_string());
            let size = size.map(|size| view! { <span class="map__size">{size}</span> });
            ("map__spot map__spot--free".to_owned(), size.into_any(), None)
        }
        What::Many { .. } => ("map__spot map__spot--many".to_owned(), ().into_any(), None),
    };
    let is_selected = seen.is_some_and(|seen| seen.node == at.selected);
    let conflict = seen.is_some_and(|seen| seen.conflict);
    view! {
        <div
            class=class
            role="option"
            id=id_of(at.lane, spot)
            aria-label=at.words.clone()
            aria-selected=if is_selected { "true" } else { "false" }
            data-tip=at.words
            data-selected=is_selected.then_some("true")
            data-current=at.is_current.then_some("true")
            data-conflict=conflict.then_some("true")
            style:left=length(left, "px")
            style:width=length(width.max(1.0), "px")
            style:top=length(at.top, "px")
        >
            {content}
        </div>
    }
    .into_any()
}

pub(in crate::app::map) fn class_of(seen: &Seen) -> String {
    let kind = seen.kind.name();
    match &seen.tint {
        Tint::Kind => format!("map__spot map__spot--{kind}"),
        Tint::Value(hue) => format!("map__spot map__spot--{kind} map__hue--{}", hue.class()),
        Tint::Unsaid => format!("map__spot map__spot--{kind} map__hue--none"),
    }
}

pub(in crate::app::map) fn label(seen: &Seen, width: f64) -> AnyView {
    let mark = seen.findings.filter(|_| width >= MARKED).map(|(worst, _)| {
        let severity = match worst {
            Severity::Error => parts::Severity::Error,
            Severity::Warning => parts::Severity::Warning,
            Severity::Note => parts::Severity::Note,
        };
        view! { <span class="map__found"><SeverityMark severity /></span> }
    });
    if width < NAMED {
        return mark.into_any();
    }
    let cidr = seen.placed.cidr.to_string();
    let name = if seen.name.is_empty() {
        cidr.clone()
    } else {
        seen.name.clone()
    };
    let hue = seen
        .tint
        .hue()
        .map(|hue| view! { <span class="map__value">{hue.value.clone()}</span> });
    let cidr =
        (width >= WITH_CIDR && !seen.name.is_empty()).then(|| view! { <span class="map__cidr mono">{cidr}</span> });
    view! {
        <span class="map__label">{name}{hue}</span>
        {cidr}
        {mark}
    }
    .into_any()
}

/// What is too small to be a block, and the lines of the cells: a path for each class.
///
/// As wide as they are; on paper, where that is not known, from a drawing `of_width` to as wide as the page.
pub(in crate::app::map) fn marks(scene: &Scene, height: f64, of_width: Option<f64>) -> AnyView {
    let mut paths: Vec<(&'static str, String)> = Vec::new();
    for (lane, row) in scene.lanes.iter().enumerate() {
        let top = length(lane as f64 * height + 3.0, "");
        for spot in &row.spots {
            let What::Many { marks, .. } = &spot.what else { continue };
            for (class, left, width) in marks {
                let width = length(width.max(1.0), "");
                let tall = length(height - 8.0, "");
                let d = format!("M{} {top}h{width}v{tall}h-{width}z", length(*left, ""));
                match paths.iter_mut().find(|(other, _)| other == class) {
                    Some((_, path)) => path.push_str(&d),
                    None => paths.push((class, d)),
                }
            }
        }
    }
    let bottom = length(scene.lanes.len() as f64 * height, "");
    let grid: String = scene
        .ticks
        .iter()
        .map(|tick| format!("M{} 0v{bottom}", length(tick.left, "")))
        .collect();
    let path = |(class, d): (&'static str, String)| {
        view! { <path class=format!("map__mark map__mark--{class}") d=d></path> }
    };
    let view_box = of_width.map(|width| format!("0 0 {} {bottom}", length(width, "")));
    let stretched = of_width.map(|_| "none");
    view! {
        <svg class="map__marks" aria-hidden="true" attr:viewBox=view_box attr:preserveAspectRatio=stretched>
            <path class="map__grid" d=grid></path>
            {paths.into_iter().map(path).collect_view()}
        </svg>
    }
    .into_any()
}

/// What is carried, where it would go.
fn ghost(lanes: LanesHandle) -> Option<AnyView> {
    let map = lanes.map;
    let (target, name, possible) = map.state.carried.with(|carried| {
        let carried = carried.as_ref()?;
        let possible = matches!(carried.outcome, Some(Ok(_)));
        Some((carried.to?, carried.name.clone(), possible))
    })?;
    let window = map.window.get()?;
    let width = map.width.get();
    let (first, last) = (target.cidr.first_bits(), target.cidr.last_bits());
    let (begin, end) = map.axis.with(|axis| {
        let axis = axis.as_ref()?;
        Some((axis.place_of(first)?, axis.place_of(last)?))
    })?;
    let lane = map.scene.with(|scene| {
        let stands = |spot: &Spot| spot.first <= last && first <= spot.last;
        let holds = |spot: &Spot| match &spot.what {
            What::Hole { holder, .. } => *holder == target.holder && stands(spot),
            _ => false,
        };
        let any = |test: &dyn Fn(&Spot) -> bool| scene.lanes.iter().position(|lane| lane.spots.iter().any(test));
        any(&holds).or_else(|| scene.lanes.len().checked_sub(1))
    })?;
    let left = window.share_of(begin) * width;
    let extent = (window.share_of(end) * width - left).max(3.0);
    let (left, right) = (left.max(-4.0), (left + extent).min(width + 4.0));
    (right > left).then(|| {
        view! {
            <div
                class="map__ghost"
                aria-hidden="true"
                data-verdict=if possible { "possible" } else { "refused" }
                style:left=length(left, "px")
                style:width=length(right - left, "px")
                style:top=length(lane as f64 * lanes.lane, "px")
            >
                <span class="map__label">{name}</span>
            </div>
        }
        .into_any()
    })
}
