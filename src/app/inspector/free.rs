//! What is free in a pool.

use super::fields::{capacity_facts, line_list, link_fact, section, size_table};
use super::model::{Line, free_blocks, pool_capacity};
use crate::app::ask::Ask;
use crate::app::dialogs::words::pool_title;
use crate::app::markup::*;
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo};
use crate::plan::{Id, Node, Pool, PoolParent};

/// How much is free in a pool and where, and buttons that take a block of it.
pub(super) fn view(planner: Planner, pool: Id<Pool>) -> AnyView {
    let capacity = Memo::new(move |_| planner.read(|workspace| pool_capacity(workspace, pool)));
    let lines = Memo::new(move |_| planner.read(|workspace| free_blocks(workspace, pool)));
    let home = Memo::new(move |_| planner.read(|workspace| Some((Node::Pool(pool), pool_title(workspace, pool)))));
    let take = Callback::new(move |(line, word): (Line, &'static str)| {
        let ask = match word {
            "VPC…" => Ask::AddVpc(Some(pool)),
            _ => Ask::AddPool(PoolParent::Pool(pool)),
        };
        planner.ask_about(ask, line.cidr);
    });
    view! {
        {section(
            "Capacity",
            view! {
                {link_fact(planner, "Pool", home, "none")}
                {capacity_facts(capacity, "Allocated")}
                {size_table(capacity)}
            }
                .into_any(),
        )}
        {section("Free blocks", line_list(planner, "Free blocks", lines, "Nothing is free", take))}
    }
    .into_any()
}
