//! Scenarios side by side: evaluated over the plan as it is, and never applied until somebody adopts one.

use super::counts::{Counts, drawn, is_monitored};
use super::estimate::usage_under;
use super::figures::Figures;
use super::held::{candidates, held};
use super::money::Money;
use super::terms::{Period, Terms};
use super::usage::Usage;
use crate::ordered::OrderedSet;
use crate::plan::index::Index;
use crate::plan::{Adjustment, Edit, Growth, Id, Plan, RegionCode, RowChange, Scenario, Workload, WorkloadKind};

/// What a plan costs under a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The scenario; none is the plan as it stands.
    pub scenario: Option<Id<Scenario>>,
    /// The figures of everything.
    pub figures: Figures,
    /// What they rest on.
    pub terms: Terms,
    /// What grows every year.
    pub growth: Growth,
    /// How it differs from the plan as it stands.
    pub difference: Difference,
}

impl Outcome {
    /// What everything costs in a period.
    pub fn cost(&self, period: Period) -> Money {
        self.figures.total_for(&self.terms, period)
    }
}

/// By how much something is more. Less is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Active IPs that are billed.
    pub active: i128,
    /// IPv4 addresses that subnets lose.
    pub consumed_ipv4: i128,
    /// What everything costs in an hour.
    pub per_hour: Money,
    /// What everything costs in a month.
    pub per_month: Money,
    /// What everything costs in a year.
    pub per_year: Money,
}

impl Difference {
    fn between(base: (&Figures, &Terms), other: (&Figures, &Terms)) -> Self {
        let more = |base: u128, other: u128| {
            // Counts are less than 2^70.
            let signed = |number: u128| i128::try_from(number).unwrap_or(i128::MAX);
            signed(other) - signed(base)
        };
        let cost = |period: Period| other.0.total_for(other.1, period) - base.0.total_for(base.1, period);
        Self {
            active: more(base.0.active(), other.0.active()),
            consumed_ipv4: more(base.0.consumed_ipv4, other.0.consumed_ipv4),
            per_hour: cost(Period::Hour),
            per_month: cost(Period::Month),
            per_year: cost(Period::Year),
        }
    }
}

/// The figures of everything under these terms. O(workloads + public blocks + pools).
pub fn total_under(plan: &Plan, index: &Index, terms: &Terms) -> Figures {
    let mut total = Counts::default();
    for (id, workload) in &plan.intent().workloads {
        let usage = usage_under(terms, *id, workload);
        count(plan, index, terms, workload, &usage, &mut total);
    }
    add_held(plan, index, terms, &mut total);
    total.figures(terms)
}

/// The figures of what the public scope holds, which no workload changes.
pub(super) fn of_held(plan: &Plan, index: &Index, terms: &Terms) -> Figures {
    let mut sum = Counts::default();
    add_held(plan, index, terms, &mut sum);
    sum.figures(terms)
}

fn add_held(plan: &Plan, index: &Index, terms: &Terms, sum: &mut Counts) {
    for row in candidates(plan, index) {
        if let Some(held) = held(plan, index, terms, row) {
            sum.add(&held.counts);
        }
    }
}

/// The figures of one workload under these terms. It need not be in the plan yet.
pub fn of_workload(plan: &Plan, index: &Index, terms: &Terms, id: Id<Workload>, workload: &Workload) -> Figures {
    of_usage(plan, index, terms, workload, &usage_under(terms, id, workload))
}

/// The figures of one workload when it is as `usage` says.
pub(super) fn of_usage(plan: &Plan, index: &Index, terms: &Terms, workload: &Workload, usage: &Usage) -> Figures {
    let mut sum = Counts::default();
    count(plan, index, terms, workload, usage, &mut sum);
    sum.figures(terms)
}

/// Adds the addresses of one workload to a sum.
fn count(plan: &Plan, index: &Index, terms: &Terms, workload: &Workload, usage: &Usage, sum: &mut Counts) {
    if let Some(vpc) = index.vpc(workload.vpc) {
        let is_monitored = is_monitored(plan, terms, vpc.region(), vpc.account());
        for drawn in drawn((plan, index), is_monitored, vpc, workload, usage) {
            sum.add_drawn(&drawn, vpc.region());
        }
    }
}

/// What several adjustments say about growth: the last one that says something.
pub fn growth_of(adjustments: &[Adjustment]) -> Growth {
    let mut growths = adjustments.iter().filter_map(|adjustment| match adjustment {
        Adjustment::Growth(growth) => Some(*growth),
        _ => None,
    });
    growths.next_back().unwrap_or_default()
}

/// The plan as it stands, and each of these scenarios beside it, in order. Scenarios that are not there are left out.
pub fn compare(plan: &Plan, index: &Index, scenarios: &[Id<Scenario>]) -> Vec<Outcome> {
    let terms = Terms::of(plan);
    let figures = total_under(plan, index, &terms);
    let base = Outcome {
        scenario: None,
        figures,
        terms,
        growth: Growth::default(),
        difference: Difference::default(),
    };
    let others = scenarios.iter().filter_map(|id| {
        let row = plan.intent().scenarios.get(id)?;
        let terms = Terms::under(plan, &row.adjustments);
        let figures = total_under(plan, index, &terms);
        let difference = Difference::between((&base.figures, &base.terms), (&figures, &terms));
        Some(Outcome {
            scenario: Some(*id),
            figures,
            terms,
            growth: growth_of(&row.adjustments),
            difference,
        })
    });
    let others: Vec<Outcome> = others.collect();
    let mut outcomes = vec![base];
    outcomes.extend(others);
    outcomes
}

/// The edit that makes the plan what a scenario assumes, so that it costs then what the scenario says now.
///
/// What grows stays in the scenario, as it is no state of the plan; the scenario goes when nothing stays. Nothing when there is no
/// such scenario.
pub fn adopt(plan: &Plan, scenario: Id<Scenario>) -> Option<Edit> {
    let row = plan.intent().scenarios.get(&scenario)?;
    let mut edit = Edit::new();
    for (id, workload) in &plan.intent().workloads {
        let mut after = workload.clone();
        after.kind.adjust(*id, &row.adjustments);
        if after != *workload {
            edit.intent(RowChange {
                id: *id,
                before: Some(Box::new(workload.clone())),
                after: Some(Box::new(after)),
            });
        }
    }
    let terms = Terms::under(plan, &row.adjustments);
    edit.update(Plan::ipam_id(), plan.ipam(), |ipam| {
        ipam.operating_regions
            .retain(|region| terms.operating_regions.contains(region));
    });
    let mut about = plan.about().clone();
    about.cost = terms.settings;
    if let Some(rate) = terms.public_ipv4_everywhere {
        for region in regions(plan) {
            about.cost.public_ipv4_rates.or_insert(region, rate);
        }
    }
    if about != *plan.about() {
        edit.intent(RowChange {
            id: Plan::about_id(),
            before: Some(Box::new(plan.about().clone())),
            after: Some(Box::new(about)),
        });
    }
    let mut left = row.clone();
    left.adjustments
        .retain(|adjustment| matches!(adjustment, Adjustment::Growth(_)));
    edit.intent(RowChange {
        id: scenario,
        before: Some(Box::new(row.clone())),
        after: (!left.adjustments.is_empty()).then(|| Box::new(left)),
    });
    Some(edit)
}

/// The Regions of a plan: where its VPCs and public addresses are, and where IPAM operates.
fn regions(plan: &Plan) -> OrderedSet<RegionCode> {
    let mut regions = plan.ipam().all_operating_regions();
    regions.extend(plan.design().vpcs.values().map(|vpc| vpc.region));
    regions.extend(plan.design().public_blocks.values().filter_map(|row| row.region));
    regions
}

/// The node groups of a plan.
pub(super) fn node_groups(plan: &Plan) -> impl Iterator<Item = (Id<Workload>, &Workload)> {
    let rows = plan.intent().workloads.iter();
    rows.filter(|(_, row)| matches!(row.kind, WorkloadKind::NodeGroup(_)))
        .map(|(id, row)| (*id, row))
}
