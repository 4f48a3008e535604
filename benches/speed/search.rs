//! Kernels of what a person waits for while typing or dragging: searches, look-ups, and looking ahead.

use ipam_planner::address::{NetmaskLength, Strategy};
use ipam_planner::examples::generated;
use ipam_planner::plan::Node;
use ipam_planner::plan::gesture::{Placing, SizeOrBlock, move_to};
use ipam_planner::search::{Query, SearchRows, fold_ascii, left_of_size, where_fits, who_has};
use ipam_planner::workspace::Workspace;

use crate::bench::Bench;
use crate::workload::SIZES;

/// What is sought.
const QUERIES: [&str; 4] = [
    "payments",
    "nothing is called like this",
    "kind:vpc region:eu-west-1 tag:team=payments",
    "finding:error",
];

pub(crate) fn run(bench: &mut Bench) {
    for size in SIZES {
        let mut workspace = Workspace::open(generated(size));
        let build = |workspace: &Workspace| SearchRows::build(workspace.plan(), workspace.index(), fold_ascii);
        bench.measure(
            "search: the rows from scratch",
            size,
            1,
            || (),
            |()| build(&workspace).len(),
        );
        let rows = build(&workspace);
        for text in QUERIES {
            let Ok(query) = Query::parse(text, fold_ascii) else {
                unreachable!("the queries are right")
            };
            let find = |(): &mut ()| rows.find(&query, workspace.facts(), workspace.findings(), 100).total;
            bench.measure(&format!("search: {text}"), size, 1, || (), find);
        }
        let Some(cidr) = workspace.plan().design().vpc_cidrs.values().next().map(|row| row.cidr) else {
            unreachable!("a generated plan has VPCs")
        };
        let who = |(): &mut ()| who_has(workspace.plan(), workspace.index(), cidr).len();
        bench.measure("search: who has a block", size, 1, || (), who);
        let fits = |(): &mut ()| where_fits(workspace.plan(), workspace.index(), SizeOrBlock::Block(cidr)).len();
        bench.measure("search: where a block fits", size, 1, || (), fits);
        let Some(length) = NetmaskLength::new(24) else {
            unreachable!("a length of IPv4")
        };
        let left = |(): &mut ()| {
            left_of_size(workspace.plan(), workspace.index(), cidr.family(), length)
                .pools
                .len()
        };
        bench.measure("search: how many /24 are left", size, 1, || (), left);

        let moved = workspace.plan().design().vpc_cidrs.iter().next();
        let Some((node, home)) = moved.map(|(id, row)| (Node::VpcCidr(*id), row.pool)) else {
            unreachable!("a generated plan has VPCs")
        };
        let other = workspace.plan().design().pools.keys().find(|pool| Some(**pool) != home);
        let Some(other) = other.copied() else {
            unreachable!("a generated plan has pools")
        };
        let placing = Placing::Anew(Strategy::BestFit);
        let gesture = move_to(workspace.plan(), workspace.index(), node, other.into(), placing);
        // Where that pool is full, there is nothing to look ahead to.
        let Ok(gesture) = gesture else { continue };
        let foresee = |(): &mut ()| workspace.foresee(gesture.edit.clone()).is_ok();
        bench.measure("search: foresee the move of a VPC", size, 1, || (), foresee);
    }
}
