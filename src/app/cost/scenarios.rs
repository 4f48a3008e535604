//! What the plan would cost otherwise: scenarios side by side, and what would save most.

use super::adjustment::words;
use super::bar::{bar, heading, legend};
use super::model::NO_PRICE;
use super::pace::paced;
use super::words::{number, signed};
use crate::app::ask::{Ask, CostAsk};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::money::{currency, difference, for_period, has_no_price};
use crate::app::parts::{Button, ButtonKind, ButtonSize, Draft, EmptyState, Field, Glyph, IconButton, LabelPlace};
use crate::app::planner::{Access, Planner};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::cost::{Money, Outcome, Period, Saving, adopt, compare, savings};
use crate::plan::gesture::{put_scenario, remove_scenario};
use crate::plan::{Adjustment, Growth, Id, Scenario, tidy};
use crate::rules::Fix;
use crate::workspace::Workspace;

/// How many scenarios stand beside the plan at most.
const COMPARED: usize = 5;

/// How many suggestions of each kind are shown.
const SUGGESTED: usize = 5;

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
struct Compared {
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

fn name_of(workspace: &Workspace, id: Id<Scenario>) -> String {
    let row = workspace.plan().intent().scenarios.get(&id);
    row.and_then(|row| tidy(&row.name))
        .unwrap_or_else(|| "A scenario without a name".to_owned())
}

/// The comparison, the chosen scenario, and what would save most.
pub(super) fn view(planner: Planner, period: RwSignal<Period>) -> AnyView {
    let first = planner.peek(|workspace| workspace.plan().intent().scenarios.keys().next().copied());
    let chosen = RwSignal::new(first);
    let is_empty = Memo::new(move |_| planner.read(|workspace| workspace.plan().intent().workloads.is_empty()));
    let pace = paced(planner);
    let lines = Memo::new(move |_| {
        let (chosen, period) = (chosen.get(), period.get());
        pace.track();
        planner.peek(|workspace| {
            let outcomes = compare(workspace.plan(), workspace.index(), &compared(workspace, chosen));
            let lines = outcomes.iter().map(|outcome| line(workspace, outcome, period));
            lines.collect::<Vec<_>>()
        })
    });
    following(move || {
        if is_empty.get() {
            return view! {
                <EmptyState
                    icon=Glyph::Cost
                    title="Nothing runs in the plan yet"
                    sentence=Some("A scenario says what would be otherwise about what runs: state that first".to_owned())
                />
            }
            .into_any();
        }
        view! {
            <div class="cost__body cost__body--three">
                <section class="cost__main" aria-label="Scenarios side by side">{comparison(planner, lines, chosen)}</section>
                <section class="cost__side" aria-label="The chosen scenario">
                    {following(move || scenario(planner, chosen))}
                </section>
                <section class="cost__side" aria-label="What saves most">{suggestions(planner, pace, chosen, period)}</section>
            </div>
        }
        .into_any()
    })
}

/// Adds a scenario that assumes this, and shows it.
fn add(planner: Planner, chosen: RwSignal<Option<Id<Scenario>>>, name: Option<String>, adjustments: Vec<Adjustment>) {
    let id = Id::mint(&mut RandomIds);
    let gesture = planner.peek(|workspace| {
        let table = &workspace.plan().intent().scenarios;
        let numbered = || {
            let mut names = (1..).map(|place| format!("Scenario {place}"));
            names.find(|name| !table.values().any(|row| row.name == *name))
        };
        let name = name.or_else(numbered).unwrap_or_default();
        let row = Scenario {
            name,
            adjustments,
            note: String::new(),
        };
        put_scenario(workspace.plan(), id, row)
    });
    if planner.edit(&gesture.label, gesture.edit) {
        chosen.set(Some(id));
    }
}

fn comparison(planner: Planner, lines: Memo<Vec<Compared>>, chosen: RwSignal<Option<Id<Scenario>>>) -> AnyView {
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

/// The chosen scenario with its assumptions.
fn scenario(planner: Planner, chosen: RwSignal<Option<Id<Scenario>>>) -> AnyView {
    let id = chosen.get();
    let is_there = Memo::new(move |_| {
        id.is_some_and(|id| planner.read(|workspace| workspace.plan().intent().scenarios.contains_key(&id)))
    });
    let Some(id) = id.filter(|_| is_there.get()) else {
        return view! {
            <h2 class="inspector__heading">"Scenario"</h2>
            <p class="dim">"Add one, or take a suggestion: it says what would be otherwise, and changes nothing of the plan"</p>
        }
        .into_any();
    };
    let read = move |workspace: &Workspace| workspace.plan().intent().scenarios.get(&id).cloned();
    let name = Memo::new(move |_| planner.read(read).map(|row| row.name).unwrap_or_default());
    let draft = Draft::following(name.into(), |text| match text.trim() {
        "" => Err("Give it a name, such as Prefix delegation".to_owned()),
        name => Ok(name.to_owned()),
    });
    let change = move |change: &dyn Fn(&mut Scenario)| {
        let gesture = planner.peek(|workspace| {
            let mut row = read(workspace)?;
            change(&mut row);
            Some(put_scenario(workspace.plan(), id, row))
        });
        if let Some(gesture) = gesture {
            planner.edit(&gesture.label, gesture.edit);
        }
    };
    let rename = Callback::new(move |()| {
        if let Some(name) = draft.accept() {
            change(&|row| row.name.clone_from(&name));
        }
    });
    let sentences = Memo::new(move |_| {
        planner.read(|workspace| {
            let row = read(workspace);
            let all = row.iter().flat_map(|row| &row.adjustments);
            all.map(|adjustment| words(workspace, adjustment)).collect::<Vec<_>>()
        })
    });
    let assumptions = following(move || {
        let sentences = sentences.get();
        if sentences.is_empty() {
            return view! { <p class="dim">"It assumes nothing yet"</p> }.into_any();
        }
        let line = |(place, sentence): (usize, String)| {
            let said = format!("Remove: {sentence}");
            let remove = Callback::new(move |()| {
                change(&|row| {
                    if place < row.adjustments.len() {
                        row.adjustments.remove(place);
                    }
                });
            });
            let edit = Callback::new(move |()| planner.ask(Ask::Cost(CostAsk::Adjustment(id, Some(place)))));
            view! {
                <li class="cost__assumption">
                    <Button label=sentence kind=ButtonKind::Link size=ButtonSize::Small on_press=edit />
                    <IconButton
                        label=said
                        icon=Glyph::Close
                        size=ButtonSize::Small
                        refusal=planner.refusal()
                        on_press=remove
                    />
                </li>
            }
        };
        view! { <ul class="cost__list">{sentences.into_iter().enumerate().map(line).collect_view()}</ul> }.into_any()
    });
    let take = Callback::new(move |()| {
        let fix = planner.peek(|workspace| {
            let label = format!("Adopt {}", name_of(workspace, id));
            adopt(workspace.plan(), id).map(|edit| Fix { label, edit })
        });
        if let Some(fix) = fix {
            planner.mend(fix);
        }
    });
    let remove = Callback::new(move |()| {
        let gesture = planner.peek(|workspace| remove_scenario(workspace.plan(), id));
        if let Some(gesture) = gesture {
            planner.mend(Fix {
                label: gesture.label,
                edit: gesture.edit,
            });
        }
    });
    view! {
        <Field
            label="Scenario"
            draft=draft
            label_place=LabelPlace::Above
            read_only=Signal::derive(move || planner.access.get() == Access::ReadOnly)
            on_commit=rename
        />
        <h2 class="inspector__heading">"It assumes"</h2>
        {assumptions}
        <div class="cluster">
            <Button
                label="Add an assumption…"
                size=ButtonSize::Small
                refusal=planner.refusal()
                on_press=Callback::new(move |()| planner.ask(Ask::Cost(CostAsk::Adjustment(id, None))))
            />
            <Button
                label="Adopt"
                size=ButtonSize::Small
                icon=Glyph::Check
                tip=Some("Changes the plan so that it is what the scenario assumes, as one step; growth stays a scenario".to_owned())
                refusal=planner.refusal()
                on_press=take
            />
            <Button label="Remove" size=ButtonSize::Small refusal=planner.refusal() on_press=remove />
        </div>
    }
    .into_any()
}

/// A suggestion in words.
#[derive(Clone, Debug, PartialEq)]
struct Suggestion {
    adjustment: Adjustment,
    sentence: String,
    saves: String,
    price: Option<String>,
}

fn suggestion(workspace: &Workspace, saving: Saving, period: Period) -> Suggestion {
    let terms = workspace.estimate().terms();
    let saved = saving.per_hour.for_hours(terms.hours(period));
    let price = (saving.consumed_ipv4 != 0).then(|| format!("{} subnet addresses", signed(saving.consumed_ipv4)));
    let active = i128::try_from(saving.active).unwrap_or(i128::MAX);
    Suggestion {
        sentence: words(workspace, &saving.adjustment),
        saves: format!(
            "{} · {} active IPs",
            difference(currency(terms), -saved, period),
            signed(-active)
        ),
        price,
        adjustment: saving.adjustment,
    }
}

/// Whether IPAM still sees all that it saw.
fn keeps_sight(adjustment: &Adjustment) -> bool {
    !matches!(adjustment, Adjustment::DropRegion(_) | Adjustment::ExcludeOu(_))
}

fn suggestions(
    planner: Planner,
    pace: RwSignal<u64>,
    chosen: RwSignal<Option<Id<Scenario>>>,
    period: RwSignal<Period>,
) -> AnyView {
    let list = Memo::new(move |_| {
        let period = period.get();
        pace.track();
        planner.peek(|workspace| {
            let all = savings(workspace.plan(), workspace.index(), workspace.estimate());
            let (mut same, mut less) = (Vec::new(), Vec::new());
            for saving in all {
                let group = match keeps_sight(&saving.adjustment) {
                    true => &mut same,
                    false => &mut less,
                };
                if group.len() < SUGGESTED {
                    group.push(suggestion(workspace, saving, period));
                }
            }
            (same, less)
        })
    });
    following(move || {
        let (same, less) = list.get();
        if same.is_empty() && less.is_empty() {
            return view! { <p class="dim">"No single change would save anything"</p> }.into_any();
        }
        let group = |title: &'static str, list: Vec<Suggestion>| {
            (!list.is_empty()).then(|| {
                let lines = list.into_iter().map(|suggestion| line_of(planner, chosen, suggestion));
                view! {
                    <h2 class="inspector__heading">{title}</h2>
                    <ol class="cost__list">{lines.collect_view()}</ol>
                }
            })
        };
        view! {
            {group("What saves most, each alone", same)}
            {group("By monitoring less", less)}
        }
        .into_any()
    })
}

fn line_of(planner: Planner, chosen: RwSignal<Option<Id<Scenario>>>, suggestion: Suggestion) -> AnyView {
    let Suggestion {
        adjustment,
        sentence,
        saves,
        price,
    } = suggestion;
    let name = sentence.clone();
    let said = format!("Add as a scenario: {sentence}");
    let take = Callback::new(move |()| add(planner, chosen, Some(name.clone()), vec![adjustment.clone()]));
    view! {
        <li class="cost__assumption">
            <span>
                {sentence}
                <span class="cost__saves">{saves}</span>
                {price.map(|words| view! { <span class="dim">{words}</span> })}
            </span>
            <IconButton label=said icon=Glyph::Plus size=ButtonSize::Small refusal=planner.refusal() on_press=take />
        </li>
    }
    .into_any()
}
