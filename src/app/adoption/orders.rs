//! The two safe orders, beside one another, each with its steps, its price, what is left over, and a button that takes it.

use std::sync::Arc;

use super::model::vpc_title;
use super::once;
use super::table::{Column, clipped, table};
use super::work::{State, worked};
use crate::adoption::{Adoption, SafeOrder, adopt, survey};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{Button, ButtonKind, unique_id};
use crate::app::reactive::{Callback, Signal};
use crate::plan::CountedIds;

/// The columns of what is left over.
const COLUMNS: &[Column] = &[
    ("CIDR", "mono"),
    ("VPC", "adoption__name"),
    ("Why not", "adoption__how"),
];

/// Both orders.
pub(super) fn view(state: State) -> AnyView {
    view! {
        <div class="adoption__orders">
            {order(state, SafeOrder::ReserveFirst)}
            {order(state, SafeOrder::ImportFirst)}
        </div>
    }
    .into_any()
}

fn order(state: State, order: SafeOrder) -> AnyView {
    let heading = unique_id("order");
    let (name, take) = match order {
        SafeOrder::ReserveFirst => ("Reserve first", "Reserve what runs"),
        SafeOrder::ImportFirst => ("Auto-import first", "Plan the auto-import"),
    };
    let found = worked(state, Signal::stored(()), move |workspace, network, ()| {
        // What is taken is made anew, with ids of its own.
        adopt(
            workspace.plan(),
            workspace.index(),
            &network.live,
            order,
            &mut CountedIds::default(),
        )
    });
    let result = once(found, "Working out what it would do…", move |found| {
        result(state, take, found)
    });
    let steps = order.steps().map(|step| view! { <li>{step}</li> });
    view! {
        <section class="adoption__order" aria-labelledby=heading>
            <h2 class="adoption__heading" id=heading.clone()>{name}</h2>
            <ol class="adoption__steps">{steps.into_iter().collect_view()}</ol>
            <p class="dim">{order.price()}"."</p>
            {result}
        </section>
    }
    .into_any()
}

/// What an order comes to for what runs now.
fn result(state: State, take: &'static str, adoption: Arc<Adoption>) -> AnyView {
    let planner = state.planner;
    let order = adoption.order;
    let (safe, left) = (adoption.safe.len() as u64, adoption.left.len() as u64);
    let words = match (safe, left) {
        (0, 0) => "Nothing is to be done: all that runs is managed or ignored".to_owned(),
        (safe, 0) => format!(
            "{} safe then, and nothing is left over",
            counted(safe, "CIDR is", "CIDRs are")
        ),
        (safe, left) => format!(
            "{} safe then, and {} left over",
            counted(safe, "CIDR is", "CIDRs are"),
            counted(left, "one is", "are")
        ),
    };
    let refusal = planner.refusal();
    let has_edit = adoption.gesture.is_some();
    let refusal = Signal::derive(move || {
        let nothing = (!has_edit).then(|| "It would change nothing in the plan".to_owned());
        refusal.get().or(nothing)
    });
    let press = Callback::new(move |()| {
        // What runs now: somebody may have changed it since.
        let gesture = planner.peek(|workspace| {
            let (plan, index) = (workspace.plan(), workspace.index());
            adopt(plan, index, &survey(plan, index), order, &mut RandomIds).gesture
        });
        if let Some(gesture) = gesture {
            state.take(gesture);
        }
    });
    let rest = (left > 0).then(|| {
        let count = Signal::stored(adoption.left.len());
        let cells = move |place: usize| {
            let left = adoption.left.get(place)?;
            let (cidr, name) = planner.peek(|workspace| {
                let row = workspace.plan().design().vpc_cidrs.get(&left.id)?;
                Some((row.cidr.to_string(), vpc_title(workspace, row.vpc)))
            })?;
            Some(vec![cidr.into_any(), clipped(name), clipped(left.why.clone())])
        };
        view! {
            <h3 class="adoption__over">{format!("Left over ({})", thousands(left))}</h3>
            <div class="adoption__left">{table(left_label(order), COLUMNS, count, Arc::new(cells))}</div>
        }
    });
    view! {
        <p role="status"><b>{words}</b></p>
        <div class="cluster">
            <Button
                label=take
                kind=ButtonKind::Plain
                tip=Some("One step, which you can undo".to_owned())
                refusal=refusal
                on_press=press
            />
        </div>
        {rest}
    }
    .into_any()
}

fn left_label(order: SafeOrder) -> &'static str {
    match order {
        SafeOrder::ReserveFirst => "Left over when what runs is reserved",
        SafeOrder::ImportFirst => "Left over when what runs is imported",
    }
}
