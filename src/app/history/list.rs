//! The list of moments, the last one on top.

use super::model::Steps;
use crate::app::lines::{Drawn, Lines, lines};
use crate::app::markup::*;
use crate::app::planner::Planner;
use crate::app::platform::clock::time_of_day;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};

/// How high a line is, in rem. The sheet has the same number.
const LINE: f64 = 1.875;

/// A list box: one tab stop, arrows choose the moment that is compared beside it, Enter goes there.
pub(super) fn list(
    planner: Planner,
    steps: Memo<Steps>,
    chosen: Memo<usize>,
    wanted: RwSignal<Option<usize>>,
) -> AnyView {
    let count = Memo::new(move |_| steps.with(|steps| steps.lines.len()));
    // The last moment stands on top.
    let flipped = move |place: usize| count.get().saturating_sub(place + 1);
    let draw = move |place: usize| {
        let depth = flipped(place);
        steps.with(|steps| {
            let line = steps.lines.get(depth)?;
            let time = line.at.map(time_of_day);
            let state = match depth {
                depth if depth == steps.depth => Some(("now", "Now")),
                depth if depth > steps.depth => Some(("undone", "Undone")),
                _ => None,
            };
            let word = state.map(|(_, word)| view! { <span class="history__state">{word}</span> });
            let content = view! {
                <span class="history__time mono">{time}</span>
                <span class="history__label clip">{line.label.clone()}</span>
                {word}
            };
            let state = state.map(|(state, _)| state);
            Some(Drawn::Line("history__line".to_owned(), state, content.into_any()))
        })
    };
    let last = move || count.get_untracked().saturating_sub(1);
    lines(Lines {
        label: "History",
        class: "history__list",
        height: LINE,
        count,
        chosen: Signal::derive(move || flipped(chosen.get())),
        draw: Callback::new(draw),
        on: Callback::new(move |(place, by): (usize, isize)| place.saturating_add_signed(by).min(last())),
        choose: Callback::new(move |place| wanted.set(Some(untrack(|| flipped(place))))),
        enter: Callback::new(move |place| {
            planner.go_to(untrack(|| flipped(place)));
            wanted.set(None);
        }),
    })
}
