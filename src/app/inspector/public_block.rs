//! Public addresses: an Elastic IP address, or a block that a pool gave out.

use super::accounts::account_field;
use super::allocation;
use super::existing::unchangeable_note;
use super::fields::{Text, choice_field, common_fields, fact, section, text_field, words};
use super::model::{cidr, set_label};
use super::regions::region_field;
use super::row::Held;
use crate::address::Family;
use crate::app::markup::*;
use crate::app::money::{currency, to_the_cent};
use crate::app::parts::{Choice, FieldKind};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::cost::Period;
use crate::plan::{Id, Node, PublicBlock, PublicBlockKind, RegionCode};

/// AWS's word for it.
fn kind_word(kind: PublicBlockKind) -> &'static str {
    match kind {
        PublicBlockKind::ElasticIp => "eip",
        PublicBlockKind::PublicIpv4Pool => "ec2-public-ipv4-pool",
    }
}

/// The fields of a block of public addresses.
pub(super) fn view(planner: Planner, id: Id<PublicBlock>) -> AnyView {
    let node = Node::PublicBlock(id);
    let held = Held { planner, node, id };
    let kind = choice_field(
        planner,
        "Kind",
        None,
        Signal::stored(vec![
            Choice::new("eip".to_owned(), "Elastic IP address"),
            Choice::new("ec2-public-ipv4-pool".to_owned(), "Public IPv4 pool of EC2"),
        ]),
        held.text(|row| kind_word(row.kind).to_owned()),
        Callback::new(move |chosen: String| {
            let kind = match chosen.as_str() {
                "eip" => PublicBlockKind::ElasticIp,
                _ => PublicBlockKind::PublicIpv4Pool,
            };
            held.write(|row| format!("Make {row} an {chosen}"), |row| row.kind = kind);
        }),
    );
    let block = Text {
        kind: FieldKind::Mono,
        check: Box::new(|text| cidr(text, Family::Ipv4).map(|_| ())),
        ..words(
            "CIDR",
            held.text(|row| row.cidr.to_string()),
            Callback::new(move |text: String| {
                let Ok(block) = cidr(&text, Family::Ipv4) else {
                    return false;
                };
                held.write(set_label("CIDR", &text), |row| row.cidr = block)
            }),
        )
    };
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
            {kind}
            {text_field(planner, block)}
            {allocation::pool_of_public_block(held)}
            {region}
            {account_field(held)}
            {charge(held)}
            {unchangeable_note(planner, id, &["Region", "account"])}
            {common_fields(held)}
        }
        .into_any(),
    )
}

/// What AWS charges for the addresses, in use or idle.
fn charge(held: Held<PublicBlock>) -> AnyView {
    let words = Memo::new(move |_| {
        held.planner.read(|workspace| {
            let (estimate, terms) = (workspace.estimate(), workspace.estimate().terms());
            let figures = estimate.at(workspace.plan(), workspace.index(), held.node);
            let row = workspace.plan().design().public_blocks.get(&held.id);
            if row.is_none_or(|row| row.cidr.family() == Family::Ipv6) {
                return "No source names one for addresses of IPv6".to_owned();
            }
            let cost = figures.public_ipv4_for(terms, Period::Month);
            match (figures.public_ipv4, figures.unpriced_public_ipv4, figures.brought_ipv4) {
                (1.., 0, _) => format!("{} a month, in use or idle", to_the_cent(currency(terms), cost)),
                (1.., ..) => "No price is known for the Region".to_owned(),
                (0, _, 1..) => "None: you bring the addresses".to_owned(),
                (0, _, 0) => "With the contiguous block of the pool".to_owned(),
            }
        })
    });
    fact("Charge", following(move || words.get().into_any()))
}
