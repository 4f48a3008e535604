//! Scenarios side by side with the plan as it stands.

use super::{add, name_of};
use crate::app::cost::bar::{bar, heading, legend};
use crate::app::cost::model::NO_PRICE;
use crate::app::cost::words::{number, signed};
use crate::app::markup::*;
use crate::app::money::{currency, difference, for_period, has_no_price};
use crate::app::parts::{Button, ButtonKind, ButtonSize, Glyph};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, RwSignal};
use crate::cost::{Money, Outcome, Period, compare};
use crate::plan::{Growth, Id, Scenario};
use crate::workspace::Workspace;

/// How many scenarios stand beside the plan at most.
const COMPARED: usize = 5;

/// The scenarios that stand beside the plan: the chosen one and the first others.
fn compared(workspace: &Workspace, chosen: Option<Id<Scenario>>) -> Vec<Id<Scenario>> {
    let table = &workspace.plan().intent().scenarios;
    let mut ids: Vec<Id<Scenario>> = table.keys().take(COMPARED).copied().collect();
    if let Some(chosen) = chosen.filter(|id| table.contains_key(id))
        && !ids.contains(&chosen)
    {
        ids.pop();
        ids.push(chosen);
    }
    ids
}

/// A line of the comparison in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Compared {
    id: Option<Id<Scenario>>,
    name: String,
    /// What does not show in figures of today.
    growth: Option<String>,
    /// The difference of each is none for the plan as it stands.
    active: (String, Option<String>),
    consumed: (String, Option<String>),
    total: (String, Option<String>),
    charges: (Money, Money),
}

fn line(workspace: &Workspace, outcome: &Outcome, period: Period) -> Compared {
    let currency = currency(&outcome.terms);
    let differs = |words: String| outcome.scenario.map(|_| words);
    let change = match period {
        Period::Hour => outcome.difference.per_hour,
        Period::Month => outcome.difference.per_month,
        Period::Year => outcome.difference.per_year,
    };
    let Growth { addresses, .. } = outcome.growth;
    Compared {
        growth: (outcome.growth != Growth::default()).then(|| format!("+{addresses} % a year: see Growth")),
        id: outcome.scenario,
        name: outcome
            .scenario
            .map_or_else(|| "The plan as it stands".to_owned(), |id| name_of(workspace, id)),
        active: (
            number(outcome.figures.active()),
            differs(signed(outcome.difference.active)),
        ),
        consumed: (
            number(outcome.figures.consumed_ipv4),
            differs(signed(outcome.difference.consumed_ipv4)),
        ),
        total: match has_no_price(&outcome.terms) {
            true => (NO_PRICE.to_owned(), None),
            false => (
                for_period(currency, outcome.cost(period), period),
                differs(difference(currency, change, period)),
            ),
        },
        charges: (
            outcome.figures.ipam_for(&outcome.terms, period),
            outcome.figures.public_ipv4_for(&outcome.terms, period),
        ),
    }
}

/// The lines of the comparison: the plan as it stands, and what stands beside it.
pub(super) fn lines(workspace: &Workspace, chosen: Option<Id<Scenario>>, period: Period) -> Vec<Compared> {
    let outcomes = compare(workspace.plan(), workspace.index(), &compared(workspace, chosen));
    outcomes
        .iter()
        .map(|outcome| line(workspace, outcome, period))
        .collect()
}

/// The table of them.
pub(super) fn comparison(
    planner: Planner,
    lines: Memo<Vec<Compared>>,
    chosen: RwSignal<Option<Id<Scenario>>>,
) -> AnyView {
    let rows = following(move || {
        let lines = lines.get();
        let totals = lines.iter().map(|line| line.charges.0 + line.charges.1);
        let most = totals.max().unwrap_or(Money::ZERO);
        lines.into_iter().map(|line| row(line, most, chosen)).collect_view()
    });
    let others = following(move || {
        let others = planner.read(|workspace| {
            let shown = compared(workspace, chosen.get());
            let table = &workspace.plan().intent().scenarios;
            let hidden = table.keys().filter(|id| !shown.contains(id));
            hidden.map(|id| (*id, name_of(workspace, *id))).collect::<Vec<_>>()
        });
        let other = |(id, name): (Id<Scenario>, String)| {
            let press = Callback::new(move |()| chosen.set(Some(id)));
            view! { <Button label=name kind=ButtonKind::Link size=ButtonSize::Small on_press=press /> }
        };
        (!others.is_empty()).then(|| {
            view! {
                <p class="cluster dim">
                    "Not compared:"
                    {others.into_iter().map(other).collect_view()}
                </p>
            }
        })
    });
    view! {
        <div class="cost__split cluster">
            <h2 class="inspector__heading">"Side by side"</h2>
            {legend()}
            <Button
                label="Add scenario"
                size=ButtonSize::Small
                icon=Glyph::Plus
                refusal=planner.refusal()
                on_press=Callback::new(move |()| add(planner, chosen, None, Vec::new()))
            />
        </div>
        <div class="cost__scroll focus-inside" role="region" aria-label="Scenarios compared" tabindex="0">
            <table class="cost__table cost__table--wide">
                <thead>
                    <tr>
                        <th scope="col" class="cost__name">"Scenario"</th>
                        <th scope="col" class="number">"Active IPs"</th>
                        <th scope="col" class="number cost__middle">"Subnet addresses"</th>
                        <th scope="col" class="number">"Total"</th>
                        {heading()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {others}
        </div>
    }
    .into_any()
}

fn row(line: Compared, most: Money, chosen: RwSignal<Option<Id<Scenario>>>) -> AnyView {
    let id = line.id;
    let current = move || (id.is_some() && chosen.get() == id).then_some("true");
    let name = match id {
        Some(_) => view! {
            <Button
                label=line.name
                kind=ButtonKind::Link
                size=ButtonSize::Small
                on_press=Callback::new(move |()| chosen.set(id))
            />
        }
        .into_any(),
        None => view! { <span>{line.name}</span> }.into_any(),
    };
    let cell = |(figure, difference): (String, Option<String>), class: &'static str| {
        let difference = difference.map(|words| view! { <span class="cost__difference">{words}</span> });
        view! { <td class=class>{figure}{difference}</td> }
    };
    let (ipam, public_ipv4) = line.charges;
    view! {
        <tr aria-current=current>
            <th scope="row" class="cost__name">
                {name}
                {line.growth.map(|words| view! { <span class="cost__difference">{words}</span> })}
            </th>
            {cell(line.active, "number cost__two")}
            {cell(line.consumed, "number cost__two cost__middle")}
            {cell(line.total, "number cost__two cost__total")}
            <td class="cost__chart">{bar(ipam, public_ipv4, most)}</td>
        </tr>
    }
    .into_any()
}
