//! A table of groups with bars: sorted, and of many rows those in sight.

use leptos::html;

use super::bar::bar;
use super::model::{Column, Line, NO_PRICE, Order, detail, name};
use super::words::number;
use crate::app::ask::{Ask, CostAsk};
use crate::app::markup::*;
use crate::app::money::{currency, for_period, has_no_price};
use crate::app::parts::{Button, ButtonKind, ButtonSize, Glyph, Icon, TableRows};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::cost::{Group, Money, Period};
use crate::plan::Node;

/// So many rows are drawn whether seen or not.
const DRAWN: usize = 60;

/// How the table is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sorting {
    pub(super) column: Column,
    pub(super) order: Order,
}

/// The headings: what they sort by, and the class of their cells.
const HEADINGS: &[(Column, &str, &str)] = &[
    (Column::Name, "Name", "cost__name"),
    (Column::Active, "Active IPs", "number"),
    (Column::Monitored, "only monitored", "number cost__wide"),
    (Column::Consumed, "Subnet addresses", "number cost__wide"),
    (Column::Ipam, "IPAM", "number cost__middle"),
    (Column::PublicIpv4, "Public IPv4", "number cost__middle"),
    (Column::Total, "Total", "number"),
];

/// The table. A press on a heading sorts by it, and once more the other way round; a press on a name leads to its row in the tree,
/// and on that of a workload to its dialog.
pub(super) fn table(
    planner: Planner,
    lines: Memo<Vec<Line>>,
    sorting: RwSignal<Sorting>,
    period: RwSignal<Period>,
) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let seen = TableRows::of(node, Signal::derive(move || lines.with(Vec::len)), DRAWN);
    let most = Memo::new(move |_| {
        lines.with(|lines| {
            let totals = lines
                .iter()
                .map(|line| line.figures.ipam + line.figures.public_ipv4_charge);
            totals.max().unwrap_or(Money::ZERO)
        })
    });
    let rows = move || {
        let range = seen.range.get();
        let (period, most) = (period.get(), most.get());
        let first = range.start;
        let below = lines.with(Vec::len).saturating_sub(range.end);
        let drawn: Vec<Line> = lines.with(|lines| lines.get(range).map(<[Line]>::to_vec).unwrap_or_default());
        let row = |(place, line): (usize, Line)| row(planner, first + place, &line, period, most);
        let drawn = drawn.into_iter().enumerate().map(row).collect_view();
        (seen.room(first), drawn, seen.room(below))
    };
    let heading = move |(column, word, class): &(Column, &'static str, &'static str)| {
        let column = *column;
        let sorted = move || {
            let Sorting { column: by, order } = sorting.get();
            (by == column).then_some(match order {
                Order::Rising => "ascending",
                Order::Falling => "descending",
            })
        };
        let press = move |_| {
            sorting.update(|sorting| {
                let order = match (sorting.column == column, sorting.order, column) {
                    (true, Order::Rising, _) => Order::Falling,
                    (true, Order::Falling, _) | (false, _, Column::Name) => Order::Rising,
                    (false, ..) => Order::Falling,
                };
                *sorting = Sorting { column, order };
            });
        };
        view! {
            <th scope="col" class=*class aria-sort=sorted>
                <button type="button" class="cost__sort" on:click=press>
                    {*word}
                    <Icon glyph=Glyph::ChevronDown />
                </button>
            </th>
        }
    };
    view! {
        <div class="cost__scroll focus-inside" role="region" aria-label="Cost of each" tabindex="0" node_ref=node>
            <table class="cost__table cost__table--wide" aria-rowcount=move || lines.with(Vec::len) + 1>
                <thead>
                    <tr aria-rowindex="1">
                        {HEADINGS.iter().map(heading).collect_view()}
                        {super::bar::heading()}
                    </tr>
                </thead>
                <tbody>{following(rows)}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(planner: Planner, place: usize, line: &Line, period: Period, most: Money) -> AnyView {
    let Line { group, figures } = line;
    let (words, detail, cells) = planner.read(|workspace| {
        let terms = workspace.estimate().terms();
        let money = |amount: Money| for_period(currency(terms), amount, period);
        let all = |amount: Money| match has_no_price(terms) {
            true => NO_PRICE.to_owned(),
            false => money(amount),
        };
        let cells = [
            (number(figures.active()), "number"),
            (number(figures.monitored), "number cost__wide"),
            (number(figures.consumed_ipv4), "number cost__wide"),
            (all(figures.ipam_for(terms, period)), "number cost__middle"),
            (money(figures.public_ipv4_for(terms, period)), "number cost__middle"),
            (all(figures.total_for(terms, period)), "number cost__total"),
        ];
        (name(workspace, *group), detail(workspace, *group), cells)
    });
    let name = match lead(planner, *group) {
        Some(on_press) => view! {
            <Button label=words kind=ButtonKind::Link size=ButtonSize::Small on_press=on_press />
        }
        .into_any(),
        None => view! { <span>{words}</span> }.into_any(),
    };
    let cell = |(words, class): (String, &'static str)| view! { <td class=class>{words}</td> };
    view! {
        <tr aria-rowindex=place + 2>
            <th scope="row" class="cost__name">
                <span class="cost__called">
                    {name}
                    {detail.map(|words| view! { <span class="dim clip">{words}</span> })}
                </span>
            </th>
            {cells.into_iter().map(cell).collect_view()}
            <td class="cost__chart">{bar(figures.ipam, figures.public_ipv4_charge, most)}</td>
        </tr>
    }
    .into_any()
}

/// Where the name of a group leads.
fn lead(planner: Planner, group: Group) -> Option<Callback<()>> {
    let node = match group {
        Group::Workload(id) => {
            return Some(Callback::new(move |()| planner.ask(Ask::Cost(CostAsk::Workload(id)))));
        }
        Group::Scope(id) => Node::Scope(id),
        Group::Pool(Some(id)) => Node::Pool(id),
        Group::Vpc(id) => planner.peek(|workspace| {
            let entry = workspace.index().vpc(id);
            let cidr = entry.and_then(|entry| entry.cidrs().first().map(|(_, cidr)| *cidr));
            cidr.map_or(Node::Vpc(id), Node::VpcCidr)
        }),
        _ => return None,
    };
    Some(Callback::new(move |()| {
        planner.reveal(node);
        planner.focus_tree();
    }))
}
