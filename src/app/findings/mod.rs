//! The list of findings: what AWS would refuse and what would hurt, worst first, filtered and in groups.

mod bar;
mod lines;
pub(super) mod model;
mod places;
mod row;

use std::sync::Arc;

use leptos::html;

use super::ask::Ask;
use super::parts::{Button, ButtonKind, ButtonSize, Draft, EmptyState, Glyph, use_scroll_view};
use super::planner::{Planner, use_planner};
use crate::app::markup::*;
use crate::app::parts::length;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::rules::Severity;
use lines::{Filter, Grouping, Head, Line, lines};
use model::{FindingKey, Shown};
use places::{seen, tops};
use row::FindingRow;

/// How high a row is where the sheet does not say, in rem: a heading and two lines of the sentence.
const ROW: f64 = 3.75;

/// How many rows are drawn beyond those seen.
const OVERSCAN: usize = 4;

/// What an empty list means, and what it does not.
const CLEAR: &str = "The rules here find nothing that AWS would refuse. They cover overlap, containment, sizes, locales and \
                     quotas, and each names the page of AWS that it rests on.";

/// The findings of the plan. Only the rows in sight are drawn, and only their sentences and fixes are made.
///
/// A list: each entry names its severity in words, leads to its subject, and has its fix as a button. Groups have a heading each.
#[component]
pub(super) fn FindingList() -> impl IntoView {
    let planner = use_planner();
    let shown = RwSignal::new(Shown::Open);
    let grouping = RwSignal::new(Grouping::None);
    let words = Draft::new("", |text| Ok(text.trim().to_owned()));
    let total = Memo::new(move |_| planner.read(|workspace| workspace.findings().total()));
    let filter = move || Filter {
        shown: shown.get(),
        rule: planner.rule_shown.get(),
        words: words.text().get(),
    };
    let listed = Memo::new(move |_| {
        let filter = filter();
        planner.read(|workspace| lines(workspace, &filter, grouping.get()))
    });
    let node = NodeRef::<html::Div>::new();
    let view_of = use_scroll_view(node);
    let rem = Memo::new(move |_| node.get().map_or(16.0, |_| root_font_size()));
    // The sheet makes rows higher where the window is narrow.
    let row_height = Memo::new(move |_| {
        view_of.width.track();
        node.get().and_then(|node| row_in_rem(&node)).unwrap_or(ROW)
    });
    let tops = Memo::new(move |_| listed.with(|listed| tops(listed, row_height.get())));
    let range = Memo::new(move |_| {
        let (from, rem) = (view_of.top.get(), rem.get());
        let to = from + view_of.height.get();
        tops.with(|tops| seen(tops, from / rem, to / rem, OVERSCAN))
    });
    let top_of = move |place: usize| tops.with(|tops| tops.get(place).copied().unwrap_or_default());
    let drawn = move || {
        let range = range.get();
        let start = range.start;
        listed.with(|listed| {
            listed
                .get(range)
                .unwrap_or_default()
                .iter()
                .cloned()
                .zip(start..)
                .collect::<Vec<_>>()
        })
    };
    let rows = move || {
        let findings = drawn().into_iter().filter_map(|(line, place)| match line {
            Line::Finding(key) => Some((place, key)),
            Line::Head(_) => None,
        });
        findings.collect()
    };
    let row = move |(place, finding)| {
        let of = Signal::derive(move || listed.with(Vec::len));
        let top = Signal::derive(move || top_of(place));
        view! { <FindingRow finding top position=place + 1 of /> }.into_any()
    };
    let heads = following(move || {
        let heads = drawn().into_iter().filter_map(|(line, place)| match line {
            Line::Head(head) => Some(head_view(planner, head, top_of(place), place, listed.with(Vec::len))),
            Line::Finding(_) => None,
        });
        heads.collect_view()
    });
    let has_any = move || total.with(|counts| counts.total() + counts.accepted > 0);
    let is_empty = move || listed.with(Vec::is_empty);
    let is_narrowed = move || planner.rule_shown.get().is_some() || !words.text().get().trim().is_empty();
    let emptiness = move || {
        if is_narrowed() {
            "No finding like this".to_owned()
        } else {
            nothing(shown.get())
        }
    };
    let why_empty = move || (!is_narrowed()).then(|| CLEAR.to_owned());
    let height = move || length(top_of(listed.with(Vec::len)), "rem");
    view! {
        <div class="findings">
            <Show when=move || { has_any() }>{bar::view(planner, total, shown, grouping, words.text())}</Show>
            <Show when=is_empty>
                <EmptyState
                    icon=Glyph::Check
                    title=Signal::derive(emptiness)
                    sentence=Signal::derive(why_empty)
                >
                    <Button
                        label="What each rule is about"
                        kind=ButtonKind::Link
                        on_press=Callback::new(move |()| planner.ask(Ask::Rules))
                    />
                </EmptyState>
            </Show>
            <div class="findings__scroll" node_ref=node role="group" aria-label="Findings" tabindex="-1">
                <ol class="findings__list" style:height=height>
                    {heads}
                    {each_finding(Box::new(rows), Arc::new(row))}
                </ol>
            </div>
        </div>
    }
}

/// The head of a group: what its findings have in common, how many they are, and the way to that.
fn head_view(planner: Planner, head: Head, top: f64, place: usize, of: usize) -> AnyView {
    let Head {
        title,
        count,
        rule,
        node,
    } = head;
    let why = rule.map(|code| {
        view! {
            <Button
                label="Why"
                kind=ButtonKind::Link
                size=ButtonSize::Small
                on_press=Callback::new(move |()| planner.ask(Ask::Rule(code)))
            />
        }
    });
    let show = node.map(|node| {
        let go = Callback::new(move |()| {
            planner.reveal(node);
            planner.inspecting.set(true);
            planner.focus_tree();
        });
        view! { <Button label="Show" kind=ButtonKind::Link size=ButtonSize::Small on_press=go /> }
    });
    view! {
        <li
            class="findings__group"
            style:top=length(top, "rem")
            aria-posinset=(place + 1).to_string()
            aria-setsize=of.to_string()
        >
            <h2 class="findings__heading clip">{title}</h2>
            <span class="dim">{count.to_string()}</span>
            {why}
            {show}
        </li>
    }
    .into_any()
}

/// A finding in a list, with its place there.
type PlacedFinding = (usize, FindingKey);

/// A view for each finding of a list that changes. One that stays keeps its view.
pub(super) fn each_finding(
    findings: Box<dyn Fn() -> Vec<PlacedFinding> + Send + Sync>,
    view: Arc<dyn Fn(PlacedFinding) -> AnyView + Send + Sync>,
) -> AnyView {
    view! { <For each=findings key=|placed| *placed children=move |placed| view(placed) /> }.into_any()
}

fn nothing(shown: Shown) -> String {
    match shown {
        Shown::Open => "No findings",
        Shown::Of(Severity::Error) => "No errors",
        Shown::Of(Severity::Warning) => "No warnings",
        Shown::Of(Severity::Note) => "No notes",
        Shown::Accepted => "No accepted findings",
    }
    .to_owned()
}

/// How high a row is by the sheet, in rem.
fn row_in_rem(element: &web_sys::Element) -> Option<f64> {
    let style = window().get_computed_style(element).ok().flatten()?;
    let height = style.get_property_value("--finding-row").ok()?;
    height.trim().strip_suffix("rem")?.parse().ok()
}

pub(super) fn root_font_size() -> f64 {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    size.and_then(|size| size.strip_suffix("px")?.parse().ok())
        .unwrap_or(16.0)
}
