//! What there is in both plans in a few figures, and what becomes of the findings.

use super::shown::{STEP, Shown};
use crate::app::markup::*;
use crate::app::parts::figures::thousands;
use crate::compare::Total;
use crate::foresight::ToldFinding;

/// A table of the figures of both plans.
pub(super) fn totals(shown: &Shown) -> AnyView {
    let told = |total: &Total| {
        [
            thousands(total.pools as u64),
            thousands(total.vpcs as u64),
            thousands(total.subnets as u64),
            total.vpc_addresses.to_string(),
            thousands(u64::try_from(total.active_ips).unwrap_or(u64::MAX)),
            total.monthly.with_decimals(2),
            thousands(total.findings as u64),
        ]
    };
    let names = [
        "Pools",
        "VPCs",
        "Subnets",
        "IPv4 addresses of VPCs",
        "Active IPs",
        "USD a month",
        "Findings",
    ];
    let (before, after) = (told(&shown.comparison.before), told(&shown.comparison.after));
    let rows = names.into_iter().zip(before).zip(after).map(|((name, before), after)| {
        let class = if before == after {
            "number"
        } else {
            "number differs__other"
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{before}</td>
                <td class=class>{after}</td>
            </tr>
        }
    });
    let [first, second] = shown.names.clone();
    view! {
        <div class="differs__scroll">
            <table class="differs__totals">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{first}</th>
                        <th scope="col">{second}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Findings of which the same became, folded.
pub(super) fn findings(title: &'static str, list: &[ToldFinding]) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    let items = list
        .iter()
        .take(STEP)
        .map(|told| view! { <li>{told.sentence.clone()}</li> })
        .collect_view();
    let more = (list.len() > STEP).then(|| view! { <li>{format!("and {} more", list.len() - STEP)}</li> });
    view! {
        <details class="differs__findings">
            <summary>{format!("{title}: {}", thousands(list.len() as u64))}</summary>
            <ul>{items} {more}</ul>
        </details>
    }
    .into_any()
}
