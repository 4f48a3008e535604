//! The map on paper: all of a scope, then each of the pools that it is divided into.

use super::axis::{Axis, Window};
use super::colour::Colours;
use super::lanes::{class_of, label, marks};
use super::scene::{Scene, Spot, What};
use crate::address::Family;
use crate::app::markup::*;
use crate::app::parts::length;
use crate::ordered::sort_by_key;
use crate::plan::gesture::name_of;
use crate::plan::index::ScopeEntry;
use crate::plan::{Id, Node, Scope, ScopeKind};
use crate::workspace::Workspace;

/// How wide a page is, as the map reckons it: what is drawn is a share of it, so that it fits A4 and Letter.
const WIDTH: f64 = 680.0;

/// How high a lane is.
const LANE: f64 = 22.0;

/// So many pools are shown by themselves.
const POOLS: usize = 12;

/// The maps with their titles.
pub(in crate::app) fn paper_maps(workspace: &Workspace) -> Vec<(String, AnyView)> {
    let mut maps = Vec::new();
    for scope in workspace.outline().children(Node::Ipam) {
        let Node::Scope(id) = scope else { continue };
        let Some(entry) = workspace.index().scope(id) else {
            continue;
        };
        for family in [Family::Ipv4, Family::Ipv6] {
            let axis = Axis::of(entry.blocks(), family);
            if axis.is_empty() {
                continue;
            }
            let title = format!("{}, {family}", name(workspace, scope, scope_word(workspace, id)));
            maps.push((title, map(workspace, entry, &axis, Window::whole(&axis))));
            maps.extend(pools(workspace, id, entry, &axis));
        }
    }
    maps
}

fn name(workspace: &Workspace, node: Node, otherwise: &str) -> String {
    let name = name_of(workspace.plan(), node).filter(|name| !name.is_empty());
    name.unwrap_or(otherwise).to_owned()
}

fn scope_word(workspace: &Workspace, id: Id<Scope>) -> &'static str {
    let kind = workspace.plan().design().scopes.get(&id).map(|scope| scope.kind);
    match kind {
        Some(ScopeKind::Public) => "Public scope",
        _ => "Private scope",
    }
}

/// The pools that the top-level pools are divided into, each as large as the page.
fn pools(workspace: &Workspace, scope: Id<Scope>, entry: &ScopeEntry, axis: &Axis) -> Vec<(String, AnyView)> {
    let index = workspace.index();
    let tops = index.scope(scope).into_iter().flat_map(|scope| scope.top_pools());
    let mut inner: Vec<_> = tops
        .filter_map(|pool| index.pool(pool))
        .flat_map(|pool| pool.sub_pools())
        .filter_map(|pool| {
            let entry = index.pool(pool)?;
            let mut cidrs = entry
                .cidrs()
                .map(|(cidr, _)| cidr)
                .filter(|cidr| cidr.family() == axis.family);
            let first = cidrs.next()?;
            let last = cidrs.last().unwrap_or(first);
            (!entry.allocations().is_empty()).then_some((first, last, pool))
        })
        .collect();
    sort_by_key(&mut inner, |(first, ..)| *first);
    let pool = |(first, last, pool): (crate::address::Cidr, crate::address::Cidr, _)| {
        let title = format!("{} {first}", name(workspace, Node::Pool(pool), "Pool"));
        let window = Window::around(axis, first.first_bits(), last.last_bits());
        (title, map(workspace, entry, axis, window))
    };
    inner.into_iter().take(POOLS).map(pool).collect()
}

fn map(workspace: &Workspace, entry: &ScopeEntry, axis: &Axis, window: Window) -> AnyView {
    let scene = Scene::of(workspace, entry, axis, window, WIDTH, &Colours::default());
    let share = |x: f64| length(x / WIDTH * 100.0, "%");
    let ticks = scene.ticks.iter().map(|tick| {
        view! { <span class="map__tick" style:left=share(tick.left)>{tick.address.clone()}</span> }
    });
    let mut spots = Vec::new();
    for (lane, row) in scene.lanes.iter().enumerate() {
        for spot in &row.spots {
            let left = spot.left.max(0.0);
            let width = (spot.left + spot.width).min(WIDTH) - left;
            let Some((class, content)) = drawn(spot, width) else {
                continue;
            };
            spots.push(view! {
                <div
                    class=class
                    style:left=share(left)
                    style:width=share(width)
                    style:top=length(lane as f64 * LANE, "px")
                >
                    {content}
                </div>
            });
        }
    }
    view! {
        <div class="map__ticks mono">{ticks.collect_view()}</div>
        <div
            class="map__lanes"
            style:height=length(scene.lanes.len() as f64 * LANE, "px")
            style:--lane=length(LANE, "px")
        >
            {marks(&scene, LANE, Some(WIDTH))}
            {spots}
        </div>
    }
    .into_any()
}

/// How a spot is drawn; marks are drawn together.
fn drawn(spot: &Spot, width: f64) -> Option<(String, AnyView)> {
    match &spot.what {
        What::Block(seen) => Some((class_of(seen), label(seen, width))),
        What::Hole { cidr, .. } => {
            let size =
                (width >= 24.0).then(|| view! { <span class="map__size">{cidr.netmask_length().to_string()}</span> });
            Some(("map__spot map__spot--free".to_owned(), size.into_any()))
        }
        What::Many { .. } => None,
    }
}
