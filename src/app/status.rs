//! The figures of the whole plan, in one line.

use super::markup::*;
use super::money;
use super::parts::figures::{percent, thousands};
use super::parts::{Glyph, Icon};
use super::planner::{CostPage, Panel, use_planner};
use super::reactive::Memo;
use crate::address::AddressCount;
use crate::plan::Plan;
use crate::rules::SeverityCounts;
use crate::workspace::Workspace;

#[derive(Clone, PartialEq)]
struct Figures {
    pools: u64,
    allocations: u64,
    /// How much of the top-level pools of the default private scope is allocated: permille, and the pools' first CIDR.
    allocated: Option<(u32, String)>,
    /// What the plan costs in a month, once something runs in it: active IPs where there is no price.
    cost: Option<(String, &'static str)>,
    findings: SeverityCounts,
}

impl Figures {
    fn of(workspace: &Workspace) -> Self {
        let (plan, index) = (workspace.plan(), workspace.index());
        let design = plan.design();
        let tops = index
            .scope(Plan::default_private_scope())
            .into_iter()
            .flat_map(|scope| scope.top_pools());
        let (mut size, mut free, mut cidrs) = (AddressCount::ZERO, AddressCount::ZERO, Vec::new());
        for entry in tops.filter_map(|pool| index.pool(pool)) {
            size += entry.space().size();
            free += entry.space().free_size();
            cidrs.extend(entry.cidrs().map(|(cidr, _)| cidr));
        }
        let allocated = size.checked_sub(free).filter(|_| !size.is_zero()).map(|used| {
            let of = match cidrs.as_slice() {
                [only] => only.to_string(),
                several => format!("{} top-level CIDRs", several.len()),
            };
            (used.permille_of(size), of)
        });
        Self {
            pools: design.pools.len() as u64,
            allocations: (index.managed_vpc_cidrs() + design.reservations.len()) as u64,
            allocated,
            cost: cost(workspace),
            findings: workspace.findings().total(),
        }
    }
}

fn cost(workspace: &Workspace) -> Option<(String, &'static str)> {
    let estimate = workspace.estimate();
    let costs = !workspace.plan().intent().workloads.is_empty() || !estimate.total().is_empty();
    costs.then(|| match money::per_month(estimate) {
        Some(cost) => (cost, "a month"),
        None => (AddressCount::from(estimate.total().active()).to_string(), "active IPs"),
    })
}

/// The figures. The cost and the findings among them are buttons that show more.
#[component]
pub(super) fn StatusStrip() -> impl IntoView {
    let planner = use_planner();
    let figures = Memo::new(move |_| planner.read(Figures::of));
    let cost = Memo::new(move |_| figures.with(|figures| figures.cost.clone()));
    let cost_button = following(move || {
        cost.get().map(|(amount, per)| {
            view! {
                <button
                    type="button"
                    class="status__cost"
                    data-tip="What IPAM and public IPv4 addresses cost"
                    on:click=move |_| planner.show_cost(CostPage::Estimate)
                >
                    <b>{amount}</b>
                    " "
                    {per}
                </button>
            }
        })
    });
    view! {
        <section class="status" aria-label="Figures of the plan">
            {move || figures.with(sizes)}
            {cost_button}
            <button
                type="button"
                class="status__findings"
                on:click=move |_| planner.panel.set(Panel::Findings)
            >
                {move || figures.with(findings)}
            </button>
        </section>
    }
}

fn sizes(figures: &Figures) -> Vec<AnyView> {
    let mut sizes = Vec::new();
    for (number, one, many) in [
        (figures.pools, "pool", "pools"),
        (figures.allocations, "allocation", "allocations"),
    ] {
        sizes.push(view! { <span>{counted(number, one, many)}</span> }.into_any());
    }
    if let Some((permille, of)) = &figures.allocated {
        let share = view! {
            <span>
                <b>{percent(*permille)}</b>
                {format!(" of {of} allocated")}
            </span>
        };
        sizes.push(share.into_any());
    }
    sizes
}

fn findings(figures: &Figures) -> Vec<AnyView> {
    let counts = figures.findings;
    if counts.total() == 0 {
        return vec![view! { <span class="status__clear">"No findings"</span> }.into_any()];
    }
    let mut findings = Vec::new();
    for (glyph, number, one, many) in [
        (Glyph::Error, counts.errors, "error", "errors"),
        (Glyph::Warning, counts.warnings, "warning", "warnings"),
        (Glyph::Note, counts.notes, "note", "notes"),
    ] {
        if number > 0 {
            let severity = view! {
                <span class=format!("status__severity status__severity--{one}")>
                    <Icon glyph />
                    {counted(u64::from(number), one, many)}
                </span>
            };
            findings.push(severity.into_any());
        }
    }
    findings
}

fn counted(number: u64, one: &'static str, many: &'static str) -> AnyView {
    view! {
        <b>{thousands(number)}</b>
        " "
        {if number == 1 { one } else { many }}
    }
    .into_any()
}
