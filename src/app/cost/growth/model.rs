//! The coming months in words.

use crate::app::cost::words::number;
use crate::app::dialogs::words::title;
use crate::app::money::{currency, has_no_price, to_the_cent};
use crate::cost::{MonthAhead, RunsOut, Terms, blocks_that_run_out, curve, pools_that_run_out};
use crate::plan::index::Placed;
use crate::plan::{Growth, Id, Node, Pool, Scenario};
use crate::workspace::Workspace;

/// How many lines of what runs out are shown.
const SHOWN: usize = 100;

/// What is looked ahead for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) growth: Growth,
    pub(super) months: u32,
    pub(super) scenario: Option<Id<Scenario>>,
}

/// What is to come.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ahead {
    pub(super) sentence: String,
    pub(super) months: Vec<MonthLine>,
    pub(super) curve: Vec<MonthAhead>,
    /// What stands at the lines of the chart, from the uppermost down.
    pub(super) scale: Vec<String>,
    /// What the upper end of the chart stands for, in nano-dollars.
    pub(super) top: i128,
    pub(super) pools: Vec<RunLine>,
    pub(super) more_pools: usize,
    pub(super) subnets: Vec<RunLine>,
    pub(super) more_subnets: usize,
}

/// A month as a line of the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MonthLine {
    pub(super) when: String,
    pub(super) active: String,
    pub(super) consumed: String,
    pub(super) ipam: String,
    pub(super) public_ipv4: String,
    pub(super) total: String,
}

/// Something that runs out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RunLine {
    pub(super) node: Option<Node>,
    pub(super) name: String,
    pub(super) cidr: String,
    pub(super) when: String,
    pub(super) is_now: bool,
}

/// When a month is, from now.
pub(super) fn when(month: u32) -> String {
    let counted = |count: u32, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    match (month / 12, month % 12) {
        (0, 0) => "now".to_owned(),
        (0, months) => format!("in {}", counted(months, "month", "months")),
        (years, 0) => format!("in {}", counted(years, "year", "years")),
        (years, months) => format!(
            "in {} {}",
            counted(years, "year", "years"),
            counted(months, "month", "months")
        ),
    }
}

/// Looks ahead.
pub(super) fn ahead(workspace: &Workspace, asked: Asked) -> Ahead {
    let Asked {
        growth,
        months,
        scenario,
    } = asked;
    let (plan, index) = (workspace.plan(), workspace.index());
    let row = scenario.and_then(|id| plan.intent().scenarios.get(&id));
    let terms = Terms::under(plan, row.map(|row| row.adjustments.as_slice()).unwrap_or_default());
    let curve = curve(plan, index, &terms, growth, months);
    let pools = pools_that_run_out(plan, index, growth, months);
    let subnets = blocks_that_run_out(plan, index, &terms, growth, months);
    let currency = currency(&terms);
    let month = |month: &MonthAhead| MonthLine {
        when: when(month.month),
        active: number(month.active),
        consumed: number(month.consumed_ipv4),
        ipam: to_the_cent(currency, month.ipam),
        public_ipv4: to_the_cent(currency, month.public_ipv4),
        total: to_the_cent(currency, month.total()),
    };
    let most = curve
        .iter()
        .map(|month| month.total().nano_dollars())
        .max()
        .unwrap_or(0);
    let (top, step) = scale(most);
    let lines = (0..=top / step).rev();
    let amount = |line: i128| {
        let amount = crate::cost::Money::from_nano_dollars(line * step);
        let decimals = if step < DOLLAR { 2 } else { 0 };
        crate::app::money::with_decimals(currency, amount, decimals)
    };
    Ahead {
        sentence: sentence(&curve, &terms),
        months: curve.iter().map(month).collect(),
        scale: lines.map(amount).collect(),
        top,
        more_pools: pools.len().saturating_sub(SHOWN),
        pools: pools
            .iter()
            .take(SHOWN)
            .map(|found| pool_line(workspace, *found))
            .collect(),
        more_subnets: subnets.len().saturating_sub(SHOWN),
        subnets: subnets
            .iter()
            .take(SHOWN)
            .map(|found| block_line(workspace, *found))
            .collect(),
        curve,
    }
}

fn sentence(curve: &[MonthAhead], terms: &Terms) -> String {
    let currency = currency(terms);
    match curve {
        [first, .., last] if has_no_price(terms) => format!(
            "From {} to {} active IPs {}; there is no price for them",
            number(first.active),
            number(last.active),
            when(last.month)
        ),
        [first, .., last] => format!(
            "{} a month now, {} a month {}: from {} to {} active IPs",
            to_the_cent(currency, first.total()),
            to_the_cent(currency, last.total()),
            when(last.month),
            number(first.active),
            number(last.active)
        ),
        _ => String::new(),
    }
}

/// A dollar in nano-dollars.
const DOLLAR: i128 = 1_000_000_000;

/// The upper end of a chart and the step between its lines: 1, 2 or 5 times a power of ten, three to six steps.
fn scale(most: i128) -> (i128, i128) {
    let mut step = DOLLAR / 100;
    for factor in [2, 5, 10].into_iter().cycle().take(120) {
        if most <= step * 5 {
            break;
        }
        // From 1 to 2 to 5 to 10.
        step = match factor {
            2 => step * 2,
            5 => step / 2 * 5,
            _ => step * 2,
        };
    }
    let steps = (most + step - 1) / step;
    (step * steps.max(1), step)
}

fn pool_line(workspace: &Workspace, found: RunsOut<Id<Pool>>) -> RunLine {
    let entry = workspace.index().pool(found.what);
    let cidrs = entry
        .into_iter()
        .flat_map(|entry| entry.cidrs().map(|(cidr, _)| cidr.to_string()));
    let cidrs: Vec<String> = cidrs.take(2).collect();
    RunLine {
        node: Some(Node::Pool(found.what)),
        name: title(workspace, Node::Pool(found.what)),
        cidr: match cidrs.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            [first, ..] => format!("{first} …"),
        },
        when: when(found.month),
        is_now: found.month == 0,
    }
}

fn block_line(workspace: &Workspace, found: RunsOut<Placed>) -> RunLine {
    let node = workspace.outline().node_of(found.what);
    RunLine {
        node,
        name: node.map(|node| title(workspace, node)).unwrap_or_default(),
        cidr: found.what.cidr.to_string(),
        when: when(found.month),
        is_now: found.month == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{DOLLAR, scale, when};

    #[test]
    fn months_are_told_from_now() {
        for (month, expected) in [
            (0, "now"),
            (1, "in 1 month"),
            (11, "in 11 months"),
            (12, "in 1 year"),
            (25, "in 2 years 1 month"),
        ] {
            assert_eq!(when(month), expected);
        }
    }

    #[test]
    fn a_chart_has_few_round_steps_and_room_for_the_most() {
        for most in [
            0,
            1,
            DOLLAR / 100,
            DOLLAR,
            17 * DOLLAR,
            985 * DOLLAR,
            1_000_000 * DOLLAR,
            i128::MAX / 1_000_000,
        ] {
            let (top, step) = scale(most);
            assert!(
                top >= most && (1..=6).contains(&(top / step)),
                "{most}: {top} by {step}"
            );
            let digits = step.to_string();
            assert!(
                digits.starts_with(['1', '2', '5']) && digits[1..].bytes().all(|byte| byte == b'0'),
                "{step}"
            );
        }
        assert_eq!(scale(985 * DOLLAR), (1_000 * DOLLAR, 200 * DOLLAR));
    }
}
