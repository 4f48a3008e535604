//! Which pool is simulated: that of the tree's selection.

use super::work::State;
use crate::app::action::pool_at;
use crate::app::dialogs::words::title;
use crate::app::parts::ComboboxOption;
use crate::app::reactive::Memo;
use crate::plan::{Id, Node, Pool};
use crate::workspace::Workspace;

/// Whether something can be allocated from the pool for a resource: not when it plans for the subnets of a VPC.
fn gives(workspace: &Workspace, pool: Id<Pool>) -> bool {
    let index = workspace.index();
    index.plans_for(pool).is_none() && index.pool(pool).is_some_and(|entry| entry.cidrs().len() > 0)
}

/// The pool that is selected, or that the selection lies in; else the first that a CIDR lies in which nothing keeps, else the first.
pub(super) fn chosen(state: State) -> Memo<Option<Id<Pool>>> {
    let planner = state.planner;
    Memo::new(move |_| {
        let selected = planner.selected();
        state.network.with(|network| {
            planner.peek(|workspace| {
                let selected = pool_at(workspace, selected).filter(|pool| gives(workspace, *pool));
                let unmanaged = || {
                    let live = network.as_ref()?.live.iter();
                    live.filter_map(|live| match live.standing {
                        crate::adoption::Standing::Unmanaged(pool) => Some(pool),
                        _ => None,
                    })
                    .next()
                };
                let first = || {
                    let mut pools = workspace.plan().design().pools.keys().copied();
                    pools.find(|pool| gives(workspace, *pool))
                };
                selected.or_else(unmanaged).or_else(first)
            })
        })
    })
}

/// The pools to choose from.
pub(super) fn options(workspace: &Workspace) -> Vec<ComboboxOption> {
    let pools = workspace.plan().design().pools.keys();
    let gives = pools.filter(|pool| gives(workspace, **pool));
    let option = |pool: &Id<Pool>| {
        let entry = workspace.index().pool(*pool);
        let cidr = entry.and_then(|entry| entry.cidrs().next());
        let cidr = cidr.map(|(cidr, _)| cidr.to_string()).unwrap_or_default();
        ComboboxOption::new(pool.as_str(), title(workspace, Node::Pool(*pool))).detail(cidr)
    };
    gives.map(option).collect()
}
