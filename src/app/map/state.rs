//! Where one is on the map. It outlives the map's being drawn, so that another tab of the panel does not lose the place.

use super::axis::{Axis, Window};
use super::carry::{Carried, scope_of};
use super::colour::ColourBy;
use crate::address::{Cidr, Family};
use crate::app::reactive::{RwSignal, StoredValue};
use crate::plan::{Id, Node, Scope};
use crate::workspace::Workspace;

/// Which addresses are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The scope.
    pub(super) scope: Id<Scope>,
    /// IPv4 or IPv6.
    pub(super) family: Family,
    /// What is in sight; none for all there is.
    from: Option<From>,
}

/// The first address in sight, how far into it the window begins, and how long it is. An address and not its place on the line:
/// what is provisioned before it does not move it out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct From {
    address: u128,
    within: u128,
    length: u128,
}

impl Place {
    /// All of a scope.
    pub(super) fn all_of(scope: Id<Scope>, family: Family) -> Self {
        Self {
            scope,
            family,
            from: None,
        }
    }

    /// What a window shows.
    pub(super) fn at(self, axis: &Axis, window: Window) -> Self {
        let from = axis.at(window.start).map(|(_, address)| From {
            address,
            within: window.start % axis.unit(),
            length: window.length,
        });
        Self { from, ..self }
    }

    /// The window, where its first address still stands on the line; else all of the line.
    pub(super) fn window(self, axis: &Axis) -> Window {
        let window = self.from.and_then(|from| {
            let start = axis.place_of(from.address)? + from.within;
            let length = from.length;
            // As it is within the line.
            Some(Window { start, length }.panned(axis, 0.0))
        });
        window.unwrap_or_else(|| Window::whole(axis))
    }
}

/// Where the keys are: a lane and an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) lane: usize,
    pub(super) address: u128,
}

/// The place, the cursor and what is carried; free to copy.
#[derive(Clone, Copy)]
pub(in crate::app) struct MapState {
    pub(super) place: RwSignal<Option<Place>>,
    pub(super) colour: RwSignal<ColourBy>,
    pub(super) cursor: RwSignal<Option<Cursor>>,
    pub(super) carried: RwSignal<Option<Carried>>,
    /// The row that was looked for last, and those that were selected on the map itself: the map does not jump to them.
    pub(super) followed: StoredValue<Option<Node>>,
}

impl MapState {
    /// Nowhere yet.
    pub(in crate::app) fn new() -> Self {
        Self {
            place: RwSignal::new(None),
            colour: RwSignal::new(ColourBy::Kind),
            cursor: RwSignal::new(None),
            carried: RwSignal::new(None),
            followed: StoredValue::new(None),
        }
    }
}

/// How wide a row must be to be found without moving the map, as a share of the window.
const FOUND: f64 = 0.02;

/// Where to look so that a selected row is seen: a pool fills the map, what lies in one is where it can be told from its
/// neighbours. What is in sight already moves nothing.
pub(super) fn place_for(workspace: &Workspace, node: Node, now: Option<Place>) -> Option<Place> {
    let scope = scope_of(workspace, node)?;
    let entry = workspace.index().scope(scope)?;
    let of_row = range_of(workspace, node);
    let has = |family| entry.blocks().starting_from(family, 0).next().is_some();
    let stays = now.filter(|now| now.scope == scope && has(now.family));
    let usual = if has(Family::Ipv4) || !has(Family::Ipv6) {
        Family::Ipv4
    } else {
        Family::Ipv6
    };
    let family = of_row.map_or_else(|| stays.map_or(usual, |now| now.family), |(first, _)| first.family());
    let all = Place::all_of(scope, family);
    let Some((first, last)) = of_row else { return Some(all) };
    let axis = Axis::of(entry.blocks(), family);
    let (first, last) = (first.first_bits(), last.last_bits());
    if matches!(node, Node::Pool(_) | Node::Free(_)) {
        return Some(all.at(&axis, Window::around(&axis, first, last)));
    }
    let places = axis.place_of(first).zip(axis.place_of(last));
    if let (Some(now), Some((begin, end))) = (stays.filter(|now| now.family == family), places) {
        let window = now.window(&axis);
        if window.shows(begin, end) && window.share_of(end) - window.share_of(begin) >= FOUND {
            return Some(now);
        }
    }
    let row = Window::around(&axis, first, last);
    let wider = row.zoomed(&axis, 6.0, 0.5);
    Some(all.at(&axis, wider))
}

/// The first and the last block of a row; none of a scope, and of a pool without a CIDR.
fn range_of(workspace: &Workspace, node: Node) -> Option<(Cidr, Cidr)> {
    let design = workspace.plan().design();
    let one = |cidr: Cidr| Some((cidr, cidr));
    match node {
        Node::Pool(id) | Node::Free(id) => {
            let mut cidrs = workspace.index().pool(id)?.cidrs().map(|(cidr, _)| cidr);
            let first = cidrs.next()?;
            Some((first, cidrs.last().unwrap_or(first)))
        }
        Node::Reservation(id) => one(design.reservations.get(&id)?.cidr),
        Node::VpcCidr(id) => one(design.vpc_cidrs.get(&id)?.cidr),
        Node::PublicBlock(id) => one(design.public_blocks.get(&id)?.cidr),
        Node::Subnet(id) => one(design.subnets.get(&id)?.cidr),
        Node::Ipam | Node::Scope(_) | Node::Vpc(_) => None,
    }
}
