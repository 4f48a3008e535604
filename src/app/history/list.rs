//! The list of moments, the last one on top: a line each, of which those in sight are drawn.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::model::Steps;
use crate::app::findings::root_font_size;
use crate::app::markup::*;
use crate::app::parts::{RowWindow, length, use_scroll_view};
use crate::app::planner::Planner;
use crate::app::platform::clock::time_of_day;
use crate::app::reactive::{Memo, RwSignal, effect};

/// How high a line is, in rem. The sheet has the same number.
const LINE: f64 = 1.875;

/// How many lines are drawn beyond those seen.
const OVERSCAN: usize = 8;

/// What the ids of lines begin with.
const ID: &str = "history-line";

/// A list box: one tab stop, arrows choose the moment that is compared beside it, Enter goes there.
pub(super) fn list(
    planner: Planner,
    steps: Memo<Steps>,
    chosen: Memo<usize>,
    wanted: RwSignal<Option<usize>>,
) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let scroll = use_scroll_view(node);
    let rem = Memo::new(move |_| node.get().map_or(16.0, |_| root_font_size()));
    let count = Memo::new(move |_| steps.with(|steps| steps.lines.len()));
    // The last moment stands on top.
    let flipped = move |place: usize| count.get().saturating_sub(place + 1);
    let window = move || RowWindow {
        rows: count.get(),
        row_height: LINE * rem.get(),
        top: scroll.top.get(),
        height: scroll.height.get(),
        overscan: OVERSCAN,
    };
    let range = Memo::new(move |_| window().range());
    effect(move |_| {
        let line = flipped(chosen.get());
        let Some(element) = node.get_untracked() else { return };
        let window = RowWindow {
            top: f64::from(element.scroll_top()),
            ..untrack(window)
        };
        if let Some(top) = window.scroll_to(line, 0.0) {
            element.set_scroll_top(top as i32);
        }
    });
    let lines = following(move || {
        let range = range.get();
        steps.with(|steps| {
            let draw = |place: usize| {
                let depth = flipped(place);
                let line = steps.lines.get(depth)?;
                let time = line.at.map(time_of_day);
                let state = match depth {
                    depth if depth == steps.depth => Some(("now", "Now")),
                    depth if depth > steps.depth => Some(("undone", "Undone")),
                    _ => None,
                };
                let word = state.map(|(_, word)| view! { <span class="history__state">{word}</span> });
                Some(view! {
                    <div
                        class="history__line"
                        id=format!("{ID}-{depth}")
                        role="option"
                        aria-selected=move || if chosen.get() == depth { "true" } else { "false" }
                        aria-posinset=(place + 1).to_string()
                        aria-setsize=steps.lines.len().to_string()
                        data-state=state.map(|(state, _)| state)
                        style:top=length(LINE * place as f64, "rem")
                    >
                        <span class="history__time mono">{time}</span>
                        <span class="history__label clip">{line.label.clone()}</span>
                        {word}
                    </div>
                })
            };
            range.filter_map(draw).collect_view()
        })
    });
    let on_key = move |event: KeyboardEvent| {
        let now = chosen.get_untracked();
        let last = count.get_untracked().saturating_sub(1);
        let page = untrack(|| (scroll.height.get() / (LINE * rem.get())) as usize).max(2) - 1;
        let to = match event.key().as_str() {
            "ArrowDown" => now.saturating_sub(1),
            "ArrowUp" => (now + 1).min(last),
            "PageDown" => now.saturating_sub(page),
            "PageUp" => (now + page).min(last),
            "Home" => last,
            "End" => 0,
            "Enter" => {
                event.prevent_default();
                planner.go_to(now);
                wanted.set(None);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        wanted.set(Some(to));
    };
    let on_click = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let line = target.and_then(|target| target.closest("[role=option]").ok().flatten());
        let depth = line.and_then(|line| line.id().strip_prefix(ID)?.strip_prefix('-')?.parse::<usize>().ok());
        if let Some(depth) = depth.filter(|depth| *depth < count.get_untracked()) {
            wanted.set(Some(depth));
        }
    };
    let active = move || {
        let depth = chosen.get();
        let place = flipped(depth);
        range
            .with(|range| range.contains(&place))
            .then(|| format!("{ID}-{depth}"))
    };
    view! {
        <div
            class="steps__list history__list focus-inside"
            role="listbox"
            tabindex="0"
            aria-label="History"
            aria-activedescendant=active
            node_ref=node
            on:keydown=on_key
            on:click=on_click
        >
            <div class="steps__space" role="presentation" style:height=move || length(LINE * count.get() as f64, "rem")>
                {lines}
            </div>
        </div>
    }
    .into_any()
}
