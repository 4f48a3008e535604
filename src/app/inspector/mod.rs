//! The panel of the selected row: what it is, what was found at it, and every field of it.
//!
//! One file for each kind of row. What is shown is computed in [`model`], which knows nothing of the browser; [`row`] makes
//! the edits, [`fields`] draws them. A field is a draft: checked while it is typed, one step of the history when it is left.

mod accounts;
mod allocation;
mod connections;
mod demands;
mod existing;
mod fields;
mod findings;
mod free;
mod header;
mod ipam;
mod lock;
mod model;
mod planning;
mod pool;
mod public_block;
mod public_pool;
mod quotas;
mod regions;
mod reservation;
mod resize;
mod row;
mod scope;
mod sharing;
mod subnet;
mod vpc;
mod workloads;

use super::chunks::{later, use_chunks};
use super::planner::{Planner, use_planner};
use crate::app::markup::*;
use crate::app::reactive::Memo;
use crate::plan::Node;
pub(super) use resize::InspectorResizer;

/// The id of the panel, for the handle that resizes it.
pub(super) const PANEL: &str = "inspector";

/// Shows the selected row while the inspector is open, and begins anew when another one is selected.
pub(super) fn inspector() -> AnyView {
    let planner = use_planner();
    let views = use_chunks().views;
    let shown = Memo::new(move |_| {
        let one = || (!planner.has_several()).then(|| planner.selected());
        planner.inspecting.get().then(one)
    });
    let content = following(move || {
        shown.get().map(|node| {
            let Some(node) = node else {
                return later(views, |table| (table.rows.inspector)());
            };
            view! {
                {header::view(planner, node)}
                {existing::view(planner, node)}
                {findings::view(planner, node)}
                {fields_of(planner, node)}
            }
            .into_any()
        })
    });
    view! {
        <div class="inspector">
            {content}
        </div>
    }
    .into_any()
}

fn fields_of(planner: Planner, node: Node) -> AnyView {
    match node {
        Node::Ipam => ipam::view(planner),
        Node::Scope(id) => scope::view(planner, id),
        Node::Pool(id) => pool::view(planner, id),
        Node::Reservation(id) => reservation::view(planner, id),
        Node::VpcCidr(id) => vpc::view_of_cidr(planner, id),
        Node::Vpc(id) => vpc::view(planner, id),
        Node::PublicBlock(id) => public_block::view(planner, id),
        Node::Subnet(id) => subnet::view(planner, id),
        Node::Free(pool) => free::view(planner, pool),
    }
}
