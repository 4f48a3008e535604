//! What the chosen moment differs in from now, and the way there.

use std::time::Duration;

use super::model::{Comparison, Line, Steps};
use crate::app::ask::{Ask, TransferAsk};
use crate::app::markup::*;
use crate::app::parts::figures::{ago, counted};
use crate::app::parts::{Button, ButtonKind, ButtonSize, button_class};
use crate::app::planner::Planner;
use crate::app::platform::clock::{now, time_of_day};
use crate::app::reactive::{Memo, RwSignal};
use crate::plan::DifferenceKind;

/// What came, went and changed since the chosen moment, by name; nothing where that is now.
pub(super) fn comparison(
    planner: Planner,
    steps: Memo<Steps>,
    chosen: Memo<usize>,
    wanted: RwSignal<Option<usize>>,
) -> AnyView {
    let compared = Memo::new(move |_| {
        let depth = chosen.get();
        planner.read(|workspace| Comparison::of(workspace, depth))
    });
    let head = following(move || {
        let depth = chosen.get();
        steps.with(|steps| {
            let line = steps.lines.get(depth)?;
            let when = line.at.map(|at| {
                let since = ago(Duration::from_millis(now().saturating_sub(at)));
                view! { <p class="dim">{format!("{}, {since}", time_of_day(at))}</p> }
            });
            let label = match depth {
                depth if depth < steps.depth => Some("Go back to this"),
                depth if depth > steps.depth => Some("Go forward to this"),
                _ => None,
            };
            let go = move || {
                planner.go_to(depth);
                wanted.set(None);
            };
            // There with fields, findings, addresses and money, and single differences to take back.
            let compare = move || planner.ask(Ask::Transfer(TransferAsk::Compare(Some(depth))));
            let button = label.map(|label| {
                view! {
                    <Button label="Compare…" size=ButtonSize::Small on_press=compare />
                    <Button
                        label=label
                        kind=ButtonKind::Primary
                        size=ButtonSize::Small
                        refusal=planner.refusal()
                        on_press=go
                    />
                }
            });
            let after = if depth == 0 { "The plan " } else { "The plan after: " };
            let label = if depth == 0 {
                "as it was opened".to_owned()
            } else {
                line.label.clone()
            };
            Some(view! {
                <h2 class="history__title">{after}<b>{label}</b></h2>
                {when}
                {button}
            })
        })
    });
    let body = following(move || match compared.get() {
        None => view! { <p class="dim">"This is the plan as it is now"</p> }.into_any(),
        Some(comparison) => {
            let sum = format!("Since then: {}", comparison.sum());
            let more = (comparison.more() > 0).then(|| {
                let words = counted(comparison.more() as u64, "more", "more");
                view! { <p class="dim">{format!("and {words}")}</p> }
            });
            let lines = comparison
                .lines
                .into_iter()
                .map(|line| line_view(planner, line))
                .collect_view();
            view! {
                <p role="status">{sum}</p>
                <ul class="history__changes" aria-label="What differs from now">{lines}</ul>
                {more}
            }
            .into_any()
        }
    });
    view! {
        <section class="steps__detail history__detail" aria-label="Compared with now" tabindex="0">
            {head}
            {body}
        </section>
    }
    .into_any()
}

fn line_view(planner: Planner, line: Line) -> AnyView {
    let Line {
        kind,
        what,
        detail,
        node,
    } = line;
    let (sign, word) = match kind {
        DifferenceKind::Added => ("+", "Added"),
        DifferenceKind::Removed => ("−", "Removed"),
        DifferenceKind::Changed => ("≠", "Changed"),
    };
    let what = match node {
        Some(node) => view! {
            <button
                type="button"
                class=button_class(ButtonKind::Link, ButtonSize::Small)
                on:click=move |_| planner.reveal(node)
            >
                {what}
            </button>
        }
        .into_any(),
        None => view! { <span>{what}</span> }.into_any(),
    };
    let detail = (!detail.is_empty()).then(|| view! { <span class="history__what dim">{detail}</span> });
    view! {
        <li class="history__change" data-kind=word>
            <span class="history__sign" aria-hidden="true">{sign}</span>
            <span class="visually-hidden">{word}" "</span>
            {what}
            {detail}
        </li>
    }
    .into_any()
}
