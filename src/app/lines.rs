//! A list box of many lines of one height, of which those in sight are drawn: the steps in AWS, the history.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::findings::root_font_size;
use super::markup::*;
use super::parts::{RowWindow, length, unique_id, use_scroll_view};
use super::reactive::{Callback, Memo, Signal, effect};

/// How many lines are drawn beyond those seen.
const OVERSCAN: usize = 8;

/// Further than any list goes.
pub(super) const TO_THE_END: isize = isize::MAX;

/// A list of lines. Places count from the top.
pub(super) struct Lines {
    /// What it is a list of.
    pub(super) label: &'static str,
    /// Its class beside that of all of them.
    pub(super) class: &'static str,
    /// How high a line is, in rem. The sheet has the same number.
    pub(super) height: f64,
    /// How many there are.
    pub(super) count: Memo<usize>,
    /// The one that is chosen.
    pub(super) chosen: Signal<usize>,
    /// A line: what is in it. It follows what it shows, and is drawn anew when that changes.
    pub(super) draw: Callback<usize, Option<Drawn>>,
    /// The line so many lines on, or back: [`TO_THE_END`] for the last, its opposite for the first.
    pub(super) on: Callback<(usize, isize), usize>,
    /// Another one is chosen.
    pub(super) choose: Callback<usize>,
    /// Enter on a line.
    pub(super) enter: Callback<usize>,
}

/// What is in a line.
pub(super) enum Drawn {
    /// A line that can be chosen: its class, its state for the sheet, and what it says.
    Line(String, Option<&'static str>, AnyView),
    /// What stands over the lines that follow.
    Heading(&'static str),
}

/// The list: one tab stop; arrows, Page Up and Down, Home and End choose a line, which is then in sight with the heading above it.
pub(super) fn lines(lines: Lines) -> AnyView {
    let Lines {
        label,
        class,
        height,
        count,
        chosen,
        draw,
        on,
        choose,
        enter,
    } = lines;
    let id = unique_id("line");
    let node = NodeRef::<html::Div>::new();
    let scroll = use_scroll_view(node);
    let rem = Memo::new(move |_| node.get().map_or(16.0, |_| root_font_size()));
    let window = move || RowWindow {
        rows: count.get(),
        row_height: height * rem.get(),
        top: scroll.top.get(),
        height: scroll.height.get(),
        overscan: OVERSCAN,
    };
    let range = Memo::new(move |_| window().range());
    effect(move |_| {
        let line = chosen.get();
        let Some(element) = node.get_untracked() else { return };
        let window = RowWindow {
            top: f64::from(element.scroll_top()),
            ..untrack(window)
        };
        let above = line.saturating_sub(1);
        let is_headed = matches!(untrack(|| draw.run(above)), Some(Drawn::Heading(_)));
        let first = if is_headed { above } else { line };
        if let Some(top) = window.scroll_to(first, 0.0).or_else(|| window.scroll_to(line, 0.0)) {
            element.set_scroll_top(top as i32);
        }
    });
    let prefix = id.clone();
    let line = move |place: usize| {
        let top = length(height * place as f64, "rem");
        Some(match draw.run(place)? {
            Drawn::Heading(words) => view! {
                <div class="steps__heading" role="presentation" aria-hidden="true" style:top=top>
                    {words}
                </div>
            }
            .into_any(),
            Drawn::Line(class, state, content) => view! {
                <div
                    class=class
                    role="option"
                    id=format!("{prefix}-{place}")
                    aria-selected=move || if chosen.get() == place { "true" } else { "false" }
                    aria-posinset=place + 1
                    aria-setsize=count.get()
                    data-state=state
                    style:top=top
                >
                    {content}
                </div>
            }
            .into_any(),
        })
    };
    let drawn = following(move || range.get().filter_map(&line).collect_view());
    let on_key = move |event: KeyboardEvent| {
        let now = chosen.get_untracked();
        let page = untrack(|| (scroll.height.get() / (height * rem.get())) as isize - 1).max(1);
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "PageDown" => page,
            "PageUp" => -page,
            "Home" => -TO_THE_END,
            "End" => TO_THE_END,
            "Enter" => {
                event.prevent_default();
                return enter.run(now);
            }
            _ => return,
        };
        event.prevent_default();
        choose.run(on.run((now, by)));
    };
    let prefix = id.clone();
    let on_click = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let line = target.and_then(|target| target.closest("[role=option]").ok().flatten());
        let place = line.and_then(|line| {
            line.id()
                .strip_prefix(&prefix)?
                .strip_prefix('-')?
                .parse::<usize>()
                .ok()
        });
        if let Some(place) = place.filter(|place| *place < count.get_untracked()) {
            choose.run(place);
        }
    };
    let active = move || {
        let line = chosen.get();
        let is_drawn = range.with(|range| range.contains(&line));
        is_drawn.then(|| format!("{id}-{line}"))
    };
    view! {
        <div
            class=format!("steps__list focus-inside {class}")
            role="listbox"
            tabindex="0"
            aria-label=label
            aria-activedescendant=active
            node_ref=node
            on:keydown=on_key
            on:click=on_click
        >
            <div class="steps__space" role="presentation" style:height=move || length(height * count.get() as f64, "rem")>
                {drawn}
            </div>
        </div>
    }
    .into_any()
}
