//! The chosen scenario.

use super::name_of;
use crate::app::ask::{Ask, CostAsk};
use crate::app::cost::adjustment::words;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonSize, Draft, Field, Glyph, IconButton, LabelPlace};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, RwSignal};
use crate::cost::adopt;
use crate::plan::gesture::{put_scenario, remove_scenario};
use crate::plan::{Id, Scenario};
use crate::rules::Fix;
use crate::workspace::Workspace;

/// The chosen scenario with its assumptions.
pub(super) fn scenario(planner: Planner, chosen: RwSignal<Option<Id<Scenario>>>) -> AnyView {
    let id = chosen.get();
    let is_there = Memo::new(move |_| {
        id.is_some_and(|id| planner.read(|workspace| workspace.plan().intent().scenarios.contains_key(&id)))
    });
    let Some(id) = id.filter(|_| is_there.get()) else {
        return view! {
            <h2 class="inspector__heading">"Scenario"</h2>
            <p class="dim">"Add one, or take a suggestion: it says what would be otherwise, and changes nothing of the plan"</p>
        }
        .into_any();
    };
    let read = move |workspace: &Workspace| workspace.plan().intent().scenarios.get(&id).cloned();
    let name = Memo::new(move |_| planner.read(read).map(|row| row.name).unwrap_or_default());
    let draft = Draft::following(name.into(), |text| match text.trim() {
        "" => Err("Give it a name, such as Prefix delegation".to_owned()),
        name => Ok(name.to_owned()),
    });
    let change = move |change: &dyn Fn(&mut Scenario)| {
        let gesture = planner.peek(|workspace| {
            let mut row = read(workspace)?;
            change(&mut row);
            Some(put_scenario(workspace.plan(), id, row))
        });
        if let Some(gesture) = gesture {
            planner.edit(&gesture.label, gesture.edit);
        }
    };
    let rename = Callback::new(move |()| {
        if let Some(name) = draft.accept() {
            change(&|row| row.name.clone_from(&name));
        }
    });
    let sentences = Memo::new(move |_| {
        planner.read(|workspace| {
            let row = read(workspace);
            let all = row.iter().flat_map(|row| &row.adjustments);
            all.map(|adjustment| words(workspace, adjustment)).collect::<Vec<_>>()
        })
    });
    let assumptions = following(move || {
        let sentences = sentences.get();
        if sentences.is_empty() {
            return view! { <p class="dim">"It assumes nothing yet"</p> }.into_any();
        }
        let line = |(place, sentence): (usize, String)| {
            let said = format!("Remove: {sentence}");
            let remove = Callback::new(move |()| {
                change(&|row| {
                    if place < row.adjustments.len() {
                        row.adjustments.remove(place);
                    }
                });
            });
            let edit = Callback::new(move |()| planner.ask(Ask::Cost(CostAsk::Adjustment(id, Some(place)))));
            view! {
                <li class="cost__assumption">
                    <Button label=sentence kind=ButtonKind::Link size=ButtonSize::Small on_press=edit />
                    <IconButton
                        label=said
                        icon=Glyph::Close
                        size=ButtonSize::Small
                        refusal=planner.refusal()
                        on_press=remove
                    />
                </li>
            }
        };
        view! { <ul class="cost__list">{sentences.into_iter().enumerate().map(line).collect_view()}</ul> }.into_any()
    });
    let take = Callback::new(move |()| {
        let fix = planner.peek(|workspace| {
            let label = format!("Adopt {}", name_of(workspace, id));
            adopt(workspace.plan(), id).map(|edit| Fix { label, edit })
        });
        if let Some(fix) = fix {
            planner.mend(fix);
        }
    });
    let remove = Callback::new(move |()| {
        let gesture = planner.peek(|workspace| remove_scenario(workspace.plan(), id));
        if let Some(gesture) = gesture {
            planner.mend(Fix {
                label: gesture.label,
                edit: gesture.edit,
            });
        }
    });
    view! {
        <Field
            label="Scenario"
            draft=draft
            label_place=LabelPlace::Above
            read_only=planner.read_only()
            on_commit=rename
        />
        <h2 class="inspector__heading">"It assumes"</h2>
        {assumptions}
        <div class="cluster">
            <Button
                label="Add an assumption…"
                size=ButtonSize::Small
                refusal=planner.refusal()
                on_press=Callback::new(move |()| planner.ask(Ask::Cost(CostAsk::Adjustment(id, None))))
            />
            <Button
                label="Adopt"
                size=ButtonSize::Small
                icon=Glyph::Check
                tip=Some("Changes the plan so that it is what the scenario assumes, as one step; growth stays a scenario".to_owned())
                refusal=planner.refusal()
                on_press=take
            />
            <Button label="Remove" size=ButtonSize::Small refusal=planner.refusal() on_press=remove />
        </div>
    }
    .into_any()
}
