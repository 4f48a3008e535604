//! What is wanted from a pool and not placed yet.

use leptos::ev::SubmitEvent;

use super::model::{netmask_length, read_demand};
use super::row::Held;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose, ButtonSize, Draft, Field, FieldKind, button_class};
use crate::app::planner::Access;
use crate::app::reactive::Memo;
use crate::plan::{Demand, Edit, Id, Pool, RowChange};

/// The demands with a button each to take them back, and a form for another.
pub(super) fn view(held: Held<Pool>) -> AnyView {
    let Held { planner, id, .. } = held;
    let demands = Memo::new(move |_| {
        planner.read(|workspace| {
            let demands = workspace.plan().intent().demands.iter();
            let own = demands.filter(|(_, row)| row.pool == id);
            own.map(|(id, row)| (*id, row.clone()))
                .collect::<Vec<(Id<Demand>, Demand)>>()
        })
    });
    let family = planner.peek(|workspace| workspace.plan().design().pools.get(&id).map(|row| row.family));
    let family = family.unwrap_or(crate::address::Family::Ipv4);
    let name = Draft::new("", |text| Ok(text.trim().to_owned()));
    let size = Draft::new("", move |text| read_demand(text, |size| netmask_length(size, family)));
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(name_text), Some((count, length))) = (name.accept(), size.accept()) else {
            return;
        };
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id: Id::mint(&mut RandomIds),
            before: None,
            after: Some(Box::new(Demand {
                name: name_text,
                pool: id,
                netmask_length: length,
                count,
                note: String::new(),
            })),
        });
        if planner.edit(&format!("Want {count} × {length}"), edit) {
            name.text().restart(String::new());
            size.text().restart(String::new());
        }
    };
    let lines = following(move || {
        let may_edit = planner.access.get() == Access::Edit;
        let demands = demands.get();
        if demands.is_empty() {
            return view! { <p class="dim">"Nothing beyond what is allocated"</p> }.into_any();
        }
        let line = |(id, row): (Id<Demand>, Demand)| {
            let size = format!("{} × {}", row.count, row.netmask_length);
            let (about, name) = (size.clone(), row.name.clone());
            let remove = move |_| {
                let mut edit = Edit::new();
                edit.intent(RowChange {
                    id,
                    before: Some(Box::new(row.clone())),
                    after: None,
                });
                planner.edit(&format!("Want {} × {} no more", row.count, row.netmask_length), edit);
            };
            let button = may_edit.then(|| {
                view! {
                    <button type="button" class=button_class(ButtonKind::Link, ButtonSize::Small) on:click=remove>
                        "Remove"
                        <span class="visually-hidden">" "{about}</span>
                    </button>
                }
            });
            view! {
                <li class="inspector__line">
                    <span class="mono">{size}</span>
                    <span class="inspector__what">{name}</span>
                    <span class="number"></span>
                    <span class="inspector__acts">{button}</span>
                </li>
            }
        };
        let lines = demands.into_iter().map(line).collect_view();
        view! { <ul class="inspector__list" aria-label="Wanted blocks">{lines}</ul> }.into_any()
    });
    let form = following(move || {
        (planner.access.get() == Access::Edit).then(|| {
            view! {
                <form class="inspector__form inspector__form--two" on:submit=add>
                    <Field label="What for" draft=name />
                    <Field label="Blocks" draft=size kind=FieldKind::Mono placeholder=Some("8 × /20".to_owned()) />
                    <Button label="Add blocks" size=ButtonSize::Small purpose=ButtonPurpose::Submit />
                </form>
            }
        })
    });
    view! {
        {lines}
        <p class="field__hint">"Blocks that will be needed. A finding says when they no longer fit into what is free"</p>
        {form}
    }
    .into_any()
}
