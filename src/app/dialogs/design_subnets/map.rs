//! The CIDR as a line: what is there, what would be, what stays free.

use super::model::{Preview, Segment, Taken};
use crate::address::Cidr;
use crate::app::markup::*;
use crate::app::parts::length;

/// A block is given its name where it has this share of the line, in ten-thousandths.
const NAMED: u32 = 700;

/// The line with its ends. The table beside it says the same in words.
pub(super) fn view(within: Cidr, preview: &Preview) -> AnyView {
    let block = |segment: &Segment| {
        let class = match segment.taken {
            Taken::Before => "designer__block designer__block--before",
            Taken::New(place) if place % 2 == 0 => "designer__block designer__block--even",
            Taken::New(_) => "designer__block designer__block--odd",
        };
        let share = |share: u32| length(f64::from(share) / 100.0, "%");
        let words = (segment.extent >= NAMED).then(|| segment.words.clone());
        view! {
            <span class=class style:left=share(segment.offset) style:width=share(segment.extent)>
                {words}
            </span>
        }
    };
    let has_before = preview.segments.iter().any(|segment| segment.taken == Taken::Before);
    let before = has_before.then(|| {
        view! {
            <span class="designer__key">
                <span class="designer__swatch designer__block--before"></span>
                "there already"
            </span>
        }
    });
    view! {
        <div class="designer__map" aria-hidden="true">
            <div class="designer__line">{preview.segments.iter().map(block).collect_view()}</div>
            <div class="strip__ends mono">
                <span>{within.first().to_string()}</span>
                <span>{within.last().to_string()}</span>
            </div>
            <div class="designer__keys">
                <span class="designer__key">
                    <span class="designer__swatch designer__block--even"></span>
                    <span class="designer__swatch designer__block--odd"></span>
                    "new"
                </span>
                {before}
                <span class="designer__key">
                    <span class="designer__swatch designer__swatch--free"></span>
                    "free"
                </span>
            </div>
        </div>
    }
    .into_any()
}
