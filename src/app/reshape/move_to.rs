//! Moving a row to another pool, or a pool to the top of a scope.

use super::form::{Answer, Form, form};
use super::subject::{blocks_of, called, holder_of};
use rustc_hash::FxHashSet;

use crate::address::{Cidr, Family, Strategy};
use crate::app::dialogs::words::{pool_title, scope_title};
use crate::app::markup::*;
use crate::app::parts::{Choice, Combobox, ComboboxOption, Segmented};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::plan::gesture::{Placing, lock_above, move_many};
use crate::plan::{Id, Node, Pool, PoolParent, Scope};
use crate::workspace::Workspace;

/// Asks where it goes, and whether it keeps its blocks.
pub(super) fn dialog(node: Node, open: RwSignal<bool>) -> Option<AnyView> {
    let planner = use_planner();
    let nodes = planner.selection();
    let nodes = if nodes.contains(&node) { nodes } else { vec![node] };
    let about = planner.peek(|workspace| match nodes.as_slice() {
        [_, _, ..] => format!("{} rows", nodes.len()),
        _ => called(workspace, node),
    });
    let moving = nodes.clone();
    let placing = RwSignal::new(Placing::Anew(Strategy::LowestAddress));
    let target = RwSignal::new(String::new());
    let options = Memo::new(move |_| {
        let placing = placing.get();
        planner.read(|workspace| destinations(workspace, &nodes, placing))
    });
    let answer = Memo::new(move |_| {
        let Some(to) = target.with(|target| read(target)) else {
            return Answer::Incomplete;
        };
        let placing = placing.get();
        planner.read(|w| Answer::of(move_many(w.plan(), w.index(), &moving, to, placing)))
    });
    let missing = RwSignal::new(false);
    let error = Signal::derive(move || {
        let is_empty = target.with(String::is_empty);
        (missing.get() && is_empty).then(|| "Choose where it goes".to_owned())
    });
    let fields = move || {
        let placings = vec![
            Choice::new(Placing::Anew(Strategy::LowestAddress), "New, lowest address"),
            Choice::new(Placing::Anew(Strategy::BestFit), "New, best fit"),
            Choice::new(Placing::Keep, "Keep"),
        ];
        let hint = move || match options.with(Vec::is_empty) {
            true => "No other pool has room for it".to_owned(),
            false => "Pools that have room for it".to_owned(),
        };
        view! {
            <Combobox
                label="To"
                options=options
                value=target
                hint=Signal::derive(move || Some(hint()))
                error=error
                on_change=target.setter()
            />
            <Segmented label="Its addresses" options=Signal::stored(placings) value=placing on_change=placing.setter() />
        }
        .into_any()
    };
    Some(form(
        open,
        Form {
            title: "Move to another pool",
            about,
            verb: "Move",
            answer,
            accept: Box::new(move || missing.set(true)),
            fields: Box::new(fields),
        },
    ))
}

/// What stands before the id of a scope in the list.
const SCOPE: &str = "scope:";

fn read(target: &str) -> Option<PoolParent> {
    match target.strip_prefix(SCOPE) {
        Some(scope) => scope.parse::<Id<Scope>>().ok().map(PoolParent::Scope),
        None => target.parse::<Id<Pool>>().ok().map(PoolParent::Pool),
    }
}

/// Where it can go: pools that are open, of its family and with room; for a pool that keeps its blocks also scopes. O(pools × depth).
fn destinations(workspace: &Workspace, nodes: &[Node], placing: Placing) -> Vec<ComboboxOption> {
    let (plan, index) = (workspace.plan(), workspace.index());
    let blocks: Vec<Cidr> = nodes.iter().flat_map(|node| blocks_of(workspace, *node)).collect();
    let family = blocks.first().map_or(Family::Ipv4, |block| block.family());
    let holders: Vec<_> = nodes.iter().map(|node| holder_of(workspace, *node)).collect();
    let is_now = |place: PoolParent| holders.iter().all(|holder| *holder == Some(place));
    let below: FxHashSet<Id<Pool>> = nodes
        .iter()
        .flat_map(|node| match node {
            Node::Pool(id) => index.with_pools_below(*id),
            _ => Vec::new(),
        })
        .collect();
    let mut options = Vec::new();
    for (id, row) in &plan.design().pools {
        let Some(entry) = index.pool(*id) else { continue };
        let space = entry.space();
        let is_other = row.family == family && !is_now(PoolParent::Pool(*id)) && !below.contains(id);
        let has_room = || match placing {
            // What it has now may be in the way of itself: the preview knows.
            // This dialog never says which block.
            Placing::Keep | Placing::At(_) => blocks
                .iter()
                .all(|block| entry.cidrs().any(|(cidr, _)| cidr.contains(*block))),
            Placing::Anew(strategy) => blocks
                .iter()
                .all(|block| space.find(block.netmask_length(), strategy).is_some()),
        };
        if is_other && has_room() && lock_above(plan, index, Node::Pool(*id)).is_none() {
            let left = space.free_size().compact();
            options.push(ComboboxOption::new(id.as_str(), pool_title(workspace, *id)).detail(format!("{left} free")));
        }
    }
    let are_pools = nodes.iter().all(|node| matches!(node, Node::Pool(_)));
    if are_pools && placing == Placing::Keep {
        for (id, _) in &plan.design().scopes {
            if !is_now(PoolParent::Scope(*id)) {
                let value = format!("{SCOPE}{id}");
                options.push(ComboboxOption::new(
                    value,
                    format!("The top of {}", scope_title(workspace, *id)),
                ));
            }
        }
    }
    options
}
