//! What the rules are about: each with an example and the page of AWS that it rests on.

mod example;
mod list;

use crate::app::ask::Ask;
use crate::app::findings::model::{FindingKey, FindingView};
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Button, ButtonKind, ButtonSize, Dialog, Severity as Mark, SeverityMark, source_link};
use crate::app::planner::{Panel, use_planner};
use crate::app::reactive::{Callback, Memo, RwSignal};
use crate::rules::{RULES, Severity};
use crate::workspace::Workspace;
use example::example;
pub(super) use list::RuleList;

/// How many findings of the plan are shown on the page of a rule.
const SHOWN: usize = 3;

/// The rule with this code: what it says, an example, what it finds in this plan, what it rests on.
#[component]
pub(in crate::app) fn RulePage(
    /// The code of the rule.
    code: &'static str,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let Some(rule) = RULES.iter().find(|rule| rule.code == code) else {
        open.set(false);
        return ().into_any();
    };
    let (mark, word) = severity(rule.severity);
    let found = Memo::new(move |_| planner.read(|workspace| found(workspace, code)));
    let count = move || found.with(|(_, count)| *count);
    let show = Callback::new(move |()| {
        open.set(false);
        planner.rule_shown.set(Some(code));
        planner.panel.set(Panel::Findings);
    });
    let all = Callback::new(move |()| planner.ask(Ask::Rules));
    let in_plan = move || {
        following(move || {
            let (sentences, count) = found.get();
            let heading = match count {
                0 => "Nothing in this plan".to_owned(),
                _ => format!("In this plan: {}", counted(count as u64, "finding", "findings")),
            };
            let sentence = |sentence: String| view! { <li>{sentence}</li> };
            view! {
                <h3 class="rule__heading">{heading}</h3>
                <ul class="rule__found">{sentences.into_iter().map(sentence).collect_view()}</ul>
            }
        })
    };
    view! {
        <Dialog
            open=open
            title=rule.title
            footer=move || {
                view! {
                    <Button label="All rules" kind=ButtonKind::Ghost on_press=all />
                    <Show when=move || { count() > 0 }>
                        <Button label="Show the findings" on_press=show />
                    </Show>
                }
            }
        >
            <div class="stack">
                <p class="cluster">
                    <SeverityMark severity=mark />
                    {word}
                    <span class="mono dim">{rule.code}</span>
                </p>
                <p>{rule.explanation}</p>
                {example(code).map(|example| view! {
                    <div>
                        <h3 class="rule__heading">"For example"</h3>
                        <p>{example}</p>
                    </div>
                })}
                <div>{in_plan()}</div>
                <figure class="source">
                    // Not marked as a quotation: some statements put several sentences of a page into one.
                    <p>{rule.source.statement}</p>
                    <figcaption>{source_link(rule.source.url, host(rule.source.url))}</figcaption>
                </figure>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The first sentences of a rule's open findings, and how many there are.
fn found(workspace: &Workspace, code: &str) -> (Vec<String>, usize) {
    let open = workspace
        .findings()
        .iter()
        .filter(|finding| finding.rule.code == code && finding.acceptance.is_none());
    let keys: Vec<FindingKey> = open.map(FindingKey::of).collect();
    let sentences = keys
        .iter()
        .take(SHOWN)
        .filter_map(|key| Some(FindingView::of(workspace, *key)?.sentence));
    (sentences.collect(), keys.len())
}

/// The mark of a severity and what it means.
fn severity(severity: Severity) -> (Mark, &'static str) {
    match severity {
        Severity::Error => (Mark::Error, "Error: AWS refuses it, or it breaks a network"),
        Severity::Warning => (Mark::Warning, "Warning: AWS allows it, and it will hurt"),
        Severity::Note => (Mark::Note, "Note: worth knowing"),
    }
}

/// The site that a link leads to.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).to_owned()
}

/// A button that looks like the title of a rule.
fn rule_button(title: &'static str, press: Callback<()>) -> AnyView {
    view! { <Button label=title kind=ButtonKind::Link size=ButtonSize::Small on_press=press /> }.into_any()
}
