//! What runs in a VPC.

use super::row::Held;
use crate::app::ask::{Ask, CostAsk};
use crate::app::cost::words::{number, workload_title};
use crate::app::markup::*;
use crate::app::money::{currency, has_no_price, to_the_cent};
use crate::app::parts::{Button, ButtonKind, ButtonSize};
use crate::app::planner::CostPage;
use crate::app::reactive::{Callback, Memo};
use crate::cost::{Figures, Group, Period, Terms};
use crate::plan::{Id, Vpc, Workload};

/// A workload in words.
#[derive(Clone, PartialEq)]
struct Line {
    id: Id<Workload>,
    name: String,
    figures: String,
}

/// "3,000 active IPs · $591.30 a month".
fn figures_words(figures: &Figures, terms: &Terms) -> String {
    let active = number(figures.active());
    let active = match figures.unmonitored {
        0 => format!("{active} active IPs"),
        seen => format!("{} not monitored", number(seen)),
    };
    if has_no_price(terms) {
        return active;
    }
    let cost = to_the_cent(currency(terms), figures.total_for(terms, Period::Month));
    format!("{active} · {cost} a month")
}

/// Each with its active IPs and its cost, a button for another, and a way to the cost of the plan.
pub(super) fn view(held: Held<Vpc>) -> AnyView {
    let Held { planner, id, .. } = held;
    let lines = Memo::new(move |_| {
        planner.read(|workspace| {
            let (estimate, table) = (workspace.estimate(), &workspace.plan().intent().workloads);
            let ids = workspace
                .index()
                .vpc(id)
                .map(|entry| entry.workloads())
                .unwrap_or_default();
            let line = |id: &Id<Workload>| {
                Some(Line {
                    id: *id,
                    name: workload_title(table.get(id)?),
                    figures: figures_words(&estimate.of(Group::Workload(*id)), estimate.terms()),
                })
            };
            let lines: Vec<Line> = ids.iter().filter_map(line).collect();
            let of_vpc = estimate.of(Group::Vpc(id));
            let total = (lines.len() > 1).then(|| figures_words(&of_vpc, estimate.terms()));
            (lines, total)
        })
    });
    let list = following(move || {
        let (lines, total) = lines.get();
        if lines.is_empty() {
            return view! { <p class="dim">"None stated: the VPC adds nothing to the cost"</p> }.into_any();
        }
        let line = |line: Line| {
            let id = line.id;
            view! {
                <li class="routes__line">
                    <Button
                        label=line.name
                        kind=ButtonKind::Link
                        size=ButtonSize::Small
                        on_press=Callback::new(move |()| planner.ask(Ask::Cost(CostAsk::Workload(id))))
                    />
                    <span class="dim number">{line.figures}</span>
                </li>
            }
        };
        let total = total.map(|figures| {
            view! { <li class="routes__line"><b>"Together"</b><span class="number">{figures}</span></li> }
        });
        view! { <ul class="routes__list">{lines.into_iter().map(line).collect_view()}{total}</ul> }.into_any()
    });
    view! {
        {list}
        <div class="cluster">
            <Button
                label="Add a workload…"
                size=ButtonSize::Small
                refusal=planner.refusal()
                on_press=Callback::new(move |()| planner.ask(Ask::Cost(CostAsk::AddWorkload(id))))
            />
            <Button
                label="What the plan costs"
                kind=ButtonKind::Link
                size=ButtonSize::Small
                on_press=Callback::new(move |()| planner.show_cost(CostPage::Estimate))
            />
        </div>
    }
    .into_any()
}
