//! What a plan is written as for others: whole texts, in the pieces in which the page writes them. An operation is one row of the
//! plan.

use ipam_planner::export::{Export, Extent, Target};
use ipam_planner::workspace::Workspace;
use ipam_planner::{examples, format};

use crate::bench::Bench;

/// Measures every target on plans of 10,000 and 100,000 allocations.
pub(crate) fn run(bench: &mut Bench) {
    let names: Vec<String> = Target::ALL
        .iter()
        .map(|target| format!("export as {}", target.label()))
        .collect();
    if !names.iter().any(|name| bench.wants(name)) {
        return;
    }
    for allocations in [10_000, 100_000] {
        let workspace = Workspace::open(examples::generated(allocations));
        let rows = format::summary(workspace.plan()).rows;
        for (target, name) in Target::ALL.into_iter().zip(&names) {
            bench.measure(
                name,
                allocations,
                rows,
                || (),
                |()| {
                    let source = workspace.source();
                    let mut export = Export::new(target, Extent::Plan, source);
                    let mut bytes = 0;
                    while let Some(piece) = export.next_piece(source) {
                        bytes += piece.len();
                    }
                    bytes
                },
            );
        }
    }
}
