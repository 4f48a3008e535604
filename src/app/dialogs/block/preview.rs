//! The block that would be taken, before it is.

use super::outcome::{Certainty, Outcome, Room};
use super::strip::{Kind, Run, Share, Strip};
use crate::address::{AddressCount, Family};
use crate::app::markup::*;
use crate::app::parts::{Glyph, Icon};
use crate::app::reactive::Memo;

/// Shows the block, why it is this one, where it lies and what stays free. It is a live region: it is heard after what was
/// typed.
#[component]
pub(super) fn BlockPreview(
    /// What would be taken.
    outcome: Memo<Option<Outcome>>,
    /// What there is to take from.
    room: Memo<Option<Room>>,
) -> impl IntoView {
    let content = move || match (outcome.get().and_then(proposal), room.get()) {
        (Some(proposal), _) => Some(proposal),
        (None, room) => room.map(idle),
    };
    let is_empty = move || outcome.with(Option::is_none) && room.with(Option::is_none);
    view! {
        <div
            class=move || if room.with(Option::is_some) { "proposal" } else { "proposal proposal--plain" }
            role="status"
            hidden=is_empty
        >
            {content}
        </div>
    }
    .into_any()
}

/// IPv4 to the address; of IPv6 the digits say nothing.
fn written(family: Family, count: AddressCount) -> String {
    match family {
        Family::Ipv4 => count.to_string(),
        Family::Ipv6 => count.compact().to_string(),
    }
}

fn idle(room: Room) -> AnyView {
    let sentence = match room.largest {
        Some(largest) => format!(
            "{} addresses are free; the largest free block is {largest}",
            written(largest.family(), room.free)
        ),
        None if room.strip.is_some() => "Nothing is free".to_owned(),
        None => "The pool has no CIDR yet: provision one first".to_owned(),
    };
    let strip = room.strip.map(|strip| strip_view(strip, None));
    view! { <p class="dim">{sentence}</p> {strip} }.into_any()
}

fn proposal(outcome: Outcome) -> Option<AnyView> {
    let (cidr, certainty) = outcome.block?;
    let what = match (&outcome.verdict, outcome.problem) {
        (Ok(found), _) => view! {
            <p>
                <b class="proposal__block">{cidr.to_string()}</b>
                " "
                {found.reason.to_string()}
            </p>
        }
        .into_any(),
        (Err(_), problem) => view! {
            <p class="proposal__problem">
                <Icon glyph=Glyph::Warning />
                <span>{problem}". You can add it all the same: it becomes a finding"</span>
            </p>
        }
        .into_any(),
    };
    let size = format!("{} addresses", written(cidr.family(), cidr.size()));
    let left = outcome
        .left
        .map(|left| format!(", {} stay free", written(cidr.family(), left)));
    let strip = outcome
        .strip
        .map(|strip| strip_view(strip, Some((cidr.to_string(), certainty))));
    Some(view! { {what} <p class="dim">{size} {left}</p> {strip} }.into_any())
}

fn strip_view(strip: Strip, block: Option<(String, Certainty)>) -> AnyView {
    let cells = f64::from(strip.cells);
    let run = |run: &Run| {
        let class = match (run.taken.by, run.taken.share) {
            (Kind::Pool, Share::All) => "strip__run strip__run--pool",
            (Kind::Vpc, Share::All) => "strip__run strip__run--vpc",
            (Kind::Reservation, Share::All) => "strip__run strip__run--reserved",
            (Kind::Subnet, Share::All) => "strip__run strip__run--subnet",
            (Kind::Pool, Share::Part) => "strip__run strip__run--pool strip__run--part",
            (Kind::Vpc, Share::Part) => "strip__run strip__run--vpc strip__run--part",
            (Kind::Reservation, Share::Part) => "strip__run strip__run--reserved strip__run--part",
            (Kind::Subnet, Share::Part) => "strip__run strip__run--subnet strip__run--part",
        };
        let left = percent(f64::from(run.start) / cells);
        let width = percent(f64::from(run.cells) / cells);
        view! { <span class=class style:left=left style:width=width></span> }
    };
    let runs = strip.runs.iter().map(run).collect_view();
    let (left, width) = (
        percent(f64::from(strip.offset) / 1e4),
        percent(f64::from(strip.extent) / 1e4),
    );
    let label = match &block {
        Some((block, _)) => format!(
            "{block} begins after {}.{:02} percent of {} and takes {} of it",
            strip.offset / 100,
            strip.offset % 100,
            strip.within,
            match strip.extent {
                ..=1 => "a ten-thousandth or less".to_owned(),
                extent => format!("{}.{:02} percent", extent / 100, extent % 100),
            },
        ),
        None => format!("What is taken of {}", strip.within),
    };
    let block = block.map(|(_, certainty)| {
        let class = match certainty {
            Certainty::Free => "strip__block",
            Certainty::Anyway => "strip__block strip__block--anyway",
        };
        view! { <span class=class style:left=left style:width=width></span> }
    });
    view! {
        <div class="strip">
            <div class="strip__line" role="img" aria-label=label>
                {runs}
                {block}
            </div>
            <div class="strip__ends mono" aria-hidden="true">
                <span>{strip.within.first().to_string()}</span>
                <span>{strip.within.last().to_string()}</span>
            </div>
        </div>
    }
    .into_any()
}

fn percent(share: f64) -> String {
    format!("{:.3}%", share * 100.0)
}
