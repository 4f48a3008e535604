//! What the plan will cost as it grows, and what runs out.

mod chart;
mod model;

use std::sync::Arc;

use super::adjustment::read_percent;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonSize, Choice, Draft, Field, FieldKind, Glyph, Icon, LabelPlace, Segmented, Select,
};
use crate::app::planner::Planner;
use crate::app::platform::listen::Timer;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal, StoredValue, effect};
use crate::cost::growth_of;
use crate::plan::gesture::put_scenario;
use crate::plan::{Adjustment, Growth, Id, Scenario, tidy};
use chart::chart;
use model::{Ahead, Asked, MonthLine, RunLine, ahead};

/// How long nothing must have changed before it is looked ahead again, in milliseconds: it is felt in a large plan.
const REST: u64 = 120;

/// What grows where nobody has said anything, in percent a year.
const GROWTH: u32 = 20;

/// Two inputs, the curve of cost, and what runs out when.
pub(super) fn view(planner: Planner) -> AnyView {
    let stated = planner.peek(|workspace| {
        let scenarios = workspace.plan().intent().scenarios.values();
        let mut growths = scenarios.map(|row| growth_of(&row.adjustments));
        growths.find(|growth| *growth != Growth::default())
    });
    let begin = stated.unwrap_or(Growth {
        addresses: GROWTH,
        blocks: GROWTH,
    });
    let addresses = Draft::new(begin.addresses.to_string(), read_percent);
    let blocks = Draft::new(begin.blocks.to_string(), read_percent);
    let years = RwSignal::new(3_u32);
    let under = RwSignal::new(String::new());
    let asked = Memo::new(move |_| {
        let growth = Growth {
            addresses: addresses.value().ok()?,
            blocks: blocks.value().ok()?,
        };
        Some(Asked {
            growth,
            months: years.get() * 12,
            scenario: under.get().parse().ok(),
        })
    });
    let seen = RwSignal::new(None::<Arc<Ahead>>);
    look_ahead(planner, asked, seen);
    let scenarios = Signal::derive(move || {
        planner.read(|workspace| {
            let mut choices = vec![Choice::new(String::new(), "the plan as it stands")];
            for (id, row) in &workspace.plan().intent().scenarios {
                let name = tidy(&row.name).unwrap_or_default();
                choices.push(Choice::new(id.to_string(), name));
            }
            choices
        })
    });
    let horizons = [1_u32, 3, 5, 10].map(|years| {
        let word = if years == 1 {
            "1 year".to_owned()
        } else {
            format!("{years} years")
        };
        Choice::new(years, word)
    });
    let keep = Callback::new(move |()| {
        if let Some(asked) = asked.get_untracked() {
            keep(planner, asked.growth);
        }
    });
    let refusal = planner.refusal();
    let content = following(move || match seen.get() {
        Some(ahead) => shown(planner, &ahead),
        None => view! { <p class="later" role="status">"Looking ahead…"</p> }.into_any(),
    });
    view! {
        <div class="cost__inputs">
            <Field
                label="Addresses grow by"
                draft=addresses
                kind=FieldKind::Number
                label_place=LabelPlace::Beside
                unit=Some("% a year".to_owned())
            />
            <Field
                label="Blocks by"
                draft=blocks
                kind=FieldKind::Number
                label_place=LabelPlace::Beside
                unit=Some("% a year".to_owned())
            />
            <Select
                label="Of"
                label_place=LabelPlace::Beside
                options=scenarios
                value=under
                on_change=under.setter()
            />
            <Segmented
                label="How far"
                label_place=LabelPlace::Said
                options=Signal::stored(horizons.to_vec())
                value=years
                on_change=years.setter()
            />
            <Button label="Keep as a scenario" size=ButtonSize::Small refusal=refusal on_press=keep />
        </div>
        {content}
    }
    .into_any()
}

/// Looks ahead for as long as the component stands that calls: at once, and after edits once nobody types for a moment.
fn look_ahead(planner: Planner, asked: Memo<Option<Asked>>, seen: RwSignal<Option<Arc<Ahead>>>) {
    let timer = StoredValue::new(None::<Timer>);
    let look = move || {
        if let Some(asked) = asked.get_untracked() {
            let ahead = planner.peek(|workspace| ahead(workspace, asked));
            seen.set(Some(Arc::new(ahead)));
        }
    };
    effect(move |before: Option<()>| {
        asked.with(|_| ());
        planner.read(|_| ());
        let wait = if before.is_none() { 0 } else { REST };
        // The one before is stopped as it is dropped.
        timer.set_value(Timer::after(wait, look));
    });
    on_cleanup(move || {
        // What is still to come would read what is gone.
        let _ = timer.try_update_value(Option::take);
    });
}

/// Adds a scenario that grows like this.
fn keep(planner: Planner, growth: Growth) {
    let Growth { addresses, blocks } = growth;
    let row = Scenario {
        name: format!("Growth of {addresses} % and {blocks} % a year"),
        adjustments: vec![Adjustment::Growth(growth)],
        note: String::new(),
    };
    let gesture = planner.peek(|workspace| put_scenario(workspace.plan(), Id::mint(&mut RandomIds), row));
    if planner.edit(&gesture.label, gesture.edit) {
        planner.note("Kept among the scenarios");
    }
}

fn shown(planner: Planner, ahead: &Ahead) -> AnyView {
    let pools = runs_out(
        planner,
        "Pools that run out",
        "No pool runs out in this time",
        &ahead.pools,
        ahead.more_pools,
    );
    let subnets = runs_out(
        planner,
        "Subnets and CIDRs that run out",
        "No subnet runs out in this time",
        &ahead.subnets,
        ahead.more_subnets,
    );
    view! {
        <div class="cost__body cost__body--three">
            <section class="cost__main" aria-label="Cost of the coming months">
                <p class="cost__headline" role="status">{ahead.sentence.clone()}</p>
                {chart(ahead)}
                {months(ahead.months.clone())}
            </section>
            <section class="cost__side" aria-label="Pools that run out">{pools}</section>
            <section class="cost__side" aria-label="Subnets that run out">{subnets}</section>
        </div>
    }
    .into_any()
}

fn runs_out(planner: Planner, title: &'static str, nothing: &'static str, lines: &[RunLine], more: usize) -> AnyView {
    let line = |line: &RunLine| {
        let node = line.node;
        let press = Callback::new(move |()| {
            if let Some(node) = node {
                planner.reveal(node);
                planner.focus_tree();
            }
        });
        view! {
            <li class="cost__assumption">
                <span class="cost__called">
                    <Button label=line.name.clone() kind=ButtonKind::Link size=ButtonSize::Small on_press=press />
                    <span class="dim mono">{line.cidr.clone()}</span>
                </span>
                <span class="cost__when" data-now=line.is_now.then_some("true")>{line.when.clone()}</span>
            </li>
        }
    };
    let list = match lines {
        [] => view! { <p class="dim">{nothing}</p> }.into_any(),
        lines => view! { <ol class="cost__list">{lines.iter().map(line).collect_view()}</ol> }.into_any(),
    };
    let more =
        (more > 0).then(|| view! { <p class="dim">{format!("and {} more", super::words::number(more as u128))}</p> });
    view! { <h2 class="inspector__heading">{title}</h2> {list} {more} }.into_any()
}

/// The curve as a table, once somebody unfolds it.
fn months(lines: Vec<MonthLine>) -> AnyView {
    let line = |line: MonthLine| {
        view! {
            <tr>
                <th scope="row">{line.when}</th>
                <td class="number">{line.active}</td>
                <td class="number">{line.consumed}</td>
                <td class="number">{line.ipam}</td>
                <td class="number">{line.public_ipv4}</td>
                <td class="number">{line.total}</td>
            </tr>
        }
    };
    view! {
        <details class="disclosure">
            <summary class="disclosure__title">
                <Icon glyph=Glyph::ChevronRight />
                "As a table"
            </summary>
            <div class="cost__months focus-inside" role="region" aria-label="Cost of each month" tabindex="0">
                <table class="cost__table cost__table--wide">
                    <thead>
                        <tr>
                            <th scope="col">"Month"</th>
                            <th scope="col" class="number">"Active IPs"</th>
                            <th scope="col" class="number">"Subnet addresses"</th>
                            <th scope="col" class="number">"IPAM"</th>
                            <th scope="col" class="number">"Public IPv4"</th>
                            <th scope="col" class="number">"Total"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}
