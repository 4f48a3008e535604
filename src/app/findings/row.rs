//! One finding of the list.

use super::model::{FindingKey, FindingView};
use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::length;
use crate::app::parts::{Button, ButtonKind, ButtonSize, Severity, SeverityMark};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, Memo, Signal};

/// A finding: its severity and title, which lead to its subject, its sentence, the fix, and the reason.
#[component]
pub(super) fn FindingRow(
    /// Which one.
    finding: FindingKey,
    /// Where the row begins, in rem.
    top: Signal<f64>,
    /// Its place in the list, from 1.
    position: usize,
    /// How long the list is.
    of: Signal<usize>,
) -> impl IntoView {
    let planner = use_planner();
    let view_of = Memo::new(move |_| planner.read(|workspace| FindingView::of(workspace, finding)));
    let go = move || {
        if let Some(node) = view_of.with_untracked(|view| view.as_ref().and_then(|view| view.node)) {
            planner.reveal(node);
            planner.inspecting.set(true);
            planner.focus_tree();
        }
    };
    let mend = Callback::new(move |()| {
        let fix = planner.peek(|workspace| {
            finding
                .find(workspace)
                .and_then(|finding| finding.fix(workspace.facts()))
        });
        if let Some(fix) = fix {
            planner.mend(fix);
        }
    });
    let content = following(move || {
        let FindingView {
            code,
            title,
            sentence,
            severity,
            pairs,
            fix,
            accepted,
            ..
        } = view_of.get()?;
        let whole = sentence.clone();
        // What was accepted needs no fix. Why it was is the news.
        let fix = fix.filter(|_| accepted.is_none());
        let is_accepted = accepted.is_some();
        let sentence = accepted.map_or(sentence, |reason| format!("Accepted: {reason}"));
        Some(view! {
            <SeverityMark severity />
            <div class="findings__text">
                <button type="button" class="findings__title clip" on:click=move |_| go()>
                    <span class="visually-hidden">{severity_word(severity)}</span>
                    {title}
                </button>
                <p class="findings__sentence" title=whole>{sentence}</p>
            </div>
            <div class="findings__actions">
                {fix.map(|label| {
                    view! { <Button label kind=ButtonKind::Plain size=ButtonSize::Small on_press=mend /> }
                })}
                {pairs.map(|ask| {
                    view! {
                        <Button
                            label="Show pairs"
                            kind=ButtonKind::Link
                            size=ButtonSize::Small
                            on_press=Callback::new(move |()| planner.ask(ask))
                        />
                    }
                })}
                {if is_accepted {
                    view! {
                        <Button
                            label="Open again"
                            kind=ButtonKind::Link
                            size=ButtonSize::Small
                            on_press=Callback::new(move |()| planner.reopen(finding))
                        />
                    }
                } else {
                    view! {
                        <Button
                            label="Accept…"
                            kind=ButtonKind::Link
                            size=ButtonSize::Small
                            on_press=Callback::new(move |()| planner.ask(Ask::Accept(finding)))
                        />
                    }
                }}
                <Button
                    label="Why"
                    kind=ButtonKind::Link
                    size=ButtonSize::Small
                    on_press=Callback::new(move |()| planner.ask(Ask::Rule(code)))
                />
            </div>
        })
    });
    view! {
        <li
            class="findings__row"
            style:top=move || length(top.get(), "rem")
            aria-posinset=position.to_string()
            aria-setsize=move || of.get().to_string()
        >
            {content}
        </li>
    }
    .into_any()
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error: ",
        Severity::Warning => "Warning: ",
        Severity::Note => "Note: ",
    }
}
