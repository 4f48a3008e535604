//! Pools to choose from.

use super::words::title;
use crate::app::parts::ComboboxOption;
use crate::plan::{Id, Node, Pool, Scope};
use crate::workspace::Workspace;

/// What stands for none in a list: no id is written so.
pub(in crate::app) const NO_POOL: &str = "none";

/// None, and the pools that `fits` says of, with their scope; each with its first CIDR. O(pools).
pub(in crate::app) fn pool_options(
    workspace: &Workspace,
    fits: impl Fn(Id<Pool>, &Pool, Id<Scope>) -> bool,
) -> Vec<ComboboxOption> {
    let mut options = vec![ComboboxOption::new(NO_POOL, "No pool")];
    for (id, row) in &workspace.plan().design().pools {
        let Some(entry) = workspace.index().pool(*id) else {
            continue;
        };
        if fits(*id, row, entry.scope()) {
            let cidr = entry
                .cidrs()
                .next()
                .map(|(cidr, _)| cidr.to_string())
                .unwrap_or_default();
            options.push(ComboboxOption::new(id.as_str(), title(workspace, Node::Pool(*id))).detail(cidr));
        }
    }
    options
}

/// The pool that was chosen.
pub(in crate::app) fn read_pool(chosen: &str) -> Option<Id<Pool>> {
    chosen.parse().ok().filter(|_| chosen != NO_POOL)
}
