//! What would save most.

use super::add;
use crate::app::cost::adjustment::words;
use crate::app::cost::words::signed;
use crate::app::markup::*;
use crate::app::money::{currency, difference};
use crate::app::parts::{ButtonSize, Glyph, IconButton};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, RwSignal};
use crate::cost::{Period, Saving, savings};
use crate::plan::{Adjustment, Id, Scenario};
use crate::workspace::Workspace;

/// How many suggestions of each kind are shown.
const SUGGESTED: usize = 5;

/// A suggestion in words.
#[derive(Clone, Debug, PartialEq)]
struct Suggestion {
    adjustment: Adjustment,
    sentence: String,
    saves: String,
    price: Option<String>,
}

fn suggestion(workspace: &Workspace, saving: Saving, period: Period) -> Suggestion {
    let terms = workspace.estimate().terms();
    let saved = saving.per_hour.for_hours(terms.hours(period));
    let price = (saving.consumed_ipv4 != 0).then(|| format!("{} subnet addresses", signed(saving.consumed_ipv4)));
    let active = i128::try_from(saving.active).unwrap_or(i128::MAX);
    Suggestion {
        sentence: words(workspace, &saving.adjustment),
        saves: format!(
            "{} · {} active IPs",
            difference(currency(terms), -saved, period),
            signed(-active)
        ),
        price,
        adjustment: saving.adjustment,
    }
}

/// Whether IPAM still sees all that it saw.
fn keeps_sight(adjustment: &Adjustment) -> bool {
    !matches!(adjustment, Adjustment::DropRegion(_) | Adjustment::ExcludeOu(_))
}

/// Changes that would each save something, alone: first those under which IPAM sees as much.
pub(super) fn suggestions(
    planner: Planner,
    pace: RwSignal<u64>,
    chosen: RwSignal<Option<Id<Scenario>>>,
    period: RwSignal<Period>,
) -> AnyView {
    let list = Memo::new(move |_| {
        let period = period.get();
        pace.track();
        planner.peek(|workspace| {
            let all = savings(workspace.plan(), workspace.index(), workspace.estimate());
            let (mut same, mut less) = (Vec::new(), Vec::new());
            for saving in all {
                let group = match keeps_sight(&saving.adjustment) {
                    true => &mut same,
                    false => &mut less,
                };
                if group.len() < SUGGESTED {
                    group.push(suggestion(workspace, saving, period));
                }
            }
            (same, less)
        })
    });
    following(move || {
        let (same, less) = list.get();
        if same.is_empty() && less.is_empty() {
            return view! { <p class="dim">"No single change would save anything"</p> }.into_any();
        }
        let group = |title: &'static str, list: Vec<Suggestion>| {
            (!list.is_empty()).then(|| {
                let lines = list.into_iter().map(|suggestion| line_of(planner, chosen, suggestion));
                view! {
                    <h2 class="inspector__heading">{title}</h2>
                    <ol class="cost__list">{lines.collect_view()}</ol>
                }
            })
        };
        view! {
            {group("What saves most, each alone", same)}
            {group("By monitoring less", less)}
        }
        .into_any()
    })
}

fn line_of(planner: Planner, chosen: RwSignal<Option<Id<Scenario>>>, suggestion: Suggestion) -> AnyView {
    let Suggestion {
        adjustment,
        sentence,
        saves,
        price,
    } = suggestion;
    let name = sentence.clone();
    let said = format!("Add as a scenario: {sentence}");
    let take = Callback::new(move |()| add(planner, chosen, Some(name.clone()), vec![adjustment.clone()]));
    view! {
        <li class="cost__assumption">
            <span>
                {sentence}
                <span class="cost__saves">{saves}</span>
                {price.map(|words| view! { <span class="dim">{words}</span> })}
            </span>
            <IconButton label=said icon=Glyph::Plus size=ButtonSize::Small refusal=planner.refusal() on_press=take />
        </li>
    }
    .into_any()
}
