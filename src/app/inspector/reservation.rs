//! A reservation: AWS's custom allocation.

use super::existing::unchangeable_note;
use super::fields::{Text, common_fields, link_fact, section, text_field, words};
use super::lock::lock_field;
use super::model::{cidr, set_label};
use super::row::Held;
use crate::address::Family;
use crate::app::dialogs::words::pool_title;
use crate::app::markup::*;
use crate::app::parts::FieldKind;
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo};
use crate::plan::{Id, Node, Reservation};

/// The fields of a reservation.
pub(super) fn view(planner: Planner, id: Id<Reservation>) -> AnyView {
    let node = Node::Reservation(id);
    let held = Held { planner, node, id };
    let family = planner
        .peek(|workspace| {
            let row = workspace.plan().design().reservations.get(&id)?;
            Some(row.cidr.family())
        })
        .unwrap_or(Family::Ipv4);
    let block = Text {
        kind: FieldKind::Mono,
        check: Box::new(move |text| cidr(text, family).map(|_| ())),
        ..words(
            "CIDR",
            held.text(|row| row.cidr.to_string()),
            Callback::new(move |text: String| {
                let Ok(block) = cidr(&text, family) else { return false };
                held.write(set_label("CIDR", &text), |row| row.cidr = block)
            }),
        )
    };
    let pool = Memo::new(move |_| {
        planner.read(|workspace| {
            let pool = workspace.plan().design().reservations.get(&id)?.pool;
            Some((Node::Pool(pool), pool_title(workspace, pool)))
        })
    });
    let description = words(
        "Description",
        held.text(|row| row.description.clone()),
        held.writer("description", |row, text| row.description = text),
    );
    section(
        "Reservation",
        view! {
            {text_field(planner, block)}
            {unchangeable_note(planner, id, &["CIDR"])}
            {text_field(planner, description)}
            {unchangeable_note(planner, id, &["description"])}
            {link_fact(planner, "Pool", pool, "none")}
            {lock_field(planner, node, "A mark of the plan, not of AWS: the block is not moved, reshaped or deleted")}
            {common_fields(held)}
        }
        .into_any(),
    )
}
