//! A subnet.

use super::existing::unchangeable_note;
use super::fields::{Text, common_fields, fact, link_fact, section, text_field, words};
use super::model::{addresses, cidr, set_label, usable};
use super::planning;
use super::row::Held;
use crate::address::Family;
use crate::app::dialogs::words::title;
use crate::app::markup::*;
use crate::app::parts::FieldKind;
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo};
use crate::plan::{Id, Node, Subnet};

/// The fields of a subnet.
pub(super) fn view(planner: Planner, id: Id<Subnet>) -> AnyView {
    let node = Node::Subnet(id);
    let held = Held { planner, node, id };
    let family = planner
        .peek(|workspace| workspace.plan().design().subnets.get(&id).map(|row| row.cidr.family()))
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
    let vpc = Memo::new(move |_| {
        planner.read(|workspace| {
            let outline = workspace.outline();
            let above = outline.parent(node)?;
            Some((above, title(workspace, above)))
        })
    });
    let zone = Text {
        placeholder: Some("none chosen"),
        check: Box::new(zone),
        ..words(
            "Zone",
            held.text(|row| row.zone.clone().unwrap_or_default()),
            held.writer("Availability Zone", |row, text| {
                row.zone = Some(text).filter(|text| !text.is_empty());
            }),
        )
    };
    let purpose = Text {
        placeholder: Some("public, private, pods"),
        ..words(
            "Purpose",
            held.text(|row| row.purpose.clone()),
            held.writer("purpose", |row, text| row.purpose = text),
        )
    };
    let room = held.text(|row| addresses(usable(row.cidr)));
    section(
        "Subnet",
        view! {
            {text_field(planner, block)}
            {unchangeable_note(planner, id, &["CIDR"])}
            {fact(
                "Usable",
                view! { {room}<span class="dim">" addresses: AWS keeps five"</span> }.into_any(),
            )}
            {text_field(planner, zone)}
            {unchangeable_note(planner, id, &["Availability Zone"])}
            {text_field(planner, purpose)}
            {link_fact(planner, "VPC", vpc, "none")}
            {planning::of_subnet(held)}
            {common_fields(held)}
        }
        .into_any(),
    )
}

fn zone(text: &str) -> Result<(), String> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.trim().chars().all(allowed) {
        Ok(())
    } else {
        Err("An Availability Zone looks like eu-central-1a, in lower case".to_owned())
    }
}
