//! A VPC with its CIDRs and subnets; the row of one of its CIDRs shows that one first.

use leptos::ev::SubmitEvent;

use super::accounts::account_field;
use super::existing::unchangeable_note;
use super::fields::{Text, capacity_facts, choice_field, common_fields, fact, line_list, section, text_field, words};
use super::lock::lock_field;
use super::model::{Line, addresses, cidr, place_subnet, state_word, subnets, usable, vpc_capacity, vpc_cidrs};
use super::regions::region_field;
use super::row::Held;
use super::{allocation, connections, planning, workloads};
use crate::address::{Cidr, Family};
use crate::app::ask::Ask;
use crate::app::dialogs::words::title;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonPurpose, ButtonSize, Choice, Draft, Field, FieldKind};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::plan::gesture::{make_primary, remove};
use crate::plan::{AnyId, CidrRole, Edit, Id, Monitoring, Node, RegionCode, Subnet, Vpc, VpcCidr};
use crate::rules::Fix;

/// The fields of the CIDR of a VPC, and of the VPC.
pub(super) fn view_of_cidr(planner: Planner, id: Id<VpcCidr>) -> AnyView {
    let row = planner.peek(|workspace| workspace.plan().design().vpc_cidrs.get(&id).cloned());
    let Some(row) = row else {
        return ().into_any();
    };
    let held = Held {
        planner,
        node: Node::VpcCidr(id),
        id: row.vpc,
    };
    view! {
        {section("CIDR", block(planner, id, row.cidr.family()))}
        {parts(held, row.cidr.family())}
    }
    .into_any()
}

/// The fields of a VPC that has no CIDR yet.
pub(super) fn view(planner: Planner, id: Id<Vpc>) -> AnyView {
    let node = Node::Vpc(id);
    parts(Held { planner, node, id }, Family::Ipv4)
}

fn parts(held: Held<Vpc>, family: Family) -> AnyView {
    let Held { planner, id, .. } = held;
    let region = region_field(
        planner,
        "Region",
        held.text(|row| row.region.as_str().to_owned()),
        Callback::new(move |region: RegionCode| {
            held.write(
                |row| format!("Set the Region of {row} to {region}"),
                |row| row.region = region,
            );
        }),
    );
    let capacity = Memo::new(move |_| planner.read(|workspace| vpc_capacity(workspace, id, family)));
    view! {
        {section(
            "VPC",
            view! {
                {account_field(held)}
                {region}
                {allocation::scope_of_vpc(held)}
                {unchangeable_note(planner, id, &["account", "Region"])}
                {lock_field(planner, held.node, "A mark of the plan, not of AWS: none of its CIDRs and subnets is moved, reshaped or deleted")}
                {common_fields(held)}
            }
            .into_any(),
        )}
        {section("CIDRs of the VPC", cidrs(held))}
        {section("Workloads", workloads::view(held))}
        {section("Connections", connections::view(held))}
        {section(
            "Subnets",
            view! {
                {capacity_facts(capacity, "In subnets")}
                {subnet_list(held)}
                {subnet_form(held, family)}
                {designer(held)}
                {planning::of_vpc(held)}
            }
                .into_any(),
        )}
    }
    .into_any()
}

/// One CIDR: where it lies, what it is allocated from.
fn block(planner: Planner, id: Id<VpcCidr>, family: Family) -> AnyView {
    let read = move |read: fn(&VpcCidr) -> String| {
        Memo::new(move |_| {
            planner.read(|workspace| {
                let row = workspace.plan().design().vpc_cidrs.get(&id);
                row.map(read).unwrap_or_default()
            })
        })
    };
    let text = Text {
        kind: FieldKind::Mono,
        check: Box::new(move |text| cidr(text, family).map(|_| ())),
        ..words(
            "CIDR",
            read(|row| row.cidr.to_string()).into(),
            Callback::new(move |text: String| {
                let Ok(block) = cidr(&text, family) else { return false };
                change(
                    planner,
                    id,
                    |row| format!("Move {row} to {block}"),
                    |row| row.cidr = block,
                )
            }),
        )
    };
    let size = read(|row| addresses(row.cidr.size()));
    let state = read(|row| state_word(row.management_state()).to_owned());
    view! {
        {text_field(planner, text)}
        {unchangeable_note(planner, id, &["CIDR", "role"])}
        {fact("Addresses", (move || size.get()).into_any())}
        {allocation::pool_of_vpc_cidr(planner, id)}
        {role(planner, id, family)}
        {fact("State", (move || state.get()).into_any())}
    }
    .into_any()
}

/// Whether the CIDR is the one that the VPC was made with; nothing for IPv6, where there is no such difference.
fn role(planner: Planner, id: Id<VpcCidr>, family: Family) -> Option<AnyView> {
    let role = Memo::new(move |_| {
        planner.read(|workspace| {
            let role = workspace.plan().design().vpc_cidrs.get(&id).map(|row| row.role);
            match role {
                Some(CidrRole::Primary) => "primary",
                _ => "secondary",
            }
        })
    });
    let write = Callback::new(move |chosen: String| {
        let gesture = planner.peek(|workspace| match chosen.as_str() {
            "primary" => make_primary(workspace.plan(), workspace.index(), id),
            _ => None,
        });
        if let Some(gesture) = gesture {
            planner.edit(&gesture.label, gesture.edit);
        }
    });
    (family == Family::Ipv4).then(|| {
        choice_field(
            planner,
            "Role",
            Some("The primary CIDR is the one that the VPC is made with. Another one becomes primary in its place"),
            Signal::stored(vec![
                Choice::new("primary".to_owned(), "Primary"),
                Choice::new("secondary".to_owned(), "Secondary"),
            ]),
            Signal::derive(move || role.get().to_owned()),
            write,
        )
    })
}

/// Changes a CIDR of a VPC as one step of the history. Whether it was.
pub(super) fn change(
    planner: Planner,
    id: Id<VpcCidr>,
    label: impl FnOnce(&str) -> String,
    change: impl FnOnce(&mut VpcCidr),
) -> bool {
    let (label, edit) = planner.peek(|workspace| {
        let mut edit = Edit::new();
        if let Some(row) = workspace.plan().design().vpc_cidrs.get(&id) {
            edit.update(id, row, change);
        }
        (label(&title(workspace, Node::VpcCidr(id))), edit)
    });
    planner.edit(&label, edit)
}

fn cidrs(held: Held<Vpc>) -> AnyView {
    let Held { planner, id, .. } = held;
    let lines = Memo::new(move |_| planner.read(|workspace| vpc_cidrs(workspace, id)));
    let act = Callback::new(move |(line, _): (Line, &'static str)| {
        let Some(AnyId::VpcCidr(id)) = line.row else { return };
        let block = line.cidr;
        let monitoring = planner.peek(|workspace| {
            let row = workspace.plan().design().vpc_cidrs.get(&id);
            row.map(|row| row.monitoring)
        });
        let (word, next) = match monitoring {
            Some(Monitoring::Ignored) => ("Monitor", Monitoring::Monitored),
            _ => ("Ignore", Monitoring::Ignored),
        };
        change(
            planner,
            id,
            |row| format!("{word} {block} of {row}"),
            |row| row.monitoring = next,
        );
    });
    view! {
        {line_list(planner, "CIDRs of the VPC", lines, "None yet", act)}
        <Button
            label="Add a CIDR…"
            size=ButtonSize::Small
            refusal=planner.refusal()
            on_press=Callback::new(move |()| planner.ask(Ask::AddVpcCidr(id)))
        />
        <p class="field__hint">
            "An ignored CIDR takes no space of its pool and is not checked; its addresses are billed all the same"
        </p>
    }
    .into_any()
}

fn subnet_list(held: Held<Vpc>) -> AnyView {
    let Held { planner, id, .. } = held;
    let lines = Memo::new(move |_| planner.read(|workspace| subnets(workspace, id)));
    let act = Callback::new(move |(line, _): (Line, &'static str)| {
        let Some(AnyId::Subnet(subnet)) = line.row else { return };
        let removal = planner.peek(|workspace| remove(workspace.plan(), workspace.index(), Node::Subnet(subnet)));
        if let Some(removal) = removal {
            planner.mend(Fix {
                label: format!("Remove subnet {}", line.cidr),
                edit: removal.gesture.edit,
            });
        }
    });
    view! {
        {line_list(planner, "Subnets", lines, "None yet", act)}
        <p class="field__hint">"Addresses that can be used: AWS keeps five of each subnet"</p>
    }
    .into_any()
}

/// The way to the designer: for the CIDR of the row that is shown.
fn designer(held: Held<Vpc>) -> Option<AnyView> {
    let Held { planner, node, .. } = held;
    let Node::VpcCidr(within) = node else { return None };
    let ask = Callback::new(move |()| planner.ask(Ask::DesignSubnets(within)));
    let button = view! {
        <Button label="Design subnets…" size=ButtonSize::Small refusal=planner.refusal() on_press=ask />
    };
    Some(button.into_any())
}

/// A field for the size or the CIDR of a new subnet, and what it would get.
fn subnet_form(held: Held<Vpc>, family: Family) -> AnyView {
    let Held { planner, id, .. } = held;
    let draft: Draft<Cidr> = Draft::new("", move |text| {
        planner.read(|workspace| place_subnet(workspace, id, family, text))
    });
    let hint = Signal::derive(move || {
        Some(match draft.value() {
            Ok(block) => format!("Takes {block}: {} addresses can be used", addresses(usable(block))),
            Err(_) => "Such as /24, 200 addresses, or a CIDR".to_owned(),
        })
    });
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(block) = draft.accept() else { return };
        let mut edit = Edit::new();
        edit.add(Id::mint(&mut RandomIds), Subnet::new(id, block));
        let label = planner.peek(|workspace| format!("Add subnet {block} to {}", title(workspace, held.node)));
        if planner.edit(&label, edit) {
            draft.text().restart(String::new());
        }
    };
    view! {
        <form class="inspector__form" on:submit=add>
            <Field label="New subnet" draft=draft kind=FieldKind::Mono hint=hint />
            <Button label="Add subnet" size=ButtonSize::Small purpose=ButtonPurpose::Submit refusal=planner.refusal() />
        </form>
    }
    .into_any()
}
