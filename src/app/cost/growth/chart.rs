//! The curve of cost over months. It is for the eye: the sentence over it and the table below say the same.

use std::fmt::Write;

use super::model::Ahead;
use crate::app::cost::bar::legend;
use crate::app::markup::*;
use crate::app::parts::length;
use crate::cost::Money;

/// The size of the drawing, which is stretched to its place.
const WIDTH: i128 = 1_000;
const HEIGHT: i128 = 400;

/// Two areas, one on the other: what IPAM costs, and what public IPv4 addresses cost.
pub(super) fn chart(ahead: &Ahead) -> AnyView {
    let ipam = line(ahead, |place| ahead.curve.get(place).map(|month| month.ipam));
    let total = line(ahead, |place| ahead.curve.get(place).map(|month| month.total()));
    let lines = ahead.scale.len().saturating_sub(1).max(1);
    let label = |(place, words): (usize, &String)| {
        let top = length(100.0 * place as f64 / lines as f64, "%");
        view! { <span class="cost__tick" style:top=top>{words.clone()}</span> }
    };
    let last = ahead.curve.len().saturating_sub(1);
    let every = match last {
        0..=12 => 3,
        13..=36 => 6,
        37..=60 => 12,
        _ => 24,
    };
    let month = |month: usize| {
        let left = length(100.0 * month as f64 / last.max(1) as f64, "%");
        view! { <span class="cost__month" style:left=left>{tick(month)}</span> }
    };
    let mut grid = String::new();
    for place in 0..=lines {
        let y = HEIGHT * place as i128 / lines as i128;
        _ = write!(grid, "M0 {y}H{WIDTH}");
    }
    view! {
        <div class="cost__curve" aria-hidden="true">
            <div class="cost__scale">{ahead.scale.iter().enumerate().map(label).collect_view()}</div>
            <svg class="cost__plot" viewBox="0 0 1000 400" preserveAspectRatio="none">
                <path class="cost__grid" d=grid></path>
                <path class="cost__public" d=band(&total, &ipam)></path>
                <path class="cost__ipam" d=format!("M{}V{HEIGHT}H0Z", ipam.concat())></path>
                <path class="cost__line cost__line--both" d=format!("M{}", total.concat())></path>
                <path class="cost__line" d=format!("M{}", ipam.concat())></path>
            </svg>
            <div class="cost__axis">{(0..=last).step_by(every).map(month).collect_view()}</div>
        </div>
        {legend()}
    }
    .into_any()
}

/// A month on the axis: "3 mo", "1½ yr".
fn tick(month: usize) -> String {
    match (month / 12, month % 12) {
        (0, 0) => "now".to_owned(),
        (years, 0) => format!("{years} yr"),
        (0, months) => format!("{months} mo"),
        (years, _) => format!("{years}\u{bd} yr"),
    }
}

/// The points of a curve, from now on.
fn line(ahead: &Ahead, amount: impl Fn(usize) -> Option<Money>) -> Vec<String> {
    let last = ahead.curve.len().saturating_sub(1).max(1) as i128;
    let point = |place: usize| {
        let amount = amount(place).unwrap_or(Money::ZERO).nano_dollars();
        let x = WIDTH * place as i128 / last;
        // A tenth of a unit is less than what is seen. The upper end is never 0.
        let y = HEIGHT * 10 - (amount.saturating_mul(HEIGHT * 10) / ahead.top.max(1));
        format!("{x} {}.{} ", y / 10, y % 10)
    };
    (0..ahead.curve.len()).map(point).collect()
}

/// What lies between two curves: along one and back along the other.
fn band(upper: &[String], lower: &[String]) -> String {
    let back: String = lower.iter().rev().map(String::as_str).collect();
    format!("M{}L{back}Z", upper.concat())
}
