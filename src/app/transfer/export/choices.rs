//! Which language, which part of the plan, and of CloudFormation which template.

use super::language::Language;
use super::writing::Part;
use crate::app::markup::*;
use crate::app::parts::{Choice, Segmented, Select};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::export::{Stack, Target, stacks};
use crate::plan::Node;

/// The choices.
pub(super) fn choices(planner: Planner, language: RwSignal<Language>, part: RwSignal<Part>, selected: Node) -> AnyView {
    let kinds: Vec<Choice<Language>> = Language::all()
        .into_iter()
        .map(|kind| Choice::new(kind, kind.label()))
        .collect();
    let kind = Memo::new(move |_| language.get().kind());
    let parts = parts(planner, selected);
    let several = parts.len() > 1;
    let options = Signal::stored(parts);
    let in_parts = Memo::new(move |_| language.with(|language| several && language.target().is_some()));
    view! {
        <Select label="Language" options=Signal::stored(kinds) value=kind on_change=language.setter() />
        {following(move || {
            in_parts
                .get()
                .then(|| view! { <Segmented label="Part" options=options value=part on_change=part.setter() /> })
        })}
        {following(move || templates(planner, language))}
    }
    .into_any()
}

fn parts(planner: Planner, selected: Node) -> Vec<Choice<Part>> {
    let mut parts = vec![Choice::new(Part::Plan, "The whole plan")];
    if !matches!(selected, Node::Ipam | Node::Free(_)) {
        let name = planner.peek(|workspace| crate::app::dialogs::words::title(workspace, selected));
        parts.push(Choice::new(Part::Selected, format!("{name} and what is in it")));
    }
    if planner.peek(|workspace| workspace.plan().actual().row_count() > 0) {
        parts.push(Choice::new(Part::Steps, "What is not in AWS yet"));
    }
    parts
}

/// The templates that the plan takes, where it takes templates.
fn templates(planner: Planner, language: RwSignal<Language>) -> AnyView {
    let Language::Text(Target::CloudFormation(stack)) = language.get() else {
        return ().into_any();
    };
    let all = planner.peek(|workspace| stacks(workspace.source()));
    let first = all.first().copied();
    let options: Vec<Choice<Option<Stack>>> = planner.peek(|workspace| {
        all.into_iter()
            .map(|stack| {
                let account = stack.account.and_then(|id| workspace.plan().intent().accounts.get(&id));
                let owner = account.map_or("IPAM account", |account| account.name.as_str());
                Choice::new(Some(stack), format!("{owner}, {}", stack.region))
            })
            .collect()
    });
    let value = Signal::stored(stack.or(first));
    view! {
        <Select
            label="Template"
            hint=Some("One for each account and Region".to_owned())
            options=Signal::stored(options)
            value=value
            on_change=Callback::new(move |stack| language.set(Language::Text(Target::CloudFormation(stack))))
        />
    }
    .into_any()
}
