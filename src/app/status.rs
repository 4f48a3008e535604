//! The figures of the whole plan, in one line.

use super::markup::*;
use super::parts::{Glyph, Icon};
use super::planner::{Panel, use_planner};
use super::reactive::Memo;
use crate::address::AddressCount;
use crate::plan::{ManagementState, Plan};
use crate::rules::SeverityCounts;
use crate::workspace::Workspace;

#[derive(Clone, PartialEq)]
struct Figures {
    pools: usize,
    allocations: usize,
    /// How much of the top-level pools of the default private scope is allocated: permille, and the pools' first CIDR.
    allocated: Option<(u32, String)>,
    findings: SeverityCounts,
}

impl Figures {
    fn of(workspace: &Workspace) -> Self {
        let (plan, index) = (workspace.plan(), workspace.index());
        let design = plan.design();
        let managed = design
            .vpc_cidrs
            .values()
            .filter(|row| row.management_state() == ManagementState::Managed)
            .count();
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
            pools: design.pools.len(),
            allocations: managed + design.reservations.len(),
            allocated,
            findings: workspace.findings().total(),
        }
    }
}

/// The figures. The findings among them are a button that shows the list.
#[component]
pub(super) fn StatusStrip() -> impl IntoView {
    let planner = use_planner();
    let figures = Memo::new(move |_| planner.read(Figures::of));
    let count = move |number: usize, one: &'static str, many: &'static str| {
        view! {
            <span>
                <b>{thousands(number)}</b>
                " "
                {if number == 1 { one } else { many }}
            </span>
        }
    };
    let severity = move |class: &'static str, glyph: Glyph, number: u32, one: &'static str, many: &'static str| {
        (number > 0).then(|| {
            view! {
                <span class=format!("status__severity status__severity--{class}")>
                    <Icon glyph />
                    <b>{thousands(number as usize)}</b>
                    " "
                    {if number == 1 { one } else { many }}
                </span>
            }
        })
    };
    let findings = following(move || {
        let counts = figures.with(|figures| figures.findings);
        if counts.total() == 0 {
            return view! { <span class="status__clear">"No findings"</span> }.into_any();
        }
        view! {
            {severity("error", Glyph::Error, counts.errors, "error", "errors")}
            {severity("warning", Glyph::Warning, counts.warnings, "warning", "warnings")}
            {severity("note", Glyph::Note, counts.notes, "note", "notes")}
        }
        .into_any()
    });
    view! {
        <section class="status" aria-label="Figures of the plan">
            {move || count(figures.with(|f| f.pools), "pool", "pools")}
            {move || count(figures.with(|f| f.allocations), "allocation", "allocations")}
            {move || {
                figures
                    .with(|f| f.allocated.clone())
                    .map(|(permille, of)| {
                        view! {
                            <span>
                                <b>{format!("{}.{} %", permille / 10, permille % 10)}</b>
                                " of "
                                {of}
                                " allocated"
                            </span>
                        }
                    })
            }}
            <button
                type="button"
                class="status__findings"
                on:click=move |_| planner.panel.set(Panel::Findings)
            >
                {findings}
            </button>
        </section>
    }
}

/// A number with thousands separators.
fn thousands(number: usize) -> String {
    AddressCount::new(number as u128).to_string()
}
