//! What a rule is about, and the page of AWS that it rests on.

use crate::app::markup::*;
use crate::app::parts::Severity as Mark;
use crate::app::parts::{Button, Dialog, Glyph, Icon, SeverityMark};
use crate::app::planner::{Panel, use_planner};
use crate::app::reactive::RwSignal;
use crate::rules::{RULES, Severity};

/// The rule with this code: what it says, what it rests on, and the link.
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
    let (mark, word) = match rule.severity {
        Severity::Error => (Mark::Error, "Error"),
        Severity::Warning => (Mark::Warning, "Warning"),
        Severity::Note => (Mark::Note, "Note"),
    };
    let show = move || {
        open.set(false);
        planner.panel.set(Panel::Findings);
    };
    view! {
        <Dialog
            open=open
            title=rule.title
            footer=move || view! { <Button label="Show the findings" on_press=show /> }
        >
            <div class="stack">
                <p class="cluster">
                    <SeverityMark severity=mark />
                    {word}
                    <span class="mono dim">{rule.code}</span>
                </p>
                <p>{rule.explanation}</p>
                <figure class="source">
                    // Not marked as a quotation: some statements put several sentences of a page into one.
                    <p>{rule.source.statement}</p>
                    <figcaption>
                        <a href=rule.source.url target="_blank" rel="noreferrer">
                            {host(rule.source.url)}
                            <Icon glyph=Glyph::External />
                            <span class="visually-hidden">"(opens in a new tab)"</span>
                        </a>
                    </figcaption>
                </figure>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The site that a link leads to.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).to_owned()
}
