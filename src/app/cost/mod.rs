//! What runs in the plan and what it costs: the estimate, scenarios beside it, and what is to come.
//!
//! What is reckoned is the domain's; here are the words, tables and charts around it. A chart never says what its table does not.

mod adjustment;
mod bar;
mod estimate;
mod growth;
mod instance_type;
mod model;
mod pace;
mod scenarios;
mod settings;
mod table;
pub(super) mod words;
mod workload;

use super::ask::CostAsk;
use super::markup::*;
use super::parts::{Choice, LabelPlace, Segmented};
use super::planner::{CostPage, use_planner};
use super::reactive::{RwSignal, Signal};
use crate::cost::Period;

/// The estimate, the scenarios or the growth.
pub(super) fn cost_panel() -> AnyView {
    let planner = use_planner();
    let period = RwSignal::new(Period::Month);
    let pages = vec![
        Choice::new(CostPage::Estimate, "Estimate"),
        Choice::new(CostPage::Scenarios, "Scenarios"),
        Choice::new(CostPage::Growth, "Growth"),
    ];
    let periods = vec![
        Choice::new(Period::Hour, "Hour"),
        Choice::new(Period::Month, "Month"),
        Choice::new(Period::Year, "Year"),
    ];
    let per = following(move || {
        (planner.cost_page.get() != CostPage::Growth).then(|| {
            view! {
                <Segmented
                    label="Cost per"
                    label_place=LabelPlace::Said
                    options=Signal::stored(periods.clone())
                    value=period
                    on_change=period.setter()
                />
            }
        })
    });
    let content = following(move || match planner.cost_page.get() {
        CostPage::Estimate => estimate::view(planner, period),
        CostPage::Scenarios => scenarios::view(planner, period),
        CostPage::Growth => growth::view(planner),
    });
    view! {
        <div class="cost">
            <div class="cost__top">
                <Segmented
                    label="What of the cost"
                    label_place=LabelPlace::Said
                    options=Signal::stored(pages)
                    value=planner.cost_page
                    on_change=planner.cost_page.setter()
                />
                {per}
                {estimate::acts(planner)}
            </div>
            {content}
        </div>
    }
    .into_any()
}

/// The dialog that asks this.
pub(super) fn cost_dialog(ask: CostAsk, open: RwSignal<bool>) -> AnyView {
    match ask {
        CostAsk::Workload(id) => {
            let row = use_planner().peek(|w| w.plan().intent().workloads.get(&id).map(|row| row.vpc));
            match row {
                Some(vpc) => workload::dialog(Some(id), vpc, open),
                None => {
                    open.set(false);
                    ().into_any()
                }
            }
        }
        CostAsk::AddWorkload(vpc) => workload::dialog(None, vpc, open),
        CostAsk::Settings => settings::dialog(open),
        CostAsk::Adjustment(scenario, place) => adjustment::dialog(scenario, place, open),
    }
}
