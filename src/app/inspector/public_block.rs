//! Public addresses: an Elastic IP address, or a block that a pool gave out.

use super::existing::unchangeable_note;
use super::fields::{common_fields, fact, link_fact, section};
use super::model::public_word;
use super::regions::region_field;
use super::row::Held;
use crate::app::dialogs::words::pool_title;
use crate::app::markup::*;
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo};
use crate::plan::{Id, Node, PublicBlock, RegionCode};

/// The fields of a block of public addresses.
pub(super) fn view(planner: Planner, id: Id<PublicBlock>) -> AnyView {
    let node = Node::PublicBlock(id);
    let held = Held { planner, node, id };
    let kind = held.text(|row| public_word(row.kind).to_owned());
    let cidr = held.text(|row| row.cidr.to_string());
    let pool = Memo::new(move |_| {
        planner.read(|workspace| {
            let pool = workspace.plan().design().public_blocks.get(&id)?.pool?;
            Some((Node::Pool(pool), pool_title(workspace, pool)))
        })
    });
    let region = region_field(
        planner,
        "Region",
        held.text(|row| row.region.map(|region| region.as_str().to_owned()).unwrap_or_default()),
        Callback::new(move |region: RegionCode| {
            held.write(
                |row| format!("Set the Region of {row} to {region}"),
                |row| row.region = Some(region),
            );
        }),
    );
    section(
        "Public addresses",
        view! {
            {fact("Kind", (move || kind.get()).into_any())}
            {fact("CIDR", view! { <span class="mono">{cidr}</span> }.into_any())}
            {link_fact(planner, "Pool", pool, "from no pool")}
            {region}
            {unchangeable_note(planner, id, &["Region", "account"])}
            {common_fields(held)}
        }
        .into_any(),
    )
}
