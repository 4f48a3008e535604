//! A bar of two charges beside its number.

use crate::app::markup::*;
use crate::cost::Money;

/// How long the longest bar is, in the units of its drawing.
const LONGEST: i128 = 1_000;

/// The charge for active IPs and the one for public IPv4 addresses end to end, where the longest bar of the chart stands for
/// `most`. For the eye: the number beside it says the same.
pub(super) fn bar(ipam: Money, public_ipv4: Money, most: Money) -> AnyView {
    let part = |amount: Money| match most.nano_dollars() {
        0 => 0,
        most => (amount.nano_dollars().saturating_mul(LONGEST) / most).clamp(0, LONGEST),
    };
    let (first, both) = (part(ipam), part(ipam + public_ipv4));
    let rectangle = |from: i128, to: i128| format!("M{from} 0H{to}V8H{from}Z");
    view! {
        <svg class="cost__bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
            <path class="cost__ipam" d=rectangle(0, first)></path>
            <path class="cost__public" d=rectangle(first, both)></path>
        </svg>
    }
    .into_any()
}

/// The heading of a column of bars: for the ear, which hears the numbers beside them.
pub(super) fn heading() -> AnyView {
    view! { <th scope="col" class="cost__chart"><span class="visually-hidden">"As a bar"</span></th> }.into_any()
}

/// What the two parts of a bar are.
pub(super) fn legend() -> AnyView {
    view! {
        <p class="cost__legend dim">
            <span class="cost__mark cost__mark--ipam" aria-hidden="true"></span>
            "IPAM"
            <span class="cost__mark cost__mark--public" aria-hidden="true"></span>
            "Public IPv4"
        </p>
    }
    .into_any()
}
