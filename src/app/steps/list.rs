//! The list of steps: a line each, of which those in sight are drawn.

use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::detail::reveal;
use super::model::{Line, Work, minutes, node_of, verb};
use super::work::Workings;
use crate::app::dialogs::words::title;
use crate::app::findings::root_font_size;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{RowWindow, Severity, SeverityMark, length, use_scroll_view};
use crate::app::planner::Planner;
use crate::app::reactive::{Memo, RwSignal, effect};
use crate::lifecycle::{Fate, IS_NEW, Minutes};

/// How high a line is, in rem. The sheet has the same number.
const LINE: f64 = 2.5;

/// How many lines are drawn beyond those seen.
const OVERSCAN: usize = 8;

/// What the ids of lines begin with.
const ID: &str = "step-line";

/// A list box: one tab stop, arrows choose the line that is shown in full beside it, Enter leads to its row in the tree.
pub(super) fn list(planner: Planner, workings: Workings) -> AnyView {
    let chosen = workings.chosen;
    let work = move || workings.work.get_untracked();
    let node = NodeRef::<html::Div>::new();
    let scroll = use_scroll_view(node);
    let rem = Memo::new(move |_| node.get().map_or(16.0, |_| root_font_size()));
    let count = Memo::new(move |_| {
        workings
            .work
            .with(|work| work.as_ref().map_or(0, |work| work.lines.len()))
    });
    let window = move || RowWindow {
        rows: count.get(),
        row_height: LINE * rem.get(),
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
        // With the heading above it.
        let above = line.saturating_sub(1);
        let is_headed = work().is_some_and(|work| matches!(work.lines.get(above), Some(Line::Heading(_))));
        let first = if is_headed { above } else { line };
        if let Some(top) = window.scroll_to(first, 0.0).or_else(|| window.scroll_to(line, 0.0)) {
            element.set_scroll_top(top as i32);
        }
    });
    let lines = following(move || {
        let work = workings.work.get()?;
        let draw = |place: usize| {
            work.lines
                .get(place)
                .map(|line| line_view(planner, &work, place, line, chosen))
        };
        Some(range.get().filter_map(draw).collect_view())
    });
    let on_key = move |event: KeyboardEvent| {
        let Some(work) = work() else { return };
        let now = chosen.get_untracked();
        let page = untrack(|| (scroll.height.get() / (LINE * rem.get())) as isize - 1).max(1);
        let to = match event.key().as_str() {
            "ArrowDown" => work.from(now, 1),
            "ArrowUp" => work.from(now, -1),
            "PageDown" => work.from(now, page),
            "PageUp" => work.from(now, -page),
            "Home" => work.first(),
            "End" => work.from(now, isize::MAX),
            "Enter" => {
                let object = work.lines.get(now).and_then(|line| work.object(line));
                let node = object.and_then(|id| planner.peek(|workspace| node_of(workspace, id)));
                if let Some(node) = node {
                    event.prevent_default();
                    reveal(planner, node);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        chosen.set(to);
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let line = target.and_then(|target| target.closest("[role=option]").ok().flatten());
        let place = line.and_then(|line| line.id().strip_prefix(ID)?.strip_prefix('-')?.parse::<usize>().ok());
        if let Some(place) = place.filter(|place| *place < count.get_untracked()) {
            chosen.set(place);
        }
    };
    let active = move || {
        let line = chosen.get();
        range
            .with(|range| range.contains(&line))
            .then(|| format!("{ID}-{line}"))
    };
    view! {
        <div
            class="steps__list focus-inside"
            role="listbox"
            tabindex="0"
            aria-label="Steps"
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

fn line_view(planner: Planner, work: &Work, place: usize, line: &Line, chosen: RwSignal<usize>) -> AnyView {
    let top = length(LINE * place as f64, "rem");
    if let Line::Heading(words) = line {
        return view! {
            <div class="steps__heading" role="presentation" aria-hidden="true" style:top=top>
                {*words}
            </div>
        }
        .into_any();
    }
    let words = words_of(planner, work, line);
    let selected = move || if chosen.get() == place { "true" } else { "false" };
    let pill = |(tone, word): (&'static str, String)| {
        let class = format!("steps__pill steps__pill--{tone}");
        let mark = (tone == "doubt").then(|| view! { <SeverityMark severity=Severity::Warning /> });
        view! { <span class=class>{mark}{word}</span> }
    };
    view! {
        <div
            class=format!("steps__line steps__line--{}", words.kind)
            role="option"
            id=format!("{ID}-{place}")
            aria-selected=selected
            aria-posinset=place + 1
            aria-setsize=work.lines.len()
            style:top=top
        >
            <span class="steps__number">{words.number}</span>
            <span class="steps__words">
                <span class="steps__what clip">{words.title}</span>
                <span class="steps__why clip">{words.reason}</span>
            </span>
            <span class="steps__pills">{words.pills.into_iter().map(pill).collect_view()}</span>
        </div>
    }
    .into_any()
}

/// A line in words.
struct Words {
    kind: &'static str,
    number: String,
    title: String,
    reason: String,
    pills: Vec<(&'static str, String)>,
}

fn words_of(planner: Planner, work: &Work, line: &Line) -> Words {
    let plain = |kind, title: String, reason: String| Words {
        kind,
        number: String::new(),
        title,
        reason,
        pills: Vec::new(),
    };
    match line {
        Line::Heading(words) => plain("heading", (*words).to_owned(), String::new()),
        Line::Impossible(place) => {
            let Some(refused) = work.impossible(*place) else {
                return plain("refused", String::new(), String::new());
            };
            let name = planner.peek(|workspace| node_of(workspace, refused.object).map(|node| title(workspace, node)));
            let name = name.unwrap_or_else(|| format!("a {}", refused.object.kind()));
            let mut words = plain("refused", name, refused.why.clone());
            words.pills.push(("refused", "AWS refuses it".to_owned()));
            words
        }
        Line::Vpcs(place) => {
            let Some(group) = work.groups.get(*place) else {
                return plain("vpcs", String::new(), String::new());
            };
            let mut words = plain("vpcs", group.becoming.title(group.vpcs.len()), String::new());
            if work.doubt_of(group.becoming).is_some() {
                words.pills.push(("doubt", "Not confirmed".to_owned()));
            }
            words
        }
        Line::Wait(run) => {
            let what = counted(run.len() as u64, "allocation", "allocations");
            let title = format!("Wait until IPAM has released {what}");
            let mut words = plain("wait", title, "It does so by itself".to_owned());
            words.pills.push(("wait", minutes(Minutes::OF_A_RELEASE)));
            words
        }
        Line::Step(place) => {
            let Some(step) = work.step(*place) else {
                return plain("step", String::new(), String::new());
            };
            // What most of them say is no news.
            let reason = Some(&step.reason).filter(|reason| *reason != IS_NEW).cloned();
            let mut words = plain("step", step.title.clone(), reason.unwrap_or_default());
            words.number = (place + 1).to_string();
            if step.is_unverified() {
                words.pills.push(("doubt", "Not confirmed".to_owned()));
            }
            if matches!(work.lifecycle.fates.get(&step.object), Some(Fate::Recreated(_))) {
                words.pills.push(("again", "Re-created".to_owned()));
            }
            words.pills.push(("verb", verb(step.action).to_owned()));
            words
        }
    }
}
