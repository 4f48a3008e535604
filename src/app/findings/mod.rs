//! The list of findings: what AWS would refuse and what would hurt, worst first.

pub(super) mod model;
mod row;

use std::sync::Arc;

use leptos::html;

use super::parts::{Choice, EmptyState, Glyph, LabelPlace, RowWindow, Segmented, use_scroll_view};
use super::planner::use_planner;
use crate::app::markup::*;
use crate::app::parts::length;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::rules::Severity;
use model::{FindingKey, Shown, keys};
use row::FindingRow;

/// How high a row is, in rem: a heading and two lines of the sentence. The sheet has the same number.
const ROW: f64 = 3.75;

/// How many rows are drawn beyond those seen.
const OVERSCAN: usize = 4;

/// What an empty list means, and what it does not.
const CLEAR: &str = "The rules here find nothing that AWS would refuse. They cover overlap, containment, sizes, locales and \
                     quotas, and each names the page of AWS that it rests on.";

/// The findings of the plan. Only the rows in sight are drawn, and only their sentences and fixes are made.
///
/// A list: each entry names its severity in words, leads to its subject, and has its fix as a button.
#[component]
pub(super) fn FindingList() -> impl IntoView {
    let planner = use_planner();
    let shown = RwSignal::new(Shown::Open);
    let total = Memo::new(move |_| planner.read(|workspace| workspace.findings().total()));
    let listed = Memo::new(move |_| planner.read(|workspace| keys(workspace, shown.get())));
    let node = NodeRef::<html::Div>::new();
    let view_of = use_scroll_view(node);
    let rem = Memo::new(move |_| node.get().map_or(16.0, |_| root_font_size()));
    let range = Memo::new(move |_| {
        let window = RowWindow {
            rows: listed.with(Vec::len),
            row_height: ROW * rem.get(),
            top: view_of.top.get(),
            height: view_of.height.get(),
            overscan: OVERSCAN,
        };
        window.range()
    });
    let choices = move || {
        let counts = total.get();
        let mut choices = vec![
            Choice::new(Shown::Open, "All").detail(counts.total().to_string()),
            Choice::new(Shown::Of(Severity::Error), "Errors").detail(counts.errors.to_string()),
            Choice::new(Shown::Of(Severity::Warning), "Warnings").detail(counts.warnings.to_string()),
            Choice::new(Shown::Of(Severity::Note), "Notes").detail(counts.notes.to_string()),
        ];
        if counts.accepted > 0 || shown.get() == Shown::Accepted {
            choices.push(Choice::new(Shown::Accepted, "Accepted").detail(counts.accepted.to_string()));
        }
        choices
    };
    let rows = move || {
        let range = range.get();
        listed.with(|listed| {
            let start = range.start;
            let rows = listed.get(range).unwrap_or_default();
            rows.iter()
                .zip(start..)
                .map(|(key, position)| (position, *key))
                .collect::<Vec<_>>()
        })
    };
    let row = move |(position, finding)| {
        let of = Signal::derive(move || listed.with(Vec::len));
        view! { <FindingRow finding top=ROW * position as f64 position=position + 1 of /> }.into_any()
    };
    let has_any = move || total.with(|counts| counts.total() + counts.accepted > 0);
    let is_empty = move || listed.with(Vec::is_empty);
    view! {
        <div class="findings">
            <Show when=move || { has_any() }>
                <div class="findings__bar">
                    <Segmented
                        label="Severity"
                        label_place=LabelPlace::Said
                        options=Signal::derive(choices)
                        value=shown
                        on_change=Callback::new(move |choice| shown.set(choice))
                    />
                </div>
            </Show>
            <Show when=is_empty>
                <EmptyState
                    icon=Glyph::Check
                    title=Signal::derive(move || nothing(shown.get()))
                    sentence=Some(CLEAR.to_owned())
                />
            </Show>
            <div class="findings__scroll" node_ref=node role="group" aria-label="Findings" tabindex="-1">
                <ol class="findings__list" style:height=move || length(ROW * listed.with(Vec::len) as f64, "rem")>
                    {each_finding(Box::new(rows), Arc::new(row))}
                </ol>
            </div>
        </div>
    }
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

pub(super) fn root_font_size() -> f64 {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    size.and_then(|size| size.strip_suffix("px")?.parse().ok())
        .unwrap_or(16.0)
}
