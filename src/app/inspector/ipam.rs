//! The IPAM, and the plan as a document.

use super::existing::unchangeable_note;
use super::fields::{Text, choice_field, common_fields, fact, section, text_field, words};
use super::model::{account_number, set_label};
use super::quotas;
use super::regions::{region_field, regions_field};
use super::row::Held;
use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonSize, Checkbox, Choice, FieldKind};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::plan::{
    About, Edit, Integration, Ipam, MeteredAccount, Node, Plan, PrivateGua, RegionCode, RowChange, Tier,
};

/// The fields of the plan and of its IPAM.
pub(super) fn view(planner: Planner) -> AnyView {
    let held = Held {
        planner,
        node: Node::Ipam,
        id: Plan::ipam_id(),
    };
    let plan_name = about(
        planner,
        "Plan",
        |about| about.name.clone(),
        |about, text| about.name = text,
    );
    let plan_note = about(
        planner,
        "Plan note",
        |about| about.note.clone(),
        |about, text| about.note = text,
    );
    let home = region_field(
        planner,
        "Home Region",
        held.text(|row| row.home_region.as_str().to_owned()),
        Callback::new(move |region: RegionCode| {
            held.write(
                |row| format!("Set the home Region of {row} to {region}"),
                |row| row.home_region = region,
            );
        }),
    );
    let operating = regions_field(
        planner,
        "Operating Regions",
        "Besides the home Region. Pools can have one of them as their locale",
        held.read(|row| {
            let others = row
                .operating_regions
                .iter()
                .filter(|region| **region != row.home_region);
            others.map(|region| region.as_str().to_owned()).collect::<Vec<_>>()
        })
        .into(),
        Callback::new(move |regions: Vec<RegionCode>| {
            held.write(
                |row| format!("Change the operating Regions of {row}"),
                |row| row.operating_regions = regions.into_iter().collect(),
            );
        }),
    );
    let description = words(
        "Description",
        held.text(|row| row.description.clone()),
        held.writer("description", |row, text| row.description = text),
    );
    let accounts = view! {
        <Button
            label="Accounts…"
            size=ButtonSize::Small
            on_press=Callback::new(move |()| planner.ask(Ask::Accounts))
        />
    }
    .into_any();
    view! {
        {section("Plan", view! { {plan_name} {plan_note} }.into_any())}
        {section(
            "IPAM",
            view! {
                {text_field(planner, description)}
                {home}
                {unchangeable_note(planner, held.id, &["home Region"])}
                {operating}
                {tier(held)}
                {integration(held)}
                {unchangeable_note(planner, held.id, &["delegated administrator"])}
                {metered(held)}
                {fact("Accounts", accounts)}
                {private_gua(held)}
                {common_fields(held)}
            }
                .into_any(),
        )}
        {section("Quotas", quotas::view(planner))}
    }
    .into_any()
}

fn tier(held: Held<Ipam>) -> AnyView {
    let word = |tier: Tier| match tier {
        Tier::Free => "free",
        Tier::Advanced => "advanced",
    };
    choice_field(
        held.planner,
        "Tier",
        Some("Private pools need the Advanced Tier"),
        Signal::stored(vec![
            Choice::new("advanced".to_owned(), "Advanced"),
            Choice::new("free".to_owned(), "Free"),
        ]),
        held.text(move |row| word(row.tier).to_owned()),
        Callback::new(move |chosen: String| {
            let tier = if chosen == "free" { Tier::Free } else { Tier::Advanced };
            held.write(
                |row| format!("Set the tier of {row} to {}", word(tier)),
                |row| row.tier = tier,
            );
        }),
    )
}

/// One account or an organization, and who administers the IPAM there.
fn integration(held: Held<Ipam>) -> AnyView {
    let is_organization = held.read(|row| matches!(row.integration, Integration::Organization { .. }));
    let choice = choice_field(
        held.planner,
        "Integration",
        Some("With AWS Organizations pools can be shared, and the accounts of the organization are seen"),
        Signal::stored(vec![
            Choice::new("single-account".to_owned(), "One account"),
            Choice::new("organization".to_owned(), "AWS Organizations"),
        ]),
        Signal::derive(move || {
            let word = if is_organization.get() {
                "organization"
            } else {
                "single-account"
            };
            word.to_owned()
        }),
        Callback::new(move |chosen: String| {
            let (words, integration) = match chosen.as_str() {
                "organization" => (
                    "Integrate {} with AWS Organizations",
                    Integration::Organization {
                        delegated_administrator: None,
                    },
                ),
                _ => ("Keep {} to one account", Integration::SingleAccount),
            };
            held.write(|row| words.replace("{}", row), |row| row.integration = integration);
        }),
    );
    let administrator = following(move || is_organization.get().then(|| administrator(held)));
    view! { {choice} {administrator} }.into_any()
}

fn administrator(held: Held<Ipam>) -> AnyView {
    let number = |row: &Ipam| match row.integration {
        Integration::Organization {
            delegated_administrator: number,
        } => number,
        Integration::SingleAccount => None,
    };
    let text = Text {
        kind: FieldKind::Mono,
        hint: Some("The member account that has the IPAM, never the management account"),
        placeholder: Some("none yet"),
        check: Box::new(|text| account_number(text).map(|_| ())),
        ..words(
            "Delegated administrator",
            held.text(move |row| number(row).map(|number| number.as_str().to_owned()).unwrap_or_default()),
            Callback::new(move |text: String| {
                let Ok(delegated_administrator) = account_number(&text) else {
                    return false;
                };
                held.write(set_label("delegated administrator", &text), |row| {
                    row.integration = Integration::Organization {
                        delegated_administrator,
                    };
                })
            }),
        )
    };
    text_field(held.planner, text)
}

fn private_gua(held: Held<Ipam>) -> AnyView {
    let is_enabled = held.read(|row| row.private_gua == PrivateGua::Enabled);
    view! {
        <Checkbox
            label="Private IPv6 GUA"
            checked=is_enabled
            hint=Some(
                "Pools of private scopes may be given IPv6 global unicast addresses, and not only unique local ones"
                    .to_owned(),
            )
            read_only=held.planner.read_only()
            on_change=Callback::new(move |on: bool| {
                let (word, private_gua) = if on {
                    ("Allow", PrivateGua::Enabled)
                } else {
                    ("Forbid", PrivateGua::Disabled)
                };
                held.write(
                    |row| format!("{word} IPv6 global unicast addresses in private pools of {row}"),
                    |row| row.private_gua = private_gua,
                );
            })
        />
    }
    .into_any()
}

fn metered(held: Held<Ipam>) -> AnyView {
    let word = |account: MeteredAccount| match account {
        MeteredAccount::IpamOwner => "ipam-owner",
        MeteredAccount::ResourceOwner => "resource-owner",
    };
    choice_field(
        held.planner,
        "Metered account",
        Some("The account that is charged for active IP addresses"),
        Signal::stored(vec![
            Choice::new("ipam-owner".to_owned(), "Owner of the IPAM"),
            Choice::new("resource-owner".to_owned(), "Owner of the resource"),
        ]),
        held.text(move |row| word(row.metered_account).to_owned()),
        Callback::new(move |chosen: String| {
            let account = if chosen == "resource-owner" {
                MeteredAccount::ResourceOwner
            } else {
                MeteredAccount::IpamOwner
            };
            held.write(
                |row| format!("Set the metered account of {row} to {}", word(account)),
                |row| row.metered_account = account,
            );
        }),
    )
}

/// Changes the heading of the plan as one step of the history. Whether it was.
pub(super) fn write_about(planner: Planner, label: &str, change: impl FnOnce(&mut About)) -> bool {
    let before = planner.peek(|workspace| workspace.plan().about().clone());
    let mut after = before.clone();
    change(&mut after);
    let mut edit = Edit::new();
    if after != before {
        edit.intent(RowChange {
            id: Plan::about_id(),
            before: Some(Box::new(before)),
            after: Some(Box::new(after)),
        });
    }
    planner.edit(label, edit)
}

/// A text of the heading of the plan.
fn about(planner: Planner, label: &'static str, read: fn(&About) -> String, set: fn(&mut About, String)) -> AnyView {
    let value = Memo::new(move |_| planner.read(|workspace| read(workspace.plan().about())));
    let write = Callback::new(move |text: String| {
        let step = match label {
            "Plan" => format!("Rename the plan to {text}"),
            _ => "Set the note of the plan".to_owned(),
        };
        write_about(planner, &step, |about| set(about, text))
    });
    match label {
        "Plan" => text_field(planner, words("Name", value.into(), write)),
        _ => super::fields::note_field(planner, value.into(), write),
    }
}
