//! What narrows the list of findings and groups it.

use super::lines::{Grouping, rules};
use super::model::Shown;
use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonSize, Choice, DraftText, Field, LabelPlace, Segmented, Select};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::rules::{RULES, Severity, SeverityCounts};

/// Severity, words, rule and grouping, and the way to what the rules are about.
pub(super) fn view(
    planner: Planner,
    total: Memo<SeverityCounts>,
    shown: RwSignal<Shown>,
    grouping: RwSignal<Grouping>,
    words: DraftText,
) -> AnyView {
    let severities = move || {
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
    let of_rules = move || {
        let found = planner.read(|workspace| rules(workspace, shown.get()));
        let chosen = planner.rule_shown.get();
        let mut choices = vec![Choice::new(None, "Every rule")];
        choices.extend(
            found
                .iter()
                .map(|(code, title, count)| Choice::new(Some(*code), *title).detail(count.to_string())),
        );
        // One that finds nothing any more is still the one that was chosen.
        let missing = RULES.iter().find(|rule| Some(rule.code) == chosen);
        let missing = missing.filter(|rule| !found.iter().any(|(code, ..)| *code == rule.code));
        choices.extend(missing.map(|rule| Choice::new(Some(rule.code), rule.title).detail("0")));
        choices
    };
    let groupings = vec![
        Choice::new(Grouping::None, "Worst first"),
        Choice::new(Grouping::Rule, "By rule"),
        Choice::new(Grouping::Object, "By object"),
    ];
    view! {
        <div class="findings__bar">
            <Segmented
                label="Severity"
                label_place=LabelPlace::Said
                options=Signal::derive(severities)
                value=shown
                on_change=Callback::new(move |choice| shown.set(choice))
            />
            <Field
                label="Filter findings"
                label_place=LabelPlace::Said
                placeholder=Some("Filter by name or rule".to_owned())
                draft=words
            />
            <Select
                label="Rule"
                label_place=LabelPlace::Said
                options=Signal::derive(of_rules)
                value=planner.rule_shown
                on_change=planner.rule_shown.setter()
            />
            <Select
                label="Order"
                label_place=LabelPlace::Said
                options=Signal::stored(groupings)
                value=grouping
                on_change=grouping.setter()
            />
            <Button
                label="Rules"
                kind=ButtonKind::Link
                size=ButtonSize::Small
                on_press=Callback::new(move |()| planner.ask(Ask::Rules))
            />
        </div>
    }
    .into_any()
}
