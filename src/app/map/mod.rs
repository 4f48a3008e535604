//! The address map: the CIDRs of a pool to scale, with what lies in them and the holes.

mod frame;
mod listing;
mod model;
mod table;

use super::ask::Ask;
use super::parts::{BlockKind, Glyph, IconButton, KindMark, MarkWord};
use super::planner::use_planner;
use crate::address::Cidr;
use crate::app::markup::*;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::plan::{Id, Pool, PoolParent};
use crate::workspace::Workspace;
use frame::FrameView;
use model::MapView;

/// The map of the selected row's pool. Selecting in it selects everywhere; a hole in it can be used.
#[component]
pub(super) fn AddressMap() -> impl IntoView {
    let planner = use_planner();
    let map = Memo::new(move |_| {
        let selected = planner.selected();
        planner.read(|workspace| MapView::of(workspace, selected))
    });
    let up = Signal::derive(move || map.with(|map| map.as_ref().and_then(|map| map.up)));
    let refusal = Signal::derive(move || up.get().is_none().then(|| "This is the top".to_owned()));
    let go_up = Callback::new(move |()| {
        if let Some(node) = up.get_untracked() {
            planner.reveal(node);
        }
    });
    let use_hole = Callback::new(move |cidr: Cidr| {
        let pool = map.with_untracked(|map| map.as_ref().and_then(|map| map.pool));
        if let Some(pool) = pool {
            planner.ask_about(planner.peek(|workspace| ask_for(workspace, pool)), cidr);
        }
    });
    let frames = following(move || {
        let count = map.with(|map| map.as_ref().map_or(0, |map| map.frames.len()));
        (0..count)
            .map(|place| {
                let frame = Memo::new(move |_| map.with(|map| map.as_ref()?.frames.get(place).cloned()));
                let usable = Signal::derive(move || map.with(|map| map.as_ref().is_some_and(|map| map.pool.is_some())));
                view! { <FrameView frame usable on_use=use_hole /> }
            })
            .collect_view()
    });
    let title = following(move || {
        map.with(|map| match map {
            Some(map) if !map.name.is_empty() => map.name.clone(),
            Some(_) => "Scope".to_owned(),
            None => String::new(),
        })
    });
    let more = following(move || {
        let more = map.with(|map| map.as_ref().map_or(0, |map| map.more));
        (more > 0).then(|| view! { <p class="map__more">{format!("and {more} more CIDRs, in the inspector")}</p> })
    });
    let of = Memo::new(move |_| map.with(|map| map.as_ref().map(|map| map.of)));
    let of = Signal::from(of);
    let nothing = move || map.with(|map| map.as_ref().is_none_or(|map| map.frames.is_empty()));
    let legend = [
        BlockKind::Pool,
        BlockKind::Vpc,
        BlockKind::UnmanagedVpc,
        BlockKind::Reserved,
        BlockKind::Free,
    ];
    view! {
        <div class="map">
            <div class="map__head">
                <IconButton label="Up to what this lies in" icon=Glyph::ChevronUp refusal on_press=go_up />
                <b class="map__title clip">{title}</b>
                <span class="map__space"></span>
                <span class="map__legend">
                    {legend.map(|kind| view! { <KindMark kind word=MarkWord::Written /> }).collect_view()}
                </span>
            </div>
            <div class="map__frames">{frames} {more}</div>
            <Show when=move || !nothing()>{table::view(planner, of)}</Show>
            <Show when=nothing>
                <p class="map__empty">"No CIDR is provisioned here yet. Provision one to see it to scale."</p>
            </Show>
        </div>
    }
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
