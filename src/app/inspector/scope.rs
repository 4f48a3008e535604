//! A scope.

use super::fields::{common_fields, fact, section, text_field, words};
use super::model::scope_pools;
use super::row::Held;
use crate::app::markup::*;
use crate::app::parts::figures::thousands;
use crate::app::planner::Planner;
use crate::app::reactive::Memo;
use crate::plan::{Id, Node, Scope};
use crate::rules::quotas::POOLS_PER_SCOPE;

/// The fields of a scope.
pub(super) fn view(planner: Planner, id: Id<Scope>) -> AnyView {
    let node = Node::Scope(id);
    let held = Held { planner, node, id };
    let description = words(
        "Description",
        held.text(|row| row.description.clone()),
        held.writer("description", |row, text| row.description = text),
    );
    let pools = Memo::new(move |_| planner.read(|workspace| scope_pools(workspace, id)));
    let count = following(move || {
        let quota = planner.read(|workspace| POOLS_PER_SCOPE.value(workspace.plan()));
        format!("{} of {}", thousands(pools.get() as u64), thousands(quota as u64))
    });
    section(
        "Scope",
        view! {
            {text_field(planner, description)}
            {fact("Pools", view! { {count}<span class="dim">" (the quota of the plan)"</span> }.into_any())}
            {common_fields(held)}
        }
        .into_any(),
    )
}
