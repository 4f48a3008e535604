//! How what is planned stands to what exists in AWS: a mark and words, for tree and inspector.

use crate::app::markup::*;
use crate::lifecycle::Standing;

/// A small shape, different for each, for the eye; with a tip. The word stands beside it, or is said by what is around it.
#[component]
pub(super) fn StandingMark(
    /// How it stands.
    standing: Standing,
    /// What that means; nothing where it stands beside.
    #[prop(optional)]
    tip: &'static str,
) -> impl IntoView {
    // A check, a ring of dashes, a sign that two are not equal, a circle of arrows.
    let (name, path) = match standing {
        Standing::Exists => ("exists", "M2 6.3 4.8 9 10 3.4"),
        Standing::Planned => ("planned", "M6 10A4 4 0 1 0 6 2a4 4 0 0 0 0 8Z"),
        Standing::Differs => ("differs", "M2 4.5h8M2 7.5h8M8 1.8 4 10.2"),
        Standing::Replaced => ("replaced", "M10 6a4 4 0 1 1-1.4-3M9 .8v2.4H6.6"),
    };
    let tip = Some(tip).filter(|tip| !tip.is_empty());
    view! {
        <span class=format!("standing standing--{name}") aria-hidden="true" data-tip=tip>
            <svg viewBox="0 0 12 12"><path d=path /></svg>
        </span>
    }
    .into_any()
}

/// How a row stands to what exists in AWS, as a part of a sentence.
pub(super) fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Planned => "only planned",
        Standing::Exists => "exists in AWS",
        Standing::Differs => "differs from AWS",
        Standing::Replaced => "must be created again in AWS",
    }
}

/// The same, with what follows from it.
pub(super) fn standing_tip(standing: Standing) -> &'static str {
    match standing {
        Standing::Planned => "Only planned: it does not exist in AWS yet",
        Standing::Exists => "Exists in AWS as it is planned",
        Standing::Differs => "Exists in AWS, and differs from the plan: it is changed there without being deleted",
        Standing::Replaced => {
            "Exists in AWS, and has to be deleted there and created again: AWS does not change what differs"
        }
    }
}

/// What the marks mean.
pub(super) fn legend() -> AnyView {
    let all = [
        Standing::Exists,
        Standing::Planned,
        Standing::Differs,
        Standing::Replaced,
    ];
    let item = |standing| view! { <li><StandingMark standing /> {standing_word(standing)}</li> };
    view! {
        <ul class="standing-legend" aria-label="The marks in the tree">
            {all.into_iter().map(item).collect_view()}
        </ul>
    }
    .into_any()
}
