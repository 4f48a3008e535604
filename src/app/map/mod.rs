//! The address map: the addresses of a scope to scale, a lane for each level of nesting, with the holes; to be zoomed from
//! the whole down to a subnet, in IPv6 as in IPv4.
//!
//! `axis` is the line of addresses and the window on it, `scene` what a window shows, `colour` whose it is, `carry` what
//! moving a block into a hole would do, `words` what is said of each, `state` where one is: all of them without a browser. `lanes`
//! draws a scene and hears pointer and keys, `overview` the strip that says where one is, `table` the same as a table, `paper`
//! the maps that are printed.
//!
//! What is drawn is what is seen, as elements: a block is at least 8 pixels wide, what is smaller is part of one path per
//! lane. So a frame has some hundred elements at most, whatever the plan, and colours, print and forced colours are the style
//! sheet's.

mod axis;
mod carry;
mod colour;
mod lanes;
mod listing;
mod overview;
mod paper;
mod scene;
mod state;
mod table;
mod words;

use super::ask::Ask;
use super::parts::{BlockKind, Choice, Glyph, IconButton, KindMark, LabelPlace, MarkWord, Segmented, Select};
use super::planner::use_planner;
use crate::address::Family;
use crate::app::markup::*;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal, effect};
use crate::plan::{Id, Node, Pool, PoolParent};
use crate::workspace::Workspace;
use axis::{Axis, Window};
use colour::{ColourBy, Colours};
use lanes::Lanes;
use overview::Overview;
pub(in crate::app) use paper::paper_maps;
use scene::Scene;
pub(in crate::app) use state::MapState;
use state::{Place, place_for};

/// How much a button or a key zooms.
const STEP: f64 = 2.0;

/// The map of the scope of the selected row. Selecting on it selects everywhere; a hole on it can be used, and blocks moved into
/// it. `state` is where one is.
pub(in crate::app) fn address_map(state: MapState) -> AnyView {
    let planner = use_planner();
    // What was carried when the map was left stays where it is.
    state.carried.set(None);
    // What is selected elsewhere is looked for; what was selected here is in sight.
    effect(move |_| {
        let selected = planner.selected();
        if state.followed.get_value() != Some(selected) {
            state.followed.set_value(Some(selected));
            let place = planner.peek(|workspace| place_for(workspace, selected, state.place.get_untracked()));
            state.place.set(place);
        }
    });
    let shown = Memo::new(move |_| state.place.get().map(|place| (place.scope, place.family)));
    let axis = Memo::new(move |_| {
        let (scope, family) = shown.get()?;
        planner.read(|workspace| Some(Axis::of(workspace.index().scope(scope)?.blocks(), family)))
    });
    let window = Memo::new(move |_| {
        let place = state.place.get()?;
        axis.with(|axis| axis.as_ref().map(|axis| place.window(axis)))
    });
    let colours = Memo::new(move |_| {
        let by = state.colour.get();
        planner.read(|workspace| Colours::of_plan(workspace.plan(), by))
    });
    let width = RwSignal::new(0.0_f64);
    let scene = Memo::new(move |_| {
        let drawn = || {
            let (place, window) = (state.place.get()?, window.get()?);
            axis.with(|axis| {
                let axis = axis.as_ref()?;
                planner.read(|workspace| {
                    let entry = workspace.index().scope(place.scope)?;
                    Some(colours.with(|colours| Scene::of(workspace, entry, axis, window, width.get(), colours)))
                })
            })
        };
        drawn().unwrap_or_default()
    });
    let map = Map {
        state,
        axis,
        window,
        scene,
        width,
    };
    let nothing = Memo::new(move |_| axis.with(|axis| axis.as_ref().is_none_or(Axis::is_empty)));
    let of = Memo::new(move |_| planner.read(|workspace| listing::subject(workspace, planner.selected())));
    view! {
        <div class="map">
            {toolbar(map)}
            <Show when=move || !nothing.get()>
                <Overview map />
                <Lanes map />
                {legend(map)}
                {table::view(planner, of.into())}
            </Show>
            <Show when=move || nothing.get()>
                <p class="map__empty">"No CIDR is provisioned here yet. Provision one to see it to scale."</p>
            </Show>
        </div>
    }
    .into_any()
}

/// The map as its parts know it; free to copy.
#[derive(Clone, Copy)]
struct Map {
    state: MapState,
    axis: Memo<Option<Axis>>,
    window: Memo<Option<Window>>,
    scene: Memo<Scene>,
    /// How wide the lanes are, in CSS pixels.
    width: RwSignal<f64>,
}

impl Map {
    /// Looks elsewhere.
    fn go(self, to: impl FnOnce(Window, &Axis) -> Window) {
        let place = self.axis.with_untracked(|axis| {
            let (axis, place) = (axis.as_ref()?, self.state.place.get_untracked()?);
            let window = to(place.window(axis), axis);
            Some(place.at(axis, window))
        });
        if place.is_some() && place != self.state.place.get_untracked() {
            self.state.place.set(place);
        }
    }

    fn zoom(self, times: f64, at: f64) {
        self.go(|window, axis| window.zoomed(axis, times, at));
    }

    fn pan(self, by: f64) {
        self.go(|window, axis| window.panned(axis, by));
    }

    fn show_all(self) {
        self.go(|_, axis| Window::whole(axis));
    }

    fn show_around(self, first: u128, last: u128) {
        self.go(|_, axis| Window::around(axis, first, last));
    }

    /// Whether all of the line is in sight.
    fn is_whole(self) -> bool {
        self.axis.with(|axis| axis.as_ref().map(Window::whole)) == self.window.get()
    }
}

fn toolbar(map: Map) -> AnyView {
    let planner = use_planner();
    let up = Signal::derive(move || {
        let selected = planner.selected();
        planner.read(|workspace| workspace.outline().parent(selected).filter(|up| *up != Node::Ipam))
    });
    let no_up = Signal::derive(move || up.get().is_none().then(|| "This is the top".to_owned()));
    let go_up = Callback::new(move |()| {
        if let Some(node) = up.get_untracked() {
            // It is looked for, even if it was selected here.
            map.state.followed.set_value(None);
            planner.reveal(node);
        }
    });
    let whole = Signal::derive(move || map.is_whole().then(|| "All is in sight".to_owned()));
    let ends = following(move || {
        let unit = map.axis.with(|axis| axis.as_ref().map_or(1, Axis::unit));
        let length = map.window.get().map(|window| words::sum(window.length / unit));
        map.scene.with(|scene| {
            let (first, last) = scene.ends.clone()?;
            let rest = format!("{} addresses, a cell is a /{}", length.unwrap_or_default(), scene.cell);
            Some(view! {
                <span class="map__ends mono">{first}" – "{last}</span>
                <span class="map__scale">{rest}</span>
            })
        })
    });
    let families = following(move || both_families(map).then(|| family_choice(map)));
    let colour_choices = Memo::new(move |_| {
        let all = planner.read(|workspace| ColourBy::all(workspace.plan()));
        all.into_iter()
            .map(|(by, word)| Choice::new(by, word))
            .collect::<Vec<_>>()
    });
    view! {
        <div class="map__head">
            <IconButton label="Up to what this lies in" icon=Glyph::ChevronUp refusal=no_up on_press=go_up />
            <p class="map__where">{ends}</p>
            <div class="map__tools no-print">
                {families}
                <Select
                    label="Colours by"
                    options=colour_choices
                    value=map.state.colour
                    label_place=LabelPlace::Said
                    on_change=map.state.colour.setter()
                />
                <IconButton label="Zoom out" icon=Glyph::ZoomOut refusal=whole on_press=move || map.zoom(STEP, 0.5) />
                <IconButton label="Zoom in" icon=Glyph::ZoomIn on_press=move || map.zoom(1.0 / STEP, 0.5) />
                <IconButton label="Show all" icon=Glyph::ExpandAll refusal=whole on_press=move || map.show_all() />
            </div>
        </div>
    }
    .into_any()
}

/// Whether the scope has addresses of both families.
fn both_families(map: Map) -> bool {
    let planner = use_planner();
    let Some(place) = map.state.place.get() else {
        return false;
    };
    planner.read(|workspace| {
        let has = |family| {
            let entry = workspace.index().scope(place.scope);
            entry.is_some_and(|entry| entry.blocks().starting_from(family, 0).next().is_some())
        };
        has(Family::Ipv4) && has(Family::Ipv6)
    })
}

fn family_choice(map: Map) -> AnyView {
    let value = Signal::derive(move || map.state.place.get().map_or(Family::Ipv4, |place| place.family));
    let choices = vec![
        Choice::new(Family::Ipv4, Family::Ipv4.to_string()),
        Choice::new(Family::Ipv6, Family::Ipv6.to_string()),
    ];
    let change = Callback::new(move |family: Family| {
        if let Some(place) = map.state.place.get_untracked() {
            map.state.cursor.set(None);
            map.state.place.set(Some(Place::all_of(place.scope, family)));
        }
    });
    view! {
        <Segmented
            label="Addresses"
            options=Signal::stored(choices)
            value
            label_place=LabelPlace::Said
            on_change=change
        />
    }
    .into_any()
}

/// What the colours mean.
fn legend(map: Map) -> AnyView {
    const KINDS: [BlockKind; 6] = BlockKind::ALL;
    let entries = following(move || match map.state.colour.get() {
        ColourBy::Kind => KINDS
            .map(|kind| view! { <KindMark kind word=MarkWord::Written /> })
            .collect_view()
            .into_any(),
        _ => map.scene.with(|scene| {
            let hue = |hue: &colour::Hue| {
                let class = format!("kind map__hue--{}", hue.class());
                view! {
                    <span class="legend">
                        <span class=class aria-hidden="true"></span>
                        {hue.value.clone()}
                    </span>
                }
            };
            let hues = scene.hues.iter().map(hue).collect_view();
            view! {
                {hues}
                <span class="legend">
                    <span class="kind map__hue--none" aria-hidden="true"></span>
                    "not said"
                </span>
            }
            .into_any()
        }),
    });
    view! { <div class="map__legend">{entries}</div> }.into_any()
}

/// What a hole in a pool is likely for: another sub-pool where there are some, else a VPC.
fn ask_for(workspace: &Workspace, pool: Id<Pool>) -> Ask {
    let divided = workspace
        .index()
        .pool(pool)
        .is_some_and(|entry| entry.sub_pools().len() > 0);
    if divided {
        Ask::AddPool(PoolParent::Pool(pool))
    } else {
        Ask::AddVpc(Some(pool))
    }
}
