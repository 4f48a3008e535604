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
use crate::app::reactive::{Callback, Memo, RwSignal};
use crate::cost::{Group, Money, Period};
use crate::plan::Node;
use crate::workspace::Workspace;

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
    let count = Memo::new(move |_| lines.with(Vec::len));
    let seen = TableRows::of(node, count.into(), DRAWN);
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
        let (first, below) = (range.start, count.get().saturating_sub(range.end));
        let drawn = range
            .map(|place| row(planner, place, lines, period, most))
            .collect_view();
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
            <table class="cost__table cost__table--wide" aria-rowcount=move || count.get() + 1>
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

/// What a row shows.
#[derive(Clone, PartialEq)]
struct RowView {
    group: Group,
    name: String,
    detail: Option<String>,
    cells: [(String, &'static str); 6],
    /// Both charges, and that for which the longest bar stands.
    bar: [Money; 3],
}

impl RowView {
    fn of(workspace: &Workspace, Line { group, figures }: &Line, period: Period, most: Money) -> Self {
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
        Self {
            group: *group,
            name: name(workspace, *group),
            detail: detail(workspace, *group),
            cells,
            bar: [figures.ipam, figures.public_ipv4_charge, most],
        }
    }
}

/// The row at a place. It is drawn again when it shows something else, and not with every edit of the plan.
fn row(planner: Planner, place: usize, lines: Memo<Vec<Line>>, period: RwSignal<Period>, most: Memo<Money>) -> AnyView {
    let view = Memo::new(move |_| {
        let (period, most) = (period.get(), most.get());
        lines.with(|lines| {
            let line = lines.get(place)?;
            Some(planner.read(|workspace| RowView::of(workspace, line, period, most)))
        })
    });
    following(move || view.get().map(|view| drawn(planner, place, view)))
}

fn drawn(planner: Planner, place: usize, view: RowView) -> AnyView {
    let name = match lead(planner, view.group) {
        Some(on_press) => view! {
            <Button label=view.name kind=ButtonKind::Link size=ButtonSize::Small on_press=on_press />
        }
        .into_any(),
        None => view! { <span>{view.name}</span> }.into_any(),
    };
    let cell = |(words, class): (String, &'static str)| view! { <td class=class>{words}</td> };
    let [ipam, public_ipv4, most] = view.bar;
    view! {
        <tr aria-rowindex=place + 2>
            <th scope="row" class="cost__name">
                <span class="cost__called">
                    {name}
                    {view.detail.map(|words| view! { <span class="dim clip">{words}</span> })}
                </span>
            </th>
            {view.cells.into_iter().map(cell).collect_view()}
            <td class="cost__chart">{bar(ipam, public_ipv4, most)}</td>
        </tr>
    }
    .into_any()
}

/// Where the name of a group leads.
fn lead(planner: Planner, group: Group) -> Option<Callback<()>> {
    if let Group::Workload(id) = group {
        return Some(Callback::new(move |()| planner.ask(Ask::Cost(CostAsk::Workload(id)))));
    }
    if !matches!(group, Group::Scope(_) | Group::Pool(Some(_)) | Group::Vpc(_)) {
        return None;
    }
    Some(Callback::new(move |()| {
        if let Some(node) = planner.peek(|workspace| node_of(workspace, group)) {
            planner.reveal(node);
            planner.focus_tree();
        }
    }))
}

/// The row of the tree that shows a group.
fn node_of(workspace: &Workspace, group: Group) -> Option<Node> {
    match group {
        Group::Scope(id) => Some(Node::Scope(id)),
        Group::Pool(Some(id)) => Some(Node::Pool(id)),
        Group::Vpc(id) => {
            let cidr = workspace.index().vpc(id)?.cidrs().first();
            Some(cidr.map_or(Node::Vpc(id), |(_, cidr)| Node::VpcCidr(*cidr)))
        }
        _ => None,
    }
}
