//! Every rule, to be searched.

use super::{rule_button, severity};
use crate::app::ask::Ask;
use crate::app::letters::lower;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Dialog, DialogSize, Draft, Field, InitialFocus, LabelPlace, SeverityMark};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, Memo, RwSignal};
use crate::rules::{RULES, Rule};

/// The rules by title and code, each with its severity and how often it finds something in this plan.
#[component]
pub(in crate::app::dialogs) fn RuleList(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let query = Draft::new("", |text| Ok(text.trim().to_owned()));
    let counts = Memo::new(move |_| {
        planner.read(|workspace| {
            let count = |rule: &&Rule| {
                let of_rule = workspace
                    .findings()
                    .iter()
                    .filter(|finding| finding.rule.code == rule.code);
                of_rule.filter(|finding| finding.acceptance.is_none()).count()
            };
            RULES.iter().map(count).collect::<Vec<usize>>()
        })
    });
    let matching = Memo::new(move |_| {
        let query = lower(&query.text().get());
        let words: Vec<&str> = query.split_whitespace().collect();
        let has_all = |rule: &Rule| {
            let text = lower(&format!("{} {} {}", rule.title, rule.code, rule.explanation));
            words.iter().all(|word| text.contains(word))
        };
        let places = RULES.iter().enumerate().filter(|(_, rule)| has_all(rule));
        places.map(|(place, _)| place).collect::<Vec<usize>>()
    });
    let rows = move || {
        following(move || {
            let counts = counts.get();
            let row = |place: usize| {
                let rule = RULES.get(place)?;
                let (mark, word) = severity(rule.severity);
                let word = word.split(':').next().unwrap_or_default();
                let code = rule.code;
                let count = counts.get(place).copied().unwrap_or_default();
                let count = (count > 0).then(|| count.to_string());
                Some(view! {
                    <tr>
                        <td class="rules__mark">
                            <SeverityMark severity=mark />
                            <span class="visually-hidden">{word}</span>
                        </td>
                        <th scope="row">{rule_button(rule.title, Callback::new(move |()| planner.ask(Ask::Rule(code))))}</th>
                        <td class="mono dim">{code}</td>
                        <td class="number">{count}</td>
                    </tr>
                })
            };
            matching.get().into_iter().filter_map(row).collect_view()
        })
    };
    let summary = move || counted(matching.with(Vec::len) as u64, "rule", "rules");
    view! {
        <Dialog
            open=open
            title="Rules"
            description=Some(
                "What the plan is checked for. Each rule rests on a page of AWS, and none keeps anybody from editing".to_owned(),
            )
            size=DialogSize::Wide
        >
            <div class="stack rules">
                <Field
                    label="Find a rule"
                    label_place=LabelPlace::Said
                    placeholder=Some("Find a rule".to_owned())
                    draft=query
                    focus=InitialFocus::Here
                />
                <p class="dim" role="status">{summary}</p>
                <table class="rules__table">
                    <thead>
                        <tr>
                            <th scope="col"><span class="visually-hidden">"Severity"</span></th>
                            <th scope="col">"Rule"</th>
                            <th scope="col">"Code"</th>
                            <th scope="col" class="number">"In this plan"</th>
                        </tr>
                    </thead>
                    <tbody>{rows()}</tbody>
                </table>
            </div>
        </Dialog>
    }
    .into_any()
}
